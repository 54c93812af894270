"""What is brought to the door: nothing of it lies in a Fach, and its day is found as any other."""

from __future__ import annotations

from datetime import date, time

import pytest

from domain.catalogue.model import Handover
from domain.clock import at_local
from domain.county import CountyRules
from domain.lockers.model import PickupStatus
from domain.ordering import service as ordering
from domain.ordering.errors import NotRegistered
from domain.ordering.model import Receive
from domain.people import service as people
from domain.people.finding import home_of
from domain.tours.rules import TourRules
from domain.tours.timing import home_hours, planning_time
from tests.builders import Hamlet, line, product, resident, vehicle
from tests.fakes import county

THURSDAY = date(2026, 3, 5)
STREET = "Dorfstraße 900"


def hamlet(**at: object) -> Hamlet:
    return Hamlet(resident("erna", street=STREET), vehicle("K1"), vehicle("K2"), **at)  # type: ignore[arg-type]


def test_nothing_is_held_at_the_pick_up_point() -> None:
    at = hamlet()
    order = at.buy_home("erna", HOF_1=2, HOF_7=4)
    assert (order.receive, order.station_id) == (Receive.HOME, "P1")
    assert at.pickups() == []


def test_a_full_pick_up_point_is_no_matter() -> None:
    at = hamlet()
    at.buy_home("erna", HOF_7=300)
    assert ordering.has_room(
        at.county, at.uow, at.person("erna"), ordering.offer_for(at.county, at.uow, at.person("erna")), at.station().id
    )


def test_without_a_street_nobody_would_find_the_door() -> None:
    at = Hamlet()
    at.fill("erna", HOF_1=1)
    at.see("erna", receive=Receive.HOME)
    with pytest.raises(NotRegistered):
        at.place("erna")


def test_who_changes_from_a_compartment_to_the_door_gives_the_compartment_back() -> None:
    at = hamlet()
    order = at.buy("erna", HOF_1=1)
    assert [pickup.status for pickup in at.pickups()] == [PickupStatus.PLANNED]
    ordering.amend(at.county, at.uow, at.actor("erna"), order.id)
    at.see("erna", receive=Receive.HOME)
    assert at.place("erna") is order
    assert order.receive is Receive.HOME
    assert [pickup.status for pickup in at.pickups()] == [PickupStatus.CANCELLED]


def test_what_can_no_longer_be_changed_stays_where_it_was_ordered_to() -> None:
    at = hamlet()
    order = at.buy("erna", HOF_1=1, BAE_1=1)
    at.go_to(date(2026, 3, 4), time(15, 0))  # after the cut-off of HOF
    ordering.amend(at.county, at.uow, at.actor("erna"), order.id)
    at.see("erna", receive=Receive.HOME)
    new = at.place("erna")
    assert new is not order
    assert (order.receive, [part.merchant_id for part in order.live_parts()]) == (Receive.PICKUP, ["HOF"])
    assert (new.receive, [part.merchant_id for part in new.live_parts()]) == (Receive.HOME, ["BAE"])
    assert [pickup.status for pickup in at.pickups()] == [PickupStatus.PLANNED]


@pytest.mark.parametrize(
    ("handover", "to_a_compartment", "to_the_door"),
    [(Handover.LOCKER, True, True), (Handover.PERSON, False, True), (Handover.MERCHANT, False, False)],
)
def test_what_may_not_lie_in_a_compartment_is_given_from_hand_to_hand(
    handover: Handover, to_a_compartment: bool, to_the_door: bool
) -> None:
    one = line(product(handover=handover), packs=1)
    assert (one.travels(Receive.PICKUP), one.travels(Receive.HOME)) == (to_a_compartment, to_the_door)
    one.confirmed = 0
    assert not one.travels(Receive.HOME)


# --- when -------------------------------------------------------------------------------------------------------------


def test_a_day_is_planned_once_the_evening_before() -> None:
    at = hamlet(rules=CountyRules(tours=TourRules(planned_at=time(18, 0))))
    at.buy_home("erna", HOF_1=1)
    at.buy("otto", HOF_1=1)
    assert at.due("tours.plan") == [at_local(date(2026, 3, 4), time(18, 0))]


def test_a_county_without_tours_plans_none() -> None:
    at = hamlet()
    at.buy("otto", HOF_1=1)
    assert at.due("tours.plan") == []
    assert home_hours(at.county, at.uow, THURSDAY) is None


@pytest.mark.parametrize(
    ("day", "planned"),
    [
        (date(2026, 3, 5), date(2026, 3, 4)),
        (date(2026, 3, 9), date(2026, 3, 7)),  # Monday: planned on Saturday
        (date(2026, 3, 11), date(2026, 3, 9)),  # the day after a holiday: on the last working day
    ],
)
def test_the_evening_before_is_a_working_day(day: date, planned: date) -> None:
    at = Hamlet(holidays={date(2026, 3, 10)}, rules=CountyRules(tours=TourRules(planned_at=time(18, 0))))
    assert planning_time(at.county, day) == at_local(planned, time(18, 0))


def test_nobody_is_promised_an_hour_at_which_nobody_drives() -> None:
    at = hamlet(rules=CountyRules(tours=TourRules(planned_at=time(18, 0))))
    assert home_hours(at.county, at.uow, THURSDAY) == (at_local(THURSDAY, time(8, 0)), at_local(THURSDAY, time(18, 0)))
    eve = date(2026, 12, 24)
    assert home_hours(at.county, at.uow, eve) == (at_local(eve, time(8, 0)), at_local(eve, time(13, 0)))
    assert home_hours(at.county, at.uow, date(2026, 3, 8)) is None  # a Sunday


# --- where ------------------------------------------------------------------------------------------------------------


def test_a_new_street_is_where_the_village_is_until_somebody_knows_better() -> None:
    at = hamlet()
    erna = at.person("erna")
    erna.lat, erna.lon = 51.72, 9.21
    assert home_of(at.uow, erna) == (51.72, 9.21)
    people.reachable_at(at.county, at.uow, erna.actor(), street=STREET, doorbell="hinten klingeln", carry_in=True)
    assert (home_of(at.uow, erna), erna.doorbell, erna.carry_in) == ((51.72, 9.21), "hinten klingeln", True)
    people.reachable_at(at.county, at.uow, erna.actor(), street="Am Bach 901")
    assert home_of(at.uow, erna) == (51.70, 9.20)
    erna.village = None
    assert home_of(at.uow, erna) is None
    assert county().rules.tours.planned_at is None
