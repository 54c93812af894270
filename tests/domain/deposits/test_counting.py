"""Counting: one has it, nobody counts the own, and every cent of a difference is accounted for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deposits import counting, reports, service
from domain.deposits.errors import NobodyTakes, OwnEmpties, TooManyPieces
from domain.deposits.events import (
    CountingAskedAgain,
    CountingClaimed,
    CountingOverdue,
    EmptiesCounted,
    OddPiecesDecided,
)
from domain.deposits.model import MOST_PIECES, CreditReason, ReturnStatus, Way
from domain.errors import MoveRefused, NotAllowed
from domain.ids import DepositTypeId
from domain.money import Money
from domain.people.model import SYSTEM, Role
from tests.domain.deposits.bench import BEER, CAN, CRATE, FLE, HOF, P1, Bench


def test_the_first_who_takes_it_has_it() -> None:
    bench = Bench()
    made = bench.handed_in()
    bench.person("viktor").give(Role.VOLUNTEER, "P1")
    counting.claim_counting(bench.county, bench.uow, bench.actor("vera"), made.id)
    counting.claim_counting(bench.county, bench.uow, bench.actor("vera"), made.id)
    assert len(bench.events(CountingClaimed)) == 1
    with pytest.raises(MoveRefused):
        counting.claim_counting(bench.county, bench.uow, bench.actor("viktor"), made.id)
    with pytest.raises(NotAllowed):
        counting.count(bench.county, bench.uow, bench.actor("viktor"), made.id, {BEER: 12})
    counting.hand_back_counting(bench.county, bench.uow, bench.actor("vera"), made.id)
    assert counting.claim_counting(bench.county, bench.uow, bench.actor("viktor"), made.id).counting_by == "viktor"


def test_nobody_counts_what_is_his_own() -> None:
    bench = Bench()
    bench.person("erna").give(Role.VOLUNTEER, "P1")
    made = bench.handed_in()
    assert counting.to_count(bench.county, bench.uow, bench.actor("erna")) == []
    with pytest.raises(OwnEmpties):
        counting.claim_counting(bench.county, bench.uow, bench.actor("erna"), made.id)


def test_a_volunteer_sees_the_own_pick_up_point_and_a_driver_all() -> None:
    bench = Bench()
    inside, van = bench.handed_in(), bench.book(who="otto", way=Way.TOUR)
    counting.taken_along(bench.county, bench.uow, bench.actor("doris"), van.id)
    assert counting.to_count(bench.county, bench.uow, bench.actor("vera")) == [inside]
    assert counting.to_count(bench.county, bench.uow, bench.actor("viktor")) == []
    assert counting.to_count(bench.county, bench.uow, bench.actor("doris")) == [inside, van]


def test_who_counts_opens_the_compartment() -> None:
    bench = Bench()
    made = bench.handed_in()
    with pytest.raises(NotAllowed):
        counting.open_to_count(bench.county, bench.uow, bench.actor("vera"), made.id)
    counting.claim_counting(bench.county, bench.uow, bench.actor("vera"), made.id)
    command = counting.open_to_count(bench.county, bench.uow, bench.actor("vera"), made.id)
    assert (command.box, command.why, command.subject) == (7, "count", made.id)


def test_as_many_as_she_said_are_owed_and_the_code_opens_nothing_any_more() -> None:
    bench = Bench()
    made = bench.counted({CRATE: 1, BEER: 20}, {CRATE: 1, BEER: 20})
    assert [(c.merchant_id, c.amount, c.reason) for c in bench.owed()] == [(HOF, Money(310), CreditReason.COUNTED)]
    assert (made.status, made.missing) == (ReturnStatus.COUNTED, Money(0))
    assert service.access_to(bench.uow, made) is None
    assert len(bench.events(EmptiesCounted)) == 1
    with pytest.raises(MoveRefused):
        counting.claim_counting(bench.county, bench.uow, bench.actor("vera"), made.id)


def test_each_merchant_owes_for_what_he_takes() -> None:
    bench = Bench()
    bench.counted({BEER: 10, CAN: 4}, {BEER: 10, CAN: 4})
    assert [(c.merchant_id, c.amount) for c in bench.owed()] == [(HOF, Money(80)), (FLE, Money(100))]


@pytest.mark.parametrize(
    ("declared", "counted", "goodwill"),
    [
        ({BEER: 12}, {BEER: 9}, 24),
        ({BEER: 12}, {BEER: 8}, 0),  # four pieces are no slip any more
        ({CRATE: 2}, {CRATE: 1}, 0),  # one piece, but worth more than a euro
        ({CAN: 4}, {CAN: 1}, 75),
        ({CAN: 4}, {}, 0),
        ({BEER: 12}, {BEER: 12, CAN: 2}, 0),  # more than she said: she gets it
        ({BEER: 12, CAN: 1}, {BEER: 9, CAN: 2}, 0),  # less of one, more of the other, and more in sum
        ({BEER: 12, CAN: 2}, {BEER: 13, CAN: 1}, 17),
    ],
)
def test_a_small_difference_goes_to_her_at_the_operators_cost(
    declared: dict[DepositTypeId, int], counted: dict[DepositTypeId, int], goodwill: int
) -> None:
    bench = Bench()
    made = bench.counted(declared, counted)
    given = [c for c in bench.owed() if c.reason is CreditReason.GOODWILL]
    assert sum(c.amount.cents for c in given) == goodwill
    total = Money.total(c.amount for c in bench.owed())
    assert total == made.counted_value + Money(goodwill)
    assert total <= max(made.declared_value, made.counted_value)


@given(
    declared=st.dictionaries(st.sampled_from([BEER, CAN, CRATE]), st.integers(1, 30), min_size=1),
    counted=st.dictionaries(st.sampled_from([BEER, CAN, CRATE]), st.integers(0, 30)),
)
def test_every_cent_is_accounted_for(declared: dict[DepositTypeId, int], counted: dict[DepositTypeId, int]) -> None:
    bench = Bench()
    made = bench.book(declared, way=Way.TOUR)
    counting.taken_along(bench.county, bench.uow, bench.actor("doris"), made.id)
    bench.count(made, counted, who="doris")
    own = [c for c in bench.owed() if c.reason is CreditReason.COUNTED]
    extra = Money.total(c.amount for c in bench.owed() if c.reason is CreditReason.GOODWILL)
    assert Money.total(c.amount for c in own) == made.counted_value
    assert extra in {Money(0), made.missing}
    assert all(c.amount > Money(0) for c in bench.owed())
    assert (made.status is ReturnStatus.SETTLED) == (not bench.owed())


def test_small_differences_do_not_add_up_month_after_month() -> None:
    bench = Bench()
    for _ in range(4):
        bench.counted({CAN: 4}, {CAN: 1})
    assert sum(c.amount.cents for c in bench.owed() if c.reason is CreditReason.GOODWILL) == 300
    bench.counted({CAN: 2}, {CAN: 1})
    assert sum(c.amount.cents for c in bench.owed() if c.reason is CreditReason.GOODWILL) == 300
    bench.later(days=31)
    bench.counted({CAN: 2}, {CAN: 1})
    assert sum(c.amount.cents for c in bench.owed() if c.reason is CreditReason.GOODWILL) == 325


def test_nothing_inside_is_settled_at_once() -> None:
    bench = Bench()
    made = bench.counted({CRATE: 3}, {})
    assert (made.status, bench.owed()) == (ReturnStatus.SETTLED, [])


def test_a_kind_nobody_has_heard_of_and_more_than_a_compartment_holds_are_refused() -> None:
    bench = Bench()
    made = bench.handed_in()
    counting.claim_counting(bench.county, bench.uow, bench.actor("vera"), made.id)
    with pytest.raises(NobodyTakes):
        counting.count(bench.county, bench.uow, bench.actor("vera"), made.id, {DepositTypeId("wein"): 1})
    with pytest.raises(TooManyPieces):
        counting.count(bench.county, bench.uow, bench.actor("vera"), made.id, {BEER: MOST_PIECES + 1})
    assert made.status is ReturnStatus.HANDED_IN


def test_she_says_what_becomes_of_pieces_that_nobody_takes() -> None:
    bench = Bench()
    erna = bench.actor("erna")
    plain = bench.counted({BEER: 1}, {BEER: 1})
    with pytest.raises(MoveRefused):
        service.decide_on_odd(bench.county, bench.uow, erna, plain.id, keep=True)
    made = bench.count(bench.handed_in(), {BEER: 12}, odd=2)
    for keep in (True, True, False):
        service.decide_on_odd(bench.county, bench.uow, erna, made.id, keep=keep)
    assert [event["keep"] for event in bench.events(OddPiecesDecided)] == [True, False]


def test_who_says_later_is_asked_again_unless_somebody_has_it() -> None:
    bench = Bench()
    made = bench.handed_in()
    vera = bench.actor("vera")
    counting.count_later(bench.county, bench.uow, vera, made.id)
    assert bench.due("empties.ask") == [bench.clock.now() + timedelta(hours=4)]
    reports.ask_again(bench.county, bench.uow, SYSTEM, made.id, vera.person_id)
    counting.claim_counting(bench.county, bench.uow, vera, made.id)
    reports.ask_again(bench.county, bench.uow, SYSTEM, made.id, vera.person_id)
    assert len(bench.events(CountingAskedAgain)) == 1


def test_an_operator_hears_what_nobody_counts_and_may_take_it_over() -> None:
    bench = Bench()
    made = bench.handed_in()
    assert bench.due("empties.uncounted") == [bench.clock.now() + timedelta(hours=48)]
    counting.claim_counting(bench.county, bench.uow, bench.actor("vera"), made.id)
    reports.uncounted(bench.county, bench.uow, SYSTEM, made.id)
    assert len(bench.events(CountingOverdue)) == 1
    assert bench.count(made, {BEER: 12}, who="olga").counting_by == "olga"


def test_the_van_takes_along_from_homes_and_from_pick_up_points() -> None:
    bench = Bench()
    home = bench.book({CRATE: 2}, way=Way.TOUR)
    inside = bench.handed_in(who="otto")
    doris = bench.actor("doris")
    assert counting.to_take_along(bench.county, bench.uow, doris) == [home]
    assert counting.to_fetch(bench.uow, station_id=P1) == [home]
    assert counting.to_fetch(bench.uow, person_id=bench.person("otto").id) == []
    with pytest.raises(MoveRefused):
        counting.taken_along(bench.county, bench.uow, doris, inside.id)
    counting.taken_along(bench.county, bench.uow, doris, home.id)
    assert counting.to_fetch(bench.uow) == []
    assert counting.stored_at(bench.uow, P1) == []
    bench.count(inside, {BEER: 12})
    assert counting.stored_at(bench.uow, P1) == [inside]
    assert counting.fetched(bench.county, bench.uow, doris, P1) == [inside]
    assert counting.stored_at(bench.uow, P1) == []
