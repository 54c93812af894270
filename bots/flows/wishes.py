"""From what was understood to what can be put into a basket: one product, an amount, or something to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bots.dialogue.flow import Turn
from domain.catalogue.model import Product, SoldBy
from domain.catalogue.packs import Fit, fit, is_unusual
from domain.clock import local_day
from domain.ids import Sku
from domain.quantity import Amount, Measure, Wish
from nlu.products import MARGIN
from nlu.result import Item, Match, Unit

SHOWN = 3
SURE = 0.8  # below this a single candidate is a guess
STEP_GRAMS, LEAST_GRAMS = 10, 50
_MEASURES = {
    Unit.GRAM: (Measure.GRAM, 1),
    Unit.KILOGRAM: (Measure.GRAM, 1000),
    Unit.MILLILITRE: (Measure.MILLILITRE, 1),
    Unit.LITRE: (Measure.MILLILITRE, 1000),
    Unit.PIECE: (Measure.PIECE, 1),
    Unit.CRATE: (Measure.CRATE, 1),
    Unit.SLICE: (Measure.SLICE, 1),
    Unit.ROLL: (Measure.PIECE, 1),
}
# Nobody knows how much these are: they are always asked about.
_OPEN_UNITS = frozenset({Unit.STACK})


@dataclass(frozen=True, slots=True)
class Picked:
    """It is clear what is meant and how much."""

    sku: str
    packs: int | None
    grams: int | None

    @property
    def amount(self) -> Amount:
        """The amount as the domain says it."""
        return Amount(packs=self.packs, grams=self.grams)


@dataclass(frozen=True, slots=True)
class Pending:
    """Something has to be asked first. `why`: which, near (only a like thing), amount, fits (packs do not), much,
    or out (which of those in the basket comes out).

    `amount`, `unit` and `budget` (cents, "für 5 Euro") are as said; `packs` is the proposal when packs do
    not fit; `packs` or `grams` is what is asked about when it is unusually much (why much). `vague` says that
    the amount was left open ("zwei bis drei", "ein paar"): once it is clear which, it is asked how much.
    """

    said: str
    why: str
    skus: tuple[str, ...]
    amount: str | None = None
    unit: str | None = None
    packs: int | None = None
    grams: int | None = None
    budget: int | None = None
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """We do not have that (`sku` None), or it cannot be had now."""

    said: str
    sku: str | None = None


@dataclass(frozen=True, slots=True)
class Bookable:
    """It is somebody's time and no thing: one of these services is meant."""

    said: str
    skus: tuple[str, ...]


Result = Picked | Pending | Missing | Bookable


def wish_of(amount: Decimal | None, unit: Unit | None) -> Wish | None:
    """Amount and unit as the domain counts; every pack word is a pack. None when no amount was said."""
    if amount is None or amount <= 0:
        return None
    if unit is None:
        return Wish(amount, Measure.PIECE)
    measure, times = _MEASURES.get(unit, (Measure.PACK, 1))
    return Wish(amount * times, measure)


def resolve(turn: Turn, item: Item) -> Result:
    """What to do with one wished thing."""
    products = turn.store.catalogue.products({Sku(c.key) for c in item.candidates})
    goods = [c for c in item.candidates if Sku(c.key) in products and not products[Sku(c.key)].is_service]
    if not goods:
        return Bookable(item.text, tuple(c.key for c in item.candidates[:SHOWN])) if products else Missing(item.text)
    there = [c for c in goods if _soon(products[Sku(c.key)], turn)]
    if not there:
        return Missing(item.text, sku=goods[0].key)
    if all(c.match is Match.NEAR for c in there):
        return _pending(item, "near", [c.key for c in there])
    fitting = [products[Sku(c.key)] for c in there if c.match is not Match.NEAR]
    if item.decisive and there[0].key == item.candidates[0].key:
        fitting = fitting[:1]
    return _choose(item, fitting)


def settle(product: Product, said: str, amount: Decimal | None, unit: Unit | None, budget: int | None = None) -> Result:
    """How much of a product that is known now; without an amount one pack, of weighed goods it is asked."""
    wish = wish_of(amount, unit)
    if wish is None:
        if budget is not None:
            return _for_money(product, said, budget)
        if product.sold_by is SoldBy.WEIGHT:
            return Pending(said, "amount", (product.sku,))
        return Picked(product.sku, 1, None)
    found = fit(product, wish)
    if found is None:
        return Pending(said, "amount", (product.sku,), str(amount), unit)
    if not found.exact:
        return _inexact(product, said, wish, found.amount)
    return Picked(product.sku, found.amount.packs, found.amount.grams)


def _inexact(product: Product, said: str, wish: Wish, found: Amount) -> Pending:
    """So much that it may be a slip is asked; so are packs that do not fit, and a crumb of weighed goods."""
    if found.grams is not None and not is_unusual(product, found) and found.grams < LEAST_GRAMS:
        return Pending(said, "amount", (product.sku,))
    much = found.grams is not None or (wish.measure is Measure.PIECE and found.packs == wish.amount)
    return Pending(said, "much" if much else "fits", (product.sku,), packs=found.packs, grams=found.grams)


def _for_money(product: Product, said: str, cents: int) -> Result:
    """ "Für 5 Euro": as much as the money buys, never more; when it buys nothing whole, it is asked."""
    if product.sold_by is SoldBy.WEIGHT:
        kilo = product.price_of(Amount(grams=1000)).cents
        grams = cents * 1000 // kilo // STEP_GRAMS * STEP_GRAMS if kilo else 0
        return Picked(product.sku, None, grams) if grams >= LEAST_GRAMS else Pending(said, "amount", (product.sku,))
    packs = cents // product.price.cents if product.price.cents else 0
    if not packs or is_unusual(product, Amount(packs=packs)):
        return Pending(said, "amount", (product.sku,))
    return Picked(product.sku, packs, None)


def _is_a_guess(item: Item, product: Product) -> bool:
    """Whether only one thing was found, but by less than its name: then it is asked whether it is meant."""
    found = next(candidate for candidate in item.candidates if candidate.key == product.sku)
    return not item.decisive and len(item.candidates) == 1 and found.score < SURE


def is_vague(item: Item) -> bool:
    """Whether the amount was said but left open: "zwei bis drei", "ein paar", "eine Stiege"."""
    return item.amount_to is not None or (item.about and item.amount is None) or item.unit in _OPEN_UNITS


def _choose(item: Item, fitting: Sequence[Product]) -> Result:
    if len(fitting) > 1:
        fitting = _best_fit(item, fitting)
    if len(fitting) == 1 and _is_a_guess(item, fitting[0]):
        return _pending(item, "which", [fitting[0].sku])
    if len(fitting) == 1 and is_vague(item):
        return Pending(item.text, "amount", (fitting[0].sku,))
    if len(fitting) == 1:
        return settle(fitting[0], item.text, item.amount, item.unit, item.budget_cents)
    return _pending(item, "which", [product.sku for product in fitting])


def _best_fit(item: Item, products: Sequence[Product]) -> Sequence[Product]:
    """Those whose packs fit the wish exactly, if there are any: ten eggs are a box of ten.

    What is called so goes before what only contains the word: six eggs are raw ones.
    """
    wish = wish_of(item.amount, item.unit)
    if wish is None:
        return products
    fits: Mapping[str, Fit | None] = {p.sku: fit(p, wish) for p in products}
    exact = [p for p in products if (found := fits[p.sku]) is not None and found.exact]
    score = {candidate.key: candidate.score for candidate in item.candidates}
    best = max(score.values(), default=0.0)
    called_so = [p for p in exact if score[p.sku] >= best - MARGIN]
    if len(called_so) == 1:
        return called_so
    fewest = min((_packs(fits[p.sku]) for p in exact), default=0)  # two litres are two packs of one, not four halves
    return [p for p in exact if _packs(fits[p.sku]) == fewest] or products


def _packs(found: Fit | None) -> int:
    return found.amount.packs or 0 if found is not None else 0


def _pending(item: Item, why: str, skus: Sequence[str]) -> Pending:
    vague = is_vague(item)
    amount = str(item.amount) if item.amount is not None and not vague else None
    return Pending(item.text, why, tuple(skus), amount, item.unit, budget=item.budget_cents, vague=vague)


def _soon(product: Product, turn: Turn) -> bool:
    """Whether it can be had within the next days; what is off until tomorrow may be ordered for tomorrow."""
    day = local_day(turn.county.now())
    if product.sold_out and product.sold_out_until is not None:
        return (product.sold_out_until - day).days <= 2 and product.in_season(day)
    left = product.remaining_packs
    return product.available_on(day) and (left is None or left > 0)
