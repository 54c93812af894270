"""Products: what they cost, when they can be had, and how a price may change."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from domain.catalogue.errors import PriceFellSharply
from domain.catalogue.model import MOST_GRAMS, MOST_PACKS, Handover
from domain.money import Money
from domain.quantity import Amount
from tests.builders import crate, product, weighed

THURSDAY = date(2026, 3, 5)


def test_deposit_is_never_inside_the_price() -> None:
    assert crate().price_of(Amount(packs=2)) == Money(3498)
    assert crate().deposit_of(Amount(packs=2)) == Money(620)
    assert weighed(deposit=Money(15)).deposit_of(Amount(grams=500)) == Money(0)


@pytest.mark.parametrize(("grams", "cents"), [(250, 498), (333, 663), (1, 2), (1500, 2985)])
def test_weighed_goods_cost_their_share_of_a_kilo(grams: int, cents: int) -> None:
    assert weighed(price=Money(1990)).price_of(Amount(grams=grams)) == Money(cents)


def test_weighed_goods_may_be_priced_by_the_hundred_grams() -> None:
    cheese = weighed(price=Money(199), pack_amount=Decimal(100), pack_unit="g")
    assert cheese.price_of(Amount(grams=250)) == Money(498)


@pytest.mark.parametrize(
    ("base_amount", "base_unit", "cents"), [("0.25", "kg", 1000), ("10", "piece", 25), (None, None, None)]
)
def test_the_base_price_is_that_of_a_kilo_litre_or_piece(
    base_amount: str | None, base_unit: str | None, cents: int | None
) -> None:
    goods = product(base_amount=Decimal(base_amount) if base_amount else None, base_unit=base_unit)
    assert goods.base_price() == ((Money(cents), base_unit) if cents else None)


def test_no_base_price_where_none_is_due() -> None:
    assert product(base_amount=Decimal(1), base_unit="none").base_price() is None


@pytest.mark.parametrize(
    ("amount", "sold"),
    [
        (Amount(packs=1), True),
        (Amount(packs=MOST_PACKS), True),
        (Amount(packs=MOST_PACKS + 1), False),
        (Amount(grams=500), False),
    ],
)
def test_packed_goods_are_sold_in_packs(amount: Amount, sold: bool) -> None:
    assert product().sells(amount) is sold


@pytest.mark.parametrize(
    ("amount", "sold"),
    [(Amount(grams=1), True), (Amount(grams=MOST_GRAMS + 1), False), (Amount(packs=1), False)],
)
def test_weighed_goods_are_sold_in_grams(amount: Amount, sold: bool) -> None:
    assert weighed().sells(amount) is sold


@pytest.mark.parametrize(
    ("first", "last", "day", "there"),
    [
        ("04-15", "06-24", date(2026, 4, 15), True),
        ("04-15", "06-24", date(2026, 6, 24), True),
        ("04-15", "06-24", date(2026, 6, 25), False),
        ("11-01", "02-28", date(2026, 12, 31), True),
        ("11-01", "02-28", date(2027, 1, 1), True),
        ("11-01", "02-28", date(2026, 10, 31), False),
        (None, None, date(2026, 8, 1), True),
    ],
)
def test_a_season_may_wrap_the_end_of_the_year(first: str | None, last: str | None, day: date, there: bool) -> None:
    assert product(seasonal_from=first, seasonal_to=last).available_on(day) is there


def test_sold_out_until_a_day_is_there_again_on_it() -> None:
    goods = product()
    goods.sell_out(THURSDAY)
    assert [goods.available_on(THURSDAY.replace(day=day)) for day in (4, 5, 6)] == [False, True, True]
    goods.sell_out(None)
    assert not goods.available_on(THURSDAY)
    goods.restock()
    assert goods.available_on(THURSDAY)


def test_a_price_that_falls_sharply_is_asked_back_once() -> None:
    goods = product(price=Money(690))
    with pytest.raises(PriceFellSharply):
        goods.change_price(Money(69), sure=False)
    assert goods.price == Money(690)
    assert goods.change_price(Money(69), sure=True) == Money(690)
    assert goods.change_price(Money(900), sure=False) == Money(69)


@pytest.mark.parametrize("cents", [0, -1])
def test_nobody_can_be_sure_of_a_price_of_nothing(cents: int) -> None:
    with pytest.raises(PriceFellSharply):
        product().change_price(Money(cents), sure=True)


@pytest.mark.parametrize(
    ("handover", "min_age", "may"),
    [
        (Handover.LOCKER, 0, True),
        (Handover.LOCKER, 16, False),
        (Handover.PERSON, 0, False),
        (Handover.MERCHANT, 0, False),
    ],
)
def test_only_what_needs_no_person_goes_into_a_compartment(handover: Handover, min_age: int, may: bool) -> None:
    assert product(handover=handover, min_age=min_age).goes_into_a_compartment is may
