"""The picture of a station's wall with somebody's compartments marked, drawn when it is asked for."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Protocol, TypeVar

from bots.pictures import BoxOnWall, wall_png
from domain.ids import StationId
from domain.lockers.model import Station
from domain.store import UnitOfWork

T = TypeVar("T")
_TOKEN = re.compile(r"wall-([A-Za-z0-9]+)-(\d+(?:-\d+)*)")


class Core(Protocol):
    """Reads the store."""

    async def read(self, work: Callable[[UnitOfWork], T]) -> T: ...


class WallPictures:
    """Draws walls by the token in a picture's path. Station and compartment numbers are no secrets."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def png(self, token: str) -> bytes | None:
        """The picture, or None when the token names no wall."""
        found = _TOKEN.fullmatch(token)
        if found is None:
            return None
        station = await self._core.read(lambda store: store.lockers.station(StationId(found[1])))
        if station is None:
            return None
        mine = [int(no) for no in found[2].split("-")]
        return await asyncio.to_thread(wall_png, _layout(station), mine, f"Abholpunkt {station.village}")


def _layout(station: Station) -> list[BoxOnWall]:
    return [
        BoxOnWall(
            number=c.no, row=c.row, column=c.column, width_mm=c.width_mm, height_mm=c.height_mm, zone=c.zone.value
        )
        for c in station.compartments
    ]
