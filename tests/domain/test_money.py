"""Money: whole cents, rounded in one place."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import NOTHING, Money

CENTS = st.integers(0, 100_000)
GRAMS = st.integers(1, 50_000)


@pytest.mark.parametrize(
    ("price", "part", "whole", "share"),
    [
        (1990, 250, 1000, 498),  # 497.5 is rounded up
        (1990, 125, 1000, 249),  # 248.75
        (199, 333, 500, 133),  # 132.534
        (1, 499, 1000, 0),
        (1, 500, 1000, 1),
        (-1, 500, 1000, -1),  # a refund is rounded like the price it takes back
    ],
)
def test_a_share_is_rounded_commercially(price: int, part: int, whole: int, share: int) -> None:
    assert Money(price).share(Decimal(part), Decimal(whole)) == Money(share)


@given(CENTS, GRAMS, GRAMS)
def test_what_is_split_in_two_is_at_most_a_cent_away_from_the_whole(price: int, one: int, other: int) -> None:
    whole = Decimal(one + other)
    shares = Money(price).share(Decimal(one), whole) + Money(price).share(Decimal(other), whole)
    assert abs(shares.cents - price) <= 1


@given(CENTS, GRAMS, GRAMS)
def test_less_never_costs_more(price: int, one: int, other: int) -> None:
    less, more = sorted((one, other))
    kilo = Decimal(1000)
    assert Money(price).share(Decimal(less), kilo) <= Money(price).share(Decimal(more), kilo)


@given(CENTS, st.sampled_from([0, 7, 19]))
def test_tax_is_inside_the_price_and_the_net_price_leads_back_to_it(gross: int, percent: int) -> None:
    tax = Money(gross).tax_inside(percent).cents
    assert 0 <= tax <= gross
    assert abs((gross - tax) * (100 + percent) - gross * 100) <= 100 + percent


@pytest.mark.parametrize(
    ("gross", "percent", "tax"), [(107, 7, 7), (119, 19, 19), (100, 7, 7), (100, 19, 16), (95, 0, 0), (-107, 7, -7)]
)
def test_tax_inside_a_gross_price(gross: int, percent: int, tax: int) -> None:
    assert Money(gross).tax_inside(percent) == Money(tax)


@pytest.mark.parametrize(("new", "fell"), [(483, False), (482, True), (69, True), (690, False), (900, False)])
def test_a_price_falls_sharply_below_seventy_percent(new: int, fell: bool) -> None:
    assert Money(new).fell_more_than(30, Money(690)) is fell


def test_amounts_add_up() -> None:
    assert Money.total([]) == NOTHING
    assert not NOTHING
    assert Money(5) * 3 - Money(1) + -Money(4) == Money.total([Money(10)])
