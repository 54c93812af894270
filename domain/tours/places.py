"""Where a stop is, as everybody may see it: a door is shown in the middle of its village."""

from __future__ import annotations

from dataclasses import dataclass

from domain.ids import MerchantId, PersonId, StationId
from domain.store import UnitOfWork
from domain.tours.model import CENTRE, Stop, StopKind


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map with the name people know it by. Without coordinates nobody knows where it is."""

    name: str
    lat: float | None = None
    lon: float | None = None


def rough_site(store: UnitOfWork, stop: Stop) -> Spot:
    """The spot of a stop, no nearer than a village where somebody lives."""
    match stop.kind:
        case StopKind.MERCHANT:
            merchant = store.catalogue.merchant(MerchantId(stop.ref))
            return Spot(merchant.name, merchant.lat, merchant.lon) if merchant else Spot(stop.ref)
        case StopKind.STATION:
            station = store.lockers.station(StationId(stop.ref))
            return Spot(station.village, station.lat, station.lon) if station else Spot(stop.ref)
        case StopKind.HOME:
            person = store.people.get(PersonId(stop.ref))
            village = store.people.village(person.village or "") if person else None
            return Spot(village.name, village.lat, village.lon) if village else Spot("?")
    centre = next((place for place in store.tours.places() if place.kind == CENTRE), None)
    return Spot(centre.name, centre.lat, centre.lon) if centre else Spot(stop.ref)
