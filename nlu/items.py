"""Wished goods of a message: lists taken apart, each thing with its own amount.

A message is first read as pieces (amounts, goods, unknown words, joins, take-backs), then put
together from left to right. Amounts stand before their goods or behind them; which of the two is
seen from what surrounds them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from nlu.german.quantities import QuantitySpan
from nlu.german.spelling import fold, stem
from nlu.goods import is_adjective
from nlu.labels import words_of
from nlu.pieces import Hints, Kind, Piece, read_pieces
from nlu.products import Found, ProductIndex
from nlu.result import Item, Match, Unit
from nlu.tokens import Token, span_text

MOST_ITEMS = 60
_WEIGHED = frozenset({Unit.GRAM, Unit.KILOGRAM, Unit.LITRE, Unit.MILLILITRE})


@dataclass(frozen=True, slots=True)
class ItemSpan:
    """An item and where its words stand; `goods` is empty (first == last) for an amount alone."""

    item: Item
    goods: tuple[int, int]
    quantity: QuantitySpan | None = None


def find_items(text: str, tokens: Sequence[Token], index: ProductIndex, hints: Hints) -> list[ItemSpan]:
    """The items of a message in the order said."""
    pieces = read_pieces(tokens, index, hints)
    return _Assembly(text, list(tokens), index, hints).run(pieces)


class _Assembly:
    """Puts pieces together from left to right."""

    def __init__(self, text: str, tokens: list[Token], index: ProductIndex, hints: Hints) -> None:
        self._text, self._tokens, self._index, self._hints = text, tokens, index, hints
        self._items: list[ItemSpan] = []
        self._pending: QuantitySpan | None = None
        self._budget: int | None = None
        self._taking_back = False
        self._instead = False  # the last item was named only to be replaced ("statt drei Brötchen")

    def run(self, pieces: list[Piece]) -> list[ItemSpan]:
        """All items of the pieces."""
        for number, piece in enumerate(pieces):
            if len(self._items) >= MOST_ITEMS:
                break
            if piece.kind is Kind.AMOUNT and piece.quantity is not None:
                self._take_amount(piece.quantity, pieces, number)
            elif piece.kind is Kind.GOODS:
                self._take_goods(piece)
            elif piece.kind is Kind.UNKNOWN:
                self._take_unknown(piece, pieces, number)
            elif piece.kind is Kind.BUDGET:
                self._take_budget(piece)
            elif piece.kind is Kind.TAKE_BACK:
                self._taking_back = bool(self._items) or self._pending is not None
        if self._pending is not None and not self._items and not self._pending.article:
            self._push((0, 0), Found(), self._pending)
        return _merged(self._items)

    def _take_amount(self, quantity: QuantitySpan, pieces: list[Piece], number: int) -> None:
        if self._word_before(quantity.first) in {"statt", "anstatt", "aus"} and not self._items:
            self._instead = _next_content(pieces, number) in {Kind.GOODS, Kind.UNKNOWN}
            if not self._instead:
                return
        follower = _next_content(pieces, number)
        if follower in {Kind.GOODS, Kind.UNKNOWN} and not self._belongs_behind(pieces, number):
            self._pending = quantity
            return
        told_instead = self._instead and bool(self._items)  # "statt zwei H-Milch nur eine"
        if quantity.article and not told_instead and not self._said_more_or_less(quantity.last):
            return
        if self._items and (self._taking_back or self._instead or _completes(quantity, self._items[-1].item)):
            self._amend(quantity)
        elif self._items and self._pending is None and self._names_pack(quantity):
            return
        elif self._pending is None or self._taking_back:
            self._pending = quantity
        if self._items:
            self._pending = None

    def _names_pack(self, quantity: QuantitySpan) -> bool:
        """ "drei Graubrote 500 g": the weight behind counted goods tells which pack is meant."""
        last = self._items[-1]
        if quantity.unit_at is None or not last.item.text or quantity.unit not in _WEIGHED:
            return False
        said = span_text(self._text, self._tokens, quantity.first, quantity.unit_at)
        found = self._index.lookup(f"{last.item.text} {said}", last.item.unit)
        if not found.candidates or found.candidates[0].score < 0.9:
            return False
        item = replace(last.item, candidates=found.candidates, decisive=found.decisive)
        self._items[-1] = replace(last, item=item)
        return True

    def _belongs_behind(self, pieces: list[Piece], number: int) -> bool:
        """True in "Milch 2 Flaschen Brot 1 Stück": goods first, amounts behind them."""
        line = _line_around(pieces, number)
        kinds = [piece.kind for piece in line if piece.kind in {Kind.AMOUNT, Kind.GOODS, Kind.UNKNOWN}]
        return (
            len(kinds) >= 4
            and kinds[0] is not Kind.AMOUNT
            and kinds[-1] is Kind.AMOUNT
            and bool(self._items)
            and self._items[-1].item.amount is None
        )

    def _take_goods(self, piece: Piece) -> None:
        quantity, self._pending = self._pending, None
        before = self._word_before(piece.first if quantity is None else quantity.first)
        if before in {"kein", "keine", "keinen", "nicht", "ohne"} and self._hints.wishes and self._items:
            return
        unit = None if quantity is None else quantity.unit
        found = self._lookup(piece, quantity, unit)
        replaces = self._items and (self._taking_back or (self._instead and before not in {"statt", "anstatt"}))
        if replaces:
            old = self._items.pop()
            quantity = quantity or old.quantity
        self._instead = before in {"statt", "anstatt"} or (self._instead and not replaces and not self._items)
        self._push((piece.first, piece.last), found, quantity)
        self._taking_back = False

    def _lookup(self, piece: Piece, quantity: QuantitySpan | None, unit: Unit | None) -> Found:
        words = span_text(self._text, self._tokens, piece.first, piece.last)
        sizes = "" if quantity is None else " ".join(self._tokens[at].text for at in quantity.sizes)
        unit_word = "" if quantity is None or quantity.unit_at is None else self._tokens[quantity.unit_at].text
        if unit_word and self._index.knows_phrase(words_of(f"{unit_word} {words}")):
            # "Becher Joghurt" may itself be what people call one product.
            exact = self._index.lookup(f"{unit_word} {words}", unit)
            if exact.decisive:
                return exact
        found = self._index.lookup(words, unit)
        if sizes:
            # "zwei große Gläser" may tell the product, "vier dicke Scheiben" does not.
            sized = self._index.lookup(f"{sizes} {words}", unit)
            found = sized if sized.candidates and sized.candidates[0].score >= 0.9 else found
        return _preferred(found, self._hints.prefer)

    def _describes_last(self, piece: Piece) -> bool:
        """Whether the words only tell more of the last item ("Bier, aber alkoholfrei"), which is then found anew."""
        if not self._items or self._pending is not None or self._taking_back:
            return False
        last, token = self._items[-1], self._tokens[piece.first]
        if not last.item.text or not (is_adjective(token, self._index) or self._is_label_word(token)):
            return False
        words = f"{last.item.text} {span_text(self._text, self._tokens, piece.first, piece.last)}"
        found = self._index.lookup(words, last.item.unit)
        if not found.candidates or found.candidates[0].score < 0.9:
            return False
        item = replace(last.item, text=words, candidates=found.candidates, decisive=found.decisive)
        self._items[-1] = replace(last, item=item)
        return True

    def _is_label_word(self, token: Token) -> bool:
        return self._index.is_product_word(token.text) and not self._index.knows_head(token.text)

    def _short_for(self, piece: Piece) -> Found | None:
        """ "vier Brötchen, zwei Roggen": the head said before is meant again."""
        if not self._items or self._pending is None or piece.last - piece.first != 1:
            return None
        heads = [word for span in reversed(self._items) for word in span.item.text.split()[-1:]]
        wholes = [fold(self._tokens[piece.first].text) + fold(head) for head in heads]
        whole = next((one for one in wholes if self._index.knows_phrase([one])), None)
        return None if whole is None else self._index.lookup(whole)

    def _take_unknown(self, piece: Piece, pieces: list[Piece], number: int) -> None:
        if self._describes_last(piece):
            return
        short = self._short_for(piece)
        if short is not None:
            quantity, self._pending = self._pending, None
            self._push((piece.first, piece.last), short, quantity)
            return
        words = span_text(self._text, self._tokens, piece.first, piece.last)
        close = self._index.lookup(words, None if self._pending is None else self._pending.unit)
        spelt = bool(close.candidates) and close.candidates[0].score >= 0.75
        near = bool(close.candidates) and close.candidates[0].match is Match.NEAR
        hinted = any(at in self._hints.goods for at in range(piece.first, piece.last))
        counted = self._pending is not None and self._pending.last in {piece.first, piece.first - 1}
        listed = self._hints.wishes and self._stands_alone(pieces, number)
        if not (near or hinted or (spelt and self._hints.wishes) or (counted and self._hints.wishes) or listed):
            if self._pending is not None and self._pending.article:
                self._pending = None
            return
        self._take_goods(piece)

    def _stands_alone(self, pieces: list[Piece], number: int) -> bool:
        """True for a word that fills its place of a list: "Milch, Quittenbrot, Butter"."""
        line = _line_around(pieces, number)
        others = [piece for piece in line if piece.kind is not Kind.FRAME]
        in_list = len(self._items) > 0 or any(piece.kind is Kind.GOODS for piece in pieces)
        return len(others) == 1 and in_list and self._tokens[pieces[number].first].text[0].isupper()

    def _take_budget(self, piece: Piece) -> None:
        if self._word_before(piece.first) not in {"fuer", "zu", "etwa", "rund", "circa", "um", "ca"}:
            return
        if self._items and self._items[-1].item.budget_cents is None and self._items[-1].item.amount is None:
            last = self._items[-1]
            self._items[-1] = replace(last, item=replace(last.item, budget_cents=piece.cents))
        else:
            self._budget = piece.cents

    def _amend(self, quantity: QuantitySpan) -> None:
        """A later amount for the last item: said behind it, or to correct it."""
        last = self._items[-1]
        start, end = last.goods
        found = self._lookup(Piece(Kind.GOODS, start, end), quantity, quantity.unit) if end > start else Found()
        self._items.pop()
        self._push(last.goods, found, quantity)
        self._instead = self._taking_back = False

    def _push(self, goods: tuple[int, int], found: Found, quantity: QuantitySpan | None) -> None:
        words = span_text(self._text, self._tokens, *goods)
        amount = None if quantity is None else quantity.amount
        if amount == Decimal("0.5") and quantity is not None and quantity.unit is None and words:
            small = self._index.lookup(f"halbes {words}")
            if small.decisive and self._index.knows_phrase(words_of(f"halbes {words}")):
                found, amount = small, Decimal(1)
        last = max(goods[1], 0 if quantity is None else quantity.last)
        item = Item(
            text=words,
            amount=None if amount is None else _plain(amount),
            unit=None if quantity is None else quantity.unit,
            budget_cents=self._budget,
            candidates=found.candidates,
            decisive=found.decisive,
            amount_to=None if quantity is None or quantity.upper is None else _plain(quantity.upper),
            about=quantity is not None and quantity.about,
            change=self._change(quantity, last) if amount is not None else 0,
        )
        self._budget = None
        self._items.append(ItemSpan(item, goods, quantity))

    def _change(self, quantity: QuantitySpan | None, last: int) -> int:
        behind_amount = 0 if quantity is None else self._said_more_or_less(quantity.last)
        return behind_amount or self._said_more_or_less(last)

    def _said_more_or_less(self, at: int) -> int:
        word = self._tokens[at].folded if at < len(self._tokens) else ""
        return 1 if word in {"mehr", "obendrauf"} else -1 if word in {"weniger", "wenigr"} else 0

    def _word_before(self, at: int) -> str:
        """The last word before token `at` that is no article."""
        here = at - 1
        while here >= 0 and self._tokens[here].folded in {"der", "die", "das", "den", "dem", "von"}:
            here -= 1
        return self._tokens[here].folded if here >= 0 else ""


def _completes(quantity: QuantitySpan, item: Item) -> bool:
    """An amount said behind its goods; after "ein Stück Gouda" also the weight that follows."""
    return item.amount is None or (quantity.unit in _WEIGHED and item.unit in {Unit.PIECE, None} and item.amount == 1)


def _next_content(pieces: list[Piece], number: int) -> Kind | None:
    """What follows an amount before the next join; frame words are passed over."""
    for piece in pieces[number + 1 :]:
        if piece.kind is Kind.JOIN or piece.kind is Kind.TAKE_BACK:
            return None
        if piece.kind is not Kind.FRAME:
            return piece.kind
    return None


def _line_around(pieces: list[Piece], number: int) -> list[Piece]:
    first, last = number, number
    while first > 0 and pieces[first - 1].kind is not Kind.JOIN:
        first -= 1
    while last + 1 < len(pieces) and pieces[last + 1].kind is not Kind.JOIN:
        last += 1
    return pieces[first : last + 1]


def _preferred(found: Found, prefer: frozenset[str]) -> Found:
    """Preferred products first among equals; a single preferred one among the best decides."""
    if not prefer or not found.candidates or found.decisive:
        return found
    best = found.candidates[0].score
    liked = [one for one in found.candidates if one.key in prefer]
    if not liked:
        return found
    ordered = tuple(
        sorted(found.candidates, key=lambda one: (-round(one.score - (0 if one.key in prefer else 0.1), 3),))
    )
    sure = len(liked) == 1 and liked[0].score >= best - 0.25 and liked[0].match is not Match.NEAR and best >= 0.7
    return Found(ordered, decisive=sure)


def _merged(spans: list[ItemSpan]) -> list[ItemSpan]:
    """ "Milch und 2 Flaschen Milch" is one thing: the amount said counts."""
    kept: list[ItemSpan] = []
    for span in spans:
        key = [stem(word) for word in words_of(span.item.text)]
        twin = next((old for old in kept if key and [stem(word) for word in words_of(old.item.text)] == key), None)
        if twin is not None and (twin.item.amount is None or span.item.amount is None):
            if twin.item.amount is None:
                kept[kept.index(twin)] = span
            continue
        kept.append(span)
    return kept


def _plain(number: Decimal) -> Decimal:
    """The number without needless zeros: 250 rather than 250.0."""
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()
