"""Goods that are kept in stock at a pick-up point: each compartment sells one thing, all of them for one seller."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.catalogue.model import Product, SoldBy
from domain.errors import MoveRefused
from domain.ids import MerchantId, PaymentId, PersonId, SaleId, Sku, StationId
from domain.money import Money
from domain.payments.model import Method


class StockChange(StrEnum):
    """Why there is another number of packs than before."""

    SALE = "sale"
    REFILL = "refill"
    COUNT = "count"  # somebody has counted and found another number


@dataclass(eq=False, kw_only=True)
class VendingSlot:
    """A compartment that sells one thing. `quantity` counts whole packs inside, also those that somebody is buying.

    `alerted` from the moment on which its volunteers are told that it runs low until it is filled: one alert a
    crossing. `use_by` is the date of the oldest pack; `blocked` says why nothing of it may be sold (a recall).
    `doubted_at` is when somebody has found it empty, until somebody else has counted.
    """

    station_id: StationId
    no: int
    sku: Sku
    capacity: int
    quantity: int
    threshold: int
    use_by: date | None = None
    blocked: str = ""
    alerted: bool = False
    doubted_at: datetime | None = None
    version: int = 0

    @property
    def runs_low(self) -> bool:
        """Whether it is time to fill it."""
        return self.quantity <= self.threshold

    @property
    def missing(self) -> int:
        """How many packs fit in."""
        return max(0, self.capacity - self.quantity)

    @property
    def to_bring(self) -> int:
        """How many packs are to be brought: none of what may not be sold."""
        return 0 if self.blocked else self.missing

    def is_too_old(self, today: date) -> bool:
        """Whether the oldest pack may not be sold any more."""
        return self.use_by is not None and today > self.use_by


@dataclass(eq=False, kw_only=True)
class StockMove:
    """One change of a slot's stock: who, when, why. `subject` is the id of the sale or the refill, if any."""

    id: str
    station_id: StationId
    no: int
    sku: Sku
    at: datetime
    by: PersonId
    why: StockChange
    before: int
    after: int
    subject: str = ""


class SaleStatus(StrEnum):
    """The life of a sale; `SALE_MOVES` says what may follow what."""

    STARTED = "started"  # money is being set aside
    AUTHORISED = "authorised"
    OPENING = "opening"
    DISPENSED = "dispensed"  # the door was open: the goods are out, the money is being taken
    PAID = "paid"
    UNCLEAR = "unclear"  # nobody knows whether the door was open: a person decides
    VOIDED = "voided"  # nothing was sold, the money is free again
    FAILED = "failed"  # nothing was ever set aside
    UNPAID = "unpaid"  # the goods are out, and the money did not come
    REFUNDING = "refunding"
    REFUNDED = "refunded"

    def holds_goods(self) -> bool:
        """Whether packs are kept for it that are still counted as inside."""
        return self in {self.STARTED, self.AUTHORISED, self.OPENING, self.UNCLEAR}

    def needs_a_person(self) -> bool:
        """Whether somebody has to decide."""
        return self in {self.UNCLEAR, self.UNPAID}


_S = SaleStatus
SALE_MOVES: dict[SaleStatus, frozenset[SaleStatus]] = {
    _S.STARTED: frozenset({_S.AUTHORISED, _S.FAILED}),
    _S.AUTHORISED: frozenset({_S.OPENING, _S.VOIDED}),
    _S.OPENING: frozenset({_S.DISPENSED, _S.UNCLEAR, _S.VOIDED}),
    _S.UNCLEAR: frozenset({_S.DISPENSED, _S.VOIDED}),
    _S.DISPENSED: frozenset({_S.PAID, _S.UNPAID}),
    _S.PAID: frozenset({_S.REFUNDING}),
    _S.REFUNDING: frozenset({_S.REFUNDED}),
    _S.VOIDED: frozenset(),
    _S.FAILED: frozenset(),
    _S.UNPAID: frozenset(),
    _S.REFUNDED: frozenset(),
}


class WhyNot(StrEnum):
    """Why a sale came to nothing."""

    NOT_FOR_SALE = "not_for_sale"
    EMPTY = "empty"
    BLOCKED = "blocked"  # a recall, a door that jams, or goods that are too old
    DECLINED = "declined"
    UNREACHABLE = "unreachable"  # the provider of payments
    EXPIRED = "expired"  # not paid, or not fetched in time
    CANCELLED = "cancelled"  # by the buyer
    JAMMED = "jammed"
    SILENT = "silent"  # the station
    NOT_TAKEN = "not_taken"  # a person has decided that nothing was taken


@dataclass(eq=False, kw_only=True)
class Sale:
    """One sale out of a slot: a contract with the station's one seller, at the price shown.

    `code` is the number on the receipt, `key` makes the same wish one sale. `buyer_id` is None for a card at the
    reader. Name, price, deposit and VAT are as sold.
    """

    id: SaleId
    key: str
    code: str
    station_id: StationId
    no: int
    sku: Sku
    name: str
    packs: int
    unit_price: Money
    unit_deposit: Money
    vat_percent: int
    seller_id: MerchantId
    buyer_id: PersonId | None
    method: Method
    started_at: datetime
    status: SaleStatus = SaleStatus.STARTED
    status_at: datetime
    status_by: PersonId
    why_not: WhyNot | None = None
    payment_id: PaymentId | None = None
    version: int = 0

    @property
    def price(self) -> Money:
        """The goods without deposit."""
        return self.unit_price * self.packs

    @property
    def deposit(self) -> Money:
        """The deposit that goes with them."""
        return self.unit_deposit * self.packs

    @property
    def total(self) -> Money:
        """What is paid."""
        return self.price + self.deposit

    def move(self, to: SaleStatus, by: PersonId, at: datetime, why_not: WhyNot | None = None) -> None:
        """Change the status, noting who, when and why. Raises `MoveRefused`."""
        if to not in SALE_MOVES[self.status]:
            raise MoveRefused(status=self.status, wanted=to)
        self.status, self.status_by, self.status_at, self.why_not = to, by, at, why_not


def may_be_vended(product: Product) -> bool:
    """Whether it may lie in a slot at all: whole packs, nothing age-checked, no raw mince (JuSchG sec. 9)."""
    return product.goes_into_a_compartment and not product.is_service and product.sold_by is SoldBy.PIECE
