from __future__ import annotations

from datetime import timedelta

import pytest

from domain.errors import MoveRefused, NotFound
from domain.lockers.errors import StationSilent
from domain.lockers.ports import CommandOutcome, StationCondition
from domain.money import Money
from domain.ordering.errors import OfferChanged
from domain.payments import ledger
from domain.payments.model import PaymentStatus
from domain.payments.ports import ProviderStatus
from domain.payments.service import not_reached
from domain.people.model import SYSTEM
from domain.vending import service as vending
from domain.vending.checks import faults
from domain.vending.errors import NobodySells, NoSaleNow, NotForSale, SlotBlocked, SlotEmpty
from domain.vending.events import (
    PaymentPageReady,
    SaleAuthorised,
    SaleCameToNothing,
    SaleNeedsPerson,
    SaleOpenedLate,
    SalePaid,
)
from domain.vending.model import SALE_MOVES, SaleStatus, StockChange, WhyNot
from tests.builders import Hamlet, slot, station, wall
from tests.builders import vending as vending_box
from tests.domain.vending.village_shop import ERNA, HOF, P1, VillageShop

S, PS = SaleStatus, ProviderStatus


@pytest.fixture
def shop() -> VillageShop:
    return VillageShop()


def all_is_well(shop: VillageShop) -> bool:
    return ledger.faults(shop.uow) == [] and faults(shop.uow) == []


# --- goes well ---------------------------------------------------------------------------------------------------


def test_a_sale_by_chat_is_paid_opened_taken_and_then_charged(shop: VillageShop) -> None:
    sale = shop.purchase()
    assert (sale.status, sale.seller_id, sale.total) == (S.STARTED, HOF, Money(250))
    shop.provider(sale, PS.PENDING, link="https://pay.example/1")
    assert shop.payment(sale).link == "https://pay.example/1"
    assert shop.events(PaymentPageReady) == [{"sale_id": sale.id}]
    shop.provider(sale, PS.AUTHORISED)
    assert (sale.status, len(shop.events(SaleAuthorised))) == (S.AUTHORISED, 1)
    assert shop.slot().quantity == 6, "nothing is out yet"
    shop.open(sale)
    assert shop.sale(sale.id).status is S.OPENING
    shop.door(sale)
    assert (sale.status, shop.slot().quantity) == (S.DISPENSED, 5)
    assert shop.payment(sale).status is PaymentStatus.CAPTURING
    shop.provider(sale, PS.CAPTURED)
    assert shop.sale(sale.id).status is S.PAID
    assert shop.events(SalePaid) == [{"sale_id": sale.id}]
    assert all_is_well(shop)


def test_a_card_opens_the_door_by_itself(shop: VillageShop) -> None:
    sale = shop.card()
    assert (shop.payment(sale).reader, sale.buyer_id) == ("P1-24", None)
    shop.provider(sale, PS.AUTHORISED)
    assert sale.status is S.OPENING
    shop.door(sale)
    shop.provider(sale, PS.CAPTURED)
    assert (sale.status, shop.slot().quantity) == (S.PAID, 5)
    assert all_is_well(shop)


def test_the_books_hold_goods_and_deposit_apart_and_add_up_to_nothing(shop: VillageShop) -> None:
    shop.sold(no=25)
    balances = ledger.balances(shop.uow.till.postings())
    standing = {account.value: amount.cents for (_, account), amount in balances.items()}
    assert standing == {"provider": 144, "goods": -129, "deposit": -15}
    assert sum(standing.values()) == 0


def test_the_stock_is_lowered_once_with_who_and_why(shop: VillageShop) -> None:
    sale = shop.sold()
    command = shop.commands_of(sale)[0]
    vending.door_answered(shop.county, shop.uow, SYSTEM, command)  # told twice
    moves = [(m.before, m.after, m.why, m.by, m.subject) for m in shop.uow.vending.moves_of(P1, 24)]
    assert moves == [(6, 5, StockChange.SALE, "system", sale.id)]


def test_the_same_wish_is_one_sale(shop: VillageShop) -> None:
    assert shop.purchase(key="tap-1") is shop.purchase(key="tap-1")
    assert shop.card(key="boot-1-24") is shop.card(key="boot-1-24")
    assert len(shop.uow.till.all()) == 2


def test_a_price_that_was_shown_holds_or_nothing_is_sold(shop: VillageShop) -> None:
    shop.product("HOF-1").price = Money(260)
    with pytest.raises(OfferChanged):
        shop.purchase(total=250)
    assert shop.uow.vending.sales_of_person(ERNA) == []
    sale = shop.purchase()
    shop.product("HOF-1").price = Money(999)
    assert sale.total == Money(260)


# --- the last piece ----------------------------------------------------------------------------------------------


def test_of_two_who_want_the_last_piece_one_gets_it(shop: VillageShop) -> None:
    first = shop.purchase("erna", 25, key="1")
    with pytest.raises(SlotEmpty):
        shop.purchase("otto", 25, key="2")
    refused = shop.card(25)
    assert (refused.status, refused.why_not) == (S.FAILED, WhyNot.EMPTY)
    shop.provider(first, PS.FAILED)
    assert (first.status, first.why_not) == (S.FAILED, WhyNot.DECLINED)
    assert shop.purchase("otto", 25, key="2").status is S.STARTED, "it is free again"


def test_more_than_there_is_cannot_be_bought(shop: VillageShop) -> None:
    shop.purchase("otto", packs=4, key="1")
    with pytest.raises(SlotEmpty) as refused:
        shop.purchase(packs=3, key="2")
    assert refused.value.details["left"] == 2


# --- it does not come to a sale ----------------------------------------------------------------------------------


def test_a_declined_card_opens_nothing(shop: VillageShop) -> None:
    sale = shop.card(card="declined")
    assert shop.payment(sale).card == "declined"
    shop.provider(sale, PS.FAILED, reason="declined")
    assert (sale.status, sale.why_not) == (S.FAILED, WhyNot.DECLINED)
    assert shop.uow.lockers.commands_in_flight() == []
    assert all_is_well(shop)


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (CommandOutcome.FAILED, "jammed"),
        (CommandOutcome.FAILED, "board_timeout"),
        (CommandOutcome.REJECTED, "old_fence"),
    ],
)
def test_a_door_that_stays_shut_sets_the_money_free(shop: VillageShop, outcome: CommandOutcome, code: str) -> None:
    sale = shop.card()
    shop.provider(sale, PS.AUTHORISED)
    shop.door(sale, outcome, code)
    assert (sale.status, sale.why_not, shop.slot().quantity) == (S.VOIDED, WhyNot.JAMMED, 6)
    assert shop.payment(sale).status is PaymentStatus.VOIDING
    shop.provider(sale, PS.VOIDED)
    assert shop.payment(sale).status is PaymentStatus.VOIDED
    assert len(shop.events(SaleCameToNothing)) == 1
    assert all_is_well(shop)


def test_after_a_jam_nothing_is_sold_behind_that_door(shop: VillageShop) -> None:
    sale = shop.card()
    shop.provider(sale, PS.AUTHORISED)
    shop.door(sale, CommandOutcome.FAILED, "jammed")
    with pytest.raises(SlotBlocked):
        shop.purchase()
    assert shop.card(key="again").why_not is WhyNot.BLOCKED


def test_a_silent_station_sets_the_money_free(shop: VillageShop) -> None:
    sale = shop.card()
    shop.provider(sale, PS.AUTHORISED)
    shop.silence(sale)
    assert (sale.status, sale.why_not) == (S.VOIDED, WhyNot.SILENT)


def test_a_station_known_to_be_silent_sells_nothing(shop: VillageShop) -> None:
    sale = shop.purchase()
    shop.provider(sale, PS.AUTHORISED)
    shop.station().condition = StationCondition.LOST
    with pytest.raises(NoSaleNow):
        shop.purchase("otto", key="2")
    with pytest.raises(StationSilent):
        shop.open(sale)
    assert sale.status is S.AUTHORISED, "it is paid for and waits"


def test_a_card_at_a_station_that_falls_silent_meanwhile_pays_nothing(shop: VillageShop) -> None:
    sale = shop.card()
    shop.station().condition = StationCondition.LOST
    shop.provider(sale, PS.AUTHORISED)
    assert (sale.status, sale.why_not) == (S.VOIDED, WhyNot.SILENT)
    assert shop.payment(sale).status is PaymentStatus.VOIDING


def test_who_does_not_pay_in_time_has_bought_nothing(shop: VillageShop) -> None:
    sale = shop.purchase()
    assert shop.due("payment.end") == [shop.clock.now() + shop.county.rules.pay_within]
    shop.provider(sale, PS.PENDING)
    shop.provider(sale, PS.FAILED, reason="expired")
    assert (sale.status, sale.why_not) == (S.FAILED, WhyNot.EXPIRED)


def test_who_does_not_fetch_it_in_time_pays_nothing(shop: VillageShop) -> None:
    sale = shop.purchase()
    shop.provider(sale, PS.AUTHORISED)
    assert shop.due("sale.lapse") == [shop.clock.now() + timedelta(hours=1)]
    vending.lapse(shop.county, shop.uow, SYSTEM, sale.id)
    assert (sale.status, sale.why_not) == (S.VOIDED, WhyNot.EXPIRED)
    assert shop.payment(sale).status is PaymentStatus.VOIDING


def test_a_sale_that_is_being_opened_does_not_lapse(shop: VillageShop) -> None:
    sale = shop.purchase()
    shop.provider(sale, PS.AUTHORISED)
    shop.open(sale)
    assert shop.due("sale.lapse") == []
    vending.lapse(shop.county, shop.uow, SYSTEM, sale.id)
    assert sale.status is S.OPENING


@pytest.mark.parametrize("paid", [False, True])
def test_the_buyer_may_step_back_until_the_door_is_asked(shop: VillageShop, paid: bool) -> None:
    sale = shop.purchase()
    shop.provider(sale, PS.AUTHORISED if paid else PS.PENDING)
    vending.cancel(shop.county, shop.uow, shop.actor("erna"), sale.id)
    assert sale.why_not is WhyNot.CANCELLED
    assert shop.payment(sale).status is PaymentStatus.VOIDING
    with pytest.raises(MoveRefused):
        vending.cancel(shop.county, shop.uow, shop.actor("erna"), sale.id)


def test_money_that_is_set_aside_after_all_is_set_free(shop: VillageShop) -> None:
    """The page was paid in the moment in which its time was over."""
    sale = shop.purchase()
    shop.provider(sale, PS.PENDING)
    vending.cancel(shop.county, shop.uow, shop.actor("erna"), sale.id)
    shop.provider(sale, PS.AUTHORISED)
    assert (sale.status, shop.payment(sale).status) == (S.FAILED, PaymentStatus.VOIDING)


def test_a_provider_that_cannot_be_reached_sells_nothing_and_keeps_nothing(shop: VillageShop) -> None:
    sale = shop.card()
    not_reached(shop.county, shop.uow, SYSTEM, shop.payment(sale).id)
    vending.payment_settled(shop.county, shop.uow, SYSTEM, shop.payment(sale).id)
    assert (sale.status, sale.why_not) == (S.FAILED, WhyNot.UNREACHABLE)
    assert shop.payment(sale).status is PaymentStatus.VOIDING, "should it have been set aside all the same"


# --- nobody knows ------------------------------------------------------------------------------------------------


@pytest.fixture
def unclear(shop: VillageShop) -> VillageShop:
    sale = shop.purchase()
    shop.provider(sale, PS.AUTHORISED)
    shop.open(sale)
    shop.silence(sale, received=True)
    assert sale.status is S.UNCLEAR
    return shop


def test_where_nobody_knows_nothing_is_taken_and_a_person_decides(unclear: VillageShop) -> None:
    sale = vending.unsettled(unclear.county, unclear.uow, unclear.actor("olga"))[0]
    assert unclear.payment(sale).status is PaymentStatus.AUTHORISED
    assert unclear.slot().quantity == 6
    assert unclear.events(SaleNeedsPerson) == [{"sale_id": sale.id}]
    vending.decide(unclear.county, unclear.uow, unclear.actor("olga"), sale.id, taken=False)
    assert (sale.status, sale.why_not, sale.status_by) == (S.VOIDED, WhyNot.NOT_TAKEN, "olga")
    assert all_is_well(unclear)


def test_a_person_may_know_that_the_goods_are_out(unclear: VillageShop) -> None:
    sale = unclear.uow.vending.sales_of_person(ERNA)[0]
    vending.decide(unclear.county, unclear.uow, unclear.actor("olga"), sale.id, taken=True)
    assert (sale.status, unclear.slot().quantity) == (S.DISPENSED, 5)
    unclear.provider(sale, PS.CAPTURED)
    assert sale.status is S.PAID
    assert all_is_well(unclear)


def test_the_buyer_may_say_that_she_has_it(unclear: VillageShop) -> None:
    sale = unclear.uow.vending.sales_of_person(ERNA)[0]
    with pytest.raises(NotFound):
        vending.has_taken(unclear.county, unclear.uow, unclear.actor("otto"), sale.id)
    vending.has_taken(unclear.county, unclear.uow, unclear.actor("erna"), sale.id)
    assert sale.status is S.DISPENSED


@pytest.mark.parametrize(
    ("late", "then"), [(CommandOutcome.DONE, S.DISPENSED), (CommandOutcome.FAILED, S.VOIDED)], ids=["open", "shut"]
)
def test_what_the_station_says_late_makes_it_clear(
    unclear: VillageShop, late: CommandOutcome, then: SaleStatus
) -> None:
    sale = unclear.uow.vending.sales_of_person(ERNA)[0]
    command = unclear.commands_of(sale)[0]
    unclear.door_of(command, late, "door_opened" if late is CommandOutcome.DONE else "jammed")
    assert sale.status is then


def test_operators_hear_of_a_door_that_opened_after_the_money_was_free(shop: VillageShop) -> None:
    sale = shop.card()
    shop.provider(sale, PS.AUTHORISED)
    command = shop.silence(sale)
    shop.door_of(command, CommandOutcome.DONE)
    assert sale.status is S.VOIDED
    assert shop.events(SaleOpenedLate) == [{"sale_id": sale.id}]


def test_goods_that_are_out_and_not_paid_need_a_person(shop: VillageShop) -> None:
    sale = shop.card()
    shop.provider(sale, PS.AUTHORISED)
    shop.door(sale)
    shop.provider(sale, PS.FAILED)
    assert sale.status is S.UNPAID
    assert [one.id for one in vending.unsettled(shop.county, shop.uow, shop.actor("olga"))] == [sale.id]
    assert all_is_well(shop)


def test_a_paid_sale_is_refunded_once(shop: VillageShop) -> None:
    sale = shop.sold(no=25)
    vending.give_money_back(shop.county, shop.uow, shop.actor("olga"), sale.id)
    assert (sale.status, shop.payment(sale).status) == (S.REFUNDING, PaymentStatus.REFUNDING)
    shop.provider(sale, PS.REFUNDED)
    assert (sale.status, shop.payment(sale).refunded) == (S.REFUNDED, Money(144))
    with pytest.raises(MoveRefused):
        vending.give_money_back(shop.county, shop.uow, shop.actor("olga"), sale.id)
    assert set(ledger.balances(shop.uow.till.postings()).values()) == {Money(0)}
    assert all_is_well(shop)


# --- what is not sold --------------------------------------------------------------------------------------------


def test_without_a_provider_nobody_sells() -> None:
    shop = VillageShop(rules=Hamlet().county.rules)
    with pytest.raises(NobodySells):
        vending.offer(shop.county, shop.uow, shop.actor("erna"), P1, 24)
    assert shop.card().why_not is WhyNot.NOT_FOR_SALE


def test_only_slots_sell(shop: VillageShop) -> None:
    for no in (1, 99):
        with pytest.raises(NotForSale):
            vending.offer(shop.county, shop.uow, shop.actor("erna"), P1, no)
        assert vending.card_presented(shop.county, shop.uow, SYSTEM, P1, no, card="", key=f"c{no}") is None


@pytest.mark.parametrize("sku", ["HOF-8", "HOF-9"], ids=["from 16 years", "weighed"])
def test_what_may_not_lie_in_a_slot_is_not_sold_out_of_one(sku: str) -> None:
    own = station("P1", [*wall(), vending_box(9)])
    at = Hamlet(own, slot(9, sku), rules=VillageShop().county.rules)
    with pytest.raises(NotForSale):
        vending.offer(at.county, at.uow, at.actor("erna"), P1, 9)


def test_a_guest_may_buy_and_look(shop: VillageShop) -> None:
    assert shop.purchase("gast").buyer_id == "gast"
    shown = vending.on_sale_at(shop.county, shop.uow, shop.actor("gast"), P1)
    assert [(one.slot.no, one.left) for one in shown] == [(24, 5), (25, 1)]


def test_every_state_is_reached_or_begins() -> None:
    reached = {to for ends in SALE_MOVES.values() for to in ends} | {S.STARTED}
    assert reached == set(S) == set(SALE_MOVES)
