"""Tours without an engine, for the day on which the engine fails: not short ones, but honest ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from domain.tours.check import faults
from domain.tours.ports import Errand, Plan, PlanningFailed, Problem, Shift, TravelTimes
from domain.tours.roads import Roads, timetable

ONE_MORE_DRIVER = timedelta(minutes=15)  # of driving, that asking another one must save

Orders = Mapping[str, list[Errand]]  # what each shift does so far, in order


class PlainPlanner:
    """Fulfils `TourPlanner`: each errand goes where it costs the least time; what fits nowhere is named."""

    def __init__(self, travel: TravelTimes) -> None:
        self._travel = travel

    def plan(self, problem: Problem, limit: timedelta) -> Plan:
        """Tours, found at once: `limit` is not needed. Raises `PlanningFailed`."""
        roads = Roads.between(problem.sites, self._travel.matrix(problem.sites))
        orders: Orders = {shift.id: [] for shift in problem.shifts}
        undone = []
        for errand in sorted(problem.errands, key=_who_first):
            best = min(_places(errand, problem.shifts, orders, roads), default=None)
            if best is None:
                undone.append(errand.id)
            else:
                _, shift_id, position = best
                orders[shift_id].insert(position, errand)
        routes = [timetable(shift, orders[shift.id], roads) for shift in problem.shifts if orders[shift.id]]
        plan = Plan(tuple(route for route in routes if route is not None), tuple(sorted(undone)))
        if found := faults(problem, plan, roads):
            raise PlanningFailed(faults=found)
        return plan


def _who_first(errand: Errand) -> tuple[bool, int, object, str]:
    return not errand.urgent, -errand.people, errand.latest, errand.id


def _places(
    errand: Errand, shifts: Sequence[Shift], orders: Orders, roads: Roads
) -> Iterator[tuple[timedelta, str, int]]:
    """Every place in every tour that takes the errand, with the time that it costs."""
    for shift in (one for one in shifts if one.may(errand)):
        own = orders[shift.id]
        before = timetable(shift, own, roads) if own else None
        spent = before.back - before.leaves if before is not None else -ONE_MORE_DRIVER
        for position in range(len(own) + 1):
            route = timetable(shift, [*own[:position], errand, *own[position:]], roads)
            if route is not None:
                yield route.back - route.leaves - spent, shift.id, position
