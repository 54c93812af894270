"""Core's end: what becomes of reports, and what leaves for the stations."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from devices.bridge import Bridge
from devices.client import Handler, LinkDown, Message
from devices.protocol import messages as wire
from devices.protocol.reading import MAX_LIST_BYTES, Document, read_document
from devices.protocol.rights import GrantsAnswer, GrantsVerdict
from devices.protocol.signing import is_sealed, is_signed, seal
from devices.protocol.topics import ACK, BOX, CMD, EVT, EVT_ACK, GRANTS, GRANTS_ACK, STATE, Topic, meets
from domain.ids import CommandId, GrantId, StationId
from domain.lockers.ports import (
    BoxSeen,
    CommandAnswered,
    CommandOutcome,
    Door,
    Grant,
    GrantList,
    GrantRole,
    GrantsAnswered,
    OpenDoor,
    StationCondition,
    StationEvent,
    StationEventKind,
    StationReport,
    StationSeen,
)
from tests.devices.builders import KEYS, NOON, MemoryLine, Sent, TableStation

P1 = StationId("P1")
AT = int(NOON.timestamp())


class CoreLine(MemoryLine):
    """Core's client without a broker."""

    def __init__(self) -> None:
        super().__init__()
        self.handlers: list[tuple[str, Handler]] = []
        self.ups: list[Callable[[], Awaitable[None]]] = []

    def subscribe(self, topic_filter: str, qos: int, handler: Handler) -> None:
        assert qos == 1
        self.handlers.append((topic_filter, handler))

    def when_up(self, action: Callable[[], Awaitable[None]]) -> None:
        self.ups.append(action)

    async def hear(self, topic: str, payload: bytes) -> None:
        for topic_filter, handler in self.handlers:
            if meets(topic_filter, topic):
                await handler(Message(topic, payload, False))


class Core:
    """A bridge whose reports are kept, or refused when told to."""

    def __init__(self, *stations: StationId) -> None:
        self.line = CoreLine()
        self.reports: list[StationReport] = []
        self.refusals = 0
        self.bridge = Bridge(self.line, KEYS, self._handle, lambda: NOON, stations, tries=(0.0,))

    async def _handle(self, report: StationReport) -> None:
        if self.refusals:
            self.refusals -= 1
            raise OSError("disk full")
        self.reports.append(report)

    async def hear(self, topic: Topic, document: Document, sid: str = "p1", box: int | None = None) -> None:
        payload = wire.to_bytes(seal(document, topic.leaf, KEYS.command_key(sid)))
        await self.line.hear(topic.of(sid, box), payload)

    def sent(self, topic: Topic, sid: str = "p1") -> list[Sent]:
        return self.line.on(topic.of(sid))

    def confirmations(self) -> list[wire.Taken]:
        return [wire.Taken.read(sent.document) for sent in self.sent(EVT_ACK)]


@pytest.fixture
def core() -> Core:
    return Core()


def ready(n: int, boot: str = "b1") -> Document:
    return wire.StationState(wire.Presence.READY, boot, n, "1", wire.ClockState.OK, 0, AT, 0, f"{n}-1").to_document()


def lost(n: int, boot: str = "b1") -> Document:
    return wire.StationState(wire.Presence.LOST, boot, n).to_document()


async def test_a_station_comes_and_goes(core: Core) -> None:
    await core.hear(STATE, ready(1))
    await core.hear(STATE, lost(1))
    assert core.reports == [
        StationSeen(P1, StationCondition.READY, "b1", 1),
        StationSeen(P1, StationCondition.LOST, "b1", 1),
    ]


async def test_an_old_will_does_not_take_a_station_away(core: Core) -> None:
    await core.hear(STATE, ready(2))
    await core.hear(STATE, lost(1))
    await core.hear(STATE, lost(2, "b0"))
    assert core.reports == [StationSeen(P1, StationCondition.READY, "b1", 2)]


async def test_whoever_starts_hears_that_a_station_is_gone(core: Core) -> None:
    await core.hear(STATE, lost(7))
    assert core.reports == [StationSeen(P1, StationCondition.LOST, "b1", 7)]


async def test_a_station_that_comes_is_told_the_time(core: Core) -> None:
    await core.hear(STATE, ready(1))
    command = wire.Command.read(core.sent(CMD)[0].document)
    assert (command.type, command.echo, command.iat_ms) == ("set-time", "1-1", AT * 1000)


async def test_a_sign_of_life_says_which_list_is_on_disk_once(core: Core) -> None:
    for list_version in (4, 4, 5):
        await core.hear(STATE, {**ready(1), "list": list_version})
    await core.hear(GRANTS_ACK, GrantsAnswer(6, GrantsVerdict.ACCEPTED, 6).to_document())
    await core.hear(STATE, {**ready(1), "list": 6})
    answers = [report.version for report in core.reports if isinstance(report, GrantsAnswered)]
    assert answers == [4, 5, 6]


async def test_a_station_with_an_old_list_is_sent_the_new_one_again(core: Core) -> None:
    await core.bridge.publish_grants(rights(3))
    for list_version in (2, 3):
        await core.hear(STATE, {**ready(1), "list": list_version})
    assert len(core.sent(GRANTS)) == 2


async def test_doors_are_told_once_per_change(core: Core) -> None:
    closed = wire.BoxState(wire.DoorState.CLOSED, None, AT, 4).to_document()
    opened = wire.BoxState(wire.DoorState.OPEN, "jammed", AT, 5).to_document()
    for document in (closed, closed, opened):
        await core.hear(BOX, document, box=7)
    assert core.reports == [
        BoxSeen(P1, 7, Door.CLOSED, None, 4),
        BoxSeen(P1, 7, Door.OPEN, "jammed", 5),
    ]


async def test_answers_to_lists_and_orders(core: Core) -> None:
    await core.hear(GRANTS_ACK, GrantsAnswer(3, GrantsVerdict.ACCEPTED, 3).to_document())
    await core.hear(GRANTS_ACK, GrantsAnswer(2, GrantsVerdict.VERSION_OLD, 3).to_document())
    for outcome, code in ((wire.Outcome.RECEIVED, "executing"), (wire.Outcome.DONE, "door_opened")):
        answer = wire.Answer("c1", outcome, code, wire.DoorState.OPEN, AT, "b1")
        await core.hear(ACK, answer.to_document())
    assert core.reports == [
        GrantsAnswered(P1, 3, True, ""),
        GrantsAnswered(P1, 2, False, "version_old, has 3"),
        CommandAnswered(P1, CommandId("c1"), CommandOutcome.RECEIVED, "executing", Door.OPEN, NOON),
        CommandAnswered(P1, CommandId("c1"), CommandOutcome.DONE, "door_opened", Door.OPEN, NOON),
    ]
    assert core.confirmations() == [wire.Taken(id="c1")]


def batch(*events: wire.Event) -> Document:
    return wire.Events("b1", events).to_document()


async def test_events_are_confirmed_after_they_are_committed(core: Core) -> None:
    await core.hear(
        EVT, batch(wire.Event(4, "code_accepted", AT, 7, "g1"), wire.Event(6, "door_opened", AT, 7, late=True))
    )
    assert core.reports == [
        StationEvent(P1, "b1", 4, StationEventKind.CODE_ACCEPTED, 7, GrantId("g1"), NOON, False),
        StationEvent(P1, "b1", 6, StationEventKind.DOOR_OPENED, 7, None, NOON, True),
    ]
    assert core.confirmations() == [wire.Taken(boot="b1", upto=6)]


async def test_what_cannot_be_committed_is_not_confirmed_and_neither_is_what_follows(core: Core) -> None:
    core.refusals = 2
    events = batch(wire.Event(4, "door_opened", AT, 7), wire.Event(5, "door_closed", AT, 7))
    await core.hear(EVT, events)
    assert (core.reports, core.confirmations()) == ([], [])
    await core.hear(EVT, events)
    assert len(core.reports) == 2
    assert core.confirmations() == [wire.Taken(boot="b1", upto=5)]


async def test_one_failure_is_tried_again_at_once(core: Core) -> None:
    core.refusals = 1
    await core.hear(EVT, batch(wire.Event(4, "door_opened", AT, 7)))
    assert len(core.reports) == 1


async def test_a_report_that_always_fails_is_parked_so_that_others_get_through(core: Core) -> None:
    core.refusals = 10
    events = batch(wire.Event(4, "door_opened", AT, 7), wire.Event(5, "door_closed", AT, 7))
    with capture_logs() as logs:
        for _ in range(5):
            await core.hear(EVT, events)
    assert [report.seq for report in core.reports if isinstance(report, StationEvent)] == [5]
    assert core.confirmations() == [wire.Taken(boot="b1", upto=5)]
    assert [line["event"] for line in logs].count("report.parked") == 1


async def test_what_is_told_only_once_is_asked_for_again(core: Core) -> None:
    core.refusals = 2
    await core.hear(BOX, wire.BoxState(wire.DoorState.OPEN, None, AT, 5).to_document(), box=7)
    await core.hear(STATE, ready(1))
    kinds = [wire.Command.read(sent.document).type for sent in core.sent(CMD)]
    assert kinds == ["set-time", "resync"]


async def test_an_unknown_kind_of_event_blocks_nothing(core: Core) -> None:
    await core.hear(EVT, batch(wire.Event(4, "moon_phase", AT), wire.Event(5, "door_closed", AT, 7)))
    assert len(core.reports) == 1
    assert core.confirmations() == [wire.Taken(boot="b1", upto=5)]


async def test_what_is_not_signed_by_this_station_is_refused_with_a_reason(core: Core) -> None:
    answer = wire.Answer("c1", wire.Outcome.DONE, "door_opened", wire.DoorState.OPEN, AT, "b1").to_document()
    with capture_logs() as logs:
        await core.line.hear(ACK.of("p1"), wire.to_bytes(answer))
        await core.line.hear(ACK.of("p1"), wire.to_bytes(seal(answer, ACK.leaf, KEYS.command_key("p2"))))
        await core.line.hear(ACK.of("p1"), wire.to_bytes(seal(answer, CMD.leaf, KEYS.command_key("p1"))))
        await core.line.hear(ACK.of("p1"), b"rubbish")
        await core.hear(ACK, {**answer, "v": 2})
        await core.hear(ACK, {**answer, "st": "perhaps"})
    assert core.reports == []
    assert [line["fault"] for line in logs] == [
        "bad_signature",
        "bad_signature",
        "bad_signature",
        "not_json",
        "unknown_version",
        "bad_value",
    ]


async def test_stations_that_are_not_of_the_house_are_not_heard() -> None:
    core = Core(StationId("Brakel-1"))
    await core.hear(STATE, ready(1))
    await core.hear(STATE, ready(1), sid="brakel-1")
    assert core.reports == [StationSeen(StationId("Brakel-1"), StationCondition.READY, "b1", 1)]


def door(id_: str = "c1") -> OpenDoor:
    return OpenDoor(CommandId(id_), P1, 7, "pickup", 41, NOON, NOON + timedelta(seconds=30))


async def test_an_order_leaves_signed_and_not_retained(core: Core) -> None:
    await core.bridge.send(door())
    (sent,) = core.sent(CMD)
    assert (sent.qos, sent.retain) == (1, False)
    assert is_sealed(sent.document, CMD.leaf, KEYS.command_key("p1"))
    command = wire.Command.read(sent.document)
    assert command == wire.Command("c1", "open", AT, AT + 30, box=7, fence=41, why="pickup")


async def test_without_a_line_the_sender_hears_it(core: Core) -> None:
    core.line.connected = False
    with pytest.raises(LinkDown):
        await core.bridge.send(door())


def rights(version: int, code: str = "471108") -> GrantList:
    until = NOON + timedelta(days=1)
    return GrantList(P1, version, (Grant(GrantId("g1"), (7,), GrantRole.PICKUP, NOON, until, 3, code),))


async def test_a_list_leaves_with_verifiers_and_no_code(core: Core, tmp_path: Path) -> None:
    with capture_logs() as logs:
        await core.bridge.publish_grants(rights(3))
    (sent,) = core.sent(GRANTS)
    assert (sent.qos, sent.retain) == (1, True)
    document = read_document(sent.payload, MAX_LIST_BYTES)
    assert is_signed(document, GRANTS.leaf, KEYS.signing_key.public_key(), "p1")
    assert b"471108" not in sent.payload
    assert "471108" not in str(logs)
    async with TableStation(tmp_path) as station:
        await station.hear(GRANTS.of("p1"), sent.payload)
        assert (await station.agent.keypad("471108")).opened == (7,)


async def test_after_a_new_connection_the_lists_are_there_again(core: Core) -> None:
    await core.bridge.publish_grants(rights(3))
    await core.bridge.publish_grants(rights(4, "999888"))
    for action in core.line.ups:
        await action()
    versions = [read_document(sent.payload, MAX_LIST_BYTES)["list"] for sent in core.sent(GRANTS)]
    assert versions == [3, 4, 4]
