"""What is written on crates: where to, how cold, what of whom, and nothing that tells a stranger who lives there."""

from __future__ import annotations

from dataclasses import fields
from datetime import time

import pytest

from domain.catalogue.model import Zone
from domain.errors import NotFound
from domain.tours.centre import received
from domain.tours.labels import CrateLabel, Share, labelled_tours, labels_of
from domain.tours.model import CrateKind, StopKind
from domain.tours.ports import Direction
from tests.builders import crate, product
from tests.domain.tours.bench import THURSDAY, Depot

LARGE = {"width_mm": 300, "depth_mm": 300, "height_mm": 200}  # 18 litres


def labels(depot: Depot, no: int = 2) -> list[CrateLabel]:
    return labels_of(depot.county, depot.uow, depot.actor("cem"), THURSDAY, no)


def test_every_crate_of_a_tour_has_one_label() -> None:
    depot = Depot(product("HOF-2", zone=Zone.CHILLED), crate("HOF-7"))
    depot.ordered("erna", HOF_1=3, HOF_2=1, HOF_7=2)
    depot.ordered("otto", home=False, HOF_1=1)
    tours = depot.evening()
    deliver = next(tour for tour in tours if tour.leg is Direction.DELIVER)
    told = labels(depot, deliver.no)
    assert len(told) == sum(len(stop.crates) for stop in deliver.stops) == 5
    assert len({label.id for label in told}) == 5
    door = [label for label in told if label.where is StopKind.HOME]
    assert [(label.kind, label.no, label.of) for label in door] == [
        (CrateKind.AMBIENT, 1, 4),
        (CrateKind.CHILLED, 2, 4),
        (CrateKind.DRINKS, 3, 4),
        (CrateKind.DRINKS, 4, 4),
    ]
    assert {label.day for label in told} == {THURSDAY}
    assert {label.tour for label in told} == {deliver.no}


def test_a_label_tells_what_of_which_order_is_inside() -> None:
    depot = Depot()
    erna, otto = depot.ordered("erna", home=False, HOF_1=3, BAE_1=1), depot.ordered("otto", home=False, HOF_1=2)
    depot.evening()
    (label,) = labels(depot)
    assert sorted(label.shares, key=lambda share: share.packs) == [Share(otto.code, 2, 1), Share(erna.code, 4, 1)]
    assert (label.place, label.initial) == ("Wiesenau", "")


def test_an_order_that_fills_several_crates_says_so_on_each() -> None:
    depot = Depot(product("HOF-1", **LARGE))
    order = depot.ordered("erna", HOF_1=4)
    depot.evening()
    assert [(label.no, label.of, label.shares) for label in labels(depot)] == [
        (1, 2, (Share(order.code, 4, 2),)),
        (2, 2, (Share(order.code, 4, 2),)),
    ]


def test_a_door_is_told_by_its_village_and_one_letter() -> None:
    depot = Depot()
    erna = depot.person("erna")
    erna.name = "Erna von der Öde"
    depot.ordered("erna", HOF_1=1)
    depot.evening()
    (label,) = labels(depot)
    assert (label.place, label.initial) == ("Wiesenau", "Ö")
    everything = " ".join(str(getattr(label, one.name)) for one in fields(label))
    assert all(word not in everything for word in ("Erna", "Öde", "Dorfstraße", "900", "erna"))


def test_frozen_goods_are_told_because_they_need_their_bag() -> None:
    depot = Depot(product("HOF-2", zone=Zone.FROZEN))
    depot.ordered("erna", HOF_2=1)
    depot.ordered("otto", HOF_1=1)
    depot.evening()
    assert sorted((label.kind, label.frozen) for label in labels(depot)) == [
        (CrateKind.AMBIENT, False),
        (CrateKind.CHILLED, True),
    ]


def test_what_is_missing_at_the_centre_is_not_on_the_label() -> None:
    depot = Depot()
    order = depot.ordered("erna", HOF_1=3)
    depot.evening()
    depot.on_thursday(9)
    part = order.parts[0]
    received(depot.county, depot.uow, depot.actor("cem"), part.merchant_id, {part.lines[0].sku: 1})
    (label,) = labels(depot)
    assert [share.packs for share in label.shares] == [1]


def test_a_tour_that_collects_has_no_labels() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    collect, deliver = depot.evening()
    assert labelled_tours(depot.county, depot.uow, depot.actor("cem"), THURSDAY) == [deliver]
    with pytest.raises(NotFound):
        labels(depot, collect.no)


def test_a_stop_that_is_over_needs_none() -> None:
    depot = Depot()
    depot.ordered("erna", HOF_1=1)
    depot.ordered("otto", home=False, HOF_1=1)
    _, deliver = depot.evening()
    _, home = depot.stop_for([deliver], "erna")
    depot.go_to(THURSDAY, time(9, 0))
    home.move(home.status.MISSED, depot.clock.now())
    assert [label.where for label in labels(depot)] == [StopKind.STATION]
