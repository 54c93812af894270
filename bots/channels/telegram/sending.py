"""Brings to Telegram what waits in the database: in order for each chat, urgent chats first, within the limits.

Here lives only which chats wait, and how urgently. The messages stay in the database, and so does the mark of what
has left: it is set after each message, so a death between sending and marking repeats that one message and loses
none. Whoever has been forgotten here (a wake that was missed, another process that died) is found by the sweep.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from bots.channels.channel import Address, Mail, Outgoing
from bots.channels.telegram.hearing import NAME
from bots.channels.telegram.outcomes import CallFailed, LineBusy, LineDown, LineTaken, Moved, ShutOut, TokenRefused
from bots.channels.telegram.pace import ALL_A_SECOND, ALL_AT_ONCE, CHAT_A_SECOND, CHAT_AT_ONCE, BackOff, Limit
from bots.channels.telegram.telling import Part, parts, plain_parts
from domain.errors import DomainError

log = structlog.get_logger()

AT_A_TIME = 12  # calls under way; a call takes a tenth of a second, the limit is 30 a second
SWEEP_SECONDS = 60.0
FINISH_SECONDS = 5.0  # at the end: for what is under way
TRIES_OF_LINE = 6
URGENCIES = ("danger", "answer", "duty", "status", "proactive")  # who goes first when all cannot go at once

Pictures = Callable[[str], Awaitable[bytes | None]]


class Outward(Protocol):
    """The part of the line that sends (`line.Line`). Raises a `CallFailed`."""

    async def send(self, chat_id: str, part: Part) -> str: ...


@dataclass
class _Chat:
    """One chat for which something waits (or may wait: that is looked up when it is its turn)."""

    address: Address
    urgency: int
    place: int  # who came first, among equals
    not_before: float = 0.0
    busy: bool = False  # a call is under way
    woken: int | None = None  # something was added meanwhile, so urgent
    tries: int = 0
    waits_for_line: bool = False
    part: tuple[int, int] = (0, 0)  # of message number …, so many parts have left
    sent_as: str = ""  # the number that the last part has got there
    plain: int = 0  # the message number that is sent in words alone, because Telegram refuses it otherwise
    limit: Limit = field(default_factory=lambda: Limit(CHAT_AT_ONCE, CHAT_A_SECOND))


class Sender:
    """Sends as long as it runs."""

    def __init__(
        self, mail: Mail, pictures: Pictures, back_off: BackOff, *, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._mail = mail
        self._pictures = pictures
        self._back_off = back_off
        self._now = now
        self._chats: dict[Address, _Chat] = {}
        self._limits: dict[Address, Limit] = {}  # of chats that have just been written to
        self._limit = Limit(ALL_AT_ONCE, ALL_A_SECOND)
        self._floods: dict[Address, float] = {}  # who has been told to wait, until when
        self._all_wait_until = 0.0
        self._calls: set[asyncio.Task[None]] = set()
        self._bell = asyncio.Event()
        self._arrivals = 0
        self._sweep_at = 0.0
        self.line_works = True

    @property
    def waiting(self) -> int:
        """For how many chats something waits."""
        return len(self._chats)

    def wake(self, address: Address, urgency: str = "answer") -> None:
        """Something was written for this chat."""
        rank = URGENCIES.index(urgency)
        chat = self._chats.get(address)
        if chat is None:
            self._arrivals += 1
            limit = self._limits.get(address) or Limit(CHAT_AT_ONCE, CHAT_A_SECOND)
            self._chats[address] = _Chat(address, rank, self._arrivals, limit=limit)
        else:
            chat.urgency = min(chat.urgency, rank)
            if chat.busy:
                chat.woken = rank if chat.woken is None else min(chat.woken, rank)
        self._bell.set()

    async def run(self, line: Outward) -> None:
        """Send until cancelled; what is under way then is given a moment to end."""
        try:
            while True:
                self._bell.clear()
                pause = await self._step(line)
                if pause > 0:
                    await self._rest(pause)
        finally:
            if self._calls:
                await asyncio.wait(self._calls, timeout=FINISH_SECONDS)
            for call in self._calls:
                call.cancel()

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._bell.wait()
        except TimeoutError:
            pass

    # --- whose turn it is --------------------------------------------------------------------------------------

    async def _step(self, line: Outward) -> float:
        """Begin one call, or say how long there is none to begin (or until the bell rings)."""
        now = self._now()
        if now >= self._sweep_at:
            await self._sweep(now)
        # While Telegram is away, one call at a time finds out whether it is back.
        if len(self._calls) >= (AT_A_TIME if self.line_works else 1):
            return self._sweep_at - now
        everybody = max(self._limit.wait(now), self._all_wait_until - now)
        if everybody > 0:
            return everybody
        ready = [chat for chat in self._chats.values() if not chat.busy and self._free_at(chat, now) <= now]
        if not ready:
            soonest = (self._free_at(chat, now) for chat in self._chats.values() if not chat.busy)
            return min([*soonest, self._sweep_at]) - now
        chat = min(ready, key=lambda chat: (chat.urgency, chat.place))
        chat.busy = True
        self._limit.take(now)
        chat.limit.take(now)
        self._limits[chat.address] = chat.limit
        call = asyncio.create_task(self._serve(line, chat), name=f"telegram {chat.address.id}")
        self._calls.add(call)
        call.add_done_callback(self._ended)
        return 0.0

    @staticmethod
    def _free_at(chat: _Chat, now: float) -> float:
        return max(chat.not_before, now + chat.limit.wait(now))

    def _ended(self, call: asyncio.Task[None]) -> None:
        self._calls.discard(call)
        self._bell.set()

    async def _sweep(self, now: float) -> None:
        """Look for chats that nobody has named: after a start, and now and then."""
        self._sweep_at = now + SWEEP_SECONDS
        self._limits = {address: limit for address, limit in self._limits.items() if limit.free_at > now}
        try:
            for address in await self._mail.chats(NAME):
                if address in self._chats:
                    continue
                waiting = await self._mail.waiting(address)
                if waiting:  # and not only kept for somebody who has shut us out
                    self.wake(address, URGENCIES[min(map(_rank, waiting))])
        except Exception:
            log.exception("telegram.sweep")

    # --- one call ------------------------------------------------------------------------------------------------

    async def _serve(self, line: Outward, chat: _Chat) -> None:
        """Send the next part of what waits for this chat, and see what has become of it."""
        waiting: Sequence[Outgoing] = ()
        try:
            waiting = await self._mail.waiting(chat.address)
            whole = bool(waiting) and await self._send(line, chat, waiting[0])
            self._done(chat, waiting[1:] if whole else waiting)
        except (LineDown, LineTaken, TokenRefused) as down:
            self._failed(chat, str(down), of_line=True)
        except CallFailed as answer:  # a clear one, so the line works
            self._line_is_back()
            await self._answered(chat, waiting[0], answer)
        except DomainError as busy:  # the database is: the message stays where it is
            log.warning("telegram.send waits", reason=busy.text_key())
            self._failed(chat, busy.text_key(), of_line=False)
        except Exception as bug:
            log.exception("telegram.send", kind=type(bug).__name__)
            self._failed(chat, type(bug).__name__, of_line=False)
        finally:
            chat.busy = False

    async def _answered(self, chat: _Chat, message: Outgoing, answer: CallFailed) -> None:
        """Telegram has told why it did not take this message."""
        match answer:
            case LineBusy(seconds=seconds):
                self._flooded(chat, seconds)
            case ShutOut():
                await self._gone(chat, lambda: self._mail.shut_out(chat.address))
            case Moved(to=to):
                await self._gone(chat, lambda: self._mail.moved(chat.address, Address(NAME, to)))
            case _:
                await self._refused(chat, message, str(answer))

    async def _send(self, line: Outward, chat: _Chat, message: Outgoing) -> bool:
        """Send the next part of this message; True when it was the last, and the message is marked."""
        told = await self._parts(chat, message)
        number, sent = chat.part
        sent = sent if number == message.seq else 0
        if sent < len(told):  # else it has left, but could not be marked
            chat.sent_as = await line.send(chat.address.id, told[sent])
            self._line_is_back()
            chat.part = (message.seq, sent + 1)
        if chat.part[1] < len(told):
            return False
        await self._mail.left(chat.address, message.seq, chat.sent_as)
        return True

    async def _parts(self, chat: _Chat, message: Outgoing) -> list[Part]:
        if chat.plain == message.seq:
            return plain_parts(message)
        picture = await self._pictures(message.picture.path) if message.picture else None
        return parts(message, picture)

    def _done(self, chat: _Chat, still: Sequence[Outgoing]) -> None:
        """Queue again for what still waits, as urgently as that is."""
        chat.tries = 0
        left = [_rank(message) for message in still]
        if chat.woken is not None:
            left.append(chat.woken)
            chat.woken = None
        if left:
            chat.urgency = min(left)
        else:
            del self._chats[chat.address]

    # --- what can go wrong ------------------------------------------------------------------------------------------

    def _failed(self, chat: _Chat, why: str, *, of_line: bool) -> None:
        chat.tries += 1
        chat.not_before = self._now() + self._back_off.seconds(chat.tries)
        chat.waits_for_line = of_line
        if of_line and self.line_works:
            log.warning("telegram.away", reason=why)
            self.line_works = False

    def _line_is_back(self) -> None:
        """Somebody got through: nobody has to wait for the line any more.

        But for who has failed many times: perhaps it is not the line, but something that only they have.
        """
        if self.line_works:
            return
        log.info("telegram.back")
        self.line_works = True
        for chat in self._chats.values():
            if chat.waits_for_line and chat.tries <= TRIES_OF_LINE:
                chat.not_before = 0.0

    def _flooded(self, chat: _Chat, seconds: float) -> None:
        """Telegram says "wait" and does not say whom it means: this chat; but everybody when it says so to two."""
        now = self._now()
        log.info("telegram.flood", seconds=seconds)
        chat.not_before = now + seconds
        self._floods = {address: until for address, until in self._floods.items() if until > now}
        if any(address != chat.address for address in self._floods):
            self._all_wait_until = max(self._all_wait_until, now + seconds)
        self._floods[chat.address] = now + seconds

    async def _gone(self, chat: _Chat, note: Callable[[], Awaitable[None]]) -> None:
        try:
            await note()
        except Exception:
            log.exception("telegram.note")
            self._failed(chat, "not noted", of_line=False)
            return
        del self._chats[chat.address]

    async def _refused(self, chat: _Chat, message: Outgoing, why: str) -> None:
        """Try it in words alone; if that is refused, too, an operator sees it, and the chat goes on."""
        log.error("telegram.refused", reason=why, seq=message.seq)
        if chat.plain != message.seq:
            chat.plain, chat.part = message.seq, (0, 0)
            return
        await self._gone(chat, lambda: self._mail.refused(chat.address, message.seq, why))
        self.wake(chat.address)


def _rank(message: Outgoing) -> int:
    return URGENCIES.index(message.urgency)
