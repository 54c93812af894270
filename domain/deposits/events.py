"""What happened to empties and to the money for them."""

from __future__ import annotations

from dataclasses import dataclass

from domain.events import Event
from domain.ids import MerchantId, MerchantOrderId, OrderId, PersonId, ReturnId, StationId


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptiesBooked(Event):
    """A resident has said what she wants to give back."""

    return_id: ReturnId
    person_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptiesCancelled(Event):
    """She does not bring it after all."""

    return_id: ReturnId
    person_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptiesExpiring(Event):
    """The compartment is kept for a day more, and nothing lies in it yet."""

    return_id: ReturnId
    person_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptiesExpired(Event):
    """Nothing was put in: the compartment is for others again."""

    return_id: ReturnId
    person_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptiesHandedIn(Event):
    """The compartment has been opened for it, or a driver has taken it along."""

    return_id: ReturnId
    person_id: PersonId
    station_id: StationId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingClaimed(Event):
    """Somebody counts it."""

    return_id: ReturnId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingAskedAgain(Event):
    """Somebody who had said "later" is asked once more."""

    return_id: ReturnId
    person_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingOverdue(Event):
    """Nobody has counted it in time."""

    return_id: ReturnId
    station_id: StationId


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptiesCounted(Event):
    """It has been counted, and what is owed for it is known."""

    return_id: ReturnId
    person_id: PersonId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class OddPiecesDecided(Event):
    """The resident has said what becomes of pieces that nobody takes: back to her, or thrown away."""

    return_id: ReturnId
    person_id: PersonId
    keep: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchingOverdue(Event):
    """No driver has come for it in time."""

    return_id: ReturnId
    person_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PayOutWished(Event):
    """Money that was to be set off is to be paid out after all."""

    person_id: PersonId
    merchant_ids: tuple[MerchantId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositPaidOut(Event):
    """A merchant has given a resident the money for her empties."""

    return_id: ReturnId
    person_id: PersonId
    merchant_id: MerchantId
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositSetOff(Event):
    """Money for empties has been taken off a merchant's bill; `left_cents` were more than the bill."""

    order_id: OrderId
    part_id: MerchantOrderId
    person_id: PersonId
    merchant_id: MerchantId
    cents: int
    left_cents: int
