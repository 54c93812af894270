"""The same as before: the last order is shown, what is gone is named, and nothing is taken without a yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json, Option, Reply, TableRow, joined, say, words
from bots.flows.orders_said import named_order
from bots.flows.tables import again_rows
from bots.flows.who import BUYERS
from domain.clock import local_day
from domain.ids import OrderId, Sku
from domain.ordering.model import MerchantOrderStatus, Order, OrderLine
from domain.ordering.service import own_order, put_in
from domain.quantity import Amount
from nlu.result import Expects

LOOKED_BACK = 10
NAMED = 5


@dataclass(frozen=True, slots=True)
class ReorderForm:
    """The order that stands as the pattern, and the answer."""

    order_id: str | None = None
    sure: bool | None = None


def begin(turn: Turn) -> Step[ReorderForm]:
    """The order that was named, else the last one."""
    orders = turn.store.orders.of_person(turn.person.id, LOOKED_BACK)
    before = [order for order in orders if _lines(order)]
    if not before:
        return Step(ReorderForm(), say(words("reorder-none")), done=True)
    form = ReorderForm((named_order(turn, before) or before[0]).id)
    if not _rows(turn, form) and _earlier(turn, form) is None:
        return Step(form, sure_words(turn, form), done=True)
    return Step(form)


def sure_words(turn: Turn, form: ReorderForm) -> Reply:
    """The order with its day; what cannot be had now is named."""
    order = _order(turn, form)
    gone = [line.name for line in _lines(order) if not _to_be_had(turn, line)]
    notes = [words("reorder-gone", things=gone[:NAMED])] if gone else []
    rows = _rows(turn, form)
    head = words("reorder-head", code=order.code, day=local_day(order.placed_at))
    if not rows:
        return say(head, *notes, words("reorder-all-gone"))
    return joined(say(head, *notes, rows=rows), say(words("reorder-ask-sure")))


def sure_options(turn: Turn, form: ReorderForm) -> Sequence[Option]:
    """Yes, the one before that, or no."""
    yes = Option(words("reorder-option-yes"), "yes", style="main", heard_as=("ja", "ja bitte", "genau", "in den korb"))
    no = Option(words("reorder-option-no"), "no", heard_as=("nein", "nee", "doch nicht"))
    yeses = [yes] if _rows(turn, form) else []
    earlier = _earlier(turn, form)
    if earlier is None:
        return [*yeses, no]
    label = words("reorder-option-earlier", day=local_day(earlier.placed_at))
    return [*yeses, Option(label, earlier.id, heard_as=("die davor", "eine andere", "davor")), no]


def sure_chosen(turn: Turn, form: ReorderForm, value: Json) -> Step[ReorderForm]:
    """Into the basket with it, where it can still be changed."""
    if value == "no":
        return Step(form, say(words("reorder-left")), done=True)
    if value != "yes":
        return Step(ReorderForm(value))
    for line in _lines(_order(turn, form)):
        if _to_be_had(turn, line):
            put_in(turn.county, turn.store, turn.actor, line.sku, Amount(packs=line.packs, grams=line.grams))
    return Step(form, say(words("reorder-done")), done=True, then=("order", {"do": "basket"}))


def sure_heard(turn: Turn, form: ReorderForm) -> Step[ReorderForm] | None:
    """Yes or no in other words."""
    assert turn.parse is not None
    answer = {"affirm": "yes", "reorder": "yes", "deny": "no"}.get(turn.parse.intent.name)
    return sure_chosen(turn, form, answer) if answer is not None else None


def _order(turn: Turn, form: ReorderForm) -> Order:
    return own_order(turn.store, turn.actor, OrderId(form.order_id or ""))


def _lines(order: Order) -> list[OrderLine]:
    """What was wanted: also what a merchant did not have, but not what was called off."""
    wanted = [part for part in order.parts if part.status is not MerchantOrderStatus.CANCELLED]
    return [line for part in wanted for line in part.lines]


def _rows(turn: Turn, form: ReorderForm) -> list[TableRow]:
    return again_rows(line for line in _lines(_order(turn, form)) if _to_be_had(turn, line))


def _to_be_had(turn: Turn, line: OrderLine) -> bool:
    product = turn.store.catalogue.product(Sku(line.sku))
    left = product.remaining_packs if product else 0
    return product is not None and product.available_on(local_day(turn.county.now())) and left != 0


def _earlier(turn: Turn, form: ReorderForm) -> Order | None:
    """The next older order with other goods."""
    shown = _order(turn, form)
    orders = turn.store.orders.of_person(turn.person.id, LOOKED_BACK)
    older = [order for order in orders if order.placed_at < shown.placed_at]
    same = {line.sku for line in _lines(shown)}
    return next((order for order in older if _lines(order) and {line.sku for line in _lines(order)} != same), None)


REORDER = Flow(
    name="reorder",
    about="Noch einmal dasselbe bestellen",
    form=ReorderForm,
    for_roles=BUYERS,
    intents=frozenset({"reorder"}),
    begin=begin,
    asks=(
        Ask(
            "sure",
            words=sure_words,
            offers=sure_options,
            chosen=sure_chosen,
            hears=sure_heard,
            expects=Expects.YES_NO,
        ),
    ),
    finish=lambda _turn, _form: Reply(),
)
