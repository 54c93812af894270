"""No text raises, hangs, or is answered with nonsense about itself."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlu.local_parser import LocalParser
from nlu.result import Expects, ParseContext
from tests.nlu.county import WEDNESDAY

EXPECTS = st.sampled_from(list(Expects))
WORDS = """
zwei Liter Milch und ein halbes Pfund Butter , nein statt drei Brötchen mehr weniger 1/2 3,5 % ½ 2-3 x am Freitag um
halb vier in Fach 7 für 5 Euro kein nicht mit ohne aus der Dose - . 0 00 99999999999999 den 31. 2. Februar 24:00 ¹ ٣
viertel vor in 400 Wochen ein und zwanzig hundert tausend Uhr 12.5. Bühne bei ca. ~ €
"""
GERMAN = st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=24).map(" ".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300), expects=EXPECTS)
def test_any_characters(text: str, expects: Expects, parser: LocalParser) -> None:
    check(parser, text, expects)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=GERMAN, expects=EXPECTS)
def test_any_order_of_german_words(text: str, expects: Expects, parser: LocalParser) -> None:
    check(parser, text, expects)


def check(parser: LocalParser, text: str, expects: Expects) -> None:
    result = parser.parse(text, ParseContext(today=WEDNESDAY, expects=expects))
    assert result.text == text
    assert 0.0 <= result.intent.confidence <= 1.0
    assert result.ranking[0] == result.intent
    for entity in result.entities:
        assert text[entity.start : entity.end] == entity.text
    for item in result.items:
        assert item.amount is None or item.amount >= 0
        scores = [candidate.score for candidate in item.candidates]
        assert all(0.0 <= score <= 1.0 for score in scores)
        assert len({candidate.key for candidate in item.candidates}) == len(scores)
        assert not item.decisive or scores


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "😀" * 500,
        "Milch " * 2000,
        "und " * 3000,
        "1 " * 4000,
        "a" * 10_000,
        "ä̈́" * 3000,
        "zwei Liter Milch, " * 600,
        "ich bin " * 1500 + "gestürzt",
        "keine " * 1500 + "werbung",
        "\x00\x01\u202e",
        "(((((((((((" * 900,
        "nein " * 2000,
    ],
)
def test_long_and_strange_texts_take_no_time(text: str, parser: LocalParser) -> None:
    began = time.perf_counter()
    check(parser, text, Expects.NOTHING)
    assert time.perf_counter() - began < 3.0


def test_the_same_text_always_means_the_same(parser: LocalParser) -> None:
    context = ParseContext(today=WEDNESDAY)
    first = parser.parse("zwei Liter Milch und Brot am Freitag", context)
    assert all(parser.parse("zwei Liter Milch und Brot am Freitag", context) == first for _ in range(3))
