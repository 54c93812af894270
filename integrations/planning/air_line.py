"""Travel times without a map: the air line, made longer, and over a bridge where a river is in between.

The figures are those of hilly rural Germany: a road there is half as long again as the air line, and a car on it comes
nearer by 30 km in an hour. A constant factor errs by some 15 %; a county with a map of its roads does better.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from pathlib import Path
from typing import Self

from domain.distance import kilometres
from domain.tours.ports import Site, Way

Point = tuple[float, float]

WESER = Path(__file__).parent / "weser.csv"
DETOUR = 1.5
KILOMETRES_AN_HOUR = 30.0  # along the air line
NEXT_DOOR = 0.2  # air-line kilometres to another site, at least: many are known by their village only
BEHIND_THE_RIVER = 2.0  # kilometres around a place on the far bank


@dataclass(frozen=True, slots=True)
class River:
    """A river with few bridges. Villages are known to about a kilometre, too roughly to draw the river between them.

    So it is told by places: who lives near one of the few places on the far bank, and nearer to it than to any place
    on the near bank, lives behind the river.
    """

    bridges: tuple[Point, ...] = ()
    near_bank: tuple[Point, ...] = ()
    far_bank: tuple[Point, ...] = ()

    @classmethod
    def read(cls, file: Path = WESER) -> Self:
        """The Weser in the county of Höxter, or another river in the same form."""
        with file.open(encoding="utf-8", newline="") as lines:
            rows = [(row["kind"], (float(row["lat"]), float(row["lon"]))) for row in csv.DictReader(lines)]
        bridges, near, far = (tuple(p for kind, p in rows if kind == wanted) for wanted in ("bridge", "west", "east"))
        return cls(bridges, near, far)

    def is_behind(self, point: Point) -> bool:
        """Whether the point lies on the far bank."""
        far = min((_air(point, place) for place in self.far_bank), default=BEHIND_THE_RIVER)
        return far < BEHIND_THE_RIVER and all(far < _air(point, place) for place in self.near_bank)

    def over(self, start: Point, end: Point) -> float:
        """Air-line kilometres from one bank to the other, over the best bridge."""
        return min(_air(start, bridge) + _air(bridge, end) for bridge in self.bridges)


class AirLine:
    """Fulfils `domain.tours.ports.TravelTimes` from coordinates alone."""

    def __init__(self, river: River | None = None) -> None:
        self._river = River.read() if river is None else river

    def matrix(self, sites: Sequence[Site]) -> Sequence[Sequence[Way]]:
        """The same both ways; no way at all from a site to itself."""
        points = [(site.lat, site.lon) for site in sites]
        behind = [self._river.is_behind(point) for point in points]
        ways = [[Way(0, timedelta())] * len(sites) for _ in sites]
        for row, start in enumerate(points):
            for column in range(row):
                crossing = behind[row] != behind[column]
                air = self._river.over(start, points[column]) if crossing else _air(start, points[column])
                ways[row][column] = ways[column][row] = _by_road(max(air, NEXT_DOOR))
        return ways


def _by_road(air: float) -> Way:
    return Way(round(air * DETOUR * 1000), timedelta(seconds=ceil(air / KILOMETRES_AN_HOUR * 3600)))


def _air(start: Point, end: Point) -> float:
    return kilometres(*start, *end)
