"""What there is to buy: shelves in threes, the goods of a shelf or a seller in threes, today's first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from bots.dialogue.flow import Turn, answer_flow
from bots.dialogue.reply import NO_WORDS, Json, Option, Reply, TableRow, Verbatim, Words, say, words
from bots.flows.tables import base_price, named
from bots.flows.who import BUYERS
from bots.texts.texts import money
from domain.catalogue.model import Product
from domain.clock import local_day
from domain.ids import MerchantId

SHOWN = 3
FRESH_DAYS = 4  # what keeps no longer was made today


def answer(turn: Turn) -> Reply:
    """The shelf or seller that was named, else the shelves."""
    groups = turn.parse.groups if turn.parse else ()
    return _goods(turn, groups[0].keys[0], 0) if groups else _shelves(turn, 0)


def tapped(turn: Turn, value: Json) -> Reply:
    """A shelf, a seller, or the next three."""
    if not value:
        return _shelves(turn, 0)
    if value.get("group"):
        return _goods(turn, value["group"], value.get("from", 0))
    return _shelves(turn, value.get("from", 0))


def _shelves(turn: Turn, start: int) -> Reply:
    """The fullest shelves first; they change with the season."""
    fullness = Counter(product.category for product in _to_be_had(turn, turn.store.catalogue.all_products()))
    names = [name for name, _ in sorted(fullness.items(), key=lambda pair: (-pair[1], pair[0]))]
    shown = names[start : start + SHOWN]
    options = [
        Option(words("assortment-option-shelf", shelf=name), {"group": f"category:{name}"}, flow="assortment")
        for name in shown
    ]
    if len(names) > start + SHOWN:
        options.append(_more({"from": start + SHOWN}))
    return say(words("assortment-shelves" if start == 0 else "assortment-more-shelves"), options=options)


def _goods(turn: Turn, group: str, start: int) -> Reply:
    kind, _, name = group.partition(":")
    catalogue = turn.store.catalogue
    found = catalogue.of_merchant(MerchantId(name)) if kind == "merchant" else catalogue.in_category(name)
    products = sorted(_to_be_had(turn, found), key=_freshest_first)
    label = _label(turn, kind, name)
    if not products:
        options = [Option(words("assortment-option-shelves"), None, flow="assortment")]
        return say(words("assortment-nothing", group=label), options=options)
    shown = products[start : start + SHOWN]
    options = [_take(product) for product in shown]
    if len(products) > start + SHOWN:
        options.append(_more({"group": group, "from": start + SHOWN}))
    rows = [row for product in shown for row in product_rows(product)]
    tap = words("assortment-tap-service" if all(p.is_service for p in shown) else "assortment-tap")
    return say(words("assortment-goods", group=label), tap, options=options, rows=rows)


def _take(product: Product) -> Option:
    """Goods go into the basket, a service is asked for."""
    if product.is_service:
        return Option(Verbatim(named(product)), {"sku": product.sku}, flow="book-service", heard_as=_words_of(product))
    return Option(Verbatim(named(product)), product.sku, flow="order", heard_as=_words_of(product))


def product_rows(product: Product) -> list[TableRow]:
    """A product with its price, base price and what is left, and its deposit apart."""
    base = base_price(product)
    thing = named(product)
    full = Verbatim(f"{thing} ({base})" if base else thing)
    left = product.remaining_packs
    told: Words | Verbatim = words("assortment-left", thing=full, left=left) if left is not None else full
    rows = [TableRow(NO_WORDS, told, Verbatim(money(product.price)))]
    if product.deposit:
        rows.append(TableRow(NO_WORDS, words("assortment-deposit"), Verbatim(money(product.deposit)), kind="deposit"))
    return rows


def _to_be_had(turn: Turn, products: Sequence[Product]) -> list[Product]:
    """What can come within the next days."""
    days = [local_day(turn.county.now()) + timedelta(days=n) for n in (1, 2)]
    return [p for p in products if p.remaining_packs != 0 and any(p.available_on(day) for day in days)]


def _freshest_first(product: Product) -> tuple[bool, bool, bool, str]:
    """What is nearly gone, then what was made today, then what is in season, then the rest."""
    keeps = product.shelf_life_days
    return (
        product.remaining_packs is None,
        keeps is None or keeps > FRESH_DAYS,
        product.seasonal_from is None,
        product.sku,
    )


def _words_of(product: Product) -> tuple[str, ...]:
    return tuple(word for word in product.synonyms.split(";") if word)


def _label(turn: Turn, kind: str, name: str) -> str:
    merchant = turn.store.catalogue.merchant(MerchantId(name)) if kind == "merchant" else None
    return merchant.name if merchant else name


def _more(value: Json) -> Option:
    return Option(words("assortment-option-more"), value, flow="assortment", heard_as=("weiter", "mehr", "noch mehr"))


ASSORTMENT = answer_flow("assortment", "Zeigen, was es gibt", BUYERS, {"browse_assortment"}, answer, tapped=tapped)
