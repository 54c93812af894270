"""The worked tables of docs/prices-and-deposits.md, computed anew with the goods of the sample region."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from domain.catalogue.errors import PriceFellSharply
from domain.catalogue.model import Product, SoldBy, TaxStatus
from domain.deposits import settling
from domain.deposits.model import CreditReason, Wish
from domain.ids import DepositTypeId, Sku
from domain.money import Money
from domain.payments.bill import bill_of
from domain.quantity import Amount
from integrations.demo.region import read_region
from tests.builders import line, merchant, part, product
from tests.domain.deposits.bench import Bench
from tests.domain.worked_tables import rows_under
from tests.fakes import WEDNESDAY

PAGE = Path(__file__).parents[2] / "docs" / "prices-and-deposits.md"
GOODS = {one.sku: one for one in read_region(WEDNESDAY).products}


def euros(text: str) -> Money:
    return Money(int(Decimal(text.removesuffix(" €").replace(",", ".")) * 100))


def goods(row: dict[str, str]) -> Product:
    return GOODS[Sku(row["sku"])]


def amount(text: str) -> Amount:
    number, unit = text.split()
    return Amount(grams=int(number)) if unit == "g" else Amount(packs=int(number))


@pytest.mark.parametrize("row", rows_under(PAGE, "Goods and deposit"), ids=lambda row: f"{row['sku']} {row['amount']}")
def test_goods_and_deposit(row: dict[str, str]) -> None:
    one, much = goods(row), amount(row["amount"])
    assert row["thing"] == one.name
    assert one.sells(much)
    assert (one.price, one.price_of(much), one.deposit_of(much)) == (
        euros(row["price"]),
        euros(row["goods"]),
        euros(row["deposit"]),
    )


@pytest.mark.parametrize("row", rows_under(PAGE, "Base price"), ids=lambda row: row["sku"])
def test_base_price(row: dict[str, str]) -> None:
    one = goods(row)
    assert (one.name, one.price) == (row["thing"], euros(row["price"]))
    base = one.base_price()
    told = None if row["base price"] == "none" else tuple(row["base price"].split("/"))
    assert (None if base is None else (base[0], base[1])) == (told and (euros(told[0]), told[1]))


@pytest.mark.parametrize("row", rows_under(PAGE, "Less than ordered"), ids=lambda row: row["ordered"])
def test_less_than_ordered(row: dict[str, str]) -> None:
    one = goods(row)
    ordered, given = amount(row["ordered"]), amount(row["given"]) if not row["given"].startswith("0") else None
    counted = line(one, packs=ordered.packs, grams=ordered.grams)
    assert (counted.price, counted.unit_deposit * (ordered.packs or 0)) == (euros(row["goods"]), euros(row["deposit"]))
    counted.confirmed = (given.packs or given.grams) if given else 0
    assert (counted.final_price, counted.final_deposit) == (euros(row["goods then"]), euros(row["deposit then"]))
    assert (one.sold_by is SoldBy.WEIGHT) == (ordered.grams is not None)


@pytest.mark.parametrize("row", rows_under(PAGE, "VAT inside the price"), ids=lambda row: row["thing"])
def test_tax(row: dict[str, str]) -> None:
    rate = int(row["rate"].removesuffix(" %"))
    one = product(price=euros(row["goods"]), deposit=euros(row["deposit"]), vat_percent=rate)
    share = bill_of(part(line(one, packs=1)), merchant()).tax[0]
    assert (share.percent, share.gross, share.tax) == (rate, euros(row["together"]), euros(row["VAT inside"]))
    assert bill_of(part(line(one, packs=1)), merchant(tax_status=TaxStatus.SMALL_BUSINESS)).tax == ()


@pytest.mark.parametrize("row", rows_under(PAGE, "A new price"), ids=lambda row: f"{row['old']} to {row['new']}")
def test_new_price(row: dict[str, str]) -> None:
    for sure, column in ((False, "asked back"), (True, "refused when sure")):
        one = product(price=euros(row["old"]))
        if row[column] == "yes":
            with pytest.raises(PriceFellSharply):
                one.change_price(euros(row["new"]), sure=sure)
        else:
            assert one.change_price(euros(row["new"]), sure=sure) == euros(row["old"])


def pieces(text: str) -> dict[DepositTypeId, int]:
    return {DepositTypeId(kind): int(number) for number, kind in (one.split() for one in text.split(", "))}


@pytest.mark.parametrize(
    "row", rows_under(PAGE, "Empties given back"), ids=lambda row: f"{row['said']}: {row['counted']}"
)
def test_empties_given_back(row: dict[str, str]) -> None:
    bench = Bench()
    made = bench.counted(pieces(row["said"]), pieces(row["counted"]))
    borne = Money.total(credit.amount for credit in bench.owed() if credit.reason is CreditReason.GOODWILL)
    assert (made.counted_value, borne, Money.total(credit.amount for credit in bench.owed())) == (
        euros(row["worth"]),
        euros(row["borne by the operator"]),
        euros(row["owed to her"]),
    )


@pytest.mark.parametrize(
    "row", rows_under(PAGE, "Empties taken off a bill"), ids=lambda row: f"{row['owed']}: {row['bill']}"
)
def test_empties_taken_off_a_bill(row: dict[str, str]) -> None:
    bench = Bench()
    given = pieces(row["given back"])
    bench.counted(given, given, wish=Wish.SET_OFF)
    [owed] = bench.owed()
    assert owed.amount == euros(row["owed"])
    order = part(line(product(price=euros(row["bill"])), packs=1))
    taken = settling.set_off(bench.county, bench.uow, order, bench.person("erna").id)
    bill = bill_of(order, merchant(), taken)
    rest = Money.total(credit.amount for credit in bench.owed())
    assert (taken, bill.to_pay, rest) == (euros(row["taken off"]), euros(row["to pay"]), euros(row["still open"]))


def test_the_page_writes_money_as_people_do() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert not re.search(r"\d\.\d\d €", text)
