"""Something of a confirmed part is not there after all: it is not delivered and costs nothing."""

from __future__ import annotations

from collections.abc import Mapping

from domain.county import County
from domain.ids import PersonId
from domain.lockers.reserving import release_unneeded
from domain.ordering.model import MerchantOrder, MerchantOrderStatus
from domain.store import UnitOfWork


def shorten(county: County, store: UnitOfWork, by: PersonId, part: MerchantOrder, left: Mapping[str, int]) -> list[str]:
    """Of these lines (by id) only so much is there; the names of what is less than promised.

    Bill and compartments follow by themselves. A part of which nothing is left is called off.
    """
    short = [line for line in part.lines if line.id in left and left[line.id] < line.due]
    for line in short:
        line.confirmed = max(0, left[line.id])
    if not short:
        return []
    now = county.now()
    if not any(line.due for line in part.lines):
        part.move(MerchantOrderStatus.CANCELLED, by, now)
    elif part.status is MerchantOrderStatus.CONFIRMED:
        part.move(MerchantOrderStatus.PARTLY_CONFIRMED, by, now)
    order = store.orders.get(part.order_id)
    assert order is not None, f"a part of an unknown order {part.order_id}"
    release_unneeded(county, store, order, by)
    return [line.name for line in short]
