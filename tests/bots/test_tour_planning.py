"""Planning when something goes wrong: the engine dies, dawdles or talks nonsense, and orders come in meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any, TypeVar

import pytest

from bots.tour_planning import ENGINE_TRIES, PlanTours
from domain.store import OutboxItem, UnitOfWork
from domain.tours.day import read_day
from domain.tours.events import DayPlanned, PlanningStuck, WindowTold
from domain.tours.model import TourStatus
from domain.tours.ports import Plan, PlanningFailed, Problem, TourPlanner
from integrations.planning.child import search_in_child
from integrations.planning.planner import OrToolsPlanner
from integrations.planning.task import Answer, Task
from tests.builders import resident
from tests.domain.tours.bench import THURSDAY, Depot
from tests.planner import AirLine, Greedy

T = TypeVar("T")


def dies(task: Task) -> Answer:
    return search_in_child(task, (sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"))


def dawdles(task: Task) -> Answer:
    return search_in_child(replace(task, limit=0.05), (sys.executable, "-c", "import time; time.sleep(60)"), 0.2)


def is_cut(_task: Task) -> Answer:
    return Answer(None, cut=True)


def of_another_task(_task: Task) -> Answer:
    return Answer(((0,), (1,), (2,), (3,), (4,), (5,), (6,), (7,)))


def of_stops_there_are_not(task: Task) -> Answer:
    return Answer(((99, -1), *((),) * (len(task.rides) - 1)))


def twice(task: Task) -> Answer:
    return Answer(((0, 0), *((),) * (len(task.rides) - 1)))


FAULTS = [dies, dawdles, is_cut, of_another_task, of_stops_there_are_not, twice]


class Core:
    """Runs work on the one unit of work. `meanwhile` happens once, after a day has been read."""

    def __init__(self, depot: Depot, meanwhile: Callable[[], object] = lambda: None) -> None:
        self._depot, self._meanwhile = depot, meanwhile

    async def run(self, work: Callable[[UnitOfWork], T]) -> T:
        return work(self._depot.uow)

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        found = work(self._depot.uow)
        happen, self._meanwhile = self._meanwhile, lambda: None
        happen()
        return found


def planning(depot: Depot, planner: TourPlanner, core: Core | None = None) -> PlanTours:
    return PlanTours(core or Core(depot), depot.county, planner, AirLine())


def item(attempts: int = 1, day: date = THURSDAY) -> OutboxItem:
    made: Any = OutboxItem(
        id="plan",
        kind="tours.plan",
        payload={"day": day.isoformat()},
        due_at=Depot().clock.now(),
        created_at=Depot().clock.now(),
        attempts=attempts,
    )
    return made  # type: ignore[no-any-return]


def wednesday_evening() -> Depot:
    """Erna and Otto have been promised their goods; Frieda's seller has still to answer (`answered`)."""
    depot = Depot(resident("frieda", street="Am Bach 3", lat=51.68, lon=9.25))
    depot.ordered("erna", HOF_1=1, BAE_1=2)
    depot.ordered("otto", home=False, HOF_1=1)
    depot.buy_home("frieda", HOF_1=1)
    depot.go_to(date(2026, 3, 4), time(18, 0))
    return depot


def answered(depot: Depot) -> None:
    """Frieda's order is promised, too."""
    (order,) = depot.uow.orders.of_person(depot.person("frieda").id, 1)
    depot.agreed(order)


def lost(depot: Depot) -> set[str]:
    """Parts of Thursday that nobody brings and nobody has been told of."""
    named = {call for event in depot.events(DayPlanned) for call in event["undone"]}
    goods = read_day(depot.county, depot.uow, THURSDAY).goods
    known = {one.part: depot.uow.tours.consignment(one.part) for one in goods}
    return {
        one.part
        for one in goods
        if not ({one.call, one.source} & named)
        and ((consignment := known[one.part]) is None or consignment.deliver_stop_id is None)
    }


@pytest.mark.parametrize("search", FAULTS)
async def test_whatever_the_engine_does_no_half_plan_is_written(search: Callable[[Task], Answer]) -> None:
    depot = wednesday_evening()
    assert not await planning(depot, OrToolsPlanner(AirLine(), search=search))(item())
    assert depot.uow.tours.of_day(THURSDAY) == []
    assert depot.events(DayPlanned) == []
    assert depot.events(PlanningStuck) == [{"day": "2026-03-05"}]


@pytest.mark.parametrize("search", FAULTS)
async def test_when_the_engine_fails_for_good_the_tours_are_plain_but_nobody_is_lost(
    search: Callable[[Task], Answer],
) -> None:
    depot = wednesday_evening()
    plan = planning(depot, OrToolsPlanner(AirLine(), search=search))
    tried = [await plan(item(attempts)) for attempts in range(1, ENGINE_TRIES + 1)]
    assert tried == [False] * (ENGINE_TRIES - 1) + [True]
    assert len(depot.events(PlanningStuck)) == 1, "the office hears it once"
    (told,) = depot.events(DayPlanned)
    assert (told["plain"], told["undone"]) == (True, [])
    assert lost(depot) == set()
    assert [event["person_id"] for event in depot.events(WindowTold)] == ["erna"]


async def test_the_next_try_of_a_sound_engine_is_as_good_as_the_first() -> None:
    depot = wednesday_evening()
    assert not await planning(depot, OrToolsPlanner(AirLine(), search=dies))(item())
    assert await planning(depot, Greedy())(item(attempts=2))
    (told,) = depot.events(DayPlanned)
    assert (told["plain"], lost(depot)) == (False, set())


async def test_the_plan_of_before_stays_until_there_is_a_new_one() -> None:
    depot = wednesday_evening()
    assert await planning(depot, Greedy())(item())
    before = [tour.id for tour in depot.uow.tours.of_day(THURSDAY)]
    answered(depot)
    assert not await planning(depot, OrToolsPlanner(AirLine(), search=dies))(item())
    assert [tour.id for tour in depot.uow.tours.of_day(THURSDAY)] == before
    assert await planning(depot, Greedy())(item(attempts=2))
    assert lost(depot) == set()


async def test_an_order_that_comes_in_meanwhile_is_not_left_out() -> None:
    depot = wednesday_evening()
    plan = planning(depot, Greedy(), Core(depot, meanwhile=lambda: answered(depot)))
    assert not await plan(item()), "the day has changed: once more"
    assert depot.uow.tours.of_day(THURSDAY) == []
    assert depot.events(PlanningStuck) == [], "and that is no failure"
    assert await plan(item(attempts=2))
    assert lost(depot) == set()
    assert sorted(event["person_id"] for event in depot.events(WindowTold)) == ["erna", "frieda"]


async def test_a_promise_is_told_once_however_often_the_day_is_planned() -> None:
    depot = wednesday_evening()
    plan = planning(depot, Greedy())
    assert await plan(item())
    assert await plan(item())
    depot.later(minutes=30)
    assert await plan(item())
    assert [event["person_id"] for event in depot.events(WindowTold)] == ["erna"]


async def test_no_tour_on_a_holiday_though_somebody_has_ordered_for_it() -> None:
    depot = wednesday_evening()
    depot.calendar.holidays.add(THURSDAY)
    assert await planning(depot, Refuses())(item()), "nothing to be tried again"
    assert depot.uow.tours.of_day(THURSDAY) == []
    assert depot.events(WindowTold) == []


async def test_a_day_that_is_over_is_not_planned() -> None:
    depot = wednesday_evening()
    assert await planning(depot, Refuses())(item(day=date(2026, 3, 3)))


async def test_tours_under_way_are_not_planned_anew_by_the_plain_planner_either() -> None:
    depot = wednesday_evening()
    assert await planning(depot, Greedy())(item())
    collect = depot.uow.tours.of_day(THURSDAY)[0]
    depot.on_thursday(8)
    collect.move(TourStatus.UNDERWAY, collect.driver_id, depot.clock.now())
    assert await planning(depot, Refuses())(item(attempts=ENGINE_TRIES))
    assert collect in depot.uow.tours.of_day(THURSDAY)


class Refuses:
    """A planner that never has an answer."""

    def plan(self, problem: Problem, limit: timedelta) -> Plan:
        raise PlanningFailed
