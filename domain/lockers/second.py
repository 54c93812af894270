"""Second codes: somebody whom the owner of goods has named collects for her, with a code of one's own."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from domain.clock import at_local, local_day
from domain.county import County
from domain.ids import GrantId
from domain.lockers.access import give_access, take_access
from domain.lockers.model import Access, AccessPurpose, AccessStatus, Pickup, PickupStatus, Station
from domain.people.model import Helper
from domain.store import UnitOfWork

LEAST_TIME = timedelta(hours=1)  # named late in the evening, a neighbour still has the rest of the day
LAST_MINUTE = time(23, 59)
WAITING = frozenset({PickupStatus.FILLED, PickupStatus.READY})


def give_second_codes(county: County, store: UnitOfWork, station: Station, pickup: Pickup) -> None:
    """A code for everybody who may collect for the owner today. The station has been locked."""
    today = local_day(county.now())
    for helper in store.people.helpers_of(pickup.person_id):
        if helper.may_collect(today):
            _give(county, store, station, pickup, helper)


def give_codes_to(county: County, store: UnitOfWork, helper: Helper) -> None:
    """Codes for all that waits for the resident already; whoever accepts later holds those that are there."""
    for pickup in store.lockers.pickups_of_person(helper.resident_id, WAITING):
        station = store.lockers.lock_station(pickup.station_id)
        if station is not None and helper.may_collect(local_day(county.now())):
            _give(county, store, station, pickup, helper)


def take_codes_from(county: County, store: UnitOfWork, helper: Helper) -> None:
    """This person's codes open nothing any more, from now on."""
    for pickup in store.lockers.pickups_of_person(helper.resident_id, WAITING | {PickupStatus.COLLECTED}):
        for access in second_codes(store, pickup):
            if access.helper_id == helper.id:
                take_access(county, store, access)


def end_second_codes(
    county: County,
    store: UnitOfWork,
    pickup: Pickup,
    to: AccessStatus = AccessStatus.REVOKED,
    *,
    but: GrantId | None = None,
) -> None:
    """The goods are gone, or their time is over: no second code may open what is put in next."""
    for access in second_codes(store, pickup):
        if access.id != but:
            take_access(county, store, access, to)


def second_codes(store: UnitOfWork, pickup: Pickup) -> list[Access]:
    """The codes in force with which others may collect it."""
    found = store.lockers.accesses_for(pickup.id)
    return [access for access in found if access.purpose is AccessPurpose.SECOND and access.status.is_in_force()]


def _give(county: County, store: UnitOfWork, station: Station, pickup: Pickup, helper: Helper) -> None:
    holder = helper.person_id or pickup.person_id
    known = next((access for access in second_codes(store, pickup) if access.helper_id == helper.id), None)
    if known is not None:
        known.holder_id = holder
        return
    give_access(
        county,
        store,
        station,
        AccessPurpose.SECOND,
        subject=pickup.id,
        holder_id=holder,
        boxes=[box.no for box in pickup.boxes],
        valid_until=_until(county, pickup, helper),
        helper_id=helper.id,
    )


def _until(county: County, pickup: Pickup, helper: Helper) -> datetime:
    """As long as the goods wait; a neighbour's day ends in the evening, late at night with the day itself."""
    assert pickup.valid_until is not None
    if helper.until is None:
        return pickup.valid_until
    evening = at_local(helper.until, county.rules.neighbours_until)
    if evening <= county.now() + LEAST_TIME:
        evening = at_local(helper.until, LAST_MINUTE)
    return min(pickup.valid_until, evening)
