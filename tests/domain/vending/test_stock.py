from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from domain.clock import at_local, local_day
from domain.errors import NotAllowed, NotFound
from domain.ids import Sku, StationId
from domain.people.model import SYSTEM
from domain.refills.events import RefillNeeded
from domain.refills.model import RefillStatus
from domain.vending import slots, stock
from domain.vending.checks import faults
from domain.vending.errors import MoreThanFits, SlotBlocked
from domain.vending.events import SlotDoubted, SlotsBlocked, StockCounted
from domain.vending.model import StockChange
from tests.domain.vending.village_shop import P1, VillageShop


@pytest.fixture
def shop() -> VillageShop:
    return VillageShop()


def report(shop: VillageShop, count: int, who: str = "vera", no: int = 24) -> None:
    stock.report_stock(shop.county, shop.uow, shop.actor(who), P1, no, count)


def test_a_volunteer_says_what_lies_inside(shop: VillageShop) -> None:
    report(shop, 5)
    assert shop.slot().quantity == 5
    assert [(m.why, m.by, m.before, m.after) for m in shop.uow.vending.moves_of(P1, 24)] == [
        (StockChange.COUNT, "vera", 6, 5)
    ]
    assert shop.events(StockCounted) == [{"station_id": "P1", "no": 24, "before": 6, "after": 5, "by": "vera"}]


def test_a_count_that_crosses_the_threshold_asks_the_volunteers_once(shop: VillageShop) -> None:
    report(shop, 4)
    report(shop, 2)
    assert len(shop.events(RefillNeeded)) == 1
    assert [item.no for refill in shop.uow.refills.live() for item in refill.items] == [24]
    assert faults(shop.uow) == []


def test_enough_counted_after_all_takes_the_question_back(shop: VillageShop) -> None:
    report(shop, 2)
    refill = shop.uow.refills.live()[0]
    report(shop, 9)
    assert refill.status is RefillStatus.CANCELLED
    assert not shop.slot().alerted
    assert shop.due("refill.ask") == []
    report(shop, 3)
    assert len(shop.events(RefillNeeded)) == 2, "it is a new crossing"


def test_only_at_the_own_station_and_only_what_fits(shop: VillageShop) -> None:
    with pytest.raises(NotAllowed):
        report(shop, 3, "viktor")
    with pytest.raises(NotFound):
        report(shop, 3, no=1)
    for count in (-1, 13):
        with pytest.raises(MoreThanFits):
            report(shop, count)
    report(shop, 12, "olga")
    assert shop.slot().quantity == 12


def test_a_recall_stops_the_sale_of_a_product_wherever_it_lies(shop: VillageShop) -> None:
    blocked = stock.block_product(shop.county, shop.uow, shop.actor("olga"), Sku("HOF-1"), "Rückruf")
    assert [(slot.station_id, slot.no) for slot in blocked] == [(P1, 24)]
    assert shop.events(SlotsBlocked) == [{"sku": "HOF-1", "reason": "Rückruf", "by": "olga"}]
    with pytest.raises(SlotBlocked):
        shop.purchase()
    assert shop.purchase(no=25, key="other").no == 25
    stock.block_product(shop.county, shop.uow, shop.actor("olga"), Sku("HOF-1"), "")
    assert shop.purchase().no == 24


def test_one_slot_is_blocked_alone(shop: VillageShop) -> None:
    stock.block_slot(shop.county, shop.uow, shop.actor("olga"), P1, 25, "ausgelaufen")
    with pytest.raises(SlotBlocked):
        shop.purchase(no=25)
    assert stock.block_product(shop.county, shop.uow, shop.actor("olga"), Sku("HOF-7"), "x") == []


def test_goods_past_their_date_are_not_sold_and_are_exchanged(shop: VillageShop) -> None:
    today = local_day(shop.clock.now())
    shop.slot().use_by = today
    assert shop.purchase().no == 24, "on the day itself they are good"
    slots.plan_look(shop.county, shop.uow)
    assert shop.due("vending.look") == [at_local(today + timedelta(days=1), time(6, 0))]
    shop.clock.set(at_local(today + timedelta(days=1), time(6, 0)))
    stock.look_for_old_goods(shop.county, shop.uow, SYSTEM)
    with pytest.raises(SlotBlocked):
        shop.purchase("otto", key="2")
    assert [item.no for refill in shop.uow.refills.live() for item in refill.items] == [24]
    report(shop, 11)
    assert shop.slot().alerted, "many old packs are still old"


def test_where_nothing_has_a_date_nobody_looks(shop: VillageShop) -> None:
    slots.plan_look(shop.county, shop.uow)
    assert shop.due("vending.look") == []


@pytest.mark.parametrize(
    ("left", "before", "then"),
    [
        (0, date(2026, 3, 20), date(2026, 3, 24)),
        (3, date(2026, 3, 20), date(2026, 3, 20)),
        (3, date(2026, 3, 1), date(2026, 3, 24)),
    ],
    ids=["empty", "older packs inside", "only what was too old"],
)
def test_the_date_is_that_of_the_oldest_pack(shop: VillageShop, left: int, before: date, then: date) -> None:
    shop.slot().quantity, shop.slot().use_by = left, before
    slots.filled_up(shop.county, shop.slot(), 20)
    assert shop.slot().use_by == then


def test_a_product_without_a_date_gets_none(shop: VillageShop) -> None:
    shop.slot().quantity = 0
    slots.filled_up(shop.county, shop.slot(), None)
    assert shop.slot().use_by is None
    assert shop.uow.vending.slots_at(StationId("P9")) == []


# --- hints --------------------------------------------------------------------------------------------------------


def say_empty(shop: VillageShop, who: str = "erna", no: int = 24) -> None:
    stock.say_empty(shop.county, shop.uow, shop.actor(who), P1, no)


def test_a_hint_asks_once_a_day_and_changes_no_number(shop: VillageShop) -> None:
    say_empty(shop)
    say_empty(shop, "otto")
    assert shop.events(SlotDoubted) == [{"station_id": "P1", "no": 24, "by": "erna"}]
    assert (shop.slot().quantity, shop.slot().alerted, shop.uow.refills.live()) == (6, False, [])
    shop.later(hours=25)
    say_empty(shop)
    assert len(shop.events(SlotDoubted)) == 2


def test_whoever_counts_ends_the_doubt(shop: VillageShop) -> None:
    say_empty(shop)
    report(shop, 0)
    assert shop.slot().doubted_at is None
    assert [item.no for refill in shop.uow.refills.live() for item in refill.items] == [24]
    say_empty(shop, "otto")
    assert len(shop.events(SlotDoubted)) == 1, "it is known and will be filled"


def test_a_hint_about_what_is_blocked_or_unknown_asks_nobody(shop: VillageShop) -> None:
    stock.block_slot(shop.county, shop.uow, shop.actor("olga"), P1, 24, "kaputt")
    say_empty(shop)
    with pytest.raises(NotFound):
        say_empty(shop, no=1)
    assert shop.events(SlotDoubted) == []
