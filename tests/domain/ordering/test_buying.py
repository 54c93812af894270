""" "Jetzt kaufen": only what was shown, and either all of it or nothing has happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

import pytest

from domain.clock import at_local
from domain.errors import DomainError
from domain.ids import OrderId, StationId
from domain.lockers.errors import StationFull
from domain.lockers.model import PickupStatus
from domain.money import Money
from domain.ordering import service as ordering
from domain.ordering.errors import (
    BasketEmpty,
    JustSoldOut,
    NotRegistered,
    OfferChanged,
)
from domain.ordering.events import OrderPlaced
from domain.ordering.model import MerchantOrder, MerchantOrderStatus, Receive
from tests.builders import Hamlet, compartment, product, resident, station
from tests.memory import MemoryUnitOfWork

WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 3, day) for day in (4, 5, 6))


def state(hamlet: Hamlet, person_id: str = "erna") -> object:
    """All that a purchase may change."""
    orders = [
        (order.code, order.total, [(part.status, part.day) for part in order.parts])
        for order in hamlet.uow.orders.of_person(hamlet.person(person_id).id)
    ]
    held = [(pickup.day, pickup.status, [box.no for box in pickup.boxes]) for pickup in hamlet.pickups()]
    left = {product.sku: product.remaining_packs for product in hamlet.uow.catalogue.all_products()}
    basket = ordering.basket_of(hamlet.county, hamlet.uow, hamlet.person(person_id).id)
    return orders, held, left, basket.lines, basket.amends, hamlet.events(), hamlet.due("picklist.send")


def test_an_order_has_a_part_for_each_seller_with_the_day_and_prices_that_were_shown() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=2, HOF_2=1, FLE_1=1)
    assert [(part.merchant_id, part.day, part.total) for part in order.parts] == [
        ("HOF", THURSDAY, Money(500 + 129 + 15)),
        ("FLE", FRIDAY, Money(399)),
    ]
    assert order.total == Money(1043)
    assert (order.name, order.receive, order.station_id) == ("Erna", Receive.PICKUP, "P1")
    assert hamlet.events(OrderPlaced) == [{"order_id": order.id, "person_id": "erna", "amended": False}]


def test_the_picking_list_is_gathered_at_the_merchants_time_once_for_all() -> None:
    hamlet = Hamlet()
    hamlet.buy("erna", HOF_1=1)
    hamlet.buy("otto", HOF_1=1)
    assert hamlet.due("picklist.send") == [at_local(WEDNESDAY, time(14, 30))]


def test_the_price_she_accepted_holds_whatever_happens_to_the_shelf() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=2)
    hamlet.product("HOF-1").price = Money(999)
    assert order.total == Money(500)


def test_compartments_are_held_for_each_day() -> None:
    hamlet = Hamlet()
    hamlet.buy(HOF_1=1, HOF_2=1, FLE_1=1)
    assert [(pickup.day, pickup.status, [box.no for box in pickup.boxes]) for pickup in hamlet.pickups()] == [
        (THURSDAY, PickupStatus.PLANNED, [1, 5]),
        (FRIDAY, PickupStatus.PLANNED, [6]),  # 5 is still held: Thursday's goods may lie there for a day
    ]


def test_what_is_handed_over_in_person_holds_no_compartment() -> None:
    hamlet = Hamlet()
    hamlet.buy(HOF_8=1)
    assert hamlet.pickups() == []


def test_tapped_twice_buys_once() -> None:
    hamlet = Hamlet()
    hamlet.buy(HOF_1=1)
    with pytest.raises(BasketEmpty):
        hamlet.place()
    assert len(hamlet.uow.orders.of_person(hamlet.person("erna").id)) == 1


# --- refusals change nothing -----------------------------------------------------------------------------------


def _price_rises(hamlet: Hamlet) -> None:
    hamlet.product("HOF-1").price = Money(260)


def _cutoff_passes(hamlet: Hamlet) -> None:
    hamlet.go_to(WEDNESDAY, time(14, 0))


def _goods_go_off(hamlet: Hamlet) -> None:
    hamlet.product("HOF-1").sell_out(None)


def _basket_grows(hamlet: Hamlet) -> None:
    hamlet.fill("erna", BAE_1=1)


def _moves(hamlet: Hamlet) -> None:
    hamlet.person("erna").station_id = StationId("P2")


@pytest.mark.parametrize("meanwhile", [_price_rises, _cutoff_passes, _goods_go_off, _basket_grows, _moves])
def test_only_what_was_shown_can_be_bought(meanwhile: Callable[[Hamlet], None]) -> None:
    hamlet = Hamlet()
    hamlet.fill("erna", HOF_1=1)
    hamlet.see()
    meanwhile(hamlet)
    before = state(hamlet)
    with pytest.raises(OfferChanged):
        hamlet.place()
    assert state(hamlet) == before


def test_the_cut_off_that_passed_gives_a_later_day_that_can_be_bought() -> None:
    hamlet = Hamlet()
    hamlet.fill("erna", HOF_1=1)
    hamlet.see()
    _cutoff_passes(hamlet)
    hamlet.see()
    assert hamlet.place().days() == [FRIDAY]


def test_nothing_is_bought_that_was_never_shown_or_has_no_way_to_her() -> None:
    hamlet = Hamlet()
    hamlet.fill("erna", HOF_1=1)
    with pytest.raises(OfferChanged):
        hamlet.place()
    offer = ordering.offer_for(hamlet.county, hamlet.uow, hamlet.person("erna"))
    ordering.show(hamlet.county, hamlet.uow, hamlet.actor("erna"), offer)
    with pytest.raises(OfferChanged):  # neither pick-up point nor home has been chosen
        hamlet.place()


def test_different_days_must_be_chosen_before_buying() -> None:
    hamlet = Hamlet()
    hamlet.fill("erna", HOF_1=1, FLE_1=1)
    erna = hamlet.actor("erna")
    ordering.choose_receiving(hamlet.county, hamlet.uow, erna, receive=Receive.PICKUP)
    offer = ordering.offer_for(hamlet.county, hamlet.uow, hamlet.person("erna"))
    ordering.show(hamlet.county, hamlet.uow, erna, offer)
    with pytest.raises(OfferChanged):
        hamlet.place()


@pytest.mark.parametrize("missing", ["name", "village", "station_id"])
def test_who_buys_has_a_name_a_village_and_a_pick_up_point(missing: str) -> None:
    hamlet = Hamlet(resident("erna", **{missing: None}))
    hamlet.fill("erna", HOF_1=1)
    with pytest.raises(NotRegistered):
        hamlet.place()


def test_two_want_the_last_piece_and_one_gets_it() -> None:
    """Both have seen the offer; the second one's unit of work began before the first one's end."""
    hamlet = Hamlet(product("HOF-1", remaining_packs=1))
    for person_id in ("erna", "otto"):
        hamlet.fill(person_id, HOF_1=1)
        hamlet.see(person_id)
    hamlet.uow.commit()
    others = MemoryUnitOfWork(hamlet.store)
    assert others.catalogue.product(hamlet.product("HOF-1").sku) is not None  # as it was read before the lock
    hamlet.place("erna")
    hamlet.uow.commit()
    hamlet.uow = others
    with pytest.raises(JustSoldOut) as refused:
        hamlet.place("otto")
    assert refused.value.details == {"product": "Ware HOF-1", "left": 0}
    assert not hamlet.uow.orders.of_person(hamlet.person("otto").id)
    assert ordering.basket_of(hamlet.county, hamlet.uow, hamlet.person("otto").id).lines


def test_a_full_station_is_said_before_anything_is_taken() -> None:
    hamlet = Hamlet(station("P1", [compartment(1, "S")]), product("HOF-1", remaining_packs=9))
    hamlet.buy("otto", BAE_1=1)
    hamlet.fill("erna", HOF_1=2)
    assert not _has_room(hamlet)
    assert _has_room(hamlet, "P2")
    hamlet.see()
    before = state(hamlet)
    with pytest.raises(StationFull):
        hamlet.place()
    assert state(hamlet) == before


def test_room_on_each_day_alone_is_not_room_on_both() -> None:
    """One compartment, goods on Thursday and on Friday: what is not fetched on Thursday lies there on Friday."""
    hamlet = Hamlet(station("P1", [compartment(1, "M")]), product("FLE-1"))
    hamlet.fill("erna", HOF_1=1, FLE_1=1)
    hamlet.see()
    assert not _has_room(hamlet)
    before = state(hamlet)
    with pytest.raises(StationFull):
        hamlet.place()
    assert state(hamlet) == before


def test_scarce_goods_become_fewer_with_every_order() -> None:
    hamlet = Hamlet(product("HOF-1", remaining_packs=5))
    hamlet.buy("erna", HOF_1=2)
    hamlet.buy("otto", HOF_1=3)
    assert hamlet.product("HOF-1").remaining_packs == 0


def test_uncounted_goods_stay_uncounted() -> None:
    hamlet = Hamlet()
    hamlet.buy(HOF_1=2)
    assert hamlet.product("HOF-1").remaining_packs is None


# --- calling off ------------------------------------------------------------------------------------------------


def test_a_cancelled_order_gives_everything_back() -> None:
    hamlet = Hamlet(product("HOF-1", remaining_packs=5))
    order = hamlet.buy(HOF_1=2, FLE_1=1)
    parts = ordering.cancel(hamlet.county, hamlet.uow, hamlet.actor("erna"), order.id)
    assert [part.status for part in parts] == [MerchantOrderStatus.CANCELLED] * 2
    assert hamlet.product("HOF-1").remaining_packs == 5
    assert {pickup.status for pickup in hamlet.pickups()} == {PickupStatus.CANCELLED}
    assert not order.is_open()
    assert order.total == Money(0)


def test_what_is_past_its_cut_off_stays_and_keeps_only_its_own_compartments() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=1, BAE_1=1, HOF_2=1)
    assert [box.no for box in hamlet.pickups()[0].boxes] == [1, 5]
    hamlet.go_to(WEDNESDAY, time(14, 0))
    assert [part.merchant_id for part in _cancel(hamlet, order.id)] == ["BAE"]
    assert [part.status for part in order.parts] == [MerchantOrderStatus.RECEIVED, MerchantOrderStatus.CANCELLED]
    assert [box.no for box in hamlet.pickups()[0].boxes] == [1, 5]
    hamlet.go_to(WEDNESDAY, time(17, 0))
    with pytest.raises(DomainError, match="cut-off has passed"):
        _cancel(hamlet, order.id)


def test_a_part_that_is_called_off_gives_back_the_compartment_only_it_needed() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(BAE_1=1, HOF_2=1)
    _listed(order.parts[0], hamlet.clock.now())
    assert [part.merchant_id for part in _cancel(hamlet, order.id)] == ["HOF"]
    assert [box.no for box in hamlet.pickups(PickupStatus.PLANNED)[0].boxes] == [1]


def test_calling_off_an_order_takes_it_out_of_the_basket_too() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=2)
    ordering.amend(hamlet.county, hamlet.uow, hamlet.actor("erna"), order.id)
    hamlet.fill("erna", BAE_1=3)
    _cancel(hamlet, order.id)
    basket = ordering.basket_of(hamlet.county, hamlet.uow, hamlet.person("erna").id)
    assert ([line.sku for line in basket.lines], basket.amends) == (["BAE-1"], None)


def _cancel(hamlet: Hamlet, order_id: OrderId) -> list[MerchantOrder]:
    return ordering.cancel(hamlet.county, hamlet.uow, hamlet.actor("erna"), order_id)


def _listed(part: MerchantOrder, now: datetime) -> None:
    part.move(MerchantOrderStatus.LISTED, part.status_by, now)


def _has_room(hamlet: Hamlet, station_id: str = "P1") -> bool:
    who = hamlet.person("erna")
    offer = ordering.offer_for(hamlet.county, hamlet.uow, who)
    return ordering.has_room(hamlet.county, hamlet.uow, who, offer, StationId(station_id))
