"""What stations report, and what the county makes of it. Every report may come twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.county import County
from domain.errors import NotFound
from domain.ids import CommandId, GrantId, PersonId, PickupId
from domain.lockers.access import new_list
from domain.lockers.events import (
    AccessLive,
    CodeAlarm,
    DoorAnswered,
    DoorJammed,
    PickupCollected,
    PickupExpired,
    PickupExpiring,
    PickupReady,
    StationChanged,
)
from domain.lockers.joint import WAITING
from domain.lockers.model import (
    BLOCKED,
    GIVEN_UP,
    REOPEN_FOR,
    Access,
    AccessPurpose,
    AccessStatus,
    Compartment,
    DoorCommand,
    Pickup,
    PickupStatus,
    Station,
)
from domain.lockers.ports import (
    BoxSeen,
    CommandAnswered,
    CommandOutcome,
    GrantsAnswered,
    StationCondition,
    StationEvent,
    StationEventKind,
    StationReport,
    StationSeen,
)
from domain.lockers.reserving import parts_of
from domain.lockers.second import fit_second_codes, opened_by
from domain.lockers.stay import note_code_used
from domain.ordering.model import MerchantOrderStatus
from domain.parcels.model import ParcelStatus
from domain.people.model import Actor, Role
from domain.permission import allowed
from domain.store import UnitOfWork

JAMMED = "jammed"
_FETCHED_FROM = {PickupStatus.FILLED, PickupStatus.READY, PickupStatus.EXPIRED}
_WITH_GOODS = _FETCHED_FROM | {PickupStatus.FILLING, PickupStatus.COLLECTED}


@allowed(Role.SYSTEM)
def take_report(county: County, store: UnitOfWork, actor: Actor, report: StationReport) -> None:
    """Take one report of a station. Unknown stations and things are ignored: they are not ours."""
    station = store.lockers.lock_station(report.station_id)
    if station is None:
        return
    match report:
        case StationSeen():
            _seen(county, store, station, report)
        case BoxSeen():
            _box(station, report)
        case GrantsAnswered():
            _grants(county, store, station, report)
        case CommandAnswered():
            _command(county, store, station, report)
        case StationEvent():
            _event(county, store, station, report)


@allowed(Role.SYSTEM)
def give_up_command(county: County, store: UnitOfWork, actor: Actor, command_id: CommandId) -> None:
    """The station has not answered in time: the end of this command is not known."""
    command = store.lockers.command(command_id)
    if command is not None and command.in_flight:
        known = command.outcome is CommandOutcome.RECEIVED
        _settle(county, store, command, CommandOutcome.UNKNOWN if known else CommandOutcome.EXPIRED, GIVEN_UP)


@allowed(Role.SYSTEM)
def remind(county: County, store: UnitOfWork, actor: Actor, pickup_id: PickupId) -> None:
    """Say that goods still wait, if they do."""
    pickup = store.lockers.pickup(pickup_id)
    if pickup is not None and pickup.status is PickupStatus.READY:
        store.record(PickupExpiring(pickup_id=pickup.id, person_id=pickup.person_id))


@allowed(Role.SYSTEM)
def expire(county: County, store: UnitOfWork, actor: Actor, pickup_id: PickupId) -> None:
    """The time is over: the code leaves the station's list, and somebody is to take the goods out."""
    pickup = store.lockers.pickup(pickup_id)
    if pickup is None or pickup.status not in {PickupStatus.FILLED, PickupStatus.READY}:
        return
    station = store.lockers.lock_station(pickup.station_id)
    if station is None:
        raise NotFound
    pickup.move(PickupStatus.EXPIRED, actor.person_id, county.now())
    new_list(store, station)
    fit_second_codes(county, store, pickup, AccessStatus.EXPIRED)
    store.record(PickupExpired(pickup_id=pickup.id, person_id=pickup.person_id, station_id=pickup.station_id))


@allowed(Role.SYSTEM)
def close_reopening(county: County, store: UnitOfWork, actor: Actor, pickup_id: PickupId) -> None:
    """The re-open window is over: the code leaves the station's list, and the compartments are free."""
    pickup = store.lockers.pickup(pickup_id)
    if pickup is None or pickup.status is not PickupStatus.COLLECTED:
        return
    station = store.lockers.lock_station(pickup.station_id)
    pickup.move(PickupStatus.CLOSED, actor.person_id, county.now())
    fit_second_codes(county, store, pickup)
    if station is not None:
        new_list(store, station)


def _seen(county: County, store: UnitOfWork, station: Station, seen: StationSeen) -> None:
    if seen.condition is StationCondition.LOST and (seen.boot, seen.session) != (station.boot, station.session):
        return  # the last will of an earlier connection has been overtaken
    changed = seen.condition is not station.condition
    station.condition, station.boot, station.session = seen.condition, seen.boot, seen.session
    if seen.condition is StationCondition.READY:  # a last will comes from the broker, not from the station
        station.last_seen = county.now()
    if seen.condition is StationCondition.READY and station.list_version:
        store.outbox.put("station.grants", {"station_id": station.id}, key=f"grants:{station.id}")
    if changed:
        store.record(StationChanged(station_id=station.id, condition=seen.condition.value))


def _box(station: Station, seen: BoxSeen) -> None:
    compartment = _compartment(station, seen.box)
    if compartment is not None:
        compartment.door, compartment.door_seq = seen.door, seen.seq
        _note_fault(compartment, seen.fault)


def _compartment(station: Station, no: int) -> Compartment | None:
    return next((c for c in station.compartments if c.no == no), None)


def _note_fault(compartment: Compartment | None, fault: str | None) -> None:
    """What the station says holds; but what people have taken out of use, only people put back."""
    if compartment is not None and compartment.fault != BLOCKED:
        compartment.fault = fault


def _grants(county: County, store: UnitOfWork, station: Station, answer: GrantsAnswered) -> None:
    if not answer.accepted or answer.version <= station.list_acked:
        return
    station.list_acked = answer.version
    for pickup in store.lockers.pickups_at(station.id, {PickupStatus.FILLED}):
        if pickup.list_version is not None and pickup.list_version <= answer.version:
            pickup.move(PickupStatus.READY, PersonId("system"), county.now())
            store.record(PickupReady(pickup_id=pickup.id, person_id=pickup.person_id))
    for access in store.lockers.accesses_at(station.id):
        if access.status is AccessStatus.SENT and access.list_version <= answer.version:
            _live(county, store, access)


def _live(county: County, store: UnitOfWork, access: Access) -> None:
    access.move(AccessStatus.LIVE, county.now())
    store.record(
        AccessLive(
            access_id=access.id, purpose=access.purpose.value, subject=access.subject, holder_id=access.holder_id
        )
    )


def _command(county: County, store: UnitOfWork, station: Station, answer: CommandAnswered) -> None:
    command = store.lockers.command(answer.command_id)
    if command is None or command.station_id != station.id:
        return
    station.last_seen = county.now()
    if answer.outcome is CommandOutcome.RECEIVED:
        command.outcome = answer.outcome if command.in_flight else command.outcome
        return
    if command.given_up:  # its end has been told, as unknown; what has really happened counts all the same
        command.outcome, command.code = answer.outcome, answer.code
        _tell_whose_it_is(store, command)
    elif command.in_flight:
        _settle(county, store, command, answer.outcome, answer.code)
    else:
        return
    if answer.outcome is CommandOutcome.DONE and command.why == "pickup" and command.pickup_id is not None:
        pickup = store.lockers.pickup(command.pickup_id)
        if pickup is not None:
            _opened(county, store, station, pickup, command.box, answer.at)
    if answer.code == JAMMED:
        _note_fault(_compartment(station, command.box), JAMMED)


def _settle(county: County, store: UnitOfWork, command: DoorCommand, outcome: CommandOutcome, code: str) -> None:
    command.outcome, command.code, command.settled_at = outcome, code, county.now()
    store.outbox.cancel(f"open:{command.id}")
    _tell_whose_it_is(store, command)
    store.record(
        DoorAnswered(
            command_id=command.id,
            station_id=command.station_id,
            box=command.box,
            pickup_id=command.pickup_id,
            asked_by=command.asked_by,
            outcome=outcome.value,
            code=code,
            subject=command.subject,
        )
    )


def _tell_whose_it_is(store: UnitOfWork, command: DoorCommand) -> None:
    """Whose command it was goes on from here."""
    if command.subject:
        store.outbox.put("door.answered", {"command_id": command.id})


def _event(county: County, store: UnitOfWork, station: Station, event: StationEvent) -> None:
    if not store.lockers.first_time(station.id, event.boot, event.seq, event.at):
        return
    station.last_seen = county.now()
    if event.kind is StationEventKind.CODE_ALARM:
        store.record(CodeAlarm(station_id=station.id))
    if event.box is None:
        return
    if event.kind is StationEventKind.CARD_PRESENTED and not event.late:  # nobody pays hours after he has gone
        card = {"station_id": station.id, "box": event.box, "detail": event.detail, "at": event.at.isoformat()}
        store.outbox.put("card.presented", card, key=f"card:{station.id}:{event.boot}:{event.seq}")
    if event.grant_id is not None:
        _typed(county, store, station, event.grant_id, event.at)
    if event.kind is StationEventKind.DOOR_OPENED and event.grant_id is not None:
        pickup = _holder(store, station, event.box, event)
        if pickup is not None:
            _opened(county, store, station, pickup, event.box, event.at)
        _used(county, store, station, event.grant_id, event.box, event.at)
    if event.kind is StationEventKind.DOOR_CLOSED:
        _shut(store, station, event.box, event.at)
    if event.kind is StationEventKind.DOOR_JAMMED:
        if not event.late:  # what comes late is history: the state of the box is told by itself
            _note_fault(_compartment(station, event.box), JAMMED)
        _jammed(store, station, event, event.box)


def _typed(county: County, store: UnitOfWork, station: Station, grant_id: GrantId, at: datetime) -> None:
    """Somebody has typed a pickup's own code: it is over soon for all that it opens."""
    for pickup in store.lockers.pickups_at(station.id, WAITING):
        if pickup.grant_id == grant_id:
            note_code_used(county, store, pickup, at)


def _shut(store: UnitOfWork, station: Station, box: int, at: datetime) -> None:
    """A door is shut again: whoever was let in to put something there may have done so."""
    for access in store.lockers.accesses_at(station.id):
        if box in access.boxes and access.purpose is not AccessPurpose.SECOND:
            store.outbox.put("access.shut", {"access_id": access.id, "box": box, "at": at.isoformat()})


def _jammed(store: UnitOfWork, station: Station, event: StationEvent, box: int) -> None:
    access = store.lockers.access(event.grant_id) if event.grant_id else None
    holder = _for_another(store, access, box) if access is not None else _holder(store, station, box, event)
    store.record(
        DoorJammed(
            station_id=station.id,
            box=box,
            pickup_id=holder.id if holder else None,
            by_code=event.grant_id is not None,
            access_id=access.id if access else "",
        )
    )


def _for_another(store: UnitOfWork, access: Access, box: int) -> Pickup | None:
    """What a second code opens in this compartment."""
    theirs = opened_by(store, access)
    return next((pickup for pickup in theirs if any(taken.no == box for taken in pickup.boxes)), None)


def _holder(store: UnitOfWork, station: Station, box: int, event: StationEvent) -> Pickup | None:
    for pickup in store.lockers.pickups_at(station.id, _WITH_GOODS):
        same_grant = event.grant_id is None or pickup.grant_id == event.grant_id
        if same_grant and any(taken.no == box for taken in pickup.boxes):
            return pickup
    return None


def _used(county: County, store: UnitOfWork, station: Station, grant_id: GrantId, box: int, at: datetime) -> None:
    """A code beside a pickup's own has opened a door. Who collects for somebody has collected; others are told."""
    access = store.lockers.access(grant_id)
    if access is None or access.station_id != station.id:
        return
    if access.status in {AccessStatus.SENT, AccessStatus.LIVE}:
        access.move(AccessStatus.USED, county.now())
    pickup = _for_another(store, access, box)
    if pickup is not None:
        _opened(county, store, station, pickup, box, at, access)
    store.outbox.put("access.used", {"access_id": access.id, "box": box, "at": at.isoformat()})


def _opened(
    county: County,
    store: UnitOfWork,
    station: Station,
    pickup: Pickup,
    box: int,
    at: datetime,
    access: Access | None = None,
) -> None:
    """A door was opened by its owner or, with a second code, for her; with the last one the goods count as collected.

    Other second codes open it no more: nobody goes there for nothing, and none opens what is put in next. Also when
    the news comes after the time was over: then nobody needs to take out what is no longer inside.
    """
    if not pickup.opened(box, at) or pickup.status not in _FETCHED_FROM:
        return
    pickup.move(PickupStatus.COLLECTED, pickup.person_id, county.now())
    pickup.reopen_until = at + REOPEN_FOR
    for part in parts_of(store, pickup):
        if part.status is MerchantOrderStatus.STORED:
            part.move(MerchantOrderStatus.DELIVERED, pickup.person_id, county.now())
    parcel = store.parcels.get(pickup.parcel_id) if pickup.parcel_id else None
    if parcel is not None:
        parcel.move(ParcelStatus.COLLECTED, pickup.person_id, county.now())
    store.outbox.cancel(f"remind:{pickup.id}")
    store.outbox.cancel(f"expire:{pickup.id}")
    store.outbox.cancel(f"renew:{pickup.id}")
    # One minute more: the station itself counts the window on its own clock.
    close_at = pickup.reopen_until + timedelta(minutes=1)
    store.outbox.put("pickup.close", {"pickup_id": pickup.id}, due_at=close_at, key=f"close:{pickup.id}")
    until = pickup.reopen_until.isoformat()
    spared = fit_second_codes(county, store, pickup, but=access.id if access else None)
    store.record(
        PickupCollected(
            pickup_id=pickup.id,
            person_id=pickup.person_id,
            reopen_until=until,
            access_id=access.id if access else "",
            spared=tuple(one.id for one in spared),
        )
    )
