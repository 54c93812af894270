"""A message of ten thousand characters gets one clear answer, and nothing is lost by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bots.dialogue.turn import MAX_TEXT
from bots.texts.texts import Texts
from bots.vocabulary import CurrentParser
from domain.county import County, CountyRules
from integrations.calendar import NorthRhineCalendar
from integrations.database.engine import create_engine
from integrations.database.migrate import migrate
from integrations.database.store import SqlStore
from integrations.demo.seed import seed
from tests.conversations.stage import Stage
from tests.conversations.test_screenplays import OPENING, parser, trained
from tests.fakes import CountingIds, ManualClock, OpenVault, SeededChance

__all__ = ["parser", "trained"]  # fixtures of the screenplays
LONGEST_ANSWER = 3000


@pytest.fixture
def stage(tmp_path: Path, parser: CurrentParser) -> Iterator[Stage]:
    engine = create_engine(f"sqlite:///{tmp_path / 'county.db'}")
    clock, ids = ManualClock(OPENING), CountingIds()
    store = SqlStore(engine, clock, ids)
    migrate(engine)
    seed(store, OPENING)
    county = County(clock, ids, SeededChance(1), NorthRhineCalendar(), OpenVault(), CountyRules(sells=True))
    yield Stage(store, county, clock, parser, Texts())
    engine.dispose()


@pytest.mark.parametrize(
    "said",
    [
        "Milch und " * 2000,
        "a" * 20_000,
        "zwei Kernseifen, " * 1200,
        "?!" * 8000,
        "ich brauche Hilfe beim Bestellen und " * 600,
    ],
    ids=["goods", "one letter", "the same", "signs", "talk"],
)
def test_an_endless_message_is_answered_in_short(stage: Stage, said: str) -> None:
    assert len(said) > MAX_TEXT
    stage.say("Irmgard Pöppelbaum", "ein Weißbrot 500 g")
    before = len(stage.lines)
    stage.say("Irmgard Pöppelbaum", said)
    answer = [line for line in stage.lines[before + 1 :] if "Dorfbote an" not in line]
    assert answer
    assert len("\n".join(answer)) < LONGEST_ANSWER
    stage.say("Irmgard Pöppelbaum", "Korb")
    assert any("Weißbrot" in line for line in stage.lines[before + 1 :]), "the basket is still there"
