"""What happened to sales and stock. The words for each end are found by the sale as it stands."""

from __future__ import annotations

from dataclasses import dataclass

from domain.events import Event
from domain.ids import PersonId, SaleId, Sku, StationId


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentPageReady(Event):
    """The provider has a page on which the buyer pays."""

    sale_id: SaleId


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleAuthorised(Event):
    """The money is set aside; the door may be opened."""

    sale_id: SaleId


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleDispensed(Event):
    """The goods are out: the door was open, or somebody has said so."""

    sale_id: SaleId
    door_open_now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SalePaid(Event):
    """The money was taken: here is the receipt."""

    sale_id: SaleId


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleCameToNothing(Event):
    """Nothing was sold, nothing is paid."""

    sale_id: SaleId


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleNeedsPerson(Event):
    """Nobody knows whether the goods are out, or the goods are out and the money did not come."""

    sale_id: SaleId


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleOpenedLate(Event):
    """The door was open after all, when the money had been set free already."""

    sale_id: SaleId


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleRefunded(Event):
    """The buyer gets the money back."""

    sale_id: SaleId


@dataclass(frozen=True, slots=True, kw_only=True)
class StockCounted(Event):
    """Somebody has counted what lies in a slot."""

    station_id: StationId
    no: int
    before: int
    after: int
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotDoubted(Event):
    """Somebody has found a slot empty in which goods should lie: somebody is to look."""

    station_id: StationId
    no: int
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotsBlocked(Event):
    """Nothing of this product is sold out of slots any more (`reason`), or again (no reason)."""

    sku: Sku
    reason: str
    by: PersonId
