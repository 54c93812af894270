"""Who has bought a product in certain days, out of orders and out of slots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.catalogue.model import Product
from domain.clock import local_day
from domain.county import County
from domain.errors import MoveRefused
from domain.ids import PersonId
from domain.lockers.model import PickupStatus
from domain.money import Money
from domain.ordering.model import MerchantOrder, OrderLine
from domain.recalls.errors import RecallTooLong
from domain.store import UnitOfWork
from domain.vending.model import Sale, SaleStatus

LONGEST = timedelta(days=366)
STILL_TO_COME = timedelta(days=21)  # what is promised farther ahead is packed later, of other goods
MAYBE_OUT = {
    SaleStatus.OPENING,
    SaleStatus.UNCLEAR,
    SaleStatus.DISPENSED,
    SaleStatus.PAID,
    SaleStatus.UNPAID,
    SaleStatus.REFUNDING,
    SaleStatus.REFUNDED,
}
NOT_BEGUN = {SaleStatus.STARTED, SaleStatus.AUTHORISED}
_LIES_THERE = {PickupStatus.FILLING, PickupStatus.FILLED, PickupStatus.READY, PickupStatus.EXPIRED}


@dataclass(frozen=True, slots=True)
class Period:
    """The days on which the goods came to people. Without a last one also what is still to come."""

    first: date
    last: date | None = None

    def days(self, today: date) -> Iterator[date]:
        """All of them. Raises `RecallTooLong`, and `MoveRefused` when the last is before the first."""
        last = self.last or today + STILL_TO_COME
        if last < self.first:
            raise MoveRefused(first=self.first, last=last)
        if last - self.first > LONGEST + STILL_TO_COME:
            raise RecallTooLong
        return (self.first + timedelta(days=number) for number in range((last - self.first).days + 1))


@dataclass(slots=True)
class Buyer:
    """One person with everything of the product she has bought in these days."""

    person_id: PersonId
    parts: list[MerchantOrder] = field(default_factory=list)
    sales: list[Sale] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """All buyers, in the order in which they were found; `by_card` were sales at the reader: nobody knows whose."""

    buyers: Sequence[Buyer]
    by_card: int


def find_buyers(county: County, store: UnitOfWork, product: Product, period: Period) -> Found:
    """Everybody who has the goods or is to get them; what was never agreed, and what nobody has taken, is left out."""
    days = set(period.days(local_day(county.now())))
    buyers: dict[PersonId, Buyer] = {}
    for day in sorted(days):
        for part in store.orders.parts_of_day(product.merchant_id, day):
            if part.status.is_contract() and lines_of(part, product):
                order = store.orders.get(part.order_id)
                assert order is not None, f"a part of an unknown order {part.order_id}"
                _of(buyers, order.person_id).parts.append(part)
    by_card = 0
    for sale in store.vending.sales_in(MAYBE_OUT):
        if sale.sku != product.sku or local_day(sale.started_at) not in days:
            continue
        if sale.buyer_id is None:
            by_card += 1
        else:
            _of(buyers, sale.buyer_id).sales.append(sale)
    return Found(tuple(buyers.values()), by_card)


def lines_of(part: MerchantOrder, product: Product) -> list[OrderLine]:
    """Its lines of this product that came or are to come, and that nobody has called off."""
    return [line for line in part.lines if line.sku == product.sku and line.due and not line.withdrawn]


def price_of(lines: Sequence[OrderLine]) -> Money:
    """What they cost, with their deposit."""
    return Money.total(line.final_price + line.final_deposit for line in lines)


def lies_in(store: UnitOfWork, part: MerchantOrder) -> list[str]:
    """The compartments ("P1:7") in which the goods of this part lie: which of them it is nobody knows."""
    return [
        f"{pickup.station_id}:{box.no}"
        for pickup in store.lockers.pickups_of_order(part.order_id)
        if pickup.status in _LIES_THERE and pickup.day == part.day
        for box in sorted(pickup.boxes, key=lambda box: box.no)
        if box.filled and box.opened_at is None
    ]


def _of(buyers: dict[PersonId, Buyer], person_id: PersonId) -> Buyer:
    return buyers.setdefault(person_id, Buyer(person_id))
