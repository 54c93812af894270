"""The sample region's calendar and docs/delivery-days.md, against the calendar that the service computes itself."""

from __future__ import annotations

import csv
import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from domain.catalogue.calendar import is_last_before_holiday, is_tour_day
from domain.catalogue.model import Merchant
from domain.clock import at_local, local, local_day
from domain.ordering.schedule import ScheduleRules, slots
from integrations.calendar import NorthRhineCalendar
from integrations.demo.region import FOLDER, read_region
from tests.domain.worked_tables import rows_under
from tests.fakes import WEDNESDAY

CALENDAR = NorthRhineCalendar()
RULES = ScheduleRules()
MERCHANTS = {merchant.id: merchant for merchant in read_region(WEDNESDAY).merchants}
ROWS = list(csv.DictReader((FOLDER / "calendar.csv").read_text(encoding="utf-8").splitlines()))
MOVED = [row for row in ROWS if row["kind"] == "cutoff_moved"]
YEARS = (date(2026, 1, 1), date(2027, 12, 30))  # the table ends before the holiday of New Year 2028
PAGE = Path(__file__).parents[3] / "docs" / "delivery-days.md"


def open_on(day: date) -> list[Merchant]:
    return [merchant for merchant in MERCHANTS.values() if CALENDAR.open_on(merchant.opening_hours, day)]


def test_the_holidays_of_the_table_are_those_of_the_law() -> None:
    told = {date.fromisoformat(row["date"]) for row in ROWS if row["kind"] == "public_holiday"}
    assert told == {day for day in _days() if CALENDAR.is_holiday(day)}


def test_cut_offs_move_on_just_the_days_of_the_table() -> None:
    told = {date.fromisoformat(row["date"]) for row in MOVED}
    working = (day for day in _days() if is_tour_day(CALENDAR, day))
    assert told == {day for day in working if is_last_before_holiday(CALENDAR, day)}


@pytest.mark.parametrize("row", MOVED, ids=lambda row: row["date"])
def test_what_comes_after_ten_counts_from_the_day_in_the_note(row: dict[str, str]) -> None:
    day = date.fromisoformat(row["date"])
    told = re.search(r"spätestens (\d\d:\d\d)\..*zählt ab \w+, (\d\d\.\d\d\.\d{4})", row["note"])
    assert told is not None
    moved_to = time.fromisoformat(told[1])
    counts_from = datetime.strptime(told[2], "%d.%m.%Y").date()  # noqa: DTZ007  a day, no instant
    both = [merchant for merchant in open_on(day) if merchant in open_on(counts_from)]
    assert both
    for merchant in both:
        before = slots(merchant, CALENDAR, RULES, at_local(day, time(9, 59)))
        after = slots(merchant, CALENDAR, RULES, at_local(day, moved_to))
        # Of several cut-offs for one delivery day a slot has the last, which may lie behind the holiday.
        assert local_day(before[0].cutoff) in {day, counts_from}
        assert all(local(slot.cutoff).time() <= moved_to for slot in before if local_day(slot.cutoff) == day)
        assert local_day(after[0].cutoff) >= counts_from
        assert after[0].day > counts_from


@pytest.mark.parametrize("row", MOVED, ids=lambda row: row["date"])
def test_a_baker_takes_orders_until_ten_and_brings_them_on_the_day_of_the_note(row: dict[str, str]) -> None:
    day = date.fromisoformat(row["date"])
    baker = MERCHANTS["BAE"]  # type: ignore[index]
    slot = slots(baker, CALENDAR, RULES, at_local(day, time(9, 59)))[0]
    told = re.search(r"zählt ab \w+, (\d\d)\.(\d\d)\.(\d{4})", row["note"])
    assert told is not None
    assert (slot.cutoff, slot.day) == (at_local(day, time(10, 0)), date(int(told[3]), int(told[2]), int(told[1])))


def test_no_goods_come_on_a_holiday_or_sunday_or_from_a_closed_shop() -> None:
    for merchant in MERCHANTS.values():
        for month in range(1, 25):
            now = at_local(date(2026 + (month - 1) // 12, (month - 1) % 12 + 1, 20), time(9, 0))
            for slot in slots(merchant, CALENDAR, RULES, now):
                assert is_tour_day(CALENDAR, slot.day)
                assert CALENDAR.open_on(merchant.opening_hours, slot.day)


@pytest.mark.parametrize("row", rows_under(PAGE, "Ordered, and when it comes"), ids=str)
def test_the_page_tells_the_day(row: dict[str, str]) -> None:
    ordered = datetime.strptime(row["ordered"], "%Y-%m-%d %H:%M")  # noqa: DTZ007  a local time
    merchant = MERCHANTS[row["merchant"]]  # type: ignore[index]
    slot = slots(merchant, CALENDAR, RULES, at_local(ordered.date(), ordered.time()))[0]
    told = [f"{local(at):%Y-%m-%d %H:%M}" for at in (slot.cutoff, slot.picklist_at, slot.confirm_by)]
    assert [*told, slot.day.isoformat()] == [row["changeable until"], row["list"], row["answer by"], row["comes"]]


def _days() -> list[date]:
    first, last = YEARS
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
