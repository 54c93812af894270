"""What happened to goods that turned out to be dangerous."""

from __future__ import annotations

from dataclasses import dataclass

from domain.events import Event
from domain.ids import MerchantId, PersonId, SaleId, Sku


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRecalled(Event):
    """Nothing of it is sold any more, and `warned` people who have bought it are told."""

    sku: Sku
    merchant_id: MerchantId
    reason: str
    warned: int
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerAffected(Event):
    """Somebody has bought goods that are recalled, or was to get them: a warning that waits for no hour.

    `waiting` are the compartments ("P1:7") in which they lie or may lie. `part_ids` and `sale_ids` are her
    purchases of it, `back_cents` is what she need not pay for. Not `received`: it was only on its way to her.
    """

    sku: Sku
    person_id: PersonId
    reason: str
    part_ids: tuple[str, ...]
    sale_ids: tuple[SaleId, ...]
    waiting: tuple[str, ...]
    received: bool
    back_cents: int
