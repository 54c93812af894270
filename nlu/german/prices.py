"""Amounts of money: `7,50`, `6 Euro 90`, `neunzig Cent`, `fünf Euro fünfzig`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from nlu.german.numbers import number_at
from nlu.tokens import Token

_EURO = frozenset({"euro", "euros", "eur", "€", "oiro", "eu", "mark", "teuro"})
_CENT = frozenset({"cent", "cents", "ct", "c", "zent", "pfennig"})
_BARE = re.compile(r"\d{1,4}[.,]\d{2}")
_MOST = Decimal(100_000)


@dataclass(frozen=True, slots=True)
class PriceSpan:
    """An amount of money in tokens `first` up to, not including, `last`; `bare` without a currency word."""

    first: int
    last: int
    cents: int
    bare: bool = False


def find_prices(tokens: Sequence[Token]) -> list[PriceSpan]:
    """All amounts of money in the order said; bare `7,50` is among them, marked as such."""
    found: list[PriceSpan] = []
    at = 0
    while at < len(tokens):
        span = price_at(tokens, at)
        if span is None:
            at += 1
            continue
        found.append(span)
        at = span.last
    return found


def price_at(tokens: Sequence[Token], at: int) -> PriceSpan | None:
    """The amount of money that begins exactly at token `at`, or None."""
    if tokens[at].folded in _EURO:
        number = number_at(tokens, at + 1)
        if number is None or number.article or tokens[at].folded not in {"€", "eur"}:
            return None
        return PriceSpan(at, number.last, _cents(number.value))
    number = number_at(tokens, at)
    if number is None or number.ordinal or number.value > _MOST:
        return None
    unit = tokens[number.last].folded if number.last < len(tokens) else ""
    if unit in _EURO:
        return _euro(tokens, at, number.value, number.last + 1)
    if unit in _CENT:
        return PriceSpan(at, number.last + 1, int(number.value))
    if unit == "," and number.last + 1 < len(tokens) and tokens[number.last + 1].text in {"-", "–"}:
        last = number.last + 2
        if last < len(tokens) and tokens[last].folded in _EURO | {"-"}:
            last += 1
        return PriceSpan(at, last, _cents(number.value))
    if _BARE.fullmatch(tokens[at].text) and number.last == at + 1:
        return PriceSpan(at, at + 1, _cents(number.value), bare=True)
    return None


def _euro(tokens: Sequence[Token], first: int, euros: Decimal, last: int) -> PriceSpan:
    at = last + 1 if last < len(tokens) and tokens[last].folded == "und" else last
    small = number_at(tokens, at)
    if small is None or small.article or small.ordinal or not 1 <= small.value < 100:
        return PriceSpan(first, last, _cents(euros))
    closing = tokens[small.last].folded if small.last < len(tokens) else ""
    whole = small.value == small.value.to_integral_value()
    if closing in _CENT:
        return PriceSpan(first, small.last + 1, _cents(euros) + int(small.value))
    # "6 Euro 90" is one price, "5 Euro 2 Brote" is not: small change has two digits and stands at an end.
    at_an_end = (
        not closing
        or not closing[0].isalpha()
        or closing in {"das", "der", "pro", "je", "fuer", "kostet", "und", "bitte"}
    )
    if at == last and whole and small.value >= 10 and at_an_end:
        return PriceSpan(first, small.last, _cents(euros) + int(small.value))
    return PriceSpan(first, last, _cents(euros))


def _cents(euros: Decimal) -> int:
    return int((euros * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
