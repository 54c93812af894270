"""What happened to refills."""

from __future__ import annotations

from dataclasses import dataclass

from domain.events import Event
from domain.ids import PersonId, RefillId


@dataclass(frozen=True, slots=True, kw_only=True)
class RefillNeeded(Event):
    """Something runs low: the volunteers of the station are asked, in this round. `besides` is not asked again."""

    refill_id: RefillId
    round: int
    besides: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefillClaimed(Event):
    """Somebody does it: the others hear so, and the seller what to have ready."""

    refill_id: RefillId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class RefillGrew(Event):
    """Another slot has joined a refill that somebody has taken over."""

    refill_id: RefillId
    no: int
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class RefillHandedBack(Event):
    """Whoever had it cannot do it after all."""

    refill_id: RefillId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class RefillReminder(Event):
    """Somebody wanted to be asked again at this time."""

    refill_id: RefillId
    person_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class RefillOverdue(Event):
    """Who has taken it over has not done it yet; the second time operators hear of it, too."""

    refill_id: RefillId
    person_id: PersonId
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RefillEscalated(Event):
    """Nobody has taken it."""

    refill_id: RefillId


@dataclass(frozen=True, slots=True, kw_only=True)
class RefillDone(Event):
    """Every slot of it is filled and counted."""

    refill_id: RefillId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class RefillCancelled(Event):
    """It is not needed any more: somebody has counted enough."""

    refill_id: RefillId
