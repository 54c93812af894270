"""A message of ten thousand characters gets one clear answer, and nothing is lost by it."""

from __future__ import annotations

import pytest

from bots.dialogue.turn import MAX_TEXT
from domain.county import CountyRules
from tests.conversations.conftest import OPENING, OpenStage

LONGEST_ANSWER = 3000


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
def test_an_endless_message_is_answered_in_short(open_stage: OpenStage, said: str) -> None:
    stage = open_stage(OPENING, CountyRules(sells=True))
    assert len(said) > MAX_TEXT
    stage.say("Irmgard Pöppelbaum", "ein Weißbrot 500 g")
    before = len(stage.lines)
    stage.say("Irmgard Pöppelbaum", said)
    answer = [line for line in stage.lines[before + 1 :] if "Dorfbote an" not in line]
    assert answer
    assert len("\n".join(answer)) < LONGEST_ANSWER
    stage.say("Irmgard Pöppelbaum", "Korb")
    assert any("Weißbrot" in line for line in stage.lines[before + 1 :]), "the basket is still there"
