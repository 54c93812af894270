"""A tour that nobody drives: the office hears it at its time, and goes on hearing it until it is settled."""

from __future__ import annotations

from datetime import timedelta

from domain.people.model import SYSTEM
from domain.tours import dispatch, driving, watching
from domain.tours.events import TourOverdue
from domain.tours.model import Tour
from tests.domain.tours.bench import Depot


def look(depot: Depot, tour: Tour) -> list[bool]:
    """What the office has heard of this tour so far: each time whether it had begun."""
    watching.look_after(depot.county, depot.uow, SYSTEM, tour.id)
    return [event["begun"] for event in depot.events(TourOverdue) if event["tour_id"] == tour.id]


def planned(depot: Depot) -> Tour:
    depot.ordered("erna", HOF_1=1)
    return depot.evening()[0]


def test_nobody_sets_out_and_the_office_hears_it() -> None:
    depot = Depot()
    tour = planned(depot)
    assert tour.starts_at + watching.BEGINS_LATE in depot.due("tour.look")
    depot.clock.set(tour.starts_at + watching.BEGINS_LATE)
    assert look(depot, tour) == [False]


def test_nobody_comes_back_and_the_office_hears_it_every_morning() -> None:
    depot = Depot()
    tour = planned(depot)
    depot.clock.set(tour.starts_at)
    driving.begin_tour(depot.county, depot.uow, depot.actor(tour.driver_id), tour.id)
    depot.clock.set(tour.starts_at + watching.BEGINS_LATE)
    assert look(depot, tour) == []
    depot.clock.set(tour.ends_at + watching.ENDS_LATE)
    assert look(depot, tour) == [True]
    depot.later(days=1)
    assert look(depot, tour) == [True, True]


def test_of_a_tour_that_is_stopped_or_planned_anew_nothing_more_is_heard() -> None:
    depot = Depot()
    tour = planned(depot)
    depot.ordered("otto", HOF_1=1)
    tours = depot.plan()
    assert len(depot.due("tour.look")) == 2 * len(tours)
    for one in tours:
        dispatch.stop_tour(depot.county, depot.uow, depot.actor("olga"), one.id)
    assert depot.due("tour.look") == []
    depot.clock.set(tour.ends_at + timedelta(days=1))
    assert look(depot, tours[0]) == []
