"""The machine's own time, ids and chance: the one place that asks the operating system for them."""

from __future__ import annotations

import secrets
import threading
import time
from datetime import UTC, datetime

_RANDOM_BITS = 62
_COUNTER_BITS = 12


class SystemClock:
    """Real time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SystemIds:
    """UUIDv7 (RFC 9562), rising within this process: the 12 bits after the milliseconds count on when they must."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def new(self) -> str:
        with self._lock:
            # Milliseconds and their fraction in 1/4096 as one number, and always one more than the last (method 3).
            stamp = time.time_ns() * (1 << _COUNTER_BITS) // 1_000_000
            self._last = stamp = max(stamp, self._last + 1)
        return uuid7(stamp >> _COUNTER_BITS, stamp % (1 << _COUNTER_BITS), secrets.randbits(_RANDOM_BITS))


class SystemChance:
    """Chance that nobody can foresee."""

    def below(self, limit: int) -> int:
        return secrets.randbelow(limit)


def uuid7(milliseconds: int, fraction: int, chance: int) -> str:
    """The text of a UUIDv7: 48 bits of time, 12 of its fraction, 62 of chance, and the marks in between."""
    value = milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | chance
    digits = f"{value:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
