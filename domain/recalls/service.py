"""A recall: nothing more is sold, who has bought it is found and warned, nobody pays for it, and it is taken out.

Reg. (EC) 178/2002 Art. 19: who has the goods is to be told effectively and accurately why.
"""

from __future__ import annotations

from domain.catalogue.model import Product
from domain.catalogue.service import take_off_the_shelf
from domain.county import County
from domain.errors import NotFound
from domain.ids import PersonId, Sku
from domain.lockers.reserving import release_unneeded
from domain.money import Money
from domain.ordering.model import MerchantOrder, MerchantOrderStatus
from domain.people.model import Actor, Role
from domain.permission import allowed
from domain.recalls.buyers import NOT_BEGUN, Buyer, Found, Period, find_buyers, lies_in, lines_of, price_of
from domain.recalls.errors import ReasonMissing
from domain.recalls.events import BuyerAffected, ProductRecalled
from domain.refills.alerting import want_taken_out
from domain.store import UnitOfWork
from domain.vending.model import SaleStatus
from domain.vending.service import call_off, give_money_back
from domain.vending.slots import locked_slot
from domain.vending.stock import block_product

GONE_OUT = {MerchantOrderStatus.STORED, MerchantOrderStatus.DELIVERED, MerchantOrderStatus.RETURNED}


@allowed(Role.OPERATOR)
def stop_selling(county: County, store: UnitOfWork, actor: Actor, sku: Sku, reason: str) -> list[str]:
    """At once, before anything is asked: no order and no sale of it any more; the slots ("P1:28") that are blocked.

    What is being bought at this moment is called off, and the volunteers of each station are asked to take it out.
    """
    product = _product(store, sku)
    take_off_the_shelf(store, actor, product)
    for sale in store.vending.sales_in(NOT_BEGUN):
        if sale.sku == sku:
            call_off(county, store, actor.person_id, sale.id)
    slots = block_product(county, store, actor, sku, reason)
    for slot in slots:
        if slot.quantity:
            want_taken_out(county, store, locked_slot(store, slot.station_id, slot.no))
    return [f"{slot.station_id}:{slot.no}" for slot in slots]


@allowed(Role.OPERATOR)
def buyers_of(county: County, store: UnitOfWork, actor: Actor, sku: Sku, period: Period) -> Found:
    """Whom a recall would warn. Raises `RecallTooLong`, and `MoveRefused` for days in the wrong order."""
    return find_buyers(county, store, _product(store, sku), period)


@allowed(Role.OPERATOR)
def recall(county: County, store: UnitOfWork, actor: Actor, sku: Sku, period: Period, reason: str) -> Found:
    """Warn everybody who has bought it in these days, and take it off what they pay. Raises `ReasonMissing`.

    Done once more, it warns once more; what is off a bill already is not taken off again.
    """
    product = _product(store, sku)
    if not reason.strip():
        raise ReasonMissing
    found = find_buyers(county, store, product, period)
    stop_selling(county, store, actor, sku, reason)
    for buyer in found.buyers:
        _warn(county, store, actor, product, buyer, reason)
    store.record(
        ProductRecalled(
            sku=sku,
            merchant_id=product.merchant_id,
            reason=reason,
            warned=len(found.buyers),
            by=actor.person_id,
        )
    )
    return found


def _warn(county: County, store: UnitOfWork, actor: Actor, product: Product, buyer: Buyer, reason: str) -> None:
    received = bool(buyer.sales) or any(part.status in GONE_OUT for part in buyer.parts)
    waiting = [place for part in buyer.parts for place in lies_in(store, part)]
    back = Money.total(_take_off(county, store, actor.person_id, part, product) for part in buyer.parts)
    for sale in buyer.sales:
        if sale.status is SaleStatus.PAID:
            give_money_back(county, store, actor, sale.id)
            back += sale.total
    store.record(
        BuyerAffected(
            sku=product.sku,
            person_id=buyer.person_id,
            reason=reason,
            part_ids=tuple(part.id for part in buyer.parts),
            sale_ids=tuple(sale.id for sale in buyer.sales),
            waiting=tuple(waiting),
            received=received,
            back_cents=back.cents,
        )
    )


def _take_off(county: County, store: UnitOfWork, by: PersonId, part: MerchantOrder, product: Product) -> Money:
    """Nobody pays for it: the bill follows by itself, as after a withdrawal. What it cost."""
    lines = lines_of(part, product)
    cost = price_of(lines)
    for line in lines:
        line.withdrawn = True
    if all(line.withdrawn or not line.due for line in part.lines):
        part.move(MerchantOrderStatus.WITHDRAWN, by, county.now())
    order = store.orders.get(part.order_id)
    assert order is not None, f"a part of an unknown order {part.order_id}"
    release_unneeded(county, store, order, by)
    return cost


def _product(store: UnitOfWork, sku: Sku) -> Product:
    product = store.catalogue.product(sku)
    if product is None:
        raise NotFound
    return product
