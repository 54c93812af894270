"""The standing clock of the demo: it moves only when somebody moves it."""

from __future__ import annotations

import threading
from datetime import date, datetime, time, timedelta

from sqlalchemy import Engine, insert, select, update

from domain.catalogue.calendar import Calendar, is_tour_day
from domain.clock import at_local
from integrations.database.tables.county import demo_clock

NAME = "demo"
WEDNESDAY = 2
START = time(9, 10)


class Backwards(ValueError):
    """The demo clock never runs backwards."""


class DemoClock:
    """Fulfils `domain.clock.Clock`. Read from memory, kept in the database, moved by steps."""

    def __init__(self, engine: Engine, now: datetime) -> None:
        self._engine = engine
        self._now = now
        self._lock = threading.Lock()

    @classmethod
    def load(cls, engine: Engine, calendar: Calendar, today: date) -> DemoClock:
        """The clock as it stood; the first time on the next working Wednesday at 09:10."""
        with engine.begin() as connection:
            now = connection.scalar(select(demo_clock.c.now).where(demo_clock.c.name == NAME))
            if now is None:
                now = at_local(first_wednesday(calendar, today), START)
                connection.execute(insert(demo_clock).values(name=NAME, now=now))
        return cls(engine, now)

    @classmethod
    def found(cls, engine: Engine) -> DemoClock | None:
        """The clock as it stands in the database of a demo; None in any other."""
        with engine.connect() as connection:
            now = connection.scalar(select(demo_clock.c.now).where(demo_clock.c.name == NAME))
        return cls(engine, now) if now is not None else None

    def now(self) -> datetime:
        return self._now

    def advance_to(self, instant: datetime) -> None:
        """Move on. Raises `Backwards`. Blocks for one commit: call it where a turn may run."""
        with self._lock:
            if instant < self._now:
                raise Backwards(Backwards.__doc__)
            with self._engine.begin() as connection:
                connection.execute(update(demo_clock).where(demo_clock.c.name == NAME).values(now=instant))
            self._now = instant

    def advance(self, by: timedelta) -> datetime:
        """Move on by so much; where it stands now."""
        self.advance_to(self._now + by)
        return self._now


def first_wednesday(calendar: Calendar, today: date) -> date:
    """Today or the next Wednesday on which tours run."""
    day = today + timedelta(days=(WEDNESDAY - today.weekday()) % 7)
    while not is_tour_day(calendar, day):
        day += timedelta(days=7)
    return day
