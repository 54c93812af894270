"""The `TourPlanner` of the service: it prepares the task, asks the engine in a child process, and trusts no answer."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, floor

from domain.tours.check import faults
from domain.tours.ports import Crates, Direction, Errand, Plan, PlanningFailed, Problem, Route, Shift, TravelTimes
from domain.tours.roads import Roads, timetable
from integrations.planning.child import search_in_child
from integrations.planning.task import Answer, Ride, Stop, Task

Search = Callable[[Task], Answer]

log = logging.getLogger(__name__)

STARTING_COSTS = timedelta(minutes=15)  # of driving, that one more driver must save to be asked
SECOND = timedelta(seconds=1)


class OrToolsPlanner:
    """Fulfils `domain.tours.ports.TourPlanner`. The same problem gets the same plan, unless the limit cuts the search.

    `plan` blocks its thread until the child process has answered: call it outside of a turn.
    """

    def __init__(self, travel: TravelTimes, *, search: Search = search_in_child, effort: float = 1.0) -> None:
        self._travel, self._search, self._effort = travel, search, effort

    def plan(self, problem: Problem, limit: timedelta) -> Plan:
        """Tours for all errands that can be done. Raises `PlanningFailed`."""
        begun = time.monotonic()
        work = _Work.of(problem, Roads.between(problem.sites, self._travel.matrix(problem.sites)))
        answer = Answer(routes=((),) * len(work.shifts))
        if work.possible:
            left = limit.total_seconds() - (time.monotonic() - begun)
            answer = self._search(work.task(self._effort, left))
        plan = work.plan(answer)
        if found := faults(problem, plan, work.roads):
            log.error("a plan does not stand its check: %s", "; ".join(found))
            raise PlanningFailed(faults=found)
        log.info(
            "%d errands, %d shifts: %d routes, %d errands not possible; %.1f s%s",
            *(len(problem.errands), len(problem.shifts), len(plan.routes), len(plan.undone)),
            time.monotonic() - begun,
            ", search cut by the limit" if answer.cut else "",
        )
        return plan


@dataclass(frozen=True, slots=True)
class _Work:
    """A problem made ready: in an order that does not depend on how it was told, and with who could do what.

    A shift could do an errand if it can when it does nothing else. What nobody could do is `hopeless`, and a shift
    that could do nothing is left out.
    """

    sites: Mapping[str, int]
    roads: Roads
    shifts: Sequence[Shift]
    possible: Sequence[Errand]
    hopeless: Sequence[Errand]
    able: Set[tuple[str, str]]

    @classmethod
    def of(cls, problem: Problem, roads: Roads) -> _Work:
        errands = sorted(problem.errands, key=lambda errand: errand.id)
        able = {
            (shift.id, errand.id)
            for shift in problem.shifts
            for errand in errands
            if shift.may(errand) and timetable(shift, [errand], roads) is not None
        }
        of_use, possible = {shift for shift, _ in able}, {errand for _, errand in able}
        return cls(
            {site.id: number for number, site in enumerate(problem.sites)},
            roads,
            sorted((shift for shift in problem.shifts if shift.id in of_use), key=lambda shift: shift.id),
            [errand for errand in errands if errand.id in possible],
            [errand for errand in errands if errand.id not in possible],
            able,
        )

    def task(self, effort: float, limit: float) -> Task:
        """The same in whole seconds, rounded to the safe side."""
        zero = min(shift.begins for shift in self.shifts)
        ways = [[ceil(self.roads.way(start, end).time / SECOND) for end in self.sites] for start in self.sites]
        return Task(
            seconds=tuple(map(tuple, ways)),
            stops=tuple(self._stop(errand, zero) for errand in self.possible),
            rides=tuple(self._ride(shift, zero) for shift in self.shifts),
            starting_costs=ceil(STARTING_COSTS / SECOND),
            limit=limit,
            effort=effort,
        )

    def plan(self, answer: Answer) -> Plan:
        """The routes of the answer with their times. Raises `PlanningFailed`."""
        if answer.routes is None:
            log.error("no plan was constructed within the limit")
            raise PlanningFailed
        self._refuse_nonsense(answer.routes)
        done: set[str] = set()
        routes: list[Route] = []
        for shift, stops in zip(self.shifts, answer.routes, strict=True):
            errands = [self.possible[stop] for stop in stops]
            if errands:
                routes.append(self._route(shift, errands))
                done.update(errand.id for errand in errands)
        undone = [errand.id for errand in (*self.hopeless, *self.possible) if errand.id not in done]
        return Plan(tuple(routes), tuple(sorted(undone)))

    def _refuse_nonsense(self, routes: Sequence[Sequence[int]]) -> None:
        """One route for each shift, of stops that there are. Whether they can be driven is checked later."""
        stops = range(len(self.possible))
        if len(routes) != len(self.shifts) or any(stop not in stops for route in routes for stop in route):
            log.error("the answer is about another task: %s", routes)
            raise PlanningFailed

    def _route(self, shift: Shift, errands: Sequence[Errand]) -> Route:
        route = timetable(shift, errands, self.roads)
        if route is None:
            log.error("%s cannot drive %s", shift.id, ", ".join(errand.id for errand in errands))
            raise PlanningFailed(shift=shift.id)
        return route

    def _stop(self, errand: Errand, zero: datetime) -> Stop:
        earliest = max(0, ceil((errand.earliest - zero) / SECOND))
        return Stop(
            site=self.sites[errand.site],
            load=_room(errand.load),
            collects=errand.direction is Direction.COLLECT,
            earliest=earliest,
            latest=max(earliest, floor((errand.latest - zero) / SECOND)),
            duration=ceil(errand.duration / SECOND),
            rides=tuple(n for n, shift in enumerate(self.shifts) if (shift.id, errand.id) in self.able),
            urgent=errand.urgent,
            people=errand.people,
        )

    def _ride(self, shift: Shift, zero: datetime) -> Ride:
        begins = ceil((shift.begins - zero) / SECOND)
        return Ride(
            start=self.sites[shift.start],
            end=self.sites[shift.end],
            begins=begins,
            until=max(begins, floor((shift.until - zero) / SECOND)),
            room=_room(shift.room),
        )


def _room(crates: Crates) -> tuple[int, int]:
    return crates.ambient, crates.chilled
