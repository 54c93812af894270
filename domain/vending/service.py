"""Selling out of slots: look, buy, open, and what becomes of the money. A sale is one wish, whatever is said twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.catalogue.model import Merchant, Product
from domain.clock import local_day
from domain.codes import speakable_code
from domain.county import County
from domain.errors import DomainError, MoveRefused, NotFound
from domain.ids import PaymentId, PersonId, SaleId, StationId
from domain.lockers.errors import CompartmentInUse, StationSilent
from domain.lockers.model import CompartmentKind, DoorCommand, Station
from domain.lockers.opening import send_open
from domain.lockers.ports import CommandOutcome
from domain.lockers.reserving import locked
from domain.money import Money
from domain.ordering.errors import OfferChanged
from domain.payments.model import Method, Payment, PaymentStatus
from domain.payments.wishes import begin_payment, capture, refund, void
from domain.people.model import Actor, Role
from domain.permission import CUSTOMERS, allowed
from domain.store import UnitOfWork
from domain.vending.errors import NobodySells, NoSaleNow, NotForSale, SlotBlocked, SlotEmpty
from domain.vending.events import (
    PaymentPageReady,
    SaleAuthorised,
    SaleCameToNothing,
    SaleDispensed,
    SaleNeedsPerson,
    SaleOpenedLate,
    SalePaid,
    SaleRefunded,
)
from domain.vending.model import Sale, SaleStatus, StockChange, VendingSlot, WhyNot, may_be_vended
from domain.vending.slots import change_stock, locked_slot

PURPOSE = "vending"  # of a payment
OPEN_TO_SELL = "vending"  # the `why` of an opening
RECEIPT_DIGITS = 3  # one more than an order's: nobody takes one for the other
LOOK_AFTER = (timedelta(minutes=1), timedelta(minutes=5))
_REFUSED: dict[type[DomainError], WhyNot] = {
    NobodySells: WhyNot.NOT_FOR_SALE,
    SlotBlocked: WhyNot.BLOCKED,
    SlotEmpty: WhyNot.EMPTY,
}


@dataclass(frozen=True, slots=True)
class SlotOffer:
    """What a slot sells now, and who sells it. `left` packs are not being bought by somebody else."""

    station: Station
    slot: VendingSlot
    product: Product
    seller: Merchant
    left: int


# --- looking ----------------------------------------------------------------------------------------------------


@allowed(*CUSTOMERS)
def offer(county: County, store: UnitOfWork, actor: Actor, station_id: StationId, no: int) -> SlotOffer:
    """What can be bought out of this compartment.

    Raises `NobodySells`, `NotForSale`, `SlotBlocked`, `SlotEmpty`, `NoSaleNow` while the station is silent.
    """
    station = store.lockers.station(station_id)
    slot = store.vending.slot(station_id, no)
    if station is None or slot is None:
        raise NotForSale(compartment=no)
    found = _on_sale(county, store, station, slot)
    if station.silent:
        raise NoSaleNow(station=station.village)
    return found


@allowed(*CUSTOMERS)
def on_sale_at(county: County, store: UnitOfWork, actor: Actor, station_id: StationId) -> Sequence[SlotOffer]:
    """Everything a station sells now, by compartment. Raises `NobodySells`."""
    station = store.lockers.station(station_id)
    if station is None:
        raise NotFound
    if not county.rules.sells:
        raise NobodySells
    found = []
    for slot in store.vending.slots_at(station_id):
        try:
            found.append(_on_sale(county, store, station, slot))
        except DomainError:  # empty, blocked or too old: it is not for sale
            continue
    return found


# --- buying -----------------------------------------------------------------------------------------------------


@allowed(*CUSTOMERS)
def buy(
    county: County,
    store: UnitOfWork,
    actor: Actor,
    station_id: StationId,
    no: int,
    packs: int,
    *,
    total: Money,
    key: str,
) -> Sale:
    """Buy from the chat at the total that was shown; the same key is the same sale. The page to pay comes by itself.

    Raises what `offer` raises, and `OfferChanged` when it costs something else now.
    """
    known = store.vending.sale_by_key(key)
    if known is not None:
        return known
    locked_slot(store, station_id, no)
    found = offer(county, store, actor, station_id, no)
    if packs > found.left:
        raise SlotEmpty(product=found.product.name, left=found.left)
    sale = _sale(county, store, found, packs, key=key, method=Method.LINK, buyer_id=actor.person_id)
    if sale.total != total:
        raise OfferChanged
    _begin(county, store, sale)
    now = county.now()
    for after in LOOK_AFTER:  # should the provider's hint get lost
        store.outbox.put("payment.look", {"payment_id": sale.payment_id}, due_at=now + after)
    payload = {"payment_id": sale.payment_id}
    store.outbox.put("payment.end", payload, due_at=now + county.rules.pay_within, key=f"pay-end:{sale.payment_id}")
    return sale


@allowed(Role.SYSTEM)
def card_presented(
    county: County, store: UnitOfWork, actor: Actor, station_id: StationId, no: int, *, card: str, key: str
) -> Sale | None:
    """A card was held before a compartment: one piece, if it can be sold. What cannot be is written down, too.

    None for a compartment that sells nothing at all.
    """
    known = store.vending.sale_by_key(key)
    station, slot = store.lockers.station(station_id), store.vending.lock_slot(station_id, no)
    if known is not None or station is None or slot is None:
        return known
    try:
        found, why_not = _on_sale(county, store, station, slot), None
    except NotForSale:
        return None
    except (NobodySells, SlotBlocked, SlotEmpty) as refusal:
        found, why_not = _as_it_is(store, station, slot), _REFUSED[type(refusal)]
    sale = _sale(county, store, found, 1, key=key, method=Method.CARD, buyer_id=None)
    if why_not is None:
        _begin(county, store, sale, card=card)
    else:
        store.vending.add_sale(sale)
        sale.move(SaleStatus.FAILED, actor.person_id, county.now(), why_not)
    return sale


@allowed(*CUSTOMERS)
def open_bought(county: County, store: UnitOfWork, actor: Actor, sale_id: SaleId) -> DoorCommand:
    """The buyer stands before it. Raises `MoveRefused`, `StationSilent`, `CompartmentInUse`: then it stays paid for."""
    sale = _own(store, actor, sale_id)
    if sale.status is not SaleStatus.AUTHORISED:
        raise MoveRefused(status=sale.status)
    return _open(county, store, sale, actor.person_id)


@allowed(*CUSTOMERS)
def cancel(county: County, store: UnitOfWork, actor: Actor, sale_id: SaleId) -> Sale:
    """The buyer does not want it after all; before the door was opened it costs nothing."""
    sale = _own(store, actor, sale_id)
    payment = _payment(store, sale)
    if sale.status is SaleStatus.STARTED:
        sale.move(SaleStatus.FAILED, actor.person_id, county.now(), WhyNot.CANCELLED)
    elif sale.status is SaleStatus.AUTHORISED:
        _end(store, sale)
        sale.move(SaleStatus.VOIDED, actor.person_id, county.now(), WhyNot.CANCELLED)
    else:
        raise MoveRefused(status=sale.status)
    void(county, store, actor.person_id, payment)
    return sale


@allowed(*CUSTOMERS)
def has_taken(county: County, store: UnitOfWork, actor: Actor, sale_id: SaleId) -> Sale:
    """The buyer says that the door was open and the goods are out, where the station has not said it."""
    sale = _own(store, actor, sale_id)
    if sale.status is not SaleStatus.UNCLEAR:
        raise MoveRefused(status=sale.status)
    _dispense(county, store, sale, actor.person_id, door_open_now=False)
    return sale


# --- operators ----------------------------------------------------------------------------------------------------


@allowed(Role.OPERATOR)
def unsettled(county: County, store: UnitOfWork, actor: Actor) -> Sequence[Sale]:
    """Sales on which a person has to decide, oldest first."""
    return store.vending.sales_in({status for status in SaleStatus if status.needs_a_person()})


@allowed(Role.OPERATOR)
def decide(county: County, store: UnitOfWork, actor: Actor, sale_id: SaleId, *, taken: bool) -> Sale:
    """Whether the goods of an unclear sale are out: then the money is taken, else it is set free."""
    sale = _locked(store, sale_id)
    if sale.status is not SaleStatus.UNCLEAR:
        raise MoveRefused(status=sale.status)
    if taken:
        _dispense(county, store, sale, actor.person_id, door_open_now=False)
    else:
        _void(county, store, sale, actor.person_id, WhyNot.NOT_TAKEN)
    return sale


def call_off(county: County, store: UnitOfWork, by: PersonId, sale_id: SaleId) -> None:
    """A step of a recall: the goods may not be sold, so that whoever is paying for them pays nothing."""
    sale = _locked(store, sale_id)
    if sale.status is SaleStatus.STARTED:
        sale.move(SaleStatus.FAILED, by, county.now(), WhyNot.BLOCKED)
        void(county, store, by, _payment(store, sale))
        store.record(SaleCameToNothing(sale_id=sale.id))
    elif sale.status is SaleStatus.AUTHORISED:
        _end(store, sale)
        _void(county, store, sale, by, WhyNot.BLOCKED)


@allowed(Role.OPERATOR)
def give_money_back(county: County, store: UnitOfWork, actor: Actor, sale_id: SaleId) -> Sale:
    """Refund a paid sale: the goods were bad, or not there."""
    sale = _locked(store, sale_id)
    sale.move(SaleStatus.REFUNDING, actor.person_id, county.now())
    refund(county, store, actor.person_id, _payment(store, sale))
    return sale


# --- what comes back ------------------------------------------------------------------------------------------------


@allowed(Role.SYSTEM)
def payment_settled(county: County, store: UnitOfWork, actor: Actor, payment_id: PaymentId) -> None:
    """The payment of a sale stands elsewhere now: go on from where it is, whatever has been missed between."""
    payment = store.till.get(payment_id)
    sale = _locked(store, SaleId(payment.subject)) if payment else None
    if payment is None or sale is None:
        return
    match sale.status, payment.status:
        case SaleStatus.STARTED, PaymentStatus.PENDING:
            store.record(PaymentPageReady(sale_id=sale.id))
        case SaleStatus.STARTED, PaymentStatus.AUTHORISED:
            _authorised(county, store, sale)
        case SaleStatus.STARTED, PaymentStatus.FAILED | PaymentStatus.VOIDING | PaymentStatus.VOIDED:
            sale.move(SaleStatus.FAILED, actor.person_id, county.now(), _reason(payment))
            store.record(SaleCameToNothing(sale_id=sale.id))
        case SaleStatus.AUTHORISED, PaymentStatus.FAILED:
            _end(store, sale)
            sale.move(SaleStatus.VOIDED, actor.person_id, county.now(), WhyNot.EXPIRED)
            store.record(SaleCameToNothing(sale_id=sale.id))
        case SaleStatus.FAILED | SaleStatus.VOIDED, PaymentStatus.AUTHORISED | PaymentStatus.PENDING:
            void(county, store, actor.person_id, payment)
        case SaleStatus.DISPENSED, PaymentStatus.CAPTURED:
            sale.move(SaleStatus.PAID, actor.person_id, county.now())
            store.record(SalePaid(sale_id=sale.id))
        case SaleStatus.DISPENSED, PaymentStatus.FAILED:
            sale.move(SaleStatus.UNPAID, actor.person_id, county.now(), WhyNot.DECLINED)
            store.record(SaleNeedsPerson(sale_id=sale.id))
        case SaleStatus.REFUNDING, PaymentStatus.REFUNDED:
            sale.move(SaleStatus.REFUNDED, actor.person_id, county.now())
            store.record(SaleRefunded(sale_id=sale.id))


@allowed(Role.SYSTEM)
def door_answered(county: County, store: UnitOfWork, actor: Actor, command: DoorCommand) -> None:
    """What the door has said. Open: sold. Shut: nothing is paid. Nobody knows: nothing is taken, a person decides.

    What a station says late counts, too: an unclear sale is clear then; of one that was given up operators hear.
    """
    sale = _locked(store, SaleId(command.subject))
    if command.outcome is CommandOutcome.DONE:
        if sale.status in {SaleStatus.OPENING, SaleStatus.UNCLEAR}:
            _dispense(county, store, sale, actor.person_id, door_open_now=sale.status is SaleStatus.OPENING)
        elif sale.status is SaleStatus.VOIDED and sale.why_not is WhyNot.SILENT:
            store.record(SaleOpenedLate(sale_id=sale.id))
    elif sale.status is SaleStatus.OPENING and command.outcome is CommandOutcome.UNKNOWN:
        sale.move(SaleStatus.UNCLEAR, actor.person_id, county.now())
        store.record(SaleNeedsPerson(sale_id=sale.id))
    elif sale.status is SaleStatus.OPENING or (sale.status is SaleStatus.UNCLEAR and not command.given_up):
        _void(county, store, sale, actor.person_id, WhyNot.SILENT if command.given_up else WhyNot.JAMMED)


@allowed(Role.SYSTEM)
def lapse(county: County, store: UnitOfWork, actor: Actor, sale_id: SaleId) -> None:
    """It was paid for and never fetched: the money is set free."""
    sale = _locked(store, sale_id)
    if sale.status is SaleStatus.AUTHORISED:
        _void(county, store, sale, actor.person_id, WhyNot.EXPIRED)


# --- steps ------------------------------------------------------------------------------------------------------------


def _authorised(county: County, store: UnitOfWork, sale: Sale) -> None:
    by = sale.buyer_id or sale.status_by
    sale.move(SaleStatus.AUTHORISED, by, county.now())
    if sale.method is Method.CARD:  # the buyer stands before it
        try:
            _open(county, store, sale, by)
        except (StationSilent, CompartmentInUse):
            _void(county, store, sale, by, WhyNot.SILENT)
        return
    store.outbox.cancel(f"pay-end:{sale.payment_id}")
    due_at = county.now() + county.rules.fetch_within
    store.outbox.put("sale.lapse", {"sale_id": sale.id}, due_at=due_at, key=f"lapse:{sale.id}")
    store.record(SaleAuthorised(sale_id=sale.id))


def _open(county: County, store: UnitOfWork, sale: Sale, by: PersonId) -> DoorCommand:
    station = locked(store, sale.station_id)
    command = send_open(county, store, by, station, sale.no, why=OPEN_TO_SELL, subject=sale.id)
    _end(store, sale)
    sale.move(SaleStatus.OPENING, by, county.now())
    return command


def _dispense(county: County, store: UnitOfWork, sale: Sale, by: PersonId, *, door_open_now: bool) -> None:
    """The goods are out: the stock is lowered, once, and the money is taken."""
    slot = locked_slot(store, sale.station_id, sale.no)
    sale.move(SaleStatus.DISPENSED, by, county.now())
    change_stock(county, store, by, slot, max(0, slot.quantity - sale.packs), StockChange.SALE, sale.id)
    capture(county, store, by, _payment(store, sale))
    store.record(SaleDispensed(sale_id=sale.id, door_open_now=door_open_now))


def _void(county: County, store: UnitOfWork, sale: Sale, by: PersonId, why_not: WhyNot) -> None:
    sale.move(SaleStatus.VOIDED, by, county.now(), why_not)
    void(county, store, by, _payment(store, sale))
    store.record(SaleCameToNothing(sale_id=sale.id))


def _end(store: UnitOfWork, sale: Sale) -> None:
    """It waits for nothing more."""
    store.outbox.cancel(f"lapse:{sale.id}")


def _reason(payment: Payment) -> WhyNot:
    """In the words of a sale why no money was set aside."""
    return {"unreachable": WhyNot.UNREACHABLE, "expired": WhyNot.EXPIRED}.get(payment.reason, WhyNot.DECLINED)


def _begin(county: County, store: UnitOfWork, sale: Sale, *, card: str = "") -> None:
    store.vending.add_sale(sale)
    payment = begin_payment(
        county,
        store,
        sale.status_by,
        purpose=PURPOSE,
        subject=sale.id,
        merchant_id=sale.seller_id,
        method=sale.method,
        amount=sale.total,
        deposit=sale.deposit,
        reader=f"{sale.station_id}-{sale.no}" if sale.method is Method.CARD else "",
        card=card,
    )
    sale.payment_id = payment.id


def _sale(
    county: County,
    store: UnitOfWork,
    found: SlotOffer,
    packs: int,
    *,
    key: str,
    method: Method,
    buyer_id: PersonId | None,
) -> Sale:
    now = county.now()
    return Sale(
        id=SaleId(county.ids.new()),
        key=key,
        code=_new_code(county, store),
        station_id=found.station.id,
        no=found.slot.no,
        sku=found.product.sku,
        name=found.product.name,
        packs=packs,
        unit_price=found.product.price,
        unit_deposit=found.product.deposit,
        vat_percent=found.product.vat_percent,
        seller_id=found.seller.id,
        buyer_id=buyer_id,
        method=method,
        started_at=now,
        status_at=now,
        status_by=buyer_id or PersonId("system"),
    )


def _new_code(county: County, store: UnitOfWork) -> str:
    while True:
        code = speakable_code(county.chance, digits=RECEIPT_DIGITS)
        if store.vending.sale_by_code(code) is None:
            return code


def _on_sale(county: County, store: UnitOfWork, station: Station, slot: VendingSlot) -> SlotOffer:
    """What the slot sells. Raises `NobodySells`, `NotForSale`, `SlotBlocked`, `SlotEmpty`."""
    if not county.rules.sells:
        raise NobodySells
    found = _as_it_is(store, station, slot)
    compartment = station.compartment(slot.no)
    if compartment.kind is not CompartmentKind.VENDING or not may_be_vended(found.product):
        raise NotForSale(compartment=slot.no)
    if slot.blocked or compartment.fault is not None or slot.is_too_old(local_day(county.now())):
        raise SlotBlocked(compartment=slot.no)
    if found.left < 1:
        raise SlotEmpty(product=found.product.name, left=0)
    return found


def _as_it_is(store: UnitOfWork, station: Station, slot: VendingSlot) -> SlotOffer:
    product = store.catalogue.product(slot.sku)
    seller = store.catalogue.merchant(station.seller_id)
    if product is None or seller is None:
        raise NotForSale(compartment=slot.no)
    held = sum(sale.packs for sale in store.vending.sales_holding(station.id, slot.no))
    return SlotOffer(station, slot, product, seller, slot.quantity - held)


def _payment(store: UnitOfWork, sale: Sale) -> Payment:
    payment = store.till.lock(sale.payment_id) if sale.payment_id else None
    if payment is None:
        raise NotFound
    return payment


def _locked(store: UnitOfWork, sale_id: SaleId) -> Sale:
    sale = store.vending.lock_sale(sale_id)
    if sale is None:
        raise NotFound
    return sale


def _own(store: UnitOfWork, actor: Actor, sale_id: SaleId) -> Sale:
    sale = _locked(store, sale_id)
    if sale.buyer_id != actor.person_id:
        raise NotFound
    return sale
