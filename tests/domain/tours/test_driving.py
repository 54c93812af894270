"""Driving: every stop with what may happen there, and what a driver may not do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.deposits import counting, service
from domain.deposits.events import EmptiesHandedIn
from domain.deposits.model import EmptiesReturn, ReturnStatus, Way, Wish
from domain.errors import MoveRefused, NotAllowed
from domain.ids import DepositTypeId, PersonId, StationId
from domain.tours import driving
from domain.tours.model import Stop, Tour
from tests.builders import vehicle
from tests.domain.tours.bench import Depot

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
