"""Codes in force: new ones, and the list of grants a station holds on its own disk."""

from __future__ import annotations

from domain.codes import pickup_code
from domain.county import County
from domain.errors import NotFound
from domain.ids import StationId
from domain.lockers.model import USES, Pickup, PickupStatus, Station
from domain.lockers.ports import Grant, GrantList, GrantRole
from domain.store import UnitOfWork


def seal_new_code(county: County, store: UnitOfWork, station: Station) -> str:
    """A new code, different from all in force at the station, as ciphertext."""
    in_force = (p.sealed_code for p in store.lockers.pickups_at(station.id, _with_code()))
    taken = {county.vault.open(sealed) for sealed in in_force if sealed}
    return county.vault.seal(pickup_code(county.chance, taken))


def new_list(store: UnitOfWork, station: Station) -> int:
    """The station's grants have changed: count its list up and have it sent. Returns the new version."""
    station.list_version += 1
    store.outbox.put("station.grants", {"station_id": station.id}, key=f"grants:{station.id}")
    return station.list_version


def grant_list(county: County, store: UnitOfWork, station_id: StationId) -> GrantList:
    """All grants in force at a station now. The codes in it are plain: it never leaves the process as it is."""
    station = store.lockers.station(station_id)
    if station is None:
        raise NotFound
    now = county.now()
    pickups = store.lockers.pickups_at(station_id, _with_code())
    live = [p for p in pickups if p.status is not PickupStatus.COLLECTED or p.may_open(now)]
    return GrantList(station_id, station.list_version, tuple(_grant(county, pickup) for pickup in live))


def _grant(county: County, pickup: Pickup) -> Grant:
    assert pickup.grant_id
    assert pickup.sealed_code
    assert pickup.valid_from
    assert pickup.valid_until
    return Grant(
        id=pickup.grant_id,
        boxes=tuple(sorted(box.no for box in pickup.boxes)),
        role=GrantRole.PICKUP,
        not_before=pickup.valid_from,
        expires_at=pickup.valid_until,
        uses=USES * len(pickup.boxes),
        code=county.vault.open(pickup.sealed_code),
    )


def _with_code() -> set[PickupStatus]:
    return {status for status in PickupStatus if status.grants_access()}
