"""What people look after: a chat handed to a human, a reported problem, somebody in danger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.errors import MoveRefused
from domain.ids import CaseId, PersonId

SAID_AT_MOST = 500


class CaseKind(StrEnum):
    """Why a human is needed."""

    TALK = "talk"
    PROBLEM = "problem"
    EMERGENCY = "emergency"
    BEREAVEMENT = "bereavement"
    PRIVACY = "privacy"
    LAPSED = "lapsed"


class CaseStatus(StrEnum):
    """Whether somebody looks after it."""

    OPEN = "open"
    TAKEN = "taken"
    CLOSED = "closed"


@dataclass(eq=False, kw_only=True)
class Case:
    """One matter for an operator. While a TALK case is taken, resident and operator write to each other.

    `channel` and `channel_id` are the chat it is about; `said` is what the person wrote.
    """

    id: CaseId
    kind: CaseKind
    person_id: PersonId
    channel: str
    channel_id: str
    said: str
    opened_at: datetime
    status: CaseStatus = CaseStatus.OPEN
    operator_id: PersonId | None = None
    taken_at: datetime | None = None
    closed_at: datetime | None = None
    about: str = ""
    version: int = 0

    def hear(self, more: str) -> None:
        """The same person says more before anybody has looked."""
        self.said = f"{self.said} / {more}"[-SAID_AT_MOST:] if more and more not in self.said else self.said

    def take(self, operator: PersonId, at: datetime) -> None:
        """An operator looks after it. Raises `MoveRefused` when another one already does, or it is settled."""
        mine = self.status is CaseStatus.TAKEN and self.operator_id == operator
        if self.status is not CaseStatus.OPEN and not mine:
            raise MoveRefused(status=self.status)
        self.status, self.operator_id, self.taken_at = CaseStatus.TAKEN, operator, at

    def close(self, at: datetime) -> None:
        """It is settled. Closing twice is no change."""
        if self.status is not CaseStatus.CLOSED:
            self.status, self.closed_at = CaseStatus.CLOSED, at
