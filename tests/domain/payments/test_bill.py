"""A merchant's own bill: VAT inside the prices, deposit apart, the right sentence for small ones."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue.model import TaxStatus
from domain.money import Money
from domain.payments.bill import TaxShare, bill_of, bill_of_service
from tests.builders import crate, line, merchant, part, product, weighed
from tests.contracts.things import appointment


def test_deposit_is_apart_and_follows_the_rate_of_its_goods() -> None:
    milk = product("HOF-2", price=Money(129), deposit=Money(15), vat_percent=7)
    bill = bill_of(part(line(milk, packs=2), line(crate(), packs=1)), merchant())
    assert (bill.goods, bill.deposit, bill.total) == (Money(2007), Money(340), Money(2347))
    assert bill.tax == (TaxShare(7, Money(288), Money(19)), TaxShare(19, Money(2059), Money(329)))


def test_stamps_have_no_tax_and_say_so() -> None:
    bill = bill_of(part(line(product(vat_percent=0, price=Money(95)), packs=1)), merchant())
    assert bill.tax == (TaxShare(0, Money(95), Money(0)),)


@pytest.mark.parametrize("status", [TaxStatus.SMALL_BUSINESS, TaxStatus.FLAT_RATE])
def test_small_businesses_and_flat_rate_farmers_show_no_tax(status: TaxStatus) -> None:
    bill = bill_of(part(line(product(), packs=1)), merchant(tax_status=status))
    assert (bill.tax, bill.total) == ((), Money(250))


def test_only_what_is_delivered_is_charged() -> None:
    some, none = line(product(), packs=3), line(product("HOF-3"), packs=1)
    some.confirmed, none.confirmed = 2, 0
    bill = bill_of(part(some, none), merchant())
    assert (bill.lines, bill.total) == ((some,), Money(500))


def test_weighed_goods_cost_what_they_weigh_and_never_more_than_accepted() -> None:
    cheese = line(weighed(price=Money(1990)), grams=500)
    assert cheese.price == Money(995)
    cheese.confirmed = 480
    assert bill_of(part(cheese), merchant()).total == Money(955)


PRODUCTS = st.builds(
    lambda cents, deposit, vat: product(price=Money(cents), deposit=Money(deposit), vat_percent=vat),
    st.integers(1, 20_000),
    st.sampled_from([0, 8, 15, 25, 310]),
    st.sampled_from([0, 7, 19]),
)


@given(st.lists(st.tuples(PRODUCTS, st.integers(1, 30)), min_size=1, max_size=8))
def test_the_shares_of_the_rates_add_up_to_the_total(goods: list[tuple[object, int]]) -> None:
    lines = [line(one, packs=packs) for one, packs in goods]  # type: ignore[arg-type]
    bill = bill_of(part(*lines), merchant())
    assert Money.total(share.gross for share in bill.tax) == bill.total == bill.goods + bill.deposit
    assert [share.percent for share in bill.tax] == sorted({one.vat_percent for one in lines})


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(1, 9999))
def test_what_is_delivered_in_part_never_costs_more_than_all_of_it(ordered: int, given_: int, cents: int) -> None:
    one = line(weighed(price=Money(cents), pack_amount=Decimal(1)), grams=max(ordered, given_))
    one.confirmed = min(ordered, given_)
    assert Money(0) <= one.final_price <= one.price


def test_a_service_is_billed_as_it_was_agreed() -> None:
    done = appointment(pieces=2, unit_price=Money(2380), vat_percent=19)
    bill = bill_of_service(done, merchant())
    assert (bill.goods, bill.deposit, bill.total) == (Money(4760), Money(0), Money(4760))
    assert bill.tax == (TaxShare(19, Money(4760), Money(760)),)
    assert bill_of_service(done, merchant(tax_status=TaxStatus.SMALL_BUSINESS)).tax == ()
