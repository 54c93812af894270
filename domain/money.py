"""Money in whole euro cents, gross. The one place that rounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of euro cents; may be negative (a refund)."""

    cents: int

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + other.cents)

    def __sub__(self, other: Money) -> Money:
        return Money(self.cents - other.cents)

    def __mul__(self, times: int) -> Money:
        return Money(self.cents * times)

    def __neg__(self) -> Money:
        return Money(-self.cents)

    def __bool__(self) -> bool:
        return self.cents != 0

    def share(self, part: Decimal, whole: Decimal) -> Money:
        """This price for `part` of `whole` (500 g of a price per 1000 g), commercially rounded to the cent."""
        exact = Decimal(self.cents) * part / whole
        return Money(int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)))

    def tax_inside(self, percent: int) -> Money:
        """The VAT contained in this gross amount (sec. 10 UStG), rounded to the cent."""
        return self.share(Decimal(percent), Decimal(100 + percent))

    def fell_more_than(self, percent: int, before: Money) -> bool:
        """Whether this price is more than `percent` below `before`."""
        return self.cents * 100 < before.cents * (100 - percent)

    @staticmethod
    def total(amounts: Iterable[Money]) -> Money:
        """The sum of amounts, zero for none."""
        return Money(sum(amount.cents for amount in amounts))


NOTHING = Money(0)
