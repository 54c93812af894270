"""The service as a simulation runs it: the real front door, relay, use cases and stations, all in one thread."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from bots.channels.channel import Address, Channel, Incoming, Outgoing
from bots.simulation.time import LeapingClock
from domain.county import County
from domain.store import UnitOfWork

T = TypeVar("T")
Given = TypeVar("Given")
LOOK_AGAIN_SECONDS = 0.1
PATIENCE_SECONDS = 600.0  # on the loop's own time, which costs nothing


class Units(Protocol):
    """Opens units of work."""

    def begin(self) -> AbstractContextManager[UnitOfWork]: ...
    def read(self) -> AbstractContextManager[UnitOfWork]: ...


class SameThread:
    """Runs turns where they are asked for: what the executor of the service does, without its threads."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._on_outbox: list[Callable[[], None]] = []

    async def run(self, work: Callable[[UnitOfWork], T]) -> T:
        """Begin, work, commit."""
        with self._units.begin() as store:
            result = work(store)
            store.commit()
            return result

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Only look."""
        with self._units.read() as store:
            return work(store)


async def at_once(work: Callable[[Given], T], given: Given) -> T:
    """Do here what would otherwise be done aside."""
    return work(given)


class Door(Protocol):
    """The way in, and out through the channels."""

    channels: Mapping[str, Channel]

    async def turn(self, incoming: Incoming) -> Sequence[Outgoing]: ...


class Relay(Protocol):
    """Does what is due."""

    async def drain(self) -> None: ...


class KeypadAnswer(Protocol):
    """What a display says and which doors are open."""

    @property
    def text(self) -> str: ...
    @property
    def opened(self) -> tuple[int, ...]: ...


class Stations(Protocol):
    """Pick-up points as people meet them."""

    async def keypad(self, name: str, code: str) -> KeypadAnswer: ...
    def card(self, name: str, box: int, detail: str = "") -> None: ...
    def jam(self, name: str, box: int, on: bool) -> None: ...
    async def link(self, name: str, up: bool) -> None: ...
    def is_connected(self, name: str) -> bool: ...
    async def give_signs(self) -> None: ...
    @property
    def settled(self) -> bool: ...


Pay = Callable[[str, bool], Awaitable[None]]
"""Somebody is on the page to pay: she agrees, or calls it off."""


@dataclass(frozen=True)
class House:
    """Everything a simulated person can reach, and the hand that moves the clock."""

    county: County
    clock: LeapingClock
    core: SameThread
    door: Door
    relay: Relay
    stations: Stations
    pay: Pay

    async def settle(self) -> None:
        """Until nothing is due, nothing moves and nothing is on its way."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                await self.relay.drain()
                if self.stations.settled and await self._is_quiet():
                    return
                await asyncio.sleep(LOOK_AGAIN_SECONDS)
                # Doors move on the loop's time: there is no one moment to be told of
                while not self.stations.settled:  # noqa: ASYNC110
                    await asyncio.sleep(LOOK_AGAIN_SECONDS)

    async def next_due(self) -> datetime | None:
        """When the service itself has something to do next."""
        return await self.core.read(lambda store: store.outbox.next_due())

    async def until(self, instant: datetime) -> None:
        """Move the clock on, from due time to due time, so that everything happens at its own hour."""
        while True:
            due = await self.next_due()
            if due is None or due > instant:
                break
            self.clock.advance_to(max(due, self.clock.now()))
            await self.settle()
        self.clock.advance_to(max(instant, self.clock.now()))

    async def say(
        self, address: Address, message_id: str, *, text: str | None = None, tap: str | None = None
    ) -> Sequence[Outgoing]:
        """Somebody writes or taps; what has become due comes first, then the answer."""
        return await self.door.turn(Incoming(address, message_id, text=text, tap=tap))

    async def _is_quiet(self) -> bool:
        def quiet(store: UnitOfWork) -> bool:
            due = store.outbox.next_due()
            if due is not None and due <= self.county.now():
                return False
            return not store.lockers.commands_in_flight()

        return await self.core.read(quiet)
