"""Where an order's goods are brought to on a day: its pick-up point, or the door."""

from __future__ import annotations

from datetime import date

from domain.ids import MerchantId
from domain.lockers.model import PickupStatus
from domain.ordering.model import Order, Receive
from domain.store import UnitOfWork
from domain.tours.model import StopKind

HELD = {PickupStatus.PLANNED, PickupStatus.FILLING}


def receive_on(store: UnitOfWork, order: Order, day: date) -> Receive:
    """How the goods of that day come: to the door, unless compartments are held for them all the same."""
    if order.receive is Receive.HOME:
        held = (pickup for pickup in store.lockers.pickups_of_order(order.id) if pickup.status in HELD)
        if all(pickup.day != day for pickup in held):
            return Receive.HOME
    return Receive.PICKUP


def call_of(order: Order, receive: Receive) -> str:
    """The name of who waits for it: "home:R001", "station:P1"."""
    if receive is Receive.HOME:
        return f"{StopKind.HOME}:{order.person_id}"
    return f"{StopKind.STATION}:{order.station_id}"


def source_of(merchant_id: MerchantId, load: int = 1) -> str:
    """The name of what is fetched from a merchant: "merchant:BAE"; a second load is "merchant:BAE#2"."""
    return f"{StopKind.MERCHANT}:{merchant_id}" + (f"#{load}" if load > 1 else "")


def split(call: str) -> tuple[StopKind, str]:
    """The kind and the id that a call or a source is named by, whichever load it is."""
    kind, _, ref = call.partition(":")
    return StopKind(kind), ref.partition("#")[0]
