"""From the moment all is in: the code that opens it, the reminder, the end of its time, and a new code for a rest."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.clock import at_local, local
from domain.county import County
from domain.ids import GrantId, PersonId, PickupId
from domain.lockers.access import new_list, seal_new_code
from domain.lockers.joint import WAITING, code_to_join
from domain.lockers.model import REOPEN_FOR, Pickup, PickupStatus, Station
from domain.lockers.second import fit_second_codes, give_second_codes, take_second_codes
from domain.people.model import Actor, Role
from domain.permission import allowed
from domain.store import UnitOfWork

LEAST_WARNING = timedelta(hours=2)  # a reminder in the morning must leave time to come
EVENING = timedelta(hours=1)  # before the quiet hours begin
ASK_AGAIN = timedelta(minutes=30)
A_MINUTE_MORE = timedelta(minutes=1)  # the station itself counts the window on its own clock


def begin_stay(county: County, store: UnitOfWork, station: Station, pickup: Pickup, by: PersonId) -> None:
    """All is in: from now on it waits for its owner. The station has been locked.

    Where something else waits for the same person behind an unused code, the same code opens both.
    """
    now = county.now()
    known = code_to_join(store, pickup, now)
    pickup.move(PickupStatus.FILLED, by, now)
    pickup.valid_from, pickup.valid_until = now, now + stay_of(county, pickup)
    if known is not None:
        pickup.grant_id, pickup.sealed_code = known.grant_id, known.sealed_code
    else:
        _new_code(county, store, station, pickup)
    pickup.list_version = new_list(store, station)
    fit_second_codes(county, store, pickup)
    give_second_codes(county, store, station, pickup)
    remind_at = while_awake(county, pickup.valid_until)
    store.outbox.put("pickup.remind", {"pickup_id": pickup.id}, due_at=remind_at, key=f"remind:{pickup.id}")
    store.outbox.put("pickup.expire", {"pickup_id": pickup.id}, due_at=pickup.valid_until, key=f"expire:{pickup.id}")


def stay_of(county: County, pickup: Pickup) -> timedelta:
    """How long it may lie: goods by their temperature, parcels as long as the county says."""
    return pickup.stay() if pickup.parcel_id is None else county.rules.parcel_stay


def note_code_used(county: County, store: UnitOfWork, pickup: Pickup, at: datetime) -> None:
    """The code was typed: at the station it is over soon. What is still inside then gets a new one."""
    if pickup.code_used_at is not None:
        return
    pickup.code_used_at = at
    over = {"pickup_id": pickup.id}
    store.outbox.put("pickup.renew", over, due_at=at + REOPEN_FOR + A_MINUTE_MORE, key=f"renew:{pickup.id}")


@allowed(Role.SYSTEM)
def renew_code(county: County, store: UnitOfWork, actor: Actor, pickup_id: PickupId) -> None:
    """The used code is over, but not everything is out (a door was stuck): the rest gets a code of its own."""
    pickup = store.lockers.pickup(pickup_id)
    if pickup is None or pickup.status not in WAITING or pickup.code_used_at is None:
        return
    station = store.lockers.lock_station(pickup.station_id)
    if station is None:
        return
    if station.silent:  # it may have told of more doors meanwhile, and has the old code only
        again_at = county.now() + ASK_AGAIN
        store.outbox.put("pickup.renew", {"pickup_id": pickup.id}, due_at=again_at, key=f"renew:{pickup.id}")
        return
    take_second_codes(county, store, pickup)
    if pickup.status is PickupStatus.READY:
        pickup.move(PickupStatus.FILLED, actor.person_id, county.now())
    known = code_to_join(store, pickup, county.now())
    pickup.code_used_at, pickup.valid_from = None, county.now()
    if known is not None:
        pickup.grant_id, pickup.sealed_code = known.grant_id, known.sealed_code
    else:
        _new_code(county, store, station, pickup)
    pickup.list_version = new_list(store, station)
    give_second_codes(county, store, station, pickup)


def change_codes(county: County, store: UnitOfWork, person_id: PersonId, by: PersonId) -> None:
    """Codes that somebody else may have read open nothing any more: what waits for this person gets new ones.

    The grants stay, so that those who collect for her keep their own codes.
    """
    new: dict[GrantId, str] = {}
    for pickup in store.lockers.pickups_of_person(person_id, WAITING):
        station = store.lockers.lock_station(pickup.station_id)
        if station is None or pickup.grant_id is None or pickup.code_used_at is not None:
            continue  # a used code is over by itself; a rest gets a new one then
        if pickup.grant_id not in new:
            new[pickup.grant_id] = seal_new_code(county, store, station)
        if pickup.status is PickupStatus.READY:
            pickup.move(PickupStatus.FILLED, by, county.now())
        pickup.sealed_code = new[pickup.grant_id]
        pickup.list_version = new_list(store, station)


def while_awake(county: County, valid_until: datetime) -> datetime:
    """When to remind: some hours before expiry; in quiet hours the evening before rather than too late."""
    rules, at = county.rules, valid_until - county.rules.remind_before_expiry
    clock = local(at)
    if rules.day_begins <= clock.time() < rules.day_ends:
        return at
    evening_before = clock.date() if clock.time() >= rules.day_ends else clock.date() - timedelta(days=1)
    morning_after = at_local(evening_before + timedelta(days=1), rules.day_begins)
    if morning_after <= valid_until - LEAST_WARNING:
        return at  # told in the morning, in good time
    evening = at_local(evening_before, rules.day_ends) - EVENING
    return evening if evening > county.now() else at


def _new_code(county: County, store: UnitOfWork, station: Station, pickup: Pickup) -> None:
    pickup.grant_id = GrantId(county.ids.new())
    pickup.sealed_code = seal_new_code(county, store, station)
