"""What residents do: fill a basket, buy, change, cancel, withdraw. What merchants do is in `picklists`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.catalogue.model import Withdrawal
from domain.codes import speakable_code
from domain.county import County
from domain.errors import NotFound
from domain.ids import BasketId, MerchantOrderId, OrderId, PersonId, Sku, StationId
from domain.lockers.service import can_take, release_if_empty, release_planned, reserve
from domain.ordering.errors import (
    BasketEmpty,
    JustSoldOut,
    NothingToWithdraw,
    NotRegistered,
    OfferChanged,
    TooLate,
)
from domain.ordering.events import ContractWithdrawn, OrderCancelled, OrderPlaced
from domain.ordering.model import (
    Basket,
    MerchantOrder,
    MerchantOrderStatus,
    Order,
    OrderLine,
    Receive,
    Together,
    order_line,
)
from domain.ordering.offer import Offer, OfferPart, make_offer
from domain.people.model import Actor, Person, Role
from domain.permission import CUSTOMERS, allowed
from domain.quantity import Amount
from domain.store import UnitOfWork

_WITHDRAWABLE = {Withdrawal.YES, Withdrawal.SEALED}


# --- the basket -------------------------------------------------------------------------------------


def basket_of(county: County, store: UnitOfWork, person_id: PersonId) -> Basket:
    """The person's one open basket; a new one when there is none."""
    basket = store.orders.basket_of(person_id)
    if basket is None:
        basket = Basket(id=BasketId(county.ids.new()), person_id=person_id, changed_at=county.now())
        store.orders.add_basket(basket)
    return basket


@allowed(*CUSTOMERS)
def put_in(county: County, store: UnitOfWork, actor: Actor, sku: Sku, amount: Amount) -> Basket:
    """Add goods. Raises `NotFound` for an unknown product, `BasketFull`."""
    if store.catalogue.product(sku) is None:
        raise NotFound
    basket = basket_of(county, store, actor.person_id)
    basket.put(sku, amount, county.now())
    return basket


@allowed(*CUSTOMERS)
def set_amount(county: County, store: UnitOfWork, actor: Actor, sku: Sku, amount: Amount | None) -> Basket:
    """Have just this much of something; None takes it out."""
    basket = basket_of(county, store, actor.person_id)
    basket.set(sku, amount, county.now())
    return basket


@allowed(*CUSTOMERS)
def restore_lines(county: County, store: UnitOfWork, actor: Actor, lines: Sequence[tuple[Sku, Amount]]) -> Basket:
    """Put the basket back as it was: one step back in the talk."""
    basket = basket_of(county, store, actor.person_id)
    for line in basket.lines:
        basket.set(line.sku, None, county.now())
    for sku, amount in lines:
        basket.put(sku, amount, county.now())
    return basket


@allowed(*CUSTOMERS)
def empty_basket(county: County, store: UnitOfWork, actor: Actor) -> Basket:
    """Take everything out. An order that was being changed stays as it was placed."""
    basket = basket_of(county, store, actor.person_id)
    basket.clear(county.now())
    return basket


@allowed(*CUSTOMERS)
def choose_receiving(
    county: County,
    store: UnitOfWork,
    actor: Actor,
    *,
    receive: Receive | None = None,
    day: date | None = None,
    together: Together | None = None,
) -> Basket:
    """Say how, on which day, and whether everything comes at once. What is not given stays."""
    basket = basket_of(county, store, actor.person_id)
    basket.receive = receive or basket.receive
    if day is not None or together is not None:
        basket.wished_day, basket.together = day, together
    basket.shown = None
    return basket


def offer_for(county: County, store: UnitOfWork, person: Person) -> Offer:
    """The person's basket, priced and dated as of now."""
    return make_offer(county, store, basket_of(county, store, person.id), person.station_id)


def has_room(county: County, store: UnitOfWork, person: Person, offer: Offer, station_id: StationId) -> bool:
    """Whether the station has compartments for everything of the offer, on every day of it."""
    station = store.lockers.station(station_id)
    if station is None:
        return False
    return all(
        can_take(store, station, day, _lines_of_day(offer, day), reach_only=person.reach_only) for day in offer.days()
    )


@allowed(*CUSTOMERS)
def show(county: County, store: UnitOfWork, actor: Actor, offer: Offer) -> None:
    """Note that just this offer stands before the resident: only it can be bought."""
    basket_of(county, store, actor.person_id).shown = offer.fingerprint()


# --- buying --------------------------------------------------------------------------------------------


@allowed(Role.RESIDENT)
def place(county: County, store: UnitOfWork, actor: Actor) -> Order:
    """Buy what was shown: "Jetzt kaufen".

    Raises `BasketEmpty`, `NotRegistered`, `OfferChanged` (price, day or goods differ from what was shown),
    `JustSoldOut`, `StationFull`, `TooLate` (the order to be changed cannot be changed any more). Nothing is
    lost by any of them: the basket stays.
    """
    basket = basket_of(county, store, actor.person_id)
    person = store.people.get(actor.person_id)
    if not basket.lines:
        raise BasketEmpty
    if person is None or person.name is None or person.village is None or person.station_id is None:
        raise NotRegistered
    offer = make_offer(county, store, basket, person.station_id)
    if offer.gone or offer.asks_together or basket.receive is None or offer.fingerprint() != basket.shown:
        raise OfferChanged
    order = _amended(county, store, basket) if basket.amends else _new_order(county, store, person, basket)
    amended = basket.amends is not None
    _take_scarce(store, offer)
    order.parts += [_part(county, order, part) for part in offer.parts]
    for day in offer.days():
        release_planned(county, store, order, day)
        reserve(county, store, order, day, reach_only=person.reach_only)
    for part in offer.parts:
        _schedule_picklist(store, part)
    basket.clear(county.now())
    store.record(OrderPlaced(order_id=order.id, person_id=person.id, amended=amended))
    return order


@allowed(Role.RESIDENT)
def amend(county: County, store: UnitOfWork, actor: Actor, order_id: OrderId) -> Basket:
    """Take a placed order back into the basket to change it. It stays ordered until it is bought again.

    Raises `TooLate` when no part can be changed any more.
    """
    order = own_order(store, actor, order_id)
    parts = order.changeable_parts(county.now())
    if not parts:
        raise TooLate
    basket = basket_of(county, store, actor.person_id)
    for line in (line for part in parts for line in part.lines):
        basket.put(line.sku, Amount(packs=line.packs, grams=line.grams), county.now())
    basket.amends, basket.receive = order.id, order.receive
    return basket


@allowed(Role.RESIDENT)
def cancel(county: County, store: UnitOfWork, actor: Actor, order_id: OrderId) -> list[MerchantOrder]:
    """Call off all parts before their cut-off and return them. Raises `TooLate` when there is none."""
    order = own_order(store, actor, order_id)
    parts = order.changeable_parts(county.now())
    if not parts:
        raise TooLate
    _call_off(county, store, order, parts)
    store.record(
        OrderCancelled(order_id=order.id, person_id=order.person_id, part_ids=tuple(part.id for part in parts))
    )
    return parts


@allowed(Role.RESIDENT)
def withdraw(county: County, store: UnitOfWork, actor: Actor, part_id: MerchantOrderId) -> list[OrderLine]:
    """Withdraw from the contract with one merchant and return the lines the right covers.

    Perishable goods and papers are excepted (sec. 312g (2) BGB). Raises `NothingToWithdraw`.
    """
    part = store.orders.part(part_id)
    if part is None:
        raise NotFound
    own_order(store, actor, part.order_id)
    return withdraw_part(county, store, actor.person_id, part)


def withdraw_part(county: County, store: UnitOfWork, by: PersonId, part: MerchantOrder) -> list[OrderLine]:
    """The withdrawal itself; the web form without log-in calls it, too. Raises `NothingToWithdraw`."""
    lines = [line for line in part.lines if line.withdrawal in _WITHDRAWABLE and line.due and not line.withdrawn]
    if not part.status.is_contract() or not lines:
        raise NothingToWithdraw
    for line in lines:
        line.withdrawn = True
    if all(line.withdrawn or not line.due for line in part.lines):
        part.move(MerchantOrderStatus.WITHDRAWN, by, county.now())
    order = store.orders.get(part.order_id)
    assert order is not None
    store.record(
        ContractWithdrawn(
            order_id=order.id,
            part_id=part.id,
            merchant_id=part.merchant_id,
            person_id=order.person_id,
            line_ids=tuple(line.id for line in lines),
            at=county.now().isoformat(),
        )
    )
    return lines


def own_order(store: UnitOfWork, actor: Actor, order_id: OrderId) -> Order:
    """The actor's own order. Raises `NotFound`, also for somebody else's."""
    order = store.orders.get(order_id)
    if order is None or order.person_id != actor.person_id:
        raise NotFound
    return order


# --- steps -----------------------------------------------------------------------------------------------


def _new_order(county: County, store: UnitOfWork, person: Person, basket: Basket) -> Order:
    assert person.name
    assert person.station_id
    assert basket.receive
    code = speakable_code(county.chance)
    while store.orders.by_code(code) is not None:
        code = speakable_code(county.chance)
    order = Order(
        id=OrderId(county.ids.new()),
        code=code,
        person_id=person.id,
        name=person.name,
        placed_at=county.now(),
        receive=basket.receive,
        station_id=person.station_id,
    )
    store.orders.add(order)
    return order


def _amended(county: County, store: UnitOfWork, basket: Basket) -> Order:
    """The order to be replaced, with its changeable parts called off."""
    assert basket.amends is not None
    order = store.orders.get(basket.amends)
    if order is None:
        raise NotFound
    parts = order.changeable_parts(county.now())
    if not parts:
        raise TooLate
    _call_off(county, store, order, parts)
    assert basket.receive
    order.receive = basket.receive
    return order


def _call_off(county: County, store: UnitOfWork, order: Order, parts: Sequence[MerchantOrder]) -> None:
    for part in parts:
        part.move(MerchantOrderStatus.CANCELLED, order.person_id, county.now())
        for line in part.lines:
            _give_back(store, line)
    release_if_empty(county, store, order, order.person_id)


def _give_back(store: UnitOfWork, line: OrderLine) -> None:
    product = store.catalogue.product(line.sku)
    if product is not None and product.remaining_packs is not None and line.packs is not None:
        product.remaining_packs += line.packs


def _take_scarce(store: UnitOfWork, offer: Offer) -> None:
    """Lower the stock of what is counted, locked and late (what gets scarcer is locked once)."""
    scarce = [line for part in offer.parts for line in part.lines if line.product.remaining_packs is not None]
    if not scarce:
        return
    locked = store.catalogue.lock({line.product.sku for line in scarce})
    for line in scarce:
        product = locked[line.product.sku]
        left = (product.remaining_packs or 0) - (line.amount.packs or 0)
        if left < 0:
            raise JustSoldOut(product=product.name, left=product.remaining_packs or 0)
        product.remaining_packs = left


def _part(county: County, order: Order, part: OfferPart) -> MerchantOrder:
    part_id = MerchantOrderId(county.ids.new())
    lines = [
        order_line(line.product, line.amount, line_id=county.ids.new(), part_id=part_id, position=position)
        for position, line in enumerate(part.lines, start=1)
    ]
    return MerchantOrder(
        id=part_id,
        order_id=order.id,
        merchant_id=part.merchant.id,
        day=part.slot.day,
        cutoff=part.slot.cutoff,
        picklist_at=part.slot.picklist_at,
        confirm_by=part.slot.confirm_by,
        status_at=county.now(),
        status_by=order.person_id,
        lines=lines,
    )


def _lines_of_day(offer: Offer, day: date) -> list[OrderLine]:
    return [
        order_line(line.product, line.amount, line_id="", part_id=MerchantOrderId(""), position=0)
        for part in offer.parts
        if part.slot.day == day
        for line in part.lines
    ]


def _schedule_picklist(store: UnitOfWork, part: OfferPart) -> None:
    merchant_id, at = part.merchant.id, part.slot.picklist_at
    payload = {"merchant_id": merchant_id, "until": at.isoformat()}
    store.outbox.put("picklist.send", payload, due_at=at, key=f"picklist:{merchant_id}:{at.isoformat()}")
