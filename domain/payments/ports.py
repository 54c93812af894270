"""What payments need from outside: a provider with a licence, who keeps the money for each merchant.

The county never holds anybody's money (ZAG sec. 1): the provider pays the merchant out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from domain.ids import MerchantId, PaymentId
from domain.money import NOTHING, Money
from domain.payments.model import Method


class PaymentsUnreachable(Exception):
    """The provider has not answered: nobody knows what has become of the wish. Look it up before any new attempt."""


class ProviderStatus(StrEnum):
    """What the provider says of a payment."""

    PENDING = "pending"
    AUTHORISED = "authorised"
    CAPTURED = "captured"
    VOIDED = "voided"
    REFUNDED = "refunded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PaymentWish:
    """What the provider is asked for. `key` is the idempotency key; `about` the lines the payer reads.

    `seller` is the name of the merchant whose contract it is; `reader` and `card` belong to a card at a reader.
    """

    key: PaymentId
    method: Method
    amount: Money
    merchant_id: MerchantId
    seller: str
    about: tuple[tuple[str, Money], ...]
    reader: str = ""
    card: str = ""


@dataclass(frozen=True, slots=True)
class ProviderPayment:
    """A payment as the provider has it now. `link` is the page on which the payer pays."""

    key: PaymentId
    ref: str
    status: ProviderStatus
    captured: Money = NOTHING
    refunded: Money = NOTHING
    link: str = ""
    reason: str = ""


class Payments(Protocol):
    """A provider of payments. Never called inside a transaction; every call may raise `PaymentsUnreachable`.

    Asked twice with the same key for the same thing, it is done once.
    """

    async def authorise(self, wish: PaymentWish) -> ProviderPayment:
        """Have money set aside: by a card at once, or by a page on which the payer agrees."""
        ...

    async def capture(self, key: PaymentId, amount: Money) -> ProviderPayment:
        """Take what was set aside, at most so much."""
        ...

    async def void(self, key: PaymentId) -> ProviderPayment:
        """Set nothing aside any more. A key the provider has never seen is burned: it can never be authorised."""
        ...

    async def refund(self, key: PaymentId, amount: Money) -> ProviderPayment:
        """Give back what was taken."""
        ...

    async def look_up(self, key: PaymentId) -> ProviderPayment | None:
        """The payment with this key, or None when the provider has never seen it."""
        ...
