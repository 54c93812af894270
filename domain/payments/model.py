"""Payments: money that a provider keeps for one merchant, from the wish to its end. Cash is no payment here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.errors import MoveRefused
from domain.ids import MerchantId, PaymentId, PersonId
from domain.money import NOTHING, Money


class Method(StrEnum):
    """How somebody pays: a card held to a reader, or on a page of the provider."""

    CARD = "card"
    LINK = "link"


class PaymentStatus(StrEnum):
    """The life of a payment; `PAYMENT_MOVES` says what may follow what. Wished and confirmed are two words."""

    CREATED = "created"  # wished; the provider may not know of it yet
    PENDING = "pending"  # the provider waits for the payer
    AUTHORISED = "authorised"
    CAPTURING = "capturing"
    CAPTURED = "captured"
    VOIDING = "voiding"
    VOIDED = "voided"
    REFUNDING = "refunding"
    REFUNDED = "refunded"
    FAILED = "failed"

    def is_wish(self) -> bool:
        """Whether something has been asked of the provider whose end is not known."""
        return self in {self.CREATED, self.CAPTURING, self.VOIDING, self.REFUNDING}

    def was_paid(self) -> bool:
        """Whether the provider has taken money, even if it was given back since."""
        return self in {self.CAPTURED, self.REFUNDING, self.REFUNDED}


_S = PaymentStatus
PAYMENT_MOVES: dict[PaymentStatus, frozenset[PaymentStatus]] = {
    _S.CREATED: frozenset({_S.PENDING, _S.AUTHORISED, _S.FAILED, _S.VOIDING}),
    _S.PENDING: frozenset({_S.AUTHORISED, _S.FAILED, _S.VOIDING}),
    _S.AUTHORISED: frozenset({_S.CAPTURING, _S.VOIDING, _S.FAILED}),
    _S.CAPTURING: frozenset({_S.CAPTURED, _S.FAILED}),
    _S.CAPTURED: frozenset({_S.REFUNDING}),
    _S.VOIDING: frozenset({_S.VOIDED}),
    _S.REFUNDING: frozenset({_S.REFUNDED}),
    _S.VOIDED: frozenset(),
    _S.REFUNDED: frozenset(),
    _S.FAILED: frozenset(),
}


@dataclass(eq=False, kw_only=True)
class Payment:
    """One payment to one merchant. Its id is the idempotency key: asked twice, the provider does it once.

    `deposit` is the part of the amount that is deposit. `purpose` and `subject` say what is paid: "vending" and the
    id of the sale. `reader` names the card reader, `card` what it told of the card. `link` is the provider's page;
    `reason` its word for a refusal. `tries` counts how often it could not be reached for what is wished now.
    """

    id: PaymentId
    purpose: str
    subject: str
    merchant_id: MerchantId
    method: Method
    amount: Money
    deposit: Money
    opened_at: datetime
    reader: str = ""
    card: str = ""
    captured: Money = NOTHING
    refunded: Money = NOTHING
    status: PaymentStatus = PaymentStatus.CREATED
    status_at: datetime
    status_by: PersonId
    provider_ref: str = ""
    link: str = ""
    reason: str = ""
    tries: int = 0
    version: int = 0

    def move(self, to: PaymentStatus, by: PersonId, at: datetime) -> None:
        """Change the status, noting who and when. Raises `MoveRefused`."""
        if to not in PAYMENT_MOVES[self.status]:
            raise MoveRefused(status=self.status, wanted=to)
        self.status, self.status_by, self.status_at, self.tries = to, by, at, 0


class Account(StrEnum):
    """Where money is, in the books of one merchant."""

    PROVIDER = "provider"  # what the provider owes the merchant
    GOODS = "goods"
    DEPOSIT = "deposit"  # taken with bottles and jars, owed to whoever brings them back


@dataclass(eq=False, kw_only=True)
class Posting:
    """One line of the books: `amount` goes from the account `credit` to the account `debit`. Never changed."""

    id: str
    at: datetime
    payment_id: PaymentId
    merchant_id: MerchantId
    debit: Account
    credit: Account
    amount: Money
