"""Holidays of North Rhine-Westphalia, and opening hours in OSM syntax."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import holidays
from opening_hours import OpeningHours, State

from domain.catalogue.calendar import FAR
from domain.clock import BERLIN, local_day

_PUBLIC_HOLIDAY = re.compile(r"\bPH\b")
_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_REMEMBERED = 8192


class NorthRhineCalendar:
    """Fulfils `domain.catalogue.calendar.Calendar`."""

    def __init__(self) -> None:
        self._holidays = holidays.country_holidays("DE", subdiv="NW", language="de")
        self._known: dict[date, bool] = {}  # the library is slow, and every basket asks for the coming weeks

    def is_holiday(self, day: date) -> bool:
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = day in self._holidays
        return known

    def open_on(self, hours: str, day: date) -> bool:
        return _open_on(hours, day, self.is_holiday(day))

    def open_at(self, hours: str, instant: datetime) -> bool:
        return any(begin <= instant < end for begin, end in self.spans_on(hours, local_day(instant)))

    def next_open(self, hours: str, instant: datetime) -> datetime | None:
        if self.open_at(hours, instant):
            return None
        first = local_day(instant)
        for day in (first + timedelta(days=ahead) for ahead in range(FAR)):
            for begin, _ in self.spans_on(hours, day):
                if begin > instant:
                    return begin
        return None

    def spans_on(self, hours: str, day: date) -> list[tuple[datetime, datetime]]:
        # Hours over midnight do not occur among merchants, vehicles and volunteers.
        spans = _open_times(hours, day, self.is_holiday(day))
        return [
            (begin.replace(tzinfo=BERLIN).astimezone(UTC), end.replace(tzinfo=BERLIN).astimezone(UTC))
            for begin, end in spans
        ]

    def name_of(self, day: date) -> str | None:
        """The German name of a holiday."""
        return self._holidays.get(day)


def _open_on(hours: str, day: date, is_holiday: bool) -> bool:
    return bool(_open_times(hours, day, is_holiday))


@lru_cache(maxsize=_REMEMBERED)
def _open_times(hours: str, day: date, is_holiday: bool) -> tuple[tuple[datetime, datetime], ...]:
    # The library knows no holidays of German states. So it is not asked for any: on a holiday "PH" is written as
    # that very weekday, which says the same of this one day; on other days nothing matches "PH".
    if is_holiday:
        hours = _PUBLIC_HOLIDAY.sub(_WEEKDAYS[day.weekday()], hours)
    midnight = datetime.combine(day, time())
    periods = _read(hours).intervals(midnight, midnight + timedelta(days=1))
    return tuple((begin, end) for begin, end, state, _ in periods if state == State.OPEN)


@lru_cache(maxsize=256)
def _read(hours: str) -> OpeningHours:
    return OpeningHours(hours)
