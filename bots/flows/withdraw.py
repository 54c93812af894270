"""The right of withdrawal in two steps (sec. 356a BGB): which contract, what is covered, "Widerruf bestätigen".

A contract is one merchant's part of an order, or an agreed appointment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import NO_WORDS, Json, Option, Reply, TableRow, Verbatim, Words, joined, say, words
from bots.flows.appointment_words import rows_of
from bots.flows.orders_said import merchant_name, merchant_phone, named_code
from bots.flows.tables import amount_words
from bots.flows.who import EVERYBODY
from bots.texts.texts import money
from domain.appointments.model import Appointment
from domain.appointments.service import may_withdraw, own_appointment, withdraw_appointment
from domain.catalogue.model import Withdrawal
from domain.ids import AppointmentId, MerchantOrderId, OrderId
from domain.money import Money
from domain.ordering.model import MerchantOrder, Order, OrderLine
from domain.ordering.service import own_order, withdraw, withdrawable_lines
from domain.quantity import Amount
from nlu.result import Expects

SHOWN = 3


@dataclass(frozen=True, slots=True)
class WithdrawForm:
    """Which contract (the id of a part or of an appointment), and the confirmation."""

    part_id: str | None = None
    sure: bool | None = None


def begin(turn: Turn) -> Step[WithdrawForm]:
    """The contracts with goods that may be given back. Strangers, and whoever has none, get the page."""
    contracts = _contracts(turn)
    if not contracts:
        return Step(WithdrawForm(), _no_contract(turn), done=True)
    codes = named_code(turn.said)
    named = [one for one in contracts if one.code in codes] or contracts
    return Step(WithdrawForm(named[0].id if len(named) == 1 else None))


def start_with(turn: Turn, value: Json) -> Step[WithdrawForm]:
    """The contract of a button "Vertrag widerrufen"."""
    return Step(WithdrawForm(value)) if value else begin(turn)


def which_words(turn: Turn, _form: WithdrawForm) -> Words:
    """Which contract; older ones are on the page."""
    more = len(_contracts(turn)) > SHOWN
    return words("withdraw-which-more" if more else "withdraw-which", url=_page(turn))


def which_options(turn: Turn, _form: WithdrawForm) -> Sequence[Option]:
    """The newest three contracts, by seller and code."""
    return [
        Option(
            words("withdraw-option-which", merchant=one.merchant, code=one.code),
            one.id,
            heard_as=(one.code, one.merchant),
        )
        for one in _contracts(turn)[:SHOWN]
    ]


def sure_words(turn: Turn, form: WithdrawForm) -> Reply:
    """The first step's result: what is covered, what is excepted and why."""
    service = _service(turn, form)
    if service is not None:
        return _service_words(turn, service)
    order, part = _part(turn, form)
    covered = withdrawable_lines(turn.county, part)
    excepted = [line for line in part.lines if line.due and not line.withdrawn and line not in covered]
    rows = [_row(line) for line in covered]
    rows += [TableRow(NO_WORDS, _why_not(line), NO_WORDS, kind="note") for line in excepted]
    head = words("withdraw-covers", merchant=merchant_name(turn, part.merchant_id), code=order.code)
    sealed = any(line.withdrawal is Withdrawal.SEALED for line in covered)
    notes = [words("withdraw-sealed")] if sealed else []
    return joined(say(head, rows=rows), say(*notes, words("withdraw-ask-sure")))


def sure_options(_turn: Turn, _form: WithdrawForm) -> Sequence[Option]:
    """The label the law gives, and a way back."""
    return [
        Option(words("withdraw-option-confirm"), True, style="main"),
        Option(words("withdraw-option-not"), False, heard_as=("nein", "doch nicht", "nee")),
    ]


def sure_chosen(turn: Turn, form: WithdrawForm, value: Json) -> Step[WithdrawForm]:
    """The receipt, with day and time; or nothing has happened."""
    if not value:
        return Step(form, say(words("withdraw-not")), done=True)
    service = _service(turn, form)
    if service is not None:
        return Step(form, _service_withdrawn(turn, service), done=True)
    order, part = _part(turn, form)
    lines = withdraw(turn.county, turn.store, turn.actor, MerchantOrderId(part.id))
    receipt = words(
        "withdraw-receipt",
        code=order.code,
        merchant=merchant_name(turn, part.merchant_id),
        at=turn.county.now(),
    )
    amount = Money.total(line.final_price + line.final_deposit for line in lines)
    back = words("withdraw-goods-back", amount=amount, phone=merchant_phone(turn, part.merchant_id))
    return Step(form, joined(say(receipt, rows=[_row(line) for line in lines]), say(back)), done=True)


def sure_heard(turn: Turn, form: WithdrawForm) -> Step[WithdrawForm] | None:
    """A plain yes is no declaration; a no is one."""
    assert turn.parse is not None
    if turn.parse.intent.name == "deny":
        return sure_chosen(turn, form, False)
    if turn.parse.intent.name == "affirm":
        return Step(form, say(words("withdraw-say-it"), options=sure_options(turn, form)), asks_itself=True)
    return None


@dataclass(frozen=True, slots=True)
class Contract:
    """What can be withdrawn from, as it is called."""

    id: str
    code: str
    merchant: str


def _contracts(turn: Turn) -> list[Contract]:
    """Appointments first: they are few, and what is agreed may be soon."""
    orders = turn.store.orders.of_person(turn.person.id, 20)
    parts = [(order, part) for order in orders for part in order.parts if withdrawable_lines(turn.county, part)]
    services = [one for one in turn.store.appointments.of_person(turn.person.id, 20) if may_withdraw(turn.county, one)]
    return [
        *(Contract(one.id, one.code, merchant_name(turn, one.merchant_id)) for one in services),
        *(Contract(part.id, order.code, merchant_name(turn, part.merchant_id)) for order, part in parts),
    ]


def _service(turn: Turn, form: WithdrawForm) -> Appointment | None:
    """The appointment that is meant, if it is none of goods."""
    appointment = turn.store.appointments.get(AppointmentId(form.part_id or ""))
    return own_appointment(turn.store, turn.actor, appointment.id) if appointment is not None else None


def _service_words(turn: Turn, service: Appointment) -> Reply:
    merchant = merchant_name(turn, service.merchant_id)
    head = words("withdraw-covers-service", merchant=merchant, code=service.code, start=service.start)
    return joined(say(head, rows=rows_of(service)), say(words("withdraw-ask-sure")))


def _service_withdrawn(turn: Turn, service: Appointment) -> Reply:
    withdraw_appointment(turn.county, turn.store, turn.actor, service.id)
    merchant = merchant_name(turn, service.merchant_id)
    receipt = words("withdraw-receipt", code=service.code, merchant=merchant, at=turn.county.now())
    return joined(say(receipt, rows=rows_of(service)), say(words("withdraw-service-off")))


def _no_contract(turn: Turn) -> Reply:
    orders = turn.store.orders.of_person(turn.person.id, 20)
    contracts = [part for order in orders for part in order.parts if part.status.is_contract()]
    if contracts:
        return say(words("withdraw-only-excepted", phone=turn.info["phone"], url=_page(turn)))
    if any(order.is_open() for order in orders):
        return say(words("withdraw-not-yet-contract", url=_page(turn)))
    return say(words("withdraw-page", url=_page(turn)))


def _row(line: OrderLine) -> TableRow:
    due = Amount(packs=line.due) if line.packs is not None else Amount(grams=line.due)
    price = line.final_price + line.final_deposit
    return TableRow(amount_words(due), Verbatim(line.name), Verbatim(money(price)))


def _why_not(line: OrderLine) -> Words:
    perishable = line.withdrawal is Withdrawal.PERISHABLE
    return words("withdraw-perishable" if perishable else "withdraw-excepted", thing=line.name)


def _part(turn: Turn, form: WithdrawForm) -> tuple[Order, MerchantOrder]:
    part = turn.store.orders.part(MerchantOrderId(form.part_id or ""))
    order = own_order(turn.store, turn.actor, OrderId(part.order_id if part else ""))
    assert part is not None
    return order, part


def _page(turn: Turn) -> str:
    return f"{turn.info['base_url']}/widerruf"


WITHDRAW = Flow(
    name="withdraw",
    about="Einen Vertrag widerrufen",
    form=WithdrawForm,
    for_roles=EVERYBODY,
    intents=frozenset({"withdraw_contract"}),
    begin=begin,
    start_with=start_with,
    asks=(
        Ask("part_id", words=which_words, offers=which_options, expects=Expects.CHOICE),
        Ask("sure", words=sure_words, offers=sure_options, chosen=sure_chosen, hears=sure_heard),
    ),
    finish=lambda _turn, _form: Reply(),
)
