"""Which times a merchant could propose: opening hours, length, notice, other appointments, and what was wished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from domain.appointments.model import Appointment, Wish
from domain.catalogue.model import Merchant
from domain.clock import local, local_day
from domain.county import County
from domain.store import UnitOfWork

SHOWN = 3
NOON = time(12, 0)


def free_starts(
    county: County, store: UnitOfWork, merchant: Merchant, appointment: Appointment, *, day: date | None = None
) -> tuple[list[datetime], bool]:
    """Up to three times, and whether they are what was wished; with `day` only times of that day.

    On different days or halves of a day if that is possible: three half hours in a row are no choice.
    """
    free = list(_free(county, store, merchant, appointment, day))
    if day is not None:
        return _spread(free), True
    wished = [start for start in free if not appointment.wishes or _is_wished(appointment.wishes, start)]
    return (_spread(wished), True) if wished else (_spread(free), False)


def is_free(county: County, store: UnitOfWork, appointment: Appointment, start: datetime) -> bool:
    """Whether the merchant has no other appointment then."""
    end, between = start + appointment.length, county.rules.appointments.between
    others = _others(county, store, appointment, start, end)
    return not any(other.overlaps(start, end, between) for other in others)


def _free(
    county: County, store: UnitOfWork, merchant: Merchant, appointment: Appointment, day: date | None
) -> Iterator[datetime]:
    rules, earliest = county.rules.appointments, earliest_start(county, appointment.min_notice_hours)
    first = day or local_day(earliest)
    days = [first + timedelta(days=ahead) for ahead in range(1 if day else rules.days_ahead)]
    spans = [span for one in days for span in county.calendar.spans_on(merchant.opening_hours, one)]
    if not spans:
        return
    others = _others(county, store, appointment, spans[0][0], spans[-1][1])
    for begin, end in spans:
        start = begin
        while start + appointment.length <= end:
            until = start + appointment.length
            taken = any(other.overlaps(start, until, rules.between) for other in others)
            if start >= (county.now() if day else earliest) and not taken:
                yield start
            start += rules.step


def earliest_start(county: County, min_notice_hours: int) -> datetime:
    """When a service with so much notice can begin, if it is asked for now."""
    return county.now() + timedelta(hours=min_notice_hours)


def _others(
    county: County, store: UnitOfWork, appointment: Appointment, begin: datetime, end: datetime
) -> Sequence[Appointment]:
    around = county.rules.appointments.between + timedelta(days=1)
    near = store.appointments.between(appointment.merchant_id, begin - around, end + around)
    return [other for other in near if other.id != appointment.id]


def _is_wished(wishes: Sequence[Wish], start: datetime) -> bool:
    return any(wish.fits(start) for wish in wishes)


def _spread(starts: Sequence[datetime]) -> list[datetime]:
    """The first time of each half day, filled up with what comes next; in the order of time."""
    chosen: dict[tuple[date, bool], datetime] = {}
    for start in starts:
        chosen.setdefault((local_day(start), local(start).time() < NOON), start)
    best = list(chosen.values())[:SHOWN]
    best += [start for start in starts if start not in best][: SHOWN - len(best)]
    return sorted(best)
