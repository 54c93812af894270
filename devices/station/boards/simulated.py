"""A lock board without locks: doors that open at a pulse, jam when told to, and are shut by a person after a while."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from devices.station.locks import BoardTimeout, LockStatus


class SimulatedBoard:
    """The bolts and doors of one station.

    `closes_after` is how many real seconds an open door stays open before somebody shuts it; None leaves it open.
    `pulse_log` gets one line per pulse, written before the door moves, so that a test can count what really happened
    in a process that was killed.
    """

    def __init__(
        self,
        locks: Iterable[int],
        *,
        closes_after: float | None = 1.5,
        opens_after: float = 0.05,
        pulse_log: Path | None = None,
        time: Callable[[], float] | None = None,
    ) -> None:
        self._closed = dict.fromkeys(locks, True)
        self._jammed: set[int] = set()
        self._closes_after = closes_after
        self._opens_after = opens_after
        self._pulse_log = pulse_log
        self._time = time or (lambda: asyncio.get_running_loop().time())
        self._coming: dict[int, tuple[float, bool]] = {}
        self.silent = False
        self.pulses: list[int] = []

    async def open(self, lock: int) -> None:
        """Pulse a bolt."""
        self._speak()
        self.pulses.append(lock)
        if self._pulse_log is not None:
            self._note_pulse(self._pulse_log, lock)
        if lock not in self._jammed and self._is_closed(lock):
            self._coming[lock] = (self._time() + self._opens_after, False)

    @staticmethod
    def _note_pulse(log: Path, lock: int) -> None:
        with log.open("a", encoding="ascii") as out:
            out.write(f"{lock}\n")

    async def status(self) -> Mapping[int, LockStatus]:
        """All doors now."""
        self._speak()
        self._let_time_pass()
        self._somebody_shuts()
        return {lock: LockStatus(closed) for lock, closed in self._closed.items()}

    def jam(self, lock: int, on: bool) -> None:
        """Make a bolt stick, or free it."""
        if on:
            self._jammed.add(lock)
        else:
            self._jammed.discard(lock)

    @property
    def jammed(self) -> frozenset[int]:
        """Bolts that stick."""
        return frozenset(self._jammed)

    def move_door(self, lock: int, closed: bool) -> None:
        """Somebody moves a door by hand: shuts it, or opens it with the mechanical key."""
        self._coming.pop(lock, None)
        self._closed[lock] = closed

    @property
    def moving(self) -> bool:
        """A door is about to open or to be shut."""
        return bool(self._coming)

    def _speak(self) -> None:
        if self.silent:
            raise BoardTimeout

    def _is_closed(self, lock: int) -> bool:
        self._let_time_pass()
        return self._closed[lock]

    def _let_time_pass(self) -> None:
        now = self._time()
        for lock, (when, closed) in list(self._coming.items()):
            if now < when:
                continue
            del self._coming[lock]
            self._closed[lock] = closed

    def _somebody_shuts(self) -> None:
        # Counted from when the sensor was read, so that on a slow computer no door opens and shuts unseen.
        if self._closes_after is None:
            return
        for lock, closed in self._closed.items():
            if not closed and lock not in self._coming:
                self._coming[lock] = (self._time() + self._closes_after, True)
