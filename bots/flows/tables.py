"""Baskets, offers and orders as tables: amount, thing with base price, price; deposit and total apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bots.dialogue.reply import NO_WORDS, TableRow, Verbatim, Words, words
from bots.texts.texts import money
from domain.catalogue.model import Product, SoldBy
from domain.money import NOTHING, Money
from domain.ordering.model import Order, OrderLine
from domain.ordering.offer import Offer, OfferLine
from domain.quantity import Amount


def amount_words(amount: Amount) -> Verbatim:
    """ "2 ×" or "500 g"."""
    return Verbatim(f"{amount.packs} ×" if amount.packs is not None else f"{amount.grams} g")


def base_price(product: Product) -> str:
    """ "1,29 €/l", or nothing where no base price is due (PAngV sec. 4)."""
    base = product.base_price()
    if base is None:
        return ""
    unit = {"piece": "Stück"}.get(base[1], base[1])
    return f"{money(base[0])}/{unit}"


def product_words(product: Product) -> str:
    """A product with its price and base price: "Vollmilch, 1 l: 1,29 € (1,29 €/l)"."""
    base = base_price(product)
    return f"{named(product)}: {money(product.price)}" + (f" ({base})" if base else "")


def content(product: Product) -> str:
    """What one pack holds: "250 g", "10 Stück"."""
    number = f"{product.pack_amount.normalize():f}".replace(".", ",")
    return f"{number} {'Stück' if product.pack_unit == 'piece' else product.pack_unit}"


def named(product: Product) -> str:
    """The name with the content of a pack, where the name does not say it itself (LMIV Art. 14)."""
    says_it = any(letter.isdigit() for letter in product.name)
    single = product.pack_unit == "piece" and product.pack_amount == 1
    if says_it or single or product.sold_by is SoldBy.WEIGHT:
        return product.name
    return f"{product.name}, {content(product)}"


def offer_rows(offer: Offer) -> list[TableRow]:
    """All goods by seller, with deposit, total and what is handed over in person."""
    rows: list[TableRow] = []
    for part in offer.parts:
        rows.append(_seller(part.merchant.name))
        rows += [_offer_line(line) for line in part.lines]
    return rows + _sums(offer.goods, offer.deposit)


def line_rows(lines: Iterable[OfferLine]) -> list[TableRow]:
    """Just these lines."""
    return [_offer_line(line) for line in lines]


def order_rows(order: Order, names: dict[str, str]) -> list[TableRow]:
    """An order by seller as it will be (or was) delivered; `names` are the merchants' names by id."""
    rows: list[TableRow] = []
    for part in order.live_parts():
        rows.append(_seller(names.get(part.merchant_id, part.merchant_id)))
        rows += [_order_line(line) for line in part.lines]
    return rows + _sums(order.goods, order.deposit)


def again_rows(lines: Iterable[OrderLine]) -> list[TableRow]:
    """Lines as they were ordered, without the prices of that day."""
    return [TableRow(_ordered(line), Verbatim(line.name), NO_WORDS) for line in lines]


def part_rows(lines: Sequence[OrderLine], goods: Money, deposit: Money, returned: Money = NOTHING) -> list[TableRow]:
    """One merchant's lines with their sums; what has been set off for empties comes after them."""
    rows = [_order_line(line) for line in lines] + _sums(goods, deposit)
    if returned:
        rows.append(TableRow(NO_WORDS, words("table-returned"), Verbatim(money(-returned)), kind="deposit"))
        left = Verbatim(money(goods + deposit - returned))
        rows.append(TableRow(NO_WORDS, words("table-to-pay"), left, kind="total"))
    return rows


def _seller(name: str) -> TableRow:
    return TableRow(NO_WORDS, Verbatim(name), NO_WORDS, kind="seller")


def _offer_line(line: OfferLine) -> TableRow:
    base = base_price(line.product)
    thing = f"{named(line.product)} ({base})" if base else named(line.product)
    price: Verbatim | Words = Verbatim(money(line.price))
    if line.amount.grams is not None:
        price = words("table-at-most", price=line.price)
    return TableRow(amount_words(line.amount), Verbatim(thing), price)


def _order_line(line: OrderLine) -> TableRow:
    if line.due == 0:
        return TableRow(NO_WORDS, words("table-not-there", thing=line.name), Verbatim(money(Money(0))), kind="note")
    due = Amount(packs=line.due) if line.packs is not None else Amount(grams=line.due)
    return TableRow(amount_words(due), Verbatim(line.name), Verbatim(money(line.final_price)))


def _ordered(line: OrderLine) -> Verbatim:
    return amount_words(Amount(packs=line.packs, grams=line.grams))


def _sums(goods: Money, deposit: Money) -> list[TableRow]:
    rows = []
    if deposit:
        rows.append(TableRow(NO_WORDS, words("table-goods"), Verbatim(money(goods)), kind="deposit"))
        rows.append(TableRow(NO_WORDS, words("table-deposit"), Verbatim(money(deposit)), kind="deposit"))
    rows.append(TableRow(NO_WORDS, words("table-total"), Verbatim(money(goods + deposit)), kind="total"))
    return rows
