"""When what is ordered now can come: cut-off, lead time, opening hours and holidays of one merchant.

A merchant's cut-off on a working day closes the orders of that day. The goods are ready `lead_time_hours`
later and leave with the first tour whose van can still fetch them (until `COLLECTION_UNTIL`), on a day on
which the merchant is open. The last working day before a holiday closes at ten, as the sample calendar says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.catalogue.calendar import FAR, Calendar, is_last_before_holiday, is_tour_day
from domain.catalogue.model import Merchant
from domain.clock import at_local, local_day

COLLECTION_UNTIL = time(12, 0)
CUTOFF_BEFORE_HOLIDAY = time(10, 0)


@dataclass(frozen=True, slots=True)
class ScheduleRules:
    """The county's settings of the confirmation."""

    confirm_within: timedelta = timedelta(hours=2)
    confirm_latest: time = time(18, 0)
    operator_before: timedelta = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Slot:
    """One chance to get goods from one merchant: order until `cutoff`, have them on `day`."""

    day: date
    cutoff: datetime
    picklist_at: datetime
    confirm_by: datetime


def slots(merchant: Merchant, calendar: Calendar, rules: ScheduleRules, now: datetime) -> list[Slot]:
    """The merchant's next slots, earliest first, one a delivery day: the latest cut-off that still serves it."""
    by_day: dict[date, Slot] = {}
    today = local_day(now)
    for ahead in range(FAR // 2):
        slot = _slot_of(merchant, calendar, rules, today + timedelta(days=ahead))
        if slot is not None and slot.cutoff > now:
            by_day[slot.day] = slot
    return [by_day[day] for day in sorted(by_day)]


def first_slot(merchant: Merchant, calendar: Calendar, rules: ScheduleRules, now: datetime) -> Slot:
    """The earliest slot. A merchant who is open at all has one within a month."""
    return slots(merchant, calendar, rules, now)[0]


def slot_on(merchant: Merchant, calendar: Calendar, rules: ScheduleRules, now: datetime, day: date) -> Slot | None:
    """The slot that brings goods on just this day, or None when it cannot be done any more (or at all)."""
    return next((slot for slot in slots(merchant, calendar, rules, now) if slot.day == day), None)


def _slot_of(merchant: Merchant, calendar: Calendar, rules: ScheduleRules, day: date) -> Slot | None:
    if not is_tour_day(calendar, day) or not calendar.open_on(merchant.opening_hours, day):
        return None
    cutoff_time, list_time = merchant.order_cutoff, merchant.picklist_time
    if is_last_before_holiday(calendar, day) and cutoff_time > CUTOFF_BEFORE_HOLIDAY:
        list_time = _earlier(list_time, cutoff_time, CUTOFF_BEFORE_HOLIDAY)
        cutoff_time = CUTOFF_BEFORE_HOLIDAY
    cutoff, picklist_at = at_local(day, cutoff_time), at_local(day, list_time)
    ready = at_local(day, merchant.order_cutoff) + timedelta(hours=merchant.lead_time_hours)
    delivery = _delivery_day(merchant, calendar, day, ready)
    latest = max(at_local(day, rules.confirm_latest), picklist_at)
    return Slot(delivery, cutoff, picklist_at, min(picklist_at + rules.confirm_within, latest))


def _delivery_day(merchant: Merchant, calendar: Calendar, cutoff_day: date, ready: datetime) -> date:
    day = cutoff_day + timedelta(days=1)
    while not (
        is_tour_day(calendar, day)
        and calendar.open_on(merchant.opening_hours, day)
        and at_local(day, COLLECTION_UNTIL) >= ready
    ):
        day += timedelta(days=1)
    return day


def _earlier(list_time: time, nominal_cutoff: time, moved_cutoff: time) -> time:
    """The picking list keeps its distance to the cut-off when the cut-off moves."""
    some_day = date(2000, 1, 1)
    distance = datetime.combine(some_day, list_time) - datetime.combine(some_day, nominal_cutoff)
    return (datetime.combine(some_day, moved_cutoff) + distance).time()
