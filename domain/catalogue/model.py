"""What can be bought, and from whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from domain.catalogue.errors import PriceFellSharply
from domain.ids import DepositTypeId, MerchantId, Sku
from domain.money import NOTHING, Money
from domain.quantity import Amount

MOST_PACKS, MOST_GRAMS = 300, 50_000  # of one thing in one order; more is a talk with the merchant
SHARP_FALL_PERCENT = 30  # a price that falls by more is asked back: 0,69 typed for 6,90


class Zone(StrEnum):
    """The temperature goods need and compartments have."""

    AMBIENT = "ambient"
    CHILLED = "chilled"
    FROZEN = "frozen"


class Handover(StrEnum):
    """The least guarded way in which goods may change hands."""

    LOCKER = "locker"
    PERSON = "person"
    MERCHANT = "merchant"


class SoldBy(StrEnum):
    """Whole packs, or weighed to order."""

    PIECE = "piece"
    WEIGHT = "weight"


class Withdrawal(StrEnum):
    """The right to give goods back (sec. 312g BGB)."""

    YES = "yes"
    PERISHABLE = "perishable"
    SEALED = "sealed"
    NONE = "none"


class TaxStatus(StrEnum):
    """How a merchant is taxed; what is printed on the bill follows it."""

    REGULAR = "regular"
    SMALL_BUSINESS = "small_business_19"
    FLAT_RATE = "flat_rate_24"


@dataclass(eq=False, kw_only=True)
class Merchant:
    """A seller. Cut-off and picking-list time are local times of a working day."""

    id: MerchantId
    name: str
    owner: str
    town: str
    street: str
    lat: float
    lon: float
    opening_hours: str
    order_cutoff: time
    picklist_time: time
    lead_time_hours: int
    phone: str
    email: str
    tax_status: TaxStatus
    vat_id: str | None = None
    accepts_returns: str = ""
    organic_control: str | None = None
    delivers: bool = False

    def takes_back(self, type_id: DepositTypeId) -> bool:
        """Whether empties of this kind may be given back here."""
        return type_id in self.accepts_returns.split(";")


@dataclass(eq=False, kw_only=True)
class Product:
    """One thing on one merchant's shelf.

    `price` is gross, without deposit, for one pack, or for `pack_amount pack_unit` when sold by weight.
    `deposit_types` and `deposit_counts` are parallel: a full crate is "mw8;crate150" and "20;1".
    Sizes are mm and g of one pack (or of `pack_amount` when sold by weight). `synonyms` and `near_words`
    are separated by ";". `until_sold_out` is the day from which it is to be had again; `sold_out` alone
    means nobody knows when.
    """

    sku: Sku
    merchant_id: MerchantId
    name: str
    category: str
    brand: str
    kind: str
    pack_amount: Decimal
    pack_unit: str
    sold_by: SoldBy
    price: Money
    vat_percent: int
    deposit: Money
    deposit_types: str
    zone: Zone
    min_age: int
    weight_g: int
    width_mm: int
    depth_mm: int
    height_mm: int
    synonyms: str
    near_words: str
    allergens: str
    allergen_details: str
    ingredients: str
    origin: str
    maker: str
    storage: str
    cold_class: str
    withdrawal: Withdrawal
    handover: Handover
    packaging: str
    warning: str
    note: str
    fixed_price: bool
    deposit_counts: str = ""
    base_amount: Decimal | None = None
    base_unit: str | None = None
    drained_g: int | None = None
    shelf_life_days: int | None = None
    alcohol_percent: Decimal | None = None
    seasonal_from: str | None = None
    seasonal_to: str | None = None
    duration_minutes: int | None = None
    min_notice_hours: int | None = None
    home_visit: bool = False
    sold_out: bool = False
    sold_out_until: date | None = None
    remaining_packs: int | None = None
    version: int = 0

    @property
    def is_service(self) -> bool:
        """Whether this is an appointment and not a thing."""
        return self.kind == "service"

    @property
    def counted_in(self) -> str | None:
        """How a service is counted, as its label says: "Stück" of "…, je Stück". None for a whole visit."""
        label, _, unit = self.name.rpartition(", je ")
        return unit if label and self.is_service else None

    @property
    def is_crate(self) -> bool:
        """Whether one pack is a whole drinks crate."""
        return "crate" in self.deposit_types

    def deposit_pieces(self) -> dict[DepositTypeId, int]:
        """How many containers of each kind come with one pack; goods of before this was counted tell nothing."""
        counted = zip(self.deposit_types.split(";"), self.deposit_counts.split(";"), strict=False)
        return {DepositTypeId(kind): int(count) for kind, count in counted if count}

    @property
    def goes_into_a_compartment(self) -> bool:
        """No age-checked goods, raw mince and the like in a place without a person (JuSchG sec. 9)."""
        return self.handover is Handover.LOCKER and self.min_age == 0

    def in_season(self, day: date) -> bool:
        """Whether the product is in season on this day; a season may wrap the year's end."""
        if not self.seasonal_from or not self.seasonal_to:
            return True
        today = day.strftime("%m-%d")
        if self.seasonal_from <= self.seasonal_to:
            return self.seasonal_from <= today <= self.seasonal_to
        return today >= self.seasonal_from or today <= self.seasonal_to

    def available_on(self, day: date) -> bool:
        """Whether it can be had on this day: in season and not sold out."""
        if not self.in_season(day):
            return False
        if not self.sold_out:
            return True
        return self.sold_out_until is not None and day >= self.sold_out_until

    def sells(self, amount: Amount) -> bool:
        """Whether just this amount can be ordered: packs of what is packed, grams of what is weighed."""
        if self.sold_by is SoldBy.WEIGHT:
            return amount.grams is not None and amount.grams <= MOST_GRAMS
        return amount.packs is not None and amount.packs <= MOST_PACKS

    def price_of(self, amount: Amount) -> Money:
        """Goods price without deposit.

        For weighed goods it is the upper price: less may be packed, never more charged.
        """
        if amount.packs is not None:
            return self.price * amount.packs
        assert amount.grams is not None
        return self.price.share(Decimal(amount.grams), self._pack_in_grams())

    def deposit_of(self, amount: Amount) -> Money:
        """The deposit that goes with the amount; never inside the price (ECJ C-543/21)."""
        return self.deposit * (amount.packs or 0)

    def base_price(self) -> tuple[Money, str] | None:
        """Price per kg, l or piece (PAngV sec. 4), or None where none is due."""
        if self.base_amount is None or self.base_unit in (None, "none"):
            return None
        assert self.base_unit is not None
        return self.price.share(Decimal(1), self.base_amount), self.base_unit

    def change_price(self, new: Money, *, sure: bool) -> Money:
        """Set the price and return the old one. Raises `PriceFellSharply` unless the merchant is `sure`.

        Nothing is given away by typing: of a price of nothing nobody can be sure.
        """
        if new <= NOTHING or (not sure and new.fell_more_than(SHARP_FALL_PERCENT, self.price)):
            raise PriceFellSharply(old=self.price, new=new)
        old, self.price = self.price, new
        return old

    def sell_out(self, until: date | None) -> None:
        """Off the shelf, until a day if it is known."""
        self.sold_out, self.sold_out_until = True, until

    def restock(self) -> None:
        """Back on the shelf."""
        self.sold_out, self.sold_out_until = False, None

    def _pack_in_grams(self) -> Decimal:
        return self.pack_amount * 1000 if self.pack_unit == "kg" else self.pack_amount
