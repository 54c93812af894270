"""Deposit on bottles, jars and crates: its kinds, what a resident gives back, and what a merchant owes for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.errors import MoveRefused
from domain.ids import CreditId, DepositTypeId, MerchantId, MerchantOrderId, PersonId, ReturnId, StationId
from domain.money import Money

MOST_PIECES = 200  # of one kind at one time; more is a talk with the merchant


class DepositKind(StrEnum):
    """What the law and the trade tell apart."""

    ONE_WAY = "one_way"
    REUSABLE = "reusable"
    CRATE = "crate"


@dataclass(eq=False, kw_only=True)
class DepositType:
    """One kind of container with its deposit, as the county's table has it.

    `one` and `many` are how people call it, `words` (with ";" between) what they say instead. Sizes and weight are of
    one empty piece; `per_crate` is how many of them stand in a crate and need no room of their own.
    """

    id: DepositTypeId
    position: int
    name: str
    one: str
    many: str
    words: str
    value: Money
    kind: DepositKind
    note: str
    valid_from: date
    accepted_at_station: bool
    width_mm: int
    depth_mm: int
    height_mm: int
    weight_g: int
    per_crate: int

    def is_taken(self, day: date) -> bool:
        """Whether it carries deposit on this day and may be brought to a pick-up point."""
        return self.accepted_at_station and day >= self.valid_from

    def called(self, pieces: int) -> str:
        """ "Bierflasche", "Bierflaschen"."""
        return self.one if pieces == 1 else self.many


class Way(StrEnum):
    """How empties come from the resident to those who count them."""

    COMPARTMENT = "compartment"
    TOUR = "tour"


class Wish(StrEnum):
    """What becomes of the money. There is no third way: nobody's money is kept here."""

    PAY_OUT = "pay_out"
    SET_OFF = "set_off"


class ReturnStatus(StrEnum):
    """The life of a return; `RETURN_MOVES` says what may follow what."""

    BOOKED = "booked"
    HANDED_IN = "handed_in"
    COUNTED = "counted"
    SETTLED = "settled"
    CANCELLED = "cancelled"
    EXPIRED = "expired"

    def is_under_way(self) -> bool:
        """Whether it is still to come, or to be counted: its compartment is not for others."""
        return self in {self.BOOKED, self.HANDED_IN}

    def is_counted(self) -> bool:
        """Whether somebody has counted it."""
        return self in {self.COUNTED, self.SETTLED}


_R = ReturnStatus
RETURN_MOVES: dict[ReturnStatus, frozenset[ReturnStatus]] = {
    _R.BOOKED: frozenset({_R.HANDED_IN, _R.CANCELLED, _R.EXPIRED}),
    _R.HANDED_IN: frozenset({_R.COUNTED}),
    _R.COUNTED: frozenset({_R.SETTLED}),
    _R.SETTLED: frozenset(),
    # A station without a line tells late that its code was used: what lies there lies there.
    _R.CANCELLED: frozenset({_R.HANDED_IN}),
    _R.EXPIRED: frozenset({_R.HANDED_IN}),
}


@dataclass(eq=False, kw_only=True)
class EmptiesLine:
    """Pieces of one kind: as the resident has said, and as somebody has counted. `value` is that of the day."""

    return_id: ReturnId
    position: int
    type_id: DepositTypeId
    merchant_id: MerchantId
    value: Money
    declared: int
    counted: int | None = None

    @property
    def declared_value(self) -> Money:
        """What it would be worth as she has said."""
        return self.value * self.declared

    @property
    def counted_value(self) -> Money:
        """What it is worth as counted."""
        return self.value * (self.counted or 0)


@dataclass(eq=False, kw_only=True)
class EmptiesReturn:
    """What one resident gives back at one time. `code` is what people say: "LEK-47".

    By a compartment it has `compartment` and a code of its own until `expires_at`; `counting_by` has taken it over to
    count. `odd` are pieces that nobody takes (broken, foreign, wine bottles), `odd_kept` whether she wants them back.
    `fetched_at` is when a van has taken along from the pick-up point what was counted there.
    """

    id: ReturnId
    code: str
    person_id: PersonId
    station_id: StationId
    way: Way
    wish: Wish
    booked_at: datetime
    status: ReturnStatus = ReturnStatus.BOOKED
    status_at: datetime
    status_by: PersonId
    compartment: int | None = None
    expires_at: datetime | None = None
    counting_by: PersonId | None = None
    odd: int = 0
    odd_kept: bool | None = None
    fetched_at: datetime | None = None
    lines: list[EmptiesLine] = field(default_factory=list)
    version: int = 0

    def move(self, to: ReturnStatus, by: PersonId, at: datetime) -> None:
        """Change the status, noting who and when. Raises `MoveRefused`."""
        if to not in RETURN_MOVES[self.status]:
            raise MoveRefused(status=self.status, wanted=to)
        self.status, self.status_by, self.status_at = to, by, at

    @property
    def declared_value(self) -> Money:
        """What all of it would be worth as she has said."""
        return Money.total(line.declared_value for line in self.lines)

    @property
    def counted_value(self) -> Money:
        """What all of it is worth as counted."""
        return Money.total(line.counted_value for line in self.lines)

    @property
    def missing(self) -> Money:
        """By how much less was counted than she has said; nothing when it was as much or more."""
        return max(Money(0), self.declared_value - self.counted_value)

    @property
    def missing_pieces(self) -> int:
        """The same in pieces."""
        return max(0, sum(line.declared - (line.counted or 0) for line in self.lines))

    def line(self, type_id: DepositTypeId) -> EmptiesLine | None:
        """The line of this kind, or None."""
        return next((line for line in self.lines if line.type_id == type_id), None)


class CreditReason(StrEnum):
    """Why money is owed, and by whom it is borne in the end."""

    COUNTED = "counted"  # deposit: the merchant's own debt
    GOODWILL = "goodwill"  # a small difference: the operator refunds it to the merchant


class CreditStatus(StrEnum):
    """Whether it has reached her; `CREDIT_MOVES` says what may follow what."""

    OPEN = "open"
    PAID_OUT = "paid_out"
    SET_OFF = "set_off"


_C = CreditStatus
CREDIT_MOVES: dict[CreditStatus, frozenset[CreditStatus]] = {
    _C.OPEN: frozenset({_C.PAID_OUT, _C.SET_OFF}),
    _C.PAID_OUT: frozenset(),
    _C.SET_OFF: frozenset(),
}


@dataclass(eq=False, kw_only=True)
class DepositCredit:
    """What one merchant owes one resident for one return. There is no balance: what is open is the sum of these.

    Set off against a bill, `part_id` is the merchant order. Only whole credits move; a part is split off first.
    """

    id: CreditId
    return_id: ReturnId
    person_id: PersonId
    merchant_id: MerchantId
    amount: Money
    reason: CreditReason
    wish: Wish
    created_at: datetime
    status: CreditStatus = CreditStatus.OPEN
    status_at: datetime
    status_by: PersonId
    part_id: MerchantOrderId | None = None
    version: int = 0

    def move(self, to: CreditStatus, by: PersonId, at: datetime) -> None:
        """Change the status, noting who and when. Raises `MoveRefused`."""
        if to not in CREDIT_MOVES[self.status]:
            raise MoveRefused(status=self.status, wanted=to)
        self.status, self.status_by, self.status_at = to, by, at

    def split(self, amount: Money, new_id: CreditId) -> DepositCredit:
        """Keep `amount` in this one; the rest becomes a credit of its own. Not a cent is lost."""
        assert Money(0) < amount < self.amount
        rest = DepositCredit(
            id=new_id,
            return_id=self.return_id,
            person_id=self.person_id,
            merchant_id=self.merchant_id,
            amount=self.amount - amount,
            reason=self.reason,
            wish=self.wish,
            created_at=self.created_at,
            status=self.status,
            status_at=self.status_at,
            status_by=self.status_by,
            part_id=self.part_id,
        )
        self.amount = amount
        return rest
