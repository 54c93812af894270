"""Planning the tours of a day: read what is to be driven, think outside of every transaction, write it down."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Protocol, TypeVar

import structlog

from domain.clock import local_day
from domain.county import County
from domain.people.model import SYSTEM
from domain.store import OutboxItem, UnitOfWork
from domain.tours.day import Day, read_day
from domain.tours.errors import NoTourDay
from domain.tours.plain import PlainPlanner
from domain.tours.planning import DayPlan, plan_day
from domain.tours.ports import PlanningFailed, TourPlanner, TravelTimes
from domain.tours.service import planning_failed, write_plan

T = TypeVar("T")
SEARCHES = 4  # the most that one day takes
ENGINE_TRIES = 3  # then the day is planned without the engine: a longer way is better than none

log = structlog.get_logger()


class Core(Protocol):
    """Runs work in transactions, and reads."""

    async def run(self, work: Callable[[UnitOfWork], T]) -> T: ...
    async def read(self, work: Callable[[UnitOfWork], T]) -> T: ...


Aside = Callable[[Callable[[Day], DayPlan], Day], Awaitable[DayPlan]]
"""Where somebody thinks for long: in a thread of its own, so that nobody has to wait."""


class PlanTours:
    """The handler of the outbox kind "tours.plan". It may run twice: the same day gives the same tours.

    What was planned before stays until a new plan is written.
    """

    def __init__(
        self,
        core: Core,
        county: County,
        planner: TourPlanner,
        ways: TravelTimes,
        aside: Aside = asyncio.to_thread,
    ) -> None:
        self._core = core
        self._county = county
        self._planner = planner
        self._ways = ways
        self._aside = aside

    async def __call__(self, item: OutboxItem) -> bool:
        """Plan one day; False: try again, because nothing was found or something has changed meanwhile."""
        day = date.fromisoformat(item.payload["day"])
        if day < local_day(self._county.now()):
            return True
        work = await self._core.read(lambda store: _read(self._county, store, day))
        if work is None:
            return True
        try:
            plan = await self._aside(partial(self._think, self._planner), work)
        except PlanningFailed:
            log.warning("no tours found", day=day.isoformat(), attempt=item.attempts)
            if item.attempts <= 1:
                await self._core.run(lambda store: planning_failed(self._county, store, SYSTEM, day))
            if item.attempts < ENGINE_TRIES:
                return False
            plan = replace(await self._aside(partial(self._think, PlainPlanner(self._ways)), work), plain=True)
        return await self._core.run(lambda store: write_plan(self._county, store, SYSTEM, plan))

    def _think(self, planner: TourPlanner, day: Day) -> DayPlan:
        return plan_day(day, planner, self._ways, self._county.rules.tours.search)


def _read(county: County, store: UnitOfWork, day: date) -> Day | None:
    try:
        return read_day(county, store, day)
    except NoTourDay:  # a timer of a county that has given up its centre
        return None
