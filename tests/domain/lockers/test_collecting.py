"""Fetching goods: the code lives only when the station has it, opens again for a while, and then is over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.errors import NotAllowed, NotFound
from domain.ids import GrantId, StationId
from domain.lockers import reports
from domain.lockers import service as lockers
from domain.lockers.access import grant_list
from domain.lockers.errors import CodeNotReady, CompartmentInUse, StationSilent
from domain.lockers.events import PickupCollected, PickupExpired, PickupExpiring, PickupReady
from domain.lockers.model import REOPEN_FOR, DoorCommand, Pickup, PickupStatus
from domain.lockers.ports import (
    CommandAnswered,
    CommandOutcome,
    Door,
    GrantsAnswered,
    StationCondition,
    StationEvent,
    StationEventKind,
)
from domain.ordering.model import MerchantOrderStatus
from domain.people.model import SYSTEM
from tests.builders import Hamlet

P1 = StationId("P1")
S = PickupStatus


def by_code(hamlet: Hamlet, pickup: Pickup, no: int, *, seq: int = 1, ago: timedelta = timedelta()) -> StationEvent:
    """Somebody typed the code and a door opened."""
    return StationEvent(
        station_id=P1,
        boot="boot-1",
        seq=seq,
        kind=StationEventKind.DOOR_OPENED,
        box=no,
        grant_id=pickup.grant_id,
        at=hamlet.clock.now() - ago,
        late=bool(ago),
    )


def open_own(hamlet: Hamlet, pickup: Pickup, no: int = 1, who: str = "erna") -> DoorCommand:
    return lockers.open_own(hamlet.county, hamlet.uow, hamlet.actor(who), pickup.id, no)


def answered(hamlet: Hamlet, command: DoorCommand, outcome: CommandOutcome, code: str = "") -> CommandAnswered:
    return CommandAnswered(P1, command.id, outcome, code, Door.OPEN, hamlet.clock.now())


def code_of(hamlet: Hamlet, pickup: Pickup, who: str = "erna") -> str:
    return lockers.code_of(hamlet.county, hamlet.uow, hamlet.actor(who), pickup.id)


def granted(hamlet: Hamlet) -> list[GrantId]:
    return [one.id for one in grant_list(hamlet.county, hamlet.uow, P1).grants]


# --- when the code lives -----------------------------------------------------------------------------------------


def test_the_code_is_told_only_after_the_station_has_said_that_it_has_it() -> None:
    hamlet = Hamlet()
    pickup = hamlet.filled()
    with pytest.raises(CodeNotReady):
        code_of(hamlet, pickup)
    with pytest.raises(CodeNotReady):
        open_own(hamlet, pickup)
    hamlet.report(GrantsAnswered(P1, 1, True, ""))
    assert hamlet.events(PickupReady) == [{"pickup_id": pickup.id, "person_id": "erna"}]
    assert pickup.sealed_code == f"sealed:{code_of(hamlet, pickup)}"


@pytest.mark.parametrize(("version", "accepted"), [(1, False), (0, True)])
def test_a_list_that_was_refused_or_is_older_makes_no_code_live(version: int, accepted: bool) -> None:
    hamlet = Hamlet()
    pickup = hamlet.filled()
    hamlet.report(GrantsAnswered(P1, version, accepted, ""))
    assert pickup.status is S.FILLED
    assert hamlet.events(PickupReady) == []


def test_a_later_list_carries_all_codes_before_it_and_is_told_once() -> None:
    hamlet = Hamlet()
    first = hamlet.filled()
    second = hamlet.filled("otto", BAE_1=1)
    hamlet.report(GrantsAnswered(P1, 2, True, ""))
    hamlet.report(GrantsAnswered(P1, 2, True, ""))
    hamlet.report(GrantsAnswered(P1, 1, True, ""))
    assert (first.status, second.status) == (S.READY, S.READY)
    assert len(hamlet.events(PickupReady)) == 2
    assert hamlet.station().list_acked == 2


@pytest.mark.parametrize("who", ["otto", "vera", "doris", "olga", "hof"])
def test_nobody_but_its_owner_is_told_the_code_or_opens_the_door(who: str) -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready()
    with pytest.raises((NotFound, NotAllowed)):
        code_of(hamlet, pickup, who)
    with pytest.raises((NotFound, NotAllowed)):
        open_own(hamlet, pickup, who=who)


def test_she_sees_what_lies_there_and_what_may_still_be_opened() -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready()
    erna, otto = hamlet.actor("erna"), hamlet.actor("otto")
    assert lockers.waiting_for(hamlet.county, hamlet.uow, erna) == [pickup]
    assert lockers.waiting_for(hamlet.county, hamlet.uow, otto) == []
    hamlet.report(by_code(hamlet, pickup, 1))
    assert lockers.waiting_for(hamlet.county, hamlet.uow, erna) == [pickup]
    hamlet.later(minutes=10)
    assert lockers.waiting_for(hamlet.county, hamlet.uow, erna) == []


# --- fetched -----------------------------------------------------------------------------------------------------


def test_with_the_last_door_the_goods_count_as_fetched() -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready(HOF_1=1, HOF_2=1)
    hamlet.report(by_code(hamlet, pickup, 5))
    assert pickup.status is S.READY
    hamlet.report(by_code(hamlet, pickup, 1, seq=2))
    assert hamlet.pickups(S.COLLECTED) == [pickup]
    assert pickup.reopen_until == hamlet.clock.now() + REOPEN_FOR
    assert {part.status for part in hamlet.order(pickup.order_id).parts} == {MerchantOrderStatus.DELIVERED}
    assert len(hamlet.events(PickupCollected)) == 1
    assert (hamlet.due("pickup.remind"), hamlet.due("pickup.expire")) == ([], [])


def test_one_door_by_code_and_the_other_from_the_chat() -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready(HOF_1=1, HOF_2=1)
    hamlet.report(by_code(hamlet, pickup, 5))
    hamlet.report(answered(hamlet, open_own(hamlet, pickup, 1), CommandOutcome.DONE))
    assert hamlet.pickups(S.COLLECTED) == [pickup]


def test_something_forgotten_the_same_code_and_the_chat_open_again_for_ten_minutes() -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready()
    hamlet.report(by_code(hamlet, pickup, 1))
    until = pickup.reopen_until
    hamlet.later(minutes=9)
    assert granted(hamlet) == [pickup.grant_id]
    hamlet.report(by_code(hamlet, pickup, 1, seq=2))
    hamlet.report(answered(hamlet, open_own(hamlet, pickup), CommandOutcome.DONE))
    assert pickup.reopen_until == until, "opening again does not make the time longer"
    assert len(hamlet.events(PickupCollected)) == 1
    hamlet.later(minutes=1)
    with pytest.raises(CodeNotReady):
        open_own(hamlet, pickup)
    assert granted(hamlet) == []


def test_after_that_the_code_leaves_the_station_and_the_compartment_is_free() -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready()
    hamlet.report(by_code(hamlet, pickup, 1))
    assert hamlet.due("pickup.close") == [hamlet.clock.now() + REOPEN_FOR + timedelta(minutes=1)]
    hamlet.later(minutes=11)
    version = hamlet.station().list_version
    for _ in range(2):
        reports.close_reopening(hamlet.county, hamlet.uow, SYSTEM, pickup.id)
    assert hamlet.pickups(S.CLOSED) == [pickup]
    assert hamlet.station().list_version == version + 1
    with pytest.raises(CodeNotReady):
        code_of(hamlet, pickup)


def test_what_is_handed_over_in_person_is_not_fetched_with_the_rest() -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready(BAE_1=1, HOF_8=1)
    hamlet.report(by_code(hamlet, pickup, 1))
    statuses = {part.merchant_id: part.status for part in hamlet.order(pickup.order_id).parts}
    assert statuses == {"BAE": MerchantOrderStatus.DELIVERED, "HOF": MerchantOrderStatus.CONFIRMED}


# --- from the chat ------------------------------------------------------------------------------------------------


def test_a_door_is_opened_from_the_chat_once_at_a_time() -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready()
    open_own(hamlet, pickup)
    with pytest.raises(CompartmentInUse):
        open_own(hamlet, pickup)


def test_with_the_line_down_the_keypad_works_and_the_chat_says_so() -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready()
    hamlet.station().condition = StationCondition.LOST
    with pytest.raises(StationSilent):
        open_own(hamlet, pickup)
    assert code_of(hamlet, pickup)


# --- not fetched ---------------------------------------------------------------------------------------------------


def test_she_is_reminded_before_the_time_is_over_and_not_after_she_has_come() -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready()
    reports.remind(hamlet.county, hamlet.uow, SYSTEM, pickup.id)
    assert hamlet.events(PickupExpiring) == [{"pickup_id": pickup.id, "person_id": "erna"}]
    hamlet.report(by_code(hamlet, pickup, 1))
    reports.remind(hamlet.county, hamlet.uow, SYSTEM, pickup.id)
    assert len(hamlet.events(PickupExpiring)) == 1


def test_when_the_time_is_over_the_code_leaves_the_station() -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready()
    assert pickup.valid_until is not None
    hamlet.clock.set(pickup.valid_until)
    assert not pickup.may_open(hamlet.clock.now())
    for _ in range(2):
        reports.expire(hamlet.county, hamlet.uow, SYSTEM, pickup.id)
    assert hamlet.pickups(S.EXPIRED) == [pickup]
    assert granted(hamlet) == []
    assert hamlet.events(PickupExpired) == [{"pickup_id": pickup.id, "person_id": "erna", "station_id": "P1"}]
    with pytest.raises(CodeNotReady):
        code_of(hamlet, pickup)


def test_a_code_the_station_never_acknowledged_expires_all_the_same() -> None:
    hamlet = Hamlet()
    pickup = hamlet.filled()
    reports.expire(hamlet.county, hamlet.uow, SYSTEM, pickup.id)
    assert hamlet.pickups(S.EXPIRED) == [pickup]


def test_fetched_with_the_line_down_it_has_been_fetched_though_the_news_comes_after_the_time() -> None:
    """She came on the last day; the line came back a day later, when a volunteer had already been asked."""
    hamlet = Hamlet()
    pickup = hamlet.expired()
    lockers.claim_clearing(hamlet.county, hamlet.uow, hamlet.actor("vera"), pickup.id)
    hamlet.later(hours=20)
    hamlet.report(by_code(hamlet, pickup, 1, ago=timedelta(hours=30)))
    assert hamlet.pickups(S.COLLECTED) == [pickup]
    assert lockers.to_clear(hamlet.county, hamlet.uow, hamlet.actor("vera")) == []
    assert {part.status for part in hamlet.order(pickup.order_id).parts} == {MerchantOrderStatus.DELIVERED}
