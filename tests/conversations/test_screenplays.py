"""Plays every screenplay in this folder and compares the whole text. `make accept` rewrites them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bots.texts.texts import Texts
from bots.vocabulary import CurrentParser
from domain.clock import BERLIN
from domain.county import County, CountyRules
from domain.tours.rules import TourRules
from integrations.calendar import NorthRhineCalendar
from integrations.database.engine import create_engine
from integrations.database.migrate import migrate
from integrations.database.store import SqlStore
from integrations.demo.seed import seed
from nlu.local_parser import LocalParser
from nlu.result import Vocabulary
from nlu.training import load_or_train
from tests.conversations.stage import Stage
from tests.fakes import CountingIds, ManualClock, OpenVault, SeededChance

HERE = Path(__file__).parent
PLAYS = sorted(HERE.glob("*/*.txt"))
OPENING = datetime(2026, 11, 25, 8, 10, tzinfo=UTC)  # a Wednesday, 09:10 in the county
WITH_TOURS = {"centre", "count_empties", "deposit_money", "empties", "home_delivery", "tour"}
MONTHS = [
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
]


@pytest.fixture(scope="session")
def trained(pytestconfig: pytest.Config) -> LocalParser:
    data = Path(__file__).parents[2] / "nlu" / "data"
    cache = pytestconfig.cache.mkdir("nlu")
    return LocalParser(load_or_train(data, Path(cache)), Vocabulary(version=""))


@pytest.fixture(scope="session")
def parser(trained: LocalParser) -> CurrentParser:
    return CurrentParser(trained)


@pytest.fixture(scope="session")
def texts() -> Texts:
    return Texts()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample county in a database file, made once and copied for every play."""
    path = tmp_path_factory.mktemp("county") / "county.db"
    engine = create_engine(f"sqlite:///{path}")
    migrate(engine)
    seed(SqlStore(engine, ManualClock(OPENING), CountingIds("seed")), OPENING)
    engine.dispose()
    return path


@pytest.fixture
def stage(
    tmp_path: Path, seeded: Path, parser: CurrentParser, texts: Texts, request: pytest.FixtureRequest
) -> Iterator[Stage]:
    shutil.copy(seeded, tmp_path / "county.db")
    engine = create_engine(f"sqlite:///{tmp_path / 'county.db'}")
    event.listen(engine, "connect", _spare_the_disk)
    clock, ids = ManualClock(_opening(request)), CountingIds()
    county = County(clock, ids, SeededChance(1), NorthRhineCalendar(), OpenVault(), _rules(request))
    yield Stage(SqlStore(engine, clock, ids), county, clock, parser, texts)
    engine.dispose()


@pytest.mark.parametrize("play", PLAYS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_screenplay_is_played_as_written(play: Path, stage: Stage, pytestconfig: pytest.Config) -> None:
    written = play.read_text(encoding="utf-8")
    title, *lines = written.splitlines()
    for line in lines:
        spoken = re.match(r"^(\S[^‹›]*) › (.*)$", line)
        directed = re.match(r"^\((.+)\)$", line)
        if spoken:
            stage.say(spoken[1].strip(), spoken[2].strip())
        elif directed:
            stage.direct(directed[1])
    played = "\n".join([title, "", *stage.lines]) + "\n"
    if pytestconfig.getoption("--accept"):
        play.write_text(played, encoding="utf-8")
        return
    assert played == written


def test_there_are_plays() -> None:
    assert PLAYS


def _spare_the_disk(connection: Any, _record: Any) -> None:
    """A play need not survive a power cut, and the disk is the slowest part of it."""
    connection.execute("PRAGMA synchronous=OFF")


def _rules(request: pytest.FixtureRequest) -> CountyRules:
    """In most plays nothing is driven: the centre brings it. Those about tours have them planned every evening."""
    drives = request.node.callspec.params["play"].parent.name in WITH_TOURS
    return CountyRules(tours=TourRules(planned_at=time(18, 0) if drives else None), sells=True)


def _opening(request: pytest.FixtureRequest) -> datetime:
    """The date and time in a play's first line ("…, 25. November 2026, 09:10."), else the usual opening."""
    play = request.node.callspec.params["play"]
    found = re.search(r"(\d+)\. (\w+) (\d{4}), (\d\d):(\d\d)", play.read_text(encoding="utf-8").split("\n")[0])
    if not found:
        return OPENING
    day, month, year, hour, minute = found.groups()
    there = datetime(int(year), MONTHS.index(month) + 1, int(day), int(hour), int(minute), tzinfo=BERLIN)
    return there.astimezone(UTC)
