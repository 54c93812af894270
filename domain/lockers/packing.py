"""Which compartments hold which goods: by dimensions, not by volume (a tall bottle fits no flat box).

Goods are laid in layers: boxes side by side along the width, rows along the depth, layers upwards. The
result is a packing a person can repeat by hand, so a "fits" can be trusted; a clever packer might fit more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from domain.catalogue.model import Zone
from domain.lockers.model import Compartment

SLACK_MM = 10  # room for a hand
HEAVY_G = 8000  # nobody lifts a crate above the shoulder
TOP_ROW = 1


@dataclass(frozen=True, slots=True)
class Parcel:
    """One pack to be put away. `upright` goods (crates) must stand. Sizes in mm, weight in g."""

    width_mm: int
    depth_mm: int
    height_mm: int
    weight_g: int
    zone: Zone
    upright: bool = False

    def turned(self) -> list[tuple[int, int, int]]:
        """The ways it may lie, flattest first: (width, depth, height)."""
        if self.upright:
            return [(self.width_mm, self.depth_mm, self.height_mm), (self.depth_mm, self.width_mm, self.height_mm)]
        ways = {(a, b, c) for a, b, c in permutations((self.width_mm, self.depth_mm, self.height_mm))}
        return sorted(ways, key=lambda way: (way[2], way[1], way[0]))


def allot(parcels: Sequence[Parcel], free: Sequence[Compartment], *, reach_only: bool) -> list[Compartment] | None:
    """Compartments for all parcels, few and small ones, or None when they do not fit.

    `reach_only` takes compartments between top and bottom row only; otherwise those come first all the same.
    """
    taken: list[Compartment] = []
    for zone in Zone:
        wanted = [parcel for parcel in parcels if parcel.zone is zone]
        candidates = [c for c in free if c.zone is zone and (c.reachable or not reach_only)]
        chosen = _allot_zone(wanted, candidates)
        if chosen is None:
            return None
        taken += chosen
    return taken


def fit_into(parcels: Sequence[Parcel], compartment: Compartment) -> list[Parcel]:
    """The parcels that do not fit any more when as many as possible are put in, biggest first.

    Heavy ones are left out of the top row.
    """
    return _Stack(compartment).put(parcels)


def _allot_zone(parcels: Sequence[Parcel], candidates: Sequence[Compartment]) -> list[Compartment] | None:
    waiting = sorted(parcels, key=_volume, reverse=True)
    free = sorted(candidates, key=lambda c: (_room(c), not c.reachable, c.no))
    if sum(map(_volume, waiting)) > sum(map(_room, free)):  # five hundred loaves need not be tried one by one
        return None
    taken: list[Compartment] = []
    while waiting:
        best = _best(waiting, free)
        if best is None:
            return None
        compartment, waiting = best
        free.remove(compartment)
        taken.append(compartment)
    return taken


def _best(waiting: Sequence[Parcel], free: Sequence[Compartment]) -> tuple[Compartment, list[Parcel]] | None:
    """The smallest compartment that takes everything, else the one that takes most."""
    most: tuple[Compartment, list[Parcel]] | None = None
    for compartment in free:
        left = fit_into(waiting, compartment)
        if not left:
            return compartment, left
        if len(left) < len(most[1] if most else waiting):
            most = compartment, left
    return most


def _volume(parcel: Parcel) -> int:
    return parcel.width_mm * parcel.depth_mm * parcel.height_mm


def _room(compartment: Compartment) -> int:
    return compartment.width_mm * compartment.depth_mm * compartment.height_mm


class _Stack:
    """A compartment being filled layer by layer."""

    def __init__(self, compartment: Compartment) -> None:
        self.width = compartment.width_mm - SLACK_MM
        self.depth = compartment.depth_mm - SLACK_MM
        self.height = compartment.height_mm - SLACK_MM
        self.takes_heavy = compartment.row != TOP_ROW
        self.floor = 0  # height of the finished layers
        self.layer = 0  # height of the layer in work
        self.row_at = 0  # depth where the row in work begins
        self.row = 0  # depth of the row in work
        self.along = 0  # width used in the row in work

    def put(self, parcels: Sequence[Parcel]) -> list[Parcel]:
        """Put in what fits and return the rest."""
        return [parcel for parcel in parcels if not self._put_one(parcel)]

    def _put_one(self, parcel: Parcel) -> bool:
        if parcel.weight_g >= HEAVY_G and not self.takes_heavy:
            return False
        ways = [w for w in parcel.turned() if w[0] <= self.width and w[1] <= self.depth]
        return (
            any(self._in_row(*w) for w in ways)
            or any(self._new_row(*w) for w in ways)
            or any(self._new_layer(*w) for w in ways)
        )

    def _in_row(self, width: int, depth: int, height: int) -> bool:
        fits = (
            self.along + width <= self.width
            and self.row_at + max(self.row, depth) <= self.depth
            and self.floor + max(self.layer, height) <= self.height
        )
        if fits:
            self.along += width
            self.row, self.layer = max(self.row, depth), max(self.layer, height)
        return fits

    def _new_row(self, width: int, depth: int, height: int) -> bool:
        begin = self.row_at + self.row
        fits = begin + depth <= self.depth and self.floor + max(self.layer, height) <= self.height
        if fits:
            self.row_at, self.row, self.along, self.layer = begin, depth, width, max(self.layer, height)
        return fits

    def _new_layer(self, width: int, depth: int, height: int) -> bool:
        floor = self.floor + self.layer
        fits = floor + height <= self.height
        if fits:
            self.floor, self.layer = floor, height
            self.row_at, self.row, self.along = 0, depth, width
        return fits
