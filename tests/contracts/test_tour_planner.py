"""What every planner of tours must do for us. The engine in a child process is the one there is."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import permutations, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from domain.tours.check import faults
from domain.tours.ports import Crates, Direction, Errand, Plan, PlanningFailed, Problem, Shift, TourPlanner
from domain.tours.roads import Roads, timetable
from integrations.planning.air_line import AirLine
from integrations.planning.engine import answer
from integrations.planning.planner import OrToolsPlanner
from tests.tour_builders import (
    MINUTE,
    VANS,
    StraightRoad,
    afternoon,
    at,
    errand,
    morning,
    on_the_road,
    shift,
    straight_roads,
)

LIMIT = timedelta(seconds=20)


@pytest.fixture
def planner() -> TourPlanner:
    """On the straight road, without a process of its own and with little patience: small things must be plain."""
    return OrToolsPlanner(StraightRoad(), search=answer, effort=0.05)


@pytest.fixture
def county() -> TourPlanner:
    """Over the sample region, as the service plans it."""
    return OrToolsPlanner(AirLine())


def sound(problem: Problem, plan: Plan) -> Plan:
    """The plan, when it can be driven in the county."""
    assert faults(problem, plan, Roads.between(problem.sites, AirLine().matrix(problem.sites))) == []
    return plan


# --- small ------------------------------------------------------------------------------------------------------


def test_the_shorter_order_is_driven(planner: TourPlanner) -> None:
    plan = planner.plan(on_the_road([errand("far", 50), errand("near", 10)], [shift(end="km60")]), LIMIT)
    assert [visit.errand for visit in plan.routes[0].visits] == ["near", "far"]
    assert plan.routes[0].metres == 60_000
    assert plan.undone == ()


def test_nothing_to_do_needs_nobody(planner: TourPlanner) -> None:
    assert planner.plan(on_the_road([], [shift()]), LIMIT) == Plan((), ())


def test_without_a_shift_everything_stays_undone(planner: TourPlanner) -> None:
    assert planner.plan(on_the_road([errand("B", 1), errand("A", 2)], []), LIMIT) == Plan((), ("A", "B"))


def test_an_errand_too_big_for_any_vehicle_is_named_and_the_others_are_done(planner: TourPlanner) -> None:
    plan = planner.plan(on_the_road([errand("piano", 5, load=Crates(99)), errand("A", 5)], [shift()]), LIMIT)
    assert plan.undone == ("piano",)
    assert [visit.errand for visit in plan.routes[0].visits] == ["A"]


def test_when_everybodys_hours_are_over_everything_is_undone(planner: TourPlanner) -> None:
    late = errand("A", 5, earliest=at(17), latest=at(18))
    assert planner.plan(on_the_road([late], [shift(until=at(16))]), LIMIT).undone == ("A",)


def test_only_allowed_vehicles_come(planner: TourPlanner) -> None:
    steps = errand("steps", 30, vehicles=("K2",))
    shifts = [shift("morning"), shift("evening", vehicle="K2", start=60)]
    plan = planner.plan(on_the_road([steps], shifts), LIMIT)
    assert [route.shift for route in plan.routes] == ["evening"]
    assert planner.plan(on_the_road([steps], shifts[:1]), LIMIT).undone == ("steps",)


def test_urgent_errands_are_dropped_last(planner: TourPlanner) -> None:
    plain = [errand(f"plain {number}", 5) for number in range(3)]
    urgent = errand("urgent", 40, urgent=True, load=Crates(ambient=3))
    plan = planner.plan(on_the_road([*plain, urgent], [shift(room=Crates(ambient=3))]), LIMIT)
    assert plan.undone == ("plain 0", "plain 1", "plain 2")


def test_few_people_are_let_down_rather_than_few_errands(planner: TourPlanner) -> None:
    homes = [errand(f"home {number}", 5) for number in range(3)]
    station = errand("station", 40, load=Crates(ambient=3), people=4)
    plan = planner.plan(on_the_road([*homes, station], [shift(room=Crates(ambient=3))]), LIMIT)
    assert plan.undone == ("home 0", "home 1", "home 2")


def test_as_many_as_can_be_are_done_however_far_they_are(planner: TourPlanner) -> None:
    near = errand("near", 1, load=Crates(ambient=10))
    far = [errand(f"far {number}", 90, load=Crates(ambient=5)) for number in range(2)]
    assert planner.plan(on_the_road([near, *far], [shift()]), LIMIT).undone == ("near",)


def test_goods_are_delivered_before_their_room_is_needed(planner: TourPlanner) -> None:
    full = Crates(ambient=10)
    back = errand("empties", 10, Direction.COLLECT, load=full)
    out = errand("goods", 30, Direction.DELIVER, load=full)
    plan = planner.plan(on_the_road([back, out], [shift()]), LIMIT)
    assert [visit.errand for visit in plan.routes[0].visits] == ["goods", "empties"]


def test_one_more_driver_is_asked_only_when_that_saves_driving(planner: TourPlanner) -> None:
    two = [shift("K1", 0), shift("K2", 0)]
    assert len(planner.plan(on_the_road([errand("A", 10), errand("B", 12)], two), LIMIT).routes) == 1
    apart = [shift("K1", 0), shift("K2", 90)]
    assert len(planner.plan(on_the_road([errand("A", 10), errand("B", 80)], apart), LIMIT).routes) == 2


def test_ties_are_broken_alike_in_whatever_order_the_problem_is_told(planner: TourPlanner) -> None:
    errands = [errand(f"E{number}", 10 * (number % 3)) for number in range(9)]
    shifts = [shift("K1"), shift("K2"), shift("K3")]
    first = planner.plan(on_the_road(errands, shifts), LIMIT)
    assert planner.plan(on_the_road(errands[::-1], shifts[::-1]), LIMIT) == first


def test_no_time_is_a_failure_and_no_plan(planner: TourPlanner) -> None:
    with pytest.raises(PlanningFailed):
        planner.plan(on_the_road([errand("A", 10)], [shift()]), timedelta())


# --- the sample region ------------------------------------------------------------------------------------------


def test_the_morning_fetches_from_all_merchants(county: TourPlanner) -> None:
    plan = sound(morning(), county.plan(morning(), LIMIT))
    assert plan.undone == ()
    assert sum(route.metres for route in plan.routes) < 260_000, "one by one it would be more than 400 km"


def test_the_afternoon_brings_to_stations_and_homes(county: TourPlanner) -> None:
    problem = afternoon()
    plan = sound(problem, county.plan(problem, LIMIT))
    assert plan.undone == ()
    assert {route.shift for route in plan.routes} >= {"K2"}


def test_the_same_day_gets_the_same_plan(county: TourPlanner) -> None:
    assert county.plan(afternoon(), LIMIT) == county.plan(afternoon(), LIMIT)


def test_three_hundred_stops_are_planned_within_the_limit(county: TourPlanner) -> None:
    problem = busy_day(320)
    plan = sound(problem, county.plan(problem, timedelta(seconds=10)))
    assert plan.undone == ()


def test_a_construction_that_the_limit_cuts_is_no_plan() -> None:
    problem = busy_day(320)
    with pytest.raises(PlanningFailed):
        OrToolsPlanner(AirLine(), search=lambda task: answer(replace(task, limit=0.02))).plan(problem, LIMIT)


def busy_day(stops: int) -> Problem:
    """Two crates to each of so many homes all over the county, with twelve vans."""
    base = afternoon()
    chance = random.Random(1)
    homes = [errand for errand in base.errands if errand.site.startswith("R")]
    errands = tuple(replace(chance.choice(homes), id=f"E{number:03}", duration=3 * MINUTE) for number in range(stops))
    vans = tuple(replace(VANS[1], id=f"van {number:02}") for number in range(12))
    return Problem(base.sites, errands, vans)


# --- any problem --------------------------------------------------------------------------------------------------


@some.composite
def problems(draw: some.DrawFn) -> Problem:
    """Few errands and shifts that stand in each other's way, so that all plans can be tried."""
    errands = []
    for number in range(draw(some.integers(0, 4))):
        opens = draw(some.integers(0, 120))
        errands.append(
            errand(
                f"E{number}",
                draw(some.integers(0, 40)),
                draw(some.sampled_from(Direction)),
                load=Crates(draw(some.integers(0, 6)), draw(some.integers(0, 2))),
                earliest=at(8) + opens * MINUTE,
                latest=at(8) + (opens + draw(some.integers(0, 120))) * MINUTE,
                duration=timedelta(seconds=draw(some.integers(0, 1200))),
                vehicles=tuple(draw(some.sets(some.sampled_from(["K1", "K2"])))),
                urgent=draw(some.booleans()),
                people=draw(some.integers(1, 3)),
            )
        )
    shifts = [
        shift(
            f"K{number}",
            draw(some.integers(0, 40)),
            begins=at(8) + draw(some.integers(0, 60)) * MINUTE,
            until=at(9) + draw(some.integers(-30, 180)) * MINUTE,
            room=Crates(draw(some.integers(0, 10)), draw(some.integers(0, 3))),
        )
        for number in range(1, draw(some.integers(1, 3)))
    ]
    return on_the_road(errands, shifts)


@given(problems())
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_nobody_is_dropped_who_could_be_served(problem: Problem) -> None:
    plan = OrToolsPlanner(StraightRoad(), search=answer, effort=0.1).plan(problem, LIMIT)
    assert faults(problem, plan, straight_roads(problem)) == []
    done = {visit.errand for route in plan.routes for visit in route.visits}
    assert worth(problem, done) == max(worth(problem, some_done) for some_done in all_that_can_be_done(problem))


def worth(problem: Problem, done: set[str]) -> tuple[int, int]:
    """How many people are served: first who waits urgently, then all others."""
    served = [errand for errand in problem.errands if errand.id in done]
    return sum(one.people for one in served if one.urgent), sum(one.people for one in served if not one.urgent)


def all_that_can_be_done(problem: Problem) -> Iterator[set[str]]:
    """Every way to share the errands out, tried one by one."""
    roads = straight_roads(problem)
    for takers in product([None, *problem.shifts], repeat=len(problem.errands)):
        shares = [
            (van, [one for one, taker in zip(problem.errands, takers, strict=True) if taker is van])
            for van in problem.shifts
        ]
        if all(can_do(van, share, roads) for van, share in shares):
            yield {errand.id for _, share in shares for errand in share}


def can_do(van: Shift, share: list[Errand], roads: Roads) -> bool:
    if not all(van.may(errand) for errand in share):
        return False
    return not share or any(timetable(van, order, roads) is not None for order in permutations(share))
