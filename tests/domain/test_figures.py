"""Public figures: what came, what is from here, what was not driven, and nobody to be recognised."""

from __future__ import annotations

import pytest

from domain.distance import kilometres
from domain.figures.service import DETOUR, FEWEST_HOUSEHOLDS, figures_of
from domain.money import Money
from domain.people.model import Village
from tests.builders import Hamlet, product


def test_figures_count_what_came_and_what_is_from_here() -> None:
    hamlet = Hamlet(product("HOF-3", origin="Kreis Höxter"))
    pickup = hamlet.ready("erna", HOF_3=2)
    order = hamlet.order(pickup.order_id)
    hamlet.later(hours=1)
    found = figures_of(hamlet.county, hamlet.uow)
    assert found.orders == 1
    assert found.goods == order.goods
    assert found.regional == order.goods
    assert found.regional_percent == 100
    assert sum(count for _, count in found.orders_by_week) == 1


def test_what_was_refused_counts_as_an_order_and_not_as_goods() -> None:
    hamlet = Hamlet()
    hamlet.buy("erna", HOF_1=1)
    hamlet.later(hours=1)
    found = figures_of(hamlet.county, hamlet.uow)
    assert (found.orders, found.goods, found.saved_km) == (1, Money(0), 0.0)


def test_a_saved_trip_goes_to_the_shop_and_back_without_the_way_to_the_point() -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready("erna", HOF_1=1)
    hamlet.later(hours=1)
    erna = hamlet.person("erna")
    village = hamlet.uow.people.village(erna.village or "")
    shop = hamlet.uow.catalogue.merchant(hamlet.order(pickup.order_id).parts[0].merchant_id)
    point = hamlet.station(pickup.station_id)
    assert village
    assert shop
    way = kilometres(village.lat, village.lon, shop.lat, shop.lon)
    own = 0.0 if point.village == village.name else kilometres(village.lat, village.lon, point.lat, point.lon)
    expected = max(0.0, 2 * DETOUR * (way - own))
    assert figures_of(hamlet.county, hamlet.uow).saved_km == pytest.approx(expected, abs=0.1)


def test_of_few_households_nothing_is_shown_and_of_another_village_nothing_is_counted() -> None:
    hamlet = Hamlet(Village("Anderswo, Stadt", "Anderswo", "Stadt", "33000", 51.7, 9.2))
    hamlet.ready("erna", HOF_1=1)
    hamlet.later(hours=1)
    here = figures_of(hamlet.county, hamlet.uow)
    assert 0 < here.households < FEWEST_HOUSEHOLDS
    assert here.too_few
    assert figures_of(hamlet.county, hamlet.uow, "Anderswo, Stadt").households == 0
