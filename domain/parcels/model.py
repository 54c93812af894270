"""A carrier's parcel on its way through a compartment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.errors import MoveRefused
from domain.ids import ParcelId, PersonId, PickupId, StationId


class ParcelSize(StrEnum):
    """How large it is: what fits into a compartment of this size, and into every larger one."""

    S = "S"
    M = "M"
    L = "L"
    XL = "XL"

    def fits_into(self, compartment: str) -> bool:
        """Whether it fits into a compartment of this size."""
        order = [size.value for size in ParcelSize]
        return compartment in order and order.index(self.value) <= order.index(compartment)


class ParcelStatus(StrEnum):
    """The life of a parcel here; `PARCEL_MOVES` says what may follow what."""

    ASSIGNED = "assigned"  # a compartment is held, the courier has (or gets) a code for it
    STORED = "stored"
    COLLECTED = "collected"
    RETURNED = "returned"  # nobody came: taken out, back to the carrier
    CALLED_OFF = "called_off"  # never put in


_S = ParcelStatus
PARCEL_MOVES: dict[ParcelStatus, frozenset[ParcelStatus]] = {
    _S.ASSIGNED: frozenset({_S.STORED, _S.CALLED_OFF}),
    _S.STORED: frozenset({_S.COLLECTED, _S.RETURNED}),
    _S.COLLECTED: frozenset(),
    _S.RETURNED: frozenset(),
    _S.CALLED_OFF: frozenset(),
}


@dataclass(eq=False, kw_only=True)
class Parcel:
    """One parcel. Its stay in the compartment is the pickup; nothing of its sender or contents is known.

    `opened_at` is when its courier first had the door open.
    """

    id: ParcelId
    carrier: str
    courier_id: PersonId
    person_id: PersonId
    station_id: StationId
    size: ParcelSize
    pickup_id: PickupId
    status: ParcelStatus = ParcelStatus.ASSIGNED
    status_at: datetime
    status_by: PersonId
    opened_at: datetime | None = None
    version: int = 0

    def move(self, to: ParcelStatus, by: PersonId, at: datetime) -> None:
        """Change the status, noting who and when. Raises `MoveRefused`."""
        if to not in PARCEL_MOVES[self.status]:
            raise MoveRefused(status=self.status, wanted=to)
        self.status, self.status_by, self.status_at = to, by, at
