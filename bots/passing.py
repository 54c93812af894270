"""Messages that may be read only for a while: a door's name, street and bell, until the driver has left the stop.

Then what is left of such a message takes its place in the chat, in every export and on every page, and nothing of the
rest is kept. No other message is ever changed: what was confirmed stays as it was said.
"""

from __future__ import annotations

from bots.channels.channel import Address, Outgoing
from bots.dialogue.conversation import Talk
from bots.dialogue.reply import Json
from domain.ids import StopId, TourId
from domain.store import Message, OutboxItem, UnitOfWork
from domain.tours.model import Tour

SHORTEN = "message.shorten"


def door_of(stop_id: StopId) -> str:
    """What a message about a door passes with."""
    return f"stop:{stop_id}"


def stop_left(store: UnitOfWork, item: OutboxItem) -> None:
    """A stop is over, or another one drives there: who may not read of its door any more reads it no more."""
    stop_id, tour = StopId(item.payload["stop_id"]), store.tours.get(TourId(item.payload["tour_id"]))
    readers = _readers(store, tour, stop_id)
    take_back(store, door_of(stop_id), but=readers)


def take_back(store: UnitOfWork, what: str, *, but: frozenset[Address] = frozenset()) -> None:
    """What passes with this has passed, in all chats but these. Taken back twice is taken back once."""
    found = [one for one in store.conversations.passing_with(what) if _address(one) not in but]
    for address in sorted({_address(message) for message in found}, key=lambda one: (one.channel, one.id)):
        _forget(store, address, what)
    for message in found:
        shown = Outgoing.from_json(message.body)
        if shown.passing is not None:
            message.body = shown.passed().to_json()
            _have_shortened(store, message)


def note_sent(store: UnitOfWork, address: Address, seq: int, sent_as: str) -> None:
    """Keep the channel's own number of a passing message; one that has passed while it was sent is taken back."""
    message = store.conversations.message(address.channel, address.id, seq) if sent_as else None
    if message is None or message.passes_with is None:
        return
    message.sent_as = sent_as
    if Outgoing.from_json(message.body).passing is None:
        _have_shortened(store, message)


def _readers(store: UnitOfWork, tour: Tour | None, stop_id: StopId) -> frozenset[Address]:
    """Where whoever drives there now reads."""
    stop = tour.current() if tour is not None else None
    if tour is None or stop is None or stop.id != stop_id:
        return frozenset()
    return frozenset(Address(one.channel, one.channel_id) for one in store.people.addresses(tour.driver_id))


def _forget(store: UnitOfWork, address: Address, what: str) -> None:
    """ "Nochmal" says no more of it either."""
    chat = store.conversations.lock(address.channel, address.id)
    if chat is None:
        return
    talk = Talk.from_json(chat.state)
    talk.last = [_passed(said, what) for said in talk.last]
    chat.state = talk.to_json()


def _passed(said: Json, what: str) -> Json:
    shown = Outgoing.from_json(said)
    return shown.passed().to_json() if shown.passing is not None and shown.passing.what == what else said


def _have_shortened(store: UnitOfWork, message: Message) -> None:
    store.outbox.put(SHORTEN, {"channel": message.channel, "id": message.channel_id, "seq": message.seq})


def _address(message: Message) -> Address:
    return Address(message.channel, message.channel_id)
