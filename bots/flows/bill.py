"""The bill: each merchant's own, with deposit, VAT or the sentence in its place, and whom to ask."""

from __future__ import annotations

from bots.dialogue.flow import Turn, answer_flow
from bots.dialogue.reply import Json, Option, Reply, Saying, Words, say, words
from bots.flows.appointment_words import rows_of
from bots.flows.orders_said import named_code, named_order
from bots.flows.tables import part_rows
from bots.flows.vending import paying
from bots.flows.who import BUYERS, is_resident
from domain.appointments.model import Appointment, AppointmentStatus
from domain.appointments.service import own_appointment, own_appointments
from domain.catalogue.model import Merchant, TaxStatus
from domain.clock import local_day
from domain.deposits.settling import set_off_on
from domain.ids import AppointmentId
from domain.ordering.model import MerchantOrder, MerchantOrderStatus, Order
from domain.ordering.service import withdrawable_lines
from domain.payments.bill import Bill, bill_of, bill_of_service

SHOWN = 3


def answer(turn: Turn) -> Reply:
    """The bills of the order or appointment that was named, else of the newest with one."""
    orders, done = turn.store.orders.of_person(turn.person.id, 10), _done(turn)
    named = named_order(turn, orders)
    service = next((one for one in done if one.code in named_code(turn.said)), None)
    if service is not None:
        return _service_bill(turn, service)
    billed = next((order for order in ([named] if named else orders) if _billed(order)), None)
    newest = done[0] if done and named is None else None
    if newest is not None and (billed is None or billed.placed_at < newest.moved_at):
        return _service_bill(turn, newest)
    if billed is not None:
        return _bills(turn, billed, 0)
    awaited = named or next((order for order in orders if order.is_open()), None)
    if awaited is not None:
        return say(words("bill-later", code=awaited.code, total=awaited.total))
    return say(words("bill-none"))


def tapped(turn: Turn, value: Json) -> Reply:
    """More bills of one order, or the bill of a service."""
    if value and "appointment" in value:
        return _service_bill(turn, own_appointment(turn.store, turn.actor, AppointmentId(value["appointment"])))
    order = next((o for o in turn.store.orders.of_person(turn.person.id, 10) if value and o.id == value["order"]), None)
    return _bills(turn, order, value["from"]) if order is not None else answer(turn)


def pay(turn: Turn) -> Reply:
    """What is being bought out of a Fach is paid on its page; for all else every merchant sends his own bill."""
    now = paying(turn)
    return now if now is not None else say(words("bill-pay"), words("bill-pay-never", phone=turn.info["phone"]))


def _bills(turn: Turn, order: Order, start: int) -> Reply:
    parts = _billed(order)
    sayings = [saying for part in parts[start : start + SHOWN] for saying in _bill(turn, order, part)]
    if len(parts) > start + SHOWN:
        more = Option(words("bill-option-more"), {"order": order.id, "from": start + SHOWN}, flow="bill")
        sayings.append(Saying((words("bill-more"),), (more,)))
    return Reply(tuple(sayings))


def _service_bill(turn: Turn, appointment: Appointment) -> Reply:
    merchant = turn.store.catalogue.merchant(appointment.merchant_id)
    assert merchant is not None
    assert appointment.start is not None
    day = local_day(appointment.start)
    head = words("bill-service-head", code=appointment.code, merchant=merchant.name, day=day)
    said = (*_tax(bill_of_service(appointment, merchant)), _contact(merchant))
    return Reply((Saying((head,), rows=tuple(rows_of(appointment))), Saying(said)))


def _done(turn: Turn) -> list[Appointment]:
    """Services that are done, the newest first."""
    if not is_resident(turn):
        return []
    own = own_appointments(turn.county, turn.store, turn.actor)
    done = [one for one in own if one.status is AppointmentStatus.DONE]
    return sorted(done, key=lambda one: one.moved_at, reverse=True)


def _bill(turn: Turn, order: Order, part: MerchantOrder) -> tuple[Saying, Saying]:
    """The table, and what the law wants beside it."""
    merchant = turn.store.catalogue.merchant(part.merchant_id)
    assert merchant is not None
    bill = bill_of(part, merchant, set_off_on(turn.store, part))
    head = words("bill-head", code=order.code, merchant=merchant.name, day=part.day)
    contact = _contact(merchant)
    rows = tuple(part_rows(bill.lines, bill.goods, bill.deposit, bill.returned))
    options = (
        (Option(words("withdraw-option"), part.id, flow="withdraw"),) if withdrawable_lines(turn.county, part) else ()
    )
    return Saying((head,), rows=rows), Saying((*_tax(bill), contact), options)


def _contact(merchant: Merchant) -> Words:
    return words("bill-contact", owner=merchant.owner, street=merchant.street, town=merchant.town, phone=merchant.phone)


def _tax(bill: Bill) -> list[Words]:
    match bill.merchant.tax_status:
        case TaxStatus.SMALL_BUSINESS:
            return [words("bill-small-business")]
        case TaxStatus.FLAT_RATE:
            return [words("bill-flat-rate")]
    return [words("bill-tax", percent=share.percent, tax=share.tax) for share in bill.tax if share.tax]


def _billed(order: Order) -> list[MerchantOrder]:
    """The parts a merchant has agreed to: before that there is nothing to pay."""
    return [p for p in order.parts if p.status.is_contract() or p.status is MerchantOrderStatus.RETURNED]


BILL = answer_flow("bill", "Die Rechnungen der Händler zeigen", BUYERS, {"ask_bill"}, answer, tapped=tapped)
PAY = answer_flow("pay", "Sagen, wie bezahlt wird", BUYERS, {"pay"}, pay)
