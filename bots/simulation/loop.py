"""An event loop whose time is made of steps: where others wait, it leaps. The same program takes the same way again."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Deadlock(RuntimeError):
    """Everybody waits, and nobody will ever wake anybody."""


class _Leaping(selectors.SelectSelector):
    """Reports what is ready, and instead of waiting says how far time may leap."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        if timeout is None:
            raise Deadlock(Deadlock.__doc__)
        self.now += timeout
        return ready


class LeapingLoop(asyncio.SelectorEventLoop):
    """Real coroutines on time that only passes when all of them wait. Nothing in it may wait for the outside."""

    def __init__(self) -> None:
        self._leaping = _Leaping()
        super().__init__(self._leaping)

    def time(self) -> float:
        """Seconds since this loop began, by its own count."""
        return self._leaping.now


def run_leaping(main: Coroutine[Any, Any, T]) -> T:
    """Run a program to its end in leaps."""
    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        return runner.run(main)
