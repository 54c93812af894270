"""Each rule of a simulated week can be broken, and then it is named; a county in order breaks none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bots.channels.channel import Address, Outgoing
from bots.simulation.cast import Cast, Person
from bots.simulation.codes import CodeBook, told_in
from bots.simulation.invariants import APOLOGY, RULES, Watch, faults_at_the_end
from bots.simulation.time import SeededChance
from domain.county import County
from domain.deposits import counting, service
from domain.deposits.model import EmptiesReturn, ReturnStatus, Way, Wish
from domain.ids import CreditId, DepositTypeId, MerchantId, PaymentId, PersonId, PickupId, RefillId, StationId
from domain.lockers.model import PickupStatus
from domain.money import Money
from domain.ordering.model import MerchantOrderStatus
from domain.payments.model import Method, Payment, PaymentStatus
from domain.refills.model import Refill
from domain.store import Conversation, Message, OutboxItem
from tests.builders import slot
from tests.domain.tours.bench import Depot
from tests.fakes import ManualClock

BEER = DepositTypeId("mw8")


def broken(depot: Depot) -> set[str]:
    """The rules that do not hold."""
    found = [*Watch().look(depot.uow), *faults_at_the_end(depot.uow, depot.clock.now())]
    assert all(fault.sentence for fault in found)
    return {fault.rule for fault in found}


def empties(depot: Depot, wish: Wish = Wish.PAY_OUT) -> EmptiesReturn:
    """Twelve bottles of Otto's, handed in at P1."""
    made = service.book(
        depot.county,
        depot.uow,
        depot.actor("otto"),
        {BEER: 12},
        way=Way.COMPARTMENT,
        wish=wish,
        station_id=StationId("P1"),
    )
    counting.hand_in(depot.county, depot.uow, made, PersonId("otto"))
    return made


def counted(depot: Depot, wish: Wish = Wish.PAY_OUT) -> EmptiesReturn:
    """The same, counted by Vera."""
    made = empties(depot, wish)
    counting.claim_counting(depot.county, depot.uow, depot.actor("vera"), made.id)
    return counting.count(depot.county, depot.uow, depot.actor("vera"), made.id, {BEER: 12})


# --- how each rule is broken --------------------------------------------------------------------------------------


def two_pickups_in_one_compartment(depot: Depot) -> None:
    pickup = depot.filled()
    box = replace(pickup.boxes[0], pickup_id=PickupId("twin"))
    depot.uow.lockers.add_pickup(replace(pickup, id=PickupId("twin"), status=PickupStatus.READY, boxes=[box]))


def goods_in_a_slot(depot: Depot) -> None:
    pickup = depot.filled()
    depot.uow.vending.add_slot(slot(pickup.boxes[0].no))


def something_parked(depot: Depot) -> None:
    now = depot.clock.now()
    depot.uow.add_all(OutboxItem(id="broken", kind="broken", payload={}, due_at=now, created_at=now, parked_at=now))


def something_due_and_not_done(depot: Depot) -> None:
    depot.uow.outbox.put("forgotten", {}, due_at=depot.clock.now() - timedelta(hours=1))


def an_order_nobody_ends(depot: Depot) -> None:
    depot.ordered("erna", home=False, HOF_1=1)
    depot.later(days=9)


def a_refusal_nobody_told(depot: Depot) -> None:
    order = depot.buy("erna", HOF_1=1)
    order.parts[0].move(MerchantOrderStatus.LISTED, PersonId("system"), depot.clock.now())
    order.parts[0].move(MerchantOrderStatus.REJECTED, PersonId("hof"), depot.clock.now())


def a_line_dearer_than_agreed(depot: Depot) -> None:
    line = depot.ordered("erna", home=False, HOF_1=2).parts[0].lines[0]
    line.confirmed, line.unit_price = 1, line.price + Money(1)


def a_return_owed_twice(depot: Depot) -> None:
    made = counted(depot)
    credit = depot.uow.deposits.credits_for(made.id)[0]
    depot.uow.deposits.add_credit(replace(credit, id=CreditId("again")))


def a_return_settled_while_something_is_owed(depot: Depot) -> None:
    counted(depot).move(ReturnStatus.SETTLED, PersonId("system"), depot.clock.now())


def a_return_nobody_counts(depot: Depot) -> None:
    empties(depot)
    depot.later(days=9)


def an_alert_nobody_takes(depot: Depot) -> None:
    now = depot.clock.now()
    depot.uow.refills.add(
        Refill(
            id=RefillId("refill"),
            station_id=StationId("P1"),
            opened_at=now,
            asked_at=now,
            status_at=now,
            status_by=PersonId("system"),
        )
    )
    depot.later(days=3)


def a_tour_nobody_drives(depot: Depot) -> None:
    depot.ordered("erna", HOF_1=1)
    depot.evening()
    depot.later(days=3)


def goods_that_outlive_their_time(depot: Depot) -> None:
    pickup = depot.ready()
    assert pickup.valid_until is not None
    depot.clock.set(pickup.valid_until + timedelta(hours=1))


def money_in_no_book(depot: Depot) -> None:
    now = depot.clock.now()
    depot.uow.till.add(
        Payment(
            id=PaymentId("payment"),
            purpose="sale",
            subject="sale",
            merchant_id=MerchantId("HOF"),
            method=Method.CARD,
            amount=Money(100),
            deposit=Money(0),
            captured=Money(100),
            opened_at=now,
            status=PaymentStatus.CAPTURED,
            status_at=now,
            status_by=PersonId("system"),
        )
    )


def a_slot_that_runs_low_unheard(depot: Depot) -> None:
    depot.uow.vending.add_slot(slot(40, quantity=0, alerted=True))


def an_apology(depot: Depot) -> None:
    now, body = depot.clock.now(), {"text": f"{APOLOGY}, das tut mir leid."}
    depot.uow.conversations.add(Conversation(channel="rest", channel_id="erna", changed_at=now))
    depot.uow.conversations.add_message(Message(channel="rest", channel_id="erna", seq=1, at=now, body=body))


BREAKS: dict[str, tuple[Callable[[Depot], None], ...]] = {
    "one owner a compartment": (two_pickups_in_one_compartment, goods_in_a_slot),
    "nothing hangs": (something_parked,),
    "nothing is lost": (something_due_and_not_done,),
    "every order comes to an end": (an_order_nobody_ends,),
    "every end is told": (a_refusal_nobody_told,),
    "every cent is accounted": (money_in_no_book,),
    "every sale is paid or undone": (a_slot_that_runs_low_unheard,),
    "no price rises after yes": (a_line_dearer_than_agreed,),
    "every deposit is paid once": (a_return_owed_twice, a_return_settled_while_something_is_owed),
    "every return is counted": (a_return_nobody_counts,),
    "every alert is claimed or escalated": (an_alert_nobody_takes,),
    "every tour comes to an end": (a_tour_nobody_drives,),
    "what is over expires": (goods_that_outlive_their_time,),
    "no bug": (an_apology,),
}


# --- the rules ----------------------------------------------------------------------------------------------------


def test_a_county_in_order_breaks_no_rule() -> None:
    depot = Depot()
    counted(depot)
    depot.ordered("erna", home=False, HOF_1=1)
    assert broken(depot) - {"nothing is lost"} == set()


@pytest.mark.parametrize(("rule", "how"), [(rule, how) for rule, ways in BREAKS.items() for how in ways])
def test_what_breaks_a_rule_is_named(rule: str, how: Callable[[Depot], None]) -> None:
    depot = Depot()
    how(depot)
    assert rule in broken(depot)


# --- at the wall and on the telephone -------------------------------------------------------------------------------

TOLD = """Ihre Sachen sind da. Abholpunkt Vinsebeck, Dorfplatz 1.
Fächer 2 und 3
Ihr Code: 083 381
Gültig bis Samstag, 28. November, 8 Uhr"""
THURSDAY = datetime(2026, 11, 26, 12, tzinfo=UTC)
UNKNOWN = "Diesen Code kennt diese Station nicht."


def code_book(opened: tuple[int, ...], display: str, now: datetime = THURSDAY) -> CodeBook:
    """Somebody has typed the code of that message."""
    told = told_in(TOLD, THURSDAY, {"Vinsebeck": "P1"})
    assert told is not None
    book = CodeBook()
    book.at_the_wall("Erna", told, {5}, opened, display, now)
    return book


def test_what_a_message_says_of_a_code_is_understood() -> None:
    told = told_in(TOLD, THURSDAY, {"Vinsebeck": "P1"})
    assert told is not None
    assert (told.code, told.station, sorted(told.boxes)) == ("083381", "P1", [2, 3])
    assert told.until == datetime(2026, 11, 28, 7, tzinfo=UTC)


def test_a_code_that_opens_another_door_is_found() -> None:
    assert [fault.rule for fault in code_book((2, 4), "offen").faults] == ["a code opens its own doors"]
    assert code_book((2, 3, 5), "offen").faults == []


def test_a_code_that_was_told_too_early_is_found() -> None:
    assert [fault.rule for fault in code_book((), UNKNOWN).faults] == ["a code works once it is told"]


def test_who_comes_too_late_errs_and_is_counted() -> None:
    book = code_book((), UNKNOWN, THURSDAY + timedelta(days=3))
    assert (book.faults, book.refused) == ([], {"nach der Frist": 1})


@dataclass
class Asleep:
    """A house at night, as far as messages concern it."""

    county: County
    clock: ManualClock


def cast_at(hour: int) -> Cast:
    depot = Depot()
    depot.clock.set(datetime(2026, 11, 26, hour, tzinfo=UTC))
    house: Any = Asleep(depot.county, depot.clock)  # no more of a house is needed
    return Cast(house, SeededChance("night"))


@pytest.mark.parametrize(("hour", "urgency", "found"), [(2, "status", 1), (2, "danger", 0), (12, "status", 0)])
async def test_a_message_that_could_have_waited_is_found(hour: int, urgency: str, found: int) -> None:
    cast = cast_at(hour)
    message = Outgoing(seq=1, at=cast.now(), text="Ihre Bestellung kommt morgen.", urgency=urgency)
    await cast.deliver(Address("rest", "R001"), [message])
    assert [fault.rule for fault in cast.faults] == ["nobody is woken"] * found


def test_who_gets_stuck_is_named() -> None:
    cast = cast_at(12)
    Person(cast, "D1", "Torben Haase").gets_stuck("Halt 1 von 4\nmehr")
    assert [(fault.rule, "Torben Haase" in fault.what) for fault in cast.faults] == [("nobody gets stuck", True)]


def test_every_rule_has_a_way_to_break_it() -> None:
    walls = {"a code opens its own doors", "a code works once it is told", "nobody is woken", "nobody gets stuck"}
    assert set(RULES) == BREAKS.keys() | walls
