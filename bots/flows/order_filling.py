"""Filling a basket by talking: put in, take out, change, and ask back what is unclear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bots.dialogue.flow import Step, Turn
from bots.dialogue.reply import NOTHING_SAID, Option, Reply, TableRow, Verbatim, Words, joined, say, words
from bots.flows.not_sold import never_sold
from bots.flows.order_form import OrderForm, basket, offer
from bots.flows.out_of_scope import refusal
from bots.flows.tables import line_rows, offer_rows
from bots.flows.wishes import Bookable, Missing, Pending, Picked, Result, is_vague, resolve, settle
from domain.catalogue.model import Product
from domain.ids import Sku
from domain.money import Money
from domain.ordering.service import empty_basket, put_in, set_amount
from domain.quantity import Amount
from nlu.german.spelling import fold
from nlu.result import Item, Unit

MAX_ITEMS = 40
# Candidates of a basket that are nearly as good as the best are meant as well.
AS_GOOD = 0.15
ALL_OF_THEM = frozenset({"alle", "beide", "beiden", "saemtliche", "ganze", "ganzen"})


# --- beginning and intents ----------------------------------------------------------------------------


def put_items(turn: Turn, form: OrderForm) -> Step[OrderForm]:
    """Goods were named: what is clear goes in, the rest is asked."""
    assert turn.parse is not None
    items = [item for item in turn.parse.items if item.text][:MAX_ITEMS]
    if not items:
        return Step(replace(form, checkout=False), say(words("order-what")), asks_itself=True)
    results = [(item, resolve(turn, _in_its_place(turn, item))) for item in items]
    told = _leave_out(turn, turn.parse.left_out)
    step = take_results(turn, replace(form, checkout=False), results)
    return replace(step, reply=joined(told, step.reply))


def put_sku(turn: Turn, form: OrderForm, sku: str) -> Step[OrderForm]:
    """One product was chosen by a button."""
    return take_results(
        turn, form, [(Item(text=product_of(turn, sku).name), settle(product_of(turn, sku), "", None, None))]
    )


def take_out(turn: Turn, form: OrderForm) -> Step[OrderForm]:
    """Named goods come out again; "alles raus" empties the basket."""
    assert turn.parse is not None
    items = [item for item in turn.parse.items if item.text]
    if not basket(turn).lines:
        return Step(form, say(words("order-basket-empty")))
    if not items:
        return _take_out_unnamed(turn, form)
    meant = [(item, _in_basket(turn, item)) for item in items]
    unclear = [
        Pending(item.text, "out", tuple(p.sku for p in found)) for item, found in meant if _is_unclear(item, found)
    ]
    form = replace(form, pending=(*form.pending, *unclear))
    clear = [(item, found) for item, found in meant if not _is_unclear(item, found)]
    fewer = [product for item, found in clear for product in found if _fewer(turn, product, item)]
    gone = [product for _, found in clear for product in found if product not in fewer]
    if fewer and not gone:
        left = [one for part in offer(turn).parts for one in part.lines if one.product in fewer]
        return Step(form, joined(say(words("order-changed"), rows=line_rows(left)), state_of_basket(turn)))
    if gone:
        return take_out_of_basket(turn, form, gone)
    if unclear:
        return Step(form)
    return Step(form, say(words("order-not-in-basket", thing=items[0].text)))


def take_out_of_basket(turn: Turn, form: OrderForm, gone: Sequence[Product]) -> Step[OrderForm]:
    """These come out, and it is said what is left."""
    for product in gone:
        set_amount(turn.county, turn.store, turn.actor, product.sku, None)
    return Step(form, joined(say(words("order-taken-out", things=[p.name for p in gone])), state_of_basket(turn)))


def _fewer(turn: Turn, product: Product, item: Item) -> bool:
    """ "Nehmen Sie zwei Brötchen wieder raus" leaves the others in, if there are more."""
    line = basket(turn).line(product.sku)
    taken = settle(product, item.text, item.amount, item.unit) if item.amount is not None else None
    if line is None or not isinstance(taken, Picked):
        return False
    left = _moved(line.amount, taken.amount, -1)
    if left is not None:
        set_amount(turn.county, turn.store, turn.actor, product.sku, left)
    return left is not None


def _is_unclear(item: Item, found: Sequence[Product]) -> bool:
    """Two kinds of one thing are there and she has not said which: then neither is taken out unasked."""
    return len(found) > 1 and not ALL_OF_THEM & set(fold(item.text).split())


def _leave_out(turn: Turn, items: Sequence[Item]) -> Reply:
    """What was named only to be left out comes out of the basket, if it is clear what is meant."""
    found = [_in_basket(turn, item) for item in items if item.text]
    gone = [one[0] for one in found if len(one) == 1]
    for product in gone:
        set_amount(turn.county, turn.store, turn.actor, product.sku, None)
    return say(words("order-taken-out", things=[product.name for product in gone])) if gone else NOTHING_SAID


def _in_its_place(turn: Turn, item: Item) -> Item:
    """ "Statt Gouda lieber Tilsiter": as much of it as there was of the other."""
    old = _in_basket(turn, replace(item, candidates=item.instead_of, decisive=False)) if item.instead_of else []
    line = basket(turn).line(old[0].sku) if len(old) == 1 else None
    if line is None or item.amount is not None:
        return item
    if line.amount.packs is not None:
        return replace(item, amount=Decimal(line.amount.packs), unit=Unit.PACK)
    return replace(item, amount=Decimal(line.amount.grams or 0), unit=Unit.GRAM)


def change_amount(turn: Turn, form: OrderForm) -> Step[OrderForm]:
    """Another amount of something in the basket; without a name it is the thing named last."""
    assert turn.parse is not None
    if not turn.parse.items and not turn.parse.numbers:
        how = "order-change-how" if basket(turn).lines else "order-what"
        return Step(replace(form, checkout=False), say(words(how)), asks_itself=True)
    items = turn.parse.items or (Item(text="", amount=turn.parse.numbers[0] if turn.parse.numbers else None),)
    if any(item.text and (item.instead_of or not _in_basket(turn, item)) for item in items):
        return put_items(turn, form)
    left_out = _leave_out(turn, turn.parse.left_out)
    changed: list[Product] = []
    for item in items:
        product = next(iter(_in_basket(turn, item) if item.text else _last(turn, form)), None)
        if product is None:
            return Step(form, say(words("order-change-what")))
        amount = _new_amount(turn, product, item)
        if amount is _UNCLEAR:
            return Step(form, say(words("order-change-how-much", thing=product.name)), asks_itself=True)
        set_amount(turn.county, turn.store, turn.actor, product.sku, amount)
        changed.append(product)
    now_there = offer(turn)
    rows = [one for part in now_there.parts for one in part.lines if one.product in changed]
    said = say(words("order-changed"), rows=line_rows(rows)) if rows else say(words("order-taken-out-it"))
    return Step(replace(form, last_sku=changed[-1].sku), joined(left_out, said, state_of_basket(turn)))


def show_basket(turn: Turn, form: OrderForm) -> Step[OrderForm]:
    """The whole basket as a table."""
    return Step(form, basket_table(turn))


# --- telling -------------------------------------------------------------------------------------------


def state_of_basket(turn: Turn) -> Reply:
    """How much is in it, in one sentence; it costs nothing yet."""
    now = offer(turn)
    count = sum(len(part.lines) for part in now.parts)
    if not count:
        return say(words("order-basket-empty"))
    return say(words("order-basket-state", count=count, total=now.total))


def basket_table(turn: Turn) -> Reply:
    """The basket by seller, with deposit apart and total."""
    now = offer(turn)
    if not now.parts:
        return say(words("order-basket-empty"))
    return say(words("order-basket-table"), rows=offer_rows(now))


# --- steps ---------------------------------------------------------------------------------------------


def take_results(turn: Turn, form: OrderForm, results: Sequence[tuple[Item, Result]]) -> Step[OrderForm]:
    """Put in what is clear, queue what must be asked, name what we do not have."""
    picked = [result for _, result in results if isinstance(result, Picked)]
    for one in picked:
        put_in(turn.county, turn.store, turn.actor, Sku(one.sku), one.amount)
    pending = [result for _, result in results if isinstance(result, Pending)]
    missing = [result for _, result in results if isinstance(result, Missing)]
    form = replace(form, pending=(*form.pending, *pending), last_sku=picked[-1].sku if picked else form.last_sku)
    later = [one.said for one in pending] if len(form.pending) > len(pending) else []
    noted = say(words("order-asked-later", things=later)) if later else NOTHING_SAID
    bookable = [result for _, result in results if isinstance(result, Bookable)]
    return Step(form, joined(_told_missing(turn, missing), _told_picked(turn, picked), noted, _told_bookable(bookable)))


def _told_picked(turn: Turn, picked: Sequence[Picked]) -> Reply:
    if not picked:
        return NOTHING_SAID
    skus = {one.sku for one in picked}
    now = offer(turn)
    lines = [line for part in now.parts for line in part.lines if line.product.sku in skus]
    rows: list[TableRow] = line_rows(lines)
    deposit = Money.total(line.deposit for line in lines)
    by_hand = [line.product.name for line in lines if not line.product.goes_into_a_compartment]
    notes = [words("order-in-person", things=by_hand)] if by_hand else []
    warnings = [Verbatim(line.product.warning) for line in lines if line.product.warning]
    first = words("order-put-with-deposit", deposit=deposit) if deposit else words("order-put")
    told = say(first, *warnings[:1], rows=rows)
    return joined(told, say(*notes) if notes else NOTHING_SAID, state_of_basket(turn))


def _told_missing(turn: Turn, missing: Sequence[Missing]) -> Reply:
    unknown = [one.said for one in missing if one.sku is None]
    off = [product_of(turn, one.sku) for one in missing if one.sku is not None]
    told: list[Words | Verbatim] = []
    if unknown:
        told.append(words("order-unknown", things=unknown[:5]))
        told += [refusal(turn, kind) for kind in dict.fromkeys(map(never_sold, unknown)) if kind is not None]
    for product in off[:3]:
        if product.sold_out_until is not None:
            told.append(words("order-off-until", thing=product.name, day=product.sold_out_until))
        else:
            told.append(words("order-off", thing=product.name))
    return say(*told) if told else NOTHING_SAID


def _told_bookable(bookable: Sequence[Bookable]) -> Reply:
    """Somebody's time is not put into a basket, it is asked for."""
    if not bookable:
        return NOTHING_SAID
    options = [
        Option(words("order-option-book", thing=one.said), {"skus": list(one.skus)}, flow="book-service")
        for one in bookable[:3]
    ]
    return say(words("order-bookable", things=[one.said for one in bookable]), options=options)


def _take_out_unnamed(turn: Turn, form: OrderForm) -> Step[OrderForm]:
    if turn.said and any(word in turn.said.lower() for word in ("alle", "leer")):
        empty_basket(turn.county, turn.store, turn.actor)
        return Step(OrderForm(), say(words("order-emptied")))
    last = _last(turn, form)
    if not last:
        return Step(form, say(words("order-take-out-what")), asks_itself=True)
    set_amount(turn.county, turn.store, turn.actor, last[0].sku, None)
    return Step(form, joined(say(words("order-taken-out", things=[last[0].name])), state_of_basket(turn)))


def _in_basket(turn: Turn, item: Item) -> list[Product]:
    """The products of the basket that the words may mean: the best one, or all that fit equally."""
    inside = {line.sku for line in basket(turn).lines}
    named = [candidate for candidate in item.candidates if candidate.key in inside]
    best = [Sku(one.key) for one in named if one.score >= named[0].score - AS_GOOD]
    return [product_of(turn, sku) for sku in (best[:1] if item.decisive else best)]


def _last(turn: Turn, form: OrderForm) -> list[Product]:
    """The thing named last, if it is still there; else the only thing there."""
    lines = basket(turn).lines
    if form.last_sku is not None and any(line.sku == form.last_sku for line in lines):
        return [product_of(turn, form.last_sku)]
    return [product_of(turn, lines[0].sku)] if len(lines) == 1 else []


_UNCLEAR = Amount(packs=10**6)


def _new_amount(turn: Turn, product: Product, item: Item) -> Amount | None:
    """The amount afterwards; None takes it out, `_UNCLEAR` must be asked."""
    line = basket(turn).line(product.sku)
    assert line is not None
    if item.factor is not None:
        return _times(line.amount, item.factor)
    if is_vague(item) or (item.amount is None and not item.change):
        return _UNCLEAR
    result = settle(product, item.text, item.amount if item.amount is not None else Decimal(1), item.unit)
    if not isinstance(result, Picked):
        return _UNCLEAR
    if not item.change:
        return result.amount
    return _moved(line.amount, result.amount, item.change)


def _times(before: Amount, factor: Decimal) -> Amount | None:
    """ "Doppelt so viel", "die Hälfte"; half of three packs must be asked."""
    if before.grams is not None:
        return Amount(grams=max(1, int(before.grams * factor)))
    packs = (before.packs or 0) * factor
    return Amount(packs=int(packs)) if packs == packs.to_integral_value() and packs >= 1 else _UNCLEAR


def _moved(before: Amount, by: Amount, sign: int) -> Amount | None:
    if before.packs is not None and by.packs is not None:
        packs = before.packs + sign * by.packs
        return Amount(packs=packs) if packs > 0 else None
    grams = (before.grams or 0) + sign * (by.grams or 0)
    return Amount(grams=grams) if grams > 0 else None


def product_of(turn: Turn, sku: str) -> Product:
    """A product that was offered a moment ago."""
    product = turn.store.catalogue.product(Sku(sku))
    assert product is not None, f"a product {sku} that was offered is gone"
    return product
