"""Second codes: somebody whom the owner of goods has named collects for her, with a code of one's own.

It stands beside the owner's code and opens what that opens: its subject is the grant of the pickups.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from domain.clock import at_local, local_day
from domain.county import County
from domain.ids import GrantId
from domain.lockers.access import expire_later, give_access, take_access
from domain.lockers.joint import WAITING, waiting_with
from domain.lockers.model import Access, AccessPurpose, AccessStatus, Pickup, PickupStatus, Station
from domain.people.model import Helper
from domain.store import UnitOfWork

LEAST_TIME = timedelta(hours=1)  # named late in the evening, a neighbour still has the rest of the day
LAST_MINUTE = time(23, 59)


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


def take_second_codes(county: County, store: UnitOfWork, pickup: Pickup) -> None:
    """Nobody opens it with a second code any more."""
    for access in second_codes(store, pickup):
        take_access(county, store, access)


def fit_second_codes(
    county: County,
    store: UnitOfWork,
    pickup: Pickup,
    to: AccessStatus = AccessStatus.REVOKED,
    *,
    but: GrantId | None = None,
) -> list[Access]:
    """Something has come to the others behind one code, or has gone: second codes open just what waits now.

    One that has been used is over, and so is each when nothing is left: none may open what is put in next. Returns
    those that have come to their end.
    """
    waiting, ended, today = waiting_with(store, pickup), [], local_day(county.now())
    for access in second_codes(store, pickup):
        helper = store.people.helper(access.helper_id) if access.helper_id else None
        if access.id == but:
            continue
        over = helper is None or not helper.may_collect(today) or access.status is AccessStatus.USED
        if not waiting or helper is None or over:
            take_access(county, store, access, to)
            ended.append(access)
            continue
        access.boxes, access.valid_until = _boxes(waiting), _until(county, waiting, helper)
        expire_later(store, access)
    return ended


def second_codes(store: UnitOfWork, pickup: Pickup) -> list[Access]:
    """The codes in force with which others may collect it."""
    found = store.lockers.accesses_for(pickup.grant_id) if pickup.grant_id else []
    return [access for access in found if access.purpose is AccessPurpose.SECOND and access.status.is_in_force()]


def opened_by(store: UnitOfWork, access: Access) -> list[Pickup]:
    """What a second code is for: all that its grant opens or has just opened."""
    if access.purpose is not AccessPurpose.SECOND:
        return []
    there = store.lockers.pickups_at(access.station_id, WAITING | {PickupStatus.COLLECTED, PickupStatus.EXPIRED})
    return [pickup for pickup in there if pickup.grant_id == access.subject]


def _give(county: County, store: UnitOfWork, station: Station, pickup: Pickup, helper: Helper) -> None:
    assert pickup.grant_id
    holder = helper.person_id or pickup.person_id
    known = next((access for access in second_codes(store, pickup) if access.helper_id == helper.id), None)
    if known is not None:
        known.holder_id = holder
        return
    waiting = waiting_with(store, pickup)
    give_access(
        county,
        store,
        station,
        AccessPurpose.SECOND,
        subject=pickup.grant_id,
        holder_id=holder,
        boxes=_boxes(waiting),
        valid_until=_until(county, waiting, helper),
        helper_id=helper.id,
    )


def _boxes(waiting: list[Pickup]) -> tuple[int, ...]:
    return tuple(sorted(box.no for pickup in waiting for box in pickup.boxes))


def _until(county: County, waiting: list[Pickup], helper: Helper) -> datetime:
    """As long as something waits; a neighbour's day ends in the evening, late at night with the day itself."""
    longest = max(pickup.valid_until for pickup in waiting if pickup.valid_until is not None)
    if helper.until is None:
        return longest
    evening = at_local(helper.until, county.rules.neighbours_until)
    if evening <= county.now() + LEAST_TIME:
        evening = at_local(helper.until, LAST_MINUTE)
    return min(longest, evening)
