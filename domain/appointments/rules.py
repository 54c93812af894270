"""What a county sets for appointments, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.catalogue.calendar import FAR, Calendar
from domain.clock import at_local, local_day


@dataclass(frozen=True, slots=True)
class AppointmentRules:
    """How long each side may take to answer, and how appointments follow each other.

    `between` lies between two visits of one merchant: the way from one home to the next.
    """

    answer_within: timedelta = timedelta(hours=24)
    decide_within: timedelta = timedelta(hours=48)
    decide_before: timedelta = timedelta(hours=24)
    operator_before: timedelta = timedelta(hours=3)
    between: timedelta = timedelta(minutes=30)
    step: timedelta = timedelta(minutes=30)
    days_ahead: int = 28
    most_pieces: int = 12
    remind_at: time = time(10, 0)
    ask_done_at: time = time(8, 30)

    def answer_by(self, calendar: Calendar, hours: str, now: datetime) -> datetime:
        """Until when a merchant with these opening hours is to answer: never on a day on which he is closed."""
        until = now + self.answer_within
        for _ in range(FAR):
            if calendar.open_on(hours, local_day(until)):
                return until
            until += timedelta(days=1)
        return now + self.answer_within

    def decide_by(self, now: datetime, start: datetime) -> datetime:
        """Until when she is to answer a proposal: a day before it at the latest, if that leaves time at all."""
        return min(now + self.decide_within, max(start - self.decide_before, now + (start - now) / 2))

    def remind_on(self, start: datetime) -> datetime:
        """When to remind of an agreed appointment: the day before, while people are awake."""
        return at_local(local_day(start) - timedelta(days=1), self.remind_at)

    def ask_done_on(self, end: datetime) -> datetime:
        """When to ask whether it took place: the next morning."""
        return at_local(_day_after(local_day(end)), self.ask_done_at)


def _day_after(day: date) -> date:
    return day + timedelta(days=1)
