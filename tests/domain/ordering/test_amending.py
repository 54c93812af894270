"""Changing a placed order until its cut-off: it stays ordered until it is bought again, and nothing comes twice."""

from __future__ import annotations

from datetime import date, time

import pytest

from domain.ids import StationId
from domain.lockers.errors import StationFull
from domain.lockers.model import PickupStatus
from domain.money import Money
from domain.ordering import service as ordering
from domain.ordering.errors import BasketFull, JustSoldOut, OfferChanged, TooLate
from domain.ordering.events import OrderPlaced
from domain.ordering.model import MAX_LINES, Basket, MerchantOrderStatus, Order
from domain.quantity import Amount
from tests.builders import Hamlet, compartment, product, station
from tests.domain.ordering.test_buying import state

WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 3, day) for day in (4, 5, 6))
RECEIVED, CANCELLED = MerchantOrderStatus.RECEIVED, MerchantOrderStatus.CANCELLED


def reopen(hamlet: Hamlet, order: Order) -> Basket:
    return ordering.amend(hamlet.county, hamlet.uow, hamlet.actor("erna"), order.id)


def basket_of(hamlet: Hamlet) -> dict[str, Amount]:
    basket = ordering.basket_of(hamlet.county, hamlet.uow, hamlet.person("erna").id)
    return {line.sku: line.amount for line in basket.lines}


def live(order: Order) -> dict[str, int]:
    """What is ordered and not called off, by product."""
    lines = [line for part in order.live_parts() for line in part.lines]
    assert len({line.sku for line in lines}) == len(lines), "ordered twice"
    return {line.sku: line.ordered for line in lines}


def test_more_of_it_in_the_same_order() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=2, BAE_1=4)
    reopen(hamlet, order)
    assert basket_of(hamlet) == {"HOF-1": Amount(packs=2), "BAE-1": Amount(packs=4)}
    assert order.is_open()
    assert hamlet.buy(HOF_1=1).id == order.id
    assert live(order) == {"HOF-1": 3, "BAE-1": 4}
    assert [part.status for part in order.parts] == [CANCELLED, CANCELLED, RECEIVED, RECEIVED]
    assert [event["amended"] for event in hamlet.events(OrderPlaced)] == [False, True]
    assert [pickup.status for pickup in hamlet.pickups()] == [PickupStatus.CANCELLED, PickupStatus.PLANNED]


def test_goods_that_were_in_the_basket_before_come_along() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=2)
    hamlet.fill("erna", HOF_1=1, BAE_1=1)
    reopen(hamlet, order)
    assert basket_of(hamlet) == {"HOF-1": Amount(packs=3), "BAE-1": Amount(packs=1)}


def test_opened_twice_it_does_not_double() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=2)
    reopen(hamlet, order)
    reopen(hamlet, order)
    assert basket_of(hamlet) == {"HOF-1": Amount(packs=2)}


def test_opening_another_order_leaves_the_first_as_it_was_placed() -> None:
    hamlet = Hamlet()
    first, second = hamlet.buy(HOF_1=2), hamlet.buy(BAE_1=4)
    reopen(hamlet, first)
    reopen(hamlet, second)
    assert basket_of(hamlet) == {"BAE-1": Amount(packs=4)}
    hamlet.buy(BAE_1=1)
    assert (live(first), live(second)) == ({"HOF-1": 2}, {"BAE-1": 5})


def test_emptying_the_basket_leaves_the_order_as_it_was_placed() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=2)
    reopen(hamlet, order)
    ordering.empty_basket(hamlet.county, hamlet.uow, hamlet.actor("erna"))
    second = hamlet.buy(BAE_1=1)
    assert (live(order), live(second)) == ({"HOF-1": 2}, {"BAE-1": 1})


def test_a_full_basket_takes_no_order_in_and_forgets_nothing() -> None:
    hamlet = Hamlet(*(product(f"HOF-{100 + n}") for n in range(MAX_LINES)))
    order = hamlet.buy(BAE_1=1, HOF_1=1)
    for n in range(MAX_LINES - 1):
        hamlet.fill("erna", **{f"HOF_{100 + n}": 1})
    before = basket_of(hamlet)
    with pytest.raises(BasketFull):
        reopen(hamlet, order)
    assert basket_of(hamlet) == before
    assert ordering.basket_of(hamlet.county, hamlet.uow, hamlet.person("erna").id).amends is None


# --- cut-offs ----------------------------------------------------------------------------------------------------


def test_only_what_can_be_changed_comes_back_into_the_basket() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=2, BAE_1=4)
    hamlet.go_to(WEDNESDAY, time(14, 0))
    reopen(hamlet, order)
    assert basket_of(hamlet) == {"BAE-1": Amount(packs=4)}
    hamlet.buy(BAE_1=1)
    assert live(order) == {"HOF-1": 2, "BAE-1": 5}
    held = hamlet.pickups(PickupStatus.PLANNED)
    assert len(held) == 1
    assert held[0].day == THURSDAY


def test_more_of_a_seller_whose_list_is_closed_comes_a_day_later_in_the_same_order() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=2, BAE_1=4)
    hamlet.go_to(WEDNESDAY, time(14, 0))
    reopen(hamlet, order)
    hamlet.buy(HOF_2=1)
    days = {(part.merchant_id, part.day) for part in order.live_parts()}
    assert days == {("HOF", THURSDAY), ("BAE", THURSDAY), ("HOF", FRIDAY)}
    assert [pickup.day for pickup in hamlet.pickups(PickupStatus.PLANNED)] == [THURSDAY, FRIDAY]


def test_a_cut_off_that_passes_while_she_thinks_fixes_its_part_and_nothing_comes_twice() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=2, BAE_1=4)
    reopen(hamlet, order)
    hamlet.fill("erna", HOF_1=1, BAE_1=1)
    hamlet.see()
    hamlet.go_to(WEDNESDAY, time(14, 5))
    with pytest.raises(OfferChanged):
        hamlet.place()
    hamlet.see()
    assert basket_of(hamlet) == {"HOF-1": Amount(packs=1), "BAE-1": Amount(packs=5)}
    hamlet.place()
    ordered = [(part.day, line.sku, line.packs) for part in order.live_parts() for line in part.lines]
    assert sorted(ordered) == [(THURSDAY, "BAE-1", 5), (THURSDAY, "HOF-1", 2), (FRIDAY, "HOF-1", 1)]


def test_too_late_for_the_whole_order_leaves_only_the_new_goods_in_the_basket() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=2)
    reopen(hamlet, order)
    hamlet.fill("erna", HOF_1=1)
    hamlet.see()
    hamlet.go_to(WEDNESDAY, time(14, 5))
    with pytest.raises(TooLate):
        hamlet.place()
    hamlet.see()
    second = hamlet.place()
    assert (live(order), live(second)) == ({"HOF-1": 2}, {"HOF-1": 1})
    assert second.id != order.id
    with pytest.raises(TooLate):
        reopen(hamlet, order)


# --- what is scarce -----------------------------------------------------------------------------------------------


def test_her_own_last_pieces_can_be_bought_again() -> None:
    hamlet = Hamlet(product("HOF-1", remaining_packs=3))
    order = hamlet.buy(HOF_1=3)
    reopen(hamlet, order)
    hamlet.buy(BAE_1=1)
    assert live(order) == {"HOF-1": 3, "BAE-1": 1}
    assert hamlet.product("HOF-1").remaining_packs == 0


def test_fewer_of_them_are_for_others_again() -> None:
    hamlet = Hamlet(product("HOF-1", remaining_packs=3))
    order = hamlet.buy(HOF_1=3)
    reopen(hamlet, order)
    ordering.set_amount(hamlet.county, hamlet.uow, hamlet.actor("erna"), hamlet.product("HOF-1").sku, Amount(packs=1))
    hamlet.see()
    hamlet.place()
    assert hamlet.product("HOF-1").remaining_packs == 2
    reopen(hamlet, order)
    ordering.set_amount(hamlet.county, hamlet.uow, hamlet.actor("erna"), hamlet.product("HOF-1").sku, None)
    hamlet.buy(BAE_1=1)
    assert hamlet.product("HOF-1").remaining_packs == 3


def test_more_than_there_is_leaves_the_order_as_it_was() -> None:
    hamlet = Hamlet(product("HOF-1", remaining_packs=3))
    order = hamlet.buy(HOF_1=3)
    reopen(hamlet, order)
    hamlet.fill("erna", HOF_1=1)
    hamlet.see()
    before = state(hamlet)
    with pytest.raises((OfferChanged, JustSoldOut)):
        hamlet.place()
    assert state(hamlet) == before
    assert live(order) == {"HOF-1": 3}


def test_a_full_station_leaves_the_order_as_it_was() -> None:
    hamlet = Hamlet(station("P1", [compartment(1, "S"), compartment(2, "S")]))
    order = hamlet.buy(HOF_1=1)
    hamlet.buy("otto", HOF_1=1)
    reopen(hamlet, order)
    hamlet.fill("erna", HOF_1=40)
    hamlet.see()
    before = state(hamlet)
    with pytest.raises(StationFull):
        hamlet.place()
    assert state(hamlet) == before


def test_her_own_compartment_counts_as_room_for_the_changed_order() -> None:
    hamlet = Hamlet(station("P1", [compartment(1, "S")]))
    order = hamlet.buy(HOF_1=1)
    reopen(hamlet, order)
    hamlet.fill("erna", HOF_1=1)
    who = hamlet.person("erna")
    offer = ordering.offer_for(hamlet.county, hamlet.uow, who)
    assert ordering.has_room(hamlet.county, hamlet.uow, who, offer, StationId("P1"))
    hamlet.see()
    hamlet.place()
    assert live(order) == {"HOF-1": 2}


# --- another pick-up point ------------------------------------------------------------------------------------------


def test_the_whole_order_moves_to_another_pick_up_point() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=1)
    reopen(hamlet, order)
    hamlet.person("erna").station_id = StationId("P2")
    hamlet.buy(BAE_1=1)
    assert order.station_id == "P2"
    assert [(pickup.station_id, pickup.status) for pickup in hamlet.pickups()] == [
        ("P1", PickupStatus.CANCELLED),
        ("P2", PickupStatus.PLANNED),
    ]


def test_what_is_fixed_stays_at_its_pick_up_point_and_the_rest_is_an_order_of_its_own() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=1, BAE_1=1)
    hamlet.go_to(WEDNESDAY, time(14, 0))
    reopen(hamlet, order)
    hamlet.person("erna").station_id = StationId("P2")
    second = hamlet.buy(BAE_1=1)
    assert (live(order), order.station_id) == ({"HOF-1": 1}, "P1")
    assert (live(second), second.station_id) == ({"BAE-1": 2}, "P2")
    held = hamlet.pickups(PickupStatus.PLANNED)
    assert {(pickup.order_id, pickup.station_id) for pickup in held} == {(order.id, "P1"), (second.id, "P2")}


def test_changed_goods_have_todays_price_because_they_are_shown_and_bought_anew() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=1)
    hamlet.product("HOF-1").price = Money(300)
    reopen(hamlet, order)
    assert order.total == Money(250)
    hamlet.buy(BAE_1=1)
    assert order.total == Money(345)
