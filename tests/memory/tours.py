"""Vehicles, tours and goods on their way in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.ids import MerchantOrderId, PersonId, StopId, TourId, VehicleId
from domain.tours.model import Consignment, Place, Tour, Vehicle
from tests.memory.view import View, by


class MemoryTours:
    """Fulfils `domain.store.Tours`."""

    def __init__(self, view: View) -> None:
        self._view = view

    def vehicles(self) -> Sequence[Vehicle]:
        return by(self._view.all(Vehicle), "id")

    def vehicle(self, vehicle_id: VehicleId) -> Vehicle | None:
        return self._view.get(Vehicle, vehicle_id)

    def places(self) -> Sequence[Place]:
        return by(self._view.all(Place), "id")

    def get(self, tour_id: TourId) -> Tour | None:
        return self._view.get(Tour, tour_id)

    def lock(self, tour_id: TourId) -> Tour | None:
        self._view.refresh(Tour, tour_id)
        return self.get(tour_id)

    def of_day(self, day: date) -> Sequence[Tour]:
        return by(self._view.all(Tour, lambda t: t.day == day), "no", "id")

    def between(self, first: date, last: date) -> Sequence[Tour]:
        return by(self._view.all(Tour, lambda t: first <= t.day <= last), "day", "no", "id")

    def driven_by(self, person_id: PersonId) -> Sequence[Tour]:
        return by(self._view.all(Tour, lambda t: t.driver_id == person_id), "day", "no", "id")

    def with_stop(self, stop_id: StopId) -> Tour | None:
        return self._view.one(Tour, lambda t: any(stop.id == stop_id for stop in t.stops))

    def add(self, tour: Tour) -> None:
        self._view.add(tour)

    def remove(self, tour: Tour) -> None:
        self._view.remove(tour)

    def consignment(self, part_id: MerchantOrderId) -> Consignment | None:
        return self._view.get(Consignment, part_id)

    def consignments_of_day(self, day: date) -> Sequence[Consignment]:
        return by(self._view.all(Consignment, lambda c: c.day == day), "id")

    def consignments_of(self, stop_id: StopId) -> Sequence[Consignment]:
        return by(self._view.all(Consignment, lambda c: stop_id in {c.collect_stop_id, c.deliver_stop_id}), "id")

    def add_consignment(self, consignment: Consignment) -> None:
        self._view.add(consignment)
