"""Time. Instants are aware UTC; a local day is meant only where people mean a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


class Clock(Protocol):
    """The one "now" of everything that follows a rule about time."""

    def now(self) -> datetime:
        """This instant, aware, in UTC."""
        ...


def local(instant: datetime) -> datetime:
    """The instant on the clock of the village hall."""
    return instant.astimezone(BERLIN)


def local_day(instant: datetime) -> date:
    """The day people in the county would say it is."""
    return local(instant).date()


@lru_cache(maxsize=8192)  # a basket asks for the same noons and cut-offs of the coming weeks again and again
def at_local(day: date, clock_time: time) -> datetime:
    """The instant at which local clocks show this time on this day (first of two in the autumn hour)."""
    return datetime.combine(day, clock_time, BERLIN).astimezone(UTC)
