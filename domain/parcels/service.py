"""What couriers do with parcels, and what becomes of it. The stay in the compartment is that of every pickup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.clock import local_day
from domain.county import County
from domain.errors import MoveRefused, NotFound
from domain.ids import ParcelId, PersonId, PickupId, StationId
from domain.lockers.access import give_access, take_access
from domain.lockers.finding import nearest_stations
from domain.lockers.model import (
    BLOCKED,
    AccessPurpose,
    Compartment,
    DoorCommand,
    Pickup,
    PickupBox,
    PickupStatus,
    Station,
)
from domain.lockers.opening import send_open
from domain.lockers.reserving import locked
from domain.lockers.stay import begin_stay
from domain.parcels.addressee import addressee
from domain.parcels.errors import DoorStillShut, NoRoomForParcel, ParcelNotTaken
from domain.parcels.events import ParcelAssigned, ParcelCalledOff, ParcelStored, ParcelTurnedAway
from domain.parcels.model import Parcel, ParcelSize, ParcelStatus
from domain.parcels.room import compartment_for, stations_by_distance
from domain.people.finding import home_of
from domain.people.model import Actor, Person, Role
from domain.permission import allowed
from domain.store import UnitOfWork

DROP = "drop"  # why a door is opened for a courier
TO_THINK_AGAIN = timedelta(minutes=2)  # after the door was shut: too small, forgotten …
LEFT_OPEN = timedelta(minutes=15)  # nobody tells that it was shut: then it lies inside all the same


@dataclass(frozen=True, slots=True)
class Label:
    """What a courier reads on a parcel: a name, the villages the place may mean, perhaps the street."""

    name: str
    villages: tuple[str, ...]
    street: str | None = None


@allowed(Role.COURIER)
def accepts(county: County, store: UnitOfWork, actor: Actor, label: Label) -> bool:
    """Whether a parcel with this label may go into a compartment. Why not, nobody is told."""
    person = addressee(store, label.name, label.villages, label.street)
    return person is not None and person.parcels is True


@allowed(Role.COURIER)
def assign(
    county: County,
    store: UnitOfWork,
    actor: Actor,
    label: Label,
    size: ParcelSize,
    station_id: StationId | None = None,
) -> Parcel:
    """Hold a compartment for a parcel and give its courier a code: at the addressee's own station, or at this one.

    Raises `ParcelNotTaken` for an addressee who is unknown or has not agreed, `NoRoomForParcel`.
    """
    person = addressee(store, label.name, label.villages, label.street)
    return _assign_to(county, store, actor, person, size, station_id)


@allowed(Role.COURIER)
def assign_again(
    county: County,
    store: UnitOfWork,
    actor: Actor,
    parcel_id: ParcelId,
    size: ParcelSize,
    station_id: StationId | None = None,
) -> Parcel:
    """Another compartment for a parcel that could not be put into the first. Raises as `assign`.

    Raises `MoveRefused` for one that is in.
    """
    parcel = store.parcels.get(parcel_id)
    if parcel is None or parcel.courier_id != actor.person_id:
        raise NotFound
    if parcel.status is not ParcelStatus.CALLED_OFF:
        raise MoveRefused(status=parcel.status)
    return _assign_to(county, store, actor, store.people.get(parcel.person_id), size, station_id or parcel.station_id)


@allowed(Role.COURIER)
def open_to_drop(county: County, store: UnitOfWork, actor: Actor, parcel_id: ParcelId) -> DoorCommand:
    """Open the held compartment from the chat. Raises `StationSilent`, `CompartmentInUse`."""
    parcel, pickup = _held(store, actor, parcel_id)
    (box,) = pickup.boxes
    station = locked(store, parcel.station_id)
    return send_open(
        county,
        store,
        actor.person_id,
        station,
        box.no,
        why=DROP,
        pickup_id=pickup.id,
        subject=parcel.id,
        fence=box.fence,
    )


@allowed(Role.COURIER)
def put_in(county: County, store: UnitOfWork, actor: Actor, parcel_id: ParcelId) -> Parcel:
    """The courier says that it is in. Raises `DoorStillShut`, unless the station is silent and tells it later."""
    parcel, _ = _held(store, actor, parcel_id)
    station = locked(store, parcel.station_id)
    if parcel.opened_at is None and not station.silent:
        raise DoorStillShut
    _store(county, store, station, parcel, actor.person_id)
    return parcel


@allowed(Role.COURIER)
def call_off(county: County, store: UnitOfWork, actor: Actor, parcel_id: ParcelId, *, blocked: bool = False) -> Parcel:
    """It does not fit, or goes another way: the code is over. The compartment is free again, unless it is `blocked`."""
    parcel, pickup = _held(store, actor, parcel_id)
    if blocked:
        station = locked(store, parcel.station_id)
        for box in pickup.boxes:
            station.compartment(box.no).fault = BLOCKED
    _call_off(county, store, parcel, actor.person_id)
    return parcel


@allowed(Role.COURIER)
def on_my_way(county: County, store: UnitOfWork, actor: Actor) -> list[Parcel]:
    """The parcels for which the courier has a compartment and has not put them in, oldest first."""
    return list(store.parcels.of_courier(actor.person_id, {ParcelStatus.ASSIGNED}))


@allowed(Role.RESIDENT)
def parcels_of(county: County, store: UnitOfWork, actor: Actor) -> list[Parcel]:
    """The resident's own parcels that lie in compartments, oldest first."""
    return list(store.parcels.of_person(actor.person_id, {ParcelStatus.STORED}))


# --- what the station tells, and what is due ----------------------------------------------------------------------


@allowed(Role.SYSTEM)
def door_opened(county: County, store: UnitOfWork, actor: Actor, parcel_id: ParcelId, at: datetime) -> None:
    """The courier's code (or the opening from the chat) has opened the door."""
    parcel = store.parcels.get(parcel_id)
    if parcel is not None and parcel.status is ParcelStatus.ASSIGNED:
        parcel.opened_at = parcel.opened_at or at
        _settle_at(store, parcel, at + LEFT_OPEN)


@allowed(Role.SYSTEM)
def door_shut(county: County, store: UnitOfWork, actor: Actor, parcel_id: ParcelId, at: datetime) -> None:
    """The door was shut again: the parcel counts as put in, a moment later, unless its courier says otherwise."""
    parcel = store.parcels.get(parcel_id)
    if parcel is not None and parcel.status is ParcelStatus.ASSIGNED and parcel.opened_at is not None:
        _settle_at(store, parcel, at + TO_THINK_AGAIN)


@allowed(Role.SYSTEM)
def settle(county: County, store: UnitOfWork, actor: Actor, parcel_id: ParcelId) -> None:
    """Nothing else was said: it is in."""
    parcel = store.parcels.get(parcel_id)
    if parcel is not None and parcel.status is ParcelStatus.ASSIGNED and parcel.opened_at is not None:
        _store(county, store, locked(store, parcel.station_id), parcel, actor.person_id)


@allowed(Role.SYSTEM)
def lapse(county: County, store: UnitOfWork, actor: Actor, parcel_id: ParcelId) -> None:
    """The courier's time is over. Had the door been open, `settle` comes."""
    parcel = store.parcels.get(parcel_id)
    if parcel is not None and parcel.status is ParcelStatus.ASSIGNED and parcel.opened_at is None:
        _call_off(county, store, parcel, actor.person_id)


# --- shared ---------------------------------------------------------------------------------------------------------


def _assign_to(
    county: County,
    store: UnitOfWork,
    actor: Actor,
    person: Person | None,
    size: ParcelSize,
    station_id: StationId | None,
) -> Parcel:
    if person is None or not person.parcels:
        raise ParcelNotTaken
    usual = _usual_station(store, person)
    if station_id is not None and station_id != usual and not _may_walk(county, store, person, station_id):
        raise ParcelNotTaken
    home = locked(store, station_id or usual)
    compartment = _room_at(county, store, home, person, size)
    if compartment is None:
        raise _full(county, store, actor, home, person, size)
    return _assign(county, store, actor, person, size, home, compartment)


def _usual_station(store: UnitOfWork, person: Person) -> StationId:
    village = store.people.village(person.village or "")
    if person.station_id is None and village is None:
        raise ParcelNotTaken
    return person.station_id or nearest_stations(store, village)[0][1].id  # type: ignore[arg-type]


def _room_at(
    county: County, store: UnitOfWork, station: Station, person: Person, size: ParcelSize
) -> Compartment | None:
    """A silent station takes none: the code for the courier would not reach it."""
    if station.silent:
        return None
    stay, today = county.rules.parcel_stay, local_day(county.now())
    return compartment_for(store, station, size, today, stay, reach_only=person.reach_only)


def _full(
    county: County, store: UnitOfWork, actor: Actor, home: Station, person: Person, size: ParcelSize
) -> NoRoomForParcel:
    """The refusal, with the nearest other station that has room, if she can walk there; else she hears of it."""
    others = [(km, one) for km, one in stations_by_distance(store, _doorstep(store, person, home)) if one.id != home.id]
    roomy = ((km, one) for km, one in others if _room_at(county, store, one, person, size) is not None)
    km, other = next(roomy, (0.0, None))
    near = other is not None and km <= county.rules.walk_km
    if not near:
        store.record(ParcelTurnedAway(person_id=person.id, courier_id=actor.person_id, station_id=home.id))
    return NoRoomForParcel(
        station=home.village,
        silent=home.silent,
        too_far=other is not None and not near,
        other_id=other.id if other and near else None,
        other=other.village if other and near else None,
        distance=km,
    )


def _may_walk(county: County, store: UnitOfWork, person: Person, station_id: StationId) -> bool:
    """Whether another station than her own is near enough to where she lives."""
    usual = locked(store, _usual_station(store, person))
    away = {one.id: km for km, one in stations_by_distance(store, _doorstep(store, person, usual))}
    return away.get(station_id, county.rules.walk_km + 1) <= county.rules.walk_km


def _doorstep(store: UnitOfWork, person: Person, usual: Station) -> tuple[float, float]:
    """Where the way on foot begins: at home, if we know where that is, else at her own pick-up point."""
    return home_of(store, person) or (usual.lat, usual.lon)


def _assign(
    county: County,
    store: UnitOfWork,
    actor: Actor,
    person: Person,
    size: ParcelSize,
    station: Station,
    compartment: Compartment,
) -> Parcel:
    now = county.now()
    parcel_id, pickup_id = ParcelId(county.ids.new()), PickupId(county.ids.new())
    compartment.fence += 1
    box = PickupBox(
        pickup_id=pickup_id, station_id=station.id, no=compartment.no, zone=compartment.zone, fence=compartment.fence
    )
    pickup = Pickup(
        id=pickup_id,
        order_id=None,
        parcel_id=parcel_id,
        person_id=person.id,
        station_id=station.id,
        day=local_day(now),
        status=PickupStatus.FILLING,
        status_at=now,
        status_by=actor.person_id,
        boxes=[box],
    )
    parcel = Parcel(
        id=parcel_id,
        carrier=_carrier(store, actor),
        courier_id=actor.person_id,
        person_id=person.id,
        station_id=station.id,
        size=size,
        pickup_id=pickup_id,
        status_at=now,
        status_by=actor.person_id,
    )
    store.lockers.add_pickup(pickup)
    store.parcels.add(parcel)
    until = now + county.rules.parcel_drop
    give_access(
        county,
        store,
        station,
        AccessPurpose.COURIER,
        subject=parcel.id,
        holder_id=actor.person_id,
        boxes=[compartment.no],
        valid_until=until,
    )
    store.outbox.put("parcel.lapse", {"parcel_id": parcel.id}, due_at=until, key=f"lapse:{parcel.id}")
    store.record(ParcelAssigned(parcel_id=parcel.id, courier_id=actor.person_id))
    return parcel


def _carrier(store: UnitOfWork, actor: Actor) -> str:
    """For whom the courier drives: "Paketfuchs, Zusteller Weser" is of Paketfuchs."""
    courier = store.people.get(actor.person_id)
    return ((courier.name if courier else None) or "").split(",")[0].strip()


def _settle_at(store: UnitOfWork, parcel: Parcel, at: datetime) -> None:
    store.outbox.cancel(f"settle:{parcel.id}")
    store.outbox.put("parcel.settle", {"parcel_id": parcel.id}, due_at=at, key=f"settle:{parcel.id}")


def _store(county: County, store: UnitOfWork, station: Station, parcel: Parcel, by: PersonId) -> None:
    parcel.move(ParcelStatus.STORED, by, county.now())
    pickup = _pickup(store, parcel)
    for box in pickup.boxes:
        box.filled = True
    _close_for_courier(county, store, parcel)
    begin_stay(county, store, station, pickup, by)
    store.record(ParcelStored(parcel_id=parcel.id, courier_id=parcel.courier_id, by=by))


def _call_off(county: County, store: UnitOfWork, parcel: Parcel, by: PersonId) -> None:
    parcel.move(ParcelStatus.CALLED_OFF, by, county.now())
    _pickup(store, parcel).move(PickupStatus.CANCELLED, by, county.now())
    _close_for_courier(county, store, parcel)
    store.record(ParcelCalledOff(parcel_id=parcel.id, courier_id=parcel.courier_id, by=by))


def _close_for_courier(county: County, store: UnitOfWork, parcel: Parcel) -> None:
    """His code opens it no more: what lies inside is the addressee's."""
    store.outbox.cancel(f"settle:{parcel.id}")
    store.outbox.cancel(f"lapse:{parcel.id}")
    for access in store.lockers.accesses_for(parcel.id):
        take_access(county, store, access)


def _held(store: UnitOfWork, actor: Actor, parcel_id: ParcelId) -> tuple[Parcel, Pickup]:
    parcel = store.parcels.get(parcel_id)
    if parcel is None or parcel.courier_id != actor.person_id:
        raise NotFound
    if parcel.status is not ParcelStatus.ASSIGNED:
        raise MoveRefused(status=parcel.status)
    return parcel, _pickup(store, parcel)


def _pickup(store: UnitOfWork, parcel: Parcel) -> Pickup:
    pickup = store.lockers.pickup(parcel.pickup_id)
    assert pickup is not None, f"parcel {parcel.id} without its pickup"
    return pickup
