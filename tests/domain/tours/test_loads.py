"""Goods as they fill a vehicle, and the crates they go into."""

from __future__ import annotations

import pytest

from domain.catalogue.model import Handover, Zone
from domain.ids import StopId
from domain.ordering.model import Receive
from domain.tours.loads import CRATE_ML, Bulk, bulk_of, in_loads, packed
from domain.tours.model import CrateKind
from domain.tours.ports import Crates
from tests.builders import crate, line, part, product, weighed

STOP = StopId("s1")


def test_drinks_stand_apart_and_cold_goods_too() -> None:
    bread = line(product(width_mm=300, depth_mm=150, height_mm=100), packs=2)
    fish = line(product(zone=Zone.FROZEN, width_mm=200, depth_mm=100, height_mm=50), packs=3)
    cheese = line(weighed(zone=Zone.CHILLED, width_mm=100, depth_mm=100, height_mm=100), grams=500)
    beer = line(crate(), packs=3)
    bulk = bulk_of(part(bread, fish, cheese, beer), Receive.HOME)
    assert (bulk.ambient_ml, bulk.chilled_ml, bulk.drinks) == (9000, 3500, 3)
    assert bulk.crates() == Crates(ambient=1 + 2, chilled=1)
    assert bulk.grams == 2 * 260 + 3 * 260 + 500 + 3 * 19300


def test_what_is_missing_or_not_for_this_way_takes_no_room() -> None:
    gone, by_hand = line(product(), packs=2), line(product(handover=Handover.PERSON), packs=1)
    gone.confirmed = 0
    assert bulk_of(part(gone, by_hand), Receive.PICKUP) == Bulk()
    assert bulk_of(part(gone, by_hand), Receive.HOME).grams == 260


@pytest.mark.parametrize(
    ("bulk", "crates"),
    [
        (Bulk(), Crates()),
        (Bulk(ambient_ml=1), Crates(1, 0)),
        (Bulk(ambient_ml=CRATE_ML), Crates(1, 0)),
        (Bulk(ambient_ml=CRATE_ML + 1, chilled_ml=2), Crates(2, 1)),
        (Bulk(drinks=1), Crates(1, 0)),
        (Bulk(drinks=3), Crates(2, 0)),
    ],
)
def test_crates_are_counted_up(bulk: Bulk, crates: Crates) -> None:
    assert bulk.crates() == crates


def test_orders_share_crates_and_no_order_is_torn_without_need() -> None:
    orders = [("AAA-33", Bulk(ambient_ml=20_000, grams=4000)), ("CCC-44", Bulk(ambient_ml=30_000, grams=6000))]
    crates = packed(STOP, orders)
    assert [(c.no, c.kind, c.codes) for c in crates] == [
        (1, CrateKind.AMBIENT, "AAA-33 CCC-44"),
        (2, CrateKind.AMBIENT, "CCC-44"),
    ]
    assert sum(c.grams for c in crates) == 10_000


def test_every_drinks_crate_has_its_own_label() -> None:
    crates = packed(STOP, [("AAA-33", Bulk(drinks=2, chilled_ml=100, grams=40_000))])
    kinds = [(c.no, c.kind) for c in crates]
    assert kinds == [(1, CrateKind.CHILLED), (2, CrateKind.DRINKS), (3, CrateKind.DRINKS)]


VAN = Crates(40, 16)


def test_what_fits_is_one_load() -> None:
    parts = [("a", Bulk(drinks=40)), ("b", Bulk(drinks=40))]
    assert in_loads(parts, [VAN]) == [["a", "b"]]
    assert in_loads([], [VAN]) == []


def test_a_load_fits_into_some_van() -> None:
    parts = [(name, Bulk(drinks=50)) for name in "abc"]
    assert in_loads(parts, [VAN]) == [["a"], ["b"], ["c"]]
    assert in_loads(parts, [Crates(10, 0), Crates(60, 0)]) == [["a", "b"], ["c"]]


def test_what_fits_into_none_keeps_nobody_else_behind() -> None:
    parts = [("a", Bulk(drinks=2)), ("huge", Bulk(drinks=99)), ("b", Bulk(drinks=2))]
    assert in_loads(parts, [VAN]) == [["a"], ["huge"], ["b"]]


def test_without_a_van_there_is_nothing_to_share_out() -> None:
    assert in_loads([("a", Bulk(drinks=50)), ("b", Bulk(drinks=50))], []) == [["a", "b"]]
