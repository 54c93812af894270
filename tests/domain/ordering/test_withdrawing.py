"""The right of withdrawal (sec. 312g, 355, 356a BGB), and the moves an order may make."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue.model import Withdrawal
from domain.clock import at_local
from domain.errors import MoveRefused, NotFound
from domain.ids import MerchantOrderId, PersonId
from domain.lockers.model import PICKUP_MOVES, PickupStatus
from domain.money import Money
from domain.ordering import service as ordering
from domain.ordering.errors import NothingToWithdraw
from domain.ordering.events import ContractWithdrawn
from domain.ordering.model import MOVES, MerchantOrder, MerchantOrderStatus, OrderLine
from domain.payments.bill import bill_of
from tests.builders import Hamlet, part, product
from tests.fakes import WEDNESDAY

S = MerchantOrderStatus
CONTRACTS = [S.CONFIRMED, S.PARTLY_CONFIRMED, S.STORED, S.DELIVERED, S.RETURNED]


def bought(hamlet: Hamlet, status: MerchantOrderStatus = S.CONFIRMED) -> MerchantOrder:
    """Soap, wine in a sealed bottle, cheese and a newspaper of one merchant."""
    order = hamlet.agreed(hamlet.buy(HOF_1=2, HOF_31=1, HOF_32=1, HOF_33=1))
    order.parts[0].status, order.parts[0].status_at = status, hamlet.clock.now()
    return order.parts[0]


def shop() -> Hamlet:
    return Hamlet(
        product("HOF-1", price=Money(250)),
        product("HOF-31", withdrawal=Withdrawal.YES, price=Money(395)),
        product("HOF-32", withdrawal=Withdrawal.SEALED, price=Money(899)),
        product("HOF-33", withdrawal=Withdrawal.NONE, price=Money(220)),
    )


def withdraw(hamlet: Hamlet, one: MerchantOrder) -> list[OrderLine]:
    return ordering.withdraw(hamlet.county, hamlet.uow, hamlet.actor("erna"), one.id)


@pytest.mark.parametrize("status", CONTRACTS)
def test_what_spoils_and_papers_are_excepted_and_the_rest_is_undone(status: MerchantOrderStatus) -> None:
    hamlet = shop()
    one = bought(hamlet, status)
    assert [line.sku for line in withdraw(hamlet, one)] == ["HOF-31", "HOF-32"]
    assert one.status is status, "the cheese is still sold"
    assert one.total == Money(500 + 220)
    told = hamlet.events(ContractWithdrawn)
    assert [(event["part_id"], len(event["line_ids"])) for event in told] == [(one.id, 2)]


def test_twice_is_refused_and_told_once() -> None:
    hamlet = shop()
    one = bought(hamlet)
    withdraw(hamlet, one)
    with pytest.raises(NothingToWithdraw):
        withdraw(hamlet, one)
    assert len(hamlet.events(ContractWithdrawn)) == 1


def test_with_everything_undone_the_part_is_and_its_compartment_is_free() -> None:
    hamlet = Hamlet(product("HOF-1", withdrawal=Withdrawal.YES))
    order = hamlet.agreed(hamlet.buy(HOF_1=2))
    withdraw(hamlet, order.parts[0])
    assert order.parts[0].status is S.WITHDRAWN
    assert [pickup.status for pickup in hamlet.pickups()] == [PickupStatus.CANCELLED]
    assert order.total == Money(0)


def test_goods_already_stored_stay_hers_to_fetch_until_somebody_takes_them() -> None:
    hamlet = Hamlet(product("HOF-1", withdrawal=Withdrawal.YES))
    order = hamlet.agreed(hamlet.buy(HOF_1=2))
    hamlet.pickups()[0].status = PickupStatus.READY
    order.parts[0].status = S.STORED
    withdraw(hamlet, order.parts[0])
    assert hamlet.pickups()[0].status is PickupStatus.READY


def test_what_was_not_there_need_not_be_withdrawn_from() -> None:
    hamlet = Hamlet(product("HOF-1", withdrawal=Withdrawal.YES), product("HOF-31", withdrawal=Withdrawal.YES))
    one = hamlet.agreed(hamlet.buy(HOF_1=2, HOF_31=1)).parts[0]
    one.lines[0].confirmed = 0
    assert [line.sku for line in withdraw(hamlet, one)] == ["HOF-31"]
    assert one.status is S.WITHDRAWN


@pytest.mark.parametrize("status", [status for status in S if status not in CONTRACTS])
def test_without_a_contract_there_is_nothing_to_withdraw_from(status: MerchantOrderStatus) -> None:
    hamlet = shop()
    with pytest.raises(NothingToWithdraw):
        withdraw(hamlet, bought(hamlet, status))


@pytest.mark.parametrize(
    ("fetched", "last"),
    [
        (date(2026, 3, 6), date(2026, 3, 20)),
        (date(2026, 3, 7), date(2026, 3, 23)),  # the 14th day is a Saturday
        (date(2026, 3, 20), date(2026, 4, 7)),  # Good Friday, Saturday, Easter Sunday and Monday
    ],
)
def test_it_ends_fourteen_days_after_the_goods_were_fetched(fetched: date, last: date) -> None:
    hamlet = shop()
    hamlet.calendar.holidays |= {date(2026, 4, 3), date(2026, 4, 6)}
    one = bought(hamlet)
    hamlet.go_to(fetched, time(18, 0))
    one.status, one.status_at = S.DELIVERED, hamlet.clock.now()
    hamlet.clock.set(at_local(last, time(23, 59)))
    lines = withdraw(hamlet, one)
    for line in lines:
        line.withdrawn = False
    hamlet.later(minutes=1)
    with pytest.raises(NothingToWithdraw):
        withdraw(hamlet, one)


def test_it_does_not_begin_before_she_has_the_goods() -> None:
    hamlet = shop()
    one = bought(hamlet, S.RETURNED)
    hamlet.later(days=60)
    assert withdraw(hamlet, one)


def test_nobody_withdraws_from_somebody_elses_contract() -> None:
    hamlet = shop()
    one = bought(hamlet)
    for part_id in (one.id, MerchantOrderId("gone")):
        with pytest.raises(NotFound):
            ordering.withdraw(hamlet.county, hamlet.uow, hamlet.actor("otto"), part_id)


def test_the_bill_leaves_out_what_was_undone() -> None:
    hamlet = shop()
    one = bought(hamlet, S.DELIVERED)
    withdraw(hamlet, one)
    merchant = hamlet.uow.catalogue.merchant(one.merchant_id)
    assert merchant is not None
    assert bill_of(one, merchant).total == one.total == Money(720)


# --- moves ------------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(list(S)), max_size=20))
def test_a_merchant_order_only_makes_the_moves_of_its_table(wishes: list[MerchantOrderStatus]) -> None:
    one = part(status=S.RECEIVED)
    for wish in wishes:
        before = one.status
        if wish in MOVES[before]:
            one.move(wish, PersonId("hof"), WEDNESDAY)
            assert one.status is wish
        else:
            with pytest.raises(MoveRefused):
                one.move(wish, PersonId("hof"), WEDNESDAY)
            assert one.status is before


@pytest.mark.parametrize("moves", [MOVES, PICKUP_MOVES])
def test_every_status_is_in_the_table_and_can_be_reached(moves: dict[S, frozenset[S]]) -> None:
    kind = type(next(iter(moves)))
    assert set(moves) == set(kind)
    reached, waiting = set(), [next(iter(kind))]
    while waiting:
        status = waiting.pop()
        if status not in reached:
            reached.add(status)
            waiting += moves[status]
    assert reached == set(kind)


def test_groups_of_states_agree_with_the_table() -> None:
    for status in S:
        assert not (status.awaits_answer() and status.is_contract())
        assert status.is_awaited() or not status.awaits_answer()
        ended = not MOVES[status] or MOVES[status] == {S.WITHDRAWN}
        assert not (status.is_awaited() and ended)
