"""The way in from the channels: every call runs one transaction in the core and is durable before it returns."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

import structlog

from bots.channels.channel import Address, Channel, History, Incoming, Outgoing, Said
from bots.dialogue.reply import Words
from bots.dialogue.turn import Conversations
from bots.mailbag import mark_delivered, undelivered
from domain.county import County
from domain.errors import DomainError
from domain.people.errors import InvitationInvalid
from domain.store import InboxItem, Message, UnitOfWork
from nlu.result import ParseResult

log = structlog.get_logger()
T = TypeVar("T")


class Core(Protocol):
    """Runs a function with a unit of work and commits what it did."""

    async def run(self, work: Callable[[UnitOfWork], T]) -> T: ...


class SecondOpinion(Protocol):
    """Another parser outside, asked before a transaction begins; None when it does not say so in time."""

    async def opinion(self, text: str) -> ParseResult | None: ...


class Door:
    """Fulfils `bots.channels.channel.FrontDoor`."""

    def __init__(self, core: Core, county: County, conversations: Conversations, burst_seconds: float) -> None:
        self._core = core
        self._county = county
        self._talk = conversations
        self._burst_seconds = burst_seconds
        self._bursts: dict[Address, asyncio.Task[None]] = {}
        self.channels: Mapping[str, Channel] = {}  # by name: those that can be written to unasked
        self.second_opinion: SecondOpinion | None = None
        self.ready = asyncio.Event()  # set when the parser has learned; messages are taken in before

    async def turn(self, incoming: Incoming) -> Sequence[Outgoing]:
        """What has become due first, then the answer. The same message id gets the same again, dues and all."""
        await self.ready.wait()
        opinion = await self._opinion(incoming.text or "")
        try:
            return await self._core.run(lambda store: self._exchange(store, incoming, opinion))
        except DomainError as refusal:  # the database is busy: nothing has happened, the same id may come again
            log.warning("turn.refused", reason=refusal.text_key())
            return [self._talk.sorry(Words(refusal.text_key(), refusal.details))]
        except Exception as bug:
            bug_id = self._county.ids.new()
            log.exception("turn.failed", bug_id=bug_id, kind=type(bug).__name__)
            return await self._core.run(lambda store: self._talk.apologise(store, incoming, bug_id))

    async def undelivered(self, address: Address) -> Sequence[Outgoing]:
        """What has become due since the last call; it counts as delivered."""
        return await self._core.run(lambda store: self._due(store, address))

    async def gather(self, incoming: Incoming) -> None:
        """Keep one message of a burst; the burst is answered when it has been quiet for a moment."""
        await self._core.run(lambda store: self._talk.take_in(store, incoming))
        self._wait_for_quiet(incoming.address, at_once=incoming.text is None)

    async def answer_waiting(self) -> None:
        """After a start: answer what was taken in but not answered yet."""
        waiting = await self._core.run(lambda store: list(store.conversations.with_unhandled()))
        for channel, channel_id in waiting:
            self._wait_for_quiet(Address(channel, channel_id), at_once=True)

    async def since(self, address: Address, seq: int) -> Sequence[Outgoing]:
        """Every message numbered above `seq`; they count as delivered."""
        return await self._core.run(lambda store: self._since(store, address, seq))

    async def history(self, address: Address, limit: int = 50) -> History:
        """The last lines of both sides, oldest first."""
        return await self._core.run(lambda store: _history(store, address, limit))

    async def link(self, address: Address, invitation: str) -> bool:
        """Bind an address by an invitation; who guesses too often is refused for a while."""
        if self._talk.guesses.are_many():
            return False
        try:
            await self._core.run(lambda store: self._talk.link(store, address, invitation))
        except InvitationInvalid:
            self._talk.guesses.add()
            return False
        await self.deliver(address)
        return True

    async def deliver(self, address: Address) -> bool:
        """Bring what is not delivered yet to the person; True when it has left."""
        waiting = await self._core.run(lambda store: undelivered(store, address))
        if not waiting:
            return True
        channel = self.channels.get(address.channel)
        left = channel is not None and await channel.deliver(address, waiting)
        if left:
            await self._core.run(lambda store: mark_delivered(store, address, waiting[-1].seq))
        return left

    async def shorten(self, address: Address, seq: int) -> None:
        """Have the channel take back what has passed of a message that is shown already."""
        found = await self._core.run(lambda store: store.conversations.message(address.channel, address.id, seq))
        channel = self.channels.get(address.channel)
        if found is not None and channel is not None:
            await channel.shorten(address, Outgoing.from_json(found.body), found.sent_as)

    async def close(self) -> None:
        """Let bursts that wait be answered after the next start; they are on disk."""
        for task in self._bursts.values():
            task.cancel()
        await asyncio.gather(*self._bursts.values(), return_exceptions=True)

    # --- before the transaction ----------------------------------------------------------------------

    async def _opinion(self, text: str) -> ParseResult | None:
        return await self.second_opinion.opinion(text) if self.second_opinion is not None and text else None

    async def _opinion_of_burst(self, address: Address) -> ParseResult | None:
        if self.second_opinion is None:
            return None
        return await self._opinion(await self._core.run(lambda store: self._talk.said_in_burst(store, address)))

    # --- in the transaction ------------------------------------------------------------------------

    def _exchange(self, store: UnitOfWork, incoming: Incoming, opinion: ParseResult | None) -> list[Outgoing]:
        address = incoming.address
        chat, talk = self._talk.open(store, address)
        known = self._known(store, incoming)
        if known is not None and "until" in known.body:
            return _between(store, address, known.body["from"], known.body["until"])
        before, told = chat.delivered_seq, chat.last_seq
        answer = self._talk.answer_in(store, chat, talk, incoming, opinion)
        if incoming.message_id is not None:
            item = store.conversations.inbox_item(address.channel, address.id, incoming.message_id)
            if item is not None:
                item.body = {**item.body, "from": before, "until": chat.last_seq}
        chat.delivered_seq = chat.last_seq
        if before == told:  # nothing had become due: the answer is all there is
            return answer
        again = [outgoing for outgoing in answer if outgoing.seq <= before]
        return again + _between(store, address, before, chat.last_seq)

    def _known(self, store: UnitOfWork, incoming: Incoming) -> InboxItem | None:
        if incoming.message_id is None:
            return None
        address = incoming.address
        return store.conversations.inbox_item(address.channel, address.id, incoming.message_id)

    def _due(self, store: UnitOfWork, address: Address) -> list[Outgoing]:
        chat = store.conversations.lock(address.channel, address.id)
        if chat is None or chat.delivered_seq >= chat.last_seq:
            return []
        due = _between(store, address, chat.delivered_seq, chat.last_seq)
        chat.delivered_seq = chat.last_seq
        return due

    def _since(self, store: UnitOfWork, address: Address, seq: int) -> list[Outgoing]:
        chat = store.conversations.lock(address.channel, address.id)
        if chat is None or seq >= chat.last_seq:
            return []
        chat.delivered_seq = max(chat.delivered_seq, chat.last_seq)
        return _between(store, address, seq, chat.last_seq)

    # --- bursts ----------------------------------------------------------------------------------------

    def _wait_for_quiet(self, address: Address, *, at_once: bool) -> None:
        waiting = self._bursts.pop(address, None)
        if waiting is not None:
            waiting.cancel()
        pause = 0.0 if at_once else self._burst_seconds
        task = asyncio.create_task(self._answer_burst(address, pause), name=f"burst {address.channel}")
        self._bursts[address] = task
        task.add_done_callback(lambda done: self._bursts.pop(address) if self._bursts.get(address) is done else None)

    async def _answer_burst(self, address: Address, pause: float) -> None:
        await asyncio.sleep(pause)
        await self.ready.wait()
        work = asyncio.create_task(self._answer_and_deliver(address))
        await asyncio.shield(work)

    async def _answer_and_deliver(self, address: Address) -> None:
        opinion = await self._opinion_of_burst(address)
        try:
            await self._core.run(lambda store: self._talk.answer_burst(store, address, opinion))
        except DomainError as refusal:  # the database is busy: the burst stays on disk and is answered later
            log.warning("burst.waits", reason=refusal.text_key())
            self._wait_for_quiet(address, at_once=False)
            return
        except Exception as bug:
            bug_id = self._county.ids.new()
            log.exception("burst.failed", bug_id=bug_id, kind=type(bug).__name__)
            await self._core.run(lambda store: self._talk.apologise_for_burst(store, address, bug_id))
        await self.deliver(address)


def _between(store: UnitOfWork, address: Address, after: int, until: int) -> list[Outgoing]:
    found = store.conversations.messages_since(address.channel, address.id, after)
    return [Outgoing.from_json(message.body) for message in found if message.seq <= until]


def _history(store: UnitOfWork, address: Address, limit: int) -> History:
    said = store.conversations.recent_inbox(address.channel, address.id, limit)
    told = store.conversations.recent_messages(address.channel, address.id, limit)
    lines: list[tuple[str, int, Outgoing | Said]] = []
    after = {message.reply_to: message.seq for message in sorted(told, key=lambda m: m.seq, reverse=True)}
    for item in said:
        place = after.get(item.id)
        lines.append((item.received_at.isoformat(), 2 * place - 1 if place else 0, _said(item, told)))
    lines += [(m.at.isoformat(), 2 * m.seq, Outgoing.from_json(m.body)) for m in told]
    ordered = sorted(lines, key=lambda line: (line[0], line[1]))
    return History(tuple(line for _, _, line in ordered[-limit:]))


def _said(item: InboxItem, told: Sequence[Message]) -> Said:
    text = item.body.get("text") or ""
    if item.body.get("tap"):
        titles = {b["payload"]: b["title"] for message in told for b in message.body["buttons"]}
        text = titles.get(item.body["tap"], "…")
    own = item.message_id.startswith("own:")
    return Said(at=item.received_at, text=text, message_id=None if own else item.message_id)
