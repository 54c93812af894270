"""What stands behind "Jetzt kaufen": the order that is changed, stock, room at the station, and the new parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.catalogue.model import Product
from domain.contracts import new_contract_code
from domain.county import County
from domain.ids import MerchantOrderId, OrderId, PickupId, Sku, StationId
from domain.lockers.reserving import planned_pickups, release_unneeded
from domain.ordering.errors import JustSoldOut
from domain.ordering.model import Basket, MerchantOrder, MerchantOrderStatus, Order, OrderLine, Receive, order_line
from domain.ordering.offer import Offer, OfferPart
from domain.people.model import Person
from domain.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class Change:
    """A placed order whose `parts` are called off for new ones; `staying` can no longer be changed.

    `moves`: the resident wants it somewhere else meanwhile, at another pick-up point or at home. What stays, stays
    where it was ordered to, and the new goods become an order of their own.
    """

    order: Order
    parts: list[MerchantOrder]
    staying: list[MerchantOrder]
    moves: bool

    @property
    def splits(self) -> bool:
        return self.moves and bool(self.staying)


def change_of(county: County, store: UnitOfWork, basket: Basket, station_id: StationId) -> Change | None:
    """What buying this basket for this pick-up point changes of a placed order, or None."""
    order = store.orders.get(basket.amends) if basket.amends else None
    if order is None:
        return None
    parts = order.changeable_parts(county.now())
    staying = [part for part in order.live_parts() if part not in parts]
    return Change(order, parts, staying, _moves(order, basket, station_id))


def _moves(order: Order, basket: Basket, station_id: StationId) -> bool:
    if order.receive is not basket.receive:
        return True
    return order.receive is Receive.PICKUP and order.station_id != station_id


def let_go_of_fixed(county: County, store: UnitOfWork, basket: Basket) -> None:
    """Take out of the basket what a cut-off has fixed since the order was taken back into it."""
    order = store.orders.get(basket.amends) if basket.amends else None
    if order is not None:
        basket.let_go_of_fixed(order, county.now())


def rooms_wanted(
    store: UnitOfWork, offer: Offer, change: Change | None
) -> tuple[dict[date, list[OrderLine]], set[PickupId]]:
    """What will lie at the station on each day of the offer, and the pickups that are given back for it.

    What is brought to the door lies nowhere.
    """
    wanted: dict[date, list[OrderLine]] = {}
    if offer.receive is Receive.HOME:
        return wanted, set()
    for part in offer.parts:
        wanted.setdefault(part.slot.day, []).extend(_lines(part, MerchantOrderId("")))
    if change is None:
        return wanted, set()
    if change.splits:
        return wanted, set()
    for staying in change.staying:
        if staying.day in wanted:
            wanted[staying.day] += staying.lines
    left_days = {part.day for part in change.staying}
    given_back = {part.day for part in change.parts} - left_days | wanted.keys()
    return wanted, {pickup.id for pickup in planned_pickups(store, change.order, given_back)}


def order_for(county: County, store: UnitOfWork, person: Person, basket: Basket, change: Change | None) -> Order:
    """The order that takes the new parts: the changed one, or a new one."""
    assert person.name
    assert person.station_id
    assert basket.receive
    if change is not None and not change.splits:
        change.order.receive, change.order.station_id = basket.receive, person.station_id
        return change.order
    order = Order(
        id=OrderId(county.ids.new()),
        code=new_contract_code(county, store),
        person_id=person.id,
        name=person.name,
        placed_at=county.now(),
        receive=basket.receive,
        station_id=person.station_id,
    )
    store.orders.add(order)
    return order


def call_off(county: County, store: UnitOfWork, order: Order, parts: Sequence[MerchantOrder]) -> None:
    """Cancel parts that could still be changed; stock and compartments are for others again."""
    for part in parts:
        part.move(MerchantOrderStatus.CANCELLED, order.person_id, county.now())
        give_back(store, part)
    release_unneeded(county, store, order, order.person_id)


def give_back(store: UnitOfWork, part: MerchantOrder) -> None:
    """What is counted and will not be delivered can be had by others again."""
    for line in part.lines:
        product = store.catalogue.product(line.sku)
        if product is not None and product.remaining_packs is not None and line.packs is not None:
            product.remaining_packs += line.packs


def left_of_scarce(store: UnitOfWork, offer: Offer, back: Counter[Sku]) -> list[tuple[Product, int]]:
    """What will be left of what is counted once this is bought; locked, late and once. Raises `JustSoldOut`.

    `back` comes back from the order that is being changed, before the new goods are taken.
    """
    lines = [line for part in offer.parts for line in part.lines if line.product.remaining_packs is not None]
    locked = store.catalogue.lock({line.product.sku for line in lines}) if lines else {}
    left = []
    for line in lines:
        product, wanted = locked[line.product.sku], line.amount.packs or 0
        there = (product.remaining_packs or 0) + back[product.sku]
        if wanted > there:
            raise JustSoldOut(product=product.name, left=there)
        left.append((product, there - wanted))
    return left


def new_part(county: County, order: Order, part: OfferPart) -> MerchantOrder:
    """One seller's part as it is bought: today's prices, this day."""
    part_id = MerchantOrderId(county.ids.new())
    lines = _lines(part, part_id)
    for line in lines:
        line.id = county.ids.new()
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


def _lines(part: OfferPart, part_id: MerchantOrderId) -> list[OrderLine]:
    return [
        order_line(line.product, line.amount, line_id="", part_id=part_id, position=position)
        for position, line in enumerate(part.lines, start=1)
    ]


def schedule_picklist(store: UnitOfWork, part: OfferPart) -> None:
    """Have the merchant's list gathered at its time; one timer for all who buy for it."""
    merchant_id, at = part.merchant.id, part.slot.picklist_at
    payload = {"merchant_id": merchant_id, "until": at.isoformat()}
    store.outbox.put("picklist.send", payload, due_at=at, key=f"picklist:{merchant_id}:{at.isoformat()}")
