"""The tours of a day as lines for a terminal. A door is told by its village."""

from __future__ import annotations

from datetime import date

from domain.clock import local
from domain.store import UnitOfWork
from domain.tours.model import Tour
from domain.tours.places import rough_site


def told_tours(store: UnitOfWork, day: date) -> list[str]:
    """One line for each tour, and one for each of its stops."""
    tours = store.tours.of_day(day)
    if not tours:
        return [f"No tours on {day}."]
    return [line for tour in tours for line in _lines(store, tour)]


def _lines(store: UnitOfWork, tour: Tour) -> list[str]:
    driver = store.people.get(tour.driver_id)
    head = f"Tour {tour.no}, {tour.vehicle_id}, {driver.name if driver else tour.driver_id}, {tour.leg.value}"
    times = f"{local(tour.starts_at):%H:%M} to {local(tour.ends_at):%H:%M}, {tour.metres / 1000:.0f} km"
    stops = [
        f"  {local(stop.arrive):%H:%M}  {stop.kind.value:8}  {rough_site(store, stop).name}"
        f"  {stop.load.ambient}+{stop.load.chilled} crates  {stop.status.value}"
        for stop in tour.in_order()
    ]
    return [f"{head}: {times}, {tour.status.value}", *stops]
