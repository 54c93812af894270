"""Recalls: sold no more, everybody found who has it, nobody pays for it, and it comes out of the slots."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.clock import local_day
from domain.errors import MoveRefused, NotAllowed
from domain.ids import Sku
from domain.money import Money
from domain.ordering.model import MerchantOrderStatus
from domain.payments.ports import ProviderStatus
from domain.recalls import service as recalls
from domain.recalls.buyers import Found, Period
from domain.recalls.errors import ReasonMissing, RecallTooLong
from domain.recalls.events import BuyerAffected, ProductRecalled
from domain.refills import service as refills
from domain.refills.events import RefillGrew, RefillNeeded
from domain.vending import stock
from domain.vending.checks import faults
from domain.vending.errors import SlotBlocked
from domain.vending.model import SaleStatus
from tests.domain.vending.village_shop import P1, VillageShop

CHEESE, MILK = Sku("HOF-1"), Sku("HOF-2")
WHY = "Glassplitter"


@pytest.fixture
def shop() -> VillageShop:
    return VillageShop()


def recall(shop: VillageShop, sku: Sku = CHEESE, period: Period | None = None, reason: str = WHY) -> Found:
    since = period or Period(local_day(shop.clock.now()) - timedelta(days=7))
    return recalls.recall(shop.county, shop.uow, shop.actor("olga"), sku, since, reason)


# --- who is found -------------------------------------------------------------------------------------------------


def test_buyers_out_of_orders_and_out_of_slots_are_found_once_each(shop: VillageShop) -> None:
    shop.ready("erna", HOF_1=2, BAE_1=1)
    shop.sold("erna", key="1")
    shop.sold("otto", key="2")
    found = recall(shop)
    assert [buyer.person_id for buyer in found.buyers] == ["erna", "otto"]
    assert (len(found.buyers[0].parts), len(found.buyers[0].sales), len(found.buyers[1].sales)) == (1, 1, 1)
    assert [fields["person_id"] for fields in shop.events(BuyerAffected)] == ["erna", "otto"]
    assert shop.events(ProductRecalled)[0]["warned"] == 2


def test_who_has_bought_something_else_or_on_another_day_is_left_alone(shop: VillageShop) -> None:
    day = shop.order(shop.ready("erna", HOF_1=1).order_id).days()[0]
    shop.ready("otto", BAE_1=1)

    def found(first: date, last: date | None = None) -> list[str]:
        period = Period(first, last)
        olga = shop.actor("olga")
        return [b.person_id for b in recalls.buyers_of(shop.county, shop.uow, olga, CHEESE, period).buyers]

    assert found(day, day) == found(day) == ["erna"]
    assert found(day - timedelta(days=9), day - timedelta(days=1)) == []
    assert found(day + timedelta(days=1)) == []


def test_what_is_promised_for_tomorrow_is_found_when_the_days_have_no_end(shop: VillageShop) -> None:
    today = local_day(shop.clock.now())
    order = shop.agreed(shop.buy("erna", HOF_1=1))
    assert order.parts[0].day > today
    assert [b.person_id for b in recall(shop, period=Period(today)).buyers] == ["erna"]


def test_what_was_never_agreed_is_no_purchase(shop: VillageShop) -> None:
    shop.buy("erna", HOF_1=1)
    assert recall(shop).buyers == ()


def test_cards_at_the_reader_are_counted_because_nobody_knows_whose_they_are(shop: VillageShop) -> None:
    sale = shop.card()
    shop.provider(sale, ProviderStatus.AUTHORISED)
    shop.door(sale)
    found = recall(shop)
    assert (found.buyers, found.by_card) == ((), 1)


# --- what becomes of it -------------------------------------------------------------------------------------------


def test_it_is_off_the_bill_with_its_deposit_and_only_it(shop: VillageShop) -> None:
    pickup = shop.ready("erna", HOF_1=2, HOF_2=1)
    part = shop.order(pickup.order_id).parts[0]
    assert part.total == Money(2 * 250 + 129 + 15)
    recall(shop, MILK)
    assert part.total == Money(2 * 250)
    assert part.status is MerchantOrderStatus.STORED
    assert shop.events(BuyerAffected)[0]["back_cents"] == 129 + 15
    recall(shop, MILK)
    assert len(shop.events(BuyerAffected)) == 1, "what is off the bill is not taken off once more"


def test_a_part_of_which_nothing_else_is_left_is_over(shop: VillageShop) -> None:
    order = shop.agreed(shop.buy("erna", HOF_1=1))
    recall(shop, period=Period(local_day(shop.clock.now())))
    assert order.parts[0].status is MerchantOrderStatus.WITHDRAWN
    assert [p for p in shop.pickups() if p.status.holds_compartments()] == []


def test_what_was_only_on_its_way_was_not_received(shop: VillageShop) -> None:
    shop.agreed(shop.buy("erna", HOF_1=1))
    shop.sold("otto", key="1")
    recall(shop)
    assert [(f["person_id"], f["received"]) for f in shop.events(BuyerAffected)] == [("erna", False), ("otto", True)]


def test_she_hears_in_which_compartments_it_may_lie(shop: VillageShop) -> None:
    pickup = shop.ready("erna", HOF_1=1)
    recall(shop)
    assert shop.events(BuyerAffected)[0]["waiting"] == [f"P1:{box.no}" for box in pickup.boxes]


def test_money_for_a_paid_sale_goes_back_and_an_unpaid_one_is_called_off(shop: VillageShop) -> None:
    paid, begun = shop.sold("erna", key="1"), shop.purchase("otto", key="2")
    ready = shop.purchase("erna", 24, key="3")
    shop.provider(ready, ProviderStatus.PENDING, link="https://pay.example/3")
    shop.provider(ready, ProviderStatus.AUTHORISED)
    recall(shop)
    assert paid.status is SaleStatus.REFUNDING
    shop.provider(paid, ProviderStatus.REFUNDED)
    assert shop.sale(paid.id).status is SaleStatus.REFUNDED
    assert (begun.status, ready.status) == (SaleStatus.FAILED, SaleStatus.VOIDED)
    assert [fields["person_id"] for fields in shop.events(BuyerAffected)] == ["erna"], "otto has never had it"
    assert faults(shop.uow) == []


def test_nobody_can_order_or_buy_it_any_more(shop: VillageShop) -> None:
    recall(shop)
    with pytest.raises(SlotBlocked):
        shop.purchase("otto", key="9")
    assert not shop.product(CHEESE).available_on(local_day(shop.clock.now()) + timedelta(days=30))


# --- out of the slots ---------------------------------------------------------------------------------------------


def test_volunteers_are_asked_once_to_take_it_out_and_to_bring_nothing(shop: VillageShop) -> None:
    recalls.stop_selling(shop.county, shop.uow, shop.actor("olga"), CHEESE, WHY)
    recall(shop)
    assert len(shop.events(RefillNeeded)) == 1
    (refill,) = shop.uow.refills.live()
    assert [(item.no, item.wanted) for item in refill.items] == [(24, 0)]
    vera = shop.actor("vera")
    refills.claim(shop.county, shop.uow, vera, refill.id)
    assert refill.items[0].wanted == 0
    refills.counted(shop.county, shop.uow, vera, refill.id, 24, 0)
    assert (shop.slot().quantity, shop.slot().alerted, shop.uow.refills.live()) == (0, False, [])
    assert faults(shop.uow) == []


def test_who_is_on_the_way_to_fill_it_hears_that_it_is_to_be_emptied(shop: VillageShop) -> None:
    stock.report_stock(shop.county, shop.uow, shop.actor("olga"), P1, 24, 2)
    refill = refills.claim(shop.county, shop.uow, shop.actor("vera"), shop.uow.refills.live()[0].id)
    recall(shop)
    assert shop.events(RefillGrew) == [{"refill_id": refill.id, "no": 24, "by": "vera"}]
    assert refill.items[0].wanted == 0


def test_volunteers_who_were_asked_for_something_less_urgent_are_asked_anew(shop: VillageShop) -> None:
    stock.report_stock(shop.county, shop.uow, shop.actor("olga"), P1, 25, 0)
    shop.later(hours=2)
    recall(shop)
    assert len(shop.events(RefillNeeded)) == 2
    assert len(shop.uow.refills.live()) == 1


def test_what_sells_again_is_filled_again(shop: VillageShop) -> None:
    recall(shop)
    refill = refills.claim(shop.county, shop.uow, shop.actor("vera"), shop.uow.refills.live()[0].id)
    refills.counted(shop.county, shop.uow, shop.actor("vera"), refill.id, 24, 0)
    stock.block_product(shop.county, shop.uow, shop.actor("olga"), CHEESE, "")
    (again,) = shop.uow.refills.live()
    assert [(item.no, item.wanted) for item in again.items] == [(24, 12)]


def test_what_sells_again_before_anybody_came_stays_where_it_is(shop: VillageShop) -> None:
    recall(shop)
    stock.block_product(shop.county, shop.uow, shop.actor("olga"), CHEESE, "")
    assert (shop.uow.refills.live(), shop.slot().alerted) == ([], False)
    assert shop.purchase(key="again").no == 24
    assert faults(shop.uow) == []


# --- refusals ------------------------------------------------------------------------------------------------------


def test_only_operators_recall(shop: VillageShop) -> None:
    for who in ("erna", "hof", "vera", "doris"):
        with pytest.raises(NotAllowed):
            recalls.recall(shop.county, shop.uow, shop.actor(who), CHEESE, Period(date(2026, 3, 1)), WHY)
    assert not shop.product(CHEESE).sold_out


def test_nobody_is_warned_without_a_reason_or_for_days_that_cannot_be(shop: VillageShop) -> None:
    with pytest.raises(ReasonMissing):
        recall(shop, reason="  ")
    today = local_day(shop.clock.now())
    with pytest.raises(MoveRefused):
        recall(shop, period=Period(today, today - timedelta(days=1)))
    with pytest.raises(RecallTooLong):
        recall(shop, period=Period(today - timedelta(days=500)))
    assert shop.events(ProductRecalled) == []
