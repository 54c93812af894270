"""Baskets, orders, each merchant's part of an order, and picking lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from domain.catalogue.model import Handover, Product, Withdrawal, Zone
from domain.errors import MoveRefused
from domain.ids import BasketId, MerchantId, MerchantOrderId, OrderId, PersonId, PicklistId, Sku, StationId
from domain.money import NOTHING, Money
from domain.ordering.errors import AlreadyAnswered, BasketFull
from domain.quantity import Amount

MAX_LINES = 60


class Receive(StrEnum):
    """How the goods come to the resident."""

    PICKUP = "pickup"
    HOME = "home"


class Together(StrEnum):
    """One day for everything, or each merchant's goods as early as they can come."""

    TOGETHER = "together"
    SEPARATE = "separate"


@dataclass(frozen=True, slots=True)
class BasketLine:
    """One product in a basket."""

    sku: Sku
    amount: Amount


@dataclass(eq=False, kw_only=True)
class Basket:
    """What somebody is putting together: one open basket a person; it costs nothing yet.

    `amends` is the order these lines will replace: those of its parts that could be changed at `amends_since`.
    `shown` is the fingerprint of the offer that was
    shown last: only that offer can be bought.
    """

    id: BasketId
    person_id: PersonId
    changed_at: datetime
    lines: tuple[BasketLine, ...] = ()
    receive: Receive | None = None
    wished_day: date | None = None
    together: Together | None = None
    amends: OrderId | None = None
    amends_since: datetime | None = None
    shown: str | None = None
    version: int = 0

    def line(self, sku: Sku) -> BasketLine | None:
        """The line of this product, or None."""
        return next((line for line in self.lines if line.sku == sku), None)

    def put(self, sku: Sku, amount: Amount, now: datetime) -> None:
        """Add to what is there. Raises `BasketFull`."""
        present = self.line(sku)
        self.set(sku, present.amount + amount if present else amount, now)

    def set(self, sku: Sku, amount: Amount | None, now: datetime) -> None:
        """Have just this much of a product; None takes it out. The place in the list is kept."""
        if amount is None:
            self._change(tuple(line for line in self.lines if line.sku != sku), now)
        elif self.line(sku):
            self._change(tuple(BasketLine(sku, amount) if one.sku == sku else one for one in self.lines), now)
        elif len(self.lines) >= MAX_LINES:
            raise BasketFull
        else:
            self._change((*self.lines, BasketLine(sku, amount)), now)

    def reopen(self, order: Order, now: datetime) -> None:
        """Put what can be changed of an order to what is there, to be bought anew in its place.

        The order that was being changed before stays as it was placed. Raises `BasketFull`.
        """
        if self.amends not in {None, order.id}:
            self.clear(now)
        if self.amends == order.id:
            return
        before = self.lines
        try:
            for line in (line for part in order.changeable_parts(now) for line in part.lines):
                self.put(line.sku, line.amount, now)
        except BasketFull:
            self.lines = before
            raise
        self.amends, self.amends_since, self.receive = order.id, now, order.receive

    def let_go_of_fixed(self, order: Order, now: datetime) -> None:
        """Take out what its merchant's cut-off has fixed since `reopen`: it is ordered, it must not be so twice."""
        assert self.amends_since is not None
        self._take_out([part for part in order.live_parts() if self.amends_since < part.cutoff <= now], now)
        self.amends_since = now
        if not order.changeable_parts(now):
            self.amends = self.amends_since = None

    def forget_order(self, order: Order, parts: Iterable[MerchantOrder], now: datetime) -> None:
        """These parts have been called off: if they were to be changed, their goods are not wished any more."""
        if self.amends == order.id:
            self._take_out(parts, now)
            self.amends = self.amends_since = None

    def clear(self, now: datetime) -> None:
        """Nothing in it any more, and no wish about day or place."""
        self._change((), now)
        self.receive = self.wished_day = self.together = self.amends = self.amends_since = None

    def _take_out(self, parts: Iterable[MerchantOrder], now: datetime) -> None:
        for line in (line for part in parts for line in part.lines):
            present = self.line(line.sku)
            if present is not None:
                self.set(line.sku, present.amount.without(line.amount), now)

    def _change(self, lines: tuple[BasketLine, ...], now: datetime) -> None:
        self.lines, self.changed_at, self.shown = lines, now, None


class MerchantOrderStatus(StrEnum):
    """The life of a merchant order; `MOVES` is the table of what may follow what."""

    RECEIVED = "received"
    LISTED = "listed"
    CONFIRMED = "confirmed"
    PARTLY_CONFIRMED = "partly_confirmed"
    REJECTED = "rejected"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"
    STORED = "stored"
    DELIVERED = "delivered"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"

    def is_contract(self) -> bool:
        """Whether the merchant has said yes and nobody has undone it (goods that were not fetched are still sold)."""
        return self in {self.CONFIRMED, self.PARTLY_CONFIRMED, self.STORED, self.DELIVERED, self.RETURNED}

    def is_awaited(self) -> bool:
        """Whether goods are still to come or to be fetched."""
        return self in {self.RECEIVED, self.LISTED, self.CONFIRMED, self.PARTLY_CONFIRMED, self.STORED}

    def awaits_answer(self) -> bool:
        """Whether the merchant has not said anything yet."""
        return self in {self.RECEIVED, self.LISTED}


_S = MerchantOrderStatus
MOVES: dict[MerchantOrderStatus, frozenset[MerchantOrderStatus]] = {
    _S.RECEIVED: frozenset({_S.LISTED, _S.CANCELLED}),
    _S.LISTED: frozenset({_S.CONFIRMED, _S.PARTLY_CONFIRMED, _S.REJECTED, _S.LAPSED, _S.CANCELLED}),
    _S.CONFIRMED: frozenset({_S.PARTLY_CONFIRMED, _S.STORED, _S.DELIVERED, _S.WITHDRAWN, _S.CANCELLED}),
    _S.PARTLY_CONFIRMED: frozenset({_S.STORED, _S.DELIVERED, _S.WITHDRAWN, _S.CANCELLED}),
    _S.STORED: frozenset({_S.DELIVERED, _S.RETURNED, _S.WITHDRAWN}),
    _S.DELIVERED: frozenset({_S.WITHDRAWN}),
    _S.RETURNED: frozenset({_S.WITHDRAWN}),
    _S.REJECTED: frozenset(),
    _S.LAPSED: frozenset(),
    _S.CANCELLED: frozenset(),
    _S.WITHDRAWN: frozenset(),
}


@dataclass(eq=False, kw_only=True)
class OrderLine:
    """One product of a merchant order, with the price the resident has accepted: it holds.

    Sizes are of one pack, as they were when ordered. `confirmed` packs or grams is None until the
    merchant has answered, and 0 for "not there".
    """

    id: str
    merchant_order_id: MerchantOrderId
    position: int
    sku: Sku
    name: str
    packs: int | None
    grams: int | None
    unit_price: Money
    price: Money
    unit_deposit: Money
    vat_percent: int
    zone: Zone
    handover: Handover
    withdrawal: Withdrawal
    weight_g: int
    width_mm: int
    depth_mm: int
    height_mm: int
    confirmed: int | None = None
    withdrawn: bool = False

    @property
    def amount(self) -> Amount:
        """What was ordered, as it can be ordered again."""
        return Amount(packs=self.packs, grams=self.grams)

    @property
    def ordered(self) -> int:
        """Packs or grams, as ordered."""
        return self.packs if self.packs is not None else self.grams or 0

    @property
    def due(self) -> int:
        """Packs or grams that are (or, before the answer, would be) delivered."""
        return self.ordered if self.confirmed is None else self.confirmed

    @property
    def final_price(self) -> Money:
        """The price of what is delivered, without deposit."""
        if self.due == self.ordered:
            return self.price
        if self.packs is not None:
            return self.unit_price * self.due
        return self.price.share(Decimal(self.due), Decimal(self.ordered))

    @property
    def final_deposit(self) -> Money:
        """The deposit of what is delivered."""
        return self.unit_deposit * (self.due if self.packs is not None else 0)

    @property
    def by_compartment(self) -> bool:
        """Whether this line may lie in a compartment."""
        return self.handover is Handover.LOCKER

    def travels(self, receive: Receive) -> bool:
        """Whether somebody brings this line: into a compartment, or to the door from hand to hand."""
        there = self.handover is not Handover.MERCHANT if receive is Receive.HOME else self.by_compartment
        return there and self.due > 0 and not self.withdrawn


@dataclass(eq=False, kw_only=True)
class MerchantOrder:
    """One seller's part of an order: a contract of its own, on the merchant's own bill."""

    id: MerchantOrderId
    order_id: OrderId
    merchant_id: MerchantId
    day: date
    cutoff: datetime
    picklist_at: datetime
    confirm_by: datetime
    status: MerchantOrderStatus = MerchantOrderStatus.RECEIVED
    status_at: datetime
    status_by: PersonId
    picklist_id: PicklistId | None = None
    lines: list[OrderLine] = field(default_factory=list)
    version: int = 0

    def move(self, to: MerchantOrderStatus, by: PersonId, at: datetime) -> None:
        """Change the status, noting who and when. Raises `MoveRefused`."""
        if to not in MOVES[self.status]:
            raise MoveRefused(status=self.status, wanted=to)
        self.status, self.status_by, self.status_at = to, by, at

    def changeable(self, now: datetime) -> bool:
        """Whether the resident may still change or cancel it."""
        return self.status is MerchantOrderStatus.RECEIVED and now < self.cutoff

    @property
    def total(self) -> Money:
        """Goods and deposit of what is delivered and kept."""
        return Money.total(line.final_price + line.final_deposit for line in self.kept_lines())

    def kept_lines(self) -> list[OrderLine]:
        """The lines from which nobody has withdrawn."""
        return [line for line in self.lines if not line.withdrawn]


@dataclass(eq=False, kw_only=True)
class Order:
    """What a resident has ordered with one "Jetzt kaufen". `code` is what people say: "KAP-74"."""

    id: OrderId
    code: str
    person_id: PersonId
    name: str
    placed_at: datetime
    receive: Receive
    station_id: StationId
    parts: list[MerchantOrder] = field(default_factory=list)
    version: int = 0

    @property
    def goods(self) -> Money:
        """Price of all goods that come, without deposit."""
        return Money.total(line.final_price for part in self.live_parts() for line in part.kept_lines())

    @property
    def deposit(self) -> Money:
        """Deposit of all goods that come."""
        return Money.total(line.final_deposit for part in self.live_parts() for line in part.kept_lines())

    @property
    def total(self) -> Money:
        """Goods and deposit."""
        return self.goods + self.deposit

    def live_parts(self) -> list[MerchantOrder]:
        """The parts that are awaited or delivered."""
        gone = {_S.REJECTED, _S.LAPSED, _S.CANCELLED, _S.WITHDRAWN}
        return [part for part in self.parts if part.status not in gone]

    def changeable_parts(self, now: datetime) -> list[MerchantOrder]:
        """The parts that the resident may still change."""
        return [part for part in self.parts if part.changeable(now)]

    def is_open(self) -> bool:
        """Whether anything is still awaited."""
        return any(part.status.is_awaited() for part in self.parts)

    def days(self) -> list[date]:
        """The days on which something of it comes, in order."""
        return sorted({part.day for part in self.live_parts()})


class PicklistStatus(StrEnum):
    """Whether a merchant has answered."""

    OPEN = "open"
    ANSWERED = "answered"
    LAPSED = "lapsed"


@dataclass(eq=False, kw_only=True)
class Picklist:
    """What one merchant has to pack for one cut-off, and until when he answers."""

    id: PicklistId
    merchant_id: MerchantId
    sent_at: datetime
    confirm_by: datetime
    status: PicklistStatus = PicklistStatus.OPEN
    answered_by: PersonId | None = None
    answered_at: datetime | None = None
    version: int = 0

    def answer(self, by: PersonId, at: datetime) -> None:
        """Take the merchant's answer once. Raises `AlreadyAnswered`."""
        if self.status is not PicklistStatus.OPEN:
            raise AlreadyAnswered(status=self.status)
        self.status, self.answered_by, self.answered_at = PicklistStatus.ANSWERED, by, at

    def lapse(self) -> None:
        """The deadline has come without an answer. Raises `AlreadyAnswered`."""
        if self.status is not PicklistStatus.OPEN:
            raise AlreadyAnswered(status=self.status)
        self.status = PicklistStatus.LAPSED


def order_line(product: Product, amount: Amount, *, line_id: str, part_id: MerchantOrderId, position: int) -> OrderLine:
    """A line that fixes today's price and size of a product."""
    return OrderLine(
        id=line_id,
        merchant_order_id=part_id,
        position=position,
        sku=product.sku,
        name=product.name,
        packs=amount.packs,
        grams=amount.grams,
        unit_price=product.price,
        price=product.price_of(amount),
        unit_deposit=product.deposit if amount.packs is not None else NOTHING,
        vat_percent=product.vat_percent,
        zone=product.zone,
        handover=product.handover if product.min_age == 0 else Handover.PERSON,
        withdrawal=product.withdrawal,
        weight_g=product.weight_g,
        width_mm=product.width_mm,
        depth_mm=product.depth_mm,
        height_mm=product.height_mm,
    )
