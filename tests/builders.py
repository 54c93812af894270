"""A small county to try rules on: three sellers, two pick-up points, and somebody in every role.

Nothing of it is stored anywhere: one unit of work in memory, a clock that moves when it is told to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from domain.catalogue.model import Handover, Merchant, Product, SoldBy, TaxStatus, Withdrawal, Zone
from domain.clock import at_local
from domain.county import County, CountyRules
from domain.deposits.model import DepositKind, DepositType
from domain.events import Event
from domain.ids import DepositTypeId, MerchantId, MerchantOrderId, OrderId, PersonId, Sku, StationId, VehicleId
from domain.lockers import reports
from domain.lockers import service as lockers
from domain.lockers.model import Compartment, CompartmentKind, Pickup, PickupStatus, Station
from domain.lockers.ports import GrantsAnswered, StationCondition, StationReport
from domain.money import Money
from domain.ordering import service as ordering
from domain.ordering.model import MerchantOrder, MerchantOrderStatus, Order, OrderLine, Receive, Together, order_line
from domain.people.model import SYSTEM, Actor, Person, Role, Village
from domain.quantity import Amount
from domain.store import OutboxItem
from domain.tours.model import CENTRE, Place, Vehicle, VehicleKind
from domain.vending.model import VendingSlot
from tests.fakes import WEDNESDAY, CountingIds, ManualClock, MemoryStore, OpenVault, SeededChance, WeekCalendar
from tests.memory import MemoryUnitOfWork

NEVER = "never"  # opening hours of a shop that does not open
WIESENAU = Village("Wiesenau, Brakel", "Wiesenau", "Brakel", "33034", 51.70, 9.20)
SIZES = {"S": (410, 310, 160), "M": (410, 310, 310), "L": (410, 460, 570), "XL": (620, 620, 720)}


def merchant(merchant_id: str = "HOF", **changes: Any) -> Merchant:
    values: dict[str, Any] = {
        "id": MerchantId(merchant_id),
        "name": f"Laden {merchant_id}",
        "owner": "Hedwig Beispiel",
        "town": "Brakel",
        "street": "Am Markt 1",
        "lat": 51.71,
        "lon": 9.18,
        "opening_hours": "Mo-Sa 08:00-18:00",
        "order_cutoff": time(14, 0),
        "picklist_time": time(14, 30),
        "lead_time_hours": 18,
        "phone": "030 23125-101",
        "email": "hof@example.org",
        "tax_status": TaxStatus.REGULAR,
    }
    return Merchant(**(values | changes))


def product(sku: str = "HOF-1", **changes: Any) -> Product:
    """A loaf of cheese in a paper, 2.50 €, unless it is told otherwise; the seller is in the sku."""
    values: dict[str, Any] = {
        "sku": Sku(sku),
        "merchant_id": MerchantId(sku.split("-", maxsplit=1)[0]),
        "name": f"Ware {sku}",
        "category": "Käse",
        "brand": "",
        "kind": "good",
        "pack_amount": Decimal(250),
        "pack_unit": "g",
        "sold_by": SoldBy.PIECE,
        "price": Money(250),
        "vat_percent": 7,
        "deposit": Money(0),
        "deposit_types": "",
        "deposit_counts": "",
        "zone": Zone.AMBIENT,
        "min_age": 0,
        "weight_g": 260,
        "width_mm": 100,
        "depth_mm": 80,
        "height_mm": 50,
        "synonyms": "",
        "near_words": "",
        "allergens": "milk",
        "allergen_details": "",
        "ingredients": "",
        "origin": "",
        "maker": "",
        "storage": "",
        "cold_class": "ambient",
        "withdrawal": Withdrawal.PERISHABLE,
        "handover": Handover.LOCKER,
        "packaging": "paper",
        "warning": "",
        "note": "",
        "fixed_price": False,
    }
    return Product(**(values | changes))


def weighed(sku: str = "HOF-9", **changes: Any) -> Product:
    """Goods cut to order; price and size are those of one kilogram."""
    whole_kilo = {"sold_by": SoldBy.WEIGHT, "pack_amount": Decimal(1), "pack_unit": "kg", "weight_g": 1000}
    return product(sku, **(whole_kilo | changes))


def crate(sku: str = "HOF-7", **changes: Any) -> Product:
    """Twenty bottles in a crate: 17.49 € and 3.10 € deposit."""
    values: dict[str, Any] = {
        "pack_amount": Decimal(10),
        "pack_unit": "l",
        "price": Money(1749),
        "deposit": Money(310),
        "deposit_types": "mw8;crate150",
        "deposit_counts": "20;1",
        "vat_percent": 19,
        "weight_g": 19300,
        "width_mm": 400,
        "depth_mm": 300,
        "height_mm": 290,
        "withdrawal": Withdrawal.YES,
    }
    return product(sku, **(values | changes))


def compartment(no: int, size: str = "M", zone: Zone = Zone.AMBIENT, **changes: Any) -> Compartment:
    width, depth, height = SIZES[size]
    values: dict[str, Any] = {
        "station_id": StationId("P1"),
        "no": no,
        "size": size,
        "zone": zone,
        "row": 2,
        "column": 1,
        "kind": CompartmentKind.PICKUP,
        "width_mm": width,
        "depth_mm": depth,
        "height_mm": height,
        "reachable": True,
    }
    return Compartment(**(values | changes))


def wall() -> list[Compartment]:
    """Ambient: S at the top, two M, L at the bottom. Chilled: two M. Nothing frozen. For empties: M, L and XL."""
    return [
        compartment(1, "S", row=1, reachable=False),
        compartment(2, "M", row=2),
        compartment(3, "M", row=3),
        compartment(4, "L", row=4, reachable=False),
        compartment(5, "M", Zone.CHILLED, row=2, column=2),
        compartment(6, "M", Zone.CHILLED, row=3, column=2),
        compartment(7, "M", row=1, column=3, kind=CompartmentKind.DEPOSIT, reachable=False),
        compartment(8, "L", row=2, column=3, kind=CompartmentKind.DEPOSIT),
        compartment(9, "XL", row=3, column=3, kind=CompartmentKind.DEPOSIT, reachable=False),
    ]


def deposit_type(type_id: str, cents: int, **changes: Any) -> DepositType:
    """A bottle as large as one of beer, unless it is told otherwise."""
    values: dict[str, Any] = {
        "id": DepositTypeId(type_id),
        "position": 1,
        "name": f"Pfand {type_id}",
        "one": "Flasche",
        "many": "Flaschen",
        "words": "",
        "value": Money(cents),
        "kind": DepositKind.REUSABLE,
        "note": "",
        "valid_from": date(2020, 1, 1),
        "accepted_at_station": True,
        "width_mm": 70,
        "depth_mm": 70,
        "height_mm": 260,
        "weight_g": 350,
        "per_crate": 20,
    }
    return DepositType(**(values | changes))


def deposit_types() -> list[DepositType]:
    """Beer, water, milk, one-way and the crate; jars are not taken at pick-up points."""
    crate_size = {"width_mm": 400, "depth_mm": 300, "height_mm": 350, "weight_g": 2000, "per_crate": 0}
    return [
        deposit_type("ew25", 25, position=1, one="Dose", many="Dosen", kind=DepositKind.ONE_WAY, per_crate=0),
        deposit_type("mw8", 8, position=2, one="Bierflasche", many="Bierflaschen"),
        deposit_type("mw15", 15, position=3, one="Wasserflasche", many="Wasserflaschen", per_crate=12),
        deposit_type("milk15", 15, position=4, one="Milchflasche", many="Milchflaschen", per_crate=0),
        deposit_type("jar15", 15, position=5, one="Glas", many="Gläser", accepted_at_station=False),
        deposit_type("crate150", 150, position=6, one="Kasten", many="Kästen", kind=DepositKind.CRATE, **crate_size),
    ]


def vending(no: int, **changes: Any) -> Compartment:
    """A compartment that sells."""
    sells: dict[str, Any] = {"kind": CompartmentKind.VENDING, "column": 3}
    return compartment(no, **(sells | changes))


def slot(no: int, sku: str = "HOF-1", **changes: Any) -> VendingSlot:
    """Twelve packs fit in, six are inside, at four it is to be filled."""
    values: dict[str, Any] = {
        "station_id": StationId("P1"),
        "no": no,
        "sku": Sku(sku),
        "capacity": 12,
        "quantity": 6,
        "threshold": 4,
    }
    return VendingSlot(**(values | changes))


def station(station_id: str = "P1", compartments: Collection[Compartment] | None = None) -> Station:
    boxes = list(wall() if compartments is None else compartments)
    for box in boxes:
        box.station_id = StationId(station_id)
    return Station(
        id=StationId(station_id),
        name=f"Abholpunkt {station_id}",
        village="Wiesenau",
        municipality="Brakel",
        address="Dorfplatz 1",
        lat=51.70,
        lon=9.20,
        description="",
        step_free=True,
        power_backup=False,
        operator="Gemeinde",
        seller_id=MerchantId("HOF"),
        condition=StationCondition.READY,
        boot="boot-1",
        session=1,
        compartments=boxes,
    )


def centre() -> Place:
    return Place(
        id="L0", name="Zentrum", kind=CENTRE, town="Brakel", address="Ring 1", lat=51.71, lon=9.19, hours="Mo-Sa"
    )


def vehicle(vehicle_id: str = "K1", **changes: Any) -> Vehicle:
    """A van at the centre, from Monday to Saturday, 8 to 18 h as everything here."""
    values: dict[str, Any] = {
        "id": VehicleId(vehicle_id),
        "name": f"Transporter {vehicle_id}",
        "kind": VehicleKind.VAN,
        "driver_id": PersonId("doris"),
        "hours": "Mo-Sa 08:00-18:00",
        "lat": 51.71,
        "lon": 9.19,
        "crates_ambient": 40,
        "crates_chilled": 16,
    }
    return Vehicle(**(values | changes))


def person(person_id: str, *roles: Role, scope: str | None = None, **changes: Any) -> Person:
    values: dict[str, Any] = {"id": PersonId(person_id), "created_at": WEDNESDAY, "name": person_id.title()}
    made = Person(**(values | changes))
    for role in roles:
        made.give(role, scope)
    return made


def resident(person_id: str = "erna", **changes: Any) -> Person:
    home: dict[str, Any] = {"village": WIESENAU.key, "station_id": StationId("P1")}
    return person(person_id, Role.RESIDENT, **(home | changes))


class Hamlet:
    """The small county with its clock and one unit of work. `erna` and `otto` live in it."""

    def __init__(
        self,
        *things: object,
        now: datetime = WEDNESDAY,
        holidays: Collection[date] = (),
        rules: CountyRules | None = None,
    ) -> None:
        self.clock = ManualClock(now)
        self.calendar = WeekCalendar(holidays, closed={NEVER})
        self.county = County(
            clock=self.clock,
            ids=CountingIds(),
            chance=SeededChance(),
            calendar=self.calendar,
            vault=OpenVault(),
            rules=rules or CountyRules(),
        )
        self.store = MemoryStore(self.clock, CountingIds("out"))
        self.uow = MemoryUnitOfWork(self.store)
        given = self.names_of(things)
        self.uow.add_all(*things, *(thing for thing in _everything() if _name_of(thing) not in given))

    @staticmethod
    def names_of(things: Iterable[object]) -> set[tuple[str, object]]:
        """What each thing is and is called: a second one of the same name is not needed."""
        return {_name_of(thing) for thing in things}

    # --- who -------------------------------------------------------------------------------------------

    def person(self, person_id: str) -> Person:
        found = self.uow.people.get(PersonId(person_id))
        assert found is not None
        return found

    def actor(self, person_id: str) -> Actor:
        return self.person(person_id).actor()

    # --- when ------------------------------------------------------------------------------------------

    def go_to(self, day: date, clock_time: time) -> None:
        self.clock.set(at_local(day, clock_time))

    def later(self, **by: float) -> None:
        self.clock.advance(timedelta(**by))

    # --- what happened -----------------------------------------------------------------------------------

    def events(self, kind: type[Event] | None = None) -> list[dict[str, Any]]:
        """The facts that were recorded, oldest first: all names, or the fields of one kind."""
        items = [item for item in self._waiting() if item.kind == "event"]
        if kind is None:
            return [item.payload for item in items]
        return [item.payload["fields"] for item in items if item.payload["name"] == kind.__name__]

    def due(self, kind: str) -> list[datetime]:
        """The times at which things of this kind are to be done."""
        return [item.due_at for item in self._waiting() if item.kind == kind]

    def _waiting(self) -> list[OutboxItem]:
        far = self.clock.now() + timedelta(days=400)
        return sorted(self.uow.outbox.claim_due(far, far, 10_000), key=lambda item: item.id)

    # --- ordering ----------------------------------------------------------------------------------------

    def fill(self, person_id: str, **skus: int) -> None:
        """Put packs (or grams of weighed goods) into a basket: HOF_1=2 is two of HOF-1."""
        for name, much in skus.items():
            sku = Sku(name.replace("_", "-"))
            found = self.product(sku)
            amount = Amount(grams=much) if found.sold_by is SoldBy.WEIGHT else Amount(packs=much)
            ordering.put_in(self.county, self.uow, self.actor(person_id), sku, amount)

    def buy(self, person_id: str = "erna", **skus: int) -> Order:
        """Fill the basket, see the offer, and buy it."""
        self.fill(person_id, **skus)
        self.see(person_id)
        return self.place(person_id)

    def buy_home(self, person_id: str = "erna", **skus: int) -> Order:
        """The same, to be brought to the door."""
        self.fill(person_id, **skus)
        self.see(person_id, receive=Receive.HOME)
        return self.place(person_id)

    def see(self, person_id: str = "erna", *, receive: Receive = Receive.PICKUP) -> None:
        """Have the offer shown; goods that come on different days come as they come."""
        actor, who = self.actor(person_id), self.person(person_id)
        basket = ordering.basket_of(self.county, self.uow, who.id)
        together = basket.together or Together.SEPARATE
        ordering.choose_receiving(
            self.county, self.uow, actor, receive=receive, day=basket.wished_day, together=together
        )
        ordering.show(self.county, self.uow, actor, ordering.offer_for(self.county, self.uow, who))

    def place(self, person_id: str = "erna") -> Order:
        return ordering.place(self.county, self.uow, self.actor(person_id))

    def product(self, sku: str) -> Product:
        found = self.uow.catalogue.product(Sku(sku))
        assert found is not None
        return found

    def order(self, order_id: OrderId | None) -> Order:
        assert order_id is not None
        found = self.uow.orders.get(order_id)
        assert found is not None
        return found

    def pickups(self, *statuses: PickupStatus) -> list[Pickup]:
        return list(self.uow.lockers.pickups_in(statuses or tuple(PickupStatus)))

    # --- at the pick-up point ------------------------------------------------------------------------------

    def filled(self, person_id: str = "erna", **skus: int) -> Pickup:
        """Bought, confirmed, and put into its compartments on the day by a driver; the code is on its way."""
        order = self.agreed(self.buy(person_id, **(skus or {"HOF_1": 1})))
        self.go_to(order.days()[0], time(10, 0))
        return self.put_in(self.uow.lockers.pickups_of_order(order.id)[-1])

    def put_in(self, pickup: Pickup) -> Pickup:
        """A driver fills all compartments of a pickup."""
        driver = self.actor("doris")
        lockers.begin_filling(self.county, self.uow, driver, pickup.id)
        for box in sorted(pickup.boxes, key=lambda b: b.no):
            lockers.box_filled(self.county, self.uow, driver, pickup.id, box.no)
        return pickup

    def ready(self, person_id: str = "erna", **skus: int) -> Pickup:
        """As `filled`, and the station has said that the code is on its disk."""
        pickup = self.filled(person_id, **skus)
        self.report(GrantsAnswered(pickup.station_id, self.station(pickup.station_id).list_version, True, ""))
        return pickup

    def expired(self, person_id: str = "erna", **skus: int) -> Pickup:
        """Ready, and nobody came."""
        pickup = self.ready(person_id, **skus)
        assert pickup.valid_until is not None
        self.clock.set(pickup.valid_until)
        reports.expire(self.county, self.uow, SYSTEM, pickup.id)
        return pickup

    def station(self, station_id: str = "P1") -> Station:
        found = self.uow.lockers.station(StationId(station_id))
        assert found is not None
        return found

    def report(self, report: StationReport) -> None:
        """A station tells something."""
        reports.take_report(self.county, self.uow, SYSTEM, report)

    def agreed(self, order: Order) -> Order:
        """Every merchant has said yes to everything."""
        for part in order.live_parts():
            if part.status is MerchantOrderStatus.RECEIVED:
                part.move(MerchantOrderStatus.LISTED, PersonId("system"), self.clock.now())
                part.move(MerchantOrderStatus.CONFIRMED, PersonId("hof"), self.clock.now())
                for line in part.lines:
                    line.confirmed = line.ordered
        return order


def line(goods: Product, *, packs: int | None = None, grams: int | None = None) -> OrderLine:
    amount = Amount(packs=packs, grams=grams)
    return order_line(goods, amount, line_id="line", part_id=MerchantOrderId("part"), position=1)


def part(*lines: OrderLine, status: MerchantOrderStatus = MerchantOrderStatus.CONFIRMED) -> MerchantOrder:
    """One seller's part with these lines, confirmed as ordered."""
    return MerchantOrder(
        id=MerchantOrderId("part"),
        order_id=OrderId("order"),
        merchant_id=MerchantId("HOF"),
        day=date(2026, 3, 5),
        cutoff=WEDNESDAY,
        picklist_at=WEDNESDAY,
        confirm_by=WEDNESDAY,
        status=status,
        status_at=WEDNESDAY,
        status_by=PersonId("erna"),
        lines=list(lines),
    )


def _everything() -> list[object]:
    takes_more: dict[str, Any] = {"accepts_returns": "ew25;mw8;milk15;crate150", "lat": 51.72}
    milk_bottle: dict[str, Any] = {"deposit_types": "milk15", "deposit_counts": "1"}
    return [
        WIESENAU,
        *deposit_types(),
        merchant("HOF", accepts_returns="mw8;mw15;crate150"),
        merchant("BAE", order_cutoff=time(17, 0), picklist_time=time(17, 30), lead_time_hours=12),
        merchant("FLE", order_cutoff=time(15, 0), picklist_time=time(15, 30), lead_time_hours=24, **takes_more),
        product("HOF-1"),
        product("HOF-2", zone=Zone.CHILLED, price=Money(129), deposit=Money(15), **milk_bottle),
        weighed("HOF-9", price=Money(1990)),
        crate("HOF-7"),
        product("BAE-1", price=Money(45)),
        product("FLE-1", zone=Zone.CHILLED, price=Money(399)),
        product("HOF-8", min_age=16, handover=Handover.PERSON, price=Money(899), vat_percent=19),
        station("P1"),
        station("P2"),
        resident("erna"),
        resident("otto"),
        person("gast", name=None),
        person("hof", Role.MERCHANT, scope="HOF"),
        person("bae", Role.MERCHANT, scope="BAE"),
        person("fle", Role.MERCHANT, scope="FLE"),
        person("vera", Role.VOLUNTEER, scope="P1"),
        person("viktor", Role.VOLUNTEER, scope="P2"),
        person("doris", Role.DRIVER),
        person("cem", Role.CENTRE),
        person("kurt", Role.COURIER),
        person("olga", Role.OPERATOR),
        person("oskar", Role.OPERATOR),
    ]


def _name_of(thing: object) -> tuple[str, object]:
    if isinstance(thing, VendingSlot):
        return "VendingSlot", (thing.station_id, thing.no)
    name = next(getattr(thing, key) for key in ("id", "sku", "key") if hasattr(thing, key))
    return type(thing).__name__, name
