"""What lockers need from outside: stations that are told things and report things, and a vault for codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.ids import CommandId, GrantId, StationId


class Door(StrEnum):
    """What the sensor of a door says."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class GrantRole(StrEnum):
    """Whom a code lets in."""

    PICKUP = "pickup"
    DEPOSIT = "deposit"
    COURIER = "courier"
    VOLUNTEER = "volunteer"


# --- what core tells a station -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """Open one compartment now.

    `fence` rises with every new use of the compartment: a station refuses an older one, so a late
    command can never open a compartment that has changed hands. `why` is for the audit trail only.
    """

    id: CommandId
    station_id: StationId
    box: int
    why: str
    fence: int
    issued_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Grant:
    """The right to open compartments by a code, good without any network.

    `code` is the six digits in plain: it exists only inside core's process. The wire, the station
    and every log hold a keyed verifier of it.
    """

    id: GrantId
    boxes: tuple[int, ...]
    role: GrantRole
    not_before: datetime
    expires_at: datetime
    uses: int
    code: str


@dataclass(frozen=True, slots=True)
class GrantList:
    """All rights in force at one station. A higher `version` replaces a lower one whole."""

    station_id: StationId
    version: int
    grants: tuple[Grant, ...]


# --- what a station reports to core ------------------------------------------------------------------


class StationCondition(StrEnum):
    """Whether a station is there."""

    READY = "ready"
    LOST = "lost"


class CommandOutcome(StrEnum):
    """What became of a command. Only `RECEIVED` is not final."""

    RECEIVED = "received"
    DONE = "done"
    FAILED = "failed"
    UNKNOWN = "unknown"
    REJECTED = "rejected"
    EXPIRED = "expired"


class StationEventKind(StrEnum):
    """What happened at a station by itself."""

    DOOR_OPENED = "door_opened"
    DOOR_CLOSED = "door_closed"
    DOOR_JAMMED = "door_jammed"
    CODE_ACCEPTED = "code_accepted"
    CODE_REFUSED = "code_refused"
    CODE_ALARM = "code_alarm"
    CARD_PRESENTED = "card_presented"
    TEMPERATURE = "temperature"


@dataclass(frozen=True, slots=True)
class StationSeen:
    """A station came, or its last will says that it is gone."""

    station_id: StationId
    condition: StationCondition
    boot: str
    session: int


@dataclass(frozen=True, slots=True)
class BoxSeen:
    """The door of one compartment as its sensor says now."""

    station_id: StationId
    box: int
    door: Door
    fault: str | None
    seq: int


@dataclass(frozen=True, slots=True)
class GrantsAnswered:
    """A station has taken (or refused) a list of grants; `accepted` only when it is on its disk."""

    station_id: StationId
    version: int
    accepted: bool
    reason: str


@dataclass(frozen=True, slots=True)
class CommandAnswered:
    """What a station says of a command."""

    station_id: StationId
    command_id: CommandId
    outcome: CommandOutcome
    code: str
    door: Door
    at: datetime


@dataclass(frozen=True, slots=True)
class StationEvent:
    """Something that happened at a station, numbered by it: (boot, seq) is told once and only once.

    `late` is true for what happened while the line was down. `grant_id` is set for codes.
    """

    station_id: StationId
    boot: str
    seq: int
    kind: StationEventKind
    box: int | None
    grant_id: GrantId | None
    at: datetime
    late: bool
    detail: str = ""


StationReport = StationSeen | BoxSeen | GrantsAnswered | CommandAnswered | StationEvent


class CodeVault(Protocol):
    """Keeps codes so that only their owner's service can read them again."""

    def seal(self, code: str) -> str:
        """Ciphertext of a code, for the database."""
        ...

    def open(self, sealed: str) -> str:
        """The code again. Raises `CodeUnreadable` when no key fits."""
        ...
