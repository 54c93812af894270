from __future__ import annotations

from collections.abc import Iterator

import pytest

from domain.clock import local_day
from domain.ids import MerchantId, PersonId, Sku, StationId
from domain.lockers.model import CompartmentKind
from domain.money import Money
from domain.people.model import Role
from domain.vending.model import may_be_vended
from integrations.database.engine import create_engine
from integrations.database.store import SqlStore
from integrations.demo.seed import seed
from tests.contracts.things import NOW
from tests.fakes import CountingIds, FixedClock


@pytest.fixture
def store(database_url: str) -> Iterator[SqlStore]:
    engine = create_engine(database_url)
    yield SqlStore(engine, FixedClock(), CountingIds())
    engine.dispose()


def test_the_region_is_loaded_once(store: SqlStore) -> None:
    assert seed(store, NOW)
    assert not seed(store, NOW)
    with store.read() as uow:
        assert len(uow.catalogue.all_products()) == 447
        assert len(uow.catalogue.merchants()) == 10
        assert len(uow.lockers.stations()) == 6
        assert sum(len(station.compartments) for station in uow.lockers.stations()) == 213
        assert uow.catalogue.version() == 1


def test_what_lies_in_the_slots_is_sold_by_the_stations_seller_and_one_is_nearly_low(store: SqlStore) -> None:
    seed(store, NOW)
    with store.read() as uow:
        slots = uow.vending.all_slots()
        assert len(slots) == 60
        for slot in slots:
            station, product = uow.lockers.station(slot.station_id), uow.catalogue.product(slot.sku)
            assert station
            assert product
            assert station.compartment(slot.no).kind is CompartmentKind.VENDING
            assert may_be_vended(product)
            assert not slot.is_too_old(local_day(NOW))
        assert [(s.station_id, s.no) for s in slots if s.quantity == s.threshold + 1] == [("P1", 25)]
        assert not any(slot.runs_low for slot in slots)


def test_everybody_is_reached_on_rest_by_the_own_id(store: SqlStore) -> None:
    seed(store, NOW)
    with store.read() as uow:
        resident = uow.people.at_address("rest", "R001")
        assert resident
        assert (resident.name, resident.village) == ("Irmgard Pöppelbaum", "Vinsebeck, Steinheim")
        assert (resident.station_id, resident.wants_home, resident.reach_only) == ("P1", True, True)
        assert resident.actor().roles == {Role.RESIDENT}
        by_car = uow.people.get(PersonId("R004"))
        assert by_car
        assert (by_car.reach_only, by_car.wants_home) == (False, False)
        merchant = uow.people.at_address("rest", "BAE")
        assert merchant
        assert merchant.actor().scope_of(Role.MERCHANT) == "BAE"
        volunteer = uow.people.at_address("rest", "V01")
        assert volunteer
        assert (volunteer.hours, volunteer.actor().scope_of(Role.VOLUNTEER)) == ("Mo-Fr 16:00-19:00", "P1")
        for name, role in (("D1", Role.DRIVER), ("C1", Role.CENTRE), ("O1", Role.OPERATOR), ("X1", Role.COURIER)):
            person = uow.people.at_address("rest", name)
            assert person
            assert person.phone
            assert person.actor().roles == {role}


def test_who_helps_in_the_sample_has_accepted(store: SqlStore) -> None:
    seed(store, NOW)
    with store.read() as uow:
        (helper,) = uow.people.helpers_of(PersonId("R001"))
        assert (helper.name, helper.person_id, helper.may_collect(NOW.date())) == ("Martin Brockmeyer", "V01", True)
        assert [one.resident_id for one in uow.people.helps_of(PersonId("V01"))] == ["R001", "R025", "R037"]


def test_everybodys_village_and_station_exist(store: SqlStore) -> None:
    seed(store, NOW)
    with store.read() as uow:
        for person in uow.people.with_role(Role.RESIDENT):
            assert uow.people.village(person.village or ""), person.village
            assert uow.lockers.station(StationId(person.station_id or "")), person.station_id


def test_the_deposit_of_a_crate_counts_its_bottles(store: SqlStore) -> None:
    seed(store, NOW)
    with store.read() as uow:
        crates = [p for p in uow.catalogue.of_merchant(MerchantId("GET")) if p.deposit_types == "mw8;crate150"]
        assert crates
        assert {crate.deposit for crate in crates} <= {Money(310), Money(342), Money(250)}
        potatoes = uow.catalogue.product(Sku("HOF-101"))
        assert potatoes
        assert (potatoes.price, potatoes.deposit) == (Money(399), Money(0))
