"""Which compartment takes a parcel: one for parcels, else one for goods that nothing planned needs meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from domain.catalogue.model import Zone
from domain.distance import kilometres
from domain.lockers.model import Compartment, CompartmentKind, Station
from domain.lockers.reserving import free_compartments
from domain.parcels.model import ParcelSize
from domain.store import UnitOfWork


def compartment_for(
    store: UnitOfWork, station: Station, size: ParcelSize, today: date, stay: timedelta, *, reach_only: bool
) -> Compartment | None:
    """The smallest compartment that takes it and that its owner can reach, or None."""
    own = free_compartments(store, station, today, kind=CompartmentKind.PARCEL)
    found = _smallest(own, size, reach_only=reach_only)
    if found is not None:
        return found
    days = [today + timedelta(days=ahead) for ahead in range(stay.days + 1)]
    free = [{c.no for c in free_compartments(store, station, day)} for day in days]
    spare = [c for c in station.compartments if c.zone is Zone.AMBIENT and all(c.no in numbers for numbers in free)]
    return _smallest(spare, size, reach_only=reach_only)


def stations_by_distance(store: UnitOfWork, place: tuple[float, float]) -> list[tuple[float, Station]]:
    """All stations with their distance from a place in km, nearest first."""
    away = ((kilometres(*place, s.lat, s.lon), s) for s in store.lockers.stations())
    return sorted(away, key=lambda pair: (pair[0], pair[1].id))


def _smallest(free: Sequence[Compartment], size: ParcelSize, *, reach_only: bool) -> Compartment | None:
    fitting = [c for c in free if size.fits_into(c.size) and (c.reachable or not reach_only)]
    return min(fitting, key=lambda c: (c.width_mm * c.depth_mm * c.height_mm, not c.reachable, c.no), default=None)
