"""The ways into an order: words of any kind about a basket, and buttons of other conversations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pydantic import TypeAdapter

from bots.dialogue.flow import Step, Turn
from bots.dialogue.reply import Json, joined, say, words
from bots.flows import order_checkout as checkout
from bots.flows import order_filling as filling
from bots.flows import tasks
from bots.flows.order_form import OrderForm, basket, offer
from bots.flows.volunteer_task import Did
from domain.ids import OrderId
from domain.ordering.model import Order, Together
from domain.ordering.service import amend, choose_receiving, empty_basket

INTENTS = frozenset({"order_items", "remove_items", "change_quantity", "show_basket", "checkout", "choose_delivery"})
_FORM = TypeAdapter(OrderForm)
A_FORTNIGHT = 14


def begin(turn: Turn) -> Step[OrderForm]:
    """Words about a basket while no order is talked about; what is left in the basket is still there.

    To take out or change something when only a placed order holds it opens that order again.
    """
    assert turn.parse is not None
    intent = turn.parse.intent.name
    if intent == "checkout" and not basket(turn).lines and tasks.has_own(turn):
        return Step(OrderForm(), done=True, then=("tasks", {"did": Did.FINISH}))
    if intent in {"remove_items", "change_quantity"} and not basket(turn).lines:
        order = changeable_order(turn)
        if order is not None and not turn.parse.items and intent == "change_quantity":
            return _reopened(turn, order.id)
        if order is not None:
            return _amended(turn, order, intent)
    steps = {
        "remove_items": filling.take_out,
        "change_quantity": filling.change_amount,
        "show_basket": filling.show_basket,
        "checkout": checkout.checkout,
        "choose_delivery": checkout.choose_delivery,
    }
    return steps.get(intent, filling.put_items)(turn, form_so_far(turn))


def start_with(turn: Turn, value: Json) -> Step[OrderForm]:
    """A button: a product (its sku), or what to `do`: show the basket, check out, empty it, change an order."""
    form = form_so_far(turn)
    if isinstance(value, str):
        return filling.put_sku(turn, form, value)
    match value["do"]:
        case "checkout":
            return checkout.checkout(turn, form)
        case "empty":
            empty_basket(turn.county, turn.store, turn.actor)
            return Step(OrderForm(), say(words("order-emptied")))
        case "amend":
            return _reopened(turn, OrderId(value["order"]))
        case "move":
            return _moved(turn, OrderId(value["order"]), date.fromisoformat(value["day"]))
    return filling.show_basket(turn, form)


def form_so_far(turn: Turn) -> OrderForm:
    """The form of the order that is being talked about, or a new one."""
    frame = next((frame for frame in turn.talk.frames if frame.flow == "order"), None)
    return _FORM.validate_python(frame.form) if frame is not None else OrderForm()


def changeable_order(turn: Turn) -> Order | None:
    """The newest own order that can still be changed."""
    now = turn.county.now()
    return next((o for o in turn.store.orders.of_person(turn.person.id, 5) if o.changeable_parts(now)), None)


def _reopened(turn: Turn, order_id: OrderId) -> Step[OrderForm]:
    before = basket(turn)
    if before.amends != order_id:
        amend(turn.county, turn.store, turn.actor, order_id)
    order = turn.store.orders.get(order_id)
    assert order is not None
    told = joined(say(words("order-joined", code=order.code)), filling.basket_table(turn))
    how = say(words("order-change-how"))
    return Step(OrderForm(join=True, again=True), joined(told, how), asks_itself=True)


def _moved(turn: Turn, order_id: OrderId, day: date) -> Step[OrderForm]:
    """The order anew for the first possible day from then on, to be bought in place of the old one."""
    before = basket(turn)
    if before.amends != order_id:
        amend(turn.county, turn.store, turn.actor, order_id)
    order = turn.store.orders.get(order_id)
    assert order is not None
    for ahead in range(A_FORTNIGHT):
        later = day + timedelta(days=ahead)
        choose_receiving(turn.county, turn.store, turn.actor, day=later)
        if offer(turn).refused_day is None:
            told = say(words("order-joined", code=order.code), words("order-day-chosen", day=later))
            return Step(OrderForm(checkout=True, join=True, again=True), told)
    choose_receiving(turn.county, turn.store, turn.actor, together=Together.TOGETHER)
    return _reopened(turn, order_id)


def _amended(turn: Turn, order: Order, intent: str) -> Step[OrderForm]:
    """The order comes back into the basket, and the wish is done to it. Until she buys, the old one holds."""
    amend(turn.county, turn.store, turn.actor, OrderId(order.id))
    form = OrderForm(join=True, again=True)
    change = filling.take_out if intent == "remove_items" else filling.change_amount
    step = change(turn, form)
    return replace(step, reply=joined(say(words("order-joined", code=order.code)), step.reply))
