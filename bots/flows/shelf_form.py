"""The form of a word about the shelf, and what a merchant's sentence says: which goods, off or back, until when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bots.dialogue.flow import Turn
from domain.clock import local_day
from domain.ids import MerchantId, Sku
from domain.people.model import Role
from nlu.german.spelling import fold
from nlu.result import Item, Match

OFF, BACK, LEFT, PRICE = "off", "back", "left", "price"
MOST_CANDIDATES = 6

_BACK = re.compile(r"\b(wieder|eingetroffen|verfuegbar|lieferbar|reinnehmen|zurueck)\b")
_OFF = re.compile(r"\b(aus|ausverkauft|kein\w*|alle|weg|leer|nicht|raus|rausnehmen|vergriffen|fehl\w*|verkauft|nix)\b")
_FROM = re.compile(r"\b(ab|wieder|erst)\b")
_UNTIL = re.compile(r"\bbis\b")
_TODAY = re.compile(r"\b(jetzt|sofort|heute)\b")


@dataclass(frozen=True, slots=True)
class Unclear:
    """Words that fit several products of the shelf equally."""

    said: str
    skus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShelfForm:
    """What is to become of which goods.

    `until` is the day from which they are there again (ISO). `left` are packs, `cents` is the new price.
    `refused` says that a price was shown and was wrong: it is asked anew.
    """

    what: str = OFF
    skus: tuple[str, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    until: str | None = None
    left: int | None = None
    cents: int | None = None
    sure: bool = False

    @property
    def day(self) -> date | None:
        """The day on which the goods are back."""
        return date.fromisoformat(self.until) if self.until else None


def form_of_words(turn: Turn) -> tuple[ShelfForm, list[str]]:
    """The form a sentence fills, and the goods in it that are not on this shelf."""
    assert turn.parse is not None
    skus, unclear, unknown = goods_said(turn)
    if turn.parse.intent.name == "set_price":
        return ShelfForm(PRICE, skus, unclear, cents=turn.parse.price_cents), unknown
    counted = next((item.amount for item in turn.parse.items if item.text and item.amount is not None), None)
    text = fold(turn.said)
    if counted is not None and not _BACK.search(text) and not re.search(r"\b(aus|kein\w*|alle)\b", text):
        return ShelfForm(LEFT if counted > 0 else OFF, skus, unclear, left=int(counted)), unknown
    back = _day_back(turn, text)
    today = local_day(turn.county.now())
    if _BACK.search(text) and (back is None or back <= today) and not _off_now(text):
        return ShelfForm(BACK, skus, unclear), unknown
    return ShelfForm(OFF, skus, unclear, until=back.isoformat() if back and back > today else None), unknown


def goods_said(turn: Turn) -> tuple[tuple[str, ...], tuple[Unclear, ...], list[str]]:
    """Products of the own shelf: the clear ones, those to be asked back, and words that fit none."""
    assert turn.parse is not None
    own = {product.sku for product in turn.store.catalogue.of_merchant(own_shop(turn))}
    clear: list[str] = []
    unclear: list[Unclear] = []
    unknown: list[str] = []
    for item in turn.parse.items:
        fitting = _own_fitting(item, own)
        if len(fitting) == 1:
            clear += [sku for sku in fitting if sku not in clear]
        elif fitting:
            unclear.append(Unclear(item.text, tuple(fitting[:MOST_CANDIDATES])))
        elif item.text:
            unknown.append(item.text)
    return tuple(clear), tuple(unclear), unknown


def own_shop(turn: Turn) -> MerchantId:
    """The shop somebody sells for."""
    return MerchantId(turn.actor.scope_of(Role.MERCHANT))


def _own_fitting(item: Item, own: set[Sku]) -> list[str]:
    mine = [c for c in item.candidates if Sku(c.key) in own and c.match is not Match.NEAR]
    if not item.text or not mine:
        return []
    return [candidate.key for candidate in mine if candidate.score >= mine[0].score - 0.05]


def _day_back(turn: Turn, text: str) -> date | None:
    """ "ab Freitag wieder" names the day; "heute keine" and "bis Freitag" end with their day."""
    assert turn.parse is not None
    if not turn.parse.days:
        return None
    last = turn.parse.days[-1]
    if _UNTIL.search(text) and not re.search(r"\b(wieder|ab|erst)\b", text):
        return last.last + timedelta(days=1)
    if _FROM.search(text) and not re.search(r"\bab (heute|sofort)\b.*\b(kein|nicht|aus)", text):
        return last.first
    return last.last + timedelta(days=1)


def _off_now(text: str) -> bool:
    """ "ist aus und kommt wieder": off, though it says "wieder"."""
    return bool(_OFF.search(text)) and not re.search(r"\bnicht mehr (aus|leer|weg)\b", text)
