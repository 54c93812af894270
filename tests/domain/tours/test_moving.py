"""What cannot be done today comes on another day; without room on any of them the office decides, nobody waits."""

from __future__ import annotations

import pytest

from domain.lockers.errors import StationFull
from domain.lockers.model import BLOCKED
from domain.tours import centre, dispatch, driving, service
from domain.tours.events import CallUndone, ComesLater
from domain.tours.model import Stop, StopStatus, Tour, Whereabouts
from tests.builders import compartment, station
from tests.domain.tours.bench import FRIDAY, THURSDAY, Depot


def at_a_wall_of_one() -> tuple[Depot, Tour, Stop]:
    """The driver stands at the pick-up point, where the only compartment cannot be opened any more."""
    depot = Depot(station("P1", [compartment(1)]))
    depot.ordered("erna", home=False, HOF_1=1)
    tour, stop = depot.stop_for(depot.evening(), "P1")
    depot.clock.set(tour.starts_at)
    depot.drive_to(tour, stop)
    depot.station().compartment(1).fault = BLOCKED
    return depot, tour, stop


def test_a_driver_is_done_at_a_wall_without_room_and_the_office_is_asked() -> None:
    depot, tour, stop = at_a_wall_of_one()
    driving.done_here(depot.county, depot.uow, depot.actor(tour.driver_id), tour.id, stop.id)
    assert stop.status is StopStatus.DONE
    assert [event["call"] for event in depot.events(CallUndone)] == ["station:P1"]
    assert depot.events(ComesLater) == []


def test_the_office_moves_it_as_soon_as_there_is_room() -> None:
    depot, tour, stop = at_a_wall_of_one()
    driving.done_here(depot.county, depot.uow, depot.actor(tour.driver_id), tour.id, stop.id)
    office = depot.actor("olga")
    with pytest.raises(StationFull):
        service.postpone(depot.county, depot.uow, office, THURSDAY, "station:P1")
    depot.station().compartment(1).fault = None
    assert service.postpone(depot.county, depot.uow, office, THURSDAY, "station:P1") == FRIDAY
    assert [event["new_day"] for event in depot.events(ComesLater)] == [FRIDAY.isoformat()]


def test_a_tour_stopped_before_a_wall_without_room_is_stopped_all_the_same() -> None:
    depot, tour, _ = at_a_wall_of_one()
    dispatch.stop_tour(depot.county, depot.uow, depot.actor("olga"), tour.id)
    assert not tour.status.is_open()
    assert [event["call"] for event in depot.events(CallUndone)] == ["station:P1"]


def test_goods_that_the_centre_has_noted_too_early_hold_no_driver_up() -> None:
    depot = Depot()
    order = depot.ordered("erna", HOF_1=1)
    tour, stop = depot.stop_for(depot.evening(), "HOF")
    depot.clock.set(tour.starts_at)
    depot.drive_to(tour, stop)
    merchant = order.parts[0].merchant_id
    centre.received(depot.county, depot.uow, depot.actor("cem"), merchant)
    driving.done_here(depot.county, depot.uow, depot.actor(tour.driver_id), tour.id, stop.id)
    consignment = depot.uow.tours.consignment(order.parts[0].id)
    assert stop.status is StopStatus.DONE
    assert consignment is not None
    assert consignment.where is Whereabouts.AT_CENTRE
