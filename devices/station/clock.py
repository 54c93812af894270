"""The station's time: its own clock, corrected by core, with an honest word on how sure it is."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from datetime import datetime

from devices.protocol.messages import ClockState
from devices.station.journal import Journal

SURE_FOR_SECONDS = 72 * 3600
OK_MS = 2_000
FAR_SECONDS = 120
SLOWEST_ANSWER_SECONDS = 10.0

_SAMPLES = 5


class StationClock:
    """Tells the time in whole seconds since 1970.

    It never falls behind what the journal has seen, so that an expired right does not come alive again after a
    power cut.
    """

    def __init__(self, now: Callable[[], datetime], journal: Journal) -> None:
        self._now = now
        self._journal = journal
        self._offset_ms = int(journal.fact("offset_ms") or 0)
        self._synced_at = int(journal.fact("synced_at") or 0)
        self._highest = journal.latest()
        self._told = asyncio.Event()
        self._samples: deque[int] = deque(maxlen=_SAMPLES)

    def raw_ms(self) -> int:
        """The bare clock in milliseconds, uncorrected."""
        return int(self._now().timestamp() * 1000)

    @property
    def offset_ms(self) -> int:
        """How far core's clock is ahead of ours."""
        return self._offset_ms

    def seconds(self) -> int:
        """The time now, corrected, never behind the journal."""
        return max(self._corrected(), self._highest)

    def _corrected(self) -> int:
        return (self.raw_ms() + self._offset_ms) // 1000

    def state(self) -> ClockState:
        """How sure the time is."""
        now = self._corrected()
        never = self._synced_at == 0
        if never or now - self._synced_at > SURE_FOR_SECONDS or now < self._highest - FAR_SECONDS:
            return ClockState.UNSURE
        return ClockState.OK if abs(self._offset_ms) < OK_MS else ClockState.DRIFT

    def saw(self, seconds: int) -> None:
        """The journal holds something of this time: we never tell an earlier one."""
        self._highest = max(self._highest, seconds)

    def answered(self, core_ms: int, asked_raw_ms: int, round_trip_seconds: float) -> bool:
        """Core told its time in answer to our question: the middle of the round trip is taken for it."""
        if not 0 <= round_trip_seconds <= SLOWEST_ANSWER_SECONDS:
            return False
        if abs(self.raw_ms() - asked_raw_ms - round_trip_seconds * 1000) > OK_MS:
            # Somebody set our clock in between: this measurement says nothing.
            return False
        half = int(round_trip_seconds * 500) + 1
        offset = core_ms - (asked_raw_ms + half)
        # What lies within the error of this very measurement is no reason to move the clock.
        self._set(offset if abs(offset - self._offset_ms) > half else self._offset_ms)
        if self._highest > self._corrected() + FAR_SECONDS:
            # Our clock had run far ahead once; core's signed answer outweighs what was noted then.
            self._highest = self._corrected()
        return True

    def heard(self, core_seconds: int) -> None:
        """Core told its time unasked. A message can only be late, so the largest of some offsets is the truest."""
        self._samples.append(core_seconds * 1000 - self.raw_ms())
        if len(self._samples) == _SAMPLES:
            heard = max(self._samples)
            # Whole seconds and the way here make up to two seconds: only a real difference is taken.
            self._set(heard if abs(heard - self._offset_ms) > OK_MS else self._offset_ms)
            self._samples.clear()

    async def until_sure(self, patience: float) -> None:
        """Wait for core to tell the time, if we do not know it; not longer than so many real seconds."""
        if self.state() is ClockState.UNSURE:
            self._told.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await self._told.wait()

    def _set(self, offset_ms: int) -> None:
        self._told.set()
        self._offset_ms = offset_ms
        self._synced_at = self._corrected()
        self._journal.remember("offset_ms", str(offset_ms))
        self._journal.remember("synced_at", str(self._synced_at))
