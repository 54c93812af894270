"""Which pick-up point is near, and what it is called."""

from __future__ import annotations

from domain.distance import kilometres
from domain.errors import NotFound
from domain.ids import StationId
from domain.lockers.model import Station
from domain.people.model import Village
from domain.store import UnitOfWork


def nearest_stations(store: UnitOfWork, village: Village) -> list[tuple[float, Station]]:
    """All stations with their air-line distance from the village in km, nearest first."""
    away = ((kilometres(village.lat, village.lon, s.lat, s.lon), s) for s in store.lockers.stations())
    return sorted(away, key=lambda pair: (pair[0], pair[1].id))


def station_of(store: UnitOfWork, station_id: StationId) -> Station:
    """The station. Raises `NotFound`."""
    station = store.lockers.station(station_id)
    if station is None:
        raise NotFound
    return station
