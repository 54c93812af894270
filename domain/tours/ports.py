"""What tours need from outside: how long a way takes, and somebody who finds good tours.

The problem and its answer are plain values, so that a planner may be any engine, in a process of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.errors import DomainError


class PlanningFailed(DomainError):
    """No plan was found in the time given: nothing is known about who can be served."""


@dataclass(frozen=True, slots=True)
class Site:
    """A point on the map (WGS84, decimal degrees)."""

    id: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Way:
    """From one site to another by road."""

    metres: int
    time: timedelta


class TravelTimes(Protocol):
    """How far it is, and how long it takes, by road."""

    def matrix(self, sites: Sequence[Site]) -> Sequence[Sequence[Way]]:
        """The way from each site (row) to each site (column)."""
        ...


@dataclass(frozen=True, slots=True)
class Crates:
    """Room in delivery crates of 60 x 40 x 32 cm. Frozen goods travel in chilled crates, in insulated bags."""

    ambient: int = 0
    chilled: int = 0

    def __add__(self, other: Crates) -> Crates:
        return Crates(self.ambient + other.ambient, self.chilled + other.chilled)

    def __sub__(self, other: Crates) -> Crates:
        return Crates(self.ambient - other.ambient, self.chilled - other.chilled)

    def fits_in(self, room: Crates) -> bool:
        """Whether there is room for all of them."""
        return self.ambient <= room.ambient and self.chilled <= room.chilled


class Direction(StrEnum):
    """Whether a vehicle takes a load on at a stop or leaves it there."""

    COLLECT = "collect"
    DELIVER = "deliver"


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing to do at one site: fetch from a merchant, or bring to a pick-up point or a door.

    It begins between `earliest` and `latest` and takes `duration`. `vehicles` are the only ones that may do it, by
    the vehicle of a shift; empty: any. When not all can be done, as few `people` as can be are let down, and nobody
    `urgent` for the sake of anybody who is not.
    """

    id: str
    site: str
    direction: Direction
    load: Crates
    earliest: datetime
    latest: datetime
    duration: timedelta
    vehicles: tuple[str, ...] = ()
    urgent: bool = False
    people: int = 1


@dataclass(frozen=True, slots=True)
class Shift:
    """One vehicle with its driver for one stretch of time: starts at `start`, is back at `end` by `until`.

    A vehicle that drives twice a day has two shifts, which then name it. All loads of `Direction.DELIVER` are on
    board at the start, all of `Direction.COLLECT` at the end: never more than `room` at any moment.
    """

    id: str
    start: str
    end: str
    begins: datetime
    until: datetime
    room: Crates
    vehicle: str = ""

    def may(self, errand: Errand) -> bool:
        """Whether this vehicle is one that may do it. A shift that names no vehicle is one of its own."""
        return not errand.vehicles or (self.vehicle or self.id) in errand.vehicles


@dataclass(frozen=True, slots=True)
class Problem:
    """All errands and shifts of one leg of a day."""

    sites: tuple[Site, ...]
    errands: tuple[Errand, ...]
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """One errand in a route: when it begins and when it is done. Who would be early waits before that."""

    errand: str
    arrive: datetime
    leave: datetime


@dataclass(frozen=True, slots=True)
class Route:
    """What one shift does, in order. `metres` and `driving` count the way out, between, and back."""

    shift: str
    leaves: datetime
    back: datetime
    visits: tuple[Visit, ...]
    metres: int
    driving: timedelta


@dataclass(frozen=True, slots=True)
class Plan:
    """Routes of the shifts that drive, and every errand that nobody can do: none is dropped without a name."""

    routes: tuple[Route, ...]
    undone: tuple[str, ...]


class TourPlanner(Protocol):
    """Finds good tours."""

    def plan(self, problem: Problem, limit: timedelta) -> Plan:
        """Tours for all errands that can be done at all, found within `limit` of real time.

        Every errand is in exactly one route or in `undone`. Raises `PlanningFailed` when no complete answer was
        found in time: a construction cut short by the limit is no plan.
        """
        ...
