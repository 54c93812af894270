"""What happened at pick-up points."""

from __future__ import annotations

from dataclasses import dataclass

from domain.events import Event
from domain.ids import CommandId, GrantId, PersonId, PickupId, StationId


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupFilled(Event):
    """All goods lie in their compartments; the code is on its way to the station."""

    pickup_id: PickupId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupReady(Event):
    """The station has the code on its disk: from now on it opens."""

    pickup_id: PickupId
    person_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupCollected(Event):
    """All compartments of a pickup have been opened by their owner or, with the code `access_id`, for her.

    `spared` are the second codes nobody needs any more.
    """

    pickup_id: PickupId
    person_id: PersonId
    reopen_until: str
    access_id: str = ""
    spared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupExpiring(Event):
    """The goods wait, and the time is nearly over."""

    pickup_id: PickupId
    person_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupExpired(Event):
    """The time is over: the code no longer opens, a volunteer is to take the goods out."""

    pickup_id: PickupId
    person_id: PersonId
    station_id: StationId


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingClaimed(Event):
    """A volunteer takes an expired pickup out."""

    pickup_id: PickupId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupCleared(Event):
    """A volunteer has taken the goods out."""

    pickup_id: PickupId
    person_id: PersonId
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessLive(Event):
    """The station has a code that stands beside a pickup's own: from now on it opens."""

    access_id: GrantId
    purpose: str
    subject: str
    holder_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorAnswered(Event):
    """A remote opening has come to its end: `outcome` says how."""

    command_id: CommandId
    station_id: StationId
    box: int
    pickup_id: PickupId | None
    asked_by: PersonId
    outcome: str
    code: str
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorJammed(Event):
    """A door did not open though the bolt was moved. Opened from the chat, its `DoorAnswered` says so, too.

    `access_id` names the code if it was one beside the pickup's own.
    """

    station_id: StationId
    box: int
    pickup_id: PickupId | None
    by_code: bool
    access_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAlarm(Event):
    """Too many wrong codes at one station."""

    station_id: StationId


@dataclass(frozen=True, slots=True, kw_only=True)
class StationChanged(Event):
    """A station came back or fell silent."""

    station_id: StationId
    condition: str
