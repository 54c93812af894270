"""What the engine is asked and what it answers: plain whole numbers, and their JSON on the wire to the child process.

Shifts and errands are numbers here, times are seconds since the earliest shift begins. Everything is rounded so that
what holds in whole seconds holds on the road.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Self

Routes = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """An errand. `load` has one number for each kind of room, `rides` are the shifts that could do it.

    `people` wait for it.
    """

    site: int
    load: tuple[int, ...]
    collects: bool
    earliest: int
    latest: int
    duration: int
    rides: tuple[int, ...]
    urgent: bool = False
    people: int = 1


@dataclass(frozen=True, slots=True)
class Ride:
    """A shift."""

    start: int
    end: int
    begins: int
    until: int
    room: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """Sites are numbers of rows in `seconds`, the driving time from each site to each other.

    The search takes as much trouble as `effort` says, on whatever machine it runs; `limit`, in seconds of real time,
    only guards it. `starting_costs` is what one more ride must save, in seconds of driving.
    """

    seconds: tuple[tuple[int, ...], ...]
    stops: tuple[Stop, ...]
    rides: tuple[Ride, ...]
    starting_costs: int
    limit: float
    effort: float = 1.0

    def to_json(self) -> str:
        """For the child process, in one line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What `to_json` wrote."""
        read = json.loads(text)
        stops = tuple(
            Stop(**{**stop, "load": tuple(stop["load"]), "rides": tuple(stop["rides"])}) for stop in read["stops"]
        )
        rides = tuple(Ride(**{**ride, "room": tuple(ride["room"])}) for ride in read["rides"])
        seconds = tuple(tuple(row) for row in read["seconds"])
        return cls(**{**read, "seconds": seconds, "stops": stops, "rides": rides})


@dataclass(frozen=True, slots=True)
class Answer:
    """For each ride its stops in order; a stop that is in none cannot be done. `None`: no answer was found in time.

    `cut` says that the search ended by the clock, so that another run may find another answer.
    """

    routes: Routes | None
    cut: bool = False

    def to_json(self) -> str:
        """For the parent process, in one line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What `to_json` wrote."""
        read = json.loads(text)
        if read["routes"] is not None:
            read["routes"] = _tuples(read["routes"])
        return cls(**read)


def _tuples(rows: list[list[int]]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(row) for row in rows)


def _tupled(read: dict[str, Any], *names: str) -> dict[str, Any]:
    return read | {name: tuple(read[name]) for name in names}
