"""The picture of a tour, drawn when it is asked for."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar

from bots.dialogue.reply import words
from bots.texts.texts import Texts
from bots.tour_drawing import Halt, Point, TourMap, tour_png
from domain.ids import TourId
from domain.store import UnitOfWork
from domain.tours.model import Stop, StopKind, Tour
from domain.tours.places import rough_site

T = TypeVar("T")
_TOKEN = re.compile(r"tour-([A-Za-z0-9-]+)")


class Core(Protocol):
    """Reads the store."""

    async def read(self, work: Callable[[UnitOfWork], T]) -> T: ...


class TourPictures:
    """Draws tours by the token in a picture's path.

    A tour's id cannot be guessed, and whoever has it learns of a door no more than its village.
    """

    def __init__(self, core: Core, texts: Texts, river: Iterable[Mapping[str, float]] = ()) -> None:
        self._core, self._texts = core, texts
        self._river = tuple(Point(one["lat"], one["lon"]) for one in river)

    async def png(self, token: str) -> bytes | None:
        """The picture, or None when the token names no tour."""
        found = _TOKEN.fullmatch(token)
        if found is None:
            return None
        drawn = await self._core.read(lambda store: self._map(store, TourId(found[1])))
        return await asyncio.to_thread(tour_png, drawn) if drawn is not None else None

    def _map(self, store: UnitOfWork, tour_id: TourId) -> TourMap | None:
        tour = store.tours.get(tour_id)
        if tour is None:
            return None
        halts = [halt for stop in tour.in_order() if (halt := self._halt(store, tour, stop)) is not None]
        vehicle = store.tours.vehicle(tour.vehicle_id)
        if vehicle is not None and vehicle.station_id is None:  # not a volunteer, who drives home
            halts = _there_and_back(halts)
        return TourMap(
            title=self._texts.say(words("tour-map-title", no=str(tour.no))),
            about=self._texts.say(words("tour-map-about", count=len(tour.halts()), km=str(round(tour.metres / 1000)))),
            way=tuple(halts),
            villages=tuple(
                (v.name if v.name == v.municipality else "", Point(v.lat, v.lon)) for v in store.people.villages()
            ),
            river=self._river,
        )

    def _halt(self, store: UnitOfWork, tour: Tour, stop: Stop) -> Halt | None:
        spot = rough_site(store, stop)
        if spot.lat is None or spot.lon is None:
            return None
        name = self._texts.say(words("tour-map-centre")) if stop.kind is StopKind.CENTRE else spot.name
        return Halt(tour.number_of(stop), name, Point(spot.lat, spot.lon))


def _there_and_back(halts: list[Halt]) -> list[Halt]:
    """From the centre and to the centre again, though it is a stop at one end only."""
    centre = [halt for halt in halts if halt.no == 0]
    halting = [halt for halt in halts if halt.no]
    return [*centre, *halting, *centre]
