"""Measures the planner's engine: on published instances (not ours to ship), and on made-up days of the sample county.

    python -m tools.instances FOLDER/*.txt      text form of Solomon's and Gehring and Homberger's instances (VRPTW)
    python -m tools.instances --county 40 120   so many stops, always the same for the same number
    python -m tools.instances --county 40 --search ils --effort 2      one kind of search alone, and how long

Published results count vehicles first and metres second, so that is asked here, too. Every answer is checked.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from math import ceil, hypot
from pathlib import Path

from domain.tours.ports import Site
from integrations.demo.region import read_region
from integrations.planning.air_line import AirLine
from integrations.planning.child import search_in_child
from integrations.planning.planner import Search
from integrations.planning.task import Ride, Routes, Stop, Task

HOUR = 3600
SCALE = 1000  # published times and distances have decimals, the engine has whole numbers
CENTRE = Site("L0", 51.7108, 9.1967)


class NotAnInstance(Exception):
    """The file is not an instance in the text form of Solomon."""


@dataclass(frozen=True, slots=True)
class Measured:
    """An answer beside its task: the driving in the units of the instance, and the processor's seconds it took."""

    name: str
    task: Task
    unit: float
    routes: Routes
    seconds: float
    cut: bool

    @property
    def vehicles(self) -> int:
        """How many drive."""
        return sum(map(bool, self.routes))

    @property
    def driving(self) -> float:
        """How far, or how long, all of them drive."""
        return sum(sum(legs(self.task, ride, route)) for ride, route in self.rides()) / self.unit

    @property
    def left_out(self) -> int:
        """How many stops are in no route."""
        return len(self.task.stops) - sum(map(len, self.routes))

    def rides(self) -> Iterator[tuple[Ride, Sequence[int]]]:
        """Who drives what."""
        yield from zip(self.task.rides, self.routes, strict=True)


def read_solomon(text: str) -> Task:
    """An instance in the text form of Solomon: vehicles, then one line of seven numbers for each customer."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    numbers = [[float(word) for word in line] for line in lines if all(map(_is_number, line))]
    vehicles = next((line for line in numbers if len(line) == 2), None)
    customers = [line for line in numbers if len(line) == 7]
    if vehicles is None or len(customers) < 2:
        raise NotAnInstance
    points = [(line[1], line[2]) for line in customers]
    last = ceil(customers[0][5] * SCALE)
    stops = tuple(
        Stop(site, (int(load),), True, ceil(ready * SCALE), int(due * SCALE), ceil(stay * SCALE), ())
        for site, (_, _, _, load, ready, due, stay) in enumerate(customers)
        if site > 0
    )
    count, capacity = int(vehicles[0]), int(vehicles[1])
    return Task(
        seconds=tuple(tuple(ceil(hypot(x - a, y - b) * SCALE) for a, b in points) for x, y in points),
        stops=tuple(replace(stop, rides=tuple(range(count))) for stop in stops),
        rides=(Ride(0, 0, 0, last, (capacity,)),) * count,
        starting_costs=last * len(stops),  # more than all driving: vehicles count first
        limit=0,
    )


def county_day(stops: int) -> Task:
    """Homes all over the county, one or two crates each, within four hours of a day of eight; vans enough."""
    chance = random.Random(stops)  # noqa: S311 -- the same day each time
    villages = read_region(datetime(2026, 9, 1, tzinfo=UTC)).villages
    homes = [
        Site(str(number), village.lat + chance.uniform(-0.005, 0.005), village.lon + chance.uniform(-0.007, 0.007))
        for number, village in enumerate(chance.choices(villages, k=stops))
    ]
    ways = AirLine().matrix([CENTRE, *homes])
    vans = 2 + stops // 12
    begins = [chance.randrange(5) * HOUR for _ in homes]
    return Task(
        seconds=tuple(tuple(ceil(way.time.total_seconds()) for way in row) for row in ways),
        stops=tuple(
            Stop(
                site,
                (chance.choice((0, 1, 1, 2)), chance.choice((0, 0, 1))),
                False,
                begin,
                begin + 4 * HOUR,
                180,
                tuple(range(vans)),
            )
            for site, begin in enumerate(begins, start=1)
        ),
        rides=(Ride(0, 0, 0, 8 * HOUR, (40, 16)),) * vans,
        starting_costs=15 * 60,
        limit=0,
    )


def measure(name: str, task: Task, unit: float, search: Search = search_in_child) -> Measured:
    """Ask the engine, and look at its answer. Raises `PlanningFailed`, `AssertionError`."""
    begun = _processor_seconds()
    answer = search(task)
    seconds = _processor_seconds() - begun
    assert answer.routes is not None, "nothing was constructed within the limit"
    measured = Measured(name, task, unit, answer.routes, seconds, answer.cut)
    for ride, route in measured.rides():
        _check(task, ride, route)
    stops = [stop for route in answer.routes for stop in route]
    assert len(stops) == len(set(stops)), "a stop is visited twice"
    return measured


def searching(kind: str) -> Search:
    """The whole engine as the service asks it, or one kind of its search in this process."""
    if kind == "all":
        return search_in_child
    from integrations.planning.engine import answer  # ortools is loaded only where it is asked for

    return partial(answer, rebuild=kind == "ils", move=kind == "gls")


def child_costs() -> tuple[float, float]:
    """Seconds until a child has answered a task of one stop with next to no search, and its most memory in MB."""
    stop = Stop(1, (1,), False, 0, HOUR, 0, (0,))
    task = Task(((0, 60), (60, 0)), (stop,), (Ride(0, 0, 0, HOUR, (1,)),), 0, 10.0, 0.001)
    begun = time.monotonic()
    search_in_child(task)
    return time.monotonic() - begun, memory_of_children()


def _processor_seconds() -> float:
    """Of this process and its children: what else the machine does counts less than by the clock on the wall."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + spent.ru_utime + spent.ru_stime


def memory_of_children() -> float:
    """The most that one of the children so far has taken, in MB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def _check(task: Task, ride: Ride, route: Sequence[int]) -> None:
    """These instances have one direction only: all that is carried is on board at once."""
    for room, carried in zip(ride.room, zip(*(task.stops[stop].load for stop in route), strict=True), strict=False):
        assert sum(carried) <= room, "a vehicle is too full"
    now = ride.begins
    *ways, home = legs(task, ride, route) if route else [0]
    for stop, way in zip((task.stops[number] for number in route), ways, strict=True):
        now = max(now + way, stop.earliest)
        assert now <= stop.latest, "a vehicle is late"
        now += stop.duration
    assert now + home <= ride.until, "a vehicle is back late"


def legs(task: Task, ride: Ride, route: Sequence[int]) -> list[int]:
    """The ways of a route, out and back."""
    sites = [ride.start, *(task.stops[stop].site for stop in route), ride.end]
    return [task.seconds[start][end] for start, end in pairwise(sites)] if route else []


def _is_number(word: str) -> bool:
    return word.replace(".", "", 1).isdigit()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line for each instance."""
    parser = argparse.ArgumentParser(prog="python -m tools.instances", description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="instances in the text form of Solomon")
    parser.add_argument("--county", nargs="*", type=int, default=[], metavar="STOPS", help="made-up days")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds of real time for each")
    parser.add_argument("--effort", type=float, default=1.0, help="how long to search; 1 is what the service does")
    parser.add_argument("--search", choices=("all", "ils", "gls"), default="all", help="all is what the service does")
    given = parser.parse_args(arguments)
    seconds, memory = child_costs()
    print(f"A child answers after {seconds:.2f} s and takes {memory:.0f} MB.\n")
    print("| instance | stops | left out | vehicles | driving | processor seconds | |\n|---|---|---|---|---|---|---|")
    tasks = [(file.stem, read_solomon(file.read_text(encoding="utf-8")), float(SCALE)) for file in given.files]
    tasks += [(f"county {stops}", county_day(stops), 60.0) for stops in given.county]
    for name, task, unit in tasks:
        asked = replace(task, limit=given.limit, effort=given.effort)
        one = measure(name, asked, unit, searching(given.search))
        cut = "cut by the limit" if one.cut else ""
        figures = f"{one.left_out} | {one.vehicles} | {one.driving:.1f} | {one.seconds:.1f}"
        print(f"| {name} | {len(task.stops)} | {figures} | {cut} |", flush=True)
    if given.search == "all":
        print(f"\nThe largest child took {memory_of_children():.0f} MB.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
