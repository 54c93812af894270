"""The simulated county's clock, ids and chance: all three follow from the seed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")


class LeapingClock:
    """Fulfils `domain.clock.Clock`: stands until it is moved on."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def advance_to(self, instant: datetime) -> None:
        """Move on, never back."""
        if instant < self._now:
            raise ValueError("the clock never runs backwards")
        self._now = instant


class LoopClock:
    """The machine's clock in a simulation: what the event loop counts. Pauses between tries are on it."""

    def __init__(self, begins: datetime) -> None:
        self._begins = begins

    def now(self) -> datetime:
        return self._begins + timedelta(seconds=asyncio.get_running_loop().time())


class SeededChance:
    """Fulfils `domain.ids.Chance`: the same seed, the same chances. Never for real codes."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self._random = Random(seed)  # noqa: S311 - a simulation is to be repeatable

    def below(self, limit: int) -> int:
        return self._random.randrange(limit)

    def fraction(self) -> float:
        """A number from 0 to 1."""
        return self._random.random()

    def happens(self, share: float) -> bool:
        """Whether something happens that happens in this share of all cases."""
        return self._random.random() < share

    def one_of(self, things: Sequence[T]) -> T:
        """One of them, all equally likely."""
        return things[self._random.randrange(len(things))]

    def between(self, least: float, most: float) -> float:
        """A number from one to the other, all equally likely."""
        return self._random.uniform(least, most)


class CountingIds:
    """Fulfils `domain.ids.Ids`: ids that rise, made of the clock and a count."""

    def __init__(self, clock: LeapingClock) -> None:
        self._clock = clock
        self._count = 0

    def new(self) -> str:
        self._count += 1
        milliseconds = int(self._clock.now().timestamp() * 1000)
        digits = f"{milliseconds:012x}7{self._count >> 62 & 0xFFF:03x}{0b10 << 62 | self._count:016x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
