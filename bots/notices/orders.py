"""Notices about orders: picking lists to merchants, their answers to residents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bots.dialogue.reply import Option, Reply, Saying, TableRow, Verbatim, Words, say, words
from bots.flows.picking_tables import answer_options, parts_to_pack, picking_rows
from bots.flows.tables import part_rows, product_words
from bots.notices.notice import Desk, Notice, Urgency, full_name
from domain.catalogue.model import Merchant, Product
from domain.catalogue.service import like
from domain.ids import MerchantId, MerchantOrderId, OrderId, PersonId
from domain.lockers.finding import station_of
from domain.money import Money
from domain.ordering.counter import is_fetched_there
from domain.ordering.events import (
    ContractWithdrawn,
    PartAnswered,
    PartHandedOver,
    PartLapsed,
    PicklistNearlyLapsed,
    PicklistReminderDue,
    PicklistSent,
)
from domain.ordering.model import MerchantOrder, MerchantOrderStatus, Order, OrderLine, PicklistStatus, Receive
from domain.people.model import Role

SHOWN = 3


# --- to merchants ----------------------------------------------------------------------------------------


def picklist_sent(desk: Desk, event: PicklistSent) -> list[Notice]:
    """The list itself: sums first, names second, and three taps."""
    return _list(desk, event, "notice-picklist", Urgency.DUTY)


def picklist_reminder(desk: Desk, event: PicklistReminderDue) -> list[Notice]:
    """Everything once more: nothing must be remembered or searched."""
    return _list(desk, event, "notice-picklist-reminder", Urgency.STATUS)


def picklist_nearly_lapsed(desk: Desk, event: PicklistNearlyLapsed) -> list[Notice]:
    """An operator is to call the merchant."""
    picklist, merchant = desk.store.orders.picklist(event.picklist_id), _merchant(desk, event.merchant_id)
    if picklist is None or picklist.status is not PicklistStatus.OPEN:
        return []
    count = len({part.order_id for part in parts_to_pack(desk.store, picklist.id)})
    until = picklist.confirm_by
    said = words(
        "notice-picklist-nearly", merchant=merchant.name, phone=merchant.phone, owner=merchant.owner, until=until
    )
    return desk.to_operators(said, words("notice-picklist-count", count=count))


def _list(desk: Desk, event: PicklistSent | PicklistReminderDue, key: str, urgency: Urgency) -> list[Notice]:
    picklist = desk.store.orders.picklist(event.picklist_id)
    if picklist is None or picklist.status is not PicklistStatus.OPEN:
        return []
    said = words(key, until=picklist.confirm_by)
    rows = picking_rows(desk.store, parts_to_pack(desk.store, picklist.id))
    reply = Reply((Saying((said,), options=answer_options(picklist.id, flow="picking-list"), rows=rows),))
    sellers = desk.store.people.with_role(Role.MERCHANT, event.merchant_id)
    return [Notice(person.id, reply, urgency) for person in sellers]


# --- to residents ----------------------------------------------------------------------------------------


def part_answered(desk: Desk, event: PartAnswered) -> list[Notice]:
    """What one merchant has said, what is missing, and what it costs now."""
    order, part = _order(desk, event.order_id), _part(desk, event.part_id)
    if part.status is MerchantOrderStatus.CANCELLED:
        return []
    merchant = _merchant(desk, part.merchant_id)
    missing = [line for line in part.lines if line.due < line.ordered]
    said = _answer_words(part, merchant, order, missing)
    rows = _rows(part) if part.status is not MerchantOrderStatus.REJECTED else ()
    return [
        _to_buyer(desk, event.person_id, [said, *_state(desk, order)], rows, [m for m in missing if not m.due], part)
    ]


def part_lapsed(desk: Desk, event: PartLapsed) -> list[Notice]:
    """Nobody has answered: the resident and an operator hear it."""
    order, part = _order(desk, event.order_id), _part(desk, event.part_id)
    merchant = _merchant(desk, part.merchant_id)
    things = [line.name for line in part.lines]
    said = words("notice-part-lapsed", merchant=merchant.name, things=_some(things))
    to_operators = desk.to_operators(
        words(
            "notice-operator-lapsed",
            merchant=merchant.name,
            phone=merchant.phone,
            code=order.code,
            name=full_name(desk.person(order.person_id)),
        )
    )
    return [_to_buyer(desk, event.person_id, [said, *_state(desk, order)], (), part.lines, part), *to_operators]


def part_handed_over(desk: Desk, event: PartHandedOver) -> list[Notice]:
    """She reads that it counts as fetched: from now on the time of her withdrawal runs."""
    order, merchant = desk.store.orders.get(event.order_id), desk.store.catalogue.merchant(event.merchant_id)
    if order is None or merchant is None:
        return []
    human = Option(words("notice-option-human"), flow="human")
    said = words("notice-part-handed-over", merchant=merchant.name, code=order.code)
    return [Notice(event.person_id, say(said, options=(human,)))]


def contract_withdrawn(desk: Desk, event: ContractWithdrawn) -> list[Notice]:
    """The receipt with its time for the resident (sec. 356a BGB), and the news for the merchant."""
    order, part = _order(desk, event.order_id), _part(desk, event.part_id)
    merchant, at = _merchant(desk, event.merchant_id), datetime.fromisoformat(event.at)
    lines = [line for line in part.lines if line.id in set(event.line_ids)]
    back = Money.total(line.final_price + line.final_deposit for line in lines)
    things = _some([line.name for line in lines])
    receipt = words("notice-withdrawn", code=order.code, merchant=merchant.name, things=things, at=at)
    to_merchant = words(
        "notice-merchant-withdrawn", code=order.code, name=order.name, things=things, amount=back, at=at
    )
    sellers = desk.store.people.with_role(Role.MERCHANT, event.merchant_id)
    told = Reply((Saying((receipt, words("notice-withdrawn-back", amount=back))),))
    return [
        *([] if event.receipt_given else [Notice(event.person_id, told, Urgency.ANSWER)]),
        *(Notice(person.id, Reply((Saying((to_merchant,)),))) for person in sellers),
    ]


def _answer_words(part: MerchantOrder, merchant: Merchant, order: Order, missing: Sequence[OrderLine]) -> Words:
    things = _some([_missing_words(line) for line in missing])
    match part.status:
        case MerchantOrderStatus.REJECTED:
            return words("notice-part-rejected", merchant=merchant.name, things=things)
        case MerchantOrderStatus.PARTLY_CONFIRMED:
            return words("notice-part-partly", merchant=merchant.name, code=order.code, things=things)
    return words("notice-part-confirmed", merchant=merchant.name, code=order.code)


def _missing_words(line: OrderLine) -> Words | str:
    if not line.due:
        return line.name
    key = "notice-less-packs" if line.packs is not None else "notice-less-grams"
    return words(key, thing=line.name, missing=str(line.ordered - line.due), ordered=str(line.ordered))


def _state(desk: Desk, order: Order) -> list[Words]:
    """What it costs now, and who has still to answer or when everything comes."""
    waiting = [part for part in order.parts if part.status.awaits_answer()]
    if waiting:
        names = [_merchant(desk, part.merchant_id).name for part in waiting]
        return [words("notice-order-waits", merchants=names, total=order.total)]
    if not order.live_parts():
        return [words("notice-order-nothing", code=order.code)]
    days = [words("order-day", day=day) for day in order.days()]
    if order.receive is Receive.HOME:
        return [words("notice-order-final-home", total=order.total, days=days)]
    there = [part for part in order.live_parts() if is_fetched_there(order, part)]
    if there and len(there) == len(order.live_parts()):
        shops = [_merchant(desk, part.merchant_id) for part in there]
        places = [words("notice-shop", merchant=shop.name, street=shop.street, town=shop.town) for shop in shops]
        return [words("notice-order-final-counter", total=order.total, shops=places, days=days)]
    place = station_of(desk.store, order.station_id).village
    return [words("notice-order-final", total=order.total, station=place, days=days)]


def _to_buyer(
    desk: Desk,
    person_id: PersonId,
    said: Sequence[Words],
    rows: Sequence[TableRow],
    gone: Sequence[OrderLine],
    part: MerchantOrder,
) -> Notice:
    """The message with what another seller has instead of what does not come."""
    others = _instead(desk, gone, part)
    more = [words("notice-instead")] if others else []
    options = [Option(Verbatim(product_words(other)), value=other.sku, flow="order") for other in others]
    return Notice(person_id, Reply((Saying((*said, *more), options=tuple(options), rows=tuple(rows)),)))


def _instead(desk: Desk, gone: Sequence[OrderLine], part: MerchantOrder) -> list[Product]:
    """At most three like things of others: the best for each missing line first."""
    found: list[Product] = []
    for line in gone:
        product = desk.store.catalogue.product(line.sku)
        others = like(desk.store, product, part.day, limit=SHOWN) if product else []
        found += [other for other in others if other not in found][: 1 if len(gone) > 1 else SHOWN]
    return found[:SHOWN]


def _rows(part: MerchantOrder) -> tuple[TableRow, ...]:
    goods = Money.total(line.final_price for line in part.lines)
    deposit = Money.total(line.final_deposit for line in part.lines)
    return tuple(part_rows(part.lines, goods, deposit))


def _some(things: Sequence[Words | str], most: int = 4) -> list[Words | str]:
    """The first few things by name, the others as a number: a message stays short."""
    if len(things) <= most:
        return list(things)
    return [*things[: most - 1], words("notice-more", count=len(things) - most + 1)]


def _order(desk: Desk, order_id: OrderId) -> Order:
    order = desk.store.orders.get(order_id)
    assert order is not None, f"an event about an unknown order {order_id}"
    return order


def _part(desk: Desk, part_id: MerchantOrderId) -> MerchantOrder:
    part = desk.store.orders.part(part_id)
    assert part is not None, f"an event about an unknown merchant order {part_id}"
    return part


def _merchant(desk: Desk, merchant_id: MerchantId) -> Merchant:
    merchant = desk.store.catalogue.merchant(merchant_id)
    assert merchant is not None, f"an event about an unknown merchant {merchant_id}"
    return merchant
