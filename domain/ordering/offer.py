"""What a basket costs and when it comes: the offer that is shown before "Jetzt kaufen", and only it can be bought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from domain.catalogue.model import Merchant, Product
from domain.county import County
from domain.ids import MerchantId, Sku, StationId
from domain.money import Money
from domain.ordering.model import Basket, Receive, Together
from domain.ordering.schedule import Slot, slots
from domain.quantity import Amount
from domain.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One product with its price now (goods and deposit apart)."""

    product: Product
    amount: Amount
    price: Money
    deposit: Money


@dataclass(frozen=True, slots=True)
class OfferPart:
    """What one merchant sells, and the slot in which it comes."""

    merchant: Merchant
    lines: tuple[OfferLine, ...]
    slot: Slot
    earliest: date

    @property
    def goods(self) -> Money:
        """Price without deposit."""
        return Money.total(line.price for line in self.lines)

    @property
    def deposit(self) -> Money:
        """Deposit of this seller's goods."""
        return Money.total(line.deposit for line in self.lines)


@dataclass(frozen=True, slots=True)
class Offer:
    """A basket, priced and dated.

    `gone` are products that cannot be had on their day, or of a merchant who does not open within weeks: those
    are in no part. `asks_together` is True while the goods could come
    on different days and the resident has not said which way she wants it: never silently the later one.
    `common_day` is the first day on which everything can come at once. `refused_day` is a wished day on
    which not everything can come.
    """

    parts: tuple[OfferPart, ...]
    gone: tuple[Product, ...]
    station_id: StationId | None
    receive: Receive | None
    asks_together: bool
    common_day: date | None
    refused_day: date | None

    @property
    def goods(self) -> Money:
        """Price of all goods without deposit."""
        return Money.total(part.goods for part in self.parts)

    @property
    def deposit(self) -> Money:
        """All deposit."""
        return Money.total(part.deposit for part in self.parts)

    @property
    def total(self) -> Money:
        """What it will cost."""
        return self.goods + self.deposit

    def days(self) -> list[date]:
        """The days on which something comes, in order."""
        return sorted({part.slot.day for part in self.parts})

    def cutoff(self) -> datetime:
        """Until when all of it can be changed."""
        return min(part.slot.cutoff for part in self.parts)

    def fingerprint(self) -> str:
        """The same for the same goods, prices, days and place; different for any other offer."""
        facts = [f"{self.station_id}|{self.receive}"]
        for part in self.parts:
            facts.append(f"{part.merchant.id}|{part.slot.day}|{part.slot.cutoff.isoformat()}")
            facts += [f"{one.product.sku}|{one.amount}|{one.price.cents}|{one.deposit.cents}" for one in part.lines]
        return sha256("\n".join(facts).encode()).hexdigest()[:24]


def make_offer(county: County, store: UnitOfWork, basket: Basket, station_id: StationId | None) -> Offer:
    """Price and date a basket. An empty basket gives an offer without parts.

    What an order that is being changed holds of scarce goods comes back with it, and can be bought again.
    """
    products = store.catalogue.products({line.sku for line in basket.lines})
    by_merchant: dict[MerchantId, list[OfferLine]] = {}
    for line in basket.lines:
        product = products[line.sku]
        by_merchant.setdefault(product.merchant_id, []).append(_priced(product, line.amount))
    choices = _slots_by_merchant(county, store, by_merchant)
    there = {merchant.id for merchant, _ in choices}
    nowhere = [line.product for seller, lines in by_merchant.items() if seller not in there for line in lines]
    day, refused = _day_for_all(basket, choices)
    parts = [_part(merchant, by_merchant[merchant.id], found, day) for merchant, found in choices]
    differ = len({part.earliest for part in parts}) > 1
    return Offer(
        parts=tuple(parts),
        gone=(*nowhere, *_gone(parts, coming_back(store, basket, county.now()))),
        station_id=station_id,
        receive=basket.receive,
        asks_together=differ and basket.together is not Together.SEPARATE and day is None,
        common_day=_common_day(choices),
        refused_day=refused,
    )


def _priced(product: Product, amount: Amount) -> OfferLine:
    return OfferLine(product, amount, product.price_of(amount), product.deposit_of(amount))


def _slots_by_merchant(
    county: County, store: UnitOfWork, by_merchant: dict[MerchantId, list[OfferLine]]
) -> list[tuple[Merchant, list[Slot]]]:
    found = []
    for merchant_id in by_merchant:
        merchant = store.catalogue.merchant(merchant_id)
        assert merchant is not None, f"product of an unknown merchant {merchant_id}"
        coming = slots(merchant, county.calendar, county.rules.schedule, county.now())
        if coming:
            found.append((merchant, coming))
    return found


def _day_for_all(basket: Basket, choices: Sequence[tuple[Merchant, list[Slot]]]) -> tuple[date | None, date | None]:
    """The one day for everything, if it is to be one day; and the wished day when it cannot be."""
    refused = None
    if basket.wished_day is not None:
        if all(_on(found, basket.wished_day) for _, found in choices):
            return basket.wished_day, None
        refused = basket.wished_day
    return (_common_day(choices) if basket.together is Together.TOGETHER else None), refused


def _common_day(choices: Sequence[tuple[Merchant, list[Slot]]]) -> date | None:
    days = sorted({slot.day for _, found in choices for slot in found})
    return next((day for day in days if all(_on(found, day) for _, found in choices)), None)


def _on(found: Sequence[Slot], day: date) -> Slot | None:
    return next((slot for slot in found if slot.day == day), None)


def _part(merchant: Merchant, lines: Sequence[OfferLine], found: Sequence[Slot], day: date | None) -> OfferPart:
    slot = (_on(found, day) if day else None) or found[0]
    return OfferPart(merchant=merchant, lines=tuple(lines), slot=slot, earliest=found[0].day)


def coming_back(store: UnitOfWork, basket: Basket, now: datetime) -> Counter[Sku]:
    """The packs that the order to be replaced gives back when it is."""
    order = store.orders.get(basket.amends) if basket.amends else None
    lines = (line for part in (order.changeable_parts(now) if order else ()) for line in part.lines)
    packs: Counter[Sku] = Counter()
    for line in lines:
        packs[line.sku] += line.packs or 0
    return packs


def _gone(parts: Sequence[OfferPart], back: Counter[Sku]) -> list[Product]:
    return [line.product for part in parts for line in part.lines if not _to_be_had(line, part.slot.day, back)]


def _to_be_had(line: OfferLine, day: date, back: Counter[Sku]) -> bool:
    left = line.product.remaining_packs
    enough = left is None or line.amount.packs is None or line.amount.packs <= left + back[line.product.sku]
    return line.product.available_on(day) and enough
