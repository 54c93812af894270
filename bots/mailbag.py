"""What has to be carried to people, and what became of it: the mail of a channel that fetches nothing by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

import structlog

from bots.channels.channel import Address, Outgoing
from bots.dialogue.turn import Conversations
from bots.passing import note_sent
from domain.county import County
from domain.people import service as people
from domain.people.model import SYSTEM
from domain.store import UnitOfWork

log = structlog.get_logger()
T = TypeVar("T")


class Core(Protocol):
    """Runs a function with a unit of work and commits what it did, or only reads."""

    async def run(self, work: Callable[[UnitOfWork], T]) -> T: ...
    async def read(self, work: Callable[[UnitOfWork], T]) -> T: ...


class Mailbag:
    """Fulfils `bots.channels.channel.Mail`."""

    def __init__(self, core: Core, county: County, talk: Conversations) -> None:
        self._core = core
        self._county = county
        self._talk = talk

    async def chats(self, channel: str) -> Sequence[Address]:
        """All chats for which something waits, whether they can be reached or not."""
        found = await self._core.read(lambda store: store.conversations.with_undelivered(channel))
        return [Address(channel, chat) for chat in found]

    async def waiting(self, address: Address) -> Sequence[Outgoing]:
        """What has not left yet, in order. Nothing while the person has shut us out there."""
        return await self._core.read(lambda store: _waiting(store, address))

    async def left(self, address: Address, seq: int, sent_as: str = "") -> None:
        """The message of this number has left, and all before it; of a passing one it is kept how to take it back."""

        def mark(store: UnitOfWork) -> None:
            mark_delivered(store, address, seq)
            note_sent(store, address, seq, sent_as)

        await self._core.run(mark)

    async def refused(self, address: Address, seq: int, why: str) -> None:
        """Go on with the next message; this one is parked at once, where an operator sees it."""

        def park(store: UnitOfWork) -> None:
            payload = {"channel": address.channel, "id": address.id, "seq": seq, "why": why}
            store.outbox.put("message.refused", payload)
            mark_delivered(store, address, seq)

        await self._core.run(park)

    async def shut_out(self, address: Address) -> None:
        """Nothing is sent there any more; what still waits goes to another address of hers, if there is one."""

        def note(store: UnitOfWork) -> None:
            other = people.shut_out(self._county, store, SYSTEM, address.channel, address.id)
            if other is not None:
                self._talk.pass_on(store, address, Address(other.channel, other.channel_id))
                _deliver(store, other.channel, other.channel_id)

        await self._core.run(note)

    async def let_in(self, address: Address) -> None:
        """The person wants to hear from us there again."""
        await self._core.run(lambda store: people.let_in(self._county, store, SYSTEM, address.channel, address.id))

    async def moved(self, address: Address, to: Address) -> None:
        """The chat has another id: what waits goes there, with everything that comes from now on."""

        def move(store: UnitOfWork) -> None:
            people.move(self._county, store, SYSTEM, address.channel, address.id, to.id)
            self._talk.pass_on(store, address, to)
            _deliver(store, to.channel, to.id)

        await self._core.run(move)

    async def came_to_group(self, address: Address) -> None:
        """Somebody has taken us into a group: the relay sees to it that we leave."""
        payload = {"channel": address.channel, "id": address.id}
        key = f"group.leave:{address.channel}:{address.id}"
        await self._core.run(lambda store: store.outbox.put("group.leave", payload, key=key))


def undelivered(store: UnitOfWork, address: Address) -> list[Outgoing]:
    """What has not left yet, in order."""
    found = store.conversations.undelivered(address.channel, address.id)
    return [Outgoing.from_json(message.body) for message in found]


def mark_delivered(store: UnitOfWork, address: Address, seq: int) -> None:
    """The message of this number has left, and all before it."""
    chat = store.conversations.lock(address.channel, address.id)
    if chat is not None:
        chat.delivered_seq = max(chat.delivered_seq, seq)


def _waiting(store: UnitOfWork, address: Address) -> list[Outgoing]:
    contact = store.people.address(address.channel, address.id)
    return [] if contact is not None and contact.blocked else undelivered(store, address)


def _deliver(store: UnitOfWork, channel: str, channel_id: str) -> None:
    """Have the relay bring what has been written there."""
    store.outbox.put("push", {"channel": channel, "id": channel_id}, key=f"push:{channel}:{channel_id}")
