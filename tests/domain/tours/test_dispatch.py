"""The office and a tour that stands: stopped in one step, handed over, planned when somebody says so."""

from __future__ import annotations

import pytest

from domain.errors import MoveRefused, NotAllowed, NotFound
from domain.ids import PersonId, StationId, TourId
from domain.lockers.model import CompartmentKind, PickupStatus, Station
from domain.tours import driving
from domain.tours.dispatch import assign_tour, drivers, stop_tour
from domain.tours.events import CallUndone, ComesLater, TourAssigned, TourStopped, TourWithdrawn
from domain.tours.model import StopStatus, Tour, TourStatus, Whereabouts
from domain.tours.service import ask_for_plan
from tests.builders import NEVER, compartment, station, vehicle
from tests.domain.tours.bench import FRIDAY, THURSDAY, Depot

DAVID = PersonId("david")


def stop(depot: Depot, tour: Tour) -> Tour:
    return stop_tour(depot.county, depot.uow, depot.actor("olga"), tour.id)


def _station(depot: Depot) -> Station:
    found = depot.uow.lockers.station(StationId("P1"))
    assert found is not None
    return found


def give(depot: Depot, tour: Tour, driver: PersonId) -> Tour:
    return assign_tour(depot.county, depot.uow, depot.actor("olga"), tour.id, driver)


# --- stopped ------------------------------------------------------------------------------------------------------


def test_one_step_stops_a_tour_and_everybody_gets_a_new_day() -> None:
    depot = Depot()
    erna, otto = depot.ordered("erna", HOF_1=1), depot.ordered("otto", home=False, HOF_1=1)
    _, deliver = depot.evening()
    assert stop(depot, deliver).status is TourStatus.STOPPED
    assert {halt.status for halt in deliver.stops} == {StopStatus.DROPPED}
    assert {erna.parts[0].day, otto.parts[0].day} == {FRIDAY}
    told = sorted((event["person_id"], event["new_day"], event["why"]) for event in depot.events(ComesLater))
    assert told == [("erna", "2026-03-06", "stopped"), ("otto", "2026-03-06", "stopped")]
    assert [(event["by"], event["orders"], event["aboard"]) for event in depot.events(TourStopped)] == [("olga", 2, [])]
    assert [(event["driver_id"], event["why"]) for event in depot.events(TourWithdrawn)] == [("doris", "stopped")]


def test_compartments_are_held_for_the_new_day() -> None:
    depot = Depot()
    depot.ordered("otto", home=False, HOF_1=1)
    _, deliver = depot.evening()
    stop(depot, deliver)
    assert [(held.day, held.status) for held in depot.pickups()] == [
        (THURSDAY, PickupStatus.CANCELLED),
        (FRIDAY, PickupStatus.PLANNED),
    ]


def test_what_is_in_the_vehicle_is_named_and_what_is_done_stays_done() -> None:
    depot = Depot()
    erna, otto = depot.ordered("erna", HOF_1=1), depot.ordered("otto", HOF_1=1)
    _, deliver = depot.evening()
    depot.clock.set(deliver.starts_at)
    first, second = deliver.halts()
    orders = {"erna": erna, "otto": otto}
    depot.drive_to(deliver, second)
    stop(depot, deliver)
    assert (first.status, second.status) == (StopStatus.DONE, StopStatus.DROPPED)
    done, waiting = orders[first.ref], orders[second.ref]
    assert (done.parts[0].day, waiting.parts[0].day) == (THURSDAY, FRIDAY)
    assert depot.events(TourStopped)[0]["aboard"] == [waiting.code]
    consignment = depot.uow.tours.consignment(waiting.parts[0].id)
    assert consignment is not None
    assert (consignment.where, consignment.day, consignment.deliver_stop_id) == (Whereabouts.ON_WAY, FRIDAY, None)


def test_who_finds_no_room_on_the_new_day_is_named() -> None:
    depot = Depot(station(compartments=[compartment(1)]))
    otto = depot.ordered("otto", home=False, HOF_1=1)
    _, deliver = depot.evening()
    _station(depot).compartments[0].kind = CompartmentKind.VENDING  # it sells something from today
    stop(depot, deliver)
    assert otto.parts[0].day == THURSDAY
    assert [event["call"] for event in depot.events(CallUndone)] == ["station:P1"]


def test_a_tour_is_stopped_once() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    _, deliver = depot.evening()
    stop(depot, deliver)
    with pytest.raises(MoveRefused):
        stop(depot, deliver)
    with pytest.raises(MoveRefused):
        give(depot, deliver, DAVID)
    with pytest.raises(MoveRefused):
        driving.begin_tour(depot.county, depot.uow, depot.actor("doris"), deliver.id)
    assert len(depot.events(TourStopped)) == 1


def test_after_a_stop_the_day_is_looked_at_again() -> None:
    """Nobody need fetch what nobody brings."""
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    collect, deliver = depot.evening()
    stop(depot, deliver)
    assert depot.due("tours.plan")
    assert collect not in depot.plan()


# --- handed over --------------------------------------------------------------------------------------------------


def test_another_driver_goes_on_where_the_first_one_is() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    depot.ordered("otto", HOF_1=1)
    _, deliver = depot.evening()
    depot.clock.set(deliver.starts_at)
    second = deliver.halts()[1]
    depot.drive_to(deliver, second)
    give(depot, deliver, DAVID)
    with pytest.raises(NotAllowed):
        driving.handed_over(depot.county, depot.uow, depot.actor("doris"), deliver.id, second.id)
    driving.card_seen(depot.county, depot.uow, depot.actor("david"), deliver.id, second.id)
    driving.handed_over(depot.county, depot.uow, depot.actor("david"), deliver.id, second.id)
    assert deliver.status is TourStatus.DONE
    assert [(event["driver_id"], event["why"]) for event in depot.events(TourWithdrawn)] == [("doris", "taken")]
    assert depot.events(TourAssigned)[-1] == {"tour_id": deliver.id, "driver_id": "david", "again": False}


def test_giving_a_tour_to_whom_it_belongs_says_nothing() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    _, deliver = depot.evening()
    before = len(depot.events())
    assert give(depot, deliver, PersonId("doris")) is deliver
    assert len(depot.events()) == before


def test_only_who_drives_gets_a_tour() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    _, deliver = depot.evening()
    assert [person.id for person in drivers(depot.county, depot.uow, depot.actor("olga"))] == ["david", "doris", "vera"]
    for nobody in ("erna", "cem", "somebody"):
        with pytest.raises(NotFound):
            give(depot, deliver, PersonId(nobody))
    with pytest.raises(NotFound):
        assign_tour(depot.county, depot.uow, depot.actor("olga"), TourId("none"), DAVID)
    assert deliver.driver_id == "doris"


# --- planned on demand --------------------------------------------------------------------------------------------


def test_a_plan_on_demand_takes_the_place_of_the_timer() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    assert [at > depot.clock.now() for at in depot.due("tours.plan")] == [True]
    ask_for_plan(depot.county, depot.uow, depot.actor("olga"), THURSDAY)
    assert depot.due("tours.plan") == [depot.clock.now()]


def test_a_vehicle_that_fails_is_planned_around() -> None:
    depot = Depot(vehicle("K2", driver_id=DAVID))
    depot.ordered("erna", HOF_1=1)
    before = depot.evening()
    assert {tour.vehicle_id for tour in before} == {"K1"}
    depot.uow.tours.vehicles()[0].hours = NEVER
    again = depot.plan()
    assert {tour.vehicle_id for tour in again} == {"K2"}
    assert sorted({event["driver_id"] for event in depot.events(TourWithdrawn)}) == ["doris"]
