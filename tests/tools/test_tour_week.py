"""The made-up week that the bench plans: always the same, ordered as people can order, counted by its own rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, time, timedelta

import pytest

from domain.clock import at_local
from domain.tours.day import Day
from domain.tours.plain import PlainPlanner
from domain.tours.planning import DayPlan, plan_day
from integrations.calendar import NorthRhineCalendar
from integrations.demo.region import read_region
from integrations.planning.air_line import AirLine
from tools.tour_week import MONDAY, kept, made_up

REGION = read_region(at_local(MONDAY, time(0)).astimezone(UTC))


def day_of_week(ahead: int) -> Day:
    return made_up(REGION, NorthRhineCalendar(), MONDAY + timedelta(days=ahead))


@pytest.fixture(scope="module")
def monday() -> tuple[Day, DayPlan]:
    day = day_of_week(0)
    return day, plan_day(day, PlainPlanner(AirLine()), AirLine(), timedelta(seconds=1))


def test_the_week_is_the_same_each_time() -> None:
    assert day_of_week(2) == day_of_week(2)
    assert day_of_week(2).goods != day_of_week(3).goods


@pytest.mark.parametrize("ahead", range(6))
def test_every_day_has_orders_that_can_be_fetched(ahead: int) -> None:
    day = day_of_week(ahead)
    assert len({one.order for one in day.goods}) > 10
    assert {one.source for one in day.goods} == {one.id for one in day.sources}
    assert {one.call for one in day.goods} == {one.id for one in day.calls}
    for source in day.sources:
        assert any(max(begin, source.ready) < end for begin, end in source.open), source.id


def test_nobody_sells_on_a_sunday() -> None:
    sunday = made_up(REGION, NorthRhineCalendar(), date(2026, 11, 29))
    assert (sunday.goods, sunday.sources, sunday.cars) == ((), (), ())


def test_all_that_is_served_in_its_hours_is_counted(monday: tuple[Day, DayPlan]) -> None:
    day, plan = monday
    wanted = len(day.calls) + len(day.sources)
    assert kept(day, plan) == wanted - len(plan.undone)


def test_who_comes_outside_the_hours_is_not_counted(monday: tuple[Day, DayPlan]) -> None:
    day, plan = monday
    closed = tuple(replace(call, between=(call.between[1], call.between[1])) for call in day.calls)
    assert kept(replace(day, calls=closed), plan) == len({one.id for one in day.sources} - set(plan.undone))


def test_who_is_nowhere_in_the_plan_is_not_counted(monday: tuple[Day, DayPlan]) -> None:
    day, plan = monday
    assert kept(day, replace(plan, drives=())) == 0
