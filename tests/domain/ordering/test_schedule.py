"""When goods can come: cut-off, lead time, opening hours, holidays, and the merchant's time to answer."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue.calendar import is_half_day, is_last_before_holiday, is_tour_day
from domain.catalogue.model import Merchant
from domain.clock import at_local, local, local_day
from domain.ordering.schedule import (
    COLLECTION_UNTIL,
    COLLECTION_UNTIL_ON_HALF_DAYS,
    ScheduleRules,
    Slot,
    has_slot,
    slots,
)
from tests.builders import NEVER, merchant
from tests.fakes import WeekCalendar

RULES = ScheduleRules()
WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = (date(2026, 3, day) for day in (4, 5, 6, 7))
MONDAY, TUESDAY = date(2026, 3, 9), date(2026, 3, 10)


def coming(
    shop: Merchant, day: date = WEDNESDAY, at: time = time(9, 10), holidays: tuple[date, ...] = ()
) -> list[Slot]:
    return slots(shop, WeekCalendar(holidays, {NEVER}), RULES, at_local(day, at))


def first(shop: Merchant, day: date = WEDNESDAY, at: time = time(9, 10), holidays: tuple[date, ...] = ()) -> date:
    return coming(shop, day, at, holidays)[0].day


def shop(cutoff: str = "14:00", lead: int = 18, **changes: Any) -> Merchant:
    return merchant(order_cutoff=time.fromisoformat(cutoff), lead_time_hours=lead, **changes)


# --- the day ----------------------------------------------------------------------------------------------


def test_before_the_cut_off_it_comes_with_the_next_tour_that_can_fetch_it() -> None:
    assert first(shop("14:00", 18)) == THURSDAY
    assert first(shop("15:00", 24)) == FRIDAY  # ready on Thursday at 15:00, when the van has been there


def test_at_the_cut_off_it_is_too_late_for_that_day() -> None:
    assert first(shop(), at=time(13, 59)) == THURSDAY
    assert first(shop(), at=time(14, 0)) == FRIDAY


def test_goods_ready_at_noon_still_leave_with_the_van() -> None:
    assert first(shop("12:00", 24)) == THURSDAY
    assert first(shop("12:01", 24)) == FRIDAY


def test_on_days_that_end_at_noon_goods_must_be_ready_in_the_morning() -> None:
    """What is fetched at noon on a Saturday nobody can bring before the tours end."""
    assert first(shop("09:00", 24), FRIDAY, time(8, 0)) == SATURDAY
    assert first(shop("09:01", 24), FRIDAY, time(8, 0)) == MONDAY
    assert first(shop("09:01", 24), date(2026, 12, 23), time(8, 0)) == date(2026, 12, 25)  # not on Christmas Eve


def test_no_tour_on_sunday() -> None:
    assert first(shop(), SATURDAY) == MONDAY
    assert first(shop(), SATURDAY, time(15, 0)) == TUESDAY


def test_a_day_has_the_latest_cut_off_that_still_serves_it() -> None:
    """A two days' lead: Wednesday's and Thursday's orders come on different days, Friday's waits for Monday."""
    found = coming(shop("09:00", 48), WEDNESDAY, time(8, 0))
    assert [(slot.day, local_day(slot.cutoff)) for slot in found][:3] == [
        (FRIDAY, WEDNESDAY),
        (SATURDAY, THURSDAY),
        (MONDAY, SATURDAY),
    ]


def test_a_shop_that_is_closed_on_the_day_is_fetched_from_on_the_next() -> None:
    class ClosedOnThursday(WeekCalendar):
        def open_on(self, hours: str, day: date) -> bool:
            return super().open_on(hours, day) and day != THURSDAY

    found = slots(shop(), ClosedOnThursday(), RULES, at_local(WEDNESDAY, time(9, 0)))
    assert found[0].day == FRIDAY
    assert THURSDAY not in {local_day(slot.cutoff) for slot in found}


# --- holidays -----------------------------------------------------------------------------------------------


def test_the_last_working_day_before_a_holiday_closes_at_ten() -> None:
    shop_ = shop("17:00", 12, picklist_time=time(17, 30))
    slot = coming(shop_, holidays=(THURSDAY,))[0]
    assert (local(slot.cutoff).time(), local(slot.picklist_at).time()) == (time(10, 0), time(10, 30))
    assert slot.day == FRIDAY


def test_a_cut_off_before_ten_is_not_moved() -> None:
    assert local(coming(shop("08:00"), at=time(7, 0), holidays=(THURSDAY,))[0].cutoff).time() == time(8, 0)


def test_a_sunday_holiday_moves_nothing() -> None:
    sunday = date(2026, 3, 8)
    assert local(coming(shop(), SATURDAY, holidays=(sunday,))[0].cutoff).time() == time(14, 0)


def test_the_lead_time_runs_from_the_usual_cut_off_also_when_that_has_moved() -> None:
    friday = (FRIDAY,)
    assert first(shop("16:00", 48), THURSDAY, holidays=friday) == MONDAY  # not Saturday at ten


# --- the merchant's time ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cutoff", "listed", "sent", "answered"),
    [
        ("14:00", "14:30", "14:30", "16:30"),
        ("16:00", "16:30", "16:30", "18:00"),
        ("17:00", "17:30", "17:30", "18:00"),
        ("17:30", "18:00", "18:00", "18:30"),
        ("18:00", "20:00", "20:00", "20:30"),
        ("17:00", "16:00", "17:00", "18:00"),  # no list before the cut-off
    ],
)
def test_time_to_answer(cutoff: str, listed: str, sent: str, answered: str) -> None:
    slot = coming(shop(cutoff, picklist_time=time.fromisoformat(listed)))[0]
    times = [f"{local(at):%H:%M}" for at in (slot.picklist_at, slot.confirm_by)]
    assert times == [sent, answered]


# --- shops that do not open ---------------------------------------------------------------------------------


def test_a_shop_that_never_opens_has_no_slot() -> None:
    closed = shop(opening_hours=NEVER)
    assert coming(closed) == []
    assert not has_slot(closed, WeekCalendar(closed={NEVER}), RULES, at_local(WEDNESDAY, time(9, 0)))


def test_a_shop_that_closes_for_good_has_no_slot_after_its_last_day() -> None:
    class UntilThursday(WeekCalendar):
        def open_on(self, hours: str, day: date) -> bool:
            return super().open_on(hours, day) and day <= THURSDAY

    calendar = UntilThursday()
    assert [s.day for s in slots(shop(), calendar, RULES, at_local(WEDNESDAY, time(9, 0)))] == [THURSDAY]
    assert not has_slot(shop(), calendar, RULES, at_local(WEDNESDAY, time(15, 0)))


# --- whatever comes -----------------------------------------------------------------------------------------


@given(
    today=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    now=st.times(),
    cutoff=st.times(time(6), time(20)),
    list_after=st.integers(0, 180),
    lead=st.integers(0, 96),
    holidays=st.sets(st.dates(date(2026, 1, 1), date(2028, 3, 1)), max_size=60),
)
def test_every_slot_can_be_kept(
    today: date, now: time, cutoff: time, list_after: int, lead: int, holidays: set[date]
) -> None:
    calendar = WeekCalendar(holidays)
    listed = local(at_local(THURSDAY, cutoff) + timedelta(minutes=list_after)).time()
    goods = merchant(order_cutoff=cutoff, picklist_time=listed, lead_time_hours=lead)
    instant = at_local(today, now)
    found = slots(goods, calendar, RULES, instant)
    assert [slot.day for slot in found] == sorted({slot.day for slot in found})
    for slot in found:
        cutoff_day = local_day(slot.cutoff)
        assert instant < slot.cutoff <= slot.picklist_at < slot.confirm_by
        assert cutoff_day < slot.day
        assert is_tour_day(calendar, slot.day)
        assert is_tour_day(calendar, cutoff_day)
        ready = at_local(cutoff_day, cutoff) + timedelta(hours=lead)
        until = COLLECTION_UNTIL_ON_HALF_DAYS if is_half_day(slot.day) else COLLECTION_UNTIL
        assert ready <= at_local(slot.day, until)
        assert slot.confirm_by - slot.picklist_at >= RULES.confirm_at_least
        if is_last_before_holiday(calendar, cutoff_day):
            assert local(slot.cutoff).time() <= time(10)
