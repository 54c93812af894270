"""Small honest stand-ins: clocks that stand, ids that count, chance with a seed, a calendar, a vault.

The store in memory is `tests.memory.MemoryStore`; it is handed on from here.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from domain.catalogue.calendar import SUNDAY
from domain.clock import at_local, local, local_day
from domain.county import County, CountyRules
from domain.lockers.errors import CodeUnreadable
from domain.store import UnitOfWork
from tests.memory import MemoryStore

__all__ = [
    "CountingIds",
    "FixedClock",
    "InlineExecutor",
    "ManualClock",
    "MemoryStore",
    "OpenVault",
    "SeededChance",
    "WeekCalendar",
    "county",
]

T = TypeVar("T")
WEDNESDAY = datetime(2026, 3, 4, 8, 10, tzinfo=UTC)  # 09:10 in the county
OPENS, CLOSES = time(8, 0), time(18, 0)


class FixedClock:
    """A clock that always says the same."""

    def __init__(self, now: datetime = WEDNESDAY) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now


class ManualClock(FixedClock):
    """A clock that moves when it is told to."""

    def advance(self, by: timedelta) -> datetime:
        self._now += by
        return self._now

    def set(self, now: datetime) -> None:
        assert now >= self._now, "this clock does not run backwards"
        self._now = now


class CountingIds:
    """Ids that are easy to read and sort as they were made: id-0001, id-0002 …"""

    def __init__(self, prefix: str = "id") -> None:
        self._prefix, self._count = prefix, 0

    def new(self) -> str:
        self._count += 1
        return f"{self._prefix}-{self._count:04d}"


class SeededChance:
    """The same luck every time."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)

    def below(self, limit: int) -> int:
        return self._random.randrange(limit)


class WeekCalendar:
    """Everybody opens from Monday to Saturday, 8 to 18 h; holidays are what the test says."""

    def __init__(self, holidays: Collection[date] = (), closed: Collection[str] = ()) -> None:
        self.holidays, self.closed = set(holidays), set(closed)

    def is_holiday(self, day: date) -> bool:
        return day in self.holidays

    def open_on(self, hours: str, day: date) -> bool:
        return hours not in self.closed and day.weekday() != SUNDAY and not self.is_holiday(day)

    def open_at(self, hours: str, instant: datetime) -> bool:
        return self.open_on(hours, local_day(instant)) and OPENS <= local(instant).time() < CLOSES

    def spans_on(self, hours: str, day: date) -> list[tuple[datetime, datetime]]:
        return [(at_local(day, OPENS), at_local(day, CLOSES))] if self.open_on(hours, day) else []

    def next_open(self, hours: str, instant: datetime) -> datetime | None:
        if self.open_at(hours, instant):
            return None
        days = (local_day(instant) + timedelta(days=ahead) for ahead in range(8))
        return next((at for day in days if self.open_on(hours, day) and (at := at_local(day, OPENS)) > instant), None)


class OpenVault:
    """A vault whose ciphertext everybody can read: "sealed:471108"."""

    def seal(self, code: str) -> str:
        return f"sealed:{code}"

    def open(self, sealed: str) -> str:
        if not sealed.startswith("sealed:"):
            raise CodeUnreadable
        return sealed.removeprefix("sealed:")


class InlineExecutor:
    """Runs turns where it stands, like `integrations.core_thread.CoreExecutor` without threads."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def run(self, work: Callable[[UnitOfWork], T]) -> T:
        with self._store.begin() as uow:
            result = work(uow)
            uow.commit()
            return result

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        with self._store.begin() as uow:
            return work(uow)


def county(clock: FixedClock | None = None, *, seed: int = 1, rules: CountyRules | None = None) -> County:
    """Surroundings for use cases in tests."""
    return County(
        clock=clock or FixedClock(),
        ids=CountingIds(),
        chance=SeededChance(seed),
        calendar=WeekCalendar(),
        vault=OpenVault(),
        rules=rules or CountyRules(),
    )
