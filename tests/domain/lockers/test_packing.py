"""Which compartments hold which goods: real crates, real walls, and whatever else fits nowhere twice."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue.model import Zone
from domain.lockers import packing
from domain.lockers.model import Compartment, CompartmentKind
from domain.lockers.packing import HEAVY_G, Parcel, allot, fit_into
from domain.lockers.reserving import parcels_of
from integrations.demo.region import read_region
from tests.builders import compartment, crate, line, product, weighed
from tests.fakes import WEDNESDAY

REGION = read_region(WEDNESDAY)
GOODS = {product.sku: product for product in REGION.products}
STATIONS = {station.id: station for station in REGION.stations}
CRATE = Parcel(400, 300, 290, 19_300, Zone.AMBIENT, upright=True)
WATER = Parcel(400, 300, 340, 17_300, Zone.AMBIENT, upright=True)
BOTTLE = Parcel(80, 80, 320, 1_300, Zone.AMBIENT)


def goods(sku: str, packs: int = 1) -> list[Parcel]:
    return parcels_of([line(GOODS[sku], packs=packs)])  # type: ignore[index]


def sizes(chosen: list[Compartment] | None) -> list[str] | None:
    return None if chosen is None else sorted(one.size for one in chosen)


# --- what the sample region promises about its sizes -------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "parcel", "fit"),
    [
        ("XL", WATER, 4),
        ("XL", CRATE, 4),
        ("L", CRATE, 1),
        ("L", WATER, 1),
        ("M", CRATE, 1),
        ("M", WATER, 0),
        ("S", CRATE, 0),
    ],
)
def test_as_many_crates_fit_as_the_region_says(size: str, parcel: Parcel, fit: int) -> None:
    assert len(fit_into([parcel] * 6, compartment(1, size))) == 6 - fit


def test_a_bottle_lies_where_it_cannot_stand() -> None:
    assert fit_into([BOTTLE] * 3, compartment(1, "S")) == []


def test_a_crate_is_never_laid() -> None:
    lying = Parcel(400, 290, 300, 19_300, Zone.AMBIENT)
    low = compartment(1, "M", height_mm=305)
    assert fit_into([lying], low) == []
    assert fit_into([Parcel(400, 290, 300, 19_300, Zone.AMBIENT, upright=True)], low) != []


@pytest.mark.parametrize("sku", sorted(sku for sku, one in GOODS.items() if one.is_crate))
def test_every_crate_of_the_region_stands(sku: str) -> None:
    assert all(parcel.upright for parcel in goods(sku)), GOODS[sku].name  # type: ignore[index]


@pytest.mark.parametrize("station_id", sorted(STATIONS))
def test_everything_that_may_lie_in_a_compartment_fits_into_one_of_each_station(station_id: str) -> None:
    """But nothing frozen or chilled needs a warm one, and no top row carries a crate."""
    wall = [c for c in STATIONS[station_id].compartments if c.usable]  # type: ignore[index]
    misfits = []
    for product_ in GOODS.values():
        parcels = goods(product_.sku)
        if not product_.is_service and product_.goes_into_a_compartment and parcels:
            chosen = allot(parcels, wall, reach_only=False)
            if chosen is None:
                misfits.append(product_.sku)
                continue
            assert {one.zone for one in chosen} == {product_.zone}
            assert len(chosen) == 1
            assert product_.weight_g < HEAVY_G or all(one.row > 1 for one in chosen)
    assert misfits == []


# --- allotment ---------------------------------------------------------------------------------------------------


def test_each_temperature_has_a_compartment_of_its_own() -> None:
    wall = [compartment(1, "M"), compartment(2, "M", Zone.CHILLED), compartment(3, "M", Zone.FROZEN)]
    parcels = [Parcel(50, 50, 50, 100, zone) for zone in Zone]
    chosen = allot(parcels, wall, reach_only=False)
    assert chosen is not None
    assert sorted(one.no for one in chosen) == [1, 2, 3]
    assert allot(parcels, wall[:2], reach_only=False) is None


def test_the_smallest_that_takes_everything_comes_first() -> None:
    wall = [compartment(1, "L"), compartment(2, "M"), compartment(3, "S")]
    assert sizes(allot([Parcel(300, 200, 100, 500, Zone.AMBIENT)], wall, reach_only=False)) == ["S"]
    assert sizes(allot([Parcel(300, 200, 290, 500, Zone.AMBIENT)] * 2, wall, reach_only=False)) == ["L"]


def test_too_much_for_one_is_spread_over_several() -> None:
    wall = [compartment(1, "M"), compartment(2, "L"), compartment(3, "M")]
    assert sizes(allot([CRATE] * 3, wall, reach_only=False)) == ["L", "M", "M"]
    assert allot([CRATE] * 4, wall, reach_only=False) is None


def test_reachable_ones_come_first_and_for_some_people_only_they() -> None:
    wall = [compartment(1, "M", reachable=False), compartment(2, "M")]
    small = [Parcel(100, 100, 100, 100, Zone.AMBIENT)]
    chosen = allot(small, wall, reach_only=False)
    assert chosen is not None
    assert chosen[0].no == 2
    assert allot(small, wall[:1], reach_only=False) is not None
    assert allot(small, wall[:1], reach_only=True) is None


@pytest.mark.parametrize(("weight", "fits"), [(HEAVY_G - 1, True), (HEAVY_G, False)])
def test_heavy_things_never_stand_in_the_top_row(weight: int, fits: bool) -> None:
    top = [compartment(1, "L", row=1)]
    assert (allot([Parcel(200, 200, 200, weight, Zone.AMBIENT)], top, reach_only=False) is not None) is fits


def test_nothing_needs_nothing() -> None:
    assert allot([], [], reach_only=True) == []


def test_thousands_of_packs_are_refused_by_their_volume() -> None:
    wall = [c for station in STATIONS.values() for c in station.compartments]
    assert allot([Parcel(300, 200, 100, 500, Zone.AMBIENT)] * 30_000, wall, reach_only=False) is None


# --- what becomes a parcel -----------------------------------------------------------------------------------------


def test_every_pack_is_a_parcel_and_weighed_goods_one_a_kilo() -> None:
    parcels = parcels_of([line(product(), packs=3), line(weighed(), grams=2300)])
    assert len(parcels) == 6


def test_what_is_not_there_handed_over_or_given_back_is_none() -> None:
    gone, undone = line(product(), packs=2), line(product(), packs=2)
    gone.confirmed, undone.withdrawn = 0, True
    beer = line(crate(min_age=16), packs=1)
    assert parcels_of([gone, undone, beer]) == []


def test_a_crate_is_known_by_its_deposit_or_its_shape() -> None:
    small = product(deposit_types="mw15;crate150", deposit=crate().deposit, width_mm=280, depth_mm=190, height_mm=340)
    tall = product(width_mm=300, height_mm=450)
    assert [one.upright for one in parcels_of([line(small, packs=1), line(tall, packs=1)])] == [True, True]
    assert not parcels_of([line(product(), packs=1)])[0].upright


# --- whatever comes ------------------------------------------------------------------------------------------------

SIDES = st.integers(10, 420)
PARCEL = st.builds(Parcel, SIDES, SIDES, SIDES, st.just(500), st.just(Zone.AMBIENT), st.booleans())
PARCELS = st.lists(PARCEL, max_size=25)
SIZE = st.sampled_from(["S", "M", "L", "XL"])

Cuboid = tuple[int, int, int, int, int, int]


class Watched(packing._Stack):
    """A stack that remembers where it has put things."""

    def __init__(self, one: Compartment) -> None:
        super().__init__(one)
        self.put_at: list[Cuboid] = []

    def _note(self, put: bool, size: tuple[int, int, int]) -> bool:
        if put:
            self.put_at.append((self.along - size[0], self.row_at, self.floor, *size))
        return put

    def _in_row(self, width: int, depth: int, height: int) -> bool:
        return self._note(super()._in_row(width, depth, height), (width, depth, height))

    def _new_row(self, width: int, depth: int, height: int) -> bool:
        return self._note(super()._new_row(width, depth, height), (width, depth, height))

    def _new_layer(self, width: int, depth: int, height: int) -> bool:
        return self._note(super()._new_layer(width, depth, height), (width, depth, height))


@given(PARCELS, SIZE)
def test_nothing_overlaps_or_sticks_out(parcels: list[Parcel], size: str) -> None:
    box = compartment(1, size)
    stack = Watched(box)
    left = stack.put(parcels)
    assert len(left) + len(stack.put_at) == len(parcels)
    for x, y, z, width, depth, height in stack.put_at:
        assert min(x, y, z) >= 0
        assert x + width <= box.width_mm - packing.SLACK_MM
        assert y + depth <= box.depth_mm - packing.SLACK_MM
        assert z + height <= box.height_mm - packing.SLACK_MM
    for one, other in combinations(stack.put_at, 2):
        assert any(_before(one, other, axis) or _before(other, one, axis) for axis in range(3)), (one, other)


def _before(one: Cuboid, other: Cuboid, axis: int) -> bool:
    return one[axis] + one[axis + 3] <= other[axis]


@given(PARCELS, SIZE)
def test_a_parcel_is_put_as_it_may_lie(parcels: list[Parcel], size: str) -> None:
    stack = Watched(compartment(1, size))
    for parcel in parcels:
        before = len(stack.put_at)
        if not stack.put([parcel]) and len(stack.put_at) > before:
            assert stack.put_at[-1][3:] in parcel.turned()
            assert not parcel.upright or stack.put_at[-1][5] == parcel.height_mm


@given(PARCELS, st.lists(SIZE, max_size=8), st.booleans())
def test_an_allotment_uses_each_compartment_once_and_loses_nothing(
    parcels: list[Parcel], wall: list[str], reach_only: bool
) -> None:
    boxes = [compartment(no, size, reachable=no % 2 == 0) for no, size in enumerate(wall)]
    chosen = allot(parcels, boxes, reach_only=reach_only)
    if chosen is None:
        return
    assert len({one.no for one in chosen}) == len(chosen) <= len(parcels)
    assert all(one.reachable or not reach_only for one in chosen)
    left = sorted(parcels, key=lambda p: p.width_mm * p.depth_mm * p.height_mm, reverse=True)
    for one in chosen:
        left = fit_into(left, one)
    assert left == []


def test_only_pick_up_compartments_that_work_are_used() -> None:
    assert compartment(1).usable
    assert not compartment(1, fault="jammed").usable
    assert not any(compartment(1, kind=kind).usable for kind in CompartmentKind if kind is not CompartmentKind.PICKUP)
