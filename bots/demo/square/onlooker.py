"""Somebody who looks on at the square: knows people, shops and places by name, and fills sentences with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from bots.dialogue.reply import Words, words
from domain.events import Event
from domain.ids import MerchantId, OrderId, PersonId, PickupId, Sku, StationId, TourId
from domain.money import Money
from domain.store import UnitOfWork

Name = str | Words


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Somebody who knows people, shops and places by name."""

    store: UnitOfWork

    def person(self, person_id: PersonId) -> Name:
        """A person's name; strangers and the erased have none."""
        person = self.store.people.get(person_id)
        return person.name if person is not None and person.name else words("square-nobody")

    def merchant(self, merchant_id: MerchantId) -> str:
        """A shop's name."""
        merchant = self.store.catalogue.merchant(merchant_id)
        return merchant.name if merchant else merchant_id

    def product(self, sku: Sku) -> str:
        """A product's name."""
        product = self.store.catalogue.product(sku)
        return product.name if product else sku

    def place(self, station_id: StationId) -> str:
        """A pick-up point, by its village."""
        station = self.store.lockers.station(station_id)
        return station.village if station else station_id

    def code(self, order_id: OrderId) -> str:
        """The number of an order, as people say it."""
        order = self.store.orders.get(order_id)
        return order.code if order else ""

    def place_of(self, pickup_id: PickupId) -> str:
        """The pick-up point at which something waits."""
        pickup = self.store.lockers.pickup(pickup_id)
        return self.place(pickup.station_id) if pickup else ""

    def tour(self, tour_id: TourId) -> str:
        """The number of a tour."""
        tour = self.store.tours.get(tour_id)
        return str(tour.no) if tour is not None else "?"

    def named(self, event: Event) -> dict[str, Any]:
        """What an event names, as the gaps of a sentence; of two fields for one gap, the later in `GAPS` counts."""
        there = {field.name for field in fields(event)}
        given = {name: getattr(event, name) for name in GAPS if name in there}
        return {GAPS[name][0]: GAPS[name][1](self, value) for name, value in given.items() if value is not None}


GAPS: Mapping[str, tuple[str, Callable[[Onlooker, Any], object]]] = {
    "person_id": ("name", Onlooker.person),
    "resident_id": ("name", Onlooker.person),
    "driver_id": ("name", Onlooker.person),
    "operator_id": ("operator", Onlooker.person),
    "merchant_id": ("merchant", Onlooker.merchant),
    "sku": ("product", Onlooker.product),
    "pickup_id": ("station", Onlooker.place_of),
    "station_id": ("station", Onlooker.place),
    "order_id": ("code", Onlooker.code),
    "tour_id": ("no", Onlooker.tour),
    "box": ("box", lambda _look, box: str(box)),
    "cents": ("total", lambda _look, cents: Money(cents)),
}

Told = Words | None
Tell = Callable[[Onlooker, Any], Told]


def plain(key: str) -> Tell:
    """A sentence about nothing but what the event names."""
    return lambda look, event: words(key, **look.named(event))
