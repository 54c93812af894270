"""Calling off a placed order: which one, are you sure, done. After the cut-off: whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Words, say, words
from bots.flows import empties_booked
from bots.flows.hearing import said_any
from bots.flows.order_form import basket
from bots.flows.orders_said import merchant_name, merchant_phone, named_order
from bots.flows.who import BUYERS
from domain.ids import OrderId
from domain.ordering.model import MerchantOrder, MerchantOrderStatus, Order
from domain.ordering.service import cancel, own_order
from nlu.result import Expects

SHOWN = 3
_UNDECIDED = {
    MerchantOrderStatus.RECEIVED,
    MerchantOrderStatus.LISTED,
    MerchantOrderStatus.CONFIRMED,
    MerchantOrderStatus.PARTLY_CONFIRMED,
}


@dataclass(frozen=True, slots=True)
class CancelForm:
    """Which order, and whether she is sure."""

    order_id: str | None = None
    sure: bool | None = None


def begin(turn: Turn) -> Step[CancelForm]:
    """The order that was named, the only one, or: which one? Empties are called off where they were booked."""
    booked = empties_booked.waiting(turn)
    if booked is not None and said_any(turn.said, ("leergut", "rückgabe", "pfand", booked.code)):
        return Step(CancelForm(), done=True, then=("empties-booked", {"did": "cancel", "return": booked.id}))
    orders = turn.store.orders.of_person(turn.person.id, 10)
    changeable = _changeable(turn)
    named = named_order(turn, orders)
    if named is not None:
        return _of(turn, named)
    if len(changeable) == 1:
        return Step(CancelForm(changeable[0].id))
    if changeable:
        return Step(CancelForm())
    late = next((order for order in orders if _too_late(turn, order)), None)
    return _of(turn, late) if late else Step(CancelForm(), _nothing_ordered(turn), done=True)


def start_with(turn: Turn, value: Json) -> Step[CancelForm]:
    """The order of a button."""
    return _of(turn, own_order(turn.store, turn.actor, OrderId(value)))


def which_options(turn: Turn, _form: CancelForm) -> Sequence[Option]:
    """The newest three that can be called off."""
    return [
        Option(words("cancel-order-option-which", code=o.code, day=o.days()[0]), o.id, heard_as=(o.code,))
        for o in _changeable(turn)[:SHOWN]
    ]


def which_heard(turn: Turn, form: CancelForm) -> Step[CancelForm] | None:
    """A code in words."""
    named = named_order(turn, _changeable(turn))
    return Step(replace(form, order_id=named.id)) if named else None


def sure_words(turn: Turn, form: CancelForm) -> Words:
    """What would be called off."""
    order = own_order(turn.store, turn.actor, OrderId(form.order_id or ""))
    parts = order.changeable_parts(turn.county.now())
    return words(
        "cancel-order-ask-sure", code=order.code, merchants=[merchant_name(turn, p.merchant_id) for p in parts]
    )


def sure_options(_turn: Turn, _form: CancelForm) -> Sequence[Option]:
    """Yes or no."""
    return [
        Option(words("cancel-order-option-yes"), True, heard_as=("ja", "absagen", "ja bitte")),
        Option(words("cancel-order-option-no"), False, heard_as=("nein", "nee", "doch nicht")),
    ]


def sure_chosen(turn: Turn, form: CancelForm, value: Json) -> Step[CancelForm]:
    """Done, with what it was too late for; or left as it is."""
    order = own_order(turn.store, turn.actor, OrderId(form.order_id or ""))
    if not value:
        return Step(form, say(words("cancel-order-kept", code=order.code)), done=True)
    gone = cancel(turn.county, turn.store, turn.actor, OrderId(order.id))
    told = say(
        words("cancel-order-done", code=order.code, merchants=[merchant_name(turn, p.merchant_id) for p in gone])
    )
    late = _undecided(order)
    return Step(form, told + _call_them(turn, late) if late else told, done=True)


def sure_heard(turn: Turn, form: CancelForm) -> Step[CancelForm] | None:
    """Yes or no in other words."""
    assert turn.parse is not None
    answer = {"affirm": True, "deny": False, "cancel_order": True}.get(turn.parse.intent.name)
    return sure_chosen(turn, form, answer) if answer is not None else None


def _of(turn: Turn, order: Order) -> Step[CancelForm]:
    if order.changeable_parts(turn.county.now()):
        return Step(CancelForm(order.id))
    late = _undecided(order)
    if late:
        return Step(CancelForm(), _call_them(turn, late), done=True)
    return Step(CancelForm(), say(words("cancel-order-over", code=order.code)), done=True)


def _call_them(turn: Turn, parts: Sequence[MerchantOrder]) -> Reply:
    numbers = [
        words(
            "cancel-order-number",
            merchant=merchant_name(turn, part.merchant_id),
            phone=merchant_phone(turn, part.merchant_id),
        )
        for part in parts[:SHOWN]
    ]
    return say(words("cancel-order-too-late"), *numbers)


def _nothing_ordered(turn: Turn) -> Reply:
    if not basket(turn).lines:
        return say(words("cancel-order-none"))
    empty = Option(words("cancel-order-option-empty"), {"do": "empty"}, flow="order", heard_as=("leeren",))
    keep = Option(words("order-option-basket"), flow="show-basket")
    return say(words("cancel-order-only-basket"), options=[empty, keep])


def _changeable(turn: Turn) -> list[Order]:
    now = turn.county.now()
    return [order for order in turn.store.orders.of_person(turn.person.id, 10) if order.changeable_parts(now)]


def _too_late(turn: Turn, order: Order) -> bool:
    return bool(_undecided(order)) and not order.changeable_parts(turn.county.now())


def _undecided(order: Order) -> list[MerchantOrder]:
    """Parts that are still to come and may be past their cut-off."""
    return [part for part in order.parts if part.status in _UNDECIDED]


CANCEL_ORDER = Flow(
    name="cancel-order",
    about="Eine Bestellung absagen",
    form=CancelForm,
    for_roles=BUYERS,
    intents=frozenset({"cancel_order"}),
    begin=begin,
    start_with=start_with,
    asks=(
        Ask("order_id", offers=which_options, hears=which_heard, expects=Expects.CHOICE),
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
