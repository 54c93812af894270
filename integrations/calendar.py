"""Holidays of North Rhine-Westphalia, and opening hours in OSM syntax."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays
from opening_hours import OpeningHours, State

_PUBLIC_HOLIDAY = re.compile(r"\bPH\b")
_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_REMEMBERED = 8192


class NorthRhineCalendar:
    """Fulfils `domain.catalogue.calendar.Calendar`."""

    def __init__(self) -> None:
        self._holidays = holidays.country_holidays("DE", subdiv="NW")

    def is_holiday(self, day: date) -> bool:
        return day in self._holidays

    def open_on(self, hours: str, day: date) -> bool:
        return _open_on(hours, day, self.is_holiday(day))

    def name_of(self, day: date) -> str | None:
        """The German name of a holiday."""
        return self._holidays.get(day)


@lru_cache(maxsize=_REMEMBERED)
def _open_on(hours: str, day: date, is_holiday: bool) -> bool:
    # The library knows no holidays of German states. So it is not asked for any: on a holiday "PH" is written as
    # that very weekday, which says the same of this one day; on other days nothing matches "PH".
    if is_holiday:
        hours = _PUBLIC_HOLIDAY.sub(_WEEKDAYS[day.weekday()], hours)
    midnight = datetime.combine(day, time())
    periods = _read(hours).intervals(midnight, midnight + timedelta(days=1))
    return any(state == State.OPEN for _, _, state, _ in periods)


@lru_cache(maxsize=256)
def _read(hours: str) -> OpeningHours:
    return OpeningHours(hours)
