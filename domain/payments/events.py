"""What happened to money."""

from __future__ import annotations

from dataclasses import dataclass

from domain.events import Event
from domain.ids import PaymentId


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentStuck(Event):
    """The provider could not be reached for long: somebody should look."""

    payment_id: PaymentId
