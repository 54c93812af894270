"""Refilling: what runs low at a pick-up point becomes one task, which the first volunteer who takes it has."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.errors import MoveRefused
from domain.ids import GrantId, PersonId, RefillId, Sku, StationId


class RefillStatus(StrEnum):
    """The life of a refill; `REFILL_MOVES` says what may follow what."""

    OPEN = "open"
    CLAIMED = "claimed"
    ESCALATED = "escalated"  # nobody has taken it: operators know
    DONE = "done"
    CANCELLED = "cancelled"

    def is_live(self) -> bool:
        """Whether somebody still has to do it."""
        return self in {self.OPEN, self.CLAIMED, self.ESCALATED}

    def is_free(self) -> bool:
        """Whether somebody may take it."""
        return self in {self.OPEN, self.ESCALATED}


_S = RefillStatus
REFILL_MOVES: dict[RefillStatus, frozenset[RefillStatus]] = {
    _S.OPEN: frozenset({_S.CLAIMED, _S.ESCALATED, _S.CANCELLED}),
    _S.ESCALATED: frozenset({_S.CLAIMED, _S.CANCELLED}),
    _S.CLAIMED: frozenset({_S.OPEN, _S.DONE}),
    _S.DONE: frozenset(),
    _S.CANCELLED: frozenset(),
}


class Said(StrEnum):
    """What a volunteer has answered to being asked."""

    NO = "no"
    LATER = "later"


@dataclass(eq=False, kw_only=True)
class RefillItem:
    """One slot of a refill. `wanted` packs are to be brought; `counted` lay in it when it was done."""

    refill_id: RefillId
    no: int
    sku: Sku
    wanted: int
    opened_at: datetime | None = None
    counted: int | None = None
    counted_at: datetime | None = None


@dataclass(eq=False, kw_only=True)
class RefillAnswer:
    """What one volunteer has said to one refill, last of all. `until` is when she wants to be asked again."""

    refill_id: RefillId
    person_id: PersonId
    said: Said
    at: datetime
    until: datetime | None = None


@dataclass(eq=False, kw_only=True)
class Refill:
    """What is to be filled at one station by one person.

    `asked_at` is when its volunteers were asked last, `rounds` how often; `access_id` the code of whoever has it.
    """

    id: RefillId
    station_id: StationId
    opened_at: datetime
    asked_at: datetime
    rounds: int = 1
    status: RefillStatus = RefillStatus.OPEN
    status_at: datetime
    status_by: PersonId
    claimed_by: PersonId | None = None
    access_id: GrantId | None = None
    items: list[RefillItem] = field(default_factory=list)
    answers: list[RefillAnswer] = field(default_factory=list)
    version: int = 0

    def move(self, to: RefillStatus, by: PersonId, at: datetime) -> None:
        """Change the status, noting who and when. Raises `MoveRefused`."""
        if to not in REFILL_MOVES[self.status]:
            raise MoveRefused(status=self.status, wanted=to)
        self.status, self.status_by, self.status_at = to, by, at

    def item(self, no: int) -> RefillItem:
        """The item of this compartment. Raises `MoveRefused`."""
        for item in self.items:
            if item.no == no:
                return item
        raise MoveRefused(compartment=no)

    def next_item(self) -> RefillItem | None:
        """The first slot that has not been counted yet."""
        return next((item for item in self.by_number() if item.counted is None), None)

    def by_number(self) -> list[RefillItem]:
        """Its slots in the order of their compartments."""
        return sorted(self.items, key=lambda item: item.no)

    @property
    def takes_more(self) -> bool:
        """Whether another slot may join it: until somebody has begun to fill."""
        begun = any(item.opened_at is not None or item.counted is not None for item in self.items)
        return self.status.is_live() and not begun

    def answer(self, person_id: PersonId, said: Said, at: datetime, until: datetime | None = None) -> None:
        """Note what a volunteer has said; her last word counts."""
        known = next((one for one in self.answers if one.person_id == person_id), None)
        if known is None:
            self.answers.append(RefillAnswer(refill_id=self.id, person_id=person_id, said=said, at=at, until=until))
        else:
            known.said, known.at, known.until = said, at, until

    def was_declined_by(self, person_id: PersonId) -> bool:
        """Whether this volunteer has said no."""
        return any(one.person_id == person_id and one.said is Said.NO for one in self.answers)
