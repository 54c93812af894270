from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.appointments.model import AppointmentStatus
from domain.errors import Stale
from domain.ids import (
    AppointmentId,
    CommandId,
    HelperId,
    MerchantId,
    MerchantOrderId,
    OrderId,
    ParcelId,
    PersonId,
    PickupId,
    Sku,
    StationId,
    StopId,
    TourId,
    VehicleId,
)
from domain.lockers.model import AccessStatus, DoorCommand, PickupStatus
from domain.lockers.ports import CommandOutcome, Door, StationCondition
from domain.money import Money
from domain.ordering.model import BasketLine, MerchantOrderStatus, Picklist, Receive
from domain.parcels.model import ParcelStatus
from domain.people.model import ContactAddress, Invitation, Role
from domain.quantity import Amount
from domain.support.model import Case, CaseKind
from domain.tours.model import CENTRE, StopStatus, Whereabouts
from domain.tours.ports import Crates
from integrations.demo.seed import plant
from tests.contracts import things
from tests.contracts.things import MERCHANT, NOW, region
from tests.contracts.twins import Twin

P1 = PersonId("p1")
NEXT_DAY = things.DAY + timedelta(days=1)


def address(channel_id: str, minutes: int = 0) -> ContactAddress:
    last_used_at = NOW + timedelta(minutes=minutes)
    return ContactAddress(channel="rest", channel_id=channel_id, person_id=P1, last_used_at=last_used_at)


def values(thing: Any) -> Any:
    """Everything in a thing, to compare what was written with what is read."""
    if isinstance(thing, list):
        return [values(one) for one in thing]
    if is_dataclass(thing) and not isinstance(thing, type):
        return {field.name: values(getattr(thing, field.name)) for field in fields(thing)}
    return thing


def test_what_is_not_committed_has_not_happened(store: Twin) -> None:
    with store.look() as uow:
        uow.people.add(things.person())
        assert uow.people.get(P1) is not None
    with store.look() as uow:
        assert uow.people.get(P1) is None


def test_one_thing_is_one_object_within_a_unit_of_work(store: Twin) -> None:
    store.given(things.person(), address("a"))
    with store.look() as uow:
        assert uow.people.get(P1) is uow.people.at_address("rest", "a")


def test_changes_are_tracked_and_parts_go_with_their_whole(store: Twin) -> None:
    store.given(things.person())
    with store.turn() as uow:
        person = uow.people.get(P1)
        assert person
        person.name = "Erna Änderung"
        person.give(Role.VOLUNTEER, "P1")
    with store.turn() as uow:
        person = uow.people.get(P1)
        assert person
        assert (person.name, person.version) == ("Erna Änderung", 2)
        assert person.actor().has(Role.VOLUNTEER, "P1")
        person.erase(NOW)
    with store.look() as uow:
        person = uow.people.get(P1)
        assert person
        assert (person.name, person.grants, person.erased_at) == (None, [], NOW)
        assert uow.people.with_role(Role.VOLUNTEER) == []


def test_people_are_found_by_role_and_scope(store: Twin) -> None:
    with store.turn() as uow:
        plant(uow, region())
    with store.look() as uow:
        assert [p.id for p in uow.people.with_role(Role.MERCHANT, "BAE")] == ["BAE"]
        assert [p.id for p in uow.people.with_role(Role.OPERATOR)] == ["O1", "O2"]
        assert uow.people.with_role(Role.MERCHANT, "???") == []
        village = uow.people.village("Vinsebeck, Steinheim")
        assert village
        assert village.municipality == "Steinheim"
        assert uow.people.village("Vinsebeck") is None
        assert len(uow.people.villages()) == 124


def test_a_shared_address_is_that_of_both_and_of_who_was_there_last(store: Twin) -> None:
    tablet = address("tablet")
    store.given(things.person(), things.person("p2"), tablet)
    with store.turn() as uow:
        there = uow.people.address("rest", "tablet")
        assert there
        there.shared_with = PersonId("p2")
        there.write_as(PersonId("p2"), things.DAY)
    with store.look() as uow:
        found = uow.people.at_address("rest", "tablet")
        assert found
        assert found.id == "p2"
        both = [uow.people.addresses(person) for person in (P1, PersonId("p2"))]
        assert [[(a.channel_id, a.chosen_on) for a in one] for one in both] == [[("tablet", things.DAY)]] * 2


def test_addresses_come_last_used_first_and_can_be_given_up(store: Twin) -> None:
    store.given(
        things.person(),
        address("old"),
        address("new", minutes=1),
    )
    with store.turn() as uow:
        assert [a.channel_id for a in uow.people.addresses(P1)] == ["new", "old"]
        newest = uow.people.address("rest", "new")
        assert newest
        uow.people.remove_address(newest)
    with store.look() as uow:
        assert uow.people.address("rest", "new") is None
        assert uow.people.at_address("rest", "new") is None
        assert [a.channel_id for a in uow.people.addresses(P1)] == ["old"]


def test_an_invitation_is_used_once(store: Twin) -> None:
    expires = NOW + timedelta(hours=48)
    with store.turn() as uow:
        uow.people.add_invitation(
            Invitation(
                code="ACFGHKLM", role=Role.VOLUNTEER, scope="P1", person_id=None, created_by=P1, expires_at=expires
            )
        )
    with store.turn() as uow:
        invitation = uow.people.invitation("ACFGHKLM")
        assert invitation
        invitation.use(NOW)
    with store.look() as uow:
        invitation = uow.people.invitation("ACFGHKLM")
        assert invitation
        assert (invitation.used_at, invitation.expires_at, invitation.role) == (NOW, expires, Role.VOLUNTEER)
        assert uow.people.invitation("XXXXXXXX") is None


def test_helpers_are_found_from_either_side_oldest_first(store: Twin) -> None:
    later = NOW + timedelta(minutes=1)
    store.given(things.person("p1"), things.person("p2"))
    store.given(things.helper("h2", invited_at=later, person_id=P1), things.helper("h1", person_id=PersonId("p2")))
    store.given(things.helper("h3", "p2", person_id=P1))
    with store.turn() as uow:
        assert [helper.id for helper in uow.people.helpers_of(P1)] == ["h1", "h2"]
        assert [helper.id for helper in uow.people.helps_of(P1)] == ["h3", "h2"]
        found = uow.people.helper(HelperId("h1"))
        assert found
        found.ended_at = later
    with store.look() as uow:
        found = uow.people.helper(HelperId("h1"))
        assert found
        expected = values(things.helper("h1", person_id=PersonId("p2"), ended_at=later))
        assert values(found) | {"version": 0} == expected
        assert uow.people.helper(HelperId("nobody")) is None


def test_parcels_are_found_by_whose_they_are_and_who_brings_them(store: Twin) -> None:
    stored, assigned = {ParcelStatus.STORED}, {ParcelStatus.ASSIGNED}
    with store.turn() as uow:
        uow.parcels.add(things.parcel("x2"))
        uow.parcels.add(things.parcel("x1", status=ParcelStatus.STORED, opened_at=NOW))
        uow.parcels.add(things.parcel("x3", courier_id=PersonId("X2"), person_id=PersonId("p2")))
    with store.look() as uow:
        assert [p.id for p in uow.parcels.of_person(P1, stored | assigned)] == ["x1", "x2"]
        assert [p.id for p in uow.parcels.of_person(P1, stored)] == ["x1"]
        assert [p.id for p in uow.parcels.of_courier(PersonId("X1"), assigned)] == ["x2"]
        assert [p.id for p in uow.parcels.of_courier(PersonId("X2"), assigned)] == ["x3"]
        found = uow.parcels.get(ParcelId("x1"))
        assert found
        expected = values(things.parcel("x1", status=ParcelStatus.STORED, opened_at=NOW))
        assert values(found) | {"version": 0} == expected
        assert uow.parcels.get(ParcelId("nothing")) is None


def test_people_are_found_by_where_they_live_or_collect(store: Twin) -> None:
    here, there = "Wiesenau, Brakel", "Fernau, Höxter"
    store.given(
        things.person("p1", village=here, parcels=True),
        things.person("p2", village=there, station_id=StationId("P1"), parcels=False),
        things.person("p3", village=there),
    )
    with store.look() as uow:
        assert [p.id for p in uow.people.living_at([here], [])] == ["p1"]
        assert [p.id for p in uow.people.living_at([here], [StationId("P1")])] == ["p1", "p2"]
        assert [p.parcels for p in uow.people.living_at([here, there], [])] == [True, False, None]
        assert [p.id for p in uow.people.living_at([], [])] == []


def test_every_field_of_every_thing_comes_back_as_it_was(store: Twin) -> None:
    begun = region()
    expected = {p.sku: values(p) | {"version": 1} for p in begun.products}
    stations = [values(s) for s in begun.stations]
    merchants = {m.id: values(m) for m in begun.merchants}
    with store.turn() as uow:
        plant(uow, begun)
    with store.look() as uow:
        assert {p.sku: values(p) for p in uow.catalogue.all_products()} == expected
        assert [values(s) for s in uow.lockers.stations()] == stations
        assert {m.id: values(m) for m in uow.catalogue.merchants()} == merchants
        assert uow.catalogue.version() == 1


def test_products_are_found_and_locked_by_sku(store: Twin) -> None:
    store.given(region().merchants[0], things.product("HOF-2"), things.product("HOF-1", category="Brot"))
    with store.turn() as uow:
        assert list(uow.catalogue.products([Sku("HOF-2"), Sku("HOF-1"), Sku("no")])) == ["HOF-1", "HOF-2"]
        assert uow.catalogue.products([]) == {}
        assert uow.catalogue.lock([]) == {}
        assert [p.sku for p in uow.catalogue.of_merchant(MERCHANT.id)] == ["HOF-1", "HOF-2"]
        assert [p.sku for p in uow.catalogue.in_category("Brot")] == ["HOF-1"]
        locked = uow.catalogue.lock({Sku("HOF-2")})
        product = uow.catalogue.product(Sku("HOF-2"))
        assert product is locked[Sku("HOF-2")]
        product.remaining_packs = 3
        product.change_price(Money(420), sure=True)
        before = uow.catalogue.version()
        uow.catalogue.touch()
    with store.look() as uow:
        product = uow.catalogue.product(Sku("HOF-2"))
        assert product
        assert (product.remaining_packs, product.price, product.pack_amount) == (3, Money(420), Decimal("2.50"))
        assert str(product.pack_amount) == "2.50"
        assert uow.catalogue.version() == before + 1


def test_a_basket_keeps_its_lines_in_order(store: Twin) -> None:
    store.given(things.person(), things.basket())
    lines = (
        BasketLine(Sku("HOF-9"), Amount(packs=2)),
        BasketLine(Sku("HOF-1"), Amount(grams=500)),
    )
    with store.turn() as uow:
        basket = uow.orders.basket_of(P1)
        assert basket
        assert basket.lines == ()
        for line in lines:
            basket.set(line.sku, line.amount, NOW)
        basket.receive, basket.wished_day = Receive.HOME, things.DAY
    with store.look() as uow:
        basket = uow.orders.basket_of(P1)
        assert basket
        assert (basket.lines, basket.receive, basket.wished_day) == (lines, Receive.HOME, things.DAY)
        assert uow.orders.basket_of(PersonId("nobody")) is None


def test_one_person_has_one_basket(store: Twin) -> None:
    store.given(things.person(), things.basket())
    with store.look() as uow:
        second = things.basket()
        second.id = type(second.id)("another")
        with pytest.raises(Stale):
            add_and_flush(uow, second)


def add_and_flush(uow: Any, basket: Any) -> None:
    uow.orders.add_basket(basket)
    uow.flush()


def test_orders_come_whole_and_newest_first(store: Twin) -> None:
    written = things.order("o1", code="KAP-74")
    store.given(things.person(), written, things.order("o2", code="LUX-33", minutes=1))
    with store.look() as uow:
        assert [order.id for order in uow.orders.of_person(P1)] == ["o2", "o1"]
        assert [order.id for order in uow.orders.of_person(P1, limit=1)] == ["o2"]
        order = uow.orders.by_code("KAP-74")
        assert order
        assert order is uow.orders.get(OrderId("o1"))
        assert [part.id for part in order.parts] == ["o1-a", "o1-b"]
        assert [(line.position, line.packs, line.grams) for line in order.parts[0].lines] == [
            (0, 2, None),
            (1, None, 500),
        ]
        assert order.parts[0] is uow.orders.part(MerchantOrderId("o1-a"))
        assert uow.orders.by_code("NOP-99") is None


def test_parts_taken_out_of_an_order_are_gone(store: Twin) -> None:
    store.given(things.person(), things.order())
    with store.turn() as uow:
        order = uow.orders.get(OrderId("o1"))
        assert order
        del order.parts[0]
        order.parts[0].lines.pop()
        order.parts.append(things.part("o1-c", "o1"))
    with store.look() as uow:
        order = uow.orders.get(OrderId("o1"))
        assert order
        assert [(part.id, len(part.lines)) for part in order.parts] == [("o1-b", 1), ("o1-c", 2)]
        assert uow.orders.part(MerchantOrderId("o1-a")) is None


def test_parts_wait_for_their_picking_list(store: Twin) -> None:
    hof = MerchantId("HOF")
    order = things.order()
    order.parts[1].picklist_at = NOW + timedelta(hours=1)
    picklist = Picklist(id=_picklist_id(), merchant_id=hof, sent_at=NOW, confirm_by=NOW)
    store.given(things.person(), order)
    with store.turn() as uow:
        due = uow.orders.parts_to_list(hof, NOW)
        assert [part.id for part in due] == ["o1-a"]
        assert uow.orders.parts_to_list(MerchantId("BAE"), NOW) == []
        uow.orders.add_picklist(picklist)
        due[0].move(MerchantOrderStatus.LISTED, P1, NOW)
        due[0].picklist_id = picklist.id
        assert [part.id for part in uow.orders.parts_on(picklist.id)] == ["o1-a"]
    with store.turn() as uow:
        assert uow.orders.parts_to_list(hof, NOW) == []
        assert [part.id for part in uow.orders.parts_to_list(hof, NOW + timedelta(hours=1))] == ["o1-b"]
        assert [part.id for part in uow.orders.parts_of_day(hof, things.DAY)] == ["o1-a", "o1-b"]
        (waiting,) = uow.orders.open_picklists(hof)
        locked = uow.orders.picklist(waiting.id)
        assert locked is waiting
        locked.answer(P1, NOW)
    with store.look() as uow:
        assert uow.orders.open_picklists(hof) == []


def _picklist_id() -> Any:
    return "list-1"


def test_a_station_remembers_its_doors(store: Twin) -> None:
    store.given(things.station())
    p1 = StationId("P1")
    with store.turn() as uow:
        station = uow.lockers.lock_station(p1)
        assert station
        station.condition, station.last_seen, station.list_version = StationCondition.READY, NOW, 7
        station.compartment(3).door, station.compartment(3).fence = Door.OPEN, 2
    with store.look() as uow:
        station = uow.lockers.station(p1)
        assert station
        assert (station.condition, station.last_seen, station.list_version) == (StationCondition.READY, NOW, 7)
        assert (station.compartment(3).door, station.compartment(3).fence) == (Door.OPEN, 2)
        assert [c.no for c in station.compartments] == sorted(c.no for c in station.compartments)
        assert uow.lockers.lock_station(StationId("P9")) is None


def test_pickups_are_found_by_who_where_and_state(store: Twin) -> None:
    store.given(things.pickup("u1", 5, 3), things.pickup("u2", 3, status=PickupStatus.CLEARED))
    planned = {PickupStatus.PLANNED}
    with store.look() as uow:
        assert [p.id for p in uow.lockers.pickups_of_order(OrderId("o1"))] == ["u1", "u2"]
        assert [p.id for p in uow.lockers.pickups_of_person(P1, planned)] == ["u1"]
        assert [p.id for p in uow.lockers.pickups_at(StationId("P1"), planned | {PickupStatus.CLEARED})] == ["u1", "u2"]
        assert [p.id for p in uow.lockers.pickups_at(StationId("P2"), planned)] == []
        assert [p.id for p in uow.lockers.pickups_in(planned)] == ["u1"]
        assert [p.id for p in uow.lockers.pickups_in(set())] == []
        pickup = uow.lockers.pickup(PickupId("u1"))
        assert pickup
        assert sorted(box.no for box in pickup.boxes) == [3, 5]


def test_commands_are_in_flight_until_their_end_is_known(store: Twin) -> None:
    with store.turn() as uow:
        for name in ("c1", "c2", "c3"):
            uow.lockers.add_command(_command(name))
    with store.turn() as uow:
        for name, outcome in (("c1", CommandOutcome.RECEIVED), ("c2", CommandOutcome.DONE)):
            command = uow.lockers.command(_command(name).id)
            assert command
            command.outcome = outcome
    with store.look() as uow:
        assert [c.id for c in uow.lockers.commands_in_flight(StationId("P1"))] == ["c1", "c3"]
        assert [c.id for c in uow.lockers.commands_in_flight()] == ["c1", "c3"]
        assert uow.lockers.commands_in_flight(StationId("P2")) == []


def test_codes_beside_pickups_are_found_by_what_they_are_for_and_while_they_are_in_force(store: Twin) -> None:
    with store.turn() as uow:
        uow.lockers.add_access(things.access("a1"))
        uow.lockers.add_access(things.access("a2", subject="k2", status=AccessStatus.REVOKED))
        uow.lockers.add_access(things.access("a3", station_id=StationId("P2"), status=AccessStatus.USED))
    with store.look() as uow:
        assert [a.id for a in uow.lockers.accesses_at(StationId("P1"))] == ["a1"]
        assert [a.id for a in uow.lockers.accesses_for("k1")] == ["a1", "a3"]
        assert [a.id for a in uow.lockers.accesses_held_by(P1)] == ["a1", "a3"]
        assert [a.id for a in uow.lockers.accesses_held_by(PersonId("p2"))] == []
        found = uow.lockers.access(things.access("a1").id)
        assert found
        assert values(found) | {"version": 0} == values(things.access("a1"))


def _command(name: Any) -> DoorCommand:
    return DoorCommand(
        id=name,
        station_id=StationId("P1"),
        box=3,
        why="pickup",
        pickup_id=None,
        asked_by=P1,
        fence=1,
        issued_at=NOW,
        expires_at=NOW + timedelta(seconds=30),
    )


def test_a_tour_comes_whole_with_stops_and_crates_in_order(store: Twin) -> None:
    later, first = things.stop("s2", position=2), things.stop("s1", position=1, crates=[things.packed("s1")])
    store.given(things.tour("t2", no=2), things.tour("t1", later, first), things.tour("t3", day=NEXT_DAY))
    with store.turn() as uow:
        assert [tour.id for tour in uow.tours.of_day(things.DAY)] == ["t1", "t2"]
        assert [tour.id for tour in uow.tours.between(things.DAY, NEXT_DAY)] == ["t1", "t2", "t3"]
        assert [tour.id for tour in uow.tours.between(NEXT_DAY, NEXT_DAY)] == ["t3"]
        driver = uow.tours.of_day(things.DAY)[0].driver_id
        assert [tour.id for tour in uow.tours.driven_by(driver)] == ["t1", "t2", "t3"]
        assert uow.tours.driven_by(PersonId("nobody")) == []
        found = uow.tours.with_stop(StopId("s2"))
        assert found
        assert ([stop.id for stop in found.stops], found.stops[0].crates[0].codes) == (["s1", "s2"], "KAP-74 HCK-79")
        found.stops[0].move(StopStatus.DONE, NOW)
        found.stops.remove(found.stops[1])
    with store.turn() as uow:
        tour = uow.tours.lock(TourId("t1"))
        assert tour
        assert [stop.status for stop in tour.stops] == [StopStatus.DONE]
        assert uow.tours.with_stop(StopId("s2")) is None
        uow.tours.remove(tour)
    with store.look() as uow:
        assert uow.tours.get(TourId("t1")) is None
        assert uow.tours.with_stop(StopId("s1")) is None


def test_goods_on_their_way_are_found_by_day_and_by_stop(store: Twin) -> None:
    store.given(
        things.consignment("b", collect_stop_id=StopId("s1"), deliver_stop_id=StopId("s2")),
        things.consignment("a", deliver_stop_id=StopId("s2")),
        things.consignment("c", day=NEXT_DAY, collect_stop_id=StopId("s1")),
    )
    with store.turn() as uow:
        assert [one.id for one in uow.tours.consignments_of_day(things.DAY)] == ["a", "b"]
        assert [one.id for one in uow.tours.consignments_of(StopId("s1"))] == ["b", "c"]
        assert [one.id for one in uow.tours.consignments_of(StopId("s2"))] == ["a", "b"]
        one = uow.tours.consignment(MerchantOrderId("a"))
        assert one
        one.go(Whereabouts.AT_CENTRE, P1, NOW)
    with store.look() as uow:
        one = uow.tours.consignment(MerchantOrderId("a"))
        assert one
        assert (one.where, one.version) == (Whereabouts.AT_CENTRE, 2)


def test_parts_of_all_merchants_come_on_a_day(store: Twin) -> None:
    one, other = things.order("o1"), things.order("o2", code="HCK-79")
    other.parts[0].day = NEXT_DAY
    store.given(things.person(), one, other)
    with store.look() as uow:
        assert [part.id for part in uow.orders.parts_coming(things.DAY)] == ["o1-a", "o1-b", "o2-b"]


def test_vehicles_and_places_are_there(store: Twin) -> None:
    with store.turn() as uow:
        plant(uow, region())
    with store.look() as uow:
        vehicles = uow.tours.vehicles()
        assert [vehicle.id for vehicle in vehicles] == ["K1", "K2", "V01", "V04", "V07", "V10", "V13", "V16"]
        assert (vehicles[0].driver_id, vehicles[0].room, vehicles[0].station_id) == ("D1", Crates(40, 16), None)
        assert (vehicles[2].driver_id, vehicles[2].station_id) == ("V01", "P1")
        assert uow.tours.vehicle(VehicleId("K2")) is vehicles[1]
        assert [place.kind for place in uow.tours.places()] == [CENTRE]


def test_an_event_of_a_station_is_new_only_once(store: Twin) -> None:
    p1 = StationId("P1")
    with store.turn() as uow:
        assert uow.lockers.first_time(p1, "boot", 1, NOW)
        assert not uow.lockers.first_time(p1, "boot", 1, NOW)
    with store.look() as uow:
        assert not uow.lockers.first_time(p1, "boot", 1, NOW)
        assert uow.lockers.first_time(p1, "boot", 2, NOW)
        assert uow.lockers.first_time(p1, "other", 1, NOW)
    with store.look() as uow:
        assert uow.lockers.first_time(p1, "boot", 2, NOW)


def test_the_open_talk_of_a_chat_is_found(store: Twin) -> None:
    store.given(_case("k1", CaseKind.PROBLEM), _case("k2", CaseKind.TALK))
    with store.turn() as uow:
        talk = uow.cases.of_chat("rest", "a")
        assert talk
        assert talk.id == "k2"
        talk.take(PersonId("O1"), NOW)
        assert [case.id for case in uow.cases.taken_by(PersonId("O1"))] == ["k2"]
        assert [case.id for case in uow.cases.open_cases()] == ["k1", "k2"]
    with store.turn() as uow:
        talk = uow.cases.of_chat("rest", "a")
        assert talk
        talk.close(NOW)
    with store.look() as uow:
        assert uow.cases.of_chat("rest", "a") is None
        assert [case.id for case in uow.cases.open_cases()] == ["k1"]


def _case(name: Any, kind: CaseKind) -> Case:
    return Case(id=name, kind=kind, person_id=P1, channel="rest", channel_id="a", said="Hilfe", opened_at=NOW)


def test_appointments_are_found_by_whose_they_are_and_when_they_are(store: Twin) -> None:
    later, earlier = NOW + timedelta(hours=5), NOW + timedelta(hours=1)
    proposed = things.appointment("t2", status=AppointmentStatus.PROPOSED, start=later)
    agreed = things.appointment("t3", status=AppointmentStatus.AGREED, start=earlier)
    store.given(things.person(), things.appointment("t1"), proposed, agreed)
    store.given(things.appointment("t4", status=AppointmentStatus.DONE, start=earlier))
    whh = MerchantId("WHH")
    with store.look() as uow:
        found = uow.appointments
        assert [a.id for a in found.of_person(P1)] == ["t4", "t3", "t2", "t1"]
        assert [a.id for a in found.of_person(P1, 1)] == ["t4"]
        assert [a.id for a in found.of_merchant(whh, {AppointmentStatus.REQUESTED, AppointmentStatus.AGREED})] == [
            "t1",
            "t3",
        ]
        assert [a.id for a in found.between(whh, NOW, NOW + timedelta(hours=6))] == ["t3", "t2"]
        assert [a.id for a in found.between(whh, NOW, later)] == ["t3"]
        assert found.between(MerchantId("SLF"), NOW, NOW + timedelta(hours=6)) == []
        assert found.by_code("KAP-nothing") is None
        written = found.by_code("KAP-t2")
        assert written is not None
        assert values(written) == values(proposed)


def test_moves_of_an_appointment_stay_in_their_order(store: Twin) -> None:
    store.given(things.person(), things.appointment("t1"))
    with store.turn() as uow:
        appointment = uow.appointments.get(AppointmentId("t1"))
        assert appointment
        appointment.propose(NOW + timedelta(days=3), PersonId("WHH"), NOW + timedelta(hours=1))
        appointment.move(AppointmentStatus.AGREED, P1, NOW + timedelta(hours=2))
    with store.look() as uow:
        appointment = uow.appointments.get(AppointmentId("t1"))
        assert appointment
        assert [(move.no, move.status, move.by) for move in appointment.moves] == [
            (1, AppointmentStatus.REQUESTED, P1),
            (2, AppointmentStatus.PROPOSED, PersonId("WHH")),
            (3, AppointmentStatus.AGREED, P1),
        ]
        assert appointment.wishes == things.appointment().wishes


def test_two_appointments_never_share_a_code(store: Twin) -> None:
    store.given(things.person(), things.appointment("t1"))
    with pytest.raises(Stale), store.turn() as uow:
        uow.appointments.add(things.appointment("t2", code="KAP-t1"))


def test_old_reports_and_settled_openings_are_forgotten_and_what_is_under_way_is_not(store: Twin) -> None:
    def opening(name: str, settled_at: datetime | None) -> DoorCommand:
        return DoorCommand(
            id=CommandId(name),
            station_id=StationId("P1"),
            box=3,
            why="pickup",
            pickup_id=None,
            asked_by=P1,
            fence=1,
            issued_at=NOW,
            expires_at=NOW,
            outcome=CommandOutcome.DONE if settled_at else None,
            settled_at=settled_at,
        )

    late = NOW + timedelta(days=2)
    with store.turn() as uow:
        for name, settled_at in (("old", NOW), ("new", late), ("open", None)):
            uow.lockers.add_command(opening(name, settled_at))
        uow.lockers.first_time(StationId("P1"), "boot", 1, NOW)
    with store.turn() as uow:
        assert uow.lockers.forget_before(NOW + timedelta(days=1)) >= 1
    with store.look() as uow:
        left = [name for name in ("old", "new", "open") if uow.lockers.command(CommandId(name)) is not None]
        assert left == ["new", "open"]
