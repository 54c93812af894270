"""What is fetched at the merchant's own counter: nobody brings it, so the merchant says that it is handed over."""

from __future__ import annotations

from datetime import timedelta

from domain.clock import local_day
from domain.county import County
from domain.errors import MoveRefused, NotFound
from domain.ids import MerchantId, MerchantOrderId
from domain.ordering.events import PartHandedOver
from domain.ordering.model import MerchantOrder, MerchantOrderStatus, Order
from domain.people.model import Actor, Role
from domain.permission import allowed
from domain.store import UnitOfWork

LOOKED_BACK = 14  # days: what lies longer is for a human
AGREED = frozenset({MerchantOrderStatus.CONFIRMED, MerchantOrderStatus.PARTLY_CONFIRMED})


@allowed(Role.MERCHANT)
def to_hand_over(county: County, store: UnitOfWork, actor: Actor) -> list[tuple[Order, MerchantOrder]]:
    """What residents fetch at the counters of the own shops, oldest first."""
    today = local_day(county.now())
    days = [today - timedelta(days=back) for back in range(LOOKED_BACK, -1, -1)]
    shops = [MerchantId(shop) for shop in actor.scopes_of(Role.MERCHANT)]
    parts = [part for day in days for shop in shops for part in store.orders.parts_of_day(shop, day)]
    found = ((store.orders.get(part.order_id), part) for part in parts if part.status in AGREED)
    return [(order, part) for order, part in found if order is not None and is_fetched_there(order, part)]


@allowed(Role.MERCHANT)
def hand_over(county: County, store: UnitOfWork, actor: Actor, part_id: MerchantOrderId) -> Order:
    """It is in the customer's hands; saying so twice is no change. Raises `MoveRefused` for what somebody brings."""
    part = store.orders.part(part_id)
    order = store.orders.get(part.order_id) if part is not None else None
    if part is None or order is None:
        raise NotFound
    actor.require(Role.MERCHANT, scope=part.merchant_id)
    if part.status is MerchantOrderStatus.DELIVERED:
        return order
    if not is_fetched_there(order, part):
        raise MoveRefused(status=part.status)
    part.move(MerchantOrderStatus.DELIVERED, actor.person_id, county.now())
    store.record(
        PartHandedOver(order_id=order.id, part_id=part.id, merchant_id=part.merchant_id, person_id=order.person_id)
    )
    return order


def is_fetched_there(order: Order, part: MerchantOrder) -> bool:
    """Whether nothing of a part travels: into no compartment, to no door."""
    due = [line for line in part.kept_lines() if line.due > 0]
    return bool(due) and not any(line.travels(order.receive) for line in due)
