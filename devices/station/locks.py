"""Bolts and doors: the port to a lock board, and the one place that moves a bolt and watches its door."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from devices.protocol.messages import DoorState, Outcome

_LAST_LOOK_SECONDS = 5.0


class BoardTimeout(Exception):
    """The lock board does not answer."""


class BadBoardReply(Exception):
    """The lock board answers nonsense."""


@dataclass(frozen=True, slots=True)
class LockStatus:
    """What a lock board says of one lock; None where it has no sensor or does not know."""

    closed: bool | None
    occupied: bool | None = None

    @property
    def door(self) -> DoorState:
        """The door as one word."""
        if self.closed is None:
            return DoorState.UNKNOWN
        return DoorState.CLOSED if self.closed else DoorState.OPEN


class LockBoard(Protocol):
    """A lock board, real or simulated."""

    async def open(self, lock: int) -> None:
        """Send one pulse to one bolt. Raises `BoardTimeout` or `BadBoardReply`; the bolt may have moved then."""
        ...

    async def status(self) -> Mapping[int, LockStatus]:
        """All locks. Raises `BoardTimeout` or `BadBoardReply`."""
        ...


@dataclass(frozen=True, slots=True)
class LockTimes:
    """How long things take, in real seconds."""

    watch: float = 3.0
    between_pulses: float = 0.3
    poll: float = 0.1


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of one pulse."""

    outcome: Outcome
    code: str
    door: DoorState

    @property
    def jammed(self) -> bool:
        """The bolt was told to move and the door stayed shut."""
        return self.code == "jammed"


DoorChanged = Callable[[int, LockStatus], None]


class Locks:
    """All locks of one station: one thing at a time on the board, a pause between pulses, doors watched."""

    def __init__(
        self,
        board: LockBoard,
        locks: Mapping[int, int],
        times: LockTimes,
        changed: DoorChanged,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._board = board
        self._locks = dict(locks)
        self._times = times
        self._changed = changed
        self._sleep = sleep
        self._turn = asyncio.Lock()
        self._bus = asyncio.Lock()
        self._last_pulse: float | None = None
        self._moving: set[int] = set()
        self._seen_open: set[int] = set()
        self._doors: dict[int, LockStatus] = {}
        self._next_look = asyncio.Event()
        self._board_answers = False

    @property
    def moving(self) -> frozenset[int]:
        """Compartments that are being opened now."""
        return frozenset(self._moving)

    def door(self, box: int) -> DoorState:
        """The door as last seen."""
        seen = self._doors.get(box)
        return DoorState.UNKNOWN if seen is None else seen.door

    def doors(self) -> Mapping[int, DoorState]:
        """All doors as last seen."""
        return {box: self.door(box) for box in self._locks}

    def is_busy(self, box: int) -> bool:
        """Whether this compartment is being opened now."""
        return box in self._moving

    async def open(self, box: int, still_allowed: Callable[[], bool]) -> Opened:
        """Pulse the bolt of a compartment once and say what its door did.

        `still_allowed` is asked when it is our turn on the board: if not, no pulse is sent and the outcome is
        `expired`. The caller has written down that the bolt is about to move.
        """
        self._moving.add(box)
        try:
            async with self._turn:
                await self._pause()
                if not still_allowed():
                    return Opened(Outcome.EXPIRED, "too_late", self.door(box))
                # Only for the pulse itself: between two pulses the doors are looked at.
                async with self._bus:
                    fault = await self._pulse(box)
            return await self._watch(box, fault)
        finally:
            self._moving.discard(box)

    async def _pause(self) -> None:
        now = asyncio.get_running_loop().time()
        if self._last_pulse is not None:
            await self._sleep(max(0.0, self._last_pulse + self._times.between_pulses - now))

    async def _pulse(self, box: int) -> str | None:
        self._last_pulse = asyncio.get_running_loop().time()
        self._seen_open.discard(box)
        try:
            await self._board.open(self._locks[box])
        except BoardTimeout:
            return "board_timeout"
        except BadBoardReply:
            return "bad_board_reply"
        return None

    async def _watch(self, box: int, fault: str | None) -> Opened:
        """Only the sensor says whether the door is open, even after an error of the board."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._times.watch
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(until + _LAST_LOOK_SECONDS):
                # The last look is one that ends after the time is up, however slow the computer is just now.
                while box not in self._seen_open:
                    over = loop.time() >= until
                    await self._next_look.wait()
                    if over:
                        break
        if box in self._seen_open:
            return Opened(Outcome.DONE, "door_opened", DoorState.OPEN)
        door = self.door(box)
        if fault is not None:
            return Opened(Outcome.FAILED, fault, door)
        if not self._board_answers:
            return Opened(Outcome.UNKNOWN, "board_timeout", DoorState.UNKNOWN)
        if door is DoorState.UNKNOWN:
            return Opened(Outcome.UNKNOWN, "no_sensor", door)
        return Opened(Outcome.FAILED, "jammed", door)

    async def look(self) -> bool:
        """Read all doors once and tell what changed. False when the board does not answer."""
        async with self._bus:
            try:
                status = await self._board.status()
            except (BoardTimeout, BadBoardReply):
                self._board_answers = False
            else:
                self._board_answers = True
                self._compare(status)
        told, self._next_look = self._next_look, asyncio.Event()
        told.set()
        return self._board_answers

    def _compare(self, status: Mapping[int, LockStatus]) -> None:
        for box, lock in self._locks.items():
            seen = status.get(lock, LockStatus(None))
            if box in self._moving and seen.door is DoorState.OPEN:
                # Kept until the watch reads it: a door may be shut again before that.
                self._seen_open.add(box)
            if self._doors.get(box) != seen:
                self._doors[box] = seen
                self._changed(box, seen)

    async def keep_looking(self) -> None:
        """Look at the doors for as long as we run."""
        while True:
            await self.look()
            await self._sleep(self._times.poll)
