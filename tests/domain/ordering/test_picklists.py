"""Picking lists: gathered once a cut-off, answered once, lapsed when nobody answers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from domain.clock import at_local
from domain.errors import NotAllowed, NotFound
from domain.ids import MerchantId, PicklistId, Sku, StationId
from domain.lockers.model import PickupStatus
from domain.money import Money
from domain.ordering import picklists
from domain.ordering import service as ordering
from domain.ordering.errors import AlreadyAnswered, TooLate
from domain.ordering.events import (
    PartAnswered,
    PartLapsed,
    PicklistNearlyLapsed,
    PicklistReminderDue,
    PicklistSent,
)
from domain.ordering.model import MerchantOrderStatus, Picklist, PicklistStatus
from domain.people.model import SYSTEM, Role
from domain.people.service import live_in
from tests.builders import WIESENAU, Hamlet, product

WEDNESDAY = date(2026, 3, 4)
HOF = MerchantId("HOF")
HOF_1 = Sku("HOF-1")
S = MerchantOrderStatus


def send(hamlet: Hamlet, at: time = time(14, 30), merchant_id: MerchantId = HOF) -> Picklist:
    """The merchant's list goes out, as its timer has it."""
    hamlet.go_to(WEDNESDAY, at)
    picklists.send_picklist(hamlet.county, hamlet.uow, SYSTEM, merchant_id, at_local(WEDNESDAY, time(17, 30)))
    lists = hamlet.uow.orders.open_picklists(merchant_id)
    assert len(lists) == 1
    return lists[0]


def times(hamlet: Hamlet) -> dict[str, list[datetime]]:
    return {kind: hamlet.due(f"picklist.{kind}") for kind in ("remind", "warn", "lapse")}


def answer(hamlet: Hamlet, picklist: Picklist, **available: int) -> None:
    there = {Sku(name.replace("_", "-")): much for name, much in available.items()}
    picklists.confirm_except(hamlet.county, hamlet.uow, hamlet.actor("hof"), picklist.id, there)


# --- gathering ----------------------------------------------------------------------------------------------


def test_everything_due_goes_on_one_list_names_second() -> None:
    hamlet = Hamlet()
    hamlet.buy("erna", HOF_1=2, HOF_9=250, BAE_1=9)
    hamlet.buy("otto", HOF_1=3, HOF_9=400)
    picklist = send(hamlet)
    parts = hamlet.uow.orders.parts_on(picklist.id)
    assert {part.status for part in parts} == {S.LISTED}
    items = [(item.sku, item.amount, item.weighed) for item in picklists.items_of(parts)]
    assert items == [("HOF-1", 5, False), ("HOF-9", 650, True)]
    assert hamlet.events(PicklistSent) == [{"picklist_id": picklist.id, "merchant_id": "HOF"}]


def test_a_quiet_day_needs_no_list() -> None:
    hamlet = Hamlet()
    picklists.send_picklist(hamlet.county, hamlet.uow, SYSTEM, HOF, hamlet.clock.now())
    assert hamlet.events() == []


def test_the_timer_that_runs_twice_sends_once() -> None:
    hamlet = Hamlet()
    hamlet.buy(HOF_1=1)
    send(hamlet)
    picklists.send_picklist(hamlet.county, hamlet.uow, SYSTEM, HOF, at_local(WEDNESDAY, time(17, 30)))
    assert len(hamlet.events(PicklistSent)) == 1


def test_orders_for_a_later_list_wait() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=1)
    hamlet.go_to(WEDNESDAY, time(14, 0))
    later = hamlet.buy("otto", HOF_1=1)
    hamlet.go_to(WEDNESDAY, time(14, 30))
    picklists.send_picklist(hamlet.county, hamlet.uow, SYSTEM, HOF, at_local(WEDNESDAY, time(14, 30)))
    assert (order.parts[0].status, later.parts[0].status) == (S.LISTED, S.RECEIVED)


def test_a_merchant_may_look_at_what_has_been_ordered_so_far() -> None:
    hamlet = Hamlet()
    hamlet.buy(HOF_1=2, BAE_1=1)
    so_far = picklists.ordered_so_far(hamlet.county, hamlet.uow, hamlet.actor("hof"))
    assert [(item.sku, item.amount) for item in so_far] == [("HOF-1", 2)]


# --- time to answer -------------------------------------------------------------------------------------------


def test_reminded_at_half_time_and_a_person_half_an_hour_before_the_end() -> None:
    hamlet = Hamlet()
    hamlet.buy(HOF_1=1)
    send(hamlet)
    assert times(hamlet) == {
        "remind": [at_local(WEDNESDAY, time(15, 30))],
        "warn": [at_local(WEDNESDAY, time(16, 0))],
        "lapse": [at_local(WEDNESDAY, time(16, 30))],
    }


def test_nobody_calls_a_merchant_before_he_has_been_reminded() -> None:
    hamlet = Hamlet()
    hamlet.buy(BAE_1=1)
    send(hamlet, time(17, 30), MerchantId("BAE"))
    quarter_to = at_local(WEDNESDAY, time(17, 45))
    assert times(hamlet) == {
        "remind": [quarter_to],
        "warn": [quarter_to],
        "lapse": [at_local(WEDNESDAY, time(18, 0))],
    }


def test_a_list_that_goes_out_late_leaves_half_an_hour_all_the_same() -> None:
    """The service stood still from half past two until six: nobody's order lapses for that."""
    hamlet = Hamlet()
    hamlet.buy(HOF_1=1)
    picklist = send(hamlet, time(18, 0))
    assert picklist.confirm_by == picklist.sent_at + timedelta(minutes=30)


def test_reminders_stop_with_the_answer() -> None:
    hamlet = Hamlet()
    hamlet.buy(HOF_1=1)
    picklist = send(hamlet)
    picklists.remind_merchant(hamlet.county, hamlet.uow, SYSTEM, picklist.id)
    picklists.warn_operator(hamlet.county, hamlet.uow, SYSTEM, picklist.id)
    assert (len(hamlet.events(PicklistReminderDue)), len(hamlet.events(PicklistNearlyLapsed))) == (1, 1)
    picklists.confirm_all(hamlet.county, hamlet.uow, hamlet.actor("hof"), picklist.id)
    assert times(hamlet) == {"remind": [], "warn": [], "lapse": []}
    for late in (picklists.remind_merchant, picklists.warn_operator, picklists.lapse):
        late(hamlet.county, hamlet.uow, SYSTEM, picklist.id)
    assert (len(hamlet.events(PicklistReminderDue)), len(hamlet.events(PicklistNearlyLapsed))) == (1, 1)
    assert picklist.status is PicklistStatus.ANSWERED


def test_a_timer_of_a_list_that_is_not_there_does_nothing() -> None:
    hamlet = Hamlet()
    for step in (picklists.remind_merchant, picklists.warn_operator, picklists.lapse):
        step(hamlet.county, hamlet.uow, SYSTEM, PicklistId("gone"))
    assert hamlet.events() == []


# --- answers ---------------------------------------------------------------------------------------------------


def test_everything_there_makes_the_contract() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=2)
    picklist = send(hamlet)
    picklists.confirm_all(hamlet.county, hamlet.uow, hamlet.actor("hof"), picklist.id)
    assert order.parts[0].status is S.CONFIRMED
    assert order.parts[0].status_by == "hof"
    told = hamlet.events(PartAnswered)
    assert [(one["person_id"], one["status"]) for one in told] == [("erna", "confirmed")]


def test_who_ordered_first_is_served_first() -> None:
    hamlet = Hamlet()
    first = hamlet.buy("otto", HOF_1=3)
    second = hamlet.buy("erna", HOF_1=2, HOF_2=1)
    live_in(hamlet.county, hamlet.uow, hamlet.actor("vera"), village=WIESENAU.key, station_id=StationId("P1"))
    third = hamlet.buy("vera", HOF_1=1)
    answer(hamlet, send(hamlet), HOF_1=4)
    served = [order.parts[0].lines[0].confirmed for order in (first, second, third)]
    assert served == [3, 1, 0]
    assert [order.parts[0].status for order in (first, second, third)] == [
        S.CONFIRMED,
        S.PARTLY_CONFIRMED,
        S.REJECTED,
    ]
    assert second.total == Money(250 + 129 + 15)


@pytest.mark.parametrize(
    ("there", "status"),
    [(-3, S.REJECTED), (0, S.REJECTED), (1, S.PARTLY_CONFIRMED), (2, S.CONFIRMED), (9, S.CONFIRMED)],
)
def test_never_less_than_nothing_and_never_more_than_ordered(there: int, status: MerchantOrderStatus) -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=2)
    answer(hamlet, send(hamlet), HOF_1=there)
    assert order.parts[0].lines[0].confirmed == max(0, min(2, there))
    assert order.parts[0].status is status


def test_less_of_weighed_goods_costs_its_share() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_9=500)
    assert order.total == Money(995)
    answer(hamlet, send(hamlet), HOF_9=333)
    assert order.total == Money(663)


def test_nothing_of_it_can_be_done_and_the_compartment_is_free_again() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=1)
    picklists.reject_all(hamlet.county, hamlet.uow, hamlet.actor("hof"), send(hamlet).id)
    assert order.parts[0].status is S.REJECTED
    assert hamlet.pickups()[0].status is PickupStatus.CANCELLED
    assert not order.is_open()


def test_a_part_answer_frees_the_compartments_it_no_longer_needs() -> None:
    hamlet = Hamlet()
    hamlet.buy(HOF_1=1, HOF_2=1)
    assert [box.no for box in hamlet.pickups()[0].boxes] == [1, 5]
    answer(hamlet, send(hamlet), HOF_2=0)
    assert [box.no for box in hamlet.pickups(PickupStatus.PLANNED)[0].boxes] == [1]


def test_a_list_is_answered_once() -> None:
    hamlet = Hamlet()
    hamlet.buy(HOF_1=1)
    picklist = send(hamlet)
    hof = hamlet.actor("hof")
    picklists.confirm_all(hamlet.county, hamlet.uow, hof, picklist.id)
    for again in (picklists.confirm_all, picklists.reject_all):
        with pytest.raises(AlreadyAnswered):
            again(hamlet.county, hamlet.uow, hof, picklist.id)
    assert len(hamlet.events(PartAnswered)) == 1


def test_nobody_answers_the_list_of_another_shop() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=1)
    picklist = send(hamlet)
    for step in (picklists.confirm_all, picklists.reject_all):
        with pytest.raises(NotAllowed):
            step(hamlet.county, hamlet.uow, hamlet.actor("bae"), picklist.id)
    with pytest.raises(NotAllowed):
        picklists.confirm_except(hamlet.county, hamlet.uow, hamlet.actor("bae"), picklist.id, {})
    with pytest.raises(NotFound):
        picklists.confirm_all(hamlet.county, hamlet.uow, hamlet.actor("hof"), PicklistId("gone"))
    assert order.parts[0].status is S.LISTED
    assert picklists.open_lists(hamlet.county, hamlet.uow, hamlet.actor("bae")) == []
    assert picklists.open_lists(hamlet.county, hamlet.uow, hamlet.actor("hof")) == [picklist]


def test_a_merchant_of_two_shops_sees_the_lists_of_both() -> None:
    hamlet = Hamlet()
    hamlet.person("hof").give(Role.MERCHANT, "BAE")
    hamlet.buy(HOF_1=1, BAE_1=1)
    picklist = send(hamlet)
    hamlet.go_to(WEDNESDAY, time(17, 30))
    picklists.send_picklist(hamlet.county, hamlet.uow, SYSTEM, MerchantId("BAE"), hamlet.clock.now())
    seen = picklists.open_lists(hamlet.county, hamlet.uow, hamlet.actor("hof"))
    assert [one.merchant_id for one in seen] == ["BAE", "HOF"]
    assert picklist in seen


# --- nobody answers ----------------------------------------------------------------------------------------------


def test_what_is_not_confirmed_at_the_deadline_is_not_ordered() -> None:
    hamlet = Hamlet(product("HOF-1", remaining_packs=5))
    order = hamlet.buy(HOF_1=2, BAE_1=1)
    picklist = send(hamlet)
    hamlet.go_to(WEDNESDAY, time(16, 30))
    picklists.lapse(hamlet.county, hamlet.uow, SYSTEM, picklist.id)
    picklists.lapse(hamlet.county, hamlet.uow, SYSTEM, picklist.id)
    assert [part.status for part in order.parts] == [S.LAPSED, S.RECEIVED]
    assert [one["person_id"] for one in hamlet.events(PartLapsed)] == ["erna"]
    assert hamlet.product("HOF-1").remaining_packs == 5
    assert len(hamlet.pickups(PickupStatus.PLANNED)) == 1
    with pytest.raises(AlreadyAnswered):
        picklists.confirm_all(hamlet.county, hamlet.uow, hamlet.actor("hof"), picklist.id)


def test_what_is_on_a_list_cannot_be_called_off_any_more() -> None:
    hamlet = Hamlet()
    order = hamlet.buy(HOF_1=1)
    send(hamlet)
    with pytest.raises(TooLate):
        ordering.cancel(hamlet.county, hamlet.uow, hamlet.actor("erna"), order.id)
