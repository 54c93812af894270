"""Who drives what: rounds that collect, tours that deliver, and nobody who is left out without a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from domain.clock import at_local, local
from domain.errors import MoveRefused
from domain.ids import MerchantId, MerchantOrderId, OrderId, PersonId, StationId, VehicleId
from domain.lockers.model import PickupStatus
from domain.people.model import SYSTEM
from domain.tours import service
from domain.tours.day import Call, Car, Day, Goods, Source, read_day
from domain.tours.errors import NoTourDay
from domain.tours.events import CallUndone, ComesLater, DayPlanned, TourAssigned, TourWithdrawn, WindowTold
from domain.tours.loads import Bulk
from domain.tours.model import StopKind, Tour, TourStatus, Whereabouts
from domain.tours.planning import DayPlan, plan_day
from domain.tours.ports import Crates, Direction, Site
from domain.tours.writing import window_around
from tests.builders import crate, merchant, resident, vehicle
from tests.domain.tours.bench import FRIDAY, THURSDAY, Depot
from tests.planner import AirLine, Greedy


def stops(tour: Tour) -> list[tuple[StopKind, str]]:
    return [(stop.kind, stop.ref) for stop in tour.in_order()]


def test_goods_are_fetched_sorted_and_brought() -> None:
    depot = Depot()
    order = depot.ordered("erna", HOF_1=1)
    collect, deliver = depot.evening()
    assert stops(collect) == [(StopKind.MERCHANT, "HOF"), (StopKind.CENTRE, "L0")]
    assert stops(deliver) == [(StopKind.CENTRE, "L0"), (StopKind.HOME, "erna")]
    assert (collect.leg, deliver.leg) == (Direction.COLLECT, Direction.DELIVER)
    assert deliver.starts_at >= collect.ends_at + depot.county.rules.tours.sorting
    part = order.parts[0]
    consignment = depot.uow.tours.consignment(part.id)
    assert consignment is not None
    assert consignment.where is Whereabouts.AT_MERCHANT
    assert (consignment.collect_stop_id, consignment.deliver_stop_id) == (collect.stops[0].id, deliver.stops[1].id)


def test_nothing_is_fetched_before_it_is_ready() -> None:
    depot = Depot(merchant("BAE", order_cutoff=time(17, 0), picklist_time=time(17, 30), lead_time_hours=18))
    depot.ordered("erna", BAE_1=1)
    collect, _ = depot.evening()
    assert local(collect.stops[0].arrive).time() >= time(11, 0)


def test_a_pick_up_point_is_one_stop_for_all_its_orders() -> None:
    depot = Depot()
    depot.ordered("erna", home=False, HOF_1=1)
    depot.ordered("otto", home=False, HOF_1=1, BAE_1=2)
    _, deliver = depot.evening()
    assert stops(deliver) == [(StopKind.CENTRE, "L0"), (StopKind.STATION, "P1")]
    assert len({code for c in deliver.stops[1].crates for code in c.codes.split()}) == 2


def test_goods_from_hand_to_hand_travel_to_the_door_only() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_8=1)
    depot.ordered("otto", home=False, HOF_8=1)
    _, deliver = depot.evening()
    assert stops(deliver)[1:] == [(StopKind.HOME, "erna")]


def test_what_no_merchant_has_promised_is_not_driven() -> None:
    depot = Depot()
    depot.buy_home("erna", HOF_1=1)
    assert depot.evening() == []
    assert depot.events(DayPlanned)[0]["tours"] == 0


def test_a_second_plan_takes_the_place_of_the_first() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    late = depot.buy_home("otto", BAE_1=1)
    first = depot.evening()
    depot.agreed(late)
    again = depot.plan()
    assert [tour.no for tour in again] == [tour.no for tour in first]
    assert not {tour.id for tour in first} & {tour.id for tour in again}
    assert (StopKind.HOME, "otto") in stops(again[1])


def test_a_plan_that_is_out_of_date_is_not_written() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    late = depot.buy_home("otto", BAE_1=1)
    depot.go_to(date(2026, 3, 4), time(18, 0))
    made = plan_day(read_day(depot.county, depot.uow, THURSDAY), Greedy(), AirLine(), timedelta(seconds=1))
    depot.agreed(late)
    assert not service.write_plan(depot.county, depot.uow, SYSTEM, made)
    assert depot.uow.tours.of_day(THURSDAY) == []


def test_time_alone_does_not_make_a_plan_old() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    depot.go_to(date(2026, 3, 4), time(18, 0))
    made = plan_day(read_day(depot.county, depot.uow, THURSDAY), Greedy(), AirLine(), timedelta(seconds=1))
    depot.later(minutes=1)
    assert service.write_plan(depot.county, depot.uow, SYSTEM, made)


def test_a_tour_under_way_is_left_alone() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    late = depot.buy_home("otto", HOF_1=1)
    collect, deliver = depot.evening()
    depot.on_thursday(8)
    depot.drive_to(collect, collect.stops[-1])
    depot.agreed(late)
    again = depot.plan()
    assert collect in again
    assert collect.status is TourStatus.UNDERWAY
    assert deliver not in again
    same = [tour for tour in again if tour.vehicle_id == collect.vehicle_id and tour is not collect]
    assert all(tour.starts_at >= collect.ends_at for tour in same)
    assert any((StopKind.MERCHANT, "HOF") in stops(tour) for tour in again if tour is not collect)


def test_the_driver_somebody_has_chosen_stays() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    late = depot.buy_home("otto", HOF_1=1)
    collect, _ = depot.evening()
    collect.driver_id = PersonId("david")
    depot.agreed(late)
    assert depot.plan()[0].driver_id == "david"


@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 3, 10)], ids=["sunday", "holiday"])
def test_no_tour_on_a_sunday_or_a_holiday(day: date) -> None:
    depot = Depot(holidays={date(2026, 3, 10)})
    with pytest.raises(NoTourDay):
        read_day(depot.county, depot.uow, day)
    with pytest.raises(NoTourDay):
        service.ask_for_plan(depot.county, depot.uow, depot.actor("olga"), day)


def test_the_office_need_not_wait_for_the_evening() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    service.ask_for_plan(depot.county, depot.uow, depot.actor("olga"), THURSDAY)
    assert depot.due("tours.plan") == [depot.clock.now()]


# --- who hears of it --------------------------------------------------------------------------------------------------


def test_everybody_hears_once_what_concerns_them() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    depot.evening()
    planned = {"day": "2026-03-05", "tours": 2, "undone": [], "again": False, "plain": False}
    assert depot.events(DayPlanned) == [planned]
    assert [(e["driver_id"], e["again"]) for e in depot.events(TourAssigned)] == [("doris", False), ("doris", False)]
    assert [(e["person_id"], e["again"]) for e in depot.events(WindowTold)] == [("erna", False)]


def test_hours_that_still_hold_are_not_told_again() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    late = depot.buy_home("otto", HOF_1=1)
    _, before = depot.evening()
    promised = before.stops[1].told_from, before.stops[1].told_until
    depot.agreed(late)
    tours = depot.plan()
    _, stop = depot.stop_for(tours, "erna")
    assert (stop.told_from, stop.told_until) == promised
    assert [e["person_id"] for e in depot.events(WindowTold)] == ["erna", "otto"]


def test_a_driver_who_is_not_needed_any_more_hears_it() -> None:
    depot = Depot()
    order = depot.ordered("erna", HOF_1=1)
    collect, deliver = depot.evening()
    order.parts[0].day = FRIDAY
    depot.plan()
    assert [(e["no"], e["driver_id"]) for e in depot.events(TourWithdrawn)] == [
        (collect.no, "doris"),
        (deliver.no, "doris"),
    ]


@pytest.mark.parametrize(
    ("arrive", "begins", "ends"),
    [
        (time(14, 0), time(13, 15), time(14, 45)),
        (time(14, 10), time(13, 15), time(14, 45)),
        (time(14, 16), time(13, 30), time(15, 0)),
        (time(8, 10), time(8, 0), time(9, 30)),  # never before people are up
        (time(18, 50), time(17, 30), time(19, 0)),  # never after they rest
    ],
)
def test_the_promised_hours_are_wide_honest_and_easy_to_say(arrive: time, begins: time, ends: time) -> None:
    depot = Depot()
    instant = at_local(THURSDAY, arrive)
    found = window_around(depot.county, instant)
    assert [local(one).time() for one in found] == [begins, ends]
    assert found[0] <= instant <= found[1]


# --- room and hours ---------------------------------------------------------------------------------------------------


def test_nobody_is_left_out_without_a_name() -> None:
    depot = Depot(resident("erna", street="Dorfstraße 900", lat=56.0, lon=9.2))
    order = depot.ordered("erna", HOF_1=1)
    depot.ordered("otto", HOF_1=1)
    _, deliver = depot.evening()
    assert stops(deliver)[1:] == [(StopKind.HOME, "otto")]
    assert depot.events(DayPlanned)[0]["undone"] == ["home:erna"]
    assert depot.events(CallUndone) == [{"day": "2026-03-05", "call": "home:erna"}]
    consignment = depot.uow.tours.consignment(order.parts[0].id)
    assert consignment is not None
    assert consignment.deliver_stop_id is None


def test_who_lives_nobody_knows_where_is_named_too() -> None:
    depot = Depot(resident("erna", street="Dorfstraße 900"))
    depot.ordered("erna", HOF_1=1)
    depot.person("erna").village = None
    depot.evening()
    assert [e["call"] for e in depot.events(CallUndone)] == ["home:erna"]


def test_a_merchant_who_cannot_be_fetched_from_is_named_and_the_rest_comes() -> None:
    depot = Depot(merchant("BAE", lat=56.0, order_cutoff=time(17, 0), picklist_time=time(17, 30), lead_time_hours=12))
    depot.ordered("erna", HOF_1=1, BAE_1=1)
    _, deliver = depot.evening()
    assert stops(deliver)[1:] == [(StopKind.HOME, "erna")]
    assert [e["call"] for e in depot.events(CallUndone)] == ["merchant:BAE"]
    assert deliver.stops[1].grams == 260  # without the rolls


# --- the model itself -------------------------------------------------------------------------------------------------

CENTRE, NEAR, FAR = Site("L0", 51.71, 9.19), Site("home:near", 51.72, 9.20), Site("home:far", 51.90, 9.40)


def at(hour: int, minute: int = 0) -> datetime:
    return at_local(THURSDAY, time(hour, minute))


def car(name: str, room: Crates, *hours: tuple[int, int], station: str | None = None) -> Car:
    spans = tuple((at(begin), at(end)) for begin, end in hours or ((8, 18),))
    site = Site(f"car:{name}", 51.71, 9.19)
    return Car(VehicleId(name), PersonId(name), site, room, spans, StationId(station) if station else None)


def call(name: str, site: Site, station: str = "P1") -> Call:
    between = at(8), at(19)
    return Call(
        name, StopKind.HOME, name.removeprefix("home:"), site, StationId(station), between, timedelta(minutes=6)
    )


def goods(part: str, name: str, *, source: str = "merchant:HOF", there: bool = True, drinks: int = 2) -> Goods:
    there_at = at(6) if there else None
    return Goods(MerchantOrderId(part), OrderId(part), source, name, part, Bulk(drinks=drinks), there_at)


def source(name: str, ready: datetime) -> Source:
    return Source(
        f"merchant:{name}", MerchantId(name), Site(f"merchant:{name}", 51.73, 9.21), ready, ((at(7), at(18)),)
    )


def planned(cars: Sequence[Car], calls: Sequence[Call], things: Sequence[Goods], *sources: Source) -> DayPlan:
    day = Day(THURSDAY, at(5), CENTRE, timedelta(minutes=20), sources, tuple(calls), tuple(things), tuple(cars))
    return plan_day(day, Greedy(), AirLine(), timedelta(seconds=1))


def test_volunteers_are_asked_only_when_the_vans_cannot_do_all() -> None:
    two = [call("home:near", NEAR), call("home:far", FAR)]
    things = [goods("a", "home:near"), goods("b", "home:far")]
    owner = car("V1", Crates(6, 1), (8, 18), station="P1")
    enough = planned([car("K1", Crates(40, 16)), owner], two, things)
    assert ({drive.vehicle for drive in enough.drives}, enough.undone) == ({"K1"}, ())
    short = planned([car("K1", Crates(1, 0)), owner], two, things)
    assert ({drive.vehicle for drive in short.drives}, short.undone) == ({"K1", "V1"}, ())


def test_a_volunteer_drives_for_the_own_pick_up_point_only() -> None:
    owner = car("V1", Crates(6, 1), (8, 18), station="P2")
    made = planned([owner], [call("home:near", NEAR)], [goods("a", "home:near")])
    assert (made.drives, made.undone) == ((), ("home:near",))


def test_a_volunteer_has_to_come_to_the_centre_first() -> None:
    owner = replace(car("V1", Crates(6, 1), (16, 19), station="P1"), site=Site("car:V1", 51.90, 9.40))
    (drive,) = planned([owner], [call("home:near", NEAR)], [goods("a", "home:near")]).drives
    assert drive.starts >= at(16) + timedelta(minutes=50)  # 25 km by air are 50 minutes
    assert drive.ends <= at(19)


def test_what_is_ready_early_is_fetched_early_and_goes_out_before_noon() -> None:
    calls = [call("home:near", NEAR), call("home:far", FAR)]
    things = [
        goods("a", "home:near", source="merchant:EARLY", there=False),
        goods("b", "home:far", source="merchant:LATE", there=False),
    ]
    vans = [car("K1", Crates(40, 16), (5, 13)), car("K2", Crates(1, 0), (10, 18))]
    made = planned(vans, calls, things, source("EARLY", at(6)), source("LATE", at(12)))
    (early, late), out = made.drives[:2], made.drives[2:]
    assert (early.halts[0].id, early.ends <= at(10)) == ("merchant:EARLY", True)
    assert (late.halts[0].id, late.halts[0].arrive >= at(12)) == ("merchant:LATE", True)
    brought = {halt.id: drive for drive in out for halt in drive.halts}
    assert brought["home:near"].starts < late.ends
    assert brought["home:far"].starts >= late.ends + timedelta(minutes=20)
    assert made.undone == ()


def test_a_pause_in_the_hours_is_kept() -> None:
    made = planned([car("K1", Crates(40, 16), (8, 9), (16, 18))], [call("home:near", NEAR)], [goods("a", "home:near")])
    (drive,) = made.drives
    assert drive.starts >= at(16)


def test_nobody_drives_two_ways_at_once() -> None:
    calls = [call("home:near", NEAR)]
    things = [goods("a", "home:near", source="merchant:LATE", there=False)]
    first, second = planned([car("K1", Crates(40, 16))], calls, things, source("LATE", at(11))).drives
    assert second.starts >= first.ends
    assert second.starts >= first.ends + timedelta(minutes=20)


# --- whom nobody can serve --------------------------------------------------------------------------------------------


def test_what_nobody_can_bring_comes_on_the_next_tour_day_when_somebody_has_said_so() -> None:
    depot = Depot(resident("erna", street="Dorfstraße 900", lat=56.0, lon=9.2))
    order = depot.ordered("erna", HOF_1=1)
    depot.evening()
    olga = depot.actor("olga")
    assert service.postpone(depot.county, depot.uow, olga, THURSDAY, "home:erna") == FRIDAY
    assert order.parts[0].day == FRIDAY
    told = [(e["person_id"], e["old_day"], e["new_day"], e["why"]) for e in depot.events(ComesLater)]
    assert told == [("erna", "2026-03-05", "2026-03-06", "undone")]
    with pytest.raises(MoveRefused):
        service.postpone(depot.county, depot.uow, olga, THURSDAY, "home:erna")


def test_compartments_move_with_what_comes_later() -> None:
    depot = Depot(vehicle("K1", crates_ambient=0), vehicle("K2", crates_ambient=0))
    depot.uow.tours.vehicles()[2].crates_ambient = 0
    order = depot.ordered("erna", home=False, HOF_1=1)
    depot.evening()
    service.postpone(depot.county, depot.uow, depot.actor("olga"), THURSDAY, "merchant:HOF")
    assert order.parts[0].day == FRIDAY
    assert [(p.day, p.status) for p in depot.pickups()] == [
        (THURSDAY, PickupStatus.CANCELLED),
        (FRIDAY, PickupStatus.PLANNED),
    ]


def test_what_cannot_come_to_the_door_may_come_to_the_pick_up_point() -> None:
    depot = Depot(resident("erna", street="Dorfstraße 900", lat=56.0, lon=9.2))
    depot.ordered("erna", HOF_1=1)
    depot.evening()
    (pickup,) = service.bring_to_station(depot.county, depot.uow, depot.actor("olga"), THURSDAY, "home:erna")
    assert (pickup.day, pickup.station_id) == (THURSDAY, "P1")
    _, deliver = depot.plan()
    assert stops(deliver)[1:] == [(StopKind.STATION, "P1")]


# --- more than one van holds ------------------------------------------------------------------------------------------


def test_what_no_van_holds_at_once_is_fetched_in_several_loads() -> None:
    depot = Depot(crate("HOF-7"))
    erna, otto = (
        depot.ordered("erna", HOF_7=60),
        depot.ordered("otto", HOF_7=60),
    )  # 30 crates of room each, a van has 40
    tours = depot.evening()
    fetching = [tour for tour in tours if tour.leg is Direction.COLLECT]
    assert [stops(tour)[0] for tour in fetching] == [(StopKind.MERCHANT, "HOF")] * 2
    assert [tour.stops[0].crates_ambient for tour in fetching] == [30, 30]
    consignments = [depot.uow.tours.consignment(order.parts[0].id) for order in (erna, otto)]
    assert {one.collect_stop_id for one in consignments if one} == {tour.stops[0].id for tour in fetching}
    assert all(one and one.deliver_stop_id for one in consignments)
    assert depot.events(CallUndone) == []


def test_one_van_goes_twice_for_it() -> None:
    depot = Depot(crate("HOF-7"), vehicle("K2", driver_id=PersonId("david"), crates_ambient=0))
    depot.ordered("erna", HOF_7=60)
    depot.ordered("otto", HOF_7=60)
    fetching = [tour for tour in depot.evening() if tour.leg is Direction.COLLECT]
    assert [tour.vehicle_id for tour in fetching] == ["K1", "K1"]
    assert fetching[0].ends_at < fetching[1].starts_at


def test_a_part_that_fits_no_van_is_named_and_the_others_come() -> None:
    depot = Depot(crate("HOF-7"))
    depot.ordered("erna", HOF_7=90)
    depot.ordered("otto", HOF_7=2)
    _, deliver = depot.evening()
    assert stops(deliver)[1:] == [(StopKind.HOME, "otto")]
    (call,) = depot.events(CallUndone)
    waiting = service.undone_goods(depot.county, depot.uow, THURSDAY, call["call"])
    assert [one.call for one in waiting] == ["home:erna"]
    assert service.postpone(depot.county, depot.uow, depot.actor("olga"), THURSDAY, call["call"]) == FRIDAY


def test_without_a_van_everybody_is_named() -> None:
    depot = Depot(crate("HOF-7"), *(vehicle(name, hours="never") for name in ("K1", "K2")))
    depot.uow.tours.vehicles()[2].hours = "never"
    depot.ordered("erna", HOF_7=60)
    depot.ordered("otto", HOF_7=60)
    depot.evening()
    named = {call["call"] for call in depot.events(CallUndone)}
    waiting = {one.call for call in named for one in service.undone_goods(depot.county, depot.uow, THURSDAY, call)}
    assert waiting == {"home:erna", "home:otto"}
