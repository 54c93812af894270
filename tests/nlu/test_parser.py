"""What the parser promises beyond single sentences."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from nlu import commands
from nlu.commands import DATA
from nlu.evaluation import ExpectedItem, items_exact, percentile
from nlu.local_parser import LocalParser
from nlu.result import Expects, ParseContext, Parser, ProductTerm, Unit, Vocabulary
from nlu.roles import judged_in_role
from tests.nlu.county import WEDNESDAY, small_county

ANY = ParseContext(today=WEDNESDAY)


def test_another_vocabulary_needs_no_training(parser: LocalParser) -> None:
    quinces: Parser = parser.with_vocabulary(Vocabulary("q", (ProductTerm("Q1", "Quittenbrot", ("Quitten",)),)))
    (item,) = quinces.parse("ich möchte zwei Quittenbrote", ANY).items
    assert item.candidates[0].key == "Q1"


def test_what_is_preferred_comes_first_and_may_decide(parser: LocalParser) -> None:
    (item,) = parser.parse("nehmen Sie die Milch raus", ParseContext(today=WEDNESDAY, prefer=frozenset({"V2"}))).items
    assert item.candidates[0].key == "V2"
    assert item.decisive


def test_two_requests_in_one_message(parser: LocalParser) -> None:
    result = parser.parse("Ich brauche noch zwei Brote. Wo bleibt denn meine Bestellung?", ANY)
    assert {result.intent.name, *(part.intent.name for part in result.parts)} == {"order_items", "order_status"}


def test_danger_hidden_in_an_order_decides(parser: LocalParser) -> None:
    result = parser.parse("zwei Brötchen bitte. Ach Hilfe, mein Mann bekommt keine Luft!", ANY)
    assert result.intent.name == "emergency"


def test_entities_carry_values(parser: LocalParser) -> None:
    result = parser.parse("zwei Liter Milch bitte", ANY)
    assert [(one.name, one.value) for one in result.entities] == [("quantity", "2"), ("unit", "l"), ("product", None)]


def test_a_role_only_shifts_what_is_plausible() -> None:
    shares = {"set_sold_out": 0.6, "order_items": 0.3, "greet": 0.1}
    judged = judged_in_role(shares, frozenset({"resident"}))
    assert max(judged, key=lambda name: judged[name]) == "order_items"
    assert judged_in_role(shares, frozenset({"resident", "merchant"})) == shares
    assert judged_in_role(shares, frozenset()) == shares


def test_a_bare_number_means_nothing_without_a_question(parser: LocalParser) -> None:
    result = parser.parse("7", ANY)
    assert result.intent.name == "out_of_scope"
    assert not result.answers


@pytest.mark.parametrize("expects", list(Expects))
def test_a_person_is_always_within_reach(parser: LocalParser, expects: Expects) -> None:
    for said in ("Mensch", "mensch bitte", "MENSCH", "einen menschen bitte"):
        result = parser.parse(said, ParseContext(today=WEDNESDAY, expects=expects))
        assert result.intent.name == "talk_to_human"
        assert not result.answers


def test_baskets_are_compared_as_a_whole(parser: LocalParser) -> None:
    cases = [
        ("zwei Liter Milch", [ExpectedItem("Milch", amount=2, unit=Unit.LITRE)]),  # type: ignore[arg-type]
        ("zwei Liter Milch bitte", [ExpectedItem("Quark")]),
    ]
    share, wrong = items_exact(parser, cases, ANY)
    assert share == 0.5
    assert wrong == ["zwei Liter Milch bitte"]


def test_percentiles() -> None:
    assert percentile([], 0.5) == 0.0
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile([3.0, 1.0, 2.0], 0.95) == 3.0


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    commands.add_arguments(parser)
    return commands.run(parser.parse_args(arguments), vocabulary=small_county())


def test_parse_shows_what_was_understood(trained_cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("parse", "zwei", "Liter", "Buttermilch", "--cache", str(trained_cache), "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["intent"]["name"] == "order_items"
    assert shown["items"][0]["candidates"][0]["key"] == "V4"
    assert run("parse", "morgen um 9 nach Bühne liefern", "--cache", str(trained_cache), "--today", "2026-03-04") == 0
    assert "day 2026-03-05" in capsys.readouterr().out


def test_evaluate_and_validate_and_train(
    trained_cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    test = tmp_path / "test.yml"
    test.write_text(
        "nlu:\n- intent: thank\n  examples: |\n    - vielen dank\n    - wo ist mein paket\n", encoding="utf-8"
    )
    assert run("evaluate", "--test", str(test), "--cache", str(trained_cache), "--show", "3") == 0
    assert "intent accuracy   0.5000" in capsys.readouterr().out
    assert run("train", "--cache", str(trained_cache)) == 0
    assert run("validate", "--data", str(DATA)) == 0
    assert run("validate", "--data", str(test)) == 1
    assert run("validate", "--data", str(tmp_path / "nothing")) == 2


def test_a_vocabulary_can_come_from_a_file(
    trained_cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = tmp_path / "words.json"
    words.write_text('{"products": [{"key": "Q", "name": "Quittenbrot"}], "places": [{"key": "L", "name": "Löwen"}]}')
    assert run("parse", "ein Quittenbrot bitte", "--cache", str(trained_cache), "--vocabulary", str(words)) == 0
    assert "Q name" in capsys.readouterr().out
