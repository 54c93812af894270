"""Steps of the demo clock. A step ends when all that became due has happened, at stations too."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from domain.clock import Clock
from domain.ids import StationId
from domain.store import UnitOfWork

T = TypeVar("T")
PATIENCE_SECONDS = 45.0  # longer than a command may be on its way
LOOK_AGAIN_SECONDS = 0.02
LINE_SECONDS = 15.0


class SteppedClock(Clock, Protocol):
    """A clock that moves when told to, never backwards."""

    def advance_to(self, instant: datetime) -> None: ...


class Core(Protocol):
    """Runs work in transactions, or apart from them in the same thread."""

    async def run(self, work: Callable[[UnitOfWork], T]) -> T: ...
    async def read(self, work: Callable[[UnitOfWork], T]) -> T: ...
    async def apart(self, work: Callable[[], T]) -> T: ...


class Relay(Protocol):
    """Does what is due."""

    async def drain(self) -> None: ...


class Steps:
    """Moves the clock from due time to due time, so that everything happens at its own hour."""

    def __init__(
        self, core: Core, clock: SteppedClock, relay: Relay, stations_settled: Callable[[], Awaitable[None]]
    ) -> None:
        self._core = core
        self._clock = clock
        self._relay = relay
        self._stations_settled = stations_settled
        self._one_at_a_time = asyncio.Lock()
        self.watch: Callable[[datetime], None] = lambda _now: None

    async def advance(self, by: timedelta) -> datetime:
        """Go on by so much. Returns the new time. Raises ValueError for a step back."""
        if by < timedelta(0):
            raise ValueError("the demo clock never runs backwards")
        async with self._one_at_a_time:
            await self.settled()
            return await self._until(self._clock.now() + by)

    async def next(self) -> datetime:
        """Go on to the next thing that is due; nothing due, no step."""
        async with self._one_at_a_time:
            await self.settled()
            due = await self._core.read(lambda store: store.outbox.next_due())
            return await self._until(due) if due is not None else self._clock.now()

    async def _until(self, target: datetime) -> datetime:
        while True:
            due = await self._core.read(lambda store: store.outbox.next_due())
            if due is None or due > target:
                break
            await self._go(max(due, self._clock.now()))
        await self._go(max(target, self._clock.now()))
        return self._clock.now()

    async def _go(self, instant: datetime) -> None:
        moves = instant > self._clock.now()
        await self._core.apart(lambda: self._clock.advance_to(instant))
        if moves:
            self.watch(instant)
        await self.settled()

    async def settled(self) -> None:
        """Wait until nothing is due, no command is on its way and every station there has its newest list."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                await self._relay.drain()
                await self._stations_settled()
                if await self._core.read(self._is_quiet):
                    return
                await asyncio.sleep(LOOK_AGAIN_SECONDS)

    async def reached(self, station_id: str, *, up: bool) -> None:
        """Wait until core knows that a station's line was cut or mended; then until all is settled."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LINE_SECONDS):
                # What is waited for lies in the database, where no event can be set
                while await self._core.read(lambda store: _is_silent(store, station_id)) is up:  # noqa: ASYNC110
                    await asyncio.sleep(LOOK_AGAIN_SECONDS)
        await self.settled()

    def _is_quiet(self, store: UnitOfWork) -> bool:
        due = store.outbox.next_due()
        if due is not None and due <= self._clock.now():
            return False
        if store.lockers.commands_in_flight():
            return False
        return all(s.silent or s.list_acked >= s.list_version for s in store.lockers.stations())


def _is_silent(store: UnitOfWork, station_id: str) -> bool:
    station = store.lockers.station(StationId(station_id))
    return station is None or station.silent
