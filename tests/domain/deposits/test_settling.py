"""The money for empties: paid out by one tap, or off the same merchant's next bill, and never kept here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deposits import service, settling
from domain.deposits.events import DepositPaidOut, DepositSetOff, PayOutWished
from domain.deposits.model import CREDIT_MOVES, CreditStatus, ReturnStatus, Wish
from domain.errors import MoveRefused, NotFound
from domain.ids import MerchantId
from domain.money import Money
from domain.ordering import picklists
from domain.ordering import service as ordering
from domain.ordering.model import Order
from domain.payments.bill import bill_of
from domain.people.model import SYSTEM
from tests.builders import merchant
from tests.domain.deposits.bench import BEER, CAN, CRATE, FLE, HOF, Bench


def confirmed(bench: Bench, **skus: int) -> Order:
    """Erna buys, and her merchant says yes to all of it."""
    order = bench.buy("erna", **skus)
    part = order.parts[-1]
    bench.clock.set(part.picklist_at)
    picklists.send_picklist(bench.county, bench.uow, SYSTEM, part.merchant_id, part.picklist_at)
    [picklist] = bench.uow.orders.open_picklists(part.merchant_id)
    picklists.confirm_all(bench.county, bench.uow, bench.actor(part.merchant_id.lower()), picklist.id)
    return order


def test_one_tap_of_the_merchant_settles_a_return() -> None:
    bench = Bench()
    made = bench.counted({CRATE: 1, BEER: 12}, {CRATE: 1, BEER: 9})
    assert bench.pay_out(made) == Money(246)  # the goodwill comes with it
    assert made.status is ReturnStatus.SETTLED
    assert bench.events(DepositPaidOut)[0]["cents"] == 246
    with pytest.raises(MoveRefused):
        bench.pay_out(made)


def test_two_merchants_settle_for_themselves() -> None:
    bench = Bench()
    made = bench.counted({BEER: 10, CAN: 4}, {BEER: 10, CAN: 4})
    seen = [(bench.pay_out(made, shop), made.status) for shop in (HOF, FLE)]
    assert seen == [(Money(80), ReturnStatus.COUNTED), (Money(100), ReturnStatus.SETTLED)]


def test_a_merchant_sees_and_pays_only_what_he_owes() -> None:
    bench = Bench()
    made = bench.counted({BEER: 10}, {BEER: 10})
    bench.counted({BEER: 5}, {BEER: 5}, wish=Wish.SET_OFF)
    assert [c.amount for c in settling.to_pay_out(bench.county, bench.uow, bench.actor("hof"))] == [Money(80)]
    assert settling.to_pay_out(bench.county, bench.uow, bench.actor("fle")) == []
    with pytest.raises(NotFound):
        settling.paid_out(bench.county, bench.uow, bench.actor("fle"), made.id)


def test_it_goes_off_the_same_merchants_next_bill_if_she_wishes_it() -> None:
    bench = Bench()
    made = bench.counted({CRATE: 1}, {CRATE: 1}, wish=Wish.SET_OFF)
    other = confirmed(bench, BAE_1=10)
    assert settling.set_off_on(bench.uow, other.parts[0]) == Money(0)
    order = confirmed(bench, HOF_1=2)
    part = order.parts[0]
    bill = bill_of(part, merchant(), settling.set_off_on(bench.uow, part))
    assert (bill.total, bill.returned, bill.to_pay) == (Money(500), Money(150), Money(350))
    assert (made.status, bench.owed()) == (ReturnStatus.SETTLED, [])
    [event] = bench.events(DepositSetOff)
    assert (event["cents"], event["left_cents"], event["order_id"]) == (150, 0, order.id)


def test_what_is_to_be_paid_out_is_not_set_off() -> None:
    bench = Bench()
    bench.counted({CRATE: 1}, {CRATE: 1}, wish=Wish.PAY_OUT)
    order = confirmed(bench, HOF_1=2)
    assert settling.set_off_on(bench.uow, order.parts[0]) == Money(0)


def test_never_more_than_the_bill_and_the_rest_stays_owed() -> None:
    bench = Bench()
    bench.counted({CRATE: 3}, {CRATE: 3}, wish=Wish.SET_OFF)
    order = confirmed(bench, HOF_1=1)
    part = order.parts[0]
    assert settling.set_off_on(bench.uow, part) == part.total == Money(250)
    assert [c.amount for c in bench.owed()] == [Money(200)]
    assert bench.events(DepositSetOff)[0]["left_cents"] == 200
    again = confirmed(bench, HOF_1=1)
    assert settling.set_off_on(bench.uow, again.parts[0]) == Money(200)
    assert bench.owed() == []


def test_who_withdraws_gets_the_price_back_in_money_and_nothing_twice() -> None:
    bench = Bench()
    made = bench.counted({CRATE: 3}, {CRATE: 3}, wish=Wish.SET_OFF)
    part = confirmed(bench, HOF_7=1, HOF_1=1).parts[0]  # the crate may be withdrawn from, the cheese may not
    ordering.withdraw(bench.county, bench.uow, bench.actor("erna"), part.id)
    assert (bench.owed(), made.status) == ([], ReturnStatus.SETTLED)
    bill = bill_of(part, merchant(), settling.set_off_on(bench.uow, part))
    assert (bill.total, bill.returned, bill.to_pay) == (Money(250), Money(250), Money(0))


def test_she_changes_her_mind_and_merchants_hear_of_what_they_are_to_pay() -> None:
    bench = Bench()
    erna = bench.actor("erna")
    bench.counted({CRATE: 1}, {CRATE: 1}, wish=Wish.SET_OFF)
    coming = bench.book(wish=Wish.SET_OFF)
    assert len(service.wish_for(bench.county, bench.uow, erna, Wish.PAY_OUT)) == 1
    assert service.wish_for(bench.county, bench.uow, erna, Wish.PAY_OUT) == []
    assert coming.wish is Wish.PAY_OUT
    assert bench.events(PayOutWished) == [{"person_id": "erna", "merchant_ids": [HOF]}]
    service.wish_for(bench.county, bench.uow, erna, Wish.SET_OFF)
    assert len(bench.events(PayOutWished)) == 1


def test_what_is_owed_is_the_sum_of_what_was_counted_and_nothing_else() -> None:
    bench = Bench()
    bench.counted({BEER: 10}, {BEER: 10})
    bench.counted({CAN: 2}, {CAN: 2})
    owed = service.owed_to(bench.uow, bench.person("erna").id)
    sums = {key: Money.total(c.amount for c in credits_) for key, credits_ in owed.items()}
    assert sums == {HOF: Money(80), FLE: Money(50)}


@given(returns=st.lists(st.integers(1, 60), min_size=1, max_size=4), bills=st.lists(st.integers(1, 6), max_size=3))
def test_whatever_is_set_off_no_cent_is_made_or_lost(returns: list[int], bills: list[int]) -> None:
    bench = Bench()
    for bottles in returns:
        bench.counted({BEER: bottles}, {BEER: bottles}, wish=Wish.SET_OFF)
    orders = [confirmed(bench, HOF_1=packs) for packs in bills]
    everything = bench.owed() + bench.owed(status=CreditStatus.SET_OFF)
    assert sum(c.amount.cents for c in everything) == 8 * sum(returns)
    assert all(c.amount > Money(0) for c in everything)
    for order in orders:
        assert settling.set_off_on(bench.uow, order.parts[0]) <= order.parts[0].total


def test_credits_move_only_as_the_table_says() -> None:
    assert set(CREDIT_MOVES) == set(CreditStatus)
    bench = Bench()
    made = bench.counted({BEER: 1}, {BEER: 1})
    bench.pay_out(made)
    [credit] = bench.owed(status=CreditStatus.PAID_OUT)
    with pytest.raises(MoveRefused):
        credit.move(CreditStatus.OPEN, SYSTEM.person_id, bench.clock.now())
    assert MerchantId(credit.merchant_id) == HOF
