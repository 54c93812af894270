"""When what is ordered now can come: cut-off, lead time, opening hours and holidays of one merchant.

A merchant's cut-off on a working day closes the orders of that day. The goods are ready `lead_time_hours`
later and leave with the first tour whose van can still fetch them (until `COLLECTION_UNTIL`, on days that end at
noon until `COLLECTION_UNTIL_ON_HALF_DAYS`), on a day on which the merchant is open. The last working day before a
holiday closes at ten, as the sample calendar says; the lead time runs from the usual cut-off all the same.
docs/delivery-days.md has it in worked tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from domain.catalogue.calendar import FAR, Calendar, is_half_day, is_last_before_holiday, is_tour_day
from domain.catalogue.model import Merchant
from domain.clock import at_local, local_day

AHEAD = 30  # days into which orders can be placed
COLLECTION_UNTIL = time(12, 0)
COLLECTION_UNTIL_ON_HALF_DAYS = time(9, 0)  # what is fetched later nobody can bring before the tours end at noon
CUTOFF_BEFORE_HOLIDAY = time(10, 0)


@dataclass(frozen=True, slots=True)
class ScheduleRules:
    """The county's settings of the confirmation.

    `confirm_at_least` is left to a merchant in any case: when the list comes late in the day, or late at all.
    """

    confirm_within: timedelta = timedelta(hours=2)
    confirm_latest: time = time(18, 0)
    confirm_at_least: timedelta = timedelta(minutes=30)
    operator_before: timedelta = timedelta(minutes=30)

    def confirm_by(self, sent_at: datetime) -> datetime:
        """Until when a list that goes out at this instant is to be answered."""
        latest = at_local(local_day(sent_at), self.confirm_latest)
        return max(min(sent_at + self.confirm_within, latest), sent_at + self.confirm_at_least)


@dataclass(frozen=True, slots=True)
class Slot:
    """One chance to get goods from one merchant: order until `cutoff`, have them on `day`."""

    day: date
    cutoff: datetime
    picklist_at: datetime
    confirm_by: datetime


def slots(merchant: Merchant, calendar: Calendar, rules: ScheduleRules, now: datetime) -> list[Slot]:
    """The merchant's next slots, earliest first, one a delivery day: the latest cut-off that still serves it.

    Empty for a merchant who does not open within the next weeks.
    """
    by_day: dict[date, Slot] = {}
    for slot in _coming(merchant, calendar, rules, now):
        by_day[slot.day] = slot
    return [by_day[day] for day in sorted(by_day)]


def has_slot(merchant: Merchant, calendar: Calendar, rules: ScheduleRules, now: datetime) -> bool:
    """Whether anything can be had of this merchant within the next weeks."""
    return next(_coming(merchant, calendar, rules, now), None) is not None


def _coming(merchant: Merchant, calendar: Calendar, rules: ScheduleRules, now: datetime) -> Iterator[Slot]:
    terms = _Terms(merchant.opening_hours, merchant.order_cutoff, merchant.picklist_time, merchant.lead_time_hours)
    return (slot for slot in _from_day(terms, calendar, rules, local_day(now)) if slot.cutoff > now)


@dataclass(frozen=True, slots=True)
class _Terms:
    """All that a slot depends on of a merchant."""

    opening_hours: str
    order_cutoff: time
    picklist_time: time
    lead_time_hours: int


@lru_cache(maxsize=1024)  # every look at a basket asks for the coming weeks of each of its sellers
def _from_day(terms: _Terms, calendar: Calendar, rules: ScheduleRules, first: date) -> tuple[Slot, ...]:
    found = (_slot_of(terms, calendar, rules, first + timedelta(days=ahead)) for ahead in range(AHEAD))
    return tuple(slot for slot in found if slot is not None)


def _slot_of(terms: _Terms, calendar: Calendar, rules: ScheduleRules, day: date) -> Slot | None:
    if not is_tour_day(calendar, day) or not calendar.open_on(terms.opening_hours, day):
        return None
    cutoff_time, list_time = terms.order_cutoff, terms.picklist_time
    if is_last_before_holiday(calendar, day) and cutoff_time > CUTOFF_BEFORE_HOLIDAY:
        list_time = _earlier(list_time, cutoff_time, CUTOFF_BEFORE_HOLIDAY)
        cutoff_time = CUTOFF_BEFORE_HOLIDAY
    cutoff = at_local(day, cutoff_time)
    picklist_at = max(cutoff, at_local(day, list_time))  # what may still be changed is on no list
    ready = at_local(day, terms.order_cutoff) + timedelta(hours=terms.lead_time_hours)
    delivery = _delivery_day(terms.opening_hours, calendar, day, ready)
    return Slot(delivery, cutoff, picklist_at, rules.confirm_by(picklist_at)) if delivery is not None else None


def ready_on(merchant: Merchant, cutoff: datetime) -> datetime:
    """When the goods of a part with this cut-off are ready: counted from the usual cut-off of its day."""
    return at_local(local_day(cutoff), merchant.order_cutoff) + timedelta(hours=merchant.lead_time_hours)


def _delivery_day(opening_hours: str, calendar: Calendar, cutoff_day: date, ready: datetime) -> date | None:
    """The first day on which goods can be fetched; None for a shop that closes for good."""
    for ahead in range(1, FAR):
        day = cutoff_day + timedelta(days=ahead)
        open_then = is_tour_day(calendar, day) and calendar.open_on(opening_hours, day)
        until = COLLECTION_UNTIL_ON_HALF_DAYS if is_half_day(day) else COLLECTION_UNTIL
        if open_then and at_local(day, until) >= ready:
            return day
    return None


def _earlier(list_time: time, nominal_cutoff: time, moved_cutoff: time) -> time:
    """The picking list keeps its distance to the cut-off when the cut-off moves."""
    some_day = date(2000, 1, 1)
    distance = datetime.combine(some_day, list_time) - datetime.combine(some_day, nominal_cutoff)
    return (datetime.combine(some_day, moved_cutoff) + distance).time()
