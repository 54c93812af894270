"""The agent of one pick-up point: commands, codes, doors, display and the journal behind them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from devices.protocol.keys import StationKeys
from devices.protocol.messages import (
    BoxInfo,
    Command,
    CoreState,
    DoorState,
    EventKind,
    Outcome,
    Presence,
    StationInfo,
    StationState,
    Taken,
    to_bytes,
)
from devices.protocol.reading import BadMessage, read_document
from devices.protocol.rights import GrantsAnswer, GrantsVerdict
from devices.protocol.signing import is_sealed, is_signed, seal
from devices.protocol.topics import CMD, CORE_STATE, EVT_ACK, GRANTS, GRANTS_ACK, INFO, STATE, Leaf, read_address
from devices.station import display
from devices.station.clock import StationClock
from devices.station.codes import Accepted, CodeBook, Refusal, Refused
from devices.station.connection import LinkDown, Message, Owner, Will
from devices.station.journal import Journal
from devices.station.locks import LockBoard, Locks, LockStatus, LockTimes, Opened
from devices.station.orders import Hooks, Orders
from devices.station.outbox import Outbox, ResendTimes, Transport

log = logging.getLogger(__name__)

AGENT_VERSION = "1.0.0"
LONGEST_DETAIL = 256

_TOLD = (Refusal.UNKNOWN, Refusal.NOT_YET, Refusal.NO_LONGER, Refusal.USED_UP)


@dataclass(frozen=True, slots=True)
class AgentTimes:
    """How long things take at a station, in real seconds."""

    locks: LockTimes = field(default_factory=LockTimes)
    resend: ResendTimes = field(default_factory=ResendTimes)
    heartbeat: float = 60.0
    time_told_within: float = 5.0
    show: float = 20.0


@dataclass(frozen=True, slots=True)
class KeypadAnswer:
    """What the display says to a typed code, and which compartments are open now."""

    text: str
    opened: tuple[int, ...]


class Agent(Owner):
    """One station. `run` lives as long as the station has power."""

    def __init__(
        self,
        keys: StationKeys,
        boxes: Sequence[BoxInfo],
        board: LockBoard,
        journal: Journal,
        now: Callable[[], datetime],
        times: AgentTimes | None = None,
        hardware: str = "simulated",
    ) -> None:
        self.sid = keys.sid
        self._keys = keys
        self._info = StationInfo(hardware, tuple(boxes))
        self._journal = journal
        self._times = times or AgentTimes()
        self._session = 0
        self._asked: tuple[str, int, float] | None = None
        self._core_answered = asyncio.Event()
        self._core_there = False
        self._shown: tuple[str, float] | None = None
        self._causes: dict[int, tuple[str | None, str]] = {}
        self._opening = 0
        self.clock = StationClock(now, journal)
        self.codes = CodeBook(keys, journal)
        self._locks = Locks(board, {box.no: box.lock for box in boxes}, self._times.locks, self._door_changed)
        self._outbox = Outbox(self.sid, keys.command_key, journal, self._times.resend, lambda: self._session)
        self._orders = Orders(
            keys.command_key,
            frozenset(box.no for box in boxes),
            journal,
            self.clock,
            self._locks,
            self._outbox,
            Hooks(self._before_command, self._after_open, self._set_time, self._tell_all),
            self._times.time_told_within,
        )

    @staticmethod
    def subscriptions(sid: str) -> list[tuple[str, int]]:
        """What a station listens to. Core's time with QoS 0: queued time is old time."""
        return [(topic.of(sid), topic.qos) for topic in (CMD, GRANTS, EVT_ACK)] + [(CORE_STATE.pattern, 0)]

    def attach(self, transport: Transport) -> None:
        """Introduce the way to the broker."""
        self._outbox.attach(transport)

    @property
    def at_rest(self) -> bool:
        """Nothing moves, nothing is open, nothing is left to tell (while there is a line to tell it on)."""
        told = self._session == 0 or self._outbox.idle
        shut = DoorState.OPEN not in self._locks.doors().values()
        return told and shut and not self._locks.moving and self._orders.idle and self._opening == 0

    def doors(self) -> dict[int, DoorState]:
        """All doors as last seen."""
        return dict(self._locks.doors())

    def shown(self) -> str:
        """What the display says now."""
        if self._shown is not None and asyncio.get_running_loop().time() < self._shown[1]:
            return self._shown[0]
        return display.IDLE if self._session and self._core_there else display.OFFLINE

    # --- living -----------------------------------------------------------------------------------------

    async def boot(self) -> None:
        """Read the doors and settle what a power cut left open; before anything is said or heard."""
        await self._locks.look()
        self._orders.settle_interrupted()
        self._journal.forget_old(self.clock.seconds())

    async def run(self) -> None:
        """Watch doors, tell core, give signs of life."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._locks.keep_looking())
            tasks.create_task(self._outbox.run())
            tasks.create_task(self._give_signs())

    async def stop(self) -> None:
        """Come to rest before the journal is closed."""
        await self._orders.stop(self._times.locks.watch + 1.0)

    async def _give_signs(self) -> None:
        while True:
            await asyncio.sleep(self._times.heartbeat)
            self._journal.forget_old(self.clock.seconds())
            if self._session:
                with contextlib.suppress(LinkDown):
                    await self._tell_state()

    # --- the line to core ----------------------------------------------------------------------------------

    def will(self, session: int) -> Will:
        """What the broker says of us when this connection breaks."""
        lost = StationState(Presence.LOST, self._journal.boot, session).to_document()
        return Will(STATE.of(self.sid), to_bytes(seal(lost, Leaf.STATE, self._keys.command_key)))

    async def on_up(self, session: int) -> None:
        """Tell who we are, what we hold and what is unsaid."""
        self._session = session
        await self._tell_state()
        await self._tell_all()

    async def _tell_all(self) -> None:
        await self._outbox.publish(INFO, self._info.to_document())
        if self.codes.version:
            held = GrantsAnswer(self.codes.version, GrantsVerdict.ACCEPTED, self.codes.version)
            await self._outbox.publish(GRANTS_ACK, held.to_document())
        self._outbox.box_changed(*(box.no for box in self._info.boxes))
        self._outbox.say_all_again()

    def on_down(self) -> None:
        """Go on alone."""
        self._session = 0
        self._core_there = False

    async def on_message(self, message: Message) -> None:
        """Whatever core says."""
        if message.topic == CORE_STATE.pattern:
            self._hear_core(message)
            return
        address = read_address(message.topic)
        if address is None or address.sid != self.sid:
            return
        if address.leaf is Leaf.CMD:
            await self._orders.follow(message.payload)
        elif address.leaf is Leaf.GRANTS:
            await self._take_grants(message.payload)
        elif address.leaf is Leaf.EVT_ACK:
            self._take_confirmation(message.payload)

    async def _tell_state(self) -> None:
        raw = self.clock.raw_ms()
        ask = f"{self._session}-{raw}"
        self._asked = (ask, raw, asyncio.get_running_loop().time())
        self._core_answered.clear()
        state = StationState(
            Presence.READY,
            self._journal.boot,
            self._session,
            AGENT_VERSION,
            self.clock.state(),
            self.clock.offset_ms,
            self.clock.seconds(),
            self.codes.version,
            ask,
        )
        await self._outbox.publish(STATE, state.to_document())

    async def until_core_has_heard(self) -> None:
        """Give a sign of life and wait for the answer: core reads in order, so it has read all we said before.

        Raises `LinkDown`.
        """
        await self._tell_state()
        await self._core_answered.wait()

    def _hear_core(self, message: Message) -> None:
        try:
            document = read_document(message.payload)
            if not is_signed(document, Leaf.CORE_STATE, self._keys.core_key()):
                return
            state = CoreState.read(document)
        except BadMessage as bad:
            log.warning("core's state is not understood: %s", bad)
            return
        back = state.state is Presence.READY and not self._core_there
        self._core_there = state.state is Presence.READY
        if state.state is Presence.READY and not message.retained:
            self.clock.heard(state.at)
        if back:
            self._outbox.say_all_again()

    def _set_time(self, command: Command) -> None:
        if self._asked is None or command.echo != self._asked[0]:
            return
        _, raw, asked_at = self._asked
        self._asked = None
        self._core_answered.set()
        self.clock.answered(command.iat_ms, raw, asyncio.get_running_loop().time() - asked_at)

    async def _take_grants(self, payload: bytes) -> None:
        if not payload:
            return
        version, verdict = self.codes.take(payload, self.clock.seconds())
        if verdict is not GrantsVerdict.ACCEPTED:
            log.warning("%s: list %d of rights not taken: %s", self.sid, version, verdict)
        answer = GrantsAnswer(version, verdict, self.codes.version)
        # A lost answer does no harm: after every connect the version in force is told again.
        with contextlib.suppress(LinkDown):
            await self._outbox.publish(GRANTS_ACK, answer.to_document())

    def _take_confirmation(self, payload: bytes) -> None:
        try:
            document = read_document(payload)
            if is_sealed(document, Leaf.EVT_ACK, self._keys.command_key):
                self._outbox.taken(Taken.read(document))
        except BadMessage as bad:
            log.warning("a confirmation is not understood: %s", bad)

    # --- people at the station ---------------------------------------------------------------------------------

    async def keypad(self, typed: str, keypad: str = "front") -> KeypadAnswer:
        """Somebody typed a code."""
        self._opening += 1
        try:
            answer = await self._judge_code(typed, keypad)
        finally:
            self._opening -= 1
        self._show(answer.text)
        return answer

    async def _judge_code(self, typed: str, keypad: str) -> KeypadAnswer:
        now = self.clock.seconds()
        checked = self.codes.check(typed, keypad, now, self.clock.state())
        if isinstance(checked, Refused):
            if checked.why in _TOLD:
                self.report(EventKind.CODE_REFUSED, grant=checked.grant, detail=checked.why.value)
            if checked.alarm:
                self.report(EventKind.CODE_ALARM)
            return KeypadAnswer(checked.text, ())
        if any(self._locks.is_busy(box) for box in checked.boxes):
            return KeypadAnswer(display.BUSY, ())
        return await self._let_in(checked, now)

    async def _let_in(self, right: Accepted, now: int) -> KeypadAnswer:
        known = [box for box in right.boxes if box in self._locks.doors()]
        self._journal.use_grant(right.grant, now, self._session, known, right.new_visit)
        self._outbox.wake()
        for box in known:
            self._causes[box] = (right.grant, "code")
        ajar = {box for box, door in self._locks.doors().items() if door is DoorState.OPEN}
        results = await asyncio.gather(*(self._locks.open(box, lambda: True) for box in known))
        for box, opened in zip(known, results, strict=True):
            if box in ajar and opened.outcome is Outcome.DONE:  # no sensor changes, yet its owner is there
                self.report(EventKind.DOOR_OPENED, box, grant=right.grant, detail="code")
            self._after_open(box, opened)
        # Without a sensor we believe the bolt.
        through = [b for b, o in zip(known, results, strict=True) if o.outcome in (Outcome.DONE, Outcome.UNKNOWN)]
        stuck = [box for box in known if box not in through]
        if not through and right.new_visit:
            self._journal.give_back_use(right.grant)
        sentences = [display.opened(through, right.open_again_until)] if through else []
        if stuck:
            sentences.append(display.jammed(stuck))
        return KeypadAnswer(" ".join(sentences) or display.UNKNOWN, tuple(through))

    def report(self, kind: EventKind, box: int | None = None, *, grant: str | None = None, detail: str = "") -> None:
        """Something happened at the station: write it down and tell it."""
        at = self.clock.seconds()
        self.clock.saw(at)
        self._journal.add_event(kind.value, at, self._session, box, grant, detail[:LONGEST_DETAIL])
        self._outbox.wake()

    def _show(self, text: str) -> None:
        self._shown = (text, asyncio.get_running_loop().time() + self._times.show)

    # --- doors ----------------------------------------------------------------------------------------------------

    def _before_command(self, box: int, command_id: str) -> None:
        self._causes[box] = (None, "command")

    def _after_open(self, box: int, opened: Opened) -> None:
        if opened.outcome is Outcome.DONE:
            if self._causes.get(box, (None, ""))[1] == "command":
                self._show(display.remotely_opened(box))
        elif opened.outcome is Outcome.FAILED:
            self._mark_fault(box, opened)
        self._causes.pop(box, None)

    def _mark_fault(self, box: int, opened: Opened) -> None:
        known = self._journal.box(box)
        if known is None or known.fault != opened.code:
            self._journal.box_changed(box, opened.door, opened.code, self.clock.seconds())
            self._outbox.box_changed(box)
        if opened.jammed:
            grant, _ = self._causes.get(box, (None, ""))
            self.report(EventKind.DOOR_JAMMED, box, grant=grant)

    def _door_changed(self, box: int, seen: LockStatus) -> None:
        known = self._journal.box(box)
        if known is not None and known.seq and known.door is seen.door:
            return
        first_look = known is None or known.seq == 0
        fault = None if known is None or seen.door is DoorState.OPEN else known.fault
        at = self.clock.seconds()
        self.clock.saw(at)
        self._journal.box_changed(box, seen.door, fault, at)
        self._outbox.box_changed(box)
        if first_look or seen.door is DoorState.UNKNOWN:
            return
        if seen.door is DoorState.OPEN:
            grant, cause = self._causes.get(box, (None, "unasked"))
            self.report(EventKind.DOOR_OPENED, box, grant=grant, detail=cause)
        else:
            self.report(EventKind.DOOR_CLOSED, box)
