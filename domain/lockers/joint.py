"""One code for all that waits for one person at one pick-up point: what comes later joins the code that is there."""

from __future__ import annotations

from datetime import datetime

from domain.lockers.model import Pickup, PickupStatus
from domain.store import UnitOfWork

WAITING = frozenset({PickupStatus.FILLED, PickupStatus.READY})


def joined(store: UnitOfWork, pickup: Pickup) -> list[Pickup]:
    """All that one code opens (or has opened) with this one: itself and what shares its grant, oldest first."""
    if pickup.grant_id is None:
        return [pickup]
    others = store.lockers.pickups_of_person(pickup.person_id, set(PickupStatus))
    return [one for one in others if one.grant_id == pickup.grant_id]


def waiting_with(store: UnitOfWork, pickup: Pickup) -> list[Pickup]:
    """What of it still waits in compartments."""
    return [one for one in joined(store, pickup) if one.status in WAITING]


def code_to_join(store: UnitOfWork, pickup: Pickup, now: datetime) -> Pickup | None:
    """The person's goods at the same station whose code nobody has used yet.

    A used code is over after some minutes at the station itself, so nothing new may hang on it.
    """
    there = store.lockers.pickups_of_person(pickup.person_id, WAITING)
    fresh = (one for one in there if one.station_id == pickup.station_id and one.code_used_at is None)
    open_still = (one for one in fresh if one.valid_until is not None and now < one.valid_until)
    return next((one for one in open_still if one.grant_id is not None and one.id != pickup.id), None)
