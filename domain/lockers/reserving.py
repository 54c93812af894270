"""Holding compartments for orders: what is free on a day, what fits, and giving back. The station is the lock."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import ceil

from domain.clock import local_day
from domain.county import County
from domain.errors import NotFound
from domain.ids import PersonId, PickupId, StationId
from domain.lockers.errors import StationFull
from domain.lockers.model import Compartment, CompartmentKind, Pickup, PickupBox, PickupStatus, Station, stay_in
from domain.lockers.packing import Parcel, allot
from domain.ordering.model import MerchantOrder, Order, OrderLine
from domain.store import UnitOfWork

WEIGHED_UNIT_G = 1000  # sizes of weighed goods are those of one kilogram
CRATE_DEPOSIT_CENTS = 150

Wanted = Mapping[date, Sequence[OrderLine]]
Plan = Mapping[date, Sequence[Compartment]]


def parcels_of(lines: Iterable[OrderLine]) -> list[Parcel]:
    """The single packs of these lines that go into compartments; what is not delivered needs none."""
    return [_parcel(line) for line in lines if _needs_room(line) for _ in range(_packs(line))]


def parts_of(store: UnitOfWork, pickup: Pickup) -> list[MerchantOrder]:
    """The live parts of the order with anything that lies in this pickup; what is handed over in person is not."""
    order = store.orders.get(pickup.order_id) if pickup.order_id else None
    return _parts_in_compartments(order, pickup.day) if order else []


def free_compartments(
    store: UnitOfWork,
    station: Station,
    day: date,
    *,
    ignoring: Collection[PickupId] = (),
    kind: CompartmentKind = CompartmentKind.PICKUP,
) -> list[Compartment]:
    """The compartments nobody holds on this day: neither reserved near it nor still waiting to be emptied."""
    return _free(station, _holding(store, station, ignoring), day, kind)


def occupied(store: UnitOfWork, station: Station, today: date, *, ignoring: PickupId) -> set[int]:
    """The compartments in which somebody's goods lie, or are just being put."""
    there = (p for p in _holding(store, station, {ignoring}) if p.status is not PickupStatus.PLANNED)
    return {box.no for pickup in there for box in pickup.boxes if _holds(pickup, box, today)}


def plan(
    store: UnitOfWork, station: Station, wanted: Wanted, *, reach_only: bool, ignoring: Collection[PickupId] = ()
) -> Plan:
    """Compartments for what comes on each day, so that the days do not get into each other's way.

    Days on which nothing goes into a compartment are left out; `ignoring` are pickups that will be given back.
    Raises `StationFull`. Nothing is changed.
    """
    held = _holding(store, station, ignoring)
    chosen: dict[date, Sequence[Compartment]] = {}
    for day in sorted(wanted):
        parcels = parcels_of(wanted[day])
        if not parcels:
            continue
        before = {c.no for earlier, own in chosen.items() if day - earlier <= _stay(own) for c in own}
        free = [compartment for compartment in _free(station, held, day) if compartment.no not in before]
        found = allot(parcels, free, reach_only=reach_only)
        if found is None:
            raise StationFull(station=station.name)
        chosen[day] = found
    return chosen


def can_take(
    store: UnitOfWork, station: Station, wanted: Wanted, *, reach_only: bool, ignoring: Collection[PickupId] = ()
) -> bool:
    """Whether the station has room for these lines on their days."""
    try:
        plan(store, station, wanted, reach_only=reach_only, ignoring=ignoring)
    except StationFull:
        return False
    return True


def reserve(county: County, store: UnitOfWork, order: Order, planned: Plan) -> list[Pickup]:
    """Hold the planned compartments, one pickup a day; what was held for the order on those days is given back.

    Part of placing an order: the station has been locked before it was planned.
    """
    for pickup in planned_pickups(store, order, planned):
        pickup.move(PickupStatus.CANCELLED, order.person_id, county.now())
    made = [_pickup(county, order, day, compartments) for day, compartments in planned.items()]
    for pickup in made:
        store.lockers.add_pickup(pickup)
    return made


def planned_pickups(store: UnitOfWork, order: Order, days: Collection[date]) -> list[Pickup]:
    """What is held for an order on these days and not being filled yet."""
    held = store.lockers.pickups_of_order(order.id)
    return [pickup for pickup in held if pickup.day in days and pickup.status is PickupStatus.PLANNED]


def release_unneeded(county: County, store: UnitOfWork, order: Order, by: PersonId) -> None:
    """Give back the compartments that what is left of an order does not need. Releasing needs no lock."""
    for pickup in store.lockers.pickups_of_order(order.id):
        begun = pickup.status is PickupStatus.FILLING
        if pickup.status is not PickupStatus.PLANNED and (not begun or any(box.filled for box in pickup.boxes)):
            continue
        parcels = parcels_of(line for part in parts_of(store, pickup) for line in part.lines)
        if not parcels:
            pickup.move(PickupStatus.CANCELLED, by, county.now())
        elif not begun:
            _shrink(store, pickup, parcels)


def locked(store: UnitOfWork, station_id: StationId) -> Station:
    """The station, locked until commit. Raises `NotFound`."""
    station = store.lockers.lock_station(station_id)
    if station is None:
        raise NotFound
    return station


def _shrink(store: UnitOfWork, pickup: Pickup, parcels: Sequence[Parcel]) -> None:
    station, numbers = store.lockers.station(pickup.station_id), {box.no for box in pickup.boxes}
    own = [c for c in station.compartments if c.no in numbers] if station else []
    needed = allot(parcels, own, reach_only=False)
    if needed is None:  # packed anew it would fit worse than it did: all stay
        return
    kept = {compartment.no for compartment in needed}
    for box in [box for box in pickup.boxes if box.no not in kept]:
        pickup.boxes.remove(box)


def _parts_in_compartments(order: Order, day: date) -> list[MerchantOrder]:
    parts = (part for part in order.live_parts() if part.day == day)
    return [part for part in parts if any(_needs_room(line) for line in part.lines)]


def _holding(store: UnitOfWork, station: Station, ignoring: Collection[PickupId]) -> list[Pickup]:
    statuses = {status for status in PickupStatus if status.holds_compartments()} | {PickupStatus.COLLECTED}
    return [pickup for pickup in store.lockers.pickups_at(station.id, statuses) if pickup.id not in ignoring]


def _free(
    station: Station, held: Sequence[Pickup], day: date, kind: CompartmentKind = CompartmentKind.PICKUP
) -> list[Compartment]:
    taken = {box.no for pickup in held for box in pickup.boxes if _holds(pickup, box, day)}
    return [c for c in station.compartments if c.is_for(kind) and c.no not in taken]


def _holds(pickup: Pickup, box: PickupBox, day: date) -> bool:
    """Whether on that day goods may lie in the box of a pickup, or goods that came before would be in its way."""
    match pickup.status:
        case PickupStatus.PLANNED if pickup.day <= day:
            return day - pickup.day <= pickup.stay()
        case PickupStatus.PLANNED:
            return pickup.day - day <= stay_in(box.zone)
        case PickupStatus.COLLECTED:
            return pickup.reopen_until is not None and local_day(pickup.reopen_until) >= day
        case PickupStatus.FILLED | PickupStatus.READY:
            return pickup.valid_until is None or local_day(pickup.valid_until) >= day
    return True  # being filled, or expired: until somebody has taken it out


def _stay(compartments: Iterable[Compartment]) -> timedelta:
    """How long goods may lie that are spread over these: as long as the coldest of them."""
    return min(stay_in(compartment.zone) for compartment in compartments)


def _pickup(county: County, order: Order, day: date, compartments: Sequence[Compartment]) -> Pickup:
    pickup_id = PickupId(county.ids.new())
    return Pickup(
        id=pickup_id,
        order_id=order.id,
        person_id=order.person_id,
        station_id=order.station_id,
        day=day,
        status_at=county.now(),
        status_by=order.person_id,
        boxes=[
            PickupBox(pickup_id=pickup_id, station_id=order.station_id, no=c.no, zone=c.zone, fence=0)
            for c in compartments
        ],
    )


def _needs_room(line: OrderLine) -> bool:
    return line.by_compartment and line.due > 0 and not line.withdrawn


def _parcel(line: OrderLine) -> Parcel:
    crate = line.unit_deposit.cents >= CRATE_DEPOSIT_CENTS
    return Parcel(
        width_mm=line.width_mm,
        depth_mm=line.depth_mm,
        height_mm=line.height_mm,
        weight_g=line.weight_g,
        zone=line.zone,
        upright=crate or (line.width_mm >= 300 and line.height_mm >= 240),
    )


def _packs(line: OrderLine) -> int:
    return line.due if line.packs is not None else ceil(line.due / WEIGHED_UNIT_G)
