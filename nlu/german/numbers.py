"""Numbers as people write and say them: `zwo`, `anderthalb`, `½`, `2-3`, `3x`, `die zweite`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from nlu.german.spelling import fold
from nlu.tokens import Token

_ONES = ("null", "ein", "zwei", "drei", "vier", "fuenf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwoelf")
_TEENS = {
    13: "dreizehn",
    14: "vierzehn",
    15: "fuenfzehn",
    16: "sechzehn",
    17: "siebzehn",
    18: "achtzehn",
    19: "neunzehn",
}
_TENS = {
    20: "zwanzig",
    30: "dreissig",
    40: "vierzig",
    50: "fuenfzig",
    60: "sechzig",
    70: "siebzig",
    80: "achtzig",
    90: "neunzig",
}
# Spoken, Low German and frequent misspellings.
_SPOKEN = {
    "zwo": 2, "zwee": 2, "twee": 2, "dree": 3, "drey": 3, "veer": 4, "fier": 4, "fief": 5, "fuemf": 5, "funf": 5,
    "soess": 6, "sex": 6, "soeven": 7, "siem": 7, "negen": 9, "teihn": 10, "zwolf": 12, "fuffzehn": 15,
    "fuffzig": 50, "dreizig": 30, "sechszehn": 16, "siebenzehn": 17,
}  # fmt: skip
ARTICLES = frozenset({"ein", "eine", "einen", "einem", "einer", "ne", "nen", "n", "een", "eene", "ner", "nem"})
_ONE = frozenset({"eins", "eines"})
_HALVES = {
    "halb": Decimal("0.5"), "halbe": Decimal("0.5"), "halber": Decimal("0.5"), "halbes": Decimal("0.5"),
    "halben": Decimal("0.5"), "halbem": Decimal("0.5"), "anderthalb": Decimal("1.5"), "anderthalbe": Decimal("1.5"),
    "dreiviertel": Decimal("0.75"), "viertel": Decimal("0.25"), "achtel": Decimal("0.125"),
    "½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "⅛": Decimal("0.125"),
}  # fmt: skip
_FRACTION_SIGNS = frozenset("½¼¾⅛")
_ORDINAL_STEMS = {
    "erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fuenft": 5, "sechst": 6, "siebt": 7, "siebent": 7, "acht": 8,
    "neunt": 9, "zehnt": 10, "elft": 11, "zwoelft": 12,
}  # fmt: skip
_TIMES = frozenset({"x", "×", "mal", "*"})
_ABOUT = frozenset({"ca", "circa", "zirka", "etwa", "ungefaehr", "rund", "so", "knapp", "gut", "~", "≈"})
_DIGITS = re.compile(r"\d+(?:[.,]\d+)?$")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+$")


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A number in tokens `first` up to, not including, `last`.

    `upper` is set for a span ("2-3"); `about` for "ca."; `article` when only "ein" or "eine" stands
    there, which may mean no number at all; `ordinal` for "die zweite".
    """

    first: int
    last: int
    value: Decimal
    upper: Decimal | None = None
    about: bool = False
    article: bool = False
    ordinal: bool = False


@cache
def _number_words() -> dict[str, int]:
    small: dict[int, str] = dict(enumerate(_ONES)) | _TEENS | _TENS
    for tens, word in _TENS.items():
        for one in range(1, 10):
            small[tens + one] = f"{_ONES[one]}und{word}"
    words = {word: number for number, word in small.items() if number != 1}
    for hundred in range(1, 10):
        for head in {f"{_ONES[hundred]}hundert"} | ({"hundert"} if hundred == 1 else set()):
            words[head] = hundred * 100
            for number, word in small.items():
                if number:
                    words[head + word] = hundred * 100 + number
                    words[head + "und" + word] = hundred * 100 + number
    return words | _SPOKEN


def word_value(folded: str) -> Decimal | None:
    """The value of one number word, whole words only (`einkaufsliste` is no `ein`)."""
    if folded in _ONE:
        return Decimal(1)
    if folded in _HALVES:
        return _HALVES[folded]
    found = _number_words().get(folded)
    if found is not None:
        return Decimal(found)
    if folded.endswith("einhalb"):
        whole = folded.removesuffix("einhalb").removesuffix("und")
        base = 1 if whole in {"", "ein"} else _number_words().get(whole)
        return None if base is None else Decimal(base) + Decimal("0.5")
    if "tausend" in folded:
        return _thousands(folded)
    if folded.endswith("mal"):
        times = folded.removesuffix("mal")
        base = 1 if times == "ein" else _number_words().get(times)
        # "einmal bitte" is a polite phrase more often than an amount, so it counts only from two on.
        return Decimal(base) if base is not None and base > 1 else None
    return None


def _thousands(folded: str) -> Decimal | None:
    head, _, tail = folded.partition("tausend")
    many = 1 if head in {"", "ein"} else _number_words().get(head)
    rest = 0 if not tail else _number_words().get(tail.removeprefix("und"))
    return None if many is None or rest is None else Decimal(many * 1000 + rest)


def ordinal_value(folded: str) -> int | None:
    """1 for "erste", 2 for "zweiten", 23 for "dreiundzwanzigste"."""
    for ending in ("ens", "er", "es", "en", "em", "e"):
        if folded.endswith(ending):
            base = folded.removesuffix(ending)
            if base in _ORDINAL_STEMS:
                # "acht" with an ending is the eighth; "achte" is never the number.
                return _ORDINAL_STEMS[base]
            if base.endswith("st"):
                number = _number_words().get(base.removesuffix("st"))
                if number is not None and number >= 20:
                    return number
            if base.endswith("t"):
                number = _number_words().get(base.removesuffix("t"))
                if number is not None and 12 < number < 20:
                    return number
    return None


def digits_value(text: str) -> Decimal | None:
    """The value of digits in German writing: `1,5`, `0.5`, `1.000`."""
    if _GROUPED.fullmatch(text) and not text.startswith("0."):
        return Decimal(text.replace(".", ""))
    if _DIGITS.fullmatch(text) and len(text) <= 12:
        return Decimal(text.replace(",", "."))
    return None


def number_at(tokens: Sequence[Token], start: int) -> NumberSpan | None:
    """The number that begins exactly at token `start`, or None."""
    about = False
    first = start
    while start < len(tokens) and tokens[start].folded in _ABOUT:
        about = True
        start += 1
        if start < len(tokens) and tokens[start].text == ".":
            start += 1
    single = _single_at(tokens, start)
    if single is None or (about and single.article and first + 1 == start and tokens[first].folded in {"so", "gut"}):
        return None
    span = _range_at(tokens, single)
    return NumberSpan(first, span.last, span.value, span.upper, about, span.article, span.ordinal)


def _range_at(tokens: Sequence[Token], low: NumberSpan) -> NumberSpan:
    if low.ordinal or low.last >= len(tokens):
        return low
    if tokens[low.last].folded in {"-", "–", "bis", "oder"}:
        high = _single_at(tokens, low.last + 1)
        if high is not None and not high.article and not high.ordinal and high.value > low.value:
            return NumberSpan(low.first, high.last, low.value, upper=high.value)
    return low


def _single_at(tokens: Sequence[Token], start: int) -> NumberSpan | None:
    if start >= len(tokens):
        return None
    token = tokens[start]
    if token.is_number:
        return _written_at(tokens, start)
    if token.folded in ARTICLES:
        return _after_article(tokens, start)
    value = word_value(token.folded)
    if value is not None:
        return _spoken_at(tokens, start, value)
    order = ordinal_value(token.folded)
    return None if order is None else NumberSpan(start, start + 1, Decimal(order), ordinal=True)


def _written_at(tokens: Sequence[Token], start: int) -> NumberSpan | None:
    token = tokens[start]
    value = _HALVES.get(token.text) if token.text in _FRACTION_SIGNS else digits_value(token.text)
    if value is None:
        return None
    last = start + 1
    after = tokens[last].text if last < len(tokens) else ""
    if (
        after == "/"
        and last + 1 < len(tokens)
        and tokens[last + 1].text.isdecimal()
        and tokens[last + 1].text in "2348"
    ):
        value, last = value / Decimal(tokens[last + 1].text), last + 2
    elif after in _FRACTION_SIGNS and after:
        value, last = value + _HALVES[after], last + 1
    elif _is_half_fraction(tokens, last):
        value, last = value + Decimal(tokens[last].text) / Decimal(tokens[last + 2].text), last + 3
    return _with_times(tokens, NumberSpan(start, last, value))


def _is_half_fraction(tokens: Sequence[Token], at: int) -> bool:
    return (
        at + 2 < len(tokens)
        and tokens[at].text in {"1", "3"}
        and tokens[at + 1].text == "/"
        and tokens[at + 2].text in {"2", "4"}
        and tokens[at + 1].start == tokens[at].end
    )


def _with_times(tokens: Sequence[Token], span: NumberSpan) -> NumberSpan:
    if span.last < len(tokens) and tokens[span.last].folded in _TIMES:
        return NumberSpan(span.first, span.last + 1, span.value)
    return span


def _after_article(tokens: Sequence[Token], start: int) -> NumberSpan:
    """ "ein" alone, "ein halbes", "ein viertel", "ein und ein halb"."""
    one = Decimal(1)
    if start + 1 < len(tokens):
        follower = tokens[start + 1].folded
        if follower in {
            "halb",
            "halbe",
            "halber",
            "halbes",
            "halben",
            "viertel",
            "achtel",
            "dreiviertel",
            "anderthalb",
        }:
            return NumberSpan(start, start + 2, _HALVES[follower])
        if follower in _TIMES and follower != "mal":
            return NumberSpan(start, start + 2, one)
        if follower == "hundert":
            return NumberSpan(start, start + 2, Decimal(100))
    return NumberSpan(start, start + 1, one, article=True)


def _spoken_at(tokens: Sequence[Token], start: int, value: Decimal) -> NumberSpan:
    last = start + 1
    following = [token.folded for token in tokens[last : last + 3]]
    if value == 3 and following[:1] == ["viertel"]:
        return NumberSpan(start, last + 1, Decimal("0.75"))
    if following[:2] in (["ein", "halb"], ["ein", "halbes"], ["ein", "halbe"]):
        return NumberSpan(start, last + 2, value + Decimal("0.5"))
    if following[:2] in (["und", "halb"], ["einhalb"]):
        return NumberSpan(start, last + 2, value + Decimal("0.5"))
    if following[:1] == ["einhalb"]:
        return NumberSpan(start, last + 1, value + Decimal("0.5"))
    if len(following) == 3 and following[:2] == ["und", "ein"] and following[2].startswith("halb"):
        return NumberSpan(start, last + 3, value + Decimal("0.5"))
    if following[:1] == ["hundert"] and value < 10:
        value, last = value * 100, last + 1
        more = word_value(tokens[last].folded) if last < len(tokens) else None
        if more is not None and 0 < more < 100 and more == more.to_integral_value():
            value, last = value + more, last + 1
        return NumberSpan(start, last, value)
    # Dictation writes "drei und zwanzig" apart.
    if value < 10 and len(following) >= 2 and following[0] == "und" and following[1] in _TENS.values():
        return NumberSpan(start, last + 2, value + (word_value(following[1]) or 0))
    return _with_times(tokens, NumberSpan(start, last, value))


def find_numbers(tokens: Sequence[Token]) -> list[NumberSpan]:
    """All numbers of a message in the order said."""
    found: list[NumberSpan] = []
    at = 0
    while at < len(tokens):
        span = number_at(tokens, at)
        if span is None:
            at += 1
            continue
        found.append(span)
        at = span.last
    return found


def value_of(text: str) -> Decimal | None:
    """The value of a word or digits alone, for a quick look-up."""
    return digits_value(text) if text[:1].isdecimal() else word_value(fold(text))
