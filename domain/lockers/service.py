"""What people do at pick-up points: reserve, fill, open, collect, clear. Station reports are in `reports`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil

from domain.clock import local_day
from domain.county import County
from domain.errors import MoveRefused, NotAllowed, NotFound
from domain.ids import CommandId, GrantId, PersonId, PickupId, StationId
from domain.lockers.access import new_list, seal_new_code
from domain.lockers.errors import CodeNotReady, CompartmentInUse, StationFull, StationSilent
from domain.lockers.events import ClearingClaimed, PickupCleared, PickupFilled
from domain.lockers.model import Compartment, DoorCommand, Pickup, PickupBox, PickupStatus, Station
from domain.lockers.packing import Parcel, allot
from domain.ordering.model import MerchantOrder, MerchantOrderStatus, Order, OrderLine
from domain.people.model import Actor, Role
from domain.permission import allowed
from domain.store import UnitOfWork

WEIGHED_UNIT_G = 1000  # sizes of weighed goods are those of one kilogram
CENTRE_ROLES = (Role.CENTRE, Role.DRIVER)


# --- reserving ------------------------------------------------------------------------------------


def parcels_of(lines: Sequence[OrderLine]) -> list[Parcel]:
    """The single packs of these lines that go into compartments."""
    return [_parcel(line) for line in lines if line.by_compartment for _ in range(_packs(line))]


def free_compartments(
    store: UnitOfWork, station: Station, day: date, *, ignoring: PickupId | None = None
) -> list[Compartment]:
    """The compartments nobody holds on this day: neither reserved near it nor still waiting to be emptied."""
    held: set[int] = set()
    for pickup in store.lockers.pickups_at(station.id, _holding()):
        if pickup.id != ignoring and _overlaps(pickup, day):
            held |= {box.no for box in pickup.boxes}
    return [c for c in station.compartments if c.usable and c.no not in held]


def can_take(store: UnitOfWork, station: Station, day: date, lines: Sequence[OrderLine], *, reach_only: bool) -> bool:
    """Whether the station has room for these lines on this day."""
    return allot(parcels_of(lines), free_compartments(store, station, day), reach_only=reach_only) is not None


def reserve(county: County, store: UnitOfWork, order: Order, day: date, *, reach_only: bool) -> Pickup | None:
    """Hold compartments for what of an order comes on a day; None when nothing of it goes into one.

    Raises `StationFull`. Part of placing an order: the station is locked until commit.
    """
    lines = [line for part in order.live_parts() if part.day == day for line in part.lines]
    parcels = parcels_of(lines)
    if not parcels:
        return None
    station = store.lockers.lock_station(order.station_id)
    if station is None:
        raise NotFound
    chosen = allot(parcels, free_compartments(store, station, day), reach_only=reach_only)
    if chosen is None:
        raise StationFull(station=station.name)
    pickup_id = PickupId(county.ids.new())
    pickup = Pickup(
        id=pickup_id,
        order_id=order.id,
        person_id=order.person_id,
        station_id=station.id,
        day=day,
        status_at=county.now(),
        status_by=order.person_id,
        boxes=[PickupBox(pickup_id=pickup_id, station_id=station.id, no=c.no, zone=c.zone, fence=0) for c in chosen],
    )
    store.lockers.add_pickup(pickup)
    return pickup


def release_planned(county: County, store: UnitOfWork, order: Order, day: date) -> None:
    """Give back what was reserved for this order and day, so that it can be reserved anew."""
    for pickup in store.lockers.pickups_of_order(order.id):
        if pickup.day == day and pickup.status is PickupStatus.PLANNED:
            pickup.move(PickupStatus.CANCELLED, order.person_id, county.now())


def release_if_empty(county: County, store: UnitOfWork, order: Order, by: PersonId) -> None:
    """Give back the compartments of days for which nothing of the order is left."""
    days = {part.day for part in order.live_parts() if any(line.by_compartment and line.due for line in part.lines)}
    for pickup in store.lockers.pickups_of_order(order.id):
        if pickup.day not in days and pickup.status in {PickupStatus.PLANNED, PickupStatus.FILLING}:
            pickup.move(PickupStatus.CANCELLED, by, county.now())


# --- filling ---------------------------------------------------------------------------------------


def waits_for_filling(store: UnitOfWork, pickup: Pickup, today: date) -> bool:
    """Whether its goods can be put in today: the day has come and every merchant has answered."""
    parts = parts_of(store, pickup)
    return pickup.day <= today and bool(parts) and not any(part.status.awaits_answer() for part in parts)


@allowed(*CENTRE_ROLES, Role.OPERATOR)
def to_fill(county: County, store: UnitOfWork, actor: Actor) -> list[Pickup]:
    """The pickups to be filled today, by station."""
    today = local_day(county.now())
    pickups = store.lockers.pickups_in({PickupStatus.PLANNED, PickupStatus.FILLING})
    return sorted((p for p in pickups if waits_for_filling(store, p, today)), key=lambda p: (p.station_id, p.id))


@allowed(*CENTRE_ROLES)
def begin_filling(county: County, store: UnitOfWork, actor: Actor, pickup_id: PickupId) -> Pickup:
    """Start to fill: every compartment gets a new fence. Beginning again goes on where it stopped."""
    pickup = _pickup(store, pickup_id)
    if pickup.status is PickupStatus.FILLING:
        return pickup
    station = _locked(store, pickup.station_id)
    pickup.move(PickupStatus.FILLING, actor.person_id, county.now())
    free = {c.no for c in free_compartments(store, station, pickup.day, ignoring=pickup.id)}
    for box in list(pickup.boxes):
        if box.no in free:
            box.fence = _next_fence(station, box.no)
        else:  # goods nobody has fetched still lie there, or its door has failed since
            _swap_box(store, station, pickup, box)
    return pickup


@allowed(*CENTRE_ROLES)
def open_to_fill(county: County, store: UnitOfWork, actor: Actor, pickup_id: PickupId, no: int) -> DoorCommand:
    """Open a compartment to put goods in. Raises `StationSilent`, `CompartmentInUse`."""
    pickup = _pickup(store, pickup_id)
    if pickup.status is not PickupStatus.FILLING:
        raise MoveRefused(status=pickup.status)
    return _send_open(county, store, actor, pickup, pickup.box(no), "fill")


@allowed(*CENTRE_ROLES)
def box_filled(county: County, store: UnitOfWork, actor: Actor, pickup_id: PickupId, no: int) -> Pickup:
    """The goods lie in this compartment. With the last one the code is made and sent to the station."""
    pickup = _pickup(store, pickup_id)
    if pickup.status is not PickupStatus.FILLING:
        raise MoveRefused(status=pickup.status)
    pickup.box(no).filled = True
    if pickup.next_to_fill() is None:
        _make_code(county, store, actor, pickup)
    return pickup


@allowed(*CENTRE_ROLES)
def use_other_box(county: County, store: UnitOfWork, actor: Actor, pickup_id: PickupId, no: int) -> PickupBox:
    """The compartment does not open or is not empty: take another one and block this. Raises `StationFull`."""
    pickup = _pickup(store, pickup_id)
    station = _locked(store, pickup.station_id)
    station.compartment(no).fault = "blocked"
    return _swap_box(store, station, pickup, pickup.box(no))


# --- collecting -------------------------------------------------------------------------------------


@allowed(Role.RESIDENT)
def waiting_for(county: County, store: UnitOfWork, actor: Actor) -> list[Pickup]:
    """The resident's own pickups that lie in compartments (or may be opened again), oldest first."""
    live = {PickupStatus.FILLED, PickupStatus.READY, PickupStatus.COLLECTED}
    own = store.lockers.pickups_of_person(actor.person_id, live)
    now = county.now()
    return [p for p in own if p.status is not PickupStatus.COLLECTED or p.may_open(now)]


@allowed(Role.RESIDENT)
def code_of(county: County, store: UnitOfWork, actor: Actor, pickup_id: PickupId) -> str:
    """The six digits. Only their owner is told. Raises `CodeNotReady` before the station has them."""
    pickup = _own(store, actor, pickup_id)
    if not pickup.status.code_is_live() or pickup.sealed_code is None:
        raise CodeNotReady
    return county.vault.open(pickup.sealed_code)


@allowed(Role.RESIDENT)
def open_own(county: County, store: UnitOfWork, actor: Actor, pickup_id: PickupId, no: int) -> DoorCommand:
    """Open one's own compartment from the chat. Raises `CodeNotReady`, `StationSilent`, `CompartmentInUse`."""
    pickup = _own(store, actor, pickup_id)
    if not pickup.may_open(county.now()):
        raise CodeNotReady
    return _send_open(county, store, actor, pickup, pickup.box(no), "pickup")


# --- clearing ----------------------------------------------------------------------------------------


@allowed(Role.VOLUNTEER, Role.OPERATOR, *CENTRE_ROLES)
def to_clear(county: County, store: UnitOfWork, actor: Actor) -> list[Pickup]:
    """Expired pickups at the actor's own stations whose goods are still inside."""
    expired = store.lockers.pickups_in({PickupStatus.EXPIRED})
    return [p for p in expired if _looks_after(actor, p.station_id)]


@allowed(Role.VOLUNTEER, Role.OPERATOR, *CENTRE_ROLES)
def claim_clearing(county: County, store: UnitOfWork, actor: Actor, pickup_id: PickupId) -> Pickup:
    """Take over to take the goods out; the first one has it. Raises `MoveRefused` when somebody else has it."""
    pickup = _expired(store, actor, pickup_id)
    if pickup.clearing_by not in {None, actor.person_id}:
        raise MoveRefused(status=pickup.status)
    if pickup.clearing_by is None:
        pickup.clearing_by = actor.person_id
        store.record(ClearingClaimed(pickup_id=pickup.id, by=actor.person_id))
    return pickup


@allowed(Role.VOLUNTEER, Role.OPERATOR, *CENTRE_ROLES)
def hand_back_clearing(county: County, store: UnitOfWork, actor: Actor, pickup_id: PickupId) -> Pickup:
    """Give the task back; others may take it."""
    pickup = _expired(store, actor, pickup_id)
    if pickup.clearing_by != actor.person_id:
        raise NotAllowed
    pickup.clearing_by = None
    return pickup


@allowed(Role.VOLUNTEER, Role.OPERATOR, *CENTRE_ROLES)
def open_to_clear(county: County, store: UnitOfWork, actor: Actor, pickup_id: PickupId, no: int) -> DoorCommand:
    """Open a compartment to take expired goods out. Raises `StationSilent`, `CompartmentInUse`."""
    pickup = _expired(store, actor, pickup_id)
    if pickup.clearing_by != actor.person_id:
        raise NotAllowed
    return _send_open(county, store, actor, pickup, pickup.box(no), "clear")


@allowed(Role.VOLUNTEER, Role.OPERATOR, *CENTRE_ROLES)
def cleared(county: County, store: UnitOfWork, actor: Actor, pickup_id: PickupId) -> Pickup:
    """The goods are out: the compartments are free again."""
    pickup = _expired(store, actor, pickup_id)
    if pickup.clearing_by != actor.person_id:
        raise NotAllowed
    pickup.move(PickupStatus.CLEARED, actor.person_id, county.now())
    for part in parts_of(store, pickup):
        if part.status is MerchantOrderStatus.STORED:
            part.move(MerchantOrderStatus.RETURNED, actor.person_id, county.now())
    store.record(PickupCleared(pickup_id=pickup.id, person_id=pickup.person_id, by=actor.person_id))
    return pickup


# --- shared --------------------------------------------------------------------------------------------


def parts_of(store: UnitOfWork, pickup: Pickup) -> list[MerchantOrder]:
    """The live parts of the order that come with this pickup."""
    order = store.orders.get(pickup.order_id)
    return [part for part in order.live_parts() if part.day == pickup.day] if order else []


def _make_code(county: County, store: UnitOfWork, actor: Actor, pickup: Pickup) -> None:
    now = county.now()
    station = _locked(store, pickup.station_id)
    pickup.move(PickupStatus.FILLED, actor.person_id, now)
    pickup.grant_id = GrantId(county.ids.new())
    pickup.sealed_code = seal_new_code(county, store, station)
    pickup.valid_from, pickup.valid_until = now, now + pickup.stay()
    pickup.list_version = new_list(store, station)
    for part in parts_of(store, pickup):
        part.move(MerchantOrderStatus.STORED, actor.person_id, now)
    remind_at = pickup.valid_until - county.rules.remind_before_expiry
    store.outbox.put("pickup.remind", {"pickup_id": pickup.id}, due_at=remind_at, key=f"remind:{pickup.id}")
    store.outbox.put("pickup.expire", {"pickup_id": pickup.id}, due_at=pickup.valid_until, key=f"expire:{pickup.id}")
    store.record(PickupFilled(pickup_id=pickup.id, by=actor.person_id))


def _send_open(
    county: County, store: UnitOfWork, actor: Actor, pickup: Pickup, box: PickupBox, why: str
) -> DoorCommand:
    station = _locked(store, pickup.station_id)
    if station.silent:
        raise StationSilent(station=station.name)
    if any(command.box == box.no for command in store.lockers.commands_in_flight(station.id)):
        raise CompartmentInUse(compartment=box.no)
    now = county.now()
    command = DoorCommand(
        id=CommandId(county.ids.new()),
        station_id=station.id,
        box=box.no,
        why=why,
        pickup_id=pickup.id,
        asked_by=actor.person_id,
        fence=box.fence,
        issued_at=now,
        expires_at=now + county.rules.open_timeout,
    )
    store.lockers.add_command(command)
    store.outbox.put("station.open", {"command_id": command.id}, key=f"open:{command.id}")
    return command


def _holding() -> set[PickupStatus]:
    return {status for status in PickupStatus if status.holds_compartments()} | {PickupStatus.COLLECTED}


def _overlaps(pickup: Pickup, day: date) -> bool:
    """Whether a pickup may still hold its compartments on that day, or will while those goods lie there."""
    if pickup.status is PickupStatus.COLLECTED:
        return pickup.reopen_until is not None and local_day(pickup.reopen_until) >= day
    if pickup.status is not PickupStatus.PLANNED:
        return (
            pickup.valid_until is None or pickup.status is PickupStatus.EXPIRED or local_day(pickup.valid_until) >= day
        )
    return abs(pickup.day - day) <= timedelta(days=pickup.stay().days)


def _swap_box(store: UnitOfWork, station: Station, pickup: Pickup, box: PickupBox) -> PickupBox:
    """Take another compartment at least as large. Raises `StationFull`."""
    old = station.compartment(box.no)
    own = {taken.no for taken in pickup.boxes}
    free = free_compartments(store, station, pickup.day, ignoring=pickup.id)
    fitting = [c for c in free if c.zone is old.zone and c.no not in own and _as_large(c, old)]
    if not fitting:
        raise StationFull(station=station.name)
    best = min(fitting, key=lambda c: (not c.reachable, c.width_mm * c.depth_mm * c.height_mm, c.no))
    fence = _next_fence(station, best.no)
    new = PickupBox(pickup_id=pickup.id, station_id=station.id, no=best.no, zone=best.zone, fence=fence)
    pickup.boxes.remove(box)
    pickup.boxes.append(new)
    return new


def _next_fence(station: Station, no: int) -> int:
    compartment = station.compartment(no)
    compartment.fence += 1
    return compartment.fence


def _as_large(one: Compartment, other: Compartment) -> bool:
    return one.width_mm >= other.width_mm and one.depth_mm >= other.depth_mm and one.height_mm >= other.height_mm


def _looks_after(actor: Actor, station_id: StationId) -> bool:
    return actor.has(Role.VOLUNTEER, station_id) or any(actor.has(r) for r in (Role.OPERATOR, *CENTRE_ROLES))


def _pickup(store: UnitOfWork, pickup_id: PickupId) -> Pickup:
    pickup = store.lockers.pickup(pickup_id)
    if pickup is None:
        raise NotFound
    return pickup


def _own(store: UnitOfWork, actor: Actor, pickup_id: PickupId) -> Pickup:
    pickup = _pickup(store, pickup_id)
    if pickup.person_id != actor.person_id:
        raise NotFound
    return pickup


def _expired(store: UnitOfWork, actor: Actor, pickup_id: PickupId) -> Pickup:
    pickup = _pickup(store, pickup_id)
    if not _looks_after(actor, pickup.station_id):
        raise NotAllowed
    if pickup.status is not PickupStatus.EXPIRED:
        raise MoveRefused(status=pickup.status)
    return pickup


def _locked(store: UnitOfWork, station_id: StationId) -> Station:
    station = store.lockers.lock_station(station_id)
    if station is None:
        raise NotFound
    return station


def _parcel(line: OrderLine) -> Parcel:
    return Parcel(
        width_mm=line.width_mm,
        depth_mm=line.depth_mm,
        height_mm=line.height_mm,
        weight_g=line.weight_g,
        zone=line.zone,
        upright=line.width_mm >= 300 and line.height_mm >= 240,
    )


def _packs(line: OrderLine) -> int:
    return line.packs if line.packs is not None else ceil((line.grams or 0) / WEIGHED_UNIT_G)
