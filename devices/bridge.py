"""Core's end of the device protocol: reports of stations become domain values, domain commands become messages."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import UTC, datetime
from math import ceil
from typing import Protocol

import structlog

from devices.client import Handler, LinkDown, Message
from devices.protocol import messages as wire
from devices.protocol.keys import CoreKeys
from devices.protocol.reading import MAX_LIST_BYTES, BadMessage, Document, Fault, read_document
from devices.protocol.rights import GrantEntry, GrantsAnswer, GrantsDocument, GrantsVerdict, Role
from devices.protocol.signing import is_sealed, seal, sign, verifier
from devices.protocol.topics import ACK, BOX, CMD, EVT, EVT_ACK, GRANTS, GRANTS_ACK, STATE, Address, Leaf, read_address
from domain.ids import CommandId, GrantId, StationId
from domain.lockers.ports import (
    BoxSeen,
    CommandAnswered,
    CommandOutcome,
    Door,
    GrantList,
    GrantsAnswered,
    OpenDoor,
    StationCondition,
    StationEvent,
    StationEventKind,
    StationReport,
    StationSeen,
)

log = structlog.get_logger(__name__)


class Line(Protocol):
    """What the bridge needs of `devices.client.Client`."""

    def subscribe(self, topic_filter: str, qos: int, handler: Handler) -> None:
        """Have a handler called for every message that meets a filter."""
        ...

    def when_up(self, action: Callable[[], Awaitable[None]]) -> None:
        """Have something done after every connect."""
        ...

    async def publish(self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False) -> None:
        """Send. Raises `LinkDown`."""
        ...


Handle = Callable[[StationReport], Awaitable[None]]

TRIES_AT_ONCE = (0.2, 1.0)
"""Pauses before a report that core could not commit is tried again, while the message waits."""

TRIES_BEFORE_PARKING = 5
"""A report that fails this often in deliveries of its own is logged and let go, so that others get through."""


class Bridge:
    """Between the broker and the domain.

    `handle` commits a report to the database and is idempotent; only when it has returned is the message
    acknowledged, to the broker and, for events and results, to the station. `stations` names the stations of the
    house; without it any station whose signature is right is heard, its id being its wire name in capitals.
    """

    def __init__(
        self,
        client: Line,
        keys: CoreKeys,
        handle: Handle,
        now: Callable[[], datetime],
        stations: Iterable[StationId] = (),
        *,
        tries: Sequence[float] = TRIES_AT_ONCE,
    ) -> None:
        self._client = client
        self._keys = keys
        self._handle = handle
        self._now = now
        self._tries = tuple(tries)
        self._stations = {wire_name(station): station for station in stations}
        self._command_keys: dict[str, bytes] = {}
        self._current: dict[str, tuple[str, int]] = {}
        self._boxes: dict[tuple[str, int], wire.BoxState] = {}
        self._grants: dict[str, tuple[int, bytes]] = {}
        self._lists: dict[str, int] = {}
        self._missed: set[str] = set()
        self._failures: dict[tuple[object, ...], int] = {}
        for topic in (STATE, BOX, GRANTS_ACK, ACK, EVT):
            client.subscribe(topic.everywhere(), topic.qos, self._on_message)
        client.when_up(self._publish_grants_again)

    # --- down ----------------------------------------------------------------------------------------------

    async def send(self, command: OpenDoor) -> None:
        """Send a command once. Raises `LinkDown`; whoever holds the command sends it again until it is answered."""
        sid = wire_name(command.station_id)
        await self._command(
            sid,
            wire.Command(
                id=command.id,
                type=wire.CommandType.OPEN,
                iat=int(command.issued_at.timestamp()),
                exp=ceil(command.expires_at.timestamp()),
                box=command.box,
                fence=command.fence,
                why=command.why,
            ),
        )
        log.info("command.sent", station=command.station_id, command=command.id, box=command.box)

    async def publish_grants(self, grants: GrantList) -> None:
        """Put a station's whole list of rights on the wire, codes as verifiers. Raises `LinkDown`."""
        sid = wire_name(grants.station_id)
        pin_key = self._keys.pin_key(sid)
        entries = tuple(
            GrantEntry(
                grant.id,
                grant.boxes,
                Role(grant.role.value),
                int(grant.not_before.timestamp()),
                int(grant.expires_at.timestamp()),
                grant.uses,
                verifier(pin_key, sid, grant.id, grant.code),
            )
            for grant in grants.grants
        )
        document = GrantsDocument(grants.version, self._seconds(), entries).to_document()
        payload = wire.to_bytes(sign(document, Leaf.GRANTS, self._keys.signing_key, sid), MAX_LIST_BYTES)
        self._grants[sid] = (grants.version, payload)
        await self._client.publish(GRANTS.of(sid), payload, qos=GRANTS.qos, retain=GRANTS.retain)
        log.info("grants.sent", station=grants.station_id, version=grants.version, grants=len(entries))

    async def _publish_grants_again(self) -> None:
        """A broker may have lost what it retained."""
        for sid, (_, payload) in self._grants.items():
            await self._client.publish(GRANTS.of(sid), payload, qos=GRANTS.qos, retain=GRANTS.retain)

    async def _command(self, sid: str, command: wire.Command) -> None:
        payload = wire.to_bytes(seal(command.to_document(), Leaf.CMD, self._key(sid)))
        await self._client.publish(CMD.of(sid), payload, qos=CMD.qos, retain=CMD.retain)

    async def _confirm(self, sid: str, taken: wire.Taken) -> None:
        payload = wire.to_bytes(seal(taken.to_document(), Leaf.EVT_ACK, self._key(sid)))
        # A lost confirmation only makes the station say it again.
        with contextlib.suppress(LinkDown):
            await self._client.publish(EVT_ACK.of(sid), payload, qos=EVT_ACK.qos, retain=EVT_ACK.retain)

    # --- up --------------------------------------------------------------------------------------------------

    async def _on_message(self, message: Message) -> None:
        address = read_address(message.topic)
        if address is None or not message.payload:
            return
        try:
            station = self._station(address.sid)
            document = read_document(message.payload)
            if not is_sealed(document, address.leaf, self._key(address.sid)):
                raise BadMessage(Fault.BAD_SIGNATURE)
            await self._read(station, address, document)
        except BadMessage as bad:
            log.warning(
                "message.refused", station=address.sid, kind=address.leaf.value, fault=bad.fault.value, field=bad.field
            )

    async def _read(self, station: StationId, address: Address, document: Document) -> None:
        match address.leaf:
            case Leaf.STATE:
                await self._station_state(station, address.sid, wire.StationState.read(document))
            case Leaf.BOX if address.box is not None:
                await self._box_state(station, address.sid, address.box, wire.BoxState.read(document))
            case Leaf.GRANTS_ACK:
                answer = GrantsAnswer.read(document)
                accepted = answer.verdict is GrantsVerdict.ACCEPTED
                reason = "" if accepted else f"{answer.verdict.value}, has {answer.have}"
                if await self._deliver(GrantsAnswered(station, answer.list_version, accepted, reason)) and accepted:
                    self._lists[address.sid] = answer.list_version
            case Leaf.ACK:
                await self._answer(station, address.sid, wire.Answer.read(document))
            case Leaf.EVT:
                await self._events(station, address.sid, wire.Events.read(document))
            case _:
                return

    async def _station_state(self, station: StationId, sid: str, state: wire.StationState) -> None:
        now, current = (state.boot, state.n), self._current.get(sid)
        if state.state is wire.Presence.LOST:
            if current is not None and current != now:
                # A will may overtake the birth of the next connection.
                log.info("station.old_will", station=station)
                return
            await self._deliver(StationSeen(station, StationCondition.LOST, *now))
            return
        self._current[sid] = now
        if state.clock is not wire.ClockState.OK:
            log.info("station.clock", station=station, clock=state.clock.value, off_ms=state.off_ms)
        if state.ask:
            await self._tell_time(sid, state.ask)
        seen = await self._deliver(StationSeen(station, StationCondition.READY, *now))
        await self._list_in_force(station, sid, state.list_version)
        if seen and sid in self._missed:
            await self._ask_all_again(sid)

    async def _list_in_force(self, station: StationId, sid: str, version: int) -> None:
        """A sign of life also says which list is on disk: core may have missed the answer, the station the list."""
        told = version == 0 or self._lists.get(sid) == version
        if not told and await self._deliver(GrantsAnswered(station, version, True, "")):
            self._lists[sid] = version
        latest, payload = self._grants.get(sid, (0, b""))
        if version < latest:
            with contextlib.suppress(LinkDown):
                await self._client.publish(GRANTS.of(sid), payload, qos=GRANTS.qos, retain=GRANTS.retain)

    async def _tell_time(self, sid: str, ask: str) -> None:
        now_ms = int(self._now().timestamp() * 1000)
        seconds = now_ms // 1000
        command = wire.Command(
            f"time-{ask}"[:64], wire.CommandType.SET_TIME, seconds, seconds + 10, echo=ask, iat_ms=now_ms
        )
        with contextlib.suppress(LinkDown):
            await self._command(sid, command)

    async def _ask_all_again(self, sid: str) -> None:
        """Something that is told only once could not be committed then; now it can be."""
        seconds = self._seconds()
        with contextlib.suppress(LinkDown):
            await self._command(sid, wire.Command(f"resync-{seconds}", wire.CommandType.RESYNC, seconds, seconds + 60))
            self._missed.discard(sid)

    async def _box_state(self, station: StationId, sid: str, box: int, state: wire.BoxState) -> None:
        if self._boxes.get((sid, box)) == state:
            # Told again after a connect; core has it.
            return
        if await self._deliver(BoxSeen(station, box, Door(state.door.value), state.fault, state.seq)):
            self._boxes[sid, box] = state

    async def _answer(self, station: StationId, sid: str, answer: wire.Answer) -> None:
        outcome = CommandOutcome(answer.outcome.value)
        report = CommandAnswered(
            station, CommandId(answer.id), outcome, answer.code, Door(answer.door.value), _instant(answer.at)
        )
        if await self._deliver(report) and outcome is not CommandOutcome.RECEIVED:
            await self._confirm(sid, wire.Taken(id=answer.id))

    async def _events(self, station: StationId, sid: str, batch: wire.Events) -> None:
        upto = 0
        for event in batch.events:
            if event.kind not in _KINDS:
                log.warning("event.unknown", station=station, kind=event.kind)
            elif not await self._deliver(_event(station, batch.boot, event)):
                break
            upto = event.seq
        if upto:
            await self._confirm(sid, wire.Taken(boot=batch.boot, upto=upto))

    async def _deliver(self, report: StationReport) -> bool:
        """Have a report committed. False when it could not be: the station or a resend brings it again."""
        for pause in (*self._tries, None):
            try:
                await self._handle(report)
            except Exception:
                log.exception("report.not_committed", report=type(report).__name__, station=report.station_id)
            else:
                self._failures.pop(_name(report), None)
                return True
            if pause is not None:
                await asyncio.sleep(pause)
        if not isinstance(report, StationEvent | CommandAnswered):
            self._missed.add(wire_name(report.station_id))
            return False
        name = _name(report)
        self._failures[name] = self._failures.get(name, 0) + 1
        if self._failures[name] < TRIES_BEFORE_PARKING:
            return False
        self._failures.pop(name)
        log.error("report.parked", report=repr(report))
        return True

    # --- names and keys ---------------------------------------------------------------------------------------

    def _station(self, sid: str) -> StationId:
        if not self._stations:
            return StationId(sid.upper())
        if sid not in self._stations:
            raise BadMessage(Fault.BAD_VALUE, "station")
        return self._stations[sid]

    def _key(self, sid: str) -> bytes:
        if sid not in self._command_keys:
            self._command_keys[sid] = self._keys.command_key(sid)
        return self._command_keys[sid]

    def _seconds(self) -> int:
        return int(self._now().timestamp())


def wire_name(station: StationId) -> str:
    """A station's name in topics, at the broker and in its keys."""
    return station.lower()


_KINDS = frozenset(kind.value for kind in StationEventKind)


def _event(station: StationId, boot: str, event: wire.Event) -> StationEvent:
    return StationEvent(
        station,
        boot,
        event.seq,
        StationEventKind(event.kind),
        event.box,
        None if event.grant is None else GrantId(event.grant),
        _instant(event.at),
        event.late,
        event.detail,
    )


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _name(report: StationReport) -> tuple[object, ...]:
    """What stays the same when an event or an answer is told again."""
    match report:
        case StationEvent():
            return ("event", report.station_id, report.boot, report.seq)
        case CommandAnswered():
            return ("answer", report.station_id, report.command_id, report.outcome)
        case _:
            return ()
