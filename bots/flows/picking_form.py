"""The form of an answer to a picking list, and what a merchant's words say of its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bots.dialogue.flow import Turn
from bots.flows.picking_tables import parts_to_pack
from domain.ids import PicklistId
from domain.ordering.model import MerchantOrder
from domain.ordering.picklists import PickItem, items_of
from nlu.german.spelling import fold
from nlu.result import Item, Unit

# Words that say: this is not there. Without them a bare name asks how much there is.
_MISSING = re.compile(
    r"\b(fehl\w*|ausser|ohne|nicht|kein\w*|aus|alle|weg|leer|ausverkauft|vergriffen|bis auf|ersetz\w*|statt\w*)\b"
)
_ONLY = re.compile(r"\b(nur|bloss|lediglich)\b")
_BARE_KILOS = 20  # "2" of weighed goods are kilograms, "250" are grams


@dataclass(frozen=True, slots=True)
class Short:
    """Of this product only so much is there (packs, or grams of weighed goods)."""

    sku: str
    left: int


@dataclass(frozen=True, slots=True)
class PicklistForm:
    """The answer so far. `how` is all, missing or none; `asked` is the product whose amount is asked for."""

    picklist: str
    how: str | None = None
    sure: bool = False
    short: tuple[Short, ...] = ()
    asked: tuple[str, ...] = ()
    page: int = 0
    told_all: bool = False

    def noted(self, sku: str, left: int, total: int) -> PicklistForm:
        """So much is there; as much as was ordered is no shortage. The product need not be asked for any more."""
        others = tuple(short for short in self.short if short.sku != sku)
        short = others if left >= total else (*others, Short(sku, max(0, left)))
        return replace(self, how="missing", short=short, asked=tuple(one for one in self.asked if one != sku), page=0)

    def asking(self, sku: str) -> PicklistForm:
        """The amount of this product is to be asked."""
        return replace(self, how="missing", asked=(*(one for one in self.asked if one != sku), sku))


def parts(turn: Turn, form: PicklistForm) -> list[MerchantOrder]:
    """The residents' parts on the list."""
    return parts_to_pack(turn.store, PicklistId(form.picklist))


def items(turn: Turn, form: PicklistForm) -> list[PickItem]:
    """The lines of the list, each product once."""
    return items_of(parts(turn, form))


def item_of(turn: Turn, form: PicklistForm, sku: str) -> PickItem:
    """The line of this product."""
    return next(item for item in items(turn, form) if item.sku == sku)


def with_words(turn: Turn, form: PicklistForm) -> PicklistForm | None:
    """The form after words such as "alles außer Rhabarber" or "nur 20 Brötchen"; None if no line was named."""
    assert turn.parse is not None
    lines = items(turn, form)
    named = [(said, fitting) for said in turn.parse.items if said.text and (fitting := _fitting(said, lines))]
    if not named:
        return None
    text = fold(turn.said)
    missing, only = bool(_MISSING.search(text)), bool(_ONLY.search(text))
    if only and not missing and all(said.amount is None for said, _ in named):
        there = {line.sku for _, fitting in named for line in fitting}  # "lieferbar sind nur Brot und Brötchen"
        for line in lines:
            form = form if line.sku in there else form.noted(line.sku, 0, line.amount)
        return form
    for said, fitting in named:
        for line in fitting:
            left = _left(said, line) if len(fitting) == 1 else None
            if left is not None:
                form = form.noted(line.sku, left, line.amount)
            elif missing and len(fitting) == 1:
                form = form.noted(line.sku, 0, line.amount)
            else:
                form = form.asking(line.sku)
    return form


def more_than_ordered(turn: Turn, form: PicklistForm) -> list[PickItem]:
    """The lines of which more was said than is ordered: "620 Gramm" of a pound."""
    assert turn.parse is not None
    lines = items(turn, form)
    said = ((one, _fitting(one, lines)) for one in turn.parse.items if one.text and not one.change)
    only = ((one, fitting[0]) for one, fitting in said if len(fitting) == 1)
    return [line for one, line in only if (_left(one, line) or 0) > line.amount]


def speaks_of_others(turn: Turn, line: PickItem) -> bool:
    """Whether other goods or a price are said: "Laugenbrezel 1,20" is no answer to "Wie viele Brötchen"."""
    assert turn.parse is not None
    named = [item for item in turn.parse.items if item.text and item.candidates]
    return turn.parse.intent.name == "set_price" or any(
        line.sku not in {candidate.key for candidate in item.candidates} for item in named
    )


def amount_said(turn: Turn, line: PickItem) -> int | None:
    """How much of a line the words say: a number, "keine", "alle", "die Hälfte"."""
    assert turn.parse is not None
    text = fold(turn.said)
    if re.search(r"\b(kein\w*|nichts|null|gar nicht|garnicht|nix)\b", text):
        return 0
    if "haelfte" in text:
        return line.amount // 2
    for item in turn.parse.items:
        if item.amount is not None:
            return _left(item, line)
    if turn.parse.numbers:
        return _in_line(turn.parse.numbers[0], None, line)
    return line.amount if re.search(r"\b(alle|alles|ganz|genug)\b", text) else None


def _fitting(said: Item, lines: Sequence[PickItem]) -> list[PickItem]:
    """The lines of the list that the words may mean: the best one, or all that fit equally."""
    score = {candidate.key: candidate.score for candidate in said.candidates}
    known = [line for line in lines if line.sku in score]
    best = max((score[line.sku] for line in known), default=0.0)
    return [line for line in known if score[line.sku] >= best - 0.05]


def _left(said: Item, line: PickItem) -> int | None:
    if said.amount is None:
        return None
    amount = _in_line(said.amount, said.unit, line)
    return line.amount + said.change * amount if said.change else amount


def _in_line(amount: Decimal, unit: Unit | None, line: PickItem) -> int:
    """An amount as the line counts: packs as they are, weighed goods in grams."""
    if line.weighed and (unit is Unit.KILOGRAM or (unit is not Unit.GRAM and amount < _BARE_KILOS)):
        return int(amount * 1000)
    return int(amount)
