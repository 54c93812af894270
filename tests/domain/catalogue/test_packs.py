"""From what people say to what a merchant sells."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue.model import Product
from domain.catalogue.packs import fit, is_unusual
from domain.money import Money
from domain.quantity import Amount, Measure, Wish
from tests.builders import crate, product, weighed

BUTTER = {"pack_amount": Decimal(250), "pack_unit": "g"}
EGGS = {"pack_amount": Decimal(10), "pack_unit": "piece"}
MILK = {"pack_amount": Decimal(1), "pack_unit": "l"}
FLOUR = {"pack_amount": Decimal(1), "pack_unit": "kg"}
SAUSAGES = {"pack_amount": Decimal(6), "pack_unit": "piece", "base_amount": Decimal("0.48"), "base_unit": "kg"}
CAN = {"pack_amount": Decimal(330), "pack_unit": "ml"}


@pytest.mark.parametrize(
    ("what", "goods", "amount", "measure", "packs", "exact"),
    [
        ("ein Pfund Butter", BUTTER, 500, Measure.GRAM, 2, True),
        ("ein halbes Pfund Butter", BUTTER, 250, Measure.GRAM, 1, True),
        ("300 g Butter", BUTTER, 300, Measure.GRAM, 2, False),
        ("zwei Butter", BUTTER, 2, Measure.PIECE, 2, True),
        ("zwei Päckchen Butter", BUTTER, 2, Measure.PACK, 2, True),
        ("eine halbe Butter", BUTTER, "0.5", Measure.PIECE, 1, False),
        ("zehn Eier", EGGS, 10, Measure.PIECE, 1, True),
        ("zwanzig Eier", EGGS, 20, Measure.PIECE, 2, True),
        ("ein halbes Dutzend Eier", EGGS, 6, Measure.PIECE, 1, False),
        ("ein Dutzend Eier", EGGS, 12, Measure.PIECE, 2, False),
        ("zwei Packungen Eier", EGGS, 2, Measure.PACK, 2, True),
        ("anderthalb Liter Milch", MILK, 1500, Measure.MILLILITRE, 2, False),
        ("zwei Liter Milch", MILK, 2000, Measure.MILLILITRE, 2, True),
        ("fünf Kilo Mehl", FLOUR, 5000, Measure.GRAM, 5, True),
        ("ein Liter Cola in Dosen", CAN, 1000, Measure.MILLILITRE, 4, False),
        ("ein Pfund Wiener", SAUSAGES, 500, Measure.GRAM, 2, False),
        ("zwölf Wiener", SAUSAGES, 12, Measure.PIECE, 2, True),
        ("ein Krümel Butter", BUTTER, "0.001", Measure.GRAM, 1, False),
        ("vierzig Butter", BUTTER, 40, Measure.PIECE, 40, False),
    ],
)
def test_packs_for_a_wish(
    what: str, goods: dict[str, Any], amount: int | str, measure: Measure, packs: int, exact: bool
) -> None:
    found = fit(product(**goods), Wish(Decimal(amount), measure))
    assert found is not None, what
    assert (found.amount, found.exact) == (Amount(packs=packs), exact), what


@pytest.mark.parametrize(
    ("what", "goods", "amount", "measure"),
    [
        ("ein Liter Butter", BUTTER, 1000, Measure.MILLILITRE),
        ("500 g Milch", MILK, 500, Measure.GRAM),
        ("500 g Eier", EGGS, 500, Measure.GRAM),
        ("eine Kiste Butter", BUTTER, 1, Measure.CRATE),
        ("drei Scheiben Butter", BUTTER, 3, Measure.SLICE),
        ("keine Butter", BUTTER, 0, Measure.PIECE),
        ("minus eine Butter", BUTTER, -1, Measure.PACK),
    ],
)
def test_what_cannot_be_told_in_packs_is_asked(what: str, goods: dict[str, Any], amount: int, measure: Measure) -> None:
    assert fit(product(**goods), Wish(Decimal(amount), measure)) is None, what


def test_bottles_of_a_crate_are_asked_back_and_crates_are_not() -> None:
    crates = fit(crate(), Wish(Decimal(2), Measure.CRATE))
    bottles = fit(crate(), Wish(Decimal(2), Measure.PACK))
    assert crates is not None
    assert bottles is not None
    assert (crates.exact, bottles.exact) == (True, False)


@pytest.mark.parametrize(
    ("grams", "exact"), [("30", False), ("50", True), ("500", True), ("5000", True), ("5001", False)]
)
def test_weighed_goods_are_cut_to_any_gram(grams: str, exact: bool) -> None:
    found = fit(weighed(price=Money(1000)), Wish(Decimal(grams), Measure.GRAM))
    assert found is not None
    assert (found.amount, found.exact) == (Amount(grams=int(grams)), exact)


@pytest.mark.parametrize("measure", [Measure.PIECE, Measure.PACK, Measure.CRATE, Measure.SLICE, Measure.MILLILITRE])
def test_pieces_of_weighed_goods_are_asked_in_grams(measure: Measure) -> None:
    assert fit(weighed(), Wish(Decimal(3), measure)) is None
    assert fit(weighed(), Wish(Decimal(0), Measure.GRAM)) is None


def test_more_than_a_hundred_euros_of_meat_are_asked_back() -> None:
    assert is_unusual(weighed(price=Money(4990)), Amount(grams=2500))
    found = fit(weighed(price=Money(4990)), Wish(Decimal(2500), Measure.GRAM))
    assert found is not None
    assert not found.exact


@given(
    st.decimals("0.001", "2000", places=3),
    st.sampled_from([Measure.GRAM, Measure.MILLILITRE, Measure.PIECE, Measure.PACK, Measure.CRATE]),
    st.sampled_from([BUTTER, EGGS, MILK, FLOUR, SAUSAGES, CAN]),
)
def test_never_less_than_wished_and_never_a_whole_pack_too_much(
    wanted: Decimal, measure: Measure, goods: dict[str, Any]
) -> None:
    found = fit(product(**goods), Wish(wanted, measure))
    if found is None:
        return
    assert found.amount.packs is not None
    content = _content(product(**goods), measure)
    assert found.amount.packs * content >= wanted
    assert (found.amount.packs - 1) * content < wanted
    assert not found.exact or found.amount.packs * content == wanted


def _content(goods: Product, measure: Measure) -> Decimal:
    if measure is Measure.PIECE:
        return goods.pack_amount if goods.pack_unit == "piece" else Decimal(1)
    if measure in {Measure.PACK, Measure.CRATE}:
        return Decimal(1)
    amount, unit = goods.pack_amount, goods.pack_unit
    if unit == "piece":
        assert goods.base_amount is not None
        amount, unit = goods.base_amount, goods.base_unit or ""
    return amount * (1000 if unit in {"kg", "l"} else 1)
