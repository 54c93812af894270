"""One of each thing, with whatever a test wants different."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from domain.appointments.model import Appointment, AppointmentMove, AppointmentStatus, Wish
from domain.catalogue.model import Handover, Merchant, Product, SoldBy, Withdrawal, Zone
from domain.deposits.model import CreditReason, DepositCredit, EmptiesLine, EmptiesReturn, Way
from domain.deposits.model import Wish as MoneyWish
from domain.ids import (
    AppointmentId,
    BasketId,
    CreditId,
    DepositTypeId,
    GrantId,
    HelperId,
    MerchantId,
    MerchantOrderId,
    OrderId,
    ParcelId,
    PaymentId,
    PersonId,
    PickupId,
    RefillId,
    ReturnId,
    SaleId,
    Sku,
    StationId,
    StopId,
    TourId,
    VehicleId,
)
from domain.lockers.model import Access, AccessPurpose, Pickup, PickupBox, Station
from domain.money import Money
from domain.ordering.model import Basket, MerchantOrder, Order, OrderLine, Receive
from domain.parcels.model import Parcel, ParcelSize
from domain.payments.model import Method, Payment
from domain.people.model import Helper, HelperKind, Person, Role
from domain.refills.model import Refill, RefillItem
from domain.tours.model import Consignment, Crate, CrateKind, Stop, StopKind, Tour
from domain.tours.ports import Direction
from domain.vending.model import Sale
from integrations.demo.region import Region, read_region
from tests.fakes import WEDNESDAY

NOW = WEDNESDAY
DAY = date(2026, 3, 5)
REGION = read_region(NOW)
MERCHANT: Merchant = REGION.merchants[0]


def person(person_id: str = "p1", **changes: Any) -> Person:
    made = Person(id=PersonId(person_id), created_at=NOW, name="Erna Beispiel", **changes)
    made.give(Role.RESIDENT)
    return made


def product(sku: str = "HOF-1", **changes: Any) -> Product:
    values: dict[str, Any] = {
        "sku": Sku(sku),
        "merchant_id": MERCHANT.id,
        "name": "Käse, jung",
        "category": "Käse",
        "brand": "",
        "kind": "good",
        "pack_amount": Decimal("2.50"),
        "pack_unit": "kg",
        "sold_by": SoldBy.PIECE,
        "price": Money(399),
        "vat_percent": 7,
        "deposit": Money(15),
        "deposit_types": "jar15",
        "deposit_counts": "1",
        "zone": Zone.CHILLED,
        "min_age": 0,
        "weight_g": 2600,
        "width_mm": 1,
        "depth_mm": 2,
        "height_mm": 3,
        "synonyms": "",
        "near_words": "",
        "allergens": "milk",
        "allergen_details": "",
        "ingredients": "",
        "origin": "",
        "maker": "",
        "storage": "",
        "cold_class": "dairy_8",
        "withdrawal": Withdrawal.PERISHABLE,
        "handover": Handover.LOCKER,
        "packaging": "paper",
        "warning": "",
        "note": "",
        "fixed_price": False,
    }
    return Product(**(values | changes))


def basket(person_id: str = "p1", **changes: Any) -> Basket:
    return Basket(id=BasketId(f"basket-{person_id}"), person_id=PersonId(person_id), changed_at=NOW, **changes)


def order(order_id: str = "o1", person_id: str = "p1", *, code: str = "KAP-74", minutes: int = 0) -> Order:
    placed_at = NOW + timedelta(minutes=minutes)
    return Order(
        id=OrderId(order_id),
        code=code,
        person_id=PersonId(person_id),
        name="Erna Beispiel",
        placed_at=placed_at,
        receive=Receive.PICKUP,
        station_id=StationId("P1"),
        parts=[part(f"{order_id}-a", order_id), part(f"{order_id}-b", order_id)],
    )


def part(part_id: str, order_id: str, **changes: Any) -> MerchantOrder:
    values: dict[str, Any] = {
        "id": MerchantOrderId(part_id),
        "order_id": OrderId(order_id),
        "merchant_id": MerchantId("HOF"),
        "day": DAY,
        "cutoff": NOW,
        "picklist_at": NOW,
        "confirm_by": NOW,
        "status_at": NOW,
        "status_by": PersonId("p1"),
        "lines": [line(f"{part_id}-1", part_id, 1), line(f"{part_id}-0", part_id, 0)],
    }
    return MerchantOrder(**(values | changes))


def line(line_id: str, part_id: str, position: int) -> OrderLine:
    return OrderLine(
        id=line_id,
        merchant_order_id=MerchantOrderId(part_id),
        position=position,
        sku=Sku("HOF-1"),
        name="Käse, jung",
        packs=None if position else 2,
        grams=500 if position else None,
        unit_price=Money(399),
        price=Money(798),
        unit_deposit=Money(15),
        vat_percent=7,
        zone=Zone.CHILLED,
        handover=Handover.LOCKER,
        withdrawal=Withdrawal.PERISHABLE,
        weight_g=1,
        width_mm=1,
        depth_mm=1,
        height_mm=1,
    )


def pickup(pickup_id: str = "u1", *boxes: int, **changes: Any) -> Pickup:
    values: dict[str, Any] = {
        "id": PickupId(pickup_id),
        "order_id": OrderId("o1"),
        "person_id": PersonId("p1"),
        "station_id": StationId("P1"),
        "day": DAY,
        "status_at": NOW,
        "status_by": PersonId("p1"),
        "boxes": [box(pickup_id, no) for no in boxes],
    }
    return Pickup(**(values | changes))


def box(pickup_id: str, no: int) -> PickupBox:
    return PickupBox(pickup_id=PickupId(pickup_id), station_id=StationId("P1"), no=no, zone=Zone.CHILLED, fence=1)


def region() -> Region:
    """The sample region, made anew: things belong to one store."""
    return read_region(NOW)


def station() -> Station:
    return region().stations[0]


def access(name: str = "a1", subject: str = "k1", **changes: Any) -> Access:
    values: dict[str, Any] = {
        "id": GrantId(name),
        "station_id": StationId("P1"),
        "purpose": AccessPurpose.DEPOSIT,
        "subject": subject,
        "holder_id": PersonId("p1"),
        "boxes": (3, 7),
        "sealed_code": "sealed",
        "valid_from": NOW,
        "valid_until": NOW + timedelta(hours=1),
        "uses": 5,
        "list_version": 1,
        "status_at": NOW,
    }
    return Access(**(values | changes))


def tour(tour_id: str = "t1", *stops: Stop, **changes: Any) -> Tour:
    values: dict[str, Any] = {
        "id": TourId(tour_id),
        "day": DAY,
        "no": 1,
        "leg": Direction.DELIVER,
        "vehicle_id": VehicleId("K2"),
        "driver_id": PersonId("D2"),
        "starts_at": NOW,
        "ends_at": NOW + timedelta(hours=3),
        "metres": 61_200,
        "driving_s": 5400,
        "status_at": NOW,
        "status_by": PersonId("system"),
        "stops": list(stops),
    }
    return Tour(**(values | changes))


def stop(stop_id: str, tour_id: str = "t1", position: int = 0, **changes: Any) -> Stop:
    values: dict[str, Any] = {
        "id": StopId(stop_id),
        "tour_id": TourId(tour_id),
        "position": position,
        "kind": StopKind.STATION,
        "ref": "P1",
        "arrive": NOW + timedelta(minutes=30 * position),
        "leave": NOW + timedelta(minutes=30 * position + 10),
        "crates_ambient": 2,
        "crates_chilled": 1,
    }
    return Stop(**(values | changes))


def packed(stop_id: str, no: int = 1) -> Crate:
    return Crate(stop_id=StopId(stop_id), no=no, kind=CrateKind.CHILLED, codes="KAP-74 HCK-79", grams=9200)


def consignment(part_id: str = "o1-a", **changes: Any) -> Consignment:
    values: dict[str, Any] = {
        "id": MerchantOrderId(part_id),
        "order_id": OrderId("o1"),
        "day": DAY,
        "where_at": NOW,
        "where_by": PersonId("system"),
    }
    return Consignment(**(values | changes))


def helper(name: str = "h1", resident: str = "p1", **changes: Any) -> Helper:
    values: dict[str, Any] = {
        "id": HelperId(name),
        "resident_id": PersonId(resident),
        "name": "Frau Schulte",
        "kind": HelperKind.NEIGHBOUR,
        "invited_at": NOW,
        "until": DAY,
    }
    return Helper(**(values | changes))


def appointment(name: str = "t1", person_id: str = "p1", **changes: Any) -> Appointment:
    values: dict[str, Any] = {
        "id": AppointmentId(name),
        "code": f"KAP-{name}",
        "person_id": PersonId(person_id),
        "name": "Erna Beispiel",
        "merchant_id": MerchantId("WHH"),
        "sku": Sku("WHH-101"),
        "service": "Haarschnitt zu Hause",
        "pieces": 1,
        "unit_price": Money(3400),
        "vat_percent": 19,
        "withdrawal": Withdrawal.YES,
        "duration_minutes": 45,
        "min_notice_hours": 48,
        "village": "Vinsebeck, Steinheim",
        "street": "Mühlengasse 8",
        "wishes": (Wish(DAY, DAY, time(8), time(12)), Wish()),
        "moves": [
            AppointmentMove(
                appointment_id=AppointmentId(name), no=1, status=AppointmentStatus.REQUESTED, at=NOW, by=PersonId("p1")
            )
        ],
    }
    return Appointment(**(values | changes))


def empties(return_id: str = "r1", person_id: str = "p1", *, code: str = "LEK-47", minutes: int = 0) -> EmptiesReturn:
    """Twelve bottles in a crate, on their way into compartment 34."""
    at = NOW + timedelta(minutes=minutes)
    made = EmptiesReturn(
        id=ReturnId(return_id),
        code=code,
        person_id=PersonId(person_id),
        station_id=StationId("P1"),
        way=Way.COMPARTMENT,
        wish=MoneyWish.PAY_OUT,
        booked_at=at,
        status_at=at,
        status_by=PersonId(person_id),
        compartment=34,
        expires_at=at + timedelta(hours=72),
    )
    made.lines = [
        EmptiesLine(
            return_id=made.id,
            position=position,
            type_id=DepositTypeId(type_id),
            merchant_id=MerchantId("GET"),
            value=Money(cents),
            declared=pieces,
        )
        for position, (type_id, cents, pieces) in enumerate([("crate150", 150, 1), ("mw15", 15, 12)])
    ]
    return made


def credit(credit_id: str = "g1", person_id: str = "p1", **changes: Any) -> DepositCredit:
    values: dict[str, Any] = {
        "return_id": ReturnId("r1"),
        "person_id": PersonId(person_id),
        "merchant_id": MerchantId("GET"),
        "amount": Money(330),
        "reason": CreditReason.COUNTED,
        "wish": MoneyWish.PAY_OUT,
        "created_at": NOW,
        "status_at": NOW,
        "status_by": PersonId(person_id),
    }
    return DepositCredit(id=CreditId(credit_id), **(values | changes))


def parcel(name: str = "x1", **changes: Any) -> Parcel:
    values: dict[str, Any] = {
        "id": ParcelId(name),
        "carrier": "Paketfuchs",
        "courier_id": PersonId("X1"),
        "person_id": PersonId("p1"),
        "station_id": StationId("P1"),
        "size": ParcelSize.M,
        "pickup_id": PickupId("u1"),
        "status_at": NOW,
        "status_by": PersonId("X1"),
    }
    return Parcel(**(values | changes))


def sale(sale_id: str = "s1", **changes: Any) -> Sale:
    values: dict[str, Any] = {
        "id": SaleId(sale_id),
        "key": f"key-{sale_id}",
        "code": f"KAP-{sale_id}",
        "station_id": StationId("P1"),
        "no": 24,
        "sku": Sku("HOF-1"),
        "name": "Käse, jung",
        "packs": 2,
        "unit_price": Money(399),
        "unit_deposit": Money(15),
        "vat_percent": 7,
        "seller_id": MerchantId("HOF"),
        "buyer_id": PersonId("p1"),
        "method": Method.LINK,
        "started_at": NOW,
        "status_at": NOW,
        "status_by": PersonId("p1"),
    }
    return Sale(**(values | changes))


def refill(refill_id: str = "f1", *boxes: int, **changes: Any) -> Refill:
    own = RefillId(refill_id)
    values: dict[str, Any] = {
        "id": own,
        "station_id": StationId("P1"),
        "opened_at": NOW,
        "asked_at": NOW,
        "status_at": NOW,
        "status_by": PersonId("system"),
        "items": [RefillItem(refill_id=own, no=no, sku=Sku("HOF-1"), wanted=8) for no in boxes],
    }
    return Refill(**(values | changes))


def payment(payment_id: str = "z1", **changes: Any) -> Payment:
    values: dict[str, Any] = {
        "id": PaymentId(payment_id),
        "purpose": "vending",
        "subject": "s1",
        "merchant_id": MerchantId("HOF"),
        "method": Method.LINK,
        "amount": Money(828),
        "deposit": Money(30),
        "opened_at": NOW,
        "status_at": NOW,
        "status_by": PersonId("p1"),
    }
    return Payment(**(values | changes))
