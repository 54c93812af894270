"""What happened to parcels."""

from __future__ import annotations

from dataclasses import dataclass

from domain.events import Event
from domain.ids import ParcelId, PersonId, StationId


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelAssigned(Event):
    """A compartment is held for a courier's parcel; the code for him is on its way to the station."""

    parcel_id: ParcelId
    courier_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelStored(Event):
    """It lies in its compartment: the courier has said so, or the door was opened with his code and shut again."""

    parcel_id: ParcelId
    courier_id: PersonId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelCalledOff(Event):
    """It was never put in: the courier gave it up, or his time was over."""

    parcel_id: ParcelId
    courier_id: PersonId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelTurnedAway(Event):
    """There was no room at her pick-up point, and the next one is too far to walk: the courier goes another way."""

    person_id: PersonId
    courier_id: PersonId
    station_id: StationId
