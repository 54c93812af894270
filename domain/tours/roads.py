"""The ways of one problem, and the times of a tour whose order is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Self

from domain.tours.ports import Crates, Direction, Errand, Route, Shift, Site, Visit, Way

NO_TIME = timedelta()


@dataclass(frozen=True, slots=True)
class Roads:
    """The way from each site to each other one, by their ids."""

    _ways: Mapping[tuple[str, str], Way]

    @classmethod
    def between(cls, sites: Sequence[Site], matrix: Sequence[Sequence[Way]]) -> Self:
        """Rows and columns of the matrix are the sites in their order, as `TravelTimes` gives it."""
        return cls(
            {
                (start.id, end.id): way
                for start, row in zip(sites, matrix, strict=True)
                for end, way in zip(sites, row, strict=True)
            }
        )

    def way(self, start: str, end: str) -> Way:
        """From one site to another."""
        return self._ways[start, end]

    def along(self, sites: Iterable[str]) -> Way:
        """The whole way from the first site over all others to the last."""
        legs = [self.way(start, end) for start, end in pairwise(sites)]
        return Way(sum(leg.metres for leg in legs), sum((leg.time for leg in legs), NO_TIME))


def timetable(shift: Shift, errands: Sequence[Errand], roads: Roads) -> Route | None:
    """The route of a shift that does these errands in this order; None when room or hours do not allow it.

    The vehicle is back as early as can be. It leaves as late as that allows, so that it waits as little as can be.
    """
    if not _has_room(shift.room, errands):
        return None
    earliest = _driven(shift, shift.begins, errands, roads)
    if earliest is None:
        return None
    return _driven(shift, shift.begins + _to_spare(shift, earliest, errands, roads), errands, roads)


def _has_room(room: Crates, errands: Sequence[Errand]) -> bool:
    board = sum((errand.load for errand in errands if errand.direction is Direction.DELIVER), Crates())
    if not board.fits_in(room):
        return False
    for errand in errands:
        board = board + errand.load if errand.direction is Direction.COLLECT else board - errand.load
        if not board.fits_in(room):
            return False
    return True


def _driven(shift: Shift, leaves: datetime, errands: Sequence[Errand], roads: Roads) -> Route | None:
    visits: list[Visit] = []
    site, now = shift.start, leaves
    for errand in errands:
        arrive = max(now + roads.way(site, errand.site).time, errand.earliest)
        if arrive > errand.latest:
            return None
        site, now = errand.site, arrive + errand.duration
        visits.append(Visit(errand.id, arrive, now))
    back = now + roads.way(site, shift.end).time
    if back > shift.until:
        return None
    whole = roads.along([shift.start, *(errand.site for errand in errands), shift.end])
    return Route(shift.id, leaves, back, tuple(visits), whole.metres, whole.time)


def _to_spare(shift: Shift, route: Route, errands: Sequence[Errand], roads: Roads) -> timedelta:
    """How much later the vehicle may leave without being late anywhere or back later than on this route."""
    waited, spare = NO_TIME, shift.until - shift.begins
    site, now = shift.start, route.leaves
    for errand, visit in zip(errands, route.visits, strict=True):
        waited += visit.arrive - now - roads.way(site, errand.site).time
        spare = min(spare, errand.latest - visit.arrive + waited)
        site, now = errand.site, visit.leave
    return min(spare, waited)
