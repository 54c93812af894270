"""Working days of the county, and the ports that know holidays and opening hours."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Protocol

SATURDAY, SUNDAY = 5, 6
SHORT_DAYS = {(12, 24), (12, 31)}
SHORT_DAY_ENDS = time(13, 0)
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

    def spans_on(self, hours: str, day: date) -> Sequence[tuple[datetime, datetime]]:
        """From when until when a place with these hours is open on this day; several spans have pauses between."""
        ...

    def next_open(self, hours: str, instant: datetime) -> datetime | None:
        """When these hours begin next. None while they last, and for hours that never come."""
        ...


def is_tour_day(calendar: Calendar, day: date) -> bool:
    """Tours run from Monday to Saturday, never on a holiday."""
    return day.weekday() != SUNDAY and not calendar.is_holiday(day)


def short_day_ends(day: date) -> time | None:
    """When a day before Christmas or New Year ends for shops and tours; None for an ordinary day."""
    return SHORT_DAY_ENDS if (day.month, day.day) in SHORT_DAYS else None


def is_half_day(day: date) -> bool:
    """Whether tours end about noon: on Saturdays, and on the days before Christmas and New Year."""
    return day.weekday() == SATURDAY or short_day_ends(day) is not None


def last_tour_day_before(calendar: Calendar, day: date) -> date:
    """The working day before a day: holidays and Sundays are passed over."""
    before = day - timedelta(days=1)
    while not is_tour_day(calendar, before):
        before -= timedelta(days=1)
    return before


def next_tour_day(calendar: Calendar, day: date) -> date:
    """The first day after this one on which tours run."""
    after = day + timedelta(days=1)
    while not is_tour_day(calendar, after):
        after += timedelta(days=1)
    return after


def is_last_before_holiday(calendar: Calendar, day: date) -> bool:
    """Whether a holiday (not on a Sunday) lies between this tour day and the next one."""
    ahead = day + timedelta(days=1)
    while not is_tour_day(calendar, ahead):
        if ahead.weekday() != SUNDAY:
            return True
        ahead += timedelta(days=1)
    return False
