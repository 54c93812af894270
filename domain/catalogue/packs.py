"""From what somebody wishes to what a merchant sells: "ein Pfund Butter" is two packs of 250 g."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from domain.catalogue.model import Product, SoldBy, Withdrawal
from domain.quantity import Amount, Measure, Wish

UNUSUAL_PACKS = 30
UNUSUAL_CENTS = 10_000
_PACKS = frozenset({"Netz", "Beutel", "Tüte", "Schale", "Sack"})
_GRAMS = {"g": Decimal(1), "kg": Decimal(1000)}
_MILLILITRES = {"ml": Decimal(1), "l": Decimal(1000)}


@dataclass(frozen=True, slots=True)
class Fit:
    """How a wish fits a product. `exact` is False when people should be asked before it counts."""

    amount: Amount
    exact: bool


def fit(product: Product, wish: Wish) -> Fit | None:
    """The amount to order for a wish, or None when the wish cannot be told in this product's packs."""
    found = _fit_weighed(wish) if product.sold_by is SoldBy.WEIGHT else _fit_packs(product, wish)
    if found is None:
        return None
    return Fit(found.amount, found.exact and not is_unusual(product, found.amount))


def is_unusual(product: Product, amount: Amount) -> bool:
    """Whether the amount is so large that it may be a slip: ask, never guess money."""
    return (amount.packs or 0) > UNUSUAL_PACKS or product.price_of(amount).cents > UNUSUAL_CENTS


def _fit_weighed(wish: Wish) -> Fit | None:
    if wish.measure is not Measure.GRAM:
        return None
    grams = int(wish.amount.to_integral_value(ROUND_CEILING))
    return Fit(Amount(grams=grams), exact=50 <= grams <= 5000) if grams > 0 else None


def _fit_packs(product: Product, wish: Wish) -> Fit | None:
    if wish.amount <= 0:
        return None
    if wish.measure is Measure.CRATE:
        return _whole(wish.amount) if product.is_crate else None
    if wish.measure is Measure.PACK:
        bottles = _whole(wish.amount)
        return Fit(bottles.amount, bottles.exact and not product.is_crate)  # "zwei Flaschen" are not two crates
    if wish.measure is Measure.GRAM:
        return _by_content(product, wish.amount, _GRAMS)
    if wish.measure is Measure.MILLILITRE:
        return _by_content(product, wish.amount, _MILLILITRES)
    if wish.measure is Measure.PIECE:
        return _by_pieces(product, wish.amount)
    return None


def _by_content(product: Product, wanted: Decimal, per_unit: dict[str, Decimal]) -> Fit | None:
    if product.pack_unit in per_unit:
        return _whole(wanted / (product.pack_amount * per_unit[product.pack_unit]))
    if product.base_amount is not None and product.base_unit in per_unit:  # four sausages are 480 g
        return _whole(wanted / (product.base_amount * per_unit[product.base_unit]))
    return None


def _by_pieces(product: Product, wanted: Decimal) -> Fit | None:
    if wanted > 1 and _holds_many(product):
        return Fit(_whole(wanted).amount, exact=False)  # "zwei Zitronen" are hardly two nets
    if product.pack_unit != "piece" or product.pack_amount <= 1:
        return _whole(wanted)
    return _whole(wanted / product.pack_amount)


def _holds_many(product: Product) -> bool:
    """Whether fruit or vegetables lie in it by weight: the label names a net, a bag or a punnet of perishable goods."""
    packed = product.pack_unit in _GRAMS and product.withdrawal is Withdrawal.PERISHABLE
    return packed and not _PACKS.isdisjoint(re.findall(r"\w+", product.name))


def _whole(packs: Decimal) -> Fit:
    up = max(1, int(packs.to_integral_value(ROUND_CEILING)))
    return Fit(Amount(packs=up), exact=packs == up)
