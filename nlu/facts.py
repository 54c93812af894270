"""What the grammars find in a message: days, times, prices, numbers, and which words they use up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nlu.german.days import DaySpan, find_days
from nlu.german.numbers import NumberSpan, find_numbers, value_of
from nlu.german.prices import PriceSpan, find_prices
from nlu.german.times import TimeSpan, find_times
from nlu.tokens import Token

_DOOR_WORDS = re.compile(
    r"(abhol|liefer|kuehl|schliess|paket)?(fach|faecher|faechern|faches|tuer|klappe|schliessfach|box|schublade)$"
)
_BETWEEN = frozenset({"nr", "nummer", "no", ".", "mit", "der", "die"})
_MOST_COMPARTMENTS = 999


@dataclass(frozen=True, slots=True)
class Facts:
    """Spans of everything the grammars know, and the tokens that are therefore no goods."""

    days: tuple[DaySpan, ...]
    times: tuple[TimeSpan, ...]
    prices: tuple[PriceSpan, ...]
    numbers: tuple[NumberSpan, ...]
    compartment: int | None
    compartment_at: int | None
    taken: frozenset[int]

    @property
    def plain_numbers(self) -> tuple[Decimal, ...]:
        """The numbers that are neither day nor time nor money, nor a mere article."""
        return tuple(
            span.value
            for span in self.numbers
            if not span.article
            and not any(at in self.taken and at != self.compartment_at for at in range(span.first, span.last))
        )


def gather(text: str, tokens: list[Token], today: date) -> Facts:
    """All facts of a message."""
    times = tuple(find_times(text, tokens))
    clock = {at for span in times for at in range(span.first, span.last)}
    days = tuple(
        span
        for span in find_days(text, tokens, today)
        if not clock.issuperset(range(span.first, span.last)) or span.first not in clock or _is_joint(tokens, span)
    )
    prices = tuple(span for span in find_prices(tokens) if span.first not in clock)
    number, number_at = _compartment(tokens)
    taken = clock | {at for span in days for at in range(span.first, span.last)}
    if number_at is not None:
        taken |= {number_at}
    return Facts(days, times, prices, tuple(find_numbers(tokens)), number, number_at, frozenset(taken))


def _is_joint(tokens: list[Token], span: DaySpan) -> bool:
    """True for one word that is day and time at once: "Donnerstagnachmittag"."""
    return span.last - span.first == 1 and "tag" in tokens[span.first].folded


def _compartment(tokens: list[Token]) -> tuple[int | None, int | None]:
    """The number of the compartment named, and its token."""
    for at, token in enumerate(tokens):
        if not _DOOR_WORDS.fullmatch(token.folded):
            continue
        here = at + 1
        while here < len(tokens) and tokens[here].folded in _BETWEEN and here < at + 3:
            here += 1
        value = value_of(tokens[here].text) if here < len(tokens) else None
        if value is not None and value == value.to_integral_value() and 0 < value <= _MOST_COMPARTMENTS:
            return int(value), here
    return None, None
