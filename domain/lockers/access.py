"""Codes in force: new ones, those beside a pickup's own, and the list of grants a station holds on its own disk."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from domain.codes import pickup_code
from domain.county import County
from domain.errors import NotFound
from domain.ids import GrantId, HelperId, PersonId, StationId
from domain.lockers.errors import CodeNotReady
from domain.lockers.model import USES, Access, AccessPurpose, AccessStatus, Pickup, PickupStatus, Station
from domain.lockers.ports import Grant, GrantList, GrantRole
from domain.people.model import Actor, Role
from domain.permission import EVERYBODY, allowed
from domain.store import UnitOfWork

_ROLES = {
    AccessPurpose.SECOND: GrantRole.PICKUP,
    AccessPurpose.DEPOSIT: GrantRole.DEPOSIT,
    AccessPurpose.COURIER: GrantRole.COURIER,
    AccessPurpose.REFILL: GrantRole.VOLUNTEER,
}


def seal_new_code(county: County, store: UnitOfWork, station: Station) -> str:
    """A new code, different from all in force at the station, as ciphertext."""
    in_force = [p.sealed_code for p in store.lockers.pickups_at(station.id, _with_code())]
    in_force += [access.sealed_code for access in store.lockers.accesses_at(station.id)]
    taken = {county.vault.open(sealed) for sealed in in_force if sealed}
    return county.vault.seal(pickup_code(county.chance, taken))


def new_list(store: UnitOfWork, station: Station) -> int:
    """The station's grants have changed: count its list up and have it sent. Returns the new version."""
    station.list_version += 1
    store.outbox.put("station.grants", {"station_id": station.id}, key=f"grants:{station.id}")
    return station.list_version


def give_access(
    county: County,
    store: UnitOfWork,
    station: Station,
    purpose: AccessPurpose,
    *,
    subject: str,
    holder_id: PersonId,
    boxes: Collection[int],
    valid_until: datetime,
    helper_id: HelperId | None = None,
) -> Access:
    """A new code for some compartments, on its way to the station (which has been locked).

    When the station has it, `AccessLive` is recorded; when it is used, the outbox gets an item "access.used".
    """
    now = county.now()
    access = Access(
        id=GrantId(county.ids.new()),
        station_id=station.id,
        purpose=purpose,
        subject=subject,
        holder_id=holder_id,
        boxes=tuple(sorted(boxes)),
        sealed_code=seal_new_code(county, store, station),
        valid_from=now,
        valid_until=valid_until,
        uses=USES * len(boxes),
        list_version=new_list(store, station),
        status_at=now,
        helper_id=helper_id,
    )
    store.lockers.add_access(access)
    expire_later(store, access)
    return access


def expire_later(store: UnitOfWork, access: Access) -> None:
    """Have it end at its time, which may have changed."""
    store.outbox.cancel(f"access:{access.id}")
    payload = {"access_id": access.id}
    store.outbox.put("access.expire", payload, due_at=access.valid_until, key=f"access:{access.id}")


def widen_access(store: UnitOfWork, access: Access, no: int) -> None:
    """The same code opens one more compartment, as soon as the station has its new list."""
    if not access.status.is_in_force() or no in access.boxes:
        return
    station = store.lockers.lock_station(access.station_id)
    access.boxes = tuple(sorted((*access.boxes, no)))
    access.uses += USES
    if station is not None:
        new_list(store, station)


def take_access(county: County, store: UnitOfWork, access: Access, to: AccessStatus = AccessStatus.REVOKED) -> None:
    """The code opens nothing any more; ending it twice is no change. Releasing needs no lock, a new list does."""
    if not access.status.is_in_force():
        return
    station = store.lockers.lock_station(access.station_id)
    access.move(to, county.now())
    store.outbox.cancel(f"access:{access.id}")
    if station is not None:
        new_list(store, station)


@allowed(Role.SYSTEM)
def expire_access(county: County, store: UnitOfWork, actor: Actor, access_id: GrantId) -> None:
    """Its time is over."""
    access = store.lockers.access(access_id)
    if access is not None:
        take_access(county, store, access, AccessStatus.EXPIRED)


@allowed(*EVERYBODY)
def code_of_access(county: County, store: UnitOfWork, actor: Actor, access_id: GrantId) -> str:
    """The six digits. Only their holder is told. Raises `NotFound`, `CodeNotReady` before the station has them."""
    access = store.lockers.access(access_id)
    if access is None or access.holder_id != actor.person_id:
        raise NotFound
    if access.status not in {AccessStatus.LIVE, AccessStatus.USED}:
        raise CodeNotReady
    return county.vault.open(access.sealed_code)


@allowed(*EVERYBODY)
def codes_held(county: County, store: UnitOfWork, actor: Actor) -> list[Access]:
    """The codes beside pickups' own that the actor may be told now, oldest first."""
    held = store.lockers.accesses_held_by(actor.person_id)
    return [access for access in held if access.status is not AccessStatus.SENT]


def grant_list(county: County, store: UnitOfWork, station_id: StationId) -> GrantList:
    """All grants in force at a station now. The codes in it are plain: it never leaves the process as it is."""
    station = store.lockers.station(station_id)
    if station is None:
        raise NotFound
    now = county.now()
    pickups = store.lockers.pickups_at(station_id, _with_code())
    live = [p for p in pickups if p.status is not PickupStatus.COLLECTED or p.may_open(now)]
    together: dict[GrantId, list[Pickup]] = {}
    for pickup in live:
        assert pickup.grant_id
        together.setdefault(pickup.grant_id, []).append(pickup)
    grants = [_grant(county, grant_id, opened) for grant_id, opened in together.items()]
    grants += [_grant_of_access(county, access) for access in store.lockers.accesses_at(station_id)]
    return GrantList(station_id, station.list_version, tuple(grants))


def _grant(county: County, grant_id: GrantId, pickups: Sequence[Pickup]) -> Grant:
    """One code for all that waits for one person: it ends with the last of them."""
    boxes = tuple(sorted(box.no for pickup in pickups for box in pickup.boxes_to_open()))
    sealed = next(pickup.sealed_code for pickup in pickups if pickup.sealed_code)
    return Grant(
        id=grant_id,
        boxes=boxes,
        role=GrantRole.PICKUP,
        not_before=min(pickup.valid_from for pickup in pickups if pickup.valid_from),
        expires_at=max(pickup.valid_until for pickup in pickups if pickup.valid_until),
        uses=USES * len(boxes),
        code=county.vault.open(sealed),
    )


def _grant_of_access(county: County, access: Access) -> Grant:
    return Grant(
        id=access.id,
        boxes=access.boxes,
        role=_ROLES[access.purpose],
        not_before=access.valid_from,
        expires_at=access.valid_until,
        uses=access.uses,
        code=county.vault.open(access.sealed_code),
    )


def _with_code() -> set[PickupStatus]:
    return {status for status in PickupStatus if status.grants_access()}
