"""A merchant's own bill for one merchant order or one service: VAT inside the prices, deposit apart."""

from __future__ import annotations

from dataclasses import dataclass

from domain.appointments.model import Appointment
from domain.catalogue.model import Merchant, TaxStatus
from domain.money import NOTHING, Money
from domain.ordering.model import MerchantOrder, OrderLine


@dataclass(frozen=True, slots=True)
class TaxShare:
    """The VAT of one rate that is inside the total (deposit follows the rate of its goods, BMF 20.10.2014)."""

    percent: int
    gross: Money
    tax: Money


@dataclass(frozen=True, slots=True)
class Bill:
    """What one merchant charges. `tax` is empty where no VAT may be shown (sec. 19, 24 UStG)."""

    merchant: Merchant
    lines: tuple[OrderLine, ...]
    goods: Money
    deposit: Money
    tax: tuple[TaxShare, ...]
    returned: Money = NOTHING

    @property
    def total(self) -> Money:
        """What this delivery costs; the VAT is inside it."""
        return self.goods + self.deposit

    @property
    def to_pay(self) -> Money:
        """What is left when money for empties has been set off: a debt of the merchant against one of hers."""
        return self.total - self.returned


def bill_of(part: MerchantOrder, merchant: Merchant, returned: Money = NOTHING) -> Bill:
    """The bill for what is delivered of a merchant order; withdrawn lines are left out.

    `returned` is what has been set off for empties. Of a bill that has become smaller since, by a withdrawal, the
    merchant gives back the price in money, so never more than the bill is shown.
    """
    lines = tuple(line for line in part.lines if line.due and not line.withdrawn)
    goods = Money.total(line.final_price for line in lines)
    deposit = Money.total(line.final_deposit for line in lines)
    return Bill(
        merchant=merchant,
        lines=lines,
        goods=goods,
        deposit=deposit,
        tax=_shares(lines) if merchant.tax_status is TaxStatus.REGULAR else (),
        returned=min(returned, goods + deposit),
    )


def bill_of_service(appointment: Appointment, merchant: Merchant) -> Bill:
    """The bill for a service that is done."""
    percent, price = appointment.vat_percent, appointment.price
    share = TaxShare(percent, price, price.tax_inside(percent))
    tax = (share,) if merchant.tax_status is TaxStatus.REGULAR else ()
    return Bill(merchant=merchant, lines=(), goods=price, deposit=NOTHING, tax=tax)


def _shares(lines: tuple[OrderLine, ...]) -> tuple[TaxShare, ...]:
    gross: dict[int, Money] = {}
    for line in lines:
        before = gross.get(line.vat_percent, NOTHING)
        gross[line.vat_percent] = before + line.final_price + line.final_deposit
    return tuple(TaxShare(percent, sum_, sum_.tax_inside(percent)) for percent, sum_ in sorted(gross.items()))
