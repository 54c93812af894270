"""A station on a table: keys, a clock that is set by hand, a board that can be told to fail, a line that remembers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devices.protocol.keys import CoreKeys
from devices.protocol.messages import Answer, BoxInfo, Command, CommandType, Event, Events, Outcome, Taken, to_bytes
from devices.protocol.reading import MAX_LIST_BYTES, Document, read_document
from devices.protocol.rights import GrantEntry, GrantsDocument, Role
from devices.protocol.signing import is_sealed, seal, sign, verifier
from devices.protocol.topics import ACK, CMD, EVT, EVT_ACK, GRANTS, STATE, Leaf
from devices.station.agent import Agent, AgentTimes
from devices.station.boards.simulated import SimulatedBoard
from devices.station.connection import LinkDown, Message
from devices.station.journal import Journal
from devices.station.locks import LockTimes
from devices.station.outbox import ResendTimes

KEYS = CoreKeys(bytes(range(32)), Ed25519PrivateKey.from_private_bytes(bytes(range(32, 64))))
NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
QUICK = AgentTimes(
    locks=LockTimes(watch=0.15, between_pulses=0.0, poll=0.005),
    resend=ResendTimes(first=0.05, cap=0.2),
    heartbeat=60.0,
    time_told_within=0.2,
    show=5.0,
)
NO_CHANCE = 0.5


def chance() -> float:
    return NO_CHANCE


@dataclass
class HandClock:
    """A clock that stands still until it is moved."""

    instant: datetime = NOON

    def now(self) -> datetime:
        return self.instant

    def go(self, **step: float) -> None:
        self.instant += timedelta(**step)

    @property
    def seconds(self) -> int:
        return int(self.instant.timestamp())


@dataclass
class Sent:
    """One message that left."""

    topic: str
    payload: bytes
    qos: int
    retain: bool

    @property
    def document(self) -> dict[str, object]:
        return read_document(self.payload)


@dataclass
class MemoryLine:
    """A line that keeps what was said on it; it can be down."""

    connected: bool = True
    sent: list[Sent] = field(default_factory=list)

    async def publish(self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False) -> None:
        await asyncio.sleep(0)
        if not self.connected:
            raise LinkDown("down")
        self.sent.append(Sent(topic, payload, qos, retain))

    def on(self, topic: str) -> list[Sent]:
        return [sent for sent in self.sent if sent.topic == topic]


class TableStation:
    """An agent with its world, driven by a test. Use as an async context."""

    def __init__(self, folder: Path, clock: HandClock | None = None, sid: str = "p1", boxes: Sequence[int] = (1, 2, 7)):
        self.sid = sid
        self.folder = folder
        self.clock = clock or HandClock()
        self.keys = KEYS.station(sid)
        self.board = SimulatedBoard(boxes, closes_after=None, opens_after=0.01)
        self.line = MemoryLine()
        self.boxes = [BoxInfo(number, "M", "ambient", number) for number in boxes]
        self.boots = 0
        self._session = 0
        self._task: asyncio.Task[None] | None = None
        self.journal: Journal
        self.agent: Agent

    async def __aenter__(self) -> TableStation:
        await self.power_on()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.power_off()

    async def power_on(self, synced: bool = True) -> None:
        """Start the agent, and let core tell it the time."""
        self.boots += 1
        self.journal = Journal(self.folder / "journal.db", f"boot-{self.boots}")
        self.agent = Agent(self.keys, self.boxes, self.board, self.journal, self.clock.now, QUICK)
        self.agent.attach(self.line)
        await self.agent.boot()
        self._task = asyncio.create_task(self.agent.run())
        if self.line.connected:
            await self.connect(synced)

    async def connect(self, synced: bool = True) -> None:
        self._session += 1
        self.line.connected = True
        await self.agent.on_up(self._session)
        if synced:
            await self.core_tells_time()

    def cut(self) -> None:
        self.line.connected = False
        self.agent.on_down()

    async def core_tells_time(self) -> None:
        ask = str(self.line.on(STATE.of(self.sid))[-1].document["ask"])
        now_ms = int(self.clock.now().timestamp() * 1000)
        seconds = now_ms // 1000
        await self.tell(Command("time", CommandType.SET_TIME, seconds, seconds + 10, echo=ask, iat_ms=now_ms))

    async def power_off(self) -> None:
        await self.agent.stop()
        await self.pull_the_plug()

    async def pull_the_plug(self) -> None:
        """End without any orderly step; the journal stays as it is."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        self.journal.close()

    # --- core's side ------------------------------------------------------------------------------------

    def order(self, id_: str = "c1", box: int = 7, fence: int = 1, ttl: int = 30) -> Command:
        now = self.clock.seconds
        return Command(id_, CommandType.OPEN, now, now + ttl, box=box, fence=fence, why="test")

    def sealed(self, command: Command, key: bytes | None = None) -> bytes:
        return to_bytes(seal(command.to_document(), Leaf.CMD, key or self.keys.command_key))

    async def tell(self, command: Command) -> None:
        await self.hear(CMD.of(self.sid), self.sealed(command))

    async def hear(self, topic: str, payload: bytes, retained: bool = False) -> None:
        await self.agent.on_message(Message(topic, payload, retained))

    async def give(self, version: int, *grants: GrantEntry) -> None:
        await self.hear(GRANTS.of(self.sid), signed_list(self.sid, version, *grants))

    async def confirm(self, taken: Taken) -> None:
        payload = to_bytes(seal(taken.to_document(), Leaf.EVT_ACK, self.keys.command_key))
        await self.hear(EVT_ACK.of(self.sid), payload)

    def answers(self, id_: str = "c1") -> list[Answer]:
        answers = []
        for sent in self.line.on(ACK.of(self.sid)):
            assert is_sealed(sent.document, Leaf.ACK, self.keys.command_key)
            answers.append(Answer.read(sent.document))
        return [answer for answer in answers if answer.id == id_]

    def results(self, id_: str = "c1") -> list[Answer]:
        return [answer for answer in self.answers(id_) if answer.outcome is not Outcome.RECEIVED]

    def batches(self) -> list[Events]:
        return [Events.read(sent.document) for sent in self.line.on(EVT.of(self.sid))]

    def events(self) -> list[Event]:
        """Every event that was told, once each, in order."""
        told = {event.seq: event for batch in self.batches() for event in batch.events}
        return [told[seq] for seq in sorted(told)]

    def kinds(self) -> list[str]:
        return [event.kind for event in self.events()]

    async def until(self, holds: Callable[[], bool], patience: float = 2.0) -> None:
        await until(holds, patience)


async def until(holds: Callable[[], bool], patience: float = 5.0) -> None:
    """Wait until something holds. Raises TimeoutError."""
    async with asyncio.timeout(patience):
        while True:
            if holds():
                return
            await asyncio.sleep(0.005)


def right(
    code: str,
    grant: str = "g1",
    boxes: tuple[int, ...] = (7,),
    role: Role = Role.PICKUP,
    *,
    sid: str = "p1",
    from_: datetime = NOON - timedelta(hours=1),
    to: datetime = NOON + timedelta(days=1),
    uses: int = 1,
) -> GrantEntry:
    check = verifier(KEYS.pin_key(sid), sid, grant, code)
    return GrantEntry(grant, boxes, role, int(from_.timestamp()), int(to.timestamp()), uses, check)


def signed_list(sid: str, version: int, *grants: GrantEntry, key: Ed25519PrivateKey | None = None) -> bytes:
    document: Document = GrantsDocument(version, int(NOON.timestamp()), grants).to_document()
    return to_bytes(sign(document, Leaf.GRANTS, key or KEYS.signing_key, sid), MAX_LIST_BYTES)
