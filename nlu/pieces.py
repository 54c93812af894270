"""A message read as pieces: amounts, goods, unknown words, joins and take-backs, in the order said."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from nlu.asides import aside_at
from nlu.german.phrases import FRAME_WORDS, JOINERS, TAKE_BACK, TAKE_BACK_PHRASES
from nlu.german.prices import price_at
from nlu.german.quantities import UNITS, QuantitySpan, quantity_at
from nlu.goods import goods_at, is_adjective
from nlu.products import ProductIndex
from nlu.tokens import Token

_LONGEST_UNKNOWN = 3


class Kind(Enum):
    """What a piece is; an ASIDE speaks of things that are not wanted ("für den Kuchen")."""

    AMOUNT = auto()
    GOODS = auto()
    UNKNOWN = auto()
    JOIN = auto()
    TAKE_BACK = auto()
    BUDGET = auto()
    ASIDE = auto()
    FRAME = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece in tokens `first` up to, not including, `last`."""

    kind: Kind
    first: int
    last: int
    quantity: QuantitySpan | None = None
    cents: int = 0


@dataclass(frozen=True, slots=True)
class Hints:
    """What else is known when items are looked for.

    `blocked` are tokens that mean something else (days, times); `goods` are tokens that a trained model
    holds for goods; `wishes` says that the message wants things, so that unknown words may be goods, too;
    `refusals` that what it names may also be meant to be left out ("ohne Zwiebeln"), which is the answer
    itself where something is missing.
    """

    blocked: Collection[int] = ()
    goods: Collection[int] = ()
    wishes: bool = False
    refusals: bool = True
    prefer: frozenset[str] = frozenset()


def read_pieces(tokens: Sequence[Token], index: ProductIndex, hints: Hints) -> list[Piece]:
    """All pieces of a message, without gaps."""
    pieces: list[Piece] = []
    at = 0
    while at < len(tokens):
        piece = _piece_at(tokens, at, index, hints)
        pieces.append(piece)
        at = piece.last
    return pieces


def _piece_at(tokens: Sequence[Token], at: int, index: ProductIndex, hints: Hints) -> Piece:
    token = tokens[at]
    if at in hints.blocked:
        return Piece(Kind.FRAME, at, at + 1)
    price = price_at(tokens, at)
    if price is not None and not price.bare:
        return Piece(Kind.BUDGET, at, price.last, cents=price.cents)
    quantity = quantity_at(tokens, at)
    if quantity is not None and not _is_no_amount(tokens, quantity, index):
        return Piece(Kind.AMOUNT, at, quantity.last, quantity)
    # The list mark decides before any product: "und", ",", a new line.
    if token.folded in TAKE_BACK:
        return Piece(Kind.TAKE_BACK, at, at + 1)
    pair = (token.folded, tokens[at + 1].folded if at + 1 < len(tokens) else "")
    if pair in TAKE_BACK_PHRASES:
        return Piece(Kind.TAKE_BACK, at, at + 2)
    aside = aside_at(tokens, at, index, hints.blocked) if token.is_word and hints.wishes else None
    if aside is not None:
        return Piece(Kind.ASIDE, at, aside)
    if token.folded in JOINERS or token.text in "-.;!?/–":
        return Piece(Kind.JOIN, at, at + 1)
    if _is_kind_number(tokens, at):
        return Piece(Kind.UNKNOWN, at, at + 2)
    last = goods_at(tokens, at, _free_until(tokens, at, hints), index)
    if last is not None:
        return Piece(Kind.GOODS, at, last)
    if token.is_word and token.folded not in FRAME_WORDS and len(token.folded) > 1:
        return _unknown(tokens, at, index, hints)
    return Piece(Kind.FRAME, at, at + 1)


def _is_no_amount(tokens: Sequence[Token], quantity: QuantitySpan, index: ProductIndex) -> bool:
    """True for "3,5 %", for "ein" before a frame word, and for a pack word that is the goods itself."""
    after = tokens[quantity.last].folded if quantity.last < len(tokens) else ""
    adjoins = bool(after[:1].isalpha()) and tokens[quantity.last].start == tokens[quantity.last - 1].end
    adjoins = adjoins and quantity.unit is None and tokens[quantity.last - 1].is_number
    if adjoins and not index.knows_head(after):  # "3lagig", but "6Berliner"
        return True
    if after in {"%", "prozent", "prozentige", "uhr"}:
        return True
    if quantity.number is None and quantity.unit_at is not None:
        word = tokens[quantity.unit_at]
        alone = quantity.last >= len(tokens) or not tokens[quantity.last].is_word
        return alone and index.knows_phrase([word.folded])
    return False


def _is_kind_number(tokens: Sequence[Token], at: int) -> bool:
    """ "550er": a number with an ending names a kind."""
    if not tokens[at].is_number or at + 1 >= len(tokens):
        return False
    return tokens[at + 1].folded in {"er", "ger"} and tokens[at + 1].start == tokens[at].end


def _free_until(tokens: Sequence[Token], at: int, hints: Hints) -> int:
    end = at
    while end < len(tokens) and end not in hints.blocked and end - at < 12:
        end += 1
    return end


def _unknown(tokens: Sequence[Token], at: int, index: ProductIndex, hints: Hints) -> Piece:
    last = at + 1
    while (
        last < len(tokens)
        and last - at < _LONGEST_UNKNOWN
        and last not in hints.blocked
        and tokens[last].is_word
        and tokens[last].folded not in FRAME_WORDS
        and tokens[last].folded not in JOINERS
        and tokens[last].folded not in UNITS
        and tokens[last].folded not in TAKE_BACK
        and quantity_at(tokens, last) is None
        and (tokens[last - 1].text[0].islower() or (at in hints.goods and last in hints.goods))
        and (goods_at(tokens, last, len(tokens), index) is None or is_adjective(tokens[last - 1], index))
    ):
        last += 1
    named = last < len(tokens) and len(tokens[last].text) >= 3 and index.is_product_word(tokens[last].text)
    if named and not (last + 1 < len(tokens) and tokens[last + 1].folded in UNITS):
        # "Type 550": a number that stands on labels.
        last += 1 if tokens[last].is_number else 0
    return Piece(Kind.UNKNOWN, at, last)
