"""What residents do: fill a basket, buy, change, cancel, withdraw. What merchants do is in `picklists`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from domain.catalogue.model import Product, Withdrawal
from domain.clock import local_day
from domain.county import County
from domain.errors import NotFound
from domain.ids import BasketId, MerchantOrderId, OrderId, PersonId, Sku, StationId
from domain.lockers.reserving import can_take, locked, plan, release_unneeded, reserve
from domain.ordering.errors import (
    BasketEmpty,
    NoDelivery,
    NothingToWithdraw,
    NotRegistered,
    OfferChanged,
    TooLate,
    UnfitAmount,
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
)
from domain.ordering.offer import Offer, coming_back, make_offer
from domain.ordering.purchase import (
    call_off,
    change_of,
    left_of_scarce,
    let_go_of_fixed,
    new_part,
    order_for,
    rooms_wanted,
    schedule_picklist,
)
from domain.ordering.schedule import has_slot
from domain.people.model import Actor, Person, Role
from domain.permission import CUSTOMERS, allowed
from domain.quantity import Amount
from domain.store import UnitOfWork
from domain.tours.timing import want_tours

SATURDAY = 5
WITHDRAWAL = timedelta(days=14)
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
    """Add goods. Raises `NotFound` for what is no goods of ours, `UnfitAmount`, `NoDelivery`, `BasketFull`."""
    product = _goods(store, sku)
    merchant = store.catalogue.merchant(product.merchant_id)
    if merchant is None or not has_slot(merchant, county.calendar, county.rules.schedule, county.now()):
        raise NoDelivery(merchant=merchant.name if merchant else product.merchant_id)
    basket = basket_of(county, store, actor.person_id)
    present = basket.line(sku)
    if not product.sells(amount) or (present and not product.sells(present.amount + amount)):
        raise UnfitAmount(product=product.name)
    basket.put(sku, amount, county.now())
    return basket


@allowed(*CUSTOMERS)
def set_amount(county: County, store: UnitOfWork, actor: Actor, sku: Sku, amount: Amount | None) -> Basket:
    """Have just this much of something; None takes it out. Raises `NotFound`, `UnfitAmount`, `BasketFull`."""
    if amount is not None and not (product := _goods(store, sku)).sells(amount):
        raise UnfitAmount(product=product.name)
    basket = basket_of(county, store, actor.person_id)
    basket.set(sku, amount, county.now())
    return basket


@allowed(*CUSTOMERS)
def restore_basket(
    county: County,
    store: UnitOfWork,
    actor: Actor,
    lines: Sequence[tuple[Sku, Amount]],
    *,
    amends: OrderId | None,
    amends_since: datetime | None,
) -> Basket:
    """Put the basket back as it was, one step back in the talk: its goods, and the order they were to replace."""
    basket = basket_of(county, store, actor.person_id)
    for line in basket.lines:
        basket.set(line.sku, None, county.now())
    for sku, amount in lines:
        basket.put(sku, amount, county.now())
    basket.amends, basket.amends_since = amends, amends_since
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
    basket = basket_of(county, store, person.id)
    let_go_of_fixed(county, store, basket)
    return make_offer(county, store, basket, person.station_id)


def has_room(county: County, store: UnitOfWork, person: Person, offer: Offer, station_id: StationId) -> bool:
    """Whether the station has compartments for everything of the offer, on every day of it.

    What an order that is being changed holds there is given back for it.
    """
    station = store.lockers.station(station_id)
    if station is None:
        return False
    change = change_of(county, store, basket_of(county, store, person.id), station_id)
    wanted, ignoring = rooms_wanted(store, offer, change)
    return can_take(store, station, wanted, reach_only=person.reach_only, ignoring=ignoring)


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
    if basket.receive is Receive.HOME and person.street is None:
        raise NotRegistered
    amended = basket.amends is not None
    let_go_of_fixed(county, store, basket)
    if amended and basket.amends is None:
        raise TooLate
    offer = make_offer(county, store, basket, person.station_id)
    if offer.gone or offer.asks_together or basket.receive is None or offer.fingerprint() != basket.shown:
        raise OfferChanged
    # Whoever tells the refusal may commit: all that can be refused is asked before anything is changed.
    change = change_of(county, store, basket, person.station_id)
    left = left_of_scarce(store, offer, coming_back(store, basket, county.now()))
    station = locked(store, person.station_id)
    wanted, ignoring = rooms_wanted(store, offer, change)
    rooms = plan(store, station, wanted, reach_only=person.reach_only, ignoring=ignoring)

    if change is not None:
        call_off(county, store, change.order, change.parts)
    for product, packs in left:
        product.remaining_packs = packs
    order = order_for(county, store, person, basket, change)
    order.parts += [new_part(county, order, part) for part in offer.parts]
    reserve(county, store, order, rooms)
    for part in offer.parts:
        schedule_picklist(store, part)
        want_tours(county, store, part.slot.day)
    basket.clear(county.now())
    store.record(OrderPlaced(order_id=order.id, person_id=person.id, amended=amended))
    return order


@allowed(Role.RESIDENT)
def amend(county: County, store: UnitOfWork, actor: Actor, order_id: OrderId) -> Basket:
    """Take a placed order back into the basket to change it. It stays ordered until it is bought again.

    Raises `TooLate` when no part can be changed any more, `BasketFull`.
    """
    order = own_order(store, actor, order_id)
    if not order.changeable_parts(county.now()):
        raise TooLate
    basket = basket_of(county, store, actor.person_id)
    basket.reopen(order, county.now())
    return basket


@allowed(Role.RESIDENT)
def cancel(county: County, store: UnitOfWork, actor: Actor, order_id: OrderId) -> list[MerchantOrder]:
    """Call off all parts before their cut-off and return them. Raises `TooLate` when there is none."""
    order = own_order(store, actor, order_id)
    parts = order.changeable_parts(county.now())
    if not parts:
        raise TooLate
    call_off(county, store, order, parts)
    basket_of(county, store, actor.person_id).forget_order(order, parts, county.now())
    store.record(
        OrderCancelled(order_id=order.id, person_id=order.person_id, part_ids=tuple(part.id for part in parts))
    )
    return parts


@allowed(Role.RESIDENT)
def withdraw(county: County, store: UnitOfWork, actor: Actor, part_id: MerchantOrderId) -> list[OrderLine]:
    """Withdraw from the contract with one merchant and return the lines the right covers.

    Perishable goods and papers are excepted (sec. 312g (2) BGB), and it ends 14 days after the goods were fetched
    (sec. 355, 356 BGB). Raises `NothingToWithdraw`.
    """
    part = store.orders.part(part_id)
    if part is None:
        raise NotFound
    own_order(store, actor, part.order_id)
    return withdraw_part(county, store, actor.person_id, part, receipt_given=True)


def withdrawable_lines(county: County, part: MerchantOrder) -> list[OrderLine]:
    """What may be given back now; nothing where there is no contract, and nothing when the time is over."""
    if not part.status.is_contract() or _is_over(county, part):
        return []
    return [line for line in part.lines if line.withdrawal in _WITHDRAWABLE and line.due and not line.withdrawn]


def withdraw_part(
    county: County, store: UnitOfWork, by: PersonId, part: MerchantOrder, *, receipt_given: bool = False
) -> list[OrderLine]:
    """The withdrawal itself; the web form without log-in calls it, too. Raises `NothingToWithdraw`.

    `receipt_given` says that the resident reads the receipt where she has declared it, so that no notice is due.
    """
    lines = withdrawable_lines(county, part)
    if not lines:
        raise NothingToWithdraw
    for line in lines:
        line.withdrawn = True
    if all(line.withdrawn or not line.due for line in part.lines):
        part.move(MerchantOrderStatus.WITHDRAWN, by, county.now())
    order = store.orders.get(part.order_id)
    assert order is not None
    release_unneeded(county, store, order, by)
    store.record(
        ContractWithdrawn(
            order_id=order.id,
            part_id=part.id,
            merchant_id=part.merchant_id,
            person_id=order.person_id,
            line_ids=tuple(line.id for line in lines),
            at=county.now().isoformat(),
            receipt_given=receipt_given,
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


def _is_over(county: County, part: MerchantOrder) -> bool:
    """Whether the time for a withdrawal is over; an end on a day off moves to the next working day (sec. 193 BGB)."""
    if part.status is not MerchantOrderStatus.DELIVERED:
        return False
    end = local_day(part.status_at) + WITHDRAWAL
    while end.weekday() >= SATURDAY or county.calendar.is_holiday(end):
        end += timedelta(days=1)
    return local_day(county.now()) > end


def _goods(store: UnitOfWork, sku: Sku) -> Product:
    product = store.catalogue.product(sku)
    if product is None or product.is_service:
        raise NotFound
    return product
