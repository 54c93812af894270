"""Notices about sales out of a Fach: the page to pay, the door, the receipt; and what a person must decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bots.dialogue.reply import NO_WORDS, Json, Option, Reply, TableRow, Verbatim, Words, say, words
from bots.notices.notice import Desk, Notice, Urgency, full_name
from bots.texts.texts import money
from domain.catalogue.model import Merchant, TaxStatus
from domain.clock import local_day
from domain.events import Event
from domain.money import Money
from domain.payments.events import PaymentStuck
from domain.payments.model import PaymentStatus
from domain.people.model import Role
from domain.vending.events import (
    PaymentPageReady,
    SaleAuthorised,
    SaleCameToNothing,
    SaleDispensed,
    SaleNeedsPerson,
    SaleOpenedLate,
    SalePaid,
    SaleRefunded,
    SlotDoubted,
    SlotsBlocked,
    StockCounted,
)
from domain.vending.model import Sale, SaleStatus, WhyNot

BOUGHT_FLOW = "vending-bought"  # the buyer's own taps on a sale
DESK_FLOW = "sale-desk"  # the operators'


# --- to the buyer -------------------------------------------------------------------------------------------------


def page_ready(desk: Desk, event: PaymentPageReady) -> list[Notice]:
    """Where to pay, how much, to whom, and until when."""
    sale = _sale(desk, event)
    payment = desk.store.till.get(sale.payment_id) if sale.payment_id else None
    if sale.status is not SaleStatus.STARTED or payment is None or payment.status is not PaymentStatus.PENDING:
        return []
    until = payment.opened_at + desk.county.rules.pay_within
    said = words("vending-page-until", link=payment.link, price=sale.total, until=until)
    return _to_buyer(sale, say(said, options=[_tap(sale, "vending-option-cancel", "cancel", "doch nicht")]))


def authorised(desk: Desk, event: SaleAuthorised) -> list[Notice]:
    """Nobody opens a door from the sofa: does she stand before it?"""
    sale = _sale(desk, event)
    return _to_buyer(sale, paid_here(sale)) if sale.status is SaleStatus.AUTHORISED else []


def dispensed(desk: Desk, event: SaleDispensed) -> list[Notice]:
    """It is open: take out what was bought, and shut it."""
    sale = _sale(desk, event)
    if not event.door_open_now or sale.status not in {SaleStatus.DISPENSED, SaleStatus.PAID}:
        return []
    return _to_buyer(sale, say(words("vending-door-open", no=sale.no, count=sale.packs, thing=sale.name)))


def paid(desk: Desk, event: SalePaid) -> list[Notice]:
    """The receipt: number, seller, goods, deposit, VAT."""
    sale = _sale(desk, event)
    return _to_buyer(sale, receipt(desk, sale))


def came_to_nothing(desk: Desk, event: SaleCameToNothing) -> list[Notice]:
    """Nothing is bought and nothing is paid; why, and what she can do."""
    sale = _sale(desk, event)
    if sale.why_not is None or sale.why_not is WhyNot.CANCELLED:  # that was answered in the talk
        return []
    human = Option(words("notice-option-human"), flow="human")
    free = words("vending-money-free" if sale.status is SaleStatus.VOIDED else "vending-nothing-paid")
    return _to_buyer(sale, say(why_not_words(desk, sale), free, options=[human]))


def needs_person(desk: Desk, event: SaleNeedsPerson) -> list[Notice]:
    """The buyer may know what the station has not said; operators decide."""
    sale = _sale(desk, event)
    if not sale.status.needs_a_person():
        return []
    if sale.status is SaleStatus.UNPAID:
        return desk.to_operators(words("notice-operator-sale-unpaid", code=sale.code), _about(desk, sale))
    options = [
        _tap(sale, "vending-option-taken", "taken", "ja", "ja habe ich", "habe ich"),
        _tap(sale, "vending-option-not-taken", "not_taken", "nein", "nee", "es blieb zu"),
    ]
    asked = _to_buyer(sale, say(words("vending-unclear", no=sale.no), options=options))
    said = words("notice-operator-sale-unclear", code=sale.code)
    return [*asked, *desk.to_operators(said, _about(desk, sale), options=desk_options(sale))]


def refunded(desk: Desk, event: SaleRefunded) -> list[Notice]:
    """The money is on its way back."""
    sale = _sale(desk, event)
    return _to_buyer(sale, say(words("vending-refunded", amount=sale.total, code=sale.code)))


def paid_here(sale: Sale) -> Reply:
    """ "Stehen Sie davor?", with the taps of whoever has paid."""
    return say(words("vending-paid-here", no=sale.no), options=open_options(sale))


def open_options(sale: Sale) -> list[Option]:
    """Open it, not yet, or not at all."""
    return [
        _tap(sale, "open-compartment-option-yes", "open", "ja", "öffnen", "ja bitte", "auf", "aufmachen", style="main"),
        _tap(sale, "vending-option-wait", "wait", "nein", "noch nicht", "später"),
        _tap(sale, "vending-option-cancel", "cancel", "doch nicht"),
    ]


def receipt(desk: Desk, sale: Sale) -> Reply:
    """What the law and the buyer want to see of a sale, to keep."""
    seller = desk.store.catalogue.merchant(sale.seller_id)
    assert seller is not None
    head = words("vending-receipt", code=sale.code, day=local_day(sale.status_at))
    address = words("vending-seller", merchant=seller.name, street=seller.street, town=seller.town)
    return say(head, address, _tax(sale, seller), rows=sale_rows(sale.packs, sale.name, sale.price, sale.deposit))


def why_not_words(desk: Desk, sale: Sale) -> Words:
    """Why a sale came to nothing, in a sentence."""
    assert sale.why_not is not None
    never_fetched = sale.why_not is WhyNot.EXPIRED and sale.status is SaleStatus.VOIDED
    key = "not-fetched" if never_fetched else sale.why_not.value.replace("_", "-")
    return words(f"vending-not-{key}", no=sale.no, station=desk.place(sale.station_id), thing=sale.name)


def sale_rows(packs: int, thing: str, price: Money, deposit: Money) -> list[TableRow]:
    """Goods, deposit and total, each on its line."""
    rows = [TableRow(Verbatim(f"{packs} ×"), Verbatim(thing), Verbatim(money(price)))]
    if deposit:
        rows.append(TableRow(NO_WORDS, words("table-deposit"), Verbatim(money(deposit)), kind="deposit"))
    rows.append(TableRow(NO_WORDS, words("table-total"), Verbatim(money(price + deposit)), kind="total"))
    return rows


def display(desk: Desk, sale: Sale) -> Words:
    """What somebody who pays by card reads at the Fach."""
    if sale.why_not is not None:
        return words("vending-display-refused", why=why_not_words(desk, sale))
    if sale.status in {SaleStatus.DISPENSED, SaleStatus.PAID}:
        seller = desk.store.catalogue.merchant(sale.seller_id)
        name = seller.name if seller else sale.seller_id
        return words("vending-display-paid", no=sale.no, total=sale.total, merchant=name, code=sale.code)
    if sale.status.needs_a_person():
        return words("vending-display-unclear", phone=desk.phone)
    return words("vending-display-waits")


# --- to volunteers --------------------------------------------------------------------------------------------------


def doubted(desk: Desk, event: SlotDoubted) -> list[Notice]:
    """Who looks after it is asked to look; where nobody does, operators are. After a count there is no doubt."""
    slot = desk.store.vending.slot(event.station_id, event.no)
    product = desk.store.catalogue.product(slot.sku) if slot else None
    if slot is None or slot.doubted_at is None or product is None:
        return []
    thing, place = product.name, desk.place(event.station_id)
    said = words("notice-slot-doubted", station=place, no=slot.no, thing=thing, count=slot.quantity)
    name = f"{slot.station_id}:{slot.no}"
    empty = {"slot": name, "count": 0}
    options = [
        Option(words("notice-slot-option-empty"), empty, "report-stock", heard_as=("ist leer", "leer", "ja")),
        Option(words("notice-slot-option-left"), {"slot": name}, "report-stock", heard_as=("da liegt noch etwas",)),
    ]
    helpers = [p for p in desk.store.people.with_role(Role.VOLUNTEER, event.station_id) if p.id != event.by]
    if not helpers:
        return desk.to_operators(said, options=options)
    return [Notice(person.id, say(said, options=options), Urgency.PROACTIVE) for person in helpers]


# --- to operators ---------------------------------------------------------------------------------------------------


def opened_late(desk: Desk, event: SaleOpenedLate) -> list[Notice]:
    """Nothing is paid for it, and it may be gone: somebody should count."""
    sale = _sale(desk, event)
    return desk.to_operators(words("notice-operator-sale-late", code=sale.code), _about(desk, sale))


def payment_stuck(desk: Desk, event: PaymentStuck) -> list[Notice]:
    """The provider has not been reached for an hour, or refuses what it must do."""
    payment = desk.store.till.get(event.payment_id)
    if payment is None or not payment.status.is_wish():
        return []
    said = words(f"notice-operator-payment-{payment.status.value}", amount=payment.amount)
    return desk.to_operators(said, words("notice-operator-payment-id", id=payment.provider_ref or payment.id))


def desk_options(sale: Sale) -> list[Option]:
    """What operators can decide of a sale as it stands."""

    def tap(key: str, did: str, *heard_as: str) -> Option:
        return Option(words(key), {"sale": sale.id, "did": did}, DESK_FLOW, heard_as=heard_as)

    if sale.status is SaleStatus.UNCLEAR:
        return [
            tap("sale-desk-option-taken", "taken", "ware ist heraus"),
            tap("sale-desk-option-not-taken", "not_taken", "nichts entnommen"),
        ]
    if sale.status is SaleStatus.PAID:
        return [tap("sale-desk-option-refund", "refund", "erstatten", "geld zurück")]
    return []


def _about(desk: Desk, sale: Sale) -> Words:
    buyer = full_name(desk.person(sale.buyer_id)) if sale.buyer_id else words("notice-operator-sale-card")
    return words(
        "notice-operator-sale-about",
        station=desk.place(sale.station_id),
        no=sale.no,
        thing=sale.name,
        total=sale.total,
        buyer=buyer,
    )


def _tax(sale: Sale, seller: Merchant) -> Words:
    match seller.tax_status:
        case TaxStatus.SMALL_BUSINESS:
            return words("bill-small-business")
        case TaxStatus.FLAT_RATE:
            return words("bill-flat-rate")
    return words("bill-tax", percent=sale.vat_percent, tax=sale.total.tax_inside(sale.vat_percent))


def _tap(sale: Sale, key: str, did: str, *heard_as: str, style: str = "plain") -> Option:
    value: Json = {"sale": sale.id, "did": did}
    return Option(words(key), value, BOUGHT_FLOW, style=style, heard_as=heard_as)


def _to_buyer(sale: Sale, reply: Reply) -> list[Notice]:
    """Who pays by card stands before the reader: nobody is to be written to."""
    return [Notice(sale.buyer_id, reply, Urgency.ANSWER)] if sale.buyer_id else []


def _sale(
    desk: Desk,
    event: PaymentPageReady
    | SaleAuthorised
    | SaleDispensed
    | SalePaid
    | SaleCameToNothing
    | SaleNeedsPerson
    | SaleOpenedLate
    | SaleRefunded,
) -> Sale:
    sale = desk.store.vending.sale(event.sale_id)
    assert sale is not None, f"an event about an unknown sale {event.sale_id}"
    return sale


TOLD: Mapping[type[Event], Callable[[Desk, Any], list[Notice]]] = {
    PaymentPageReady: page_ready,
    SaleAuthorised: authorised,
    SaleDispensed: dispensed,
    SalePaid: paid,
    SaleCameToNothing: came_to_nothing,
    SaleNeedsPerson: needs_person,
    SaleOpenedLate: opened_late,
    SaleRefunded: refunded,
    PaymentStuck: payment_stuck,
    SlotDoubted: doubted,
}
SILENT: Mapping[type[Event], str] = {
    StockCounted: "who has counted reads it in the answer; if it runs low, the alert is told",
    SlotsBlocked: "the operator reads it in the answer; buyers read it at the Fach",
}
