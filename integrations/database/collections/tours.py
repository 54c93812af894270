"""Vehicles, places, tours and goods on their way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from domain.ids import MerchantOrderId, PersonId, StopId, TourId, VehicleId
from domain.tours.model import Consignment, Place, Tour, Vehicle
from integrations.database.tables.tours import consignments, places, stops, tours, vehicles

_LOCK_TOUR = (
    select(Tour).where(tours.c.id == bindparam("tour_id")).with_for_update().execution_options(populate_existing=True)
)
_CONSIGNMENTS = select(Consignment).order_by(consignments.c.id)


class SqlTours:
    """Fulfils `domain.store.Tours`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def vehicles(self) -> Sequence[Vehicle]:
        return self._session.scalars(select(Vehicle).order_by(vehicles.c.id)).all()

    def vehicle(self, vehicle_id: VehicleId) -> Vehicle | None:
        return self._session.get(Vehicle, vehicle_id)

    def places(self) -> Sequence[Place]:
        return self._session.scalars(select(Place).order_by(places.c.id)).all()

    def get(self, tour_id: TourId) -> Tour | None:
        return self._session.get(Tour, tour_id)

    def lock(self, tour_id: TourId) -> Tour | None:
        return self._session.scalars(_LOCK_TOUR, {"tour_id": tour_id}).one_or_none()

    def of_day(self, day: date) -> Sequence[Tour]:
        return self._session.scalars(select(Tour).where(tours.c.day == day).order_by(tours.c.no, tours.c.id)).all()

    def between(self, first: date, last: date) -> Sequence[Tour]:
        chosen = select(Tour).where(tours.c.day >= first, tours.c.day <= last)
        return self._session.scalars(chosen.order_by(tours.c.day, tours.c.no, tours.c.id)).all()

    def driven_by(self, person_id: PersonId) -> Sequence[Tour]:
        chosen = select(Tour).where(tours.c.driver_id == person_id).order_by(tours.c.day, tours.c.no, tours.c.id)
        return self._session.scalars(chosen).all()

    def with_stop(self, stop_id: StopId) -> Tour | None:
        found = select(Tour).where(tours.c.id == select(stops.c.tour_id).where(stops.c.id == stop_id).scalar_subquery())
        return self._session.scalars(found).one_or_none()

    def add(self, tour: Tour) -> None:
        self._session.add(tour)

    def remove(self, tour: Tour) -> None:
        self._session.delete(tour)

    def consignment(self, part_id: MerchantOrderId) -> Consignment | None:
        return self._session.get(Consignment, part_id)

    def consignments_of_day(self, day: date) -> Sequence[Consignment]:
        return self._session.scalars(_CONSIGNMENTS.where(consignments.c.day == day)).all()

    def consignments_of(self, stop_id: StopId) -> Sequence[Consignment]:
        here = or_(consignments.c.collect_stop_id == stop_id, consignments.c.deliver_stop_id == stop_id)
        return self._session.scalars(_CONSIGNMENTS.where(here)).all()

    def add_consignment(self, consignment: Consignment) -> None:
        self._session.add(consignment)
