"""A small planner for tests: it puts each errand where it costs the least, and names what fits nowhere.

It finds no good tours, but honest ones, at once and always the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.distance import kilometres
from domain.tours.ports import Crates, Direction, Errand, Plan, Problem, Route, Shift, Site, Visit, Way

DETOUR = 1.5
AIR_LINE_KMH = 30


class AirLine:
    """Fulfils `domain.tours.ports.TravelTimes`: as the crow flies, with a rural detour."""

    def matrix(self, sites: Sequence[Site]) -> Sequence[Sequence[Way]]:
        return [[_way(one, other) for other in sites] for one in sites]


class Greedy:
    """Fulfils `domain.tours.ports.TourPlanner`."""

    def plan(self, problem: Problem, limit: timedelta) -> Plan:
        sites = {site.id: site for site in problem.sites}
        tours: dict[str, list[Errand]] = {shift.id: [] for shift in problem.shifts}
        undone = []
        for errand in sorted(problem.errands, key=lambda one: (not one.urgent, one.latest, one.id)):
            best = min(_insertions(errand, problem.shifts, tours, sites), default=None)
            if best is None:
                undone.append(errand.id)
                continue
            _, shift_id, at = best
            tours[shift_id].insert(at, errand)
        routes = [_driven(shift, tours[shift.id], sites) for shift in problem.shifts if tours[shift.id]]
        return Plan(tuple(route for route in routes if route is not None), tuple(undone))


def _insertions(
    errand: Errand, shifts: Sequence[Shift], tours: dict[str, list[Errand]], sites: dict[str, Site]
) -> list[tuple[float, str, int]]:
    """Every place in every tour that takes the errand, with what it costs."""
    found = []
    for shift in shifts:
        if errand.vehicles and shift.id not in errand.vehicles:
            continue
        own = tours[shift.id]
        before = _driven(shift, own, sites)
        for at in range(len(own) + 1):
            route = _driven(shift, [*own[:at], errand, *own[at:]], sites)
            if route is not None:
                spent = (before.back - before.leaves).total_seconds() if own and before else 0
                found.append(((route.back - route.leaves).total_seconds() - spent + 600 * (not own), shift.id, at))
    return found


def _driven(shift: Shift, errands: Sequence[Errand], sites: dict[str, Site]) -> Route | None:
    """The way with its times, or None when it is against the hours or the room."""
    onboard = sum((one.load for one in errands if one.direction is Direction.DELIVER), Crates())
    collected = sum((one.load for one in errands if one.direction is Direction.COLLECT), Crates())
    if not onboard.fits_in(shift.room) or not collected.fits_in(shift.room):
        return None
    # The first errand says when to leave: nobody waits at a door that is still shut.
    leaves = shift.begins
    if errands:
        leaves = max(leaves, errands[0].earliest - _way(sites[shift.start], sites[errands[0].site]).time)
    now, here, metres, driving, visits = leaves, sites[shift.start], 0, timedelta(), list[Visit]()
    for errand in errands:
        way = _way(here, sites[errand.site])
        metres, driving, here = metres + way.metres, driving + way.time, sites[errand.site]
        arrive: datetime = max(now + way.time, errand.earliest)
        if arrive > errand.latest:
            return None
        now = arrive + errand.duration
        visits.append(Visit(errand.id, arrive, now))
    way = _way(here, sites[shift.end])
    back = now + way.time
    if back > shift.until:
        return None
    return Route(shift.id, leaves, back, tuple(visits), metres + way.metres, driving + way.time)


def _way(one: Site, other: Site) -> Way:
    away = kilometres(one.lat, one.lon, other.lat, other.lon)
    return Way(round(away * DETOUR * 1000), timedelta(minutes=round(away / AIR_LINE_KMH * 60)))
