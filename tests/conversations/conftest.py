"""What every play is played with: the parser, the texts, and the sample county in a database of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bots.texts.texts import Texts
from bots.vocabulary import CurrentParser
from domain.county import County, CountyRules
from integrations.calendar import NorthRhineCalendar
from integrations.database.engine import create_engine
from integrations.database.migrate import migrate
from integrations.database.store import SqlStore
from integrations.demo.seed import seed
from nlu.local_parser import LocalParser
from tests.conversations.stage import Stage
from tests.fakes import CountingIds, ManualClock, OpenVault, SeededChance

OPENING = datetime(2026, 11, 25, 8, 10, tzinfo=UTC)  # a Wednesday, 09:10 in the county
OpenStage = Callable[[datetime, CountyRules], Stage]


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
def open_stage(tmp_path: Path, seeded: Path, parser: CurrentParser, texts: Texts) -> Iterator[OpenStage]:
    """Opens a stage at an instant, under the rules that hold in the play."""
    with ExitStack() as closing:

        def opened(now: datetime, rules: CountyRules) -> Stage:
            shutil.copy(seeded, tmp_path / "county.db")
            # A play need not survive a power cut, and the disk is the slowest part of it.
            engine = create_engine(f"sqlite:///{tmp_path / 'county.db'}", lasting=False)
            closing.callback(engine.dispose)
            clock, ids = ManualClock(now), CountingIds()
            county = County(clock, ids, SeededChance(1), NorthRhineCalendar(), OpenVault(), rules)
            return Stage(SqlStore(engine, clock, ids), county, clock, parser, texts)

        yield opened
