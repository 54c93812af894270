"""How far the goods of a refill stand, and how long it takes to fetch and to fill them in."""

from __future__ import annotations

from math import ceil

from domain.distance import kilometres
from domain.ids import StationId
from domain.store import UnitOfWork

DETOUR = 1.3  # roads are longer than the air line
KM_AN_HOUR = 45
LOADING_MINUTES = 10
SLOT_MINUTES = 3
ROUNDED_TO = 5


def way_km(store: UnitOfWork, station_id: StationId) -> float:
    """The way by road from a pick-up point to its seller; nothing where it has none."""
    station = store.lockers.station(station_id)
    seller = store.catalogue.merchant(station.seller_id) if station else None
    if station is None or seller is None:
        return 0.0
    return DETOUR * kilometres(station.lat, station.lon, seller.lat, seller.lon)


def minutes_for(store: UnitOfWork, station_id: StationId, slots: int) -> int:
    """How long a refill there takes who fetches the goods, too: to the seller and back, loading, and filling."""
    return minutes_with(way_km(store, station_id), slots)


def minutes_with(way: float, slots: int) -> int:
    """The same with a way of so many kilometres; rounded up to five minutes."""
    driving = 2 * way / KM_AN_HOUR * 60
    return ceil((driving + LOADING_MINUTES + SLOT_MINUTES * slots) / ROUNDED_TO) * ROUNDED_TO
