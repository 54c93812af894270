"""What stations report: twice, late, out of turn, about things we do not know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.ids import CommandId, GrantId, PickupId, StationId
from domain.lockers import reports
from domain.lockers import service as lockers
from domain.lockers.events import CodeAlarm, DoorAnswered, DoorJammed, PickupCollected, StationChanged
from domain.lockers.model import BLOCKED, GIVEN_UP, DoorCommand, Pickup, PickupStatus
from domain.lockers.ports import (
    BoxSeen,
    CommandAnswered,
    CommandOutcome,
    Door,
    GrantsAnswered,
    StationCondition,
    StationEvent,
    StationEventKind,
    StationReport,
    StationSeen,
)
from domain.people.model import SYSTEM
from tests.builders import Hamlet

P1, NOWHERE = StationId("P1"), StationId("P9")
S, C = PickupStatus, CommandOutcome


def event(hamlet: Hamlet, kind: StationEventKind, **changes: Any) -> StationEvent:
    values: dict[str, Any] = {"box": 1, "grant_id": None, "late": False, "seq": 1}
    values |= changes
    return StationEvent(station_id=P1, boot="boot-1", kind=kind, at=hamlet.clock.now(), **values)


def asked(hamlet: Hamlet) -> tuple[Pickup, DoorCommand]:
    pickup = hamlet.ready()
    return pickup, lockers.open_own(hamlet.county, hamlet.uow, hamlet.actor("erna"), pickup.id, 1)


def answer(hamlet: Hamlet, command: DoorCommand, outcome: CommandOutcome, code: str = "", **changes: Any) -> None:
    station_id = changes.get("station_id", P1)
    command_id = changes.get("command_id", command.id)
    hamlet.report(CommandAnswered(station_id, command_id, outcome, code, Door.OPEN, hamlet.clock.now()))


def give_up(hamlet: Hamlet, command: DoorCommand) -> None:
    hamlet.clock.set(command.expires_at)
    reports.give_up_command(hamlet.county, hamlet.uow, SYSTEM, command.id)


def outcomes(hamlet: Hamlet) -> list[tuple[str, str]]:
    return [(one["outcome"], one["code"]) for one in hamlet.events(DoorAnswered)]


# --- commands ---------------------------------------------------------------------------------------------------


def test_wished_is_not_confirmed_until_the_door_says_open() -> None:
    hamlet = Hamlet()
    pickup, command = asked(hamlet)
    answer(hamlet, command, C.RECEIVED)
    assert (command.in_flight, pickup.status, outcomes(hamlet)) == (True, S.READY, [])
    answer(hamlet, command, C.DONE, "door_opened")
    assert (command.in_flight, outcomes(hamlet)) == (False, [("done", "door_opened")])
    assert hamlet.pickups(S.COLLECTED) == [pickup]


def test_a_result_that_comes_twice_is_told_once() -> None:
    hamlet = Hamlet()
    _, command = asked(hamlet)
    for _ in range(2):
        answer(hamlet, command, C.DONE, "door_opened")
    answer(hamlet, command, C.FAILED, "jammed")
    answer(hamlet, command, C.RECEIVED)
    assert outcomes(hamlet) == [("done", "door_opened")]
    assert command.outcome is C.DONE
    assert hamlet.station().compartment(1).fault is None


@pytest.mark.parametrize("outcome", [C.FAILED, C.UNKNOWN, C.REJECTED, C.EXPIRED])
def test_a_door_that_has_not_opened_leaves_the_goods_where_they_are(outcome: CommandOutcome) -> None:
    hamlet = Hamlet()
    pickup, command = asked(hamlet)
    answer(hamlet, command, outcome, "busy")
    assert pickup.status is S.READY
    assert outcomes(hamlet) == [(outcome.value, "busy")]


@pytest.mark.parametrize(("received", "told"), [(False, "expired"), (True, "unknown")])
def test_no_answer_in_time_is_told_as_what_it_is(received: bool, told: str) -> None:
    hamlet = Hamlet()
    _, command = asked(hamlet)
    if received:
        answer(hamlet, command, C.RECEIVED)
    give_up(hamlet, command)
    give_up(hamlet, command)
    assert outcomes(hamlet) == [(told, GIVEN_UP)]


def test_an_answer_after_we_gave_up_still_counts_but_is_not_told_again() -> None:
    hamlet = Hamlet()
    pickup, command = asked(hamlet)
    give_up(hamlet, command)
    hamlet.later(seconds=40)
    answer(hamlet, command, C.DONE, "door_opened")
    assert (command.outcome, command.code) == (C.DONE, "door_opened")
    assert hamlet.pickups(S.COLLECTED) == [pickup]
    assert len(outcomes(hamlet)) == 1
    assert len(hamlet.events(PickupCollected)) == 1


def test_opening_to_fill_fetches_nothing() -> None:
    hamlet = Hamlet()
    pickup = hamlet.expired()
    vera = hamlet.actor("vera")
    lockers.claim_clearing(hamlet.county, hamlet.uow, vera, pickup.id)
    command = lockers.open_to_clear(hamlet.county, hamlet.uow, vera, pickup.id, 1)
    answer(hamlet, command, C.DONE, "door_opened")
    assert pickup.status is S.EXPIRED
    assert hamlet.events(PickupCollected) == []


@pytest.mark.parametrize("changes", [{"command_id": CommandId("strange")}, {"station_id": StationId("P2")}])
def test_answers_to_commands_that_are_not_this_stations_are_ignored(changes: dict[str, Any]) -> None:
    hamlet = Hamlet()
    _, command = asked(hamlet)
    answer(hamlet, command, C.DONE, **changes)
    assert command.in_flight
    assert outcomes(hamlet) == []


def test_giving_up_a_command_that_is_not_there_does_nothing() -> None:
    hamlet = Hamlet()
    reports.give_up_command(hamlet.county, hamlet.uow, SYSTEM, CommandId("gone"))
    assert hamlet.events() == []


# --- stations come and go ------------------------------------------------------------------------------------------


def test_a_last_will_that_was_overtaken_by_a_new_connection_is_ignored() -> None:
    hamlet = Hamlet()
    hamlet.report(StationSeen(P1, StationCondition.READY, "boot-1", 2))
    hamlet.report(StationSeen(P1, StationCondition.LOST, "boot-1", 1))
    assert not hamlet.station().silent
    hamlet.report(StationSeen(P1, StationCondition.LOST, "boot-1", 2))
    assert hamlet.station().silent
    assert [one["condition"] for one in hamlet.events(StationChanged)] == ["lost"]


def test_the_same_news_twice_is_told_once() -> None:
    hamlet = Hamlet()
    for _ in range(2):
        hamlet.report(StationSeen(P1, StationCondition.LOST, "boot-1", 1))
    for _ in range(2):
        hamlet.report(StationSeen(P1, StationCondition.READY, "boot-2", 1))
    assert [one["condition"] for one in hamlet.events(StationChanged)] == ["lost", "ready"]
    assert (hamlet.station().boot, hamlet.station().session) == ("boot-2", 1)


def test_a_station_that_comes_back_gets_its_rights_again() -> None:
    hamlet = Hamlet()
    hamlet.report(StationSeen(P1, StationCondition.READY, "boot-2", 1))
    assert hamlet.due("station.grants") == [], "it has never had any"
    hamlet.filled()
    hamlet.uow.outbox.cancel("grants:P1")
    hamlet.report(StationSeen(P1, StationCondition.READY, "boot-3", 1))
    assert len(hamlet.due("station.grants")) == 1


def test_last_seen_is_when_it_spoke_itself_and_not_when_the_broker_missed_it() -> None:
    hamlet = Hamlet()
    hamlet.report(StationSeen(P1, StationCondition.READY, "boot-1", 1))
    spoke = hamlet.clock.now()
    hamlet.later(minutes=5)
    hamlet.report(StationSeen(P1, StationCondition.LOST, "boot-1", 1))
    assert hamlet.station().last_seen == spoke
    hamlet.report(event(hamlet, StationEventKind.DOOR_CLOSED))
    assert hamlet.station().last_seen == hamlet.clock.now()


# --- doors and faults -----------------------------------------------------------------------------------------------


def test_a_box_is_as_its_sensor_says() -> None:
    hamlet = Hamlet()
    hamlet.report(BoxSeen(P1, 1, Door.OPEN, "board_timeout", 7))
    box = hamlet.station().compartment(1)
    assert (box.door, box.door_seq, box.fault) == (Door.OPEN, 7, "board_timeout")
    hamlet.report(BoxSeen(P1, 1, Door.CLOSED, None, 8))
    assert (box.door, box.fault, box.usable) == (Door.CLOSED, None, True)


@pytest.mark.parametrize("late", [False, True])
def test_a_jammed_door_is_told_with_whose_goods_are_behind_it(late: bool) -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready()
    hamlet.report(event(hamlet, StationEventKind.DOOR_JAMMED, late=late))
    assert [(one["box"], one["pickup_id"]) for one in hamlet.events(DoorJammed)] == [(1, pickup.id)]
    fault = hamlet.station().compartment(1).fault
    assert fault == (None if late else "jammed"), "old news does not overwrite what the box itself says"


def test_a_door_that_jams_is_not_put_down_to_who_had_it_before() -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready()
    opened = event(hamlet, StationEventKind.DOOR_OPENED, grant_id=pickup.grant_id)
    hamlet.report(opened)
    hamlet.later(minutes=11)
    reports.close_reopening(hamlet.county, hamlet.uow, SYSTEM, pickup.id)
    hamlet.report(event(hamlet, StationEventKind.DOOR_JAMMED, seq=2))
    assert [(one["box"], one["pickup_id"]) for one in hamlet.events(DoorJammed)] == [(1, None)]


def test_a_command_that_ends_in_a_jam_marks_the_box() -> None:
    hamlet = Hamlet()
    _, command = asked(hamlet)
    answer(hamlet, command, C.FAILED, "jammed")
    assert hamlet.station().compartment(1).fault == "jammed"


@pytest.mark.parametrize("news", ["jam", "fine", "board", "answer"])
def test_what_people_have_blocked_no_station_unblocks(news: str) -> None:
    hamlet = Hamlet()
    _, command = asked(hamlet)
    box = hamlet.station().compartment(1)
    box.fault = BLOCKED
    match news:
        case "jam":
            hamlet.report(event(hamlet, StationEventKind.DOOR_JAMMED))
        case "answer":
            answer(hamlet, command, C.FAILED, "jammed")
        case _:
            hamlet.report(BoxSeen(P1, 1, Door.CLOSED, "board_timeout" if news == "board" else None, 1))
    assert box.fault == BLOCKED


def test_an_event_that_comes_twice_happens_once() -> None:
    hamlet = Hamlet()
    for _ in range(2):
        hamlet.report(event(hamlet, StationEventKind.CODE_ALARM, box=None, seq=5))
    assert len(hamlet.events(CodeAlarm)) == 1


@pytest.mark.parametrize("kind", [kind for kind in StationEventKind if kind is not StationEventKind.CODE_ALARM])
def test_what_happens_to_empty_or_unknown_compartments_changes_nothing(kind: StationEventKind) -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready()
    for seq, (box, grant) in enumerate([(99, None), (2, None), (2, pickup.grant_id), (1, GrantId("strange"))], 10):
        hamlet.report(event(hamlet, kind, box=box, grant_id=grant, seq=seq))
    assert pickup.status is S.READY
    assert pickup.boxes[0].opened_at is None


def test_a_door_opened_without_a_code_fetches_nothing() -> None:
    hamlet = Hamlet()
    pickup = hamlet.ready()
    hamlet.report(event(hamlet, StationEventKind.DOOR_OPENED))
    assert pickup.status is S.READY


@pytest.mark.parametrize(
    "report",
    [
        lambda h: StationSeen(NOWHERE, StationCondition.READY, "b", 1),
        lambda h: BoxSeen(NOWHERE, 1, Door.OPEN, None, 1),
        lambda h: BoxSeen(P1, 99, Door.OPEN, "jammed", 1),
        lambda h: GrantsAnswered(NOWHERE, 1, True, ""),
        lambda h: CommandAnswered(NOWHERE, CommandId("c"), C.DONE, "", Door.OPEN, h.clock.now()),
    ],
)
def test_unknown_stations_and_boxes_are_ignored(report: Callable[[Hamlet], StationReport]) -> None:
    hamlet = Hamlet()
    hamlet.report(report(hamlet))
    assert hamlet.events() == []


@pytest.mark.parametrize(
    ("step", "acts_on"),
    [
        (reports.remind, {S.READY}),
        (reports.expire, {S.FILLED, S.READY}),
        (reports.close_reopening, {S.COLLECTED}),
    ],
)
@pytest.mark.parametrize("status", list(S))
def test_a_timer_that_comes_too_late_or_twice_does_nothing(
    step: Callable[..., None], acts_on: set[PickupStatus], status: PickupStatus
) -> None:
    hamlet = Hamlet()
    pickup = hamlet.filled()
    pickup.status = status
    before = len(hamlet.events())
    step(hamlet.county, hamlet.uow, SYSTEM, pickup.id)
    acted = pickup.status is not status or len(hamlet.events()) > before
    assert acted == (status in acts_on)
    step(hamlet.county, hamlet.uow, SYSTEM, PickupId("gone"))
