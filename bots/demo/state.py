"""What the demo shows of the county: clock, stations, compartments, and by order code whose goods lie where."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.clock import local, local_day
from domain.lockers.model import Pickup, PickupStatus, Station
from domain.store import UnitOfWork
from domain.tours.model import Stop, Tour
from domain.tours.places import rough_site
from domain.vending.model import VendingSlot

HOLDING = {status for status in PickupStatus if status.holds_compartments()} | {PickupStatus.COLLECTED}


def demo_state(store: UnitOfWork, now: datetime) -> dict[str, Any]:
    """The county as JSON values. No code and no name is in it."""
    due = store.outbox.next_due()
    return {
        "now": now.isoformat(),
        "local": local(now).isoformat(),
        "next": due.isoformat() if due else None,
        "parked": len(store.outbox.parked()),
        "commands_in_flight": [command.id for command in store.lockers.commands_in_flight()],
        "tours": [_tour(store, tour) for tour in store.tours.of_day(local_day(now))],
        "stations": {station.id: _station(store, station, now) for station in store.lockers.stations()},
    }


def _station(store: UnitOfWork, station: Station, now: datetime) -> dict[str, Any]:
    holders = [
        pickup
        for pickup in store.lockers.pickups_at(station.id, HOLDING)
        if pickup.status is not PickupStatus.COLLECTED or pickup.may_open(now)
    ]
    stock = {slot.no: _stock(store, slot, now) for slot in store.vending.slots_at(station.id)}
    occupant = {box.no: _occupant(store, pickup) for pickup in holders for box in pickup.boxes}
    return {
        "name": station.name,
        "village": station.village,
        "condition": station.condition.value,
        "list_version": station.list_version,
        "list_acked": station.list_acked,
        "compartments": [
            {
                "no": c.no,
                "size": c.size,
                "zone": c.zone.value,
                "kind": c.kind.value,
                "row": c.row,
                "column": c.column,
                "width_mm": c.width_mm,
                "height_mm": c.height_mm,
                "door": c.door.value,
                "fault": c.fault,
                "occupant": occupant.get(c.no),
                "stock": stock.get(c.no),
            }
            for c in station.compartments
        ],
    }


def _tour(store: UnitOfWork, tour: Tour) -> dict[str, Any]:
    """A tour of today. A door is told by its village: there is no name and no street in it."""
    vehicle, driver = store.tours.vehicle(tour.vehicle_id), store.people.get(tour.driver_id)
    return {
        "code": str(tour.no),
        "vehicle": vehicle.name if vehicle else tour.vehicle_id,
        "driver": driver.name if driver else "",
        "status": tour.status.value,
        "stops": [_stop(store, tour, stop) for stop in tour.in_order()],
    }


def _stop(store: UnitOfWork, tour: Tour, stop: Stop) -> dict[str, Any]:
    site = rough_site(store, stop)
    return {
        "name": site.name,
        "kind": stop.kind.value,
        "lat": site.lat,
        "lon": site.lon,
        "planned": f"{local(stop.arrive):%H:%M}",
        "status": "current" if stop is tour.current() else stop.status.value,
    }


def _stock(store: UnitOfWork, slot: VendingSlot, now: datetime) -> dict[str, Any]:
    product = store.catalogue.product(slot.sku)
    return {
        "sku": slot.sku,
        "name": product.name if product else slot.sku,
        "quantity": slot.quantity,
        "capacity": slot.capacity,
        "threshold": slot.threshold,
        "blocked": slot.blocked or None,
        "too_old": slot.is_too_old(local_day(now)),
    }


def _occupant(store: UnitOfWork, pickup: Pickup) -> dict[str, str]:
    order = store.orders.get(pickup.order_id) if pickup.order_id else None
    name = "Paket" if pickup.parcel_id else order.code if order else ""
    return {"order": name, "status": pickup.status.value, "day": pickup.day.isoformat()}
