"""The check finds what is wrong with a plan: each test breaks a good one in one place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.tours.check import faults
from domain.tours.ports import Crates, Direction, Errand, Plan, Problem, Route, Visit
from domain.tours.roads import timetable
from tests.tour_builders import MINUTE, at, errand, on_the_road, shift, straight_roads

FULL = Crates(ambient=10)
PROBLEM = on_the_road(
    [
        errand("A", 10, earliest=at(9), latest=at(9, 30)),
        errand("B", 30, Direction.COLLECT),
        errand("C", 40, vehicles=("K2",)),
        errand("D", 50, load=Crates(ambient=99)),
    ],
    [shift(), shift("late", vehicle="K2", begins=at(12))],
)
ROADS = straight_roads(PROBLEM)


def driven(name: str, *errands: str) -> Route:
    known = {one.id: one for one in PROBLEM.errands}
    van = next(one for one in PROBLEM.shifts if one.id == name)
    route = timetable(van, [known[one] for one in errands], ROADS)
    assert route is not None
    return route


GOOD = Plan((driven("K1", "A", "B"), driven("late", "C")), ("D",))


def found(plan: Plan, problem: Problem = PROBLEM) -> str:
    return "; ".join(faults(problem, plan, ROADS))


def broken(visit: int = 0, **changes: object) -> Plan:
    """The good plan with another time at one visit of its first route."""
    route = GOOD.routes[0]
    visits = list(route.visits)
    visits[visit] = replace(visits[visit], **changes)  # type: ignore[arg-type]  # plain keyword arguments of a test
    return replace(GOOD, routes=(replace(route, visits=tuple(visits)), GOOD.routes[1]))


def with_route(**changes: object) -> Plan:
    return replace(GOOD, routes=(replace(GOOD.routes[0], **changes), GOOD.routes[1]))  # type: ignore[arg-type]


def test_a_good_plan_has_no_faults() -> None:
    assert found(GOOD) == ""


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        (replace(GOOD, undone=()), "D is nowhere in the plan"),
        (replace(GOOD, undone=("D", "D")), "D is told of 2 times"),
        (replace(GOOD, undone=("D", "A")), "A is told of 2 times"),
        (replace(GOOD, undone=("D", "X")), "X is no errand of the problem"),
        (replace(GOOD, routes=(*GOOD.routes, GOOD.routes[1])), "late has 2 routes"),
        (with_route(shift="K9"), "K9 is no shift of the problem"),
        (replace(GOOD, routes=(driven("K1", "A", "B", "C"),)), "K1: C is not for this vehicle"),
        (replace(GOOD, routes=(*GOOD.routes[:1], driven("late"))), "late: drives for nothing"),
        (with_route(leaves=at(7, 59)), "leaves at 2026-09-23 05:59:00+00:00, before the shift begins"),
        (with_route(leaves=at(8, 51)), "cannot be at A by"),
        (with_route(back=at(9, 20)), "cannot be back by"),
        (with_route(back=at(16, 1)), "after the shift ends"),
        (with_route(metres=1), "drives 60000 m in 1:00:00, not 1 m in 1:00:00"),
        (with_route(driving=MINUTE), "drives 60000 m in 1:00:00, not 60000 m in 0:01:00"),
        (broken(leave=at(9, 4)), "leaves A at 2026-09-23 07:04:00+00:00, before it is done"),
        (broken(arrive=at(9, 31), leave=at(9, 36)), "begins A at 2026-09-23 07:31:00+00:00, outside its hours"),
        (broken(1, arrive=at(9, 24)), "cannot be at B by"),
    ],
)
def test_what_is_wrong_is_found(plan: Plan, told: str) -> None:
    assert told in found(plan)


def test_too_much_on_board_is_found_at_any_moment() -> None:
    fetched = [errand("A", 10, Direction.COLLECT, load=FULL), errand("B", 30, load=Crates(ambient=1))]
    van = shift()
    problem = on_the_road(fetched, [van])
    roomy = timetable(replace(van, room=Crates(11, 0)), fetched, ROADS)
    assert roomy is not None
    assert faults(problem, Plan((roomy,), ()), ROADS) == [
        "K1: has more on board after A than there is room for: "
        "Crates(ambient=11, chilled=0), Crates(ambient=10, chilled=10)"
    ]


MINUTES = some.integers(0, 300)


@some.composite
def errands(draw: some.DrawFn) -> list[Errand]:
    made = []
    for number in range(draw(some.integers(1, 5))):
        opens = draw(MINUTES)
        made.append(
            errand(
                f"E{number}",
                draw(some.integers(0, 60)),
                draw(some.sampled_from(Direction)),
                load=Crates(draw(some.integers(0, 6)), draw(some.integers(0, 3))),
                earliest=at(8) + opens * MINUTE,
                latest=at(8) + (opens + draw(MINUTES)) * MINUTE,
                duration=timedelta(seconds=draw(some.integers(0, 1200))),
            )
        )
    return made


@given(errands())
def test_a_timetable_never_fails_the_check(made: list[Errand]) -> None:
    problem = on_the_road(made, [shift()])
    route = timetable(problem.shifts[0], made, straight_roads(problem))
    if route is not None:
        assert faults(problem, Plan((route,), ()), straight_roads(problem)) == []


@given(errands(), some.integers(1, 30))
def test_nobody_could_leave_later_and_be_back_as_early(made: list[Errand], later: int) -> None:
    van = shift()
    problem = on_the_road(made, [van])
    roads = straight_roads(problem)
    route = timetable(van, made, roads)
    if route is None:
        return
    second = timetable(replace(van, begins=route.leaves + timedelta(seconds=later)), made, roads)
    assert second is None or second.back > route.back


def test_a_visit_without_an_errand_of_the_problem_is_told_once() -> None:
    stray = Visit("X", at(9), at(9, 5))
    assert "X is no errand of the problem" in found(replace(GOOD, routes=(replace(GOOD.routes[0], visits=(stray,)),)))
