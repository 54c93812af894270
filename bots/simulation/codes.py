"""Codes as people know them: what the message says, what the wall does, and who errs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bots.simulation.invariants import Fault
from domain.clock import at_local, local_day
from domain.ids import PersonId
from domain.lockers.model import PickupStatus
from domain.store import UnitOfWork

MONTHS: tuple[str, ...] = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August")
MONTHS += ("September", "Oktober", "November", "Dezember")
CODE = re.compile(r"\b(\d{3}) (\d{3})\b")
BOXES = re.compile(r"Fach (\d+)|Fächer ([\d, und]+)")
UNTIL = re.compile(rf"Gültig bis \w+, (\d+)\. ({'|'.join(MONTHS)}), (\d+)(?::(\d+))? Uhr")
PLACE = re.compile(r"Abholpunkt ([^,\n]+),")
DAYS_IN_YEAR = 366
UNKNOWN = "Diesen Code kennt"  # as walls say it


def code_in(text: str) -> str | None:
    """The code that a message gives, as one types it."""
    found = CODE.search(text) if "Code:" in text else None
    return "".join(found.groups()) if found else None


def next_day(today: date, day: int, month: str) -> date:
    """The next day of that name."""
    ahead = (today + timedelta(days=days) for days in range(DAYS_IN_YEAR))
    return next(one for one in ahead if (one.day, one.month) == (day, MONTHS.index(month) + 1))


@dataclass(frozen=True, slots=True)
class Told:
    """A code as somebody was told it."""

    code: str
    station: str
    boxes: frozenset[int]
    until: datetime | None


def told_in(text: str, now: datetime, stations: Mapping[str, str]) -> Told | None:
    """What a message says of a code; None: it gives none."""
    code = code_in(text)
    if code is None:
        return None
    boxes = {int(no) for one, more in BOXES.findall(text) for no in re.findall(r"\d+", one or more)}
    place, ends = PLACE.search(text), UNTIL.search(text)
    until = None
    if ends is not None:
        until = at_local(next_day(local_day(now), int(ends[1]), ends[2]), time(int(ends[3]), int(ends[4] or 0)))
    return Told(code, stations.get(place[1], "") if place else "", frozenset(boxes), until)


def own_boxes(store: UnitOfWork, person_id: PersonId, station: str) -> set[int]:
    """The compartments in which something lies, or lay, for somebody, and those that wait for what she brings."""
    pickups = store.lockers.pickups_of_person(person_id, set(PickupStatus))
    hers = {box.no for pickup in pickups if pickup.station_id == station for box in pickup.boxes}
    held = (one for one in store.lockers.accesses_held_by(person_id) if one.station_id == station)
    return hers | {no for access in held for no in access.boxes}


@dataclass
class CodeBook:
    """What became of all codes that were typed. Who errs is counted; what the service has done wrong is a fault."""

    faults: list[Fault] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    typed: int = 0

    def at_the_wall(
        self, who: str, told: Told, own: Set[int], opened: Sequence[int], display: str, now: datetime
    ) -> None:
        """Somebody has typed a code; `display` is what the wall says, `own` are the compartments that are hers there.

        A code grows with a parcel that is put in later, before anybody has been told of it.
        """
        self.typed += 1
        others = set(opened) - told.boxes - own
        if others:
            self.faults.append(Fault("a code opens its own doors", f"{who}: {sorted(others)} at {told.station}"))
        if not opened:
            late = told.until is not None and now > told.until
            self.refused["nach der Frist" if late else display] += 1
            if not late and display.startswith(UNKNOWN):
                self.faults.append(Fault("a code works once it is told", f"{who} at {told.station}: {display}"))
