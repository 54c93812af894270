"""docs/situations.md: every situation stands there once, is played, and no play for one of them is left out."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "situations.md"
PLAYS = ROOT / "tests" / "conversations"
HOW_MANY = 42
LINK = re.compile(r"\]\(\.\./(tests/[^)]+)\)")


def rows() -> dict[int, str]:
    found = re.findall(r"^\| (\d+) \|(.*)\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(found) == len(dict(found)), "a situation stands there twice"
    return {int(number): row for number, row in found}


def written_for(play: Path) -> list[int]:
    """The situations that a screenplay names in its first line."""
    named = re.search(r"\(Situation(?:en)? ([\d, und]+)\)", play.read_text(encoding="utf-8").split("\n")[0])
    return [int(number) for number in re.findall(r"\d+", named[1])] if named else []


def test_every_situation_stands_there_in_order() -> None:
    assert list(rows()) == list(range(1, HOW_MANY + 1))


def test_every_situation_is_played_and_every_link_leads_to_a_test() -> None:
    links = {number: LINK.findall(row) for number, row in rows().items()}
    assert [number for number, files in links.items() if not files] == []
    assert [file for files in links.values() for file in files if not (ROOT / file).is_file()] == []


def test_a_play_that_names_a_situation_stands_in_its_row() -> None:
    written = {
        (number, play.relative_to(ROOT).as_posix()) for play in PLAYS.glob("*/*.txt") for number in written_for(play)
    }
    there = {(number, file) for number, row in rows().items() for file in LINK.findall(row)}
    assert sorted(written - there) == []
    assert len(written) > 10, "the first lines name their situations"
