"""Driving: every stop with what may happen there, and what a driver may not do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import TypeVar

import pytest

from domain.clock import at_local
from domain.deposits import counting, service
from domain.deposits.events import EmptiesHandedIn
from domain.deposits.model import EmptiesReturn, ReturnStatus, Way, Wish
from domain.errors import MoveRefused, NotAllowed
from domain.ids import DepositTypeId, PersonId, StationId
from domain.lockers.model import PickupStatus
from domain.ordering.model import MerchantOrderStatus
from domain.people.model import SYSTEM
from domain.tours import delays, dispatch, driving
from domain.tours.delays import Look
from domain.tours.events import (
    ComesLater,
    GoodsShort,
    HomeDelivered,
    NobodyHome,
    StopTrouble,
    TourAssigned,
    TourBegan,
    TourEnded,
    TourGivenBack,
    TourQuiet,
    TourSilent,
    TourStopped,
    TourWithdrawn,
    WindowTold,
)
from domain.tours.model import Stop, StopKind, StopStatus, Tour, TourStatus, Whereabouts
from tests.builders import product, vehicle
from tests.domain.tours.bench import THURSDAY, Depot

T = TypeVar("T")
BEER = DepositTypeId("mw8")


def booked(depot: Depot, who: str = "erna", *, way: Way = Way.TOUR) -> EmptiesReturn:
    """Twelve beer bottles."""
    actor, pieces = depot.actor(who), {BEER: 12}
    station = StationId("P1")
    return service.book(depot.county, depot.uow, actor, pieces, way=way, wish=Wish.PAY_OUT, station_id=station)


def counted_at_p1(depot: Depot, who: str = "otto") -> EmptiesReturn:
    """Handed in at the pick-up point, and counted there by Vera."""
    made = booked(depot, who, way=Way.COMPARTMENT)
    counting.hand_in(depot.county, depot.uow, made, PersonId(who))
    counting.claim_counting(depot.county, depot.uow, depot.actor("vera"), made.id)
    return counting.count(depot.county, depot.uow, depot.actor("vera"), made.id, {BEER: 12})


def at_stop(depot: Depot, ref: str, *, late: timedelta = timedelta()) -> tuple[Tour, Stop]:
    """The driver stands at this stop of Thursday."""
    tour, stop = depot.stop_for(depot.evening(), ref)
    depot.clock.set(tour.starts_at)
    depot.drive_to(tour, stop, late=late)
    return tour, stop


def door(depot: Depot, **skus: int) -> tuple[Tour, Stop]:
    """Doris is at Erna's door with what she has ordered."""
    depot.ordered("erna", home=True, **(skus or {"HOF_1": 1}))
    return at_stop(depot, "erna")


def do(depot: Depot, step: Callable[..., T], tour: Tour, stop: Stop, *more: object, **named: object) -> T:
    """What the driver of this tour does at this stop."""
    return step(depot.county, depot.uow, depot.actor(tour.driver_id), tour.id, stop.id, *more, **named)


def told_again(depot: Depot) -> list[str]:
    return [event["person_id"] for event in depot.events(WindowTold) if event["again"]]


# --- setting out -------------------------------------------------------------------------------------------------


def test_a_tour_begins_on_its_day_and_once() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    collect, deliver = depot.evening()
    doris = depot.actor("doris")
    with pytest.raises(MoveRefused):
        driving.begin_tour(depot.county, depot.uow, doris, collect.id)
    depot.clock.set(collect.starts_at)
    driving.begin_tour(depot.county, depot.uow, doris, collect.id)
    driving.begin_tour(depot.county, depot.uow, doris, collect.id)
    assert collect.status is TourStatus.UNDERWAY
    assert len(depot.events(TourBegan)) == 1
    with pytest.raises(MoveRefused):  # one at a time
        driving.begin_tour(depot.county, depot.uow, doris, deliver.id)


def test_nobody_begins_or_gives_back_somebody_elses_tour() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    collect, _ = depot.evening()
    depot.clock.set(collect.starts_at)
    for step in (driving.begin_tour, driving.give_back):
        with pytest.raises(NotAllowed):
            step(depot.county, depot.uow, depot.actor("david"), collect.id)


def test_a_tour_that_is_given_back_stays_ones_own_until_the_office_has_decided() -> None:
    depot = Depot()
    tour, _ = door(depot)
    driving.give_back(depot.county, depot.uow, depot.actor("doris"), tour.id)
    assert [event["tour_id"] for event in depot.events(TourGivenBack)] == [tour.id]
    assert tour in driving.my_tours(depot.county, depot.uow, depot.actor("doris"), THURSDAY)


def test_a_tour_that_is_over_is_not_given_back() -> None:
    depot = Depot()
    tour, stop = door(depot)
    do(depot, driving.handed_over, tour, stop)
    assert tour.status is TourStatus.DONE
    with pytest.raises(MoveRefused):
        driving.give_back(depot.county, depot.uow, depot.actor("doris"), tour.id)


def test_ones_tours_are_those_of_the_day_that_are_not_over_the_one_under_way_first() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    collect, deliver = depot.evening()
    doris = depot.actor("doris")
    assert driving.my_tours(depot.county, depot.uow, doris, THURSDAY) == [collect, deliver]
    depot.clock.set(deliver.starts_at)
    driving.begin_tour(depot.county, depot.uow, doris, deliver.id)
    assert driving.my_tours(depot.county, depot.uow, doris, THURSDAY) == [deliver, collect]
    assert driving.my_tours(depot.county, depot.uow, depot.actor("david"), THURSDAY) == []
    assert driving.my_tours(depot.county, depot.uow, doris, date(2026, 3, 6)) == []


# --- stop by stop --------------------------------------------------------------------------------------------------


def test_goods_are_noted_where_they_are_from_the_merchant_to_the_door() -> None:
    depot = Depot()
    order = depot.ordered("erna", HOF_1=1)
    collect, deliver = depot.evening()

    def where() -> Whereabouts:
        consignment = depot.uow.tours.consignment(order.parts[0].id)
        assert consignment is not None
        return consignment.where

    depot.clock.set(collect.starts_at)
    driving.begin_tour(depot.county, depot.uow, depot.actor("doris"), collect.id)
    do(depot, driving.done_here, collect, collect.stops[0])
    assert where() is Whereabouts.ON_WAY_IN
    do(depot, driving.done_here, collect, collect.stops[1])
    assert (collect.status, where()) == (TourStatus.DONE, Whereabouts.ON_WAY_IN)  # the centre notes it
    depot.clock.set(deliver.starts_at)
    driving.begin_tour(depot.county, depot.uow, depot.actor("doris"), deliver.id)
    do(depot, driving.done_here, deliver, deliver.stops[0])
    assert where() is Whereabouts.ON_WAY
    do(depot, driving.handed_over, deliver, deliver.stops[1])
    assert (where(), order.parts[0].status) == (Whereabouts.THERE, MerchantOrderStatus.DELIVERED)
    assert len(depot.events(TourEnded)) == 2
    assert [event["person_id"] for event in depot.events(HomeDelivered)] == ["erna"]


def test_only_the_stop_of_now_is_closed_and_only_once() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    depot.ordered("otto", HOF_1=1)
    tour, first = depot.stop_for(depot.evening(), "erna")
    second = next(stop for stop in tour.stops if stop.ref == "otto")
    first, second = sorted((first, second), key=lambda stop: stop.position)
    depot.clock.set(tour.starts_at)
    depot.drive_to(tour, first)
    with pytest.raises(MoveRefused):
        do(depot, driving.handed_over, tour, second)
    do(depot, driving.handed_over, tour, first)
    with pytest.raises(MoveRefused):
        do(depot, driving.handed_over, tour, first)
    assert tour.current() is second


def test_a_door_is_no_place_to_unload_and_the_centre_is_not_left_out() -> None:
    depot = Depot()
    tour, stop = door(depot)
    with pytest.raises(MoveRefused):
        do(depot, driving.done_here, tour, stop)
    other = Depot()
    other.ordered("erna", HOF_1=1)
    _, deliver = other.evening()
    other.clock.set(deliver.starts_at)
    other.drive_to(deliver, deliver.stops[0])
    with pytest.raises(MoveRefused):
        do(other, driving.skip, deliver, deliver.stops[0])


def test_beer_is_handed_over_after_a_look_at_the_card_and_never_looked_at_again() -> None:
    depot = Depot(product("HOF-6", min_age=16))
    tour, stop = door(depot, HOF_6=1)
    with pytest.raises(MoveRefused):
        do(depot, driving.handed_over, tour, stop)
    do(depot, driving.card_seen, tour, stop)
    assert depot.person("erna").adult_checked_on == THURSDAY
    assert not driving.card_needed(depot.uow, stop)
    do(depot, driving.handed_over, tour, stop)
    assert depot.events(GoodsShort) == []


def test_without_a_card_the_beer_rides_back_and_costs_nothing() -> None:
    depot = Depot(product("HOF-6", min_age=16))
    tour, stop = door(depot, HOF_6=1, HOF_1=1)
    do(depot, driving.handed_over, tour, stop, of_age=False)
    assert [event["why"] for event in depot.events(GoodsShort)] == ["card"]
    assert depot.events(HomeDelivered)[0]["not_given"] == depot.events(GoodsShort)[0]["lines"]


def test_a_neighbour_gets_all_but_what_only_adults_may_have() -> None:
    depot = Depot(product("HOF-6", min_age=16))
    tour, stop = door(depot, HOF_6=1, HOF_1=1)
    do(depot, driving.left_with_neighbour, tour, stop, "Otto")
    assert stop.status is StopStatus.MISSED
    assert [event["why"] for event in depot.events(GoodsShort)] == ["by_hand"]
    assert [event["neighbour"] for event in depot.events(NobodyHome)] == ["Otto"]


def test_when_nobody_opens_the_goods_go_into_a_compartment_of_the_next_halt() -> None:
    depot = Depot()
    tour, stop = door(depot)
    do(depot, driving.nobody_home, tour, stop)
    halt = tour.current()
    assert halt is not None
    assert (halt.kind, halt.ref) == (StopKind.STATION, "P1")
    assert [pickup.status for pickup in driving.pickups_at(depot.uow, halt)] == [PickupStatus.PLANNED]
    assert depot.events(NobodyHome)[0]["station_id"] == "P1"


def test_when_nobody_opens_and_no_compartment_is_free_it_comes_again_another_day() -> None:
    depot = Depot()
    tour, stop = door(depot)
    for box in depot.station().compartments:
        box.fault = "jammed"
    do(depot, driving.nobody_home, tour, stop)
    assert depot.events(NobodyHome)[0]["station_id"] == ""
    assert [event["new_day"] for event in depot.events(ComesLater)] == ["2026-03-06"]
    assert tour.status is TourStatus.DONE


def test_a_problem_is_told_and_the_stop_stays_open_till_it_is_left_out() -> None:
    depot = Depot()
    tour, stop = door(depot)
    do(depot, driving.trouble, tour, stop, "road")
    assert [event["what"] for event in depot.events(StopTrouble)] == ["road"]
    assert tour.current() is stop
    do(depot, driving.skip, tour, stop)
    assert (stop.status, tour.status) == (StopStatus.MISSED, TourStatus.DONE)
    assert [event["new_day"] for event in depot.events(ComesLater)] == ["2026-03-06"]


# --- another driver, no driver --------------------------------------------------------------------------------------


def test_another_one_drives_on_at_the_stop_where_the_first_has_stopped() -> None:
    depot = Depot()
    tour, stop = door(depot)
    dispatch.assign_tour(depot.county, depot.uow, depot.actor("oskar"), tour.id, PersonId("david"))
    assert [(event["driver_id"], event["why"]) for event in depot.events(TourWithdrawn)] == [("doris", "taken")]
    assert [event["driver_id"] for event in depot.events(TourAssigned)][-1] == "david"
    with pytest.raises(NotAllowed):
        driving.handed_over(depot.county, depot.uow, depot.actor("doris"), tour.id, stop.id)
    do(depot, driving.handed_over, tour, stop)
    assert tour.status is TourStatus.DONE


def test_a_tour_that_is_stopped_is_driven_no_further_and_nobody_is_asked_about_it() -> None:
    depot = Depot()
    tour, stop = door(depot)
    dispatch.stop_tour(depot.county, depot.uow, depot.actor("oskar"), tour.id)
    assert (tour.status, stop.status) == (TourStatus.STOPPED, StopStatus.DROPPED)
    assert [event["orders"] for event in depot.events(TourStopped)] == [1]
    assert [event["new_day"] for event in depot.events(ComesLater)] == ["2026-03-06"]
    with pytest.raises(MoveRefused):
        do(depot, driving.handed_over, tour, stop)
    assert depot.due("stop.look") == []


# --- late, and quiet ------------------------------------------------------------------------------------------------


def test_who_waits_hears_of_a_delay_once_and_only_when_it_breaks_what_was_promised() -> None:
    depot = Depot()
    for who in ("erna", "otto"):
        depot.ordered(who, HOF_1=1)
    tour, _ = depot.stop_for(depot.evening(), "erna")
    first, second = tour.halts()
    assert second.told_until is not None
    depot.clock.set(tour.starts_at)
    depot.drive_to(tour, first)
    depot.clock.set(first.leave + timedelta(minutes=30))  # late, but within the promised hours
    delays.tell_delay(depot.county, depot.uow, tour, first)
    assert told_again(depot) == []
    depot.clock.set(first.leave + timedelta(minutes=100))
    do(depot, driving.handed_over, tour, first)
    assert told_again(depot) == [second.ref]
    assert second.told_from is not None
    assert second.told_from <= second.arrive + timedelta(minutes=100) <= second.told_until
    delays.tell_delay(depot.county, depot.uow, tour, first)
    assert told_again(depot) == [second.ref]


def test_a_driver_who_closes_no_stop_is_asked_once_and_then_the_office_hears() -> None:
    depot = Depot()
    tour, stop = door(depot)
    (at,) = depot.due("stop.look")
    assert at == stop.leave + depot.county.rules.tours.quiet_after
    depot.clock.set(at)
    delays.look_at_stop(depot.county, depot.uow, SYSTEM, tour.id, stop.id, Look.ASK)
    assert (len(depot.events(TourQuiet)), depot.events(TourSilent)) == (1, [])
    depot.later(minutes=15)
    delays.look_at_stop(depot.county, depot.uow, SYSTEM, tour.id, stop.id, Look.TELL)
    depot.later(minutes=15)
    delays.look_at_stop(depot.county, depot.uow, SYSTEM, tour.id, stop.id, Look.WAIT)
    assert (len(depot.events(TourQuiet)), len(depot.events(TourSilent))) == (1, 1)


def test_who_waits_while_a_driver_is_silent_hears_one_new_time() -> None:
    depot = Depot()
    tour, stop = door(depot)
    assert stop.told_until is not None
    depot.clock.set(stop.told_until + timedelta(minutes=20))
    for _ in range(3):
        delays.look_at_stop(depot.county, depot.uow, SYSTEM, tour.id, stop.id, Look.WAIT)
        depot.later(minutes=15)
    assert told_again(depot) == ["erna"]


def test_nobody_asks_about_a_stop_that_is_closed_or_a_day_that_is_over() -> None:
    depot = Depot()
    tour, stop = door(depot)
    depot.clock.set(at_local(THURSDAY, time(23, 50)))
    for item in (Look.ASK, Look.TELL, Look.WAIT):
        depot.uow.outbox.cancel(f"stop.look:{tour.id}")
        delays.look_at_stop(depot.county, depot.uow, SYSTEM, tour.id, stop.id, item)
        assert depot.due("stop.look") == []
    do(depot, driving.handed_over, tour, stop)
    delays.look_at_stop(depot.county, depot.uow, SYSTEM, tour.id, stop.id, Look.ASK)
    assert len(depot.events(TourQuiet)) == 1


def test_a_driver_who_says_that_it_takes_longer_is_asked_again_much_later() -> None:
    depot = Depot()
    tour, stop = door(depot)
    depot.clock.set(depot.due("stop.look")[0])
    do(depot, driving.still_driving, tour, stop)
    assert depot.due("stop.look") == [depot.clock.now() + depot.county.rules.tours.quiet_after]
    assert tour.current() is stop


# --- empties -----------------------------------------------------------------------------------------------------


def test_empties_booked_for_the_driver_ride_along_from_the_door_and_are_counted_by_whoever_took_them() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    made = booked(depot)
    tour, stop = at_stop(depot, "erna")
    assert driving.empties_at(depot.uow, tour, stop) == [made]
    driving.empties_taken(depot.county, depot.uow, depot.actor(tour.driver_id), tour.id, stop.id)
    assert (made.status, made.status_by) == (ReturnStatus.HANDED_IN, tour.driver_id)
    assert [event["by"] for event in depot.events(EmptiesHandedIn)] == [tour.driver_id]
    assert driving.empties_at(depot.uow, tour, stop) == []
    assert made in counting.to_count(depot.county, depot.uow, depot.actor(tour.driver_id))


def test_a_neighbours_empties_stay_where_they_are() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    other = booked(depot, "otto")
    tour, stop = at_stop(depot, "erna")
    assert driving.empties_taken(depot.county, depot.uow, depot.actor(tour.driver_id), tour.id, stop.id) == []
    assert other.status is ReturnStatus.BOOKED


def test_a_van_takes_along_what_was_counted_at_the_pick_up_point() -> None:
    depot = Depot()
    stacked = counted_at_p1(depot)
    depot.ordered("erna", home=False, HOF_1=1)
    tour, stop = at_stop(depot, "P1")
    assert driving.empties_at(depot.uow, tour, stop) == [stacked]
    driving.empties_taken(depot.county, depot.uow, depot.actor(tour.driver_id), tour.id, stop.id)
    assert stacked.fetched_at == depot.county.now()
    assert driving.empties_at(depot.uow, tour, stop) == []


def test_a_volunteers_own_car_leaves_what_is_stacked_to_a_van() -> None:
    depot = Depot()
    counted_at_p1(depot)
    depot.ordered("erna", home=False, HOF_1=1)
    tour, stop = at_stop(depot, "P1")
    tour.vehicle_id = vehicle("V1").id
    assert driving.empties_at(depot.uow, tour, stop) == []


def test_a_volunteer_who_drove_counts_what_is_in_the_own_car_and_no_other_volunteer() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    made = booked(depot)
    tour, stop = depot.stop_for(depot.evening(), "erna")
    tour.driver_id = PersonId("vera")
    depot.clock.set(tour.starts_at)
    depot.drive_to(tour, stop)
    driving.empties_taken(depot.county, depot.uow, depot.actor("vera"), tour.id, stop.id)
    assert made in counting.to_count(depot.county, depot.uow, depot.actor("vera"))
    made.status_by = PersonId("doris")
    assert made not in counting.to_count(depot.county, depot.uow, depot.actor("vera"))


def test_nobody_takes_empties_along_at_a_stop_of_somebody_elses_tour_or_at_a_later_stop() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    made = booked(depot)
    tour, stop = depot.stop_for(depot.evening(), "erna")
    depot.clock.set(tour.starts_at)
    depot.drive_to(tour, tour.stops[0])
    with pytest.raises(MoveRefused):
        driving.empties_taken(depot.county, depot.uow, depot.actor(tour.driver_id), tour.id, stop.id)
    with pytest.raises(NotAllowed):
        driving.empties_taken(depot.county, depot.uow, depot.actor("david"), tour.id, tour.stops[0].id)
    assert made.status is ReturnStatus.BOOKED
