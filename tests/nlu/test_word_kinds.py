"""The hints that Rasa's classifier gets from our grammar and the county's words."""

from __future__ import annotations

from nlu.word_kinds import CountyWords, grammar_kinds
from tests.nlu.county import small_county


def told(text: str, kinds: list[tuple[str, int, int]]) -> set[tuple[str, str]]:
    return {(kind, text[start:end]) for kind, start, end in kinds}


def test_the_grammar_marks_numbers_units_days_times_and_prices() -> None:
    text = "Am Freitag um halb vier zwo Liter für 5 Euro in Fach 7, ein Brot"
    found = told(text, grammar_kinds(text))
    assert {("number", "zwo"), ("unit", "Liter"), ("compartment", "7"), ("article", "ein")} <= found
    assert {kind for kind, _ in found} >= {"day", "time", "price"}


def test_the_county_marks_goods_and_places() -> None:
    text = "zwei Liter Buttermilch nach Bühne"
    found = told(text, CountyWords(small_county()).kinds(text))
    assert ("goods", "Buttermilch") in found
    assert ("place", "Bühne") in found
    assert ("label", "Buttermilch") in found
