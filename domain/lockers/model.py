"""Pick-up points, their compartments, and what lies in them for whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.catalogue.model import Zone
from domain.errors import MoveRefused
from domain.ids import CommandId, GrantId, HelperId, MerchantId, OrderId, ParcelId, PersonId, PickupId, StationId
from domain.lockers.ports import CommandOutcome, Door, StationCondition

REOPEN_FOR = timedelta(minutes=10)  # people forget a bag: the same code opens again
STAY_AMBIENT = timedelta(hours=48)
STAY_COLD = timedelta(hours=24)  # the cold window of chilled and frozen goods
USES = 5
BLOCKED = "blocked"  # the fault of a compartment that people have taken out of use
GIVEN_UP = "no_answer"  # the code of a command nobody has answered in time


def stay_in(zone: Zone) -> timedelta:
    """How long goods of this temperature may lie."""
    return STAY_AMBIENT if zone is Zone.AMBIENT else STAY_COLD


class CompartmentKind(StrEnum):
    """What a compartment is for."""

    PICKUP = "pickup"
    VENDING = "vending"
    DEPOSIT = "deposit"
    PARCEL = "parcel"


@dataclass(eq=False, kw_only=True)
class Compartment:
    """One door of a pick-up point. Inner size in mm; `row` 1 is at the top, `column` 1 at the left.

    `fence` rises with each new use, so that a late command for an earlier use is refused by the station.
    `fault` is what the station says of it (a jam), or BLOCKED.
    """

    station_id: StationId
    no: int
    size: str
    zone: Zone
    row: int
    column: int
    kind: CompartmentKind
    width_mm: int
    depth_mm: int
    height_mm: int
    reachable: bool
    fence: int = 0
    door: Door = Door.UNKNOWN
    door_seq: int = 0
    fault: str | None = None

    @property
    def usable(self) -> bool:
        """Whether goods may be planned into it."""
        return self.is_for(CompartmentKind.PICKUP)

    def is_for(self, kind: CompartmentKind) -> bool:
        """Whether it is of this kind and works."""
        return self.kind is kind and self.fault is None


@dataclass(eq=False, kw_only=True)
class Station:
    """A pick-up point. `list_version` counts its grant lists; `list_acked` is what it has on its disk."""

    id: StationId
    name: str
    village: str
    municipality: str
    address: str
    lat: float
    lon: float
    description: str
    step_free: bool
    power_backup: bool
    operator: str
    seller_id: MerchantId
    condition: StationCondition = StationCondition.LOST
    boot: str = ""
    session: int = 0
    last_seen: datetime | None = None
    list_version: int = 0
    list_acked: int = 0
    compartments: list[Compartment] = field(default_factory=list)

    @property
    def silent(self) -> bool:
        """Whether we cannot reach it: silence is information."""
        return self.condition is not StationCondition.READY

    def compartment(self, no: int) -> Compartment:
        """The compartment with this number. Raises `MoveRefused` for a number that is not there."""
        for compartment in self.compartments:
            if compartment.no == no:
                return compartment
        raise MoveRefused(compartment=no)


class PickupStatus(StrEnum):
    """The life of goods at a pick-up point; `PICKUP_MOVES` says what may follow what."""

    PLANNED = "planned"
    FILLING = "filling"
    FILLED = "filled"
    READY = "ready"
    COLLECTED = "collected"
    EXPIRED = "expired"
    CLEARED = "cleared"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    def holds_compartments(self) -> bool:
        """Whether its compartments are not free for somebody else."""
        return self in {self.PLANNED, self.FILLING, self.FILLED, self.READY, self.EXPIRED}

    def grants_access(self) -> bool:
        """Whether its code must be in the station's list (after collection: for the re-open window)."""
        return self in {self.FILLED, self.READY, self.COLLECTED}

    def code_is_live(self) -> bool:
        """Whether the resident may be told the code."""
        return self in {self.READY, self.COLLECTED}


_P = PickupStatus
PICKUP_MOVES: dict[PickupStatus, frozenset[PickupStatus]] = {
    _P.PLANNED: frozenset({_P.FILLING, _P.CANCELLED}),
    _P.FILLING: frozenset({_P.FILLED, _P.PLANNED, _P.CANCELLED}),
    _P.FILLED: frozenset({_P.READY, _P.COLLECTED, _P.EXPIRED}),
    _P.READY: frozenset({_P.COLLECTED, _P.EXPIRED, _P.FILLED}),  # FILLED: a new code is on its way
    _P.EXPIRED: frozenset({_P.CLEARED, _P.COLLECTED}),
    _P.COLLECTED: frozenset({_P.CLOSED}),
    _P.CLOSED: frozenset(),
    _P.CLEARED: frozenset(),
    _P.CANCELLED: frozenset(),
}


@dataclass(eq=False, kw_only=True)
class PickupBox:
    """A compartment taken for a pickup, in the fence of this use.

    `opened_at` is when its owner last opened it, by code or from the chat.
    """

    pickup_id: PickupId
    station_id: StationId
    no: int
    zone: Zone
    fence: int
    filled: bool = False
    opened_at: datetime | None = None


@dataclass(eq=False, kw_only=True)
class Pickup:
    """What waits for one resident at one station from one day on: some compartments, one code.

    It is the goods of an order or, with `parcel_id`, a carrier's parcel. What waits for the same person at the same
    station may share `grant_id` and `sealed_code` (ciphertext): one code opens it all. `code_used_at` is when somebody
    typed it first. `list_version` is the grant list that first carries it: when the station has acknowledged that
    list, the code is live.
    """

    id: PickupId
    order_id: OrderId | None
    person_id: PersonId
    station_id: StationId
    day: date
    status: PickupStatus = PickupStatus.PLANNED
    status_at: datetime
    status_by: PersonId
    grant_id: GrantId | None = None
    sealed_code: str | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    list_version: int | None = None
    code_used_at: datetime | None = None
    reopen_until: datetime | None = None
    clearing_by: PersonId | None = None
    parcel_id: ParcelId | None = None
    boxes: list[PickupBox] = field(default_factory=list)
    version: int = 0

    def move(self, to: PickupStatus, by: PersonId, at: datetime) -> None:
        """Change the status, noting who and when. Raises `MoveRefused`."""
        if to not in PICKUP_MOVES[self.status]:
            raise MoveRefused(status=self.status, wanted=to)
        self.status, self.status_by, self.status_at = to, by, at

    def box(self, no: int) -> PickupBox:
        """The box with this compartment number. Raises `MoveRefused`."""
        for box in self.boxes:
            if box.no == no:
                return box
        raise MoveRefused(compartment=no)

    def boxes_to_open(self) -> list[PickupBox]:
        """Those the code opens, by number: a renewed code leaves out what was emptied before it."""
        rest = [
            box for box in self.boxes if box.opened_at is None or box.opened_at >= (self.valid_from or box.opened_at)
        ]
        return sorted(rest, key=lambda box: box.no)

    def next_to_fill(self) -> PickupBox | None:
        """The first compartment that still waits for its goods."""
        return next((box for box in sorted(self.boxes, key=lambda b: b.no) if not box.filled), None)

    def stay(self) -> timedelta:
        """How long the goods may lie: cold goods only as long as the cold window."""
        return min((stay_in(box.zone) for box in self.boxes), default=STAY_AMBIENT)

    def may_open(self, now: datetime) -> bool:
        """Whether the resident may open it now: the code is live, or the re-open window is."""
        if self.status is PickupStatus.READY:
            return self.valid_until is not None and now < self.valid_until
        return self.status is PickupStatus.COLLECTED and self.reopen_until is not None and now < self.reopen_until

    def opened(self, no: int, at: datetime) -> bool:
        """Note that a door was opened by its owner; True when with it all compartments have been opened."""
        self.box(no).opened_at = at
        return all(box.opened_at is not None for box in self.boxes)


class AccessPurpose(StrEnum):
    """What a code beside a pickup's own is for."""

    SECOND = "second"  # somebody else collects a pickup
    DEPOSIT = "deposit"  # empties are put in
    COURIER = "courier"  # a carrier puts a parcel in
    REFILL = "refill"  # a volunteer fills vending compartments


class AccessStatus(StrEnum):
    """The life of such a code; `ACCESS_MOVES` says what may follow what."""

    SENT = "sent"
    LIVE = "live"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"

    def is_in_force(self) -> bool:
        """Whether it must be in the station's list. A used one opens again for a while."""
        return self in {self.SENT, self.LIVE, self.USED}


_A = AccessStatus
ACCESS_MOVES: dict[AccessStatus, frozenset[AccessStatus]] = {
    _A.SENT: frozenset({_A.LIVE, _A.USED, _A.REVOKED, _A.EXPIRED}),
    _A.LIVE: frozenset({_A.USED, _A.REVOKED, _A.EXPIRED}),
    _A.USED: frozenset({_A.REVOKED, _A.EXPIRED}),
    _A.REVOKED: frozenset(),
    _A.EXPIRED: frozenset(),
}


@dataclass(eq=False, kw_only=True)
class Access:
    """One code that opens some compartments for a while, beside the pickups' own.

    `subject` is the id of what it is for: the pickup, the booking of empties, the parcel. `holder_id` is who is told
    the code; `helper_id` is who collects with a second one. `sealed_code` is ciphertext; `list_version` is the grant
    list that first carries it.
    """

    id: GrantId
    station_id: StationId
    purpose: AccessPurpose
    subject: str
    holder_id: PersonId
    boxes: tuple[int, ...]
    sealed_code: str
    valid_from: datetime
    valid_until: datetime
    uses: int
    list_version: int
    status: AccessStatus = AccessStatus.SENT
    status_at: datetime
    helper_id: HelperId | None = None
    version: int = 0

    def move(self, to: AccessStatus, at: datetime) -> None:
        """Change the status. Raises `MoveRefused`."""
        if to not in ACCESS_MOVES[self.status]:
            raise MoveRefused(status=self.status, wanted=to)
        self.status, self.status_at = to, at


@dataclass(eq=False, kw_only=True)
class DoorCommand:
    """A remote opening on its way: wished is not confirmed.

    `why` and `subject` say what it is for: the pickup's id is in `pickup_id`, any other thing's in `subject`.
    `outcome` and `code` say its end; after `GIVEN_UP` the station may still tell what has really become of it.
    """

    id: CommandId
    station_id: StationId
    box: int
    why: str
    pickup_id: PickupId | None
    asked_by: PersonId
    fence: int
    issued_at: datetime
    expires_at: datetime
    outcome: CommandOutcome | None = None
    code: str = ""
    settled_at: datetime | None = None
    subject: str = ""

    @property
    def in_flight(self) -> bool:
        """Whether its end is not known yet."""
        return self.outcome in {None, CommandOutcome.RECEIVED}

    @property
    def given_up(self) -> bool:
        """Whether we have stopped waiting for its end without hearing it."""
        return not self.in_flight and self.code == GIVEN_UP
