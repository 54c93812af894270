"""What people do at pick-up points: fill, open, collect, clear. Station reports are in `reports`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.clock import local_day
from domain.county import County
from domain.errors import MoveRefused, NotAllowed, NotFound
from domain.ids import PickupId, StationId
from domain.lockers.errors import CodeNotReady, StationFull
from domain.lockers.events import ClearingClaimed, PickupCleared, PickupFilled
from domain.lockers.model import BLOCKED, Compartment, DoorCommand, Pickup, PickupBox, PickupStatus, Station
from domain.lockers.opening import send_open
from domain.lockers.reserving import free_compartments, locked, occupied, parts_of
from domain.lockers.stay import begin_stay
from domain.ordering.model import MerchantOrderStatus
from domain.parcels.model import ParcelStatus
from domain.people.model import Actor, Role
from domain.permission import allowed
from domain.store import UnitOfWork

CENTRE_ROLES = (Role.CENTRE, Role.DRIVER)
FILLERS = (*CENTRE_ROLES, Role.VOLUNTEER)


# --- filling ---------------------------------------------------------------------------------------


def waits_for_filling(store: UnitOfWork, pickup: Pickup, today: date) -> bool:
    """Whether its goods can be put in today: the day has come and every merchant has answered."""
    parts = parts_of(store, pickup)
    return pickup.day <= today and bool(parts) and not any(part.status.awaits_answer() for part in parts)


@allowed(*FILLERS, Role.OPERATOR)
def to_fill(county: County, store: UnitOfWork, actor: Actor) -> list[Pickup]:
    """The pickups to be filled today, by station; a volunteer fills at the own one."""
    today = local_day(county.now())
    pickups = store.lockers.pickups_in({PickupStatus.PLANNED, PickupStatus.FILLING})
    mine = (p for p in pickups if _looks_after(actor, p.station_id))
    return sorted((p for p in mine if waits_for_filling(store, p, today)), key=lambda p: (p.station_id, p.id))


@allowed(*FILLERS)
def begin_filling(county: County, store: UnitOfWork, actor: Actor, pickup_id: PickupId) -> Pickup:
    """Start to fill: every compartment gets a new fence. Beginning again goes on where it stopped.

    A compartment in which other goods still lie, or whose door has failed since, gives way to another one.
    Raises `MoveRefused` before the day and while a merchant has not answered, `StationFull`.
    """
    pickup = _to_fill(store, actor, pickup_id)
    if pickup.status is PickupStatus.FILLING:
        return pickup
    today = local_day(county.now())
    if pickup.status is not PickupStatus.PLANNED or not waits_for_filling(store, pickup, today):
        raise MoveRefused(status=pickup.status)
    station = locked(store, pickup.station_id)
    taken = occupied(store, station, today, ignoring=pickup.id)
    wrong = [box for box in pickup.boxes if box.no in taken or not station.compartment(box.no).usable]
    right = [box for box in pickup.boxes if box not in wrong]
    _put_elsewhere(county, store, station, pickup, wrong)
    for box in right:
        box.fence = _next_fence(station, box.no)
    pickup.move(PickupStatus.FILLING, actor.person_id, county.now())
    return pickup


@allowed(*FILLERS)
def open_to_fill(county: County, store: UnitOfWork, actor: Actor, pickup_id: PickupId, no: int) -> DoorCommand:
    """Open a compartment to put goods in. Raises `StationSilent`, `CompartmentInUse`."""
    pickup = _to_fill(store, actor, pickup_id)
    if pickup.status is not PickupStatus.FILLING:
        raise MoveRefused(status=pickup.status)
    return _send_open(county, store, actor, pickup, pickup.box(no), "fill")


@allowed(*FILLERS)
def box_filled(county: County, store: UnitOfWork, actor: Actor, pickup_id: PickupId, no: int) -> Pickup:
    """The goods lie in this compartment. With the last one the code is made and sent to the station."""
    pickup = _to_fill(store, actor, pickup_id)
    if pickup.status is not PickupStatus.FILLING:
        raise MoveRefused(status=pickup.status)
    pickup.box(no).filled = True
    if pickup.next_to_fill() is None:
        _all_in(county, store, actor, pickup)
    return pickup


@allowed(*FILLERS)
def use_other_box(county: County, store: UnitOfWork, actor: Actor, pickup_id: PickupId, no: int) -> PickupBox:
    """The compartment does not open or is not empty: block it and take another one. Raises `StationFull`."""
    pickup = _to_fill(store, actor, pickup_id)
    if pickup.status is not PickupStatus.FILLING:
        raise MoveRefused(status=pickup.status)
    box = pickup.box(no)
    station = locked(store, pickup.station_id)
    station.compartment(no).fault = BLOCKED
    _put_elsewhere(county, store, station, pickup, [box])
    return pickup.boxes[-1]


@allowed(*CENTRE_ROLES, Role.OPERATOR)
def put_back_in_use(county: County, store: UnitOfWork, actor: Actor, station_id: StationId, no: int) -> Compartment:
    """A compartment that was blocked is empty and opens again."""
    compartment = locked(store, station_id).compartment(no)
    if compartment.fault == BLOCKED:
        compartment.fault = None
    return compartment


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
    """Take over to take the goods out; the first one has it. Raises `MoveRefused` when somebody else has it.

    An operator may take it over from whoever has not come.
    """
    pickup = _expired(store, actor, pickup_id)
    if pickup.clearing_by not in {None, actor.person_id} and not actor.has(Role.OPERATOR):
        raise MoveRefused(status=pickup.status)
    if pickup.clearing_by != actor.person_id:
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
    parcel = store.parcels.get(pickup.parcel_id) if pickup.parcel_id else None
    if parcel is not None:
        parcel.move(ParcelStatus.RETURNED, actor.person_id, county.now())
    store.record(PickupCleared(pickup_id=pickup.id, person_id=pickup.person_id, by=actor.person_id))
    return pickup


# --- shared --------------------------------------------------------------------------------------------


def _all_in(county: County, store: UnitOfWork, actor: Actor, pickup: Pickup) -> None:
    begin_stay(county, store, locked(store, pickup.station_id), pickup, actor.person_id)
    for part in parts_of(store, pickup):
        part.move(MerchantOrderStatus.STORED, actor.person_id, county.now())
    store.record(PickupFilled(pickup_id=pickup.id, by=actor.person_id))


def _send_open(
    county: County, store: UnitOfWork, actor: Actor, pickup: Pickup, box: PickupBox, why: str
) -> DoorCommand:
    return send_open(
        county,
        store,
        actor.person_id,
        locked(store, pickup.station_id),
        box.no,
        why=why,
        pickup_id=pickup.id,
        fence=box.fence,
    )


def _put_elsewhere(
    county: County, store: UnitOfWork, station: Station, pickup: Pickup, boxes: Sequence[PickupBox]
) -> None:
    """Take other compartments, each at least as large. Raises `StationFull` before anything is changed."""
    owner = store.people.get(pickup.person_id)
    own = {taken.no for taken in pickup.boxes}
    free = [c for c in free_compartments(store, station, local_day(county.now())) if c.no not in own]
    if owner is not None and owner.reach_only:
        free = [c for c in free if c.reachable]
    chosen: list[Compartment] = []
    for box in boxes:
        old = station.compartment(box.no)
        fitting = [c for c in free if c.zone is old.zone and c not in chosen and _as_large(c, old)]
        if not fitting:
            raise StationFull(station=station.name)
        chosen.append(min(fitting, key=lambda c: (not c.reachable, c.width_mm * c.depth_mm * c.height_mm, c.no)))
    for box, new in zip(boxes, chosen, strict=True):
        fence = _next_fence(station, new.no)
        pickup.boxes.remove(box)
        pickup.boxes.append(
            PickupBox(pickup_id=pickup.id, station_id=station.id, no=new.no, zone=new.zone, fence=fence)
        )


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


def _to_fill(store: UnitOfWork, actor: Actor, pickup_id: PickupId) -> Pickup:
    pickup = _pickup(store, pickup_id)
    if not _looks_after(actor, pickup.station_id):
        raise NotAllowed
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
