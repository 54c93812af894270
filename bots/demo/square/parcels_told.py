"""What onlookers read about parcels: the carrier, the pick-up point, the Fach. For whom it is, only once it is in."""

from __future__ import annotations

from collections.abc import Mapping

from bots.demo.square.onlooker import Onlooker, Tell
from bots.dialogue.reply import Words, words
from domain.events import Event
from domain.ids import ParcelId
from domain.parcels.events import ParcelAssigned, ParcelCalledOff, ParcelStored, ParcelTurnedAway


def parcel_assigned(look: Onlooker, event: ParcelAssigned) -> Words | None:
    """A compartment is held for a courier."""
    return _told(look, event.parcel_id, "square-parcel-assigned")


def parcel_stored(look: Onlooker, event: ParcelStored) -> Words | None:
    """It lies in its compartment."""
    return _told(look, event.parcel_id, "square-parcel-stored")


def parcel_called_off(look: Onlooker, event: ParcelCalledOff) -> Words | None:
    """It did not come, or did not fit."""
    return _told(look, event.parcel_id, "square-parcel-called-off")


def parcel_turned_away(look: Onlooker, event: ParcelTurnedAway) -> Words | None:
    """No room, and the next one too far."""
    return words("square-parcel-turned-away", station=look.place(event.station_id))


def _told(look: Onlooker, parcel_id: ParcelId, key: str) -> Words | None:
    parcel = look.store.parcels.get(parcel_id)
    pickup = look.store.lockers.pickup(parcel.pickup_id) if parcel else None
    if parcel is None or pickup is None:
        return None
    (box,) = pickup.boxes
    return words(
        key,
        carrier=parcel.carrier,
        station=look.place(parcel.station_id),
        box=str(box.no),
        name=look.person(parcel.person_id),
    )


TOLD: Mapping[type[Event], Tell] = {
    ParcelAssigned: parcel_assigned,
    ParcelStored: parcel_stored,
    ParcelCalledOff: parcel_called_off,
    ParcelTurnedAway: parcel_turned_away,
}
