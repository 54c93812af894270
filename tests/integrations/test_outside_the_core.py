"""Calendar, vault, ids, the demo clock: small adapters, small tests."""

from __future__ import annotations

import csv
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine

from domain.clock import local
from domain.lockers.errors import CodeUnreadable
from integrations.calendar import NorthRhineCalendar
from integrations.database.engine import create_engine
from integrations.demo.clock import Backwards, DemoClock, first_wednesday
from integrations.demo.region import FOLDER
from integrations.system import SystemChance, SystemClock, SystemIds
from integrations.vault import FernetVault, KeyMalformed, KeyMissing, open_vault
from tests.fakes import WeekCalendar

CALENDAR = NorthRhineCalendar()
CORPUS_CHRISTI = date(2026, 6, 4)  # a Thursday, holiday in North Rhine-Westphalia but not in all of Germany
GARDENER = (
    "Mar-Oct: Mo-Fr 08:00-18:00; Mar-Oct: Sa 08:00-14:00; "
    "Nov-Feb: Mo-Fr 09:00-16:00; Nov-Feb: Sa 09:00-13:00; Su,PH off"
)


@pytest.fixture
def engine(sqlite_database: str) -> Iterator[Engine]:
    engine = create_engine(sqlite_database)
    yield engine
    engine.dispose()


def test_holidays_are_those_of_the_sample_calendar() -> None:
    with (FOLDER / "calendar.csv").open(encoding="utf-8") as file:
        listed = {date.fromisoformat(row["date"]) for row in csv.DictReader(file) if row["kind"] == "public_holiday"}
    days = (date(2026, 1, 1) + timedelta(days=n) for n in range(730))
    assert {day for day in days if CALENDAR.is_holiday(day)} == listed
    assert CALENDAR.name_of(CORPUS_CHRISTI) == "Fronleichnam"


@pytest.mark.parametrize(
    ("hours", "day", "opens"),
    [
        ("Mo-Fr 08:30-18:00; Su,PH off", CORPUS_CHRISTI, False),
        ("Mo-Fr 08:30-18:00; Su,PH off", CORPUS_CHRISTI + timedelta(days=1), True),
        ("Mo-Fr 05:30-18:00; Su 07:30-10:30; PH off", date(2026, 11, 1), False),
        ("Mo-Fr 05:30-18:00; Su 07:30-10:30; PH off", date(2026, 11, 8), True),
        ("PH 10:00-12:00", CORPUS_CHRISTI, True),
        ("PH 10:00-12:00", CORPUS_CHRISTI + timedelta(days=1), False),
        ("Mo-Fr 10:00-12:00", CORPUS_CHRISTI, True),
        (GARDENER, date(2026, 12, 24), True),
        (GARDENER, date(2026, 12, 25), False),
        ("24/7", date(2026, 12, 25), True),
    ],
)
def test_opening_hours_know_the_holidays_of_the_state(hours: str, day: date, opens: bool) -> None:
    assert CALENDAR.open_on(hours, day) is opens


def test_hours_are_local_on_both_sides_of_the_clock_change() -> None:
    for winter in (datetime(2026, 3, 28, 9, 0, tzinfo=UTC), datetime(2026, 10, 26, 9, 0, tzinfo=UTC)):
        assert CALENDAR.open_at("Mo-Su 10:00-11:00", winter)
    assert CALENDAR.open_at("Mo-Su 10:00-11:00", datetime(2026, 3, 29, 8, 0, tzinfo=UTC))
    closed = datetime(2026, 3, 28, 20, 0, tzinfo=UTC)
    assert CALENDAR.next_open("Mo-Su 10:00-11:00", closed) == datetime(2026, 3, 29, 8, 0, tzinfo=UTC)


def test_a_code_is_read_with_any_of_the_keys_and_sealed_with_the_first(tmp_path: Path) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    sealed = FernetVault([old]).seal("471108")
    assert "471108" not in sealed
    rotated = open_vault(f"{new}, {old}", tmp_path / "code.key", codes_exist=True)
    assert rotated.open(sealed) == "471108"
    with pytest.raises(CodeUnreadable):
        FernetVault([old]).open(rotated.seal("471108"))
    with pytest.raises(KeyMalformed):
        open_vault("secret", tmp_path / "code.key", codes_exist=False)
    assert not (tmp_path / "code.key").exists()


def test_the_key_file_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "var" / "code.key"
    sealed = open_vault(None, file, codes_exist=False).seal("471108")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert open_vault("", file, codes_exist=True).open(sealed) == "471108"


def test_codes_without_their_key_stop_the_start(tmp_path: Path) -> None:
    with pytest.raises(KeyMissing, match="DORFBOTE_CODE_KEY"):
        open_vault(None, tmp_path / "code.key", codes_exist=True)
    assert not (tmp_path / "code.key").exists()


def test_ids_rise_within_a_process_whoever_makes_them() -> None:
    ids = SystemIds()
    made: list[list[str]] = [[], []]

    def make(place: int) -> None:
        made[place].extend(ids.new() for _ in range(3000))

    threads = [threading.Thread(target=make, args=(place,)) for place in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [sorted(one) for one in made] == made
    assert len({*made[0], *made[1]}) == 6000
    an_id = UUID(made[0][0])
    assert (an_id.version, an_id.variant) == (7, "specified in RFC 4122")
    age = SystemClock().now().timestamp() * 1000 - (an_id.int >> 80)
    assert 0 <= age < 60_000


def test_chance_is_even() -> None:
    assert {SystemChance().below(3) for _ in range(200)} == {0, 1, 2}


def test_the_demo_begins_on_a_working_wednesday_and_stands(engine: Engine) -> None:
    clock = DemoClock.load(engine, CALENDAR, date(2026, 12, 21))
    assert local(clock.now()).isoformat() == "2026-12-23T09:10:00+01:00"
    assert clock.now() == clock.now()
    assert first_wednesday(CALENDAR, date(2026, 12, 23)) == date(2026, 12, 23)
    holidays = WeekCalendar(holidays=[date(2026, 12, 23)])
    assert first_wednesday(holidays, date(2026, 12, 21)) == date(2026, 12, 30)


def test_the_demo_clock_is_kept_and_never_runs_backwards(engine: Engine) -> None:
    clock = DemoClock.load(engine, CALENDAR, date(2026, 3, 3))
    begun = clock.now()
    assert clock.advance(timedelta(hours=1)) == begun + timedelta(hours=1)
    again = DemoClock.load(engine, CALENDAR, date(2026, 7, 1))
    assert again.now() == begun + timedelta(hours=1)
    with pytest.raises(Backwards):
        again.advance_to(begun)
    assert again.now() == begun + timedelta(hours=1)
