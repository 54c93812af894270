"""Wished goods of a message: lists taken apart, each thing with its own amount.

A message is first read as pieces (amounts, goods, unknown words, joins, take-backs), then put
together from left to right. Amounts stand before their goods or behind them; which of the two is
seen from what surrounds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from nlu.asides import TELLING, is_made_of
from nlu.german.phrases import JOINERS
from nlu.german.quantities import QuantitySpan
from nlu.german.spelling import fold, stem, word_set
from nlu.goods import is_adjective
from nlu.labels import words_of
from nlu.pieces import Hints, Kind, Piece, read_pieces
from nlu.products import Found, ProductIndex
from nlu.refusals import clause_end, is_left_out, takes_back
from nlu.result import Item, Match, Unit
from nlu.tokens import Token, span_text

MOST_ITEMS = 60
_INSTEAD = frozenset({"statt", "anstatt", "anstelle"})
_SWAPPING = ("tausch", "umtausch", "ersetz", "wechsel", "austausch")
# "eine" counts behind these, before these, and where the clause ends with it.
_SIZED = frozenset({"mit", "zu", "a", "je", "à", "von"})  # "die mit 35 Litern": which, not how much
_COUNTING = frozenset({"ein", "eine", "einen", "einer"})
_ONLY = frozenset({"nur", "bloss", "lieber", "doch", "blos"})
_ENOUGH = frozenset({"reicht", "langt", "genuegt", "reichen"})
_CLOSING = _ENOUGH | frozenset({"bitte", "davon", "und", "aber", "von"})
# Between goods and what tells which of them: "den Quark, aber den mageren".
_BETWEEN = word_set("der die das den dem aber und zwar bitte also am liebsten")
_EACH = frozenset({"je", "jeweils", "allem", "jedem", "jeder"})
_ARTICLES = frozenset({"der", "die", "das", "den", "dem"})
_TELLING_MORE = frozenset({"aber", "also", "zwar"})
_STAYING = frozenset({"bleibt", "bleiben"})
_AS_GOOD, _TOLD = 0.15, 0.78
# What may stand in a line of a list beside the thing itself.
_IN_LISTS = word_set("ein eine einen der die das den noch dann auch bitte und dazu mal ne nen n etwas")
_FACTORS = (
    (("doppelt", "so"), Decimal(2)),
    (("die", "doppelte"), Decimal(2)),
    (("das", "doppelte"), Decimal(2)),
    (("verdoppeln",), Decimal(2)),
    (("dreimal", "so"), Decimal(3)),
    (("halb", "so"), Decimal("0.5")),
    (("die", "haelfte"), Decimal("0.5")),
    (("nur", "haelfte"), Decimal("0.5")),
)
_WEIGHED = frozenset({Unit.GRAM, Unit.KILOGRAM, Unit.LITRE, Unit.MILLILITRE})


@dataclass(frozen=True, slots=True)
class ItemSpan:
    """An item and where its words stand; `goods` is empty (first == last) for an amount alone.

    `told` are tokens apart from them that tell which goods are meant ("Quark, den mageren").
    """

    item: Item
    goods: tuple[int, int]
    quantity: QuantitySpan | None = None
    told: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a message wants, in the order said, and what it names only to leave it out."""

    items: list[ItemSpan]
    left_out: list[ItemSpan]
    asides: frozenset[int] = frozenset()


def find_items(text: str, tokens: Sequence[Token], index: ProductIndex, hints: Hints) -> Wishes:
    """The goods of a message."""
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
        self._left_out: list[ItemSpan] = []
        self._factor: Decimal | None = None
        self._adjective: range | None = None
        self._each: QuantitySpan | None = None  # "je zwei": what holds for all that follows
        self._taken_back: int | None = None  # where the clause ends that took the last item back

    def run(self, pieces: list[Piece]) -> Wishes:
        """All items of the pieces."""
        for number, piece in enumerate(pieces):
            if len(self._items) >= MOST_ITEMS:
                break
            if self._is_taking_back(piece):
                continue
            if piece.kind is Kind.AMOUNT and piece.quantity is not None:
                self._take_amount(piece.quantity, pieces, number)
            elif piece.kind is Kind.GOODS:
                self._take_goods(piece)
            elif piece.kind is Kind.UNKNOWN:
                self._hear_factor(piece)
                self._take_unknown(piece, pieces, number)
            elif piece.kind is Kind.BUDGET:
                self._take_budget(piece)
            elif piece.kind is Kind.TAKE_BACK:
                self._taking_back = bool(self._items) or self._pending is not None
            elif piece.kind is Kind.ASIDE:
                self._take_aside(piece)
            else:
                self._hear_factor(piece)
        if self._pending is not None and self._pending.amount and not self._items and not self._pending.article:
            self._push((0, 0), Found(), self._pending)
        if self._factor is not None and not self._items:
            self._push((0, 0), Found(), None)
        asides = {at for piece in pieces if piece.kind is Kind.ASIDE for at in range(piece.first, piece.last)}
        return Wishes(_merged(self._items), self._left_out, frozenset(asides))

    def _is_taking_back(self, piece: Piece) -> bool:
        """Whether the piece belongs to a clause that takes the last item back: "nee doch nicht"."""
        if self._taken_back is not None and piece.first < self._taken_back:
            return True
        begins = piece.first == 0 or self._tokens[piece.first - 1].text in ",.;!?:\n-–"
        if not (begins and self._items and self._hints.wishes and self._hints.refusals):
            return False
        end = clause_end(self._tokens, piece.first)
        if not takes_back(self._tokens, piece.first, end):
            return False
        self._taken_back, self._pending, self._taking_back = end, None, False
        self._left_out.append(self._items.pop())
        return True

    def _take_aside(self, piece: Piece) -> None:
        """ "… im Glas": what stands behind goods may tell which are meant."""
        if self._tokens[piece.first].folded in TELLING and self._pending is None:
            self._narrow_last(range(piece.first + 1, piece.last))

    def _narrow_last(self, told: range, *, without: bool = False) -> bool:
        """Whether the words tell which of the last goods are meant; then the others are no longer candidates."""
        if not self._items or self._taking_back or not self._items[-1].item.text:
            return False
        last = self._items[-1]
        words = self._kind_words(told)
        found = self._index.narrowed(Found(last.item.candidates, last.item.decisive), words, without=without)
        if found is None or last.item.decisive:
            return False
        named = (
            last.item.text
            if without
            else f"{last.item.text} {span_text(self._text, self._tokens, told[0], told[-1] + 1)}"
        )
        item = replace(last.item, text=named, candidates=found.candidates, decisive=found.decisive)
        self._items[-1] = replace(last, item=item, told=(*last.told, *told))
        return True

    def _hear_factor(self, piece: Piece) -> None:
        words = [token.folded for token in self._tokens[piece.first : piece.first + 3]]
        for said, factor in _FACTORS:
            if tuple(words[: len(said)]) == said:
                self._factor = factor
                if self._items and self._items[-1].item.amount is None and self._items[-1].item.factor is None:
                    self._items[-1] = replace(self._items[-1], item=replace(self._items[-1].item, factor=factor))
                return

    def _take_amount(self, quantity: QuantitySpan, pieces: list[Piece], number: int) -> None:
        if self._word_before(quantity.first) in _INSTEAD and self._pending is not None:
            return  # "sechs statt vier Brötchen"
        if self._word_before(quantity.first) in {"statt", "anstatt", "aus"} and not self._items:
            self._instead = _next_content(pieces, number) in {Kind.GOODS, Kind.UNKNOWN}
            if not self._instead:
                return
        if self._word_before(quantity.first) in _EACH:
            self._each = quantity
        follower = _next_content(pieces, number)
        if follower is Kind.UNKNOWN and self._tells_last(pieces, number):
            follower = None
        if follower in {Kind.GOODS, Kind.UNKNOWN} and not self._belongs_behind(pieces, number):
            self._pending = quantity
            return
        told_instead = self._instead and bool(self._items)  # "statt zwei H-Milch nur eine"
        told = told_instead or self._said_more_or_less(quantity.last) or self._is_one(quantity)
        if quantity.article and not told:
            return
        if self._for_each(quantity) or self._names_size(quantity):
            return
        if self._items and (self._taking_back or self._instead or _completes(quantity, self._items[-1].item)):
            self._amend(quantity)
        elif self._items and self._pending is None and self._names_pack(quantity):
            return
        elif self._pending is None or self._taking_back:
            self._pending = quantity
        if self._items:
            self._pending = None

    def _for_each(self, quantity: QuantitySpan) -> bool:
        """ "je zwei Brezeln, Croissants und Amerikaner", "Senf, Zimt, Zucker je eins": an amount for all of them."""
        if self._word_before(quantity.first) not in _EACH:
            return False
        self._each = quantity
        open_ones = [span for span in self._items if span.item.text and span.item.amount is None]
        for span in open_ones:
            item = replace(
                span.item, amount=None if quantity.amount is None else _plain(quantity.amount), unit=quantity.unit
            )
            self._items[self._items.index(span)] = replace(span, item=item, quantity=quantity)
        return bool(open_ones)

    def _is_one(self, quantity: QuantitySpan) -> bool:
        """ "einer reicht", "nur eine": an article that counts, because nothing follows it."""
        if self._tokens[quantity.first].folded not in _COUNTING:
            return False
        before = self._tokens[quantity.first - 1].folded if quantity.first else ""
        if before in _ENOUGH:
            return True
        after = self._tokens[quantity.last].folded if quantity.last < len(self._tokens) else ""
        return (before in _ONLY or after in _ENOUGH or self._taking_back) and (
            not after[:1].isalpha() or after in _CLOSING
        )

    def _tells_last(self, pieces: list[Piece], number: int) -> bool:
        """ "Klopapier 8 Rollen dreilagig": whether the word behind an amount tells more of the goods before it."""
        words = next(piece for piece in pieces[number + 1 :] if piece.kind is Kind.UNKNOWN)
        said = [token.folded for token in self._tokens[words.first : words.last]]
        last = self._items[-1].item if self._items else None
        return last is not None and self._index.narrowed(Found(last.candidates), said) is not None

    def _names_size(self, quantity: QuantitySpan) -> bool:
        """ "Blumenerde 40 Liter einen Sack": a size on the label, behind goods or before their amount."""
        if not self._items or self._pending is not None or quantity.unit is None or quantity.amount is None:
            return False
        last = self._items[-1]
        if last.item.decisive or self._taking_back:
            return False
        found = self._index.sized(Found(last.item.candidates), quantity.amount, quantity.unit)
        if found is None:
            return False
        item = replace(last.item, candidates=found.candidates, decisive=found.decisive)
        self._items[-1] = replace(last, item=item, told=(*last.told, *range(quantity.first, quantity.last)))
        if item.amount is None and self._word_before(quantity.first) not in _SIZED:
            self._items[-1] = replace(
                self._items[-1],
                item=replace(item, amount=_plain(quantity.amount), unit=quantity.unit),
                quantity=quantity,
            )
        return True

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
        quantity, self._pending = self._pending or self._each, None
        first = piece.first if quantity is None or quantity is self._each else quantity.first
        before = self._word_before(first)
        if self._hints.wishes and quantity is None and self._is_told_of(piece, before):
            return
        unit = None if quantity is None else quantity.unit
        found = self._lookup(piece, quantity, unit)
        if self._hints.wishes and self._hints.refusals and is_left_out(self._tokens, first, piece.last):
            self._leave_out(piece, found, quantity)
            return
        if before in _INSTEAD and self._follows_at_once(first):
            self._put_last_in_place_of(piece, found, quantity)
            return
        in_place = self._in_place_of(before)
        replaces = self._items and (self._taking_back or (self._instead and before not in _INSTEAD) or in_place)
        old: ItemSpan | None = None
        if replaces:
            old = self._items.pop()
            quantity = quantity or old.quantity
        explicit = old is not None and not self._taking_back
        self._instead = before in _INSTEAD or (self._instead and not replaces and not self._items)
        self._push((piece.first, piece.last), found, quantity)
        if self._adjective is not None:
            self._narrow_last(self._adjective)
            self._adjective = None
        if explicit and old is not None:
            self._left_out.append(old)
        replaced = old if explicit else self._replaced(first)
        if replaced is not None:
            item = replace(self._items[-1].item, instead_of=replaced.item.candidates)
            self._items[-1] = replace(self._items[-1], item=item)
        self._taking_back = False

    def _is_told_of(self, piece: Piece, before: str) -> bool:
        """Whether the goods are no wish of their own: they tell which others are meant, or what will be cooked."""
        if is_made_of(self._tokens, piece.last) or self._stays(piece):
            return True
        words = [token.folded for token in self._tokens[piece.first : piece.last]]
        if before == "ohne":
            return self._narrow_last(range(piece.first, piece.last), without=True)
        if not self._items or len(words) > 2 or self._pending is not None or self._instead or self._taking_back:
            return False
        last = self._items[-1]
        near = self._tokens[last.goods[1] : piece.first]
        if any(token.is_word and token.folded not in _BETWEEN for token in near):
            return False
        if not near and last.item.text and self._describes_decided(piece, words[0]):
            return True
        if near and not any(token.folded in _ARTICLES or token.folded in _TELLING_MORE for token in near):
            return False
        return self._is_one_of_last(piece) or (
            not self._index.calls_so(words[0]) and self._narrow_last(range(piece.first, piece.last))
        )

    def _stays(self, piece: Piece) -> bool:
        """ "… bleibt": it is in the basket already."""
        return piece.last < len(self._tokens) and self._tokens[piece.last].folded in _STAYING

    def _describes_decided(self, piece: Piece, word: str) -> bool:
        """ "Wasser still": "Wasser" alone would be clear, together they mean another."""
        last = self._items[-1]
        if not last.item.decisive or self._index.calls_so(word) or self._tokens[piece.first].text[0].isupper():
            return False
        found = self._index.lookup(f"{last.item.text} {word}")
        if not found.candidates or found.candidates[0].score < _TOLD:
            return False
        item = replace(last.item, text=f"{last.item.text} {word}", candidates=found.candidates, decisive=found.decisive)
        self._items[-1] = replace(last, item=item, told=(*last.told, piece.first))
        return True

    def _is_one_of_last(self, piece: Piece) -> bool:
        """ "Schokolade zartbitter", "Käse, den Tilsiter": another name for some of the last goods."""
        last = self._items[-1]
        if last.item.decisive or not last.item.candidates:
            return False
        found = self._index.lookup(span_text(self._text, self._tokens, piece.first, piece.last))
        best = found.candidates[0].score if found.candidates else 0.0
        also = {one.key for one in found.candidates if one.score >= best - _AS_GOOD and one.match is not Match.NEAR}
        kept = tuple(one for one in last.item.candidates if one.key in also)
        if not kept:
            return False
        if len(kept) == len(last.item.candidates):
            return True  # "Strauß Blumen": the same said twice
        item = replace(last.item, candidates=kept, decisive=len(kept) == 1 or found.decisive)
        if item.decisive and found.decisive:
            item = replace(item, candidates=found.candidates)
        self._items[-1] = replace(last, item=item, told=(*last.told, *range(piece.first, piece.last)))
        return True

    def _leave_out(self, piece: Piece, found: Found, quantity: QuantitySpan | None) -> None:
        """Named to be left out; what was wished before in the same words is so no longer."""
        key = _key(span_text(self._text, self._tokens, piece.first, piece.last))
        self._items = [span for span in self._items if _key(span.item.text) != key]
        self._push((piece.first, piece.last), found, quantity)
        self._left_out.append(self._items.pop())
        self._instead = self._taking_back = False

    def _follows_at_once(self, first: int) -> bool:
        """ "Medium statt Classic": whether the last item stands before the "statt" of these goods, in one clause."""
        if not self._items or self._taking_back:
            return False
        between = self._tokens[self._items[-1].goods[1] : first]
        return not any(token.folded in JOINERS or token.text in ".;!?" for token in between)

    def _put_last_in_place_of(self, piece: Piece, found: Found, quantity: QuantitySpan | None) -> None:
        new = self._items[-1]
        self._push((piece.first, piece.last), found, quantity)
        self._left_out.append(self._items.pop())
        self._items[-1] = replace(new, item=replace(new.item, instead_of=found.candidates))

    def _in_place_of(self, before: str) -> bool:
        """ "tauschen Sie die Spaghetti gegen Reis"."""
        return before in {"gegen", "durch"} and any(token.folded.startswith(_SWAPPING) for token in self._tokens)

    def _replaced(self, first: int) -> ItemSpan | None:
        """ "… raus, dafür Tee": what was left out just before."""
        words = {token.folded for token in self._tokens[max(0, first - 3) : first]}
        return self._left_out[-1] if self._left_out and words & {"dafuer", "stattdessen"} else None

    def _lookup(self, piece: Piece, quantity: QuantitySpan | None, unit: Unit | None) -> Found:
        words = span_text(self._text, self._tokens, piece.first, piece.last)
        sizes = "" if quantity is None else " ".join(self._tokens[at].text for at in quantity.sizes)
        unit_word = "" if quantity is None or quantity.unit_at is None else self._tokens[quantity.unit_at].text
        unit_tells = unit not in _WEIGHED and unit not in {Unit.BOTTLE, Unit.CRATE} and not unit_word.startswith("st")
        if unit_word and self._index.knows_phrase(words_of(f"{unit_word} {words}")):
            # "Becher Joghurt" may itself be what people call one product.
            exact = self._index.lookup(f"{unit_word} {words}", unit)
            if exact.decisive:
                return exact
        found = self._shortened(words, unit)
        if quantity is not None and quantity.amount is not None and unit is not None and not found.decisive:
            found = self._index.sized(found, quantity.amount, unit) or found
        if unit_word and self._index.knows_phrase([fold(unit_word) + fold(words)]):  # "ein Bund Möhren"
            return self._index.lookup(unit_word + words.lower(), unit)
        if unit_word and unit_tells and not found.decisive:
            found = self._index.narrowed(found, [fold(unit_word)]) or found
        if sizes:
            # "zwei große Gläser" may tell the product, "vier dicke Scheiben" does not.
            sized = self._index.lookup(f"{sizes} {words}", unit)
            found = sized if sized.candidates and sized.candidates[0].score >= 0.9 else found
        return _preferred(found, self._hints.prefer)

    def _shortened(self, words: str, unit: Unit | None) -> Found:
        """What the words mean; words at the end that nothing carries are passed over ("Krustenbrot geschnitten")."""
        found = self._index.lookup(words, unit)
        said = words.split()
        if found.decisive or len(said) < 2 or (found.candidates and found.candidates[0].score >= 0.7):
            return found
        fewer = self._index.lookup(" ".join(said[:-1]), unit)
        passed_over = said[-1].islower() and fewer.decisive and not self._index.is_demand(said[-1])
        return fewer if passed_over else found

    def _describes_last(self, piece: Piece) -> bool:
        """Whether the words only tell more of the last item ("Bier, aber alkoholfrei"), which is then found anew."""
        if not self._items or self._pending is not None or self._taking_back:
            return False
        last, token = self._items[-1], self._tokens[piece.first]
        if self._narrow_last(range(piece.first, piece.last)):
            return True
        if not last.item.text or not (is_adjective(token, self._index) or self._is_label_word(token)):
            return False
        words = f"{last.item.text} {span_text(self._text, self._tokens, piece.first, piece.last)}"
        found = self._index.lookup(words, last.item.unit)
        if not found.candidates or found.candidates[0].score < 0.9:
            return False
        item = replace(last.item, text=words, candidates=found.candidates, decisive=found.decisive)
        self._items[-1] = replace(last, item=item, told=(*last.told, *range(piece.first, piece.last)))
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
        if self._describes_next(piece, pieces, number) or self._describes_last(piece):
            return
        if self._demands_without(piece):
            return
        if is_made_of(self._tokens, piece.last) or self._only_describes(piece):
            return
        short = self._short_for(piece)
        if short is not None:
            quantity, self._pending = self._pending, None
            self._push((piece.first, piece.last), short, quantity)
            return
        words = span_text(self._text, self._tokens, piece.first, piece.last)
        close = self._index.lookup(words, None if self._pending is None else self._pending.unit)
        spelt = close.decisive or (bool(close.candidates) and close.candidates[0].match is not Match.SPELLING)
        spelt = spelt and close.candidates[0].score >= 0.75
        near = bool(close.candidates) and close.candidates[0].match is Match.NEAR
        hinted = any(at in self._hints.goods for at in range(piece.first, piece.last))
        counted = self._pending is not None and self._pending.last in {piece.first, piece.first - 1}
        listed = self._hints.wishes and self._stands_alone(pieces, number)
        if not (near or hinted or (spelt and self._hints.wishes) or (counted and self._hints.wishes) or listed):
            if self._pending is not None and self._pending.article:
                self._pending = None
            return
        self._take_goods(piece)

    def _describes_next(self, piece: Piece, pieces: list[Piece], number: int) -> bool:
        """ "magerer Quark", "550er Mehl": a word no label has just so, right before the goods it tells of."""
        after = pieces[number + 1] if number + 1 < len(pieces) else None
        if after is None or after.kind is not Kind.GOODS:
            return False
        found = self._index.lookup(span_text(self._text, self._tokens, after.first, after.last))
        said = self._kind_words(range(piece.first, piece.last))
        if self._index.narrowed(found, said) is None:
            return False
        self._adjective = range(piece.first, piece.last)
        return True

    def _kind_words(self, told: Iterable[int]) -> list[str]:
        """What tells the kind, without the ending of a number: "550er"."""
        tokens = [self._tokens[at] for at in told]
        return [
            token.folded for token in tokens if (token.is_word and token.folded not in {"er", "ger"}) or token.is_number
        ]

    def _demands_without(self, piece: Piece) -> bool:
        """ "Wasser ohne Kohlensäure": a wish that nothing we know fulfils is asked about, never passed over."""
        if not self._items or self._word_before(piece.first) != "ohne":
            return False
        if not self._narrow_last(range(piece.first, piece.last), without=True):
            last = self._items[-1]
            self._items[-1] = replace(last, item=replace(last.item, decisive=False))
        return True

    def _only_describes(self, piece: Piece) -> bool:
        """ "die großen": a lone adjective names no goods."""
        return piece.last == piece.first + 1 and is_adjective(self._tokens[piece.first], self._index)

    def _stands_alone(self, pieces: list[Piece], number: int) -> bool:
        """True for a word that fills its place of a list: "Milch, Quittenbrot, Butter"."""
        line = _line_around(pieces, number)
        frame = [self._tokens[piece.first].folded for piece in line if piece.kind is Kind.FRAME]
        others = [piece for piece in line if piece.kind not in {Kind.FRAME, Kind.AMOUNT}]
        in_list = len(self._items) > 0 or any(piece.kind is Kind.GOODS for piece in pieces)
        counted = any(piece.kind is Kind.AMOUNT for piece in line)
        return (
            len(others) == 1
            and (in_list or counted)
            and all(word in _IN_LISTS or not word[:1].isalpha() for word in frame)
            and self._tokens[pieces[number].first].text[0].isupper()
        )

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
        self._push(last.goods, _within(found, last), quantity, told=last.told)
        self._instead = self._taking_back = False

    def _push(
        self, goods: tuple[int, int], found: Found, quantity: QuantitySpan | None, told: tuple[int, ...] = ()
    ) -> None:
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
            factor=self._factor if amount is None else None,
        )
        self._budget = self._factor = None
        self._items.append(ItemSpan(item, goods, quantity, told))

    def _change(self, quantity: QuantitySpan | None, last: int) -> int:
        if quantity is not None and quantity.first and not last > quantity.last:
            alone = self._tokens[quantity.first - 1].folded == "noch" and last == quantity.last
            if alone and not self._items:
                return 1  # "noch ein Päckchen" of what was named last
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


def _within(found: Found, last: ItemSpan) -> Found:
    """What words told before of the goods holds when their amount is said afterwards."""
    keys = {one.key for one in last.item.candidates}
    kept = tuple(one for one in found.candidates if one.key in keys)
    if not last.told:
        return found
    if not kept:
        return Found(last.item.candidates, last.item.decisive)
    return Found(kept, last.item.decisive or len(kept) == 1)


def _key(words: str) -> str:
    return " ".join(stem(word) for word in words_of(words))


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
        same = (old for old in kept if key and [stem(word) for word in words_of(old.item.text)] == key)
        twin = next((old for old in same if _counted_alike(old.item, span.item)), None)
        if twin is not None:
            if twin.item.amount is None or span.item.amount is not None:
                kept[kept.index(twin)] = span  # said twice is not wished twice: the last amount holds
            continue
        kept.append(span)
    return kept


def _counted_alike(one: Item, other: Item) -> bool:
    """A crate and a bottle of one thing are two wishes; an amount that is left open is any."""
    if one.amount is None or other.amount is None:
        return True
    return (one.unit is Unit.CRATE) == (other.unit is Unit.CRATE)


def _plain(number: Decimal) -> Decimal:
    """The number without needless zeros: 250 rather than 250.0."""
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()
