"""Shelves, orders and lockers in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime

from domain.catalogue.model import Merchant, Product
from domain.ids import (
    CommandId,
    GrantId,
    MerchantId,
    MerchantOrderId,
    OrderId,
    PersonId,
    PicklistId,
    PickupId,
    Sku,
    StationId,
)
from domain.lockers.model import Access, DoorCommand, Pickup, PickupStatus, Station
from domain.ordering.model import Basket, MerchantOrder, MerchantOrderStatus, Order, Picklist, PicklistStatus
from tests.memory.view import View, by


class MemoryCatalogue:
    """Fulfils `domain.store.Catalogue`."""

    def __init__(self, view: View) -> None:
        self._view = view

    def product(self, sku: Sku) -> Product | None:
        return self._view.get(Product, sku)

    def products(self, skus: Collection[Sku]) -> Mapping[Sku, Product]:
        found = (self.product(sku) for sku in sorted(set(skus)))
        return {product.sku: product for product in found if product}

    def all_products(self) -> Sequence[Product]:
        return by(self._view.all(Product), "sku")

    def of_merchant(self, merchant_id: MerchantId) -> Sequence[Product]:
        return by(self._view.all(Product, lambda p: p.merchant_id == merchant_id), "sku")

    def in_category(self, category: str) -> Sequence[Product]:
        return by(self._view.all(Product, lambda p: p.category == category), "sku")

    def lock(self, skus: Collection[Sku]) -> Mapping[Sku, Product]:
        for sku in skus:
            self._view.refresh(Product, sku)
        return self.products(skus)

    def merchant(self, merchant_id: MerchantId) -> Merchant | None:
        return self._view.get(Merchant, merchant_id)

    def merchants(self) -> Sequence[Merchant]:
        return by(self._view.all(Merchant), "id")

    def version(self) -> int:
        return self._view.store.catalogue_version + self._view.touched

    def touch(self) -> None:
        self._view.touched = True


class MemoryOrders:
    """Fulfils `domain.store.Orders`."""

    def __init__(self, view: View) -> None:
        self._view = view

    def basket_of(self, person_id: PersonId) -> Basket | None:
        return self._view.one(Basket, lambda b: b.person_id == person_id)

    def add_basket(self, basket: Basket) -> None:
        self._view.add(basket)

    def get(self, order_id: OrderId) -> Order | None:
        return self._view.get(Order, order_id)

    def by_code(self, code: str) -> Order | None:
        return self._view.one(Order, lambda o: o.code == code)

    def of_person(self, person_id: PersonId, limit: int = 10) -> Sequence[Order]:
        return by(self._view.all(Order, lambda o: o.person_id == person_id), "placed_at", "id")[::-1][:limit]

    def placed_between(self, since: datetime, until: datetime) -> Sequence[Order]:
        return by(self._view.all(Order, lambda o: since <= o.placed_at < until), "placed_at", "id")

    def add(self, order: Order) -> None:
        self._view.add(order)

    def part(self, part_id: MerchantOrderId) -> MerchantOrder | None:
        return next(iter(self._parts(lambda p: p.id == part_id)), None)

    def parts_to_list(self, merchant_id: MerchantId, until: datetime) -> Sequence[MerchantOrder]:
        return self._parts(
            lambda p: (
                p.merchant_id == merchant_id and p.status is MerchantOrderStatus.RECEIVED and p.picklist_at <= until
            )
        )

    def parts_on(self, picklist_id: PicklistId) -> Sequence[MerchantOrder]:
        return self._parts(lambda p: p.picklist_id == picklist_id)

    def parts_of_day(self, merchant_id: MerchantId, day: date) -> Sequence[MerchantOrder]:
        return self._parts(lambda p: p.merchant_id == merchant_id and p.day == day)

    def parts_coming(self, day: date) -> Sequence[MerchantOrder]:
        return self._parts(lambda p: p.day == day)

    def picklist(self, picklist_id: PicklistId) -> Picklist | None:
        return self._view.get(Picklist, picklist_id)

    def open_picklists(self, merchant_id: MerchantId) -> Sequence[Picklist]:
        def waits(one: Picklist) -> bool:
            return one.merchant_id == merchant_id and one.status is PicklistStatus.OPEN

        return by(self._view.all(Picklist, waits), "sent_at", "id")

    def add_picklist(self, picklist: Picklist) -> None:
        self._view.add(picklist)

    def _parts(self, chosen: Callable[[MerchantOrder], bool]) -> list[MerchantOrder]:
        orders = self._view.all(Order, lambda order: any(chosen(part) for part in order.parts))
        return by([part for order in orders for part in order.parts if chosen(part)], "id")


class MemoryLockers:
    """Fulfils `domain.store.Lockers`."""

    def __init__(self, view: View) -> None:
        self._view = view

    def station(self, station_id: StationId) -> Station | None:
        return self._view.get(Station, station_id)

    def stations(self) -> Sequence[Station]:
        return by(self._view.all(Station), "id")

    def lock_station(self, station_id: StationId) -> Station | None:
        self._view.refresh(Station, station_id)
        return self.station(station_id)

    def pickup(self, pickup_id: PickupId) -> Pickup | None:
        return self._view.get(Pickup, pickup_id)

    def pickups_of_order(self, order_id: OrderId) -> Sequence[Pickup]:
        return self._pickups(lambda p: p.order_id == order_id)

    def pickups_of_person(self, person_id: PersonId, statuses: Collection[PickupStatus]) -> Sequence[Pickup]:
        return self._pickups(lambda p: p.person_id == person_id and p.status in statuses)

    def pickups_at(self, station_id: StationId, statuses: Collection[PickupStatus]) -> Sequence[Pickup]:
        return self._pickups(lambda p: p.station_id == station_id and p.status in statuses)

    def pickups_in(self, statuses: Collection[PickupStatus]) -> Sequence[Pickup]:
        return self._pickups(lambda p: p.status in statuses)

    def add_pickup(self, pickup: Pickup) -> None:
        self._view.add(pickup)

    def access(self, access_id: GrantId) -> Access | None:
        return self._view.get(Access, access_id)

    def accesses_at(self, station_id: StationId) -> Sequence[Access]:
        return self._accesses(lambda a: a.station_id == station_id and a.status.is_in_force())

    def accesses_for(self, subject: str) -> Sequence[Access]:
        return self._accesses(lambda a: a.subject == subject)

    def accesses_held_by(self, person_id: PersonId) -> Sequence[Access]:
        return self._accesses(lambda a: a.holder_id == person_id and a.status.is_in_force())

    def add_access(self, access: Access) -> None:
        self._view.add(access)

    def _accesses(self, chosen: Callable[[Access], bool]) -> list[Access]:
        return by(self._view.all(Access, chosen), "valid_from", "id")

    def command(self, command_id: CommandId) -> DoorCommand | None:
        return self._view.get(DoorCommand, command_id)

    def commands_in_flight(self, station_id: StationId | None = None) -> Sequence[DoorCommand]:
        def flies(command: DoorCommand) -> bool:
            return command.in_flight and station_id in (None, command.station_id)

        return by(self._view.all(DoorCommand, flies), "issued_at", "id")

    def add_command(self, command: DoorCommand) -> None:
        self._view.add(command)

    def first_time(self, station_id: StationId, boot: str, seq: int, at: datetime) -> bool:
        event = (station_id, boot, seq)
        if event in self._view.noted | self._view.store.station_events:
            return False
        self._view.noted.add(event)
        return True

    def forget_before(self, at: datetime) -> int:
        def is_old(command: DoorCommand) -> bool:
            return command.settled_at is not None and command.settled_at < at

        old = self._view.all(DoorCommand, is_old)
        for command in old:
            self._view.remove(command)
        return len(old)

    def _pickups(self, chosen: Callable[[Pickup], bool]) -> list[Pickup]:
        return by(self._view.all(Pickup, chosen), "day", "id")
