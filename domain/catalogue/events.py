"""What happened on the shelves."""

from __future__ import annotations

from dataclasses import dataclass

from domain.events import Event
from domain.ids import MerchantId, PersonId, Sku


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceChanged(Event):
    """A merchant has set a new price; who, for the audit trail."""

    sku: Sku
    merchant_id: MerchantId
    old_cents: int
    new_cents: int
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityChanged(Event):
    """A product went off or came back."""

    sku: Sku
    merchant_id: MerchantId
    sold_out: bool
    until: str | None
    by: PersonId
