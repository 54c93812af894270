"""Working days of the county, and the ports that know holidays and opening hours."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, datetime, timedelta
from typing import Protocol

SUNDAY = 6
FAR = 60  # days after which nobody looks further for a day on which a shop is open


class Calendar(Hashable, Protocol):
    """Knows the public holidays of North Rhine-Westphalia and reads opening hours (OSM syntax).

    It never changes: what was worked out with it may be kept under its name.
    """

    def is_holiday(self, day: date) -> bool:
        """Whether the day is a public holiday."""
        ...

    def open_on(self, hours: str, day: date) -> bool:
        """Whether a place with these hours opens at all on this day (PH resolved for NRW)."""
        ...

    def open_at(self, hours: str, instant: datetime) -> bool:
        """Whether these hours (local time, PH resolved for NRW) contain this instant."""
        ...

    def next_open(self, hours: str, instant: datetime) -> datetime | None:
        """When these hours begin next. None while they last, and for hours that never come."""
        ...


def is_tour_day(calendar: Calendar, day: date) -> bool:
    """Tours run from Monday to Saturday, never on a holiday."""
    return day.weekday() != SUNDAY and not calendar.is_holiday(day)


def is_last_before_holiday(calendar: Calendar, day: date) -> bool:
    """Whether a holiday (not on a Sunday) lies between this tour day and the next one."""
    ahead = day + timedelta(days=1)
    while not is_tour_day(calendar, ahead):
        if ahead.weekday() != SUNDAY:
            return True
        ahead += timedelta(days=1)
    return False
