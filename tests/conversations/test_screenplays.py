"""Plays every screenplay in this folder and compares the whole text. `make accept` rewrites them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from domain.clock import BERLIN
from domain.county import CountyRules
from domain.tours.rules import TourRules
from tests.conversations.conftest import OPENING, OpenStage

HERE = Path(__file__).parent
PLAYS = sorted(HERE.glob("*/*.txt"))
WITH_TOURS = {"centre", "count_empties", "deposit_money", "empties", "home_delivery", "tour"}
MONTHS = [
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
]


@pytest.mark.parametrize("play", PLAYS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_screenplay_is_played_as_written(play: Path, open_stage: OpenStage, pytestconfig: pytest.Config) -> None:
    written = play.read_text(encoding="utf-8")
    title, *lines = written.splitlines()
    stage = open_stage(_opening(title), _rules(play.parent.name))
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


def _rules(topic: str) -> CountyRules:
    """In most plays nothing is driven: the centre brings it. Those about tours have them planned every evening."""
    return CountyRules(tours=TourRules(planned_at=time(18, 0) if topic in WITH_TOURS else None), sells=True)


def _opening(title: str) -> datetime:
    """The date and time in a play's first line ("…, 25. November 2026, 09:10."), else the usual opening."""
    found = re.search(r"(\d+)\. (\w+) (\d{4}), (\d\d):(\d\d)", title)
    if not found:
        return OPENING
    day, month, year, hour, minute = found.groups()
    there = datetime(int(year), MONTHS.index(month) + 1, int(day), int(hour), int(minute), tzinfo=BERLIN)
    return there.astimezone(UTC)
