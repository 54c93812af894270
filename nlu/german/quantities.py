"""Amounts with their measure or pack: `zwei Liter`, `halbes Pfund`, `ein Dutzend`, `vier dicke Scheiben`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from nlu.german.numbers import NumberSpan, number_at
from nlu.german.phrases import FRAME_WORDS
from nlu.german.spelling import fold, stem
from nlu.result import Unit
from nlu.tokens import Token

# Folded word -> unit and how many of it one word means. "Pfund" is 500 g, "Dutzend" twelve pieces.
_WORDS: dict[Unit, str] = {
    Unit.PIECE: "stueck stuecke stuecken stuecker stk st stck stueckchen kopf koepfe knolle knollen stange"
    " stangen wuerfel topf toepfe portion portionen zehe zehen",
    Unit.GRAM: "g gr gramm gram",
    Unit.KILOGRAM: "kg kilo kilos kilogramm kilogram kilochen",
    Unit.MILLILITRE: "ml milliliter",
    Unit.LITRE: "l liter litern ltr lt litter",
    Unit.CRATE: "kiste kisten kistchen kasten kaesten kastn kaste traeger kistn",
    Unit.BOTTLE: "flasche flaschen fl flaschn flaeschchen pulle pullen buddel buddeln",
    Unit.GLASS: "glas glaeser glaesern glaeschen",
    Unit.CUP: "becher bechern becherchen",
    Unit.TIN: "dose dosen doeschen buechse buechsen",
    Unit.PACK: "packung packungen paeckchen paket pakete pakung pack packen pck pkg pckg schachtel schachteln karton"
    " kartons sixpack sechserpack zehnerpack sechsertraeger paeckle pakete packerl",
    Unit.BAG: "tuete tueten beutel beuteln tuetchen tuetken",
    Unit.NET: "netz netze netzen",
    Unit.BUNCH: "bund bunde buende buendel bd straeusschen",
    Unit.SLICE: "scheibe scheiben scheibchen",
    Unit.LOAF: "laib laibe laiber laibchen leib",
    Unit.RING: "ring ringe kringel ringel",
    Unit.BAR: "tafel tafeln riegel",
    Unit.TUBE: "tube tuben",
    Unit.ROLL: "rolle rollen",
    Unit.SACK: "sack saecke saecken saeckchen",
    Unit.TRAY: "schale schalen schaelchen koerbchen",
    Unit.STACK: "stiege stiegen steige palette paletten",
}
_ONE = Decimal(1)
UNITS: dict[str, tuple[Unit, Decimal]] = {
    word: (unit, _ONE) for unit, words in _WORDS.items() for word in words.split()
} | {
    "pfund": (Unit.GRAM, Decimal(500)),
    "pfunde": (Unit.GRAM, Decimal(500)),
    "pfd": (Unit.GRAM, Decimal(500)),
    "pund": (Unit.GRAM, Decimal(500)),
    "viertelpfund": (Unit.GRAM, Decimal(125)),
    "halbpfund": (Unit.GRAM, Decimal(250)),
    "zentner": (Unit.KILOGRAM, Decimal(50)),
    "viertelliter": (Unit.LITRE, Decimal("0.25")),
    "halbliter": (Unit.LITRE, Decimal("0.5")),
    "dutzend": (Unit.PIECE, Decimal(12)),
    "dutzent": (Unit.PIECE, Decimal(12)),
    "duzend": (Unit.PIECE, Decimal(12)),
    "cl": (Unit.MILLILITRE, Decimal(10)),
}
# Words for the size of a pack: they may stand between number and unit.
_SIZES = frozenset({
    "dick", "duenn", "gross", "klein", "schoen", "frisch", "ganz", "voll", "halb", "gut", "weiter", "extra",
    "mittler", "normal",
})  # fmt: skip
_SIZE_STEMS = frozenset(stem(word) for word in _SIZES)
# Letters that are units only right behind a number: "2 l", "500 g".
_ONLY_AFTER_NUMBER = frozenset({"g", "l", "gr", "st", "fl", "bd", "pack", "packen", "lt", "leib", "kaste"})


@dataclass(frozen=True, slots=True)
class QuantitySpan:
    """An amount in tokens `first` up to `last`; `sizes` are words in between ("dicke"), by token.

    `number` and `unit_at` tell where the number and the unit word stand, for marking them.
    """

    first: int
    last: int
    amount: Decimal | None
    unit: Unit | None = None
    upper: Decimal | None = None
    about: bool = False
    article: bool = False
    number: NumberSpan | None = None
    unit_at: int | None = None
    sizes: tuple[int, ...] = ()


def unit_of(word: str) -> tuple[Unit, Decimal] | None:
    """The unit a word names and its factor, or None."""
    return UNITS.get(fold(word))


def quantity_at(tokens: Sequence[Token], start: int) -> QuantitySpan | None:
    """The amount that begins exactly at token `start`: number and unit, number alone, or unit alone."""
    pair = _pair_at(tokens, start)
    if pair is not None:
        return pair
    number = number_at(tokens, start)
    if number is not None and number.ordinal:
        return None
    several = None if number is None else _several_packs(tokens, number)
    if several is not None:
        return several
    at = start if number is None else number.last
    at, sizes = _skip_sizes(tokens, at) if number is not None else (at, ())
    found = _unit_at(tokens, at, after_number=number is not None)
    if found is None:
        return None if number is None else _plain(number)
    unit, factor, last = found
    value = _ONE if number is None else number.value
    upper = None if number is None or number.upper is None else number.upper * factor
    return QuantitySpan(
        start, last, value * factor, unit, upper, number is not None and number.about, False, number, at, sizes
    )


def _several_packs(tokens: Sequence[Token], number: NumberSpan) -> QuantitySpan | None:
    """ "2 x 500 g" is a kilo, "zwei Paar" are four."""
    if number.last >= len(tokens) or number.article:
        return None
    if tokens[number.last].folded in {"paar", "paare"}:
        return QuantitySpan(number.first, number.last + 1, number.value * 2, Unit.PIECE, number=number)
    if tokens[number.last - 1].folded not in {"x", "×", "mal", "*"}:
        return None
    each = number_at(tokens, number.last)
    found = None if each is None or each.article else _unit_at(tokens, each.last, after_number=True)
    if each is None or found is None:
        return None
    unit, factor, last = found
    return QuantitySpan(number.first, last, number.value * each.value * factor, unit, number=number, unit_at=each.last)


def _plain(number: NumberSpan) -> QuantitySpan:
    return QuantitySpan(
        number.first, number.last, number.value, None, number.upper, number.about, number.article, number
    )


def _skip_sizes(tokens: Sequence[Token], at: int) -> tuple[int, tuple[int, ...]]:
    """Past size words and "-", but only when a unit follows them."""
    sizes: list[int] = []
    here = at
    while here < len(tokens) and len(sizes) < 2 and stem(tokens[here].text) in _SIZE_STEMS and tokens[here].is_word:
        sizes.append(here)
        here += 1
    if here < len(tokens) and tokens[here].text == "-":
        here += 1
    if here != at and _unit_at(tokens, here, after_number=True) is not None:
        return here, tuple(sizes)
    return at, ()


def _unit_at(tokens: Sequence[Token], at: int, *, after_number: bool) -> tuple[Unit, Decimal, int] | None:
    if at >= len(tokens):
        return None
    word = tokens[at].folded
    found = UNITS.get(word)
    if found is None or (word in _ONLY_AFTER_NUMBER and not after_number):
        return None
    last = at + 1
    if (
        last < len(tokens)
        and tokens[last].text == "."
        and word in {"stk", "st", "ltr", "pck", "pkg", "pfd", "fl", "bd", "gr"}
    ):
        last += 1
    # "ein halbes Dutzend Stück": the second word adds nothing.
    if word.startswith("du") and last < len(tokens) and UNITS.get(tokens[last].folded, (None,))[0] is Unit.PIECE:
        last += 1
    return found[0], found[1], last


def _some_at(tokens: Sequence[Token], start: int) -> QuantitySpan | None:
    """ "etwas Gulasch" is an open amount; "noch etwas" is none."""
    if start + 1 >= len(tokens) or not tokens[start + 1].is_word or tokens[start + 1].folded in FRAME_WORDS:
        return None
    number = NumberSpan(start, start + 1, _ONE, about=True, article=True)
    return QuantitySpan(start, start + 1, None, None, about=True, article=True, number=number)


def _pair_at(tokens: Sequence[Token], start: int) -> QuantitySpan | None:
    """ "ein paar" is an open amount (None, to be asked); "ein Paar" in capitals is two of a kind."""
    if tokens[start].folded == "etwas":
        return _some_at(tokens, start)
    here = start + 1 if tokens[start].folded in {"ein", "n", "'n"} else start
    if here >= len(tokens) or tokens[here].folded not in {"paar", "paer", "bisschen", "wenig", "bissken", "bisken"}:
        return None
    if here == start and tokens[here].folded != "paar":
        return None
    if tokens[here].text == "Paar" and here > start:
        return QuantitySpan(start, here + 1, Decimal(2), Unit.PIECE, number=NumberSpan(start, here + 1, Decimal(2)))
    return QuantitySpan(
        start, here + 1, None, None, about=True, number=NumberSpan(start, here + 1, Decimal(2), about=True)
    )
