"""What a station has to tell core, told until core says that it has it.

Events go in batches that begin with the oldest not yet taken, one batch at a time; results of commands go one by
one; doors are retained and need no confirmation. Everything is in the journal before it is sent.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from devices.protocol.messages import EVENTS_PER_BATCH, Answer, BoxState, Events, Outcome, Taken, to_bytes
from devices.protocol.reading import MAX_BYTES, MAX_LIST_BYTES, BadMessage
from devices.protocol.signing import seal
from devices.protocol.topics import ACK, BOX, EVT, INFO, Leaf, Topic
from devices.station.connection import LinkDown
from devices.station.journal import Journal

log = logging.getLogger(__name__)

_ANSWERS_AT_ONCE = 20


class Transport(Protocol):
    """The way to the broker, as the agent sees it."""

    @property
    def connected(self) -> bool:
        """Whether messages go out now."""
        ...

    async def publish(self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False) -> None:
        """Send. Raises `LinkDown` when it is not certain that the broker has it."""
        ...


@dataclass(frozen=True, slots=True)
class ResendTimes:
    """How long to wait for core's confirmation before saying it again, in real seconds; doubling up to the cap."""

    first: float = 2.0
    cap: float = 30.0

    def after(self, attempt: int) -> float:
        """The wait after attempt number `attempt` (from 0)."""
        return min(self.cap, self.first * 2.0 ** min(attempt, 16))


@dataclass(slots=True)
class _Sent:
    """Something that was said and is not confirmed."""

    attempt: int
    due: float


class Outbox:
    """The station's voice."""

    def __init__(self, sid: str, key: bytes, journal: Journal, times: ResendTimes, session: Callable[[], int]) -> None:
        self._sid = sid
        self._key = key
        self._journal = journal
        self._times = times
        self._session = session
        self._transport: Transport | None = None
        self._wake = asyncio.Event()
        self._boxes: set[int] = set()
        self._answers: dict[str, _Sent] = {}
        self._batch: _Sent | None = None

    def attach(self, transport: Transport) -> None:
        """Introduce the way to the broker."""
        self._transport = transport

    @property
    def idle(self) -> bool:
        """Nothing is left to tell."""
        return not self._boxes and self._journal.waiting() == 0

    def wake(self) -> None:
        """There is something new."""
        self._wake.set()

    def say_all_again(self) -> None:
        """A new connection, or core is back: everything unconfirmed is due now."""
        self._answers.clear()
        self._batch = None
        self.wake()

    def box_changed(self, *numbers: int) -> None:
        """These doors are to be told."""
        self._boxes.update(numbers)
        self.wake()

    def taken(self, taken: Taken) -> None:
        """Core confirms."""
        if taken.id is not None:
            self._journal.answer_taken(taken.id)
            self._answers.pop(taken.id, None)
        elif taken.boot is not None and taken.upto is not None:
            self._journal.events_taken(taken.boot, taken.upto)
            self._batch = None
        self.wake()

    async def publish(self, topic: Topic, document: dict[str, object], box: int | None = None) -> None:
        """Send one signed message now. Raises `LinkDown`."""
        if self._transport is None:
            raise LinkDown("not connected")
        limit = MAX_LIST_BYTES if topic is INFO else MAX_BYTES
        payload = to_bytes(seal(document, topic.leaf, self._key), limit)
        await self._transport.publish(topic.of(self._sid, box), payload, qos=topic.qos, retain=topic.retain)

    async def answer(self, answer: Answer) -> None:
        """Send a receipt, or a result that the journal already holds; a result is repeated until confirmed."""
        if answer.outcome is not Outcome.RECEIVED:
            sent = self._answers.get(answer.id)
            attempt = 0 if sent is None else sent.attempt + 1
            self._answers[answer.id] = _Sent(attempt, _now() + self._times.after(attempt))
        with contextlib.suppress(LinkDown):
            await self.publish(ACK, answer.to_document())

    async def run(self) -> None:
        """Speak for as long as we run."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._pause()):
                    await self._wake.wait()
            self._wake.clear()
            if self._transport is None or not self._transport.connected:
                continue
            try:
                await self._tell_boxes()
                await self._tell_answers()
                await self._tell_events()
            except LinkDown as down:
                log.info("%s: not told, will be told later: %s", self._sid, down)

    def _pause(self) -> float | None:
        if self._transport is None or not self._transport.connected:
            return self._times.cap
        due = [sent.due for sent in self._answers.values()]
        if self._batch is not None:
            due.append(self._batch.due)
        return max(0.0, min(due, default=_now() + self._times.cap) - _now())

    async def _tell_boxes(self) -> None:
        for number in sorted(self._boxes):
            self._boxes.discard(number)
            known = self._journal.box(number)
            if known is None:
                continue
            state = BoxState(known.door, known.fault, known.since, known.seq)
            try:
                await self.publish(BOX, state.to_document(), number)
            except LinkDown:
                self._boxes.add(number)
                raise

    async def _tell_answers(self) -> None:
        waiting = self._journal.untaken_answers(_ANSWERS_AT_ONCE)
        unconfirmed = {answer.id for answer in waiting}
        for gone in set(self._answers) - unconfirmed:
            self._answers.pop(gone, None)
        for answer in waiting:
            sent = self._answers.get(answer.id)
            if sent is None or sent.due <= _now():
                await self.answer(answer)

    async def _tell_events(self) -> None:
        if self._batch is not None and self._batch.due > _now():
            return
        payload = self._next_batch()
        if payload is None:
            self._batch = None
            return
        attempt = 0 if self._batch is None else self._batch.attempt + 1
        self._batch = _Sent(attempt, _now() + self._times.after(attempt))
        if self._transport is not None:
            await self._transport.publish(EVT.of(self._sid), payload, qos=EVT.qos, retain=EVT.retain)

    def _next_batch(self) -> bytes | None:
        most = EVENTS_PER_BATCH
        while True:
            boot, events = self._journal.untaken_events(self._session(), most)
            if not events:
                return None
            try:
                return to_bytes(seal(Events(boot, events).to_document(), Leaf.EVT, self._key))
            except BadMessage:
                most //= 2


def _now() -> float:
    return asyncio.get_running_loop().time()
