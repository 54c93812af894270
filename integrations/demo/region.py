"""The sample region as domain objects, read from its CSV files."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from domain.catalogue.model import Handover, Merchant, Product, SoldBy, TaxStatus, Withdrawal, Zone
from domain.clock import local_day
from domain.deposits.model import DepositKind, DepositType
from domain.ids import DepositTypeId, HelperId, MerchantId, PersonId, Sku, StationId, VehicleId
from domain.lockers.model import Compartment, CompartmentKind, Station
from domain.money import Money
from domain.people.model import ContactAddress, Helper, HelperKind, Person, Role, Village
from domain.tours.model import Place, Vehicle, VehicleKind
from domain.vending.model import VendingSlot

FOLDER = Path(__file__).parent / "region"
REST = "rest"

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Region:
    """Everything the sample region begins with."""

    villages: tuple[Village, ...]
    merchants: tuple[Merchant, ...]
    deposit_types: tuple[DepositType, ...]
    products: tuple[Product, ...]
    stations: tuple[Station, ...]
    slots: tuple[VendingSlot, ...]
    persons: tuple[Person, ...]
    addresses: tuple[ContactAddress, ...]
    places: tuple[Place, ...]
    vehicles: tuple[Vehicle, ...]
    helpers: tuple[Helper, ...]


def read_region(now: datetime, folder: Path = FOLDER) -> Region:
    """The region, as if everybody had been registered `now`. Each person is reached on REST by the own id."""
    merchants = tuple(_merchant(row) for row in _rows(folder, "merchants"))
    persons = tuple(_persons(folder, merchants, now))
    return Region(
        villages=tuple(_village(row) for row in _rows(folder, "villages")),
        merchants=merchants,
        deposit_types=tuple(_deposit_types(folder)),
        products=tuple(read_products(folder / "products.csv", folder)),
        stations=tuple(_stations(folder)),
        slots=tuple(_slot(row, local_day(now)) for row in _rows(folder, "stock")),
        persons=persons,
        addresses=tuple(
            ContactAddress(channel=REST, channel_id=person.id, person_id=person.id, last_used_at=now)
            for person in persons
        ),
        places=tuple(_place(row) for row in _rows(folder, "places")),
        vehicles=tuple(_vehicles(folder)),
        helpers=tuple(_helpers(folder, persons, now)),
    )


def read_products(file: Path, folder: Path = FOLDER) -> Iterator[Product]:
    """The goods of a list in the form of `products.csv`, with the deposits of the region in `folder`.

    Raises `OSError` for a file that is not there, `KeyError` or `ValueError` for one of another form.
    """
    cents = {row["type_id"]: int(row["cents"]) for row in _rows(folder, "deposit_types")}
    for row in _rows_of(file):
        counts = zip(_list(row["deposit_type"]), _list(row["deposit_count"]), strict=True)
        deposit = Money(sum(cents[kind] * int(count) for kind, count in counts))
        yield _product(row, deposit)


def _rows(folder: Path, name: str) -> Iterator[Row]:
    return _rows_of(folder / f"{name}.csv")


def _rows_of(file: Path) -> Iterator[Row]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _village(row: Row) -> Village:
    return Village(
        key=f"{row['name']}, {row['municipality']}",
        name=row["name"],
        municipality=row["municipality"],
        postcode=row["postcode"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
    )


def _merchant(row: Row) -> Merchant:
    return Merchant(
        id=MerchantId(row["merchant_id"]),
        name=row["name"],
        owner=row["owner"],
        town=row["town"],
        street=row["street"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        opening_hours=row["opening_hours"],
        order_cutoff=time.fromisoformat(row["order_cutoff"]),
        picklist_time=time.fromisoformat(row["picklist_time"]),
        lead_time_hours=int(row["lead_time_hours"]),
        phone=row["phone"],
        email=row["email"],
        tax_status=TaxStatus(row["tax_status"]),
        vat_id=row["vat_id"] or None,
        accepts_returns=row["accepts_returns"],
        organic_control=row["organic_control"] or None,
        delivers=_yes(row["delivers"]),
    )


def _deposit_types(folder: Path) -> Iterator[DepositType]:
    for position, row in enumerate(_rows(folder, "deposit_types"), start=1):
        yield DepositType(
            id=DepositTypeId(row["type_id"]),
            position=position,
            name=row["name_de"],
            one=row["one"],
            many=row["many"],
            words=row["words"],
            value=Money(int(row["cents"])),
            kind=DepositKind(row["kind"]),
            note=row["note"],
            valid_from=date.fromisoformat(row["valid_from"]),
            accepted_at_station=_yes(row["accepted_at_station"]),
            width_mm=int(row["width_mm"]),
            depth_mm=int(row["depth_mm"]),
            height_mm=int(row["height_mm"]),
            weight_g=int(row["weight_g"]),
            per_crate=int(row["per_crate"]),
        )


def _product(row: Row, deposit: Money) -> Product:
    return Product(
        sku=Sku(row["sku"]),
        merchant_id=MerchantId(row["merchant_id"]),
        name=row["name_de"],
        category=row["category"],
        brand=row["brand"],
        kind=row["kind"],
        pack_amount=Decimal(row["pack_amount"]),
        pack_unit=row["pack_unit"],
        sold_by=SoldBy(row["sold_by"]),
        price=Money(int(row["price_cents"])),
        vat_percent=int(row["vat_percent"]),
        deposit=deposit,
        deposit_types=row["deposit_type"],
        deposit_counts=row["deposit_count"],
        zone=Zone(row["temperature"]),
        min_age=int(row["min_age"] or 0),
        weight_g=int(row["weight_g"] or 0),
        width_mm=int(row["width_mm"] or 0),
        depth_mm=int(row["depth_mm"] or 0),
        height_mm=int(row["height_mm"] or 0),
        synonyms=row["synonyms"],
        near_words=row["near_words"],
        allergens=row["allergens"],
        allergen_details=row["allergen_details"],
        ingredients=row["ingredients"],
        origin=row["origin"],
        maker=row["maker"],
        storage=row["storage"],
        cold_class=row["cold_class"],
        withdrawal=Withdrawal(row["withdrawal"]),
        handover=Handover(row["handover"]),
        packaging=row["packaging"],
        warning=row["warning"],
        note=row["note"],
        fixed_price=_yes(row["fixed_price"]),
        base_amount=_decimal(row["base_amount"]),
        base_unit=row["base_unit"] or None,
        drained_g=_int(row["drained_g"]),
        shelf_life_days=_int(row["shelf_life_days"]),
        alcohol_percent=_decimal(row["alcohol_percent"]),
        seasonal_from=row["seasonal_from"] or None,
        seasonal_to=row["seasonal_to"] or None,
        duration_minutes=_int(row["duration_minutes"]),
        min_notice_hours=_int(row["min_notice_hours"]),
        home_visit=_yes(row["home_visit"]),
    )


def _stations(folder: Path) -> Iterator[Station]:
    compartments: dict[str, list[Compartment]] = defaultdict(list)
    for row in _rows(folder, "compartments"):
        compartments[row["station_id"]].append(_compartment(row))
    for row in _rows(folder, "pickup_points"):
        yield Station(
            id=StationId(row["station_id"]),
            name=row["name"],
            village=row["village"],
            municipality=row["municipality"],
            address=row["address"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            description=row["description"],
            step_free=_yes(row["step_free"]),
            power_backup=_yes(row["power_backup"]),
            operator=row["operator"],
            seller_id=MerchantId(row["seller_merchant_id"]),
            compartments=compartments[row["station_id"]],
        )


def _compartment(row: Row) -> Compartment:
    return Compartment(
        station_id=StationId(row["station_id"]),
        no=int(row["compartment_no"]),
        size=row["size"],
        zone=Zone(row["temperature"]),
        row=int(row["row"]),
        column=int(row["column"]),
        kind=CompartmentKind(row["kind"]),
        width_mm=int(row["width_mm"]),
        depth_mm=int(row["depth_mm"]),
        height_mm=int(row["height_mm"]),
        reachable=_yes(row["reachable"]),
    )


def _slot(row: Row, today: date) -> VendingSlot:
    days = _int(row["use_by_days"])
    return VendingSlot(
        station_id=StationId(row["station_id"]),
        no=int(row["compartment_no"]),
        sku=Sku(row["sku"]),
        capacity=int(row["capacity"]),
        quantity=int(row["quantity"]),
        threshold=int(row["refill_threshold"]),
        use_by=today + timedelta(days=days) if days is not None else None,
    )


def _persons(folder: Path, merchants: tuple[Merchant, ...], now: datetime) -> Iterator[Person]:
    for row in _rows(folder, "residents"):
        yield _resident(row, now)
    for row in _rows(folder, "volunteers"):
        volunteer = Person(
            id=PersonId(row["volunteer_id"]),
            created_at=now,
            name=row["name"],
            station_id=StationId(row["station_id"]),
            hours=row["availability"],
        )
        volunteer.give(Role.VOLUNTEER, row["station_id"])
        yield volunteer
    for row in _rows(folder, "staff"):
        employee = Person(id=PersonId(row["staff_id"]), created_at=now, name=row["name"], phone=row["phone"])
        employee.give(Role(row["role"]))
        yield employee
    for merchant in merchants:
        seller = Person(id=PersonId(merchant.id), created_at=now, name=merchant.owner, phone=merchant.phone)
        seller.give(Role.MERCHANT, merchant.id)
        yield seller


def _resident(row: Row, now: datetime) -> Person:
    resident = Person(
        id=PersonId(row["resident_id"]),
        created_at=now,
        name=row["name"],
        village=f"{row['village']}, {row['municipality']}",
        street=row["street"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        station_id=StationId(row["station_id"]),
        wants_home=_yes(row["delivery_home"]),
        reach_only=row["mobility"] != "car",
        language=row["language"],
    )
    resident.give(Role.RESIDENT)
    return resident


def _place(row: Row) -> Place:
    return Place(
        id=row["place_id"],
        name=row["name"],
        kind=row["kind"],
        town=row["town"],
        address=row["address"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        hours=row["opening_hours"],
    )


def _vehicles(folder: Path) -> Iterator[Vehicle]:
    """The vans with their drivers, and the cars of volunteers who drive: they stand at their pick-up point."""
    places = {row["place_id"]: row for row in _rows(folder, "places")}
    drivers = {row["vehicle_id"]: row["staff_id"] for row in _rows(folder, "staff") if row["vehicle_id"]}
    for row in _rows(folder, "vehicles"):
        home = places[row["home_place"]]
        yield _vehicle(row["vehicle_id"], row["name"], row["type"], drivers[row["vehicle_id"]], home, row)
    stations = {row["station_id"]: row for row in _rows(folder, "pickup_points")}
    for row in _rows(folder, "volunteers"):
        if "driver" in _list(row["skills"]) and row["vehicle_type"] != "none":
            home, owner = stations[row["station_id"]], row["volunteer_id"]
            vehicle = _vehicle(owner, row["name"], row["vehicle_type"], owner, home, row)
            vehicle.station_id = StationId(row["station_id"])
            yield vehicle


def _vehicle(vehicle_id: str, name: str, kind: str, driver: str, home: Row, row: Row) -> Vehicle:
    return Vehicle(
        id=VehicleId(vehicle_id),
        name=name,
        kind=VehicleKind(kind),
        driver_id=PersonId(driver),
        hours=row["availability"],
        lat=float(home["lat"]),
        lon=float(home["lon"]),
        crates_ambient=int(row["crates_ambient"]),
        crates_chilled=int(row["crates_chilled"]),
    )


def _helpers(folder: Path, persons: tuple[Person, ...], now: datetime) -> Iterator[Helper]:
    """Who collects for whom in the sample: all of them have accepted."""
    names = {person.id: person.name or "" for person in persons}
    for row in _rows(folder, "residents"):
        if row["helper_id"]:
            yield Helper(
                id=HelperId(f"{row['resident_id']}-{row['helper_id']}"),
                resident_id=PersonId(row["resident_id"]),
                name=names[PersonId(row["helper_id"])],
                kind=HelperKind.HELPER,
                invited_at=now,
                person_id=PersonId(row["helper_id"]),
                accepted_at=now,
            )


def _yes(cell: str) -> bool:
    return cell == "yes"


def _list(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


def _int(cell: str) -> int | None:
    return int(cell) if cell else None


def _decimal(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None
