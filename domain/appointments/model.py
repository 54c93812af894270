"""Services: what somebody asks a merchant for, the time the merchant proposes, and what both agree on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from domain.catalogue.model import Withdrawal
from domain.clock import local
from domain.errors import MoveRefused
from domain.ids import AppointmentId, MerchantId, PersonId, Sku, StationId
from domain.money import Money

MOST_WISHES = 3
ABOUT = timedelta(minutes=30)  # who says "um zehn" can be there at half past nine, too


@dataclass(frozen=True, slots=True)
class Wish:
    """When it would suit: days and a part of the day. Without days it is any day, without times the whole day."""

    first: date | None = None
    last: date | None = None
    begin: time | None = None
    end: time | None = None

    def fits(self, start: datetime) -> bool:
        """Whether an appointment that begins then is what was wished."""
        there = local(start)
        if self.first is not None and not self.first <= there.date() <= (self.last or self.first):
            return False
        if self.begin is None or self.end is None:
            return True
        if self.begin == self.end:
            exact = datetime.combine(there.date(), self.begin, there.tzinfo)
            return abs(there - exact) <= ABOUT
        return self.begin <= there.time() < self.end


class AppointmentStatus(StrEnum):
    """The life of an appointment; `APPOINTMENT_MOVES` is the table of what may follow what."""

    REQUESTED = "requested"
    PROPOSED = "proposed"
    AGREED = "agreed"
    DONE = "done"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"

    def is_live(self) -> bool:
        """Whether somebody still waits for something."""
        return self in {self.REQUESTED, self.PROPOSED, self.AGREED}

    def is_open(self) -> bool:
        """Whether nothing is agreed yet, so that it costs nothing and binds nobody."""
        return self in {self.REQUESTED, self.PROPOSED}

    def takes_time(self) -> bool:
        """Whether the merchant is not free then. A proposal holds its time until it is answered."""
        return self in {self.PROPOSED, self.AGREED}


_S = AppointmentStatus
APPOINTMENT_MOVES: dict[AppointmentStatus, frozenset[AppointmentStatus]] = {
    _S.REQUESTED: frozenset({_S.PROPOSED, _S.DECLINED, _S.CANCELLED, _S.LAPSED}),
    _S.PROPOSED: frozenset({_S.PROPOSED, _S.REQUESTED, _S.AGREED, _S.DECLINED, _S.CANCELLED, _S.LAPSED}),
    _S.AGREED: frozenset({_S.DONE, _S.CANCELLED}),
    _S.DONE: frozenset(),
    _S.DECLINED: frozenset(),
    _S.CANCELLED: frozenset(),
    _S.LAPSED: frozenset(),
}


@dataclass(eq=False, kw_only=True)
class AppointmentMove:
    """One change of status: what, who, when, and the time that was talked about."""

    appointment_id: AppointmentId
    no: int
    status: AppointmentStatus
    at: datetime
    by: PersonId
    start: datetime | None = None


@dataclass(eq=False, kw_only=True)
class Appointment:
    """One service for one person by one merchant. `code` is what people say: "KAP-74".

    What it is and what it costs are as they were when asked for: that price holds. It takes place at `street` in
    `village`, or from hand to hand at the pick-up point `station_id`; the merchant is told the street only once it
    is agreed. `start` is the time on the table, `deadline` until when it is to be answered.
    """

    id: AppointmentId
    code: str
    person_id: PersonId
    name: str
    merchant_id: MerchantId
    sku: Sku
    service: str
    pieces: int
    unit_price: Money
    vat_percent: int
    withdrawal: Withdrawal
    duration_minutes: int
    min_notice_hours: int
    village: str
    street: str | None = None
    station_id: StationId | None = None
    note: str = ""
    wishes: tuple[Wish, ...] = ()
    status: AppointmentStatus = AppointmentStatus.REQUESTED
    start: datetime | None = None
    deadline: datetime | None = None
    moves: list[AppointmentMove] = field(default_factory=list)
    version: int = 0

    @property
    def price(self) -> Money:
        """What all of it costs."""
        return self.unit_price * self.pieces

    @property
    def length(self) -> timedelta:
        """How long it takes."""
        return timedelta(minutes=self.duration_minutes * self.pieces)

    @property
    def end(self) -> datetime | None:
        """When it is over."""
        return self.start + self.length if self.start is not None else None

    @property
    def at_home(self) -> bool:
        """Whether the merchant comes to the person's home."""
        return self.station_id is None

    @property
    def first_name(self) -> str:
        """How the merchant reads who asks, until it is agreed; empty when she has been forgotten."""
        return self.name.split()[0] if self.name else ""

    @property
    def asked_at(self) -> datetime:
        """When it was asked for."""
        return self.moves[0].at

    @property
    def moved_at(self) -> datetime:
        """When the status last changed."""
        return self.moves[-1].at

    @property
    def agreed_at(self) -> datetime | None:
        """When "Jetzt kaufen" was tapped."""
        return next((move.at for move in self.moves if move.status is _S.AGREED), None)

    def ask(self, by: PersonId, at: datetime) -> None:
        """It has been asked for: the first move."""
        self._note(by, at)

    def propose(self, start: datetime, by: PersonId, at: datetime) -> None:
        """A time is on the table, in the place of an earlier one. Raises `MoveRefused`."""
        self._require(_S.PROPOSED)
        self.start = start
        self.move(_S.PROPOSED, by, at)

    def wish_again(self, wishes: Sequence[Wish], by: PersonId, at: datetime) -> None:
        """The time on the table does not suit. Raises `MoveRefused`."""
        self._require(_S.REQUESTED)
        self.start, self.wishes = None, tuple(wishes[:MOST_WISHES])
        self.move(_S.REQUESTED, by, at)

    def move(self, to: AppointmentStatus, by: PersonId, at: datetime) -> None:
        """Change the status, noting who and when. Raises `MoveRefused`."""
        self._require(to)
        self.status = to
        self._note(by, at)

    def _require(self, to: AppointmentStatus) -> None:
        if to not in APPOINTMENT_MOVES[self.status]:
            raise MoveRefused(status=self.status, wanted=to)

    def _note(self, by: PersonId, at: datetime) -> None:
        self.moves.append(
            AppointmentMove(
                appointment_id=self.id, no=len(self.moves) + 1, status=self.status, at=at, by=by, start=self.start
            )
        )

    @property
    def free_until(self) -> datetime | None:
        """Until when the person may call off an agreed appointment here."""
        return self.start - timedelta(hours=self.min_notice_hours) if self.start is not None else None

    def may_call_off(self, now: datetime) -> bool:
        """Whether the person may call it off here; later it takes a call."""
        if self.status.is_open():
            return True
        return self.status is _S.AGREED and self.free_until is not None and now < self.free_until

    def overlaps(self, begin: datetime, end: datetime, between: timedelta) -> bool:
        """Whether it lies in this time, with the way from one place to the next."""
        if not self.status.takes_time() or self.start is None or self.end is None:
            return False
        return self.start - between < end and begin < self.end + between

    def forget(self) -> None:
        """The person's data are erased. A contract stays as the law demands, with its name; nothing else does."""
        self.street = None
        if self.agreed_at is None:
            self.name = ""
