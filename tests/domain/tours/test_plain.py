"""The planner without an engine: its tours can be driven, and whom it cannot serve it names."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.tours.check import faults
from domain.tours.plain import PlainPlanner
from domain.tours.ports import Crates, Direction, Plan, Problem
from tests.tour_builders import StraightRoad, at, errand, on_the_road, shift, straight_roads

NO_LIMIT = timedelta(0)  # it needs none


def plan(problem: Problem) -> Plan:
    made = PlainPlanner(StraightRoad()).plan(problem, NO_LIMIT)
    assert faults(problem, made, straight_roads(problem)) == []
    return made


def test_the_shorter_order_is_driven() -> None:
    made = plan(on_the_road([errand("far", 50), errand("near", 10)], [shift(end="km60")]))
    assert [visit.errand for visit in made.routes[0].visits] == ["near", "far"]


def test_one_more_driver_is_asked_only_when_that_saves_driving() -> None:
    two = [shift("K1", 0), shift("K2", 0)]
    assert len(plan(on_the_road([errand("A", 10), errand("B", 12)], two)).routes) == 1
    apart = [shift("K1", 0), shift("K2", 90)]
    assert len(plan(on_the_road([errand("A", 10), errand("B", 80)], apart)).routes) == 2


def test_whom_nobody_can_serve_is_named() -> None:
    errands = [
        errand("piano", 5, load=Crates(99)),
        errand("late", 5, earliest=at(23), latest=at(23, 30)),
        errand("other", 5, vehicles=("K9",)),
        errand("A", 5),
    ]
    made = plan(on_the_road(errands, [shift(until=at(16))]))
    assert made.undone == ("late", "other", "piano")
    assert plan(on_the_road(errands, [])).undone == ("A", "late", "other", "piano")


def test_urgent_errands_and_many_people_come_first() -> None:
    plain = [errand(f"plain {number}", 5) for number in range(3)]
    many = errand("many", 5, people=4)
    urgent = errand("urgent", 40, urgent=True, load=Crates(ambient=2))
    made = plan(on_the_road([*plain, many, urgent], [shift(room=Crates(ambient=3))]))
    assert made.undone == ("plain 0", "plain 1", "plain 2")


@pytest.mark.parametrize("count", [1, 30])
def test_collecting_and_bringing_share_the_room(count: int) -> None:
    errands = [
        errand(f"E{number}", number, Direction.COLLECT if number % 2 else Direction.DELIVER, load=Crates(ambient=2))
        for number in range(count)
    ]
    made = plan(on_the_road(errands, [shift("K1", 0), shift("K2", 0)]))
    assert plan(on_the_road(errands[::-1], [shift("K2", 0), shift("K1", 0)])) == Plan(
        tuple(sorted(made.routes, key=lambda route: route.shift, reverse=True)), made.undone
    )
