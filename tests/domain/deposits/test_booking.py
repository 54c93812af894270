"""Booking a return: who takes what, where it fits, and the code that comes with it."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from domain.clock import at_local
from domain.deposits import reports, service
from domain.deposits.errors import NobodyTakes, NoRoomForEmpties, NothingToReturn, TooManyPieces
from domain.deposits.events import EmptiesExpired, EmptiesExpiring, EmptiesHandedIn, FetchingOverdue
from domain.deposits.model import MOST_PIECES, RETURN_MOVES, ReturnStatus, Way, Wish
from domain.deposits.taking import at_home, compartment_for, is_heavy, is_unusual, takers
from domain.errors import MoveRefused, NotFound
from domain.ids import DepositTypeId
from domain.lockers.errors import CodeNotReady
from domain.lockers.model import AccessPurpose, AccessStatus
from domain.lockers.ports import StationEvent, StationEventKind
from domain.money import Money
from domain.ordering.model import MerchantOrderStatus
from domain.people.model import SYSTEM
from tests.domain.deposits.bench import BEER, CAN, CRATE, FLE, HOF, JAR, MILK, P1, WATER, Bench


def test_no_order_is_needed_and_a_compartment_with_a_code_is_kept() -> None:
    bench = Bench()
    made = bench.book({CRATE: 1, BEER: 20})
    assert (made.status, made.compartment, made.declared_value) == (ReturnStatus.BOOKED, 8, Money(310))
    access = service.access_to(bench.uow, made)
    assert access is not None
    assert (access.purpose, access.boxes, access.holder_id) == (AccessPurpose.DEPOSIT, (8,), "erna")
    assert made.expires_at == access.valid_until == at_local(date(2026, 3, 7), time(20, 0))
    assert bench.station().compartment(8).fence == 1


@pytest.mark.parametrize(
    ("pieces", "refusal"),
    [
        ({}, NothingToReturn),
        ({BEER: 0}, NothingToReturn),
        ({BEER: MOST_PIECES + 1}, TooManyPieces),
        ({BEER: -1}, TooManyPieces),
        ({JAR: 2}, NobodyTakes),
        ({DepositTypeId("wein"): 1}, NobodyTakes),
        ({CRATE: 9}, NoRoomForEmpties),
    ],
)
def test_what_cannot_be_booked_is_refused_and_nothing_happens(
    pieces: dict[DepositTypeId, int], refusal: type[Exception]
) -> None:
    bench = Bench()
    with pytest.raises(refusal):
        bench.book(pieces)
    assert bench.uow.deposits.of_person(bench.person("erna").id) == []
    assert bench.uow.lockers.accesses_at(P1) == []


def test_one_compartment_holds_one_residents_empties_until_they_are_counted() -> None:
    bench = Bench()
    first, second, third = bench.book(), bench.book(who="otto"), bench.book({BEER: 30})
    assert [first.compartment, second.compartment, third.compartment] == [7, 8, 9]
    with pytest.raises(NoRoomForEmpties):
        bench.book(who="otto")
    reports.door_opened(bench.county, bench.uow, SYSTEM, first.id)
    with pytest.raises(NoRoomForEmpties):
        bench.book(who="otto")
    bench.count(first, {BEER: 12})
    assert bench.book(who="otto").compartment == 7


def test_a_compartment_that_jams_is_not_given_away() -> None:
    bench = Bench()
    bench.station().compartment(7).fault = "jammed"
    assert bench.book().compartment == 8


def test_with_a_walker_only_what_can_be_reached() -> None:
    bench = Bench()
    station = bench.station()
    near = compartment_for(bench.uow, station, {BEER: 12}, reach_only=True)
    assert near is not None
    assert near.no == 8
    assert compartment_for(bench.uow, station, {CRATE: 2}, reach_only=True) is None
    far = compartment_for(bench.uow, station, {CRATE: 2}, reach_only=False)
    assert far is not None
    assert far.no == 9


def test_bottles_stand_in_their_crates_and_a_full_one_is_not_lifted_into_the_top_row() -> None:
    bench = Bench()
    full = compartment_for(bench.uow, bench.station(), {CRATE: 4, BEER: 80}, reach_only=False)
    assert full is not None
    assert full.no == 9
    assert compartment_for(bench.uow, bench.station(), {CRATE: 4, BEER: 200}, reach_only=False) is None


def test_bottles_go_above_and_beside_the_crates() -> None:
    bench = Bench()
    for pieces, number in (({CRATE: 1, WATER: 12, MILK: 5}, 8), ({CRATE: 1, BEER: 60}, 9), ({CRATE: 3, BEER: 70}, 9)):
        found = compartment_for(bench.uow, bench.station(), pieces, reach_only=False)
        assert found is not None
        assert found.no == number, pieces


def test_what_is_heavy_depends_on_who_carries_it() -> None:
    bench = Bench()
    erna = bench.person("erna")
    assert is_heavy(bench.uow, erna, {CRATE: 2})
    assert not is_heavy(bench.uow, erna, {CRATE: 1, BEER: 40})
    erna.reach_only = True
    assert is_heavy(bench.uow, erna, {CRATE: 1})


def test_the_pick_up_points_own_seller_takes_it_then_whoever_she_buys_from_then_the_nearest() -> None:
    bench = Bench()
    erna, station = bench.person("erna").id, bench.station()
    assert takers(bench.uow, station, erna, [BEER, CRATE]) == {BEER: HOF, CRATE: HOF}
    assert takers(bench.uow, station, erna, [BEER, CAN, JAR]) == {BEER: HOF, CAN: FLE}
    bench.agreed(bench.buy("erna", FLE_1=1))
    assert takers(bench.uow, station, erna, [BEER, CRATE, CAN]) == {BEER: FLE, CRATE: FLE, CAN: FLE}


def test_a_booking_can_be_called_off_until_it_is_handed_in() -> None:
    bench = Bench()
    made = bench.book()
    service.cancel(bench.county, bench.uow, bench.actor("erna"), made.id)
    [access] = bench.uow.lockers.accesses_for(made.id)
    assert (made.status, access.status) == (ReturnStatus.CANCELLED, AccessStatus.REVOKED)
    assert bench.due("empties.expire") == []
    with pytest.raises(MoveRefused):
        service.cancel(bench.county, bench.uow, bench.actor("erna"), bench.handed_in().id)


def test_a_changed_booking_takes_the_place_of_the_old_one() -> None:
    bench = Bench()
    first = bench.book({CRATE: 1})
    second = bench.book({CRATE: 1, BEER: 3}, instead_of=first)
    assert (first.status, second.status, second.compartment) == (ReturnStatus.CANCELLED, ReturnStatus.BOOKED, 8)
    assert service.under_way(bench.uow, bench.person("erna").id) == [second]


def test_a_changed_booking_that_fits_nowhere_leaves_the_old_one() -> None:
    bench = Bench()
    made = bench.book({JAR: 0, BEER: 1})
    with pytest.raises(NobodyTakes):
        bench.book({JAR: 1}, instead_of=made)
    assert made.status is ReturnStatus.BOOKED


def test_putting_it_in_makes_it_handed_in_once() -> None:
    bench = Bench()
    made = bench.book()
    for _ in range(2):
        reports.door_opened(bench.county, bench.uow, SYSTEM, made.id)
    assert made.status is ReturnStatus.HANDED_IN
    assert len(bench.events(EmptiesHandedIn)) == 1
    assert bench.due("empties.expire") == []


def test_a_used_code_is_left_to_the_room_of_empties() -> None:
    bench = Bench()
    made = bench.book()
    access = service.access_to(bench.uow, made)
    assert access is not None
    now = bench.clock.now()
    bench.report(StationEvent(P1, "boot-1", 1, StationEventKind.DOOR_OPENED, 7, access.id, now, False))
    assert len(bench.due("access.used")) == 1


def test_she_opens_her_own_compartment_from_the_chat_and_nobody_elses() -> None:
    bench = Bench()
    made = bench.book()
    command = service.open_to_hand_in(bench.county, bench.uow, bench.actor("erna"), made.id)
    assert (command.box, command.why, command.subject) == (7, "empties", made.id)
    with pytest.raises(NotFound):
        service.open_to_hand_in(bench.county, bench.uow, bench.actor("otto"), made.id)
    by_tour = bench.book(who="otto", way=Way.TOUR)
    with pytest.raises(CodeNotReady):
        service.open_to_hand_in(bench.county, bench.uow, bench.actor("otto"), by_tour.id)


def test_what_does_not_come_expires_quietly_after_one_reminder() -> None:
    bench = Bench()
    made = bench.book()
    assert bench.due("empties.remind") == [at_local(date(2026, 3, 6), time(10, 0))]
    reports.remind(bench.county, bench.uow, SYSTEM, made.id)
    reports.expire(bench.county, bench.uow, SYSTEM, made.id)
    reports.expire(bench.county, bench.uow, SYSTEM, made.id)
    reports.remind(bench.county, bench.uow, SYSTEM, made.id)
    assert made.status is ReturnStatus.EXPIRED
    assert (len(bench.events(EmptiesExpiring)), len(bench.events(EmptiesExpired))) == (1, 1)
    assert service.access_to(bench.uow, made) is None


@pytest.mark.parametrize("ended", [ReturnStatus.EXPIRED, ReturnStatus.CANCELLED])
def test_a_station_that_tells_late_is_believed(ended: ReturnStatus) -> None:
    bench = Bench()
    made = bench.book()
    made.move(ended, SYSTEM.person_id, bench.clock.now())
    reports.door_opened(bench.county, bench.uow, SYSTEM, made.id)
    assert made.status is ReturnStatus.HANDED_IN


def test_a_door_that_opens_again_after_counting_changes_nothing() -> None:
    bench = Bench()
    made = bench.counted({BEER: 12}, {BEER: 12})
    reports.door_opened(bench.county, bench.uow, SYSTEM, made.id)
    assert made.status is ReturnStatus.COUNTED


def test_what_the_van_is_to_take_waits_without_a_compartment_and_an_operator_hears_if_nobody_comes() -> None:
    bench = Bench()
    made = bench.book({CRATE: 9}, way=Way.TOUR)
    assert (made.compartment, made.expires_at) == (None, None)
    assert bench.due("empties.unfetched") == [bench.clock.now() + timedelta(days=7)]
    reports.unfetched(bench.county, bench.uow, SYSTEM, made.id)
    assert len(bench.events(FetchingOverdue)) == 1


def test_codes_of_orders_and_returns_are_told_apart() -> None:
    bench = Bench()
    order = bench.buy("erna", HOF_1=1)
    made = bench.book()
    assert made.code != order.code
    assert bench.uow.deposits.by_code(made.code) is made


def test_at_home_is_what_was_delivered_less_what_came_back() -> None:
    bench = Bench()
    erna = bench.person("erna").id
    order = bench.agreed(bench.buy("erna", HOF_7=1, HOF_2=2))
    assert at_home(bench.uow, erna) == {}
    for part in order.parts:
        part.move(MerchantOrderStatus.DELIVERED, SYSTEM.person_id, bench.clock.now())
    assert at_home(bench.uow, erna) == {BEER: 20, MILK: 2, CRATE: 1}
    booked = bench.book({CRATE: 1, BEER: 8})
    assert at_home(bench.uow, erna) == {BEER: 20, MILK: 2, CRATE: 1}
    reports.door_opened(bench.county, bench.uow, SYSTEM, booked.id)
    assert at_home(bench.uow, erna) == {BEER: 12, MILK: 2}
    bench.count(booked, {CRATE: 1, BEER: 30})
    assert at_home(bench.uow, erna) == {MILK: 2}


def test_more_than_was_bought_is_fine_but_much_more_is_asked_back() -> None:
    bench = Bench()
    erna = bench.person("erna").id
    assert not is_unusual(bench.county, bench.uow, erna, {BEER: 100, CRATE: 5})
    assert is_unusual(bench.county, bench.uow, erna, {BEER: 200, CRATE: 7})
    assert not is_unusual(bench.county, bench.uow, erna, {WATER: 2})


def test_who_has_her_data_erased_brings_nothing_any_more() -> None:
    bench = Bench()
    booked, inside = bench.book(), bench.handed_in({CRATE: 1})
    service.forget(bench.county, bench.uow, bench.person("erna").id)
    assert (booked.status, inside.status) == (ReturnStatus.CANCELLED, ReturnStatus.HANDED_IN)


def test_every_status_can_be_reached_and_left_only_as_the_table_says() -> None:
    reached = {to for moves in RETURN_MOVES.values() for to in moves} | {ReturnStatus.BOOKED}
    assert reached == set(ReturnStatus) == set(RETURN_MOVES)
    made = Bench().book(wish=Wish.SET_OFF)
    with pytest.raises(MoveRefused):
        made.move(ReturnStatus.COUNTED, SYSTEM.person_id, made.booked_at)
