"""Numbers, amounts, days, times and prices as people write them."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from nlu.german.days import find_days
from nlu.german.numbers import find_numbers
from nlu.german.prices import find_prices
from nlu.german.quantities import quantity_at
from nlu.german.spelling import fold, skeleton, stem
from nlu.german.times import find_times
from nlu.result import Unit
from nlu.tokens import tokenize
from tests.nlu.county import WEDNESDAY


@pytest.mark.parametrize(
    ("said", "amount", "unit"),
    [
        ("zwo Liter", "2", Unit.LITRE),
        ("anderthalb kilo", "1.5", Unit.KILOGRAM),
        ("dreiviertel liter", "0.75", Unit.LITRE),
        ("ein halbes pfund", "250", Unit.GRAM),
        ("halbes Dutzend", "6", Unit.PIECE),
        ("zwei Dutzend", "24", Unit.PIECE),
        ("½ Pfund", "250", Unit.GRAM),
        ("1 1/2 kg", "1.5", Unit.KILOGRAM),
        ("1/2 l", "0.5", Unit.LITRE),
        ("zweihundertfünfzig gramm", "250", Unit.GRAM),
        ("vier dicke Scheiben", "4", Unit.SLICE),
        ("500g", "500", Unit.GRAM),
        ("0.5 kg", "0.5", Unit.KILOGRAM),
        ("1,5l", "1.5", Unit.LITRE),
        ("ne Kiste", "1", Unit.CRATE),
        ("Kasten", "1", Unit.CRATE),
        ("zwei ein halb kilo", "2.5", Unit.KILOGRAM),
        ("drei und zwanzig Stück", "23", Unit.PIECE),
        ("2 Stk. Eier", "2", Unit.PIECE),
        ("3x", "3", None),
        ("fuenf", "5", None),
        ("zwölf", "12", None),
        ("ein Paar Würstchen", "2", Unit.PIECE),
        ("Viertelpfund", "125", Unit.GRAM),
    ],
)
def test_amounts(said: str, amount: str, unit: Unit | None) -> None:
    found = quantity_at(tokenize(said), 0)
    assert found is not None
    assert (found.amount, found.unit) == (Decimal(amount), unit)


def test_a_few_is_no_number() -> None:
    found = quantity_at(tokenize("ein paar Äpfel"), 0)
    assert found is not None
    assert (found.amount, found.about) == (None, True)


def test_a_span_keeps_both_ends() -> None:
    found = quantity_at(tokenize("2-3 Äpfel"), 0)
    assert found is not None
    assert (found.amount, found.upper) == (Decimal(2), Decimal(3))


@pytest.mark.parametrize("word", ["Einkaufsliste", "Achterbahn", "Reinigung", "Dreck", "Sechser", "Zweig"])
def test_words_that_only_begin_like_a_number(word: str) -> None:
    assert quantity_at(tokenize(word), 0) is None


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("die zweite", ["2"]),
        ("2", ["2"]),
        ("nehmen Sie das dritte", ["3"]),
        ("eins und vier", ["1", "4"]),
        ("zweitens", ["2"]),
    ],
)
def test_numbers_in_the_order_said(said: str, numbers: list[str]) -> None:
    assert [span.value for span in find_numbers(tokenize(said))] == [Decimal(number) for number in numbers]


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("heute", "2026-03-04", None),
        ("morgen früh", "2026-03-05", None),
        ("übermorgen", "2026-03-06", None),
        ("uebermorgen", "2026-03-06", None),
        ("am Sonnabend", "2026-03-07", None),
        ("nächsten Dienstag", "2026-03-10", None),
        ("Mittwoch", "2026-03-11", None),
        ("übernächsten Freitag", "2026-03-13", None),
        ("nächste Woche Freitag", "2026-03-13", None),
        ("Freitag in einer Woche", "2026-03-13", None),
        ("in zwei Tagen", "2026-03-06", None),
        ("in 14 Tagen", "2026-03-18", None),
        ("am 3. Dezember", "2026-12-03", None),
        ("3.12.", "2026-12-03", None),
        ("am 1.1.", "2027-01-01", None),
        ("dritten April", "2026-04-03", None),
        ("am Dritten", "2026-04-03", None),
        ("Freitag, den 13.3.", "2026-03-06", None),
        ("Donnerstagnachmittag", "2026-03-05", None),
        ("Heiligabend", "2026-12-24", None),
        ("am Wochenende", "2026-03-07", "2026-03-08"),
        ("nächste Woche", "2026-03-09", "2026-03-15"),
        ("übernächste Woche", "2026-03-16", "2026-03-22"),
        ("vom 3. bis zum 10. Juli", "2026-07-03", "2026-07-10"),
    ],
)
def test_days(said: str, first: str, last: str | None) -> None:
    (found,) = find_days(said, tokenize(said), WEDNESDAY)
    assert (found.day.first, found.day.last) == (date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(
    "said", ["guten Morgen", "am Morgen", "3,50", "2-3 Äpfel", "am dritten Haus", "so viel", "mo mi do"]
)
def test_no_days(said: str) -> None:
    assert find_days(said, tokenize(said), WEDNESDAY) == []


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("halb vier", "15:30", "15:30"),
        ("viertel nach acht", "08:15", "08:15"),
        ("viertel vor neun", "08:45", "08:45"),
        ("drei viertel acht", "07:45", "07:45"),
        ("fünf vor halb neun", "08:25", "08:25"),
        ("um 15 Uhr", "15:00", "15:00"),
        ("15:30", "15:30", "15:30"),
        ("9 Uhr 30", "09:30", "09:30"),
        ("um vier", "16:00", "16:00"),
        ("vier Uhr früh", "04:00", "04:00"),
        ("abends um sechs", "18:00", "18:00"),
        ("vormittags", "08:00", "12:00"),
        ("zwischen 9 und 11 Uhr", "09:00", "11:00"),
        ("ab 15 Uhr", "15:00", "23:59"),
        ("bis zwölf Uhr", "00:00", "12:00"),
    ],
)
def test_times(said: str, first: str, last: str) -> None:
    (found,) = find_times(said, tokenize(said))
    assert (found.time.first, found.time.last) == (time.fromisoformat(first), time.fromisoformat(last))


@pytest.mark.parametrize("said", ["guten Abend", "zwei Brötchen", "um die Ecke", "halbes Brot", "ein Viertel Pfund"])
def test_no_times(said: str) -> None:
    assert find_times(said, tokenize(said)) == []


@pytest.mark.parametrize(
    ("said", "cents"),
    [
        ("7,50 Euro", 750),
        ("6 Euro 90", 690),
        ("neunzig Cent", 90),
        ("fünf Euro fünfzig", 550),
        ("3,- €", 300),
        ("€ 5", 500),
        ("6 Euro und 20 Cent", 620),
        ("7,50", 750),
        ("5 Euro 2 Brote", 500),
    ],
)
def test_prices(said: str, cents: int) -> None:
    assert find_prices(tokenize(said))[0].cents == cents


@pytest.mark.parametrize(
    ("one", "other"),
    [("Broetchen", "Brötchen"), ("BRÖTCHEN", "brötchen"), ("Eissen", "Eißen"), ("Bro\u0308tchen", "Brötchen")],
)
def test_spellings_of_one_word_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Brotchen", "Brötchen"), ("Kaffe", "Kaffee"), ("Pumpernikel", "Pumpernickel")]
)
def test_sound_alikes_meet_in_the_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("Apfel", "Äpfel"), ("Ei", "Eier"), ("Gurken", "Gurke"), ("Brote", "Brot")])
def test_singular_and_plural_meet_in_the_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_ice_is_no_egg() -> None:
    assert stem("Eis") != stem("Eier")
