"""Goods that come on another day, or lie at the pick-up point instead of coming to the door."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from domain.catalogue.calendar import next_tour_day
from domain.county import County
from domain.errors import NotFound
from domain.ids import MerchantOrderId, OrderId
from domain.lockers.errors import StationFull
from domain.lockers.model import Pickup, PickupStatus
from domain.lockers.reserving import locked, plan, planned_pickups, reserve
from domain.ordering.model import MerchantOrder, Order
from domain.people.model import Actor
from domain.store import UnitOfWork
from domain.tours.events import CallUndone, ComesLater
from domain.tours.timing import want_tours

TOUR_DAYS_TRIED = 3  # for longer nobody is asked to wait without a human looking at it


def hold_compartments(county: County, store: UnitOfWork, order: Order, day: date) -> list[Pickup]:
    """Compartments at the pick-up point for what was to come to the door on a day. Raises `StationFull`."""
    station = locked(store, order.station_id)
    lines = [line for part in order.live_parts() if part.day == day for line in part.lines]
    return reserve(county, store, order, plan(store, station, {day: lines}, reach_only=_reach_only(store, order)))


def bring_later(
    county: County, store: UnitOfWork, actor: Actor, day: date, part_ids: Collection[MerchantOrderId], *, why: str
) -> date | None:
    """Each order comes on the first of the next tour days with room for it; what finds none is named to the office.

    Returns the last of these days; None when nothing found room.
    """
    parts = [part for part_id in sorted(part_ids) if (part := store.orders.part(part_id)) is not None]
    days = []
    for order_id in sorted({part.order_id for part in parts}):
        mine = [part.id for part in parts if part.order_id == order_id]
        found = _first_with_room(county, store, actor, day, mine, why)
        if found is None:
            _name_to_office(store, day, order_of(store, order_id), mine)
        else:
            days.append(found)
    return max(days, default=None)


def _first_with_room(
    county: County, store: UnitOfWork, actor: Actor, day: date, part_ids: Collection[MerchantOrderId], why: str
) -> date | None:
    later = day
    for _ in range(TOUR_DAYS_TRIED):
        later = next_tour_day(county.calendar, later)
        try:
            move_parts(county, store, actor, day, later, part_ids, why=why)
        except StationFull:
            continue
        return later
    return None


def _name_to_office(store: UnitOfWork, day: date, order: Order, part_ids: Collection[MerchantOrderId]) -> None:
    """Nobody brings these on any day that is known: a human has to decide."""
    for part_id in part_ids:
        consignment = store.tours.consignment(part_id)
        if consignment is not None:
            consignment.deliver_stop_id = None
    store.record(CallUndone(day=day.isoformat(), call=f"station:{order.station_id}"))


def move_parts(
    county: County,
    store: UnitOfWork,
    actor: Actor,
    day: date,
    later: date,
    part_ids: Collection[MerchantOrderId],
    *,
    why: str,
) -> None:
    """These parts come on another day; compartments held for them are held for that day. Raises `StationFull`."""
    parts = [part for part_id in sorted(part_ids) if (part := store.orders.part(part_id)) is not None]
    for order_id in sorted({part.order_id for part in parts}):
        order = order_of(store, order_id)
        moving = [part for part in order.live_parts() if part in parts]
        _move_compartments(county, store, order, day, later, moving)
        for part in moving:
            part.day = later
            consignment = store.tours.consignment(part.id)
            if consignment is not None:
                consignment.day, consignment.deliver_stop_id = later, None
        if moving:
            store.record(
                ComesLater(
                    order_id=order.id,
                    person_id=order.person_id,
                    old_day=day.isoformat(),
                    new_day=later.isoformat(),
                    why=why,
                )
            )
    want_tours(county, store, later)


def order_of(store: UnitOfWork, order_id: OrderId) -> Order:
    """The order. Raises `NotFound`."""
    order = store.orders.get(order_id)
    if order is None:
        raise NotFound
    return order


def _move_compartments(
    county: County, store: UnitOfWork, order: Order, day: date, later: date, moving: Sequence[MerchantOrder]
) -> None:
    """What is held for the old day is given back; all that comes on the new one is planned together."""
    held = planned_pickups(store, order, {day, later})
    if not any(pickup.day == day for pickup in held):
        return
    coming = [part for part in order.live_parts() if part in moving or part.day == later]
    staying = [part for part in order.live_parts() if part.day == day and part not in moving]
    wanted = {later: [line for part in coming for line in part.lines]}
    if staying:
        wanted[day] = [line for part in staying for line in part.lines]
    station = locked(store, order.station_id)
    ignoring = {pickup.id for pickup in held}
    rooms = plan(store, station, wanted, reach_only=_reach_only(store, order), ignoring=ignoring)
    for pickup in held:
        pickup.move(PickupStatus.CANCELLED, order.person_id, county.now())
    reserve(county, store, order, rooms)


def _reach_only(store: UnitOfWork, order: Order) -> bool:
    person = store.people.get(order.person_id)
    return person is not None and person.reach_only
