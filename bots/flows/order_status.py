"""Where an order is: each merchant's part in plain words, with its day and place."""

from __future__ import annotations

from collections.abc import Sequence

from bots.dialogue.flow import Turn, answer_flow
from bots.dialogue.reply import NO_WORDS, Option, Reply, Saying, TableRow, Verbatim, Words, say, words
from bots.flows.orders_said import merchant_name, named_order
from bots.flows.who import BUYERS
from domain.lockers.finding import station_of
from domain.ordering.counter import is_fetched_there
from domain.ordering.model import MerchantOrder, MerchantOrderStatus, Order, Receive

SHOWN = 3
_STATES = {
    MerchantOrderStatus.RECEIVED: "order-status-received",
    MerchantOrderStatus.LISTED: "order-status-listed",
    MerchantOrderStatus.CONFIRMED: "order-status-confirmed",
    MerchantOrderStatus.PARTLY_CONFIRMED: "order-status-partly",
    MerchantOrderStatus.REJECTED: "order-status-rejected",
    MerchantOrderStatus.LAPSED: "order-status-lapsed",
    MerchantOrderStatus.CANCELLED: "order-status-cancelled",
    MerchantOrderStatus.STORED: "order-status-stored",
    MerchantOrderStatus.DELIVERED: "order-status-delivered",
    MerchantOrderStatus.RETURNED: "order-status-returned",
    MerchantOrderStatus.WITHDRAWN: "order-status-withdrawn",
}

# What is said otherwise of goods that come to the door.
_AT_THE_DOOR = {
    MerchantOrderStatus.CONFIRMED: "order-status-confirmed-home",
    MerchantOrderStatus.DELIVERED: "order-status-delivered-home",
}

# … and of goods that she fetches at the merchant's herself.
_AT_THE_COUNTER = {
    MerchantOrderStatus.RECEIVED: "order-status-received-counter",
    MerchantOrderStatus.LISTED: "order-status-listed-counter",
    MerchantOrderStatus.CONFIRMED: "order-status-confirmed-counter",
    MerchantOrderStatus.PARTLY_CONFIRMED: "order-status-partly-counter",
}


def answer(turn: Turn) -> Reply:
    """The order that was named, else all that are awaited, newest first."""
    orders = turn.store.orders.of_person(turn.person.id, 10)
    named = named_order(turn, orders)
    if named is not None:
        return Reply((_told(turn, named),))
    awaited = [order for order in orders if order.is_open()]
    if awaited:
        return Reply(tuple(_told(turn, order) for order in awaited[:SHOWN]))
    if orders:
        return say(words("order-status-none-open", code=orders[0].code, day=orders[0].parts[0].day))
    return say(words("order-status-none"))


def state_words(order: Order, part: MerchantOrder) -> Words:
    """The state of one merchant's part."""
    state = _AT_THE_DOOR.get(part.status) if order.receive is Receive.HOME else None
    if is_fetched_there(order, part):
        state = _AT_THE_COUNTER.get(part.status)
    return words(state or _STATES[part.status], day=part.day, until=part.cutoff)


def _told(turn: Turn, order: Order) -> Saying:
    rows = [row for part in _worth_telling(order) for row in _rows(turn, order, part)]
    return Saying((_head(turn, order),), _options(turn, order), tuple(rows))


def _head(turn: Turn, order: Order) -> Words:
    if order.receive is Receive.HOME:
        return words("order-status-head-home", code=order.code)
    live = order.live_parts()
    if live and all(is_fetched_there(order, part) for part in live):
        return words("order-status-head-counter", code=order.code)
    return words("order-status-head", code=order.code, station=station_of(turn.store, order.station_id).village)


def _worth_telling(order: Order) -> list[MerchantOrder]:
    """An order that was changed has parts that were called off for it: they say nothing."""
    live = [part for part in order.parts if part.status is not MerchantOrderStatus.CANCELLED]
    return live or order.parts


def _rows(turn: Turn, order: Order, part: MerchantOrder) -> Sequence[TableRow]:
    name = Verbatim(merchant_name(turn, part.merchant_id))
    state = TableRow(NO_WORDS, state_words(order, part), NO_WORDS, kind="note")
    return TableRow(NO_WORDS, name, NO_WORDS, kind="seller"), state


def _options(turn: Turn, order: Order) -> tuple[Option, ...]:
    if any(part.status is MerchantOrderStatus.STORED for part in order.parts):
        return (Option(words("code-option"), flow="code"),)
    if order.changeable_parts(turn.county.now()):
        return (
            Option(words("change-order-option"), order.id, flow="change-order"),
            Option(words("cancel-order-option"), order.id, flow="cancel-order"),
        )
    return ()


ORDER_STATUS = answer_flow(
    "order-status",
    "Sagen, wo eine Bestellung ist",
    BUYERS,
    {"order_status"},
    answer,
    tapped=lambda turn, _value: answer(turn),
)
