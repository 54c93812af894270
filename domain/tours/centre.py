"""What the centre does: take in what the vans bring, count it, and pack it into crates by stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.clock import local_day
from domain.county import County
from domain.errors import MoveRefused, NotFound
from domain.ids import MerchantId, OrderId, Sku, StopId
from domain.ordering.model import MerchantOrder, MerchantOrderStatus
from domain.ordering.picklists import PickItem
from domain.ordering.shortage import shorten
from domain.people.model import Actor, Role
from domain.permission import allowed
from domain.store import UnitOfWork
from domain.tours.events import GoodsShort
from domain.tours.model import Consignment, Stop, Tour, Whereabouts
from domain.tours.ports import Direction
from domain.tours.timing import want_tours

AGREED = {MerchantOrderStatus.CONFIRMED, MerchantOrderStatus.PARTLY_CONFIRMED}


@dataclass(frozen=True, slots=True)
class Arrival:
    """What one van brings of one merchant today: the parts, and what they are in all.

    `fetched_at` is the stop of the tour that fetches it; None: no tour does, and it may come all the same.
    """

    merchant_id: MerchantId
    fetched_at: StopId | None
    parts: tuple[MerchantOrder, ...]
    items: tuple[PickItem, ...]


@allowed(Role.CENTRE)
def expected(county: County, store: UnitOfWork, actor: Actor) -> list[Arrival]:
    """What has still to come in today, by merchant and by van."""
    loads: dict[tuple[MerchantId, StopId | None], list[MerchantOrder]] = {}
    for consignment in store.tours.consignments_of_day(local_day(county.now())):
        part = store.orders.part(consignment.id)
        if consignment.where.is_before_centre() and part is not None and part.status in AGREED:
            loads.setdefault((part.merchant_id, consignment.collect_stop_id), []).append(part)
    return [Arrival(*load, tuple(loads[load]), tuple(_items(loads[load]))) for load in sorted(loads, key=_by_name)]


@allowed(Role.CENTRE)
def received(
    county: County,
    store: UnitOfWork,
    actor: Actor,
    merchant_id: MerchantId,
    available: Mapping[Sku, int] | None = None,
    *,
    fetched_at: StopId | None = None,
) -> list[MerchantOrder]:
    """The goods of a merchant are here; of the named products only so much. Who ordered first is served first.

    Without `fetched_at` it is whatever is expected of him next. Returns the parts that are shorter than promised: their
    residents, and the merchant, hear it. Raises `NotFound` when nothing of him is expected.
    """
    his = [one for one in expected(county, store, actor) if one.merchant_id == merchant_id]
    arrival = next((one for one in his if fetched_at in {None, one.fetched_at}), None)
    if arrival is None:
        raise NotFound
    left = dict(available or {})
    short = [part for part in arrival.parts if _shorten(county, store, actor, part, left)]
    for part in arrival.parts:
        consignment = _consignment(store, part)
        gone = part.status not in AGREED
        consignment.go(Whereabouts.MISSING if gone else Whereabouts.AT_CENTRE, actor.person_id, county.now())
        if gone:
            want_tours(county, store, part.day)  # perhaps nobody need drive there
    return short


@allowed(Role.CENTRE)
def to_pack(county: County, store: UnitOfWork, actor: Actor) -> list[tuple[Tour, Stop]]:
    """The stops of today whose goods are all here and whose crates are not packed yet, in the order of the tours."""
    tours = store.tours.of_day(local_day(county.now()))
    waiting = [
        (tour, stop)
        for tour in tours
        for stop in tour.halts()
        if tour.leg is Direction.DELIVER and tour.status.is_open() and stop.status.is_open() and stop.packed_at is None
    ]
    return [(tour, stop) for tour, stop in waiting if _all_here(store, stop)]


@allowed(Role.CENTRE)
def packed_for(county: County, store: UnitOfWork, actor: Actor, stop_id: StopId) -> Stop:
    """The crates of a stop are packed and closed. Raises `MoveRefused` for a stop that needs none any more."""
    tour = store.tours.with_stop(stop_id)
    if tour is None:
        raise NotFound
    tour = store.tours.lock(tour.id) or tour
    stop = tour.stop(stop_id)
    if not stop.status.is_open() or not tour.status.is_open():
        raise MoveRefused(status=stop.status)
    stop.packed_at = county.now()
    for consignment in store.tours.consignments_of(stop.id):
        if consignment.where.is_at_centre() or consignment.where.is_before_centre():
            consignment.go(Whereabouts.IN_CRATE, actor.person_id, county.now())
    return stop


def _by_name(load: tuple[MerchantId, StopId | None]) -> tuple[str, str]:
    merchant_id, stop_id = load
    return merchant_id, stop_id or ""


def _all_here(store: UnitOfWork, stop: Stop) -> bool:
    goods = store.tours.consignments_of(stop.id)
    here = {Whereabouts.AT_CENTRE, Whereabouts.IN_CRATE, Whereabouts.MISSING}
    return any(one.where.is_at_centre() for one in goods) and all(one.where in here for one in goods)


def _items(parts: list[MerchantOrder]) -> list[PickItem]:
    """What should be there, summed up by product, as it was promised."""
    sums: dict[Sku, PickItem] = {}
    for line in (line for part in parts for line in part.lines if line.due):
        before = sums[line.sku].amount if line.sku in sums else 0
        sums[line.sku] = PickItem(line.sku, line.name, before + line.due, line.grams is not None)
    return sorted(sums.values(), key=lambda item: item.name)


def _shorten(
    county: County, store: UnitOfWork, actor: Actor, part: MerchantOrder, available: dict[Sku, int]
) -> list[str]:
    left: dict[str, int] = {}
    for line in part.lines:
        if line.sku in available:
            served = min(line.due, available[line.sku])
            available[line.sku] -= served
            left[line.id] = served
    names = shorten(county, store, actor.person_id, part, left)
    if names:
        order = store.orders.get(OrderId(part.order_id))
        assert order is not None, f"a part of an unknown order {part.order_id}"
        store.record(
            GoodsShort(
                order_id=order.id,
                part_id=part.id,
                merchant_id=part.merchant_id,
                person_id=order.person_id,
                lines=tuple(names),
            )
        )
    return names


def _consignment(store: UnitOfWork, part: MerchantOrder) -> Consignment:
    found = store.tours.consignment(part.id)
    assert found is not None, f"an expected part without a way: {part.id}"
    return found
