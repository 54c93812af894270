"""Commands from core: each moves a bolt at most once, and is answered until core has the answer."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from devices.protocol.messages import Answer, ClockState, Command, CommandType, DoorState, Outcome
from devices.protocol.reading import BadMessage, Fields, read_document
from devices.protocol.signing import is_sealed
from devices.protocol.topics import Leaf
from devices.station.clock import FAR_SECONDS, StationClock
from devices.station.connection import LinkDown
from devices.station.journal import Journal
from devices.station.locks import Locks, Opened
from devices.station.outbox import Outbox

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hooks:
    """What else happens in the agent around a command."""

    before_open: Callable[[int, str], None]
    after_open: Callable[[int, Opened], None]
    set_time: Callable[[Command], None]
    resync: Callable[[], Awaitable[None]]


class Orders:
    """The one road a command can take.

    Signature, version, known id, compartment, time, fence; then it is written down, then the bolt moves, then the
    result is written down, then it is told.
    """

    def __init__(
        self,
        key: bytes,
        boxes: frozenset[int],
        journal: Journal,
        clock: StationClock,
        locks: Locks,
        outbox: Outbox,
        hooks: Hooks,
        patience: float,
    ) -> None:
        self._key = key
        self._boxes = boxes
        self._journal = journal
        self._clock = clock
        self._locks = locks
        self._outbox = outbox
        self._hooks = hooks
        self._patience = patience
        self._running: set[asyncio.Task[None]] = set()

    @property
    def idle(self) -> bool:
        """No command is under way."""
        return not self._running

    async def follow(self, payload: bytes) -> None:
        """Follow one command; returns when its result is on disk and was sent."""
        task = asyncio.create_task(self._follow(payload))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        # Shielded: a lost connection ends the handling of a message, never the watch over a moving bolt.
        await asyncio.shield(task)

    async def stop(self, patience: float) -> None:
        """Let what is under way come to its result; what does not is told as unknown after the next start."""
        if self._running:
            await asyncio.wait(self._running, timeout=patience)
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def settle_interrupted(self) -> None:
        """After a start: commands that were cut off are unknown. The bolt is not moved again, the sensor is read."""
        for command_id, box in self._journal.begun():
            door = self._locks.door(box)
            self._finish(command_id, box, Opened(Outcome.UNKNOWN, "power_cut", door))

    async def _follow(self, payload: bytes) -> None:
        try:
            document = read_document(payload)
        except BadMessage as bad:
            log.warning("a command is not followed: %s", bad)
            return
        if not is_sealed(document, Leaf.CMD, self._key):
            # No answer: whoever cannot sign must not be able to have a real command's id refused.
            log.warning("a command is not followed: bad_signature")
            return
        try:
            command = Command.read(document)
        except BadMessage as bad:
            log.warning("a command is not followed: %s", bad)
            await self._refuse_unreadable(document, bad)
            return
        if command.type == CommandType.SET_TIME:
            self._hooks.set_time(command)
        elif command.type == CommandType.RESYNC:
            with contextlib.suppress(LinkDown):
                await self._hooks.resync()
        else:
            # A command often waits at the broker when a station starts; the time is on its way then.
            await self._clock.until_sure(self._patience)
            if not await self._answer_again(command.id):
                await self._decide(command)

    async def _refuse_unreadable(self, document: dict[str, object], bad: BadMessage) -> None:
        try:
            command_id = Fields(document).text("id", 64)
        except BadMessage:
            return
        if not await self._answer_again(command_id):
            await self._say(self._finish(command_id, None, _refused(Outcome.REJECTED, str(bad.fault))))

    async def _answer_again(self, command_id: str) -> bool:
        """The same id again: the same answer, and nothing moves."""
        known = self._journal.answer(command_id)
        if known is None:
            return False
        if known.outcome is not Outcome.RECEIVED:
            self._journal.finish(known, None)
        await self._say(known)
        return True

    async def _decide(self, command: Command) -> None:
        refusal = self._refusal(command)
        box = command.box
        if refusal is not None or box is None:
            await self._say(self._finish(command.id, box, refusal or _refused(Outcome.REJECTED, "unknown_box")))
            return
        loop = asyncio.get_running_loop()
        left = min(command.exp - self._clock.seconds(), max(command.exp - command.iat, 1))
        deadline = loop.time() + left
        receipt = self._journal.begin(command.id, box, command.fence, self._clock.seconds())
        telling = asyncio.create_task(self._say(receipt))
        try:
            self._hooks.before_open(box, command.id)
            opened = await self._locks.open(box, lambda: loop.time() <= deadline)
        except Exception:
            log.exception("opening a compartment went wrong")
            opened = Opened(Outcome.UNKNOWN, "agent_fault", self._locks.door(box))
        self._hooks.after_open(box, opened)
        answer = self._finish(command.id, box, opened)
        await telling
        await self._say(answer)

    def _refusal(self, command: Command) -> Opened | None:
        if command.type != CommandType.OPEN:
            return _refused(Outcome.REJECTED, "unsupported")
        if command.box not in self._boxes:
            return _refused(Outcome.REJECTED, "unknown_box")
        box, now = command.box, self._clock.seconds()
        door = self._locks.door(box)
        if self._clock.state() is ClockState.UNSURE or command.iat > now + FAR_SECONDS:
            return Opened(Outcome.REJECTED, "clock_unsure", door)
        if command.exp <= now:
            return Opened(Outcome.EXPIRED, "too_late", door)
        if command.fence < self._journal.fence(box):
            return Opened(Outcome.REJECTED, "old_fence", door)
        if self._locks.is_busy(box):
            return Opened(Outcome.FAILED, "busy", door)
        return None

    def _finish(self, command_id: str, box: int | None, opened: Opened) -> Answer:
        answer = Answer(command_id, opened.outcome, opened.code, opened.door, self._clock.seconds(), self._journal.boot)
        self._journal.finish(answer, box)
        return answer

    async def _say(self, answer: Answer) -> None:
        await self._outbox.answer(answer)


def _refused(outcome: Outcome, code: str) -> Opened:
    return Opened(outcome, code, DoorState.UNKNOWN)
