"""A simulated provider of payments: keeps its own books on disk, knows test cards, and can be out of reach.

No money moves. It behaves as a provider with a licence does: a key is one payment, what has ended stays so.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from domain.ids import PaymentId
from domain.money import NOTHING, Money
from domain.payments.model import Method
from domain.payments.ports import PaymentsUnreachable, PaymentWish, ProviderPayment, ProviderStatus

DECLINED = "declined"  # a test card that is refused
SLOW = "slow"  # a test card whose answer gets lost: the money is set aside all the same
_S = ProviderStatus
_VOIDABLE = {_S.PENDING, _S.AUTHORISED}


class Conflict(Exception):
    """A key was used for something else before, or the payment is not in a state for that."""


@dataclass
class Kept:
    """One payment in the books of the provider."""

    key: str
    ref: str
    status: str
    amount: int
    merchant: str = ""
    seller: str = ""
    lines: list[tuple[str, int]] = field(default_factory=list)
    captured: int = 0
    refunded: int = 0
    token: str = ""
    reason: str = ""


class SimulatedProvider:
    """The books, and what happens to payments in them. `page` makes the address of the page to a token.

    `reachable` is False while the provider is out of reach; `on_change` is told of payments that a payer has changed
    (a provider calls a webhook).
    """

    def __init__(self, file: Path | str, new_token: Callable[[], str], page: Callable[[str], str]) -> None:
        self._books = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._books.execute("CREATE TABLE IF NOT EXISTS payments (key TEXT PRIMARY KEY, token TEXT, kept TEXT)")
        self._new_token = new_token
        self._page = page
        self.reachable = True
        self.on_change: Callable[[PaymentId], None] = lambda _key: None

    def close(self) -> None:
        """Close the books."""
        self._books.close()

    # --- what merchants' services ask ---------------------------------------------------------------------

    def authorise(self, wish: PaymentWish) -> ProviderPayment:
        """By card at once; by a page when the payer agrees. Raises `Conflict`."""
        known = self._get(wish.key)
        if known is not None:
            if known.amount not in {0, wish.amount.cents}:
                raise Conflict(f"{wish.key} was used for another amount")
            return self._told(known)
        kept = Kept(
            key=wish.key,
            ref=f"sim_{self._new_token()}",
            status=_S.PENDING,
            amount=wish.amount.cents,
            merchant=wish.merchant_id,
            seller=wish.seller,
            lines=[(text, amount.cents) for text, amount in wish.about],
        )
        if wish.method is Method.LINK:
            kept.token = self._new_token()
        else:
            declined = wish.card == DECLINED
            kept.status, kept.reason = (_S.FAILED, "card_declined") if declined else (_S.AUTHORISED, "")
        return self._keep(kept)

    def capture(self, key: str, amount: Money) -> ProviderPayment:
        """Take at most what was set aside; twice is once. Raises `Conflict`."""
        kept = self._known(key)
        if kept.status == _S.AUTHORISED and NOTHING < amount <= Money(kept.amount):
            kept.status, kept.captured = _S.CAPTURED, amount.cents
        elif kept.status != _S.CAPTURED:
            raise Conflict(f"{key} is {kept.status}")
        return self._keep(kept)

    def void(self, key: str) -> ProviderPayment:
        """Set nothing aside any more. An unknown key is burned. Raises `Conflict` for what was taken already."""
        kept = self._get(key) or Kept(key=key, ref=f"sim_{self._new_token()}", status=_S.VOIDED, amount=0)
        if kept.status in _VOIDABLE:
            kept.status, kept.reason = _S.VOIDED, ""
        elif kept.status not in {_S.VOIDED, _S.FAILED}:
            raise Conflict(f"{key} is {kept.status}")
        return self._keep(kept)

    def refund(self, key: str, amount: Money) -> ProviderPayment:
        """Give back what was taken; twice is once. Raises `Conflict`."""
        kept = self._known(key)
        if kept.status == _S.CAPTURED and NOTHING < amount <= Money(kept.captured):
            kept.status, kept.refunded = _S.REFUNDED, amount.cents
        elif kept.status != _S.REFUNDED:
            raise Conflict(f"{key} is {kept.status}")
        return self._keep(kept)

    def look_up(self, key: str) -> ProviderPayment | None:
        """The payment, or None."""
        kept = self._get(key)
        return self._told(kept) if kept else None

    # --- what payers do -----------------------------------------------------------------------------------

    def by_token(self, token: str) -> Kept | None:
        """The payment on the page of this token."""
        row = self._books.execute("SELECT kept FROM payments WHERE token = ? AND token <> ''", (token,)).fetchone()
        return _kept(row[0]) if row else None

    def agreed(self, token: str, *, yes: bool) -> Kept | None:
        """The payer has tapped on the page; what has ended stays as it is."""
        kept = self.by_token(token)
        if kept is not None and kept.status == _S.PENDING:
            kept.status, kept.reason = (_S.AUTHORISED, "") if yes else (_S.FAILED, "cancelled_by_payer")
            self._keep(kept)
            self.on_change(PaymentId(kept.key))
        return kept

    # --- the books ------------------------------------------------------------------------------------------

    def _get(self, key: str) -> Kept | None:
        row = self._books.execute("SELECT kept FROM payments WHERE key = ?", (key,)).fetchone()
        return _kept(row[0]) if row else None

    def _known(self, key: str) -> Kept:
        kept = self._get(key)
        if kept is None:
            raise Conflict(f"{key} is unknown")
        return kept

    def _keep(self, kept: Kept) -> ProviderPayment:
        row = (kept.key, kept.token, json.dumps(asdict(kept)))
        self._books.execute("INSERT OR REPLACE INTO payments (key, token, kept) VALUES (?, ?, ?)", row)
        return self._told(kept)

    def _told(self, kept: Kept) -> ProviderPayment:
        return ProviderPayment(
            key=PaymentId(kept.key),
            ref=kept.ref,
            status=ProviderStatus(kept.status),
            captured=Money(kept.captured),
            refunded=Money(kept.refunded),
            link=self._page(kept.token) if kept.token else "",
            reason=kept.reason,
        )


class NearPayments:
    """The simulated provider without a line between: fulfils `domain.payments.ports.Payments`."""

    def __init__(self, provider: SimulatedProvider) -> None:
        self._provider = provider

    async def authorise(self, wish: PaymentWish) -> ProviderPayment:
        """By card at once, by a page when the payer agrees."""
        return self._reached().authorise(wish)

    async def capture(self, key: PaymentId, amount: Money) -> ProviderPayment:
        """Take what was set aside."""
        return self._reached().capture(key, amount)

    async def void(self, key: PaymentId) -> ProviderPayment:
        """Set nothing aside any more."""
        return self._reached().void(key)

    async def refund(self, key: PaymentId, amount: Money) -> ProviderPayment:
        """Give back what was taken."""
        return self._reached().refund(key, amount)

    async def look_up(self, key: PaymentId) -> ProviderPayment | None:
        """The payment, or None."""
        return self._reached().look_up(key)

    def _reached(self) -> SimulatedProvider:
        if not self._provider.reachable:
            raise PaymentsUnreachable
        return self._provider


def _kept(text: str) -> Kept:
    values: dict[str, Any] = json.loads(text)
    return Kept(**{**values, "lines": [(line, cents) for line, cents in values["lines"]]})
