"""What an update of Telegram means for us. Nothing is done here, and nothing of Telegram goes further."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bots.channels.channel import Address, Incoming
from bots.channels.hearing import storable
from domain.codes import INVITATION_LENGTH, LETTERS

if TYPE_CHECKING:
    from telegram import CallbackQuery, Chat, ChatMemberUpdated, Message, Update

NAME = "telegram"
GREETING = "Guten Tag"  # what tapping "Start" says for somebody who has not written yet
# What a command says: the same words as if they were typed, so that nothing else has to know of commands.
COMMANDS = {
    "start": GREETING,
    "hilfe": "Hilfe",
    "code": "Code",
    "korb": "Korb zeigen",
    "warenkorb": "Korb zeigen",
    "mensch": "Mensch",
    "impressum": "Impressum",
    "datenschutz": "Datenschutz",
    "widerruf": "Vertrag widerrufen",
    "stopp": "Stopp",
}
# What cannot be read, by the part of the message that carries it; a film is looked at like a picture.
ATTACHED = {
    "photo": "picture",
    "animation": "sticker",
    "sticker": "sticker",
    "dice": "sticker",
    "game": "sticker",
    "voice": "voice",
    "audio": "voice",
    "video_note": "picture",
    "video": "picture",
    "story": "picture",
    "venue": "location",
    "location": "location",
    "contact": "contact",
    "document": "document",
    "poll": "sticker",
    "checklist": "sticker",
    "paid_media": "picture",
}
_INVITATION = re.compile(rf"[{LETTERS}]{{{INVITATION_LENGTH}}}", re.IGNORECASE)
_COMMAND = re.compile(r"/(\w+)(?:@\w+)?(?:\s+(.*))?", re.DOTALL)
GONE = {"kicked", "left"}


@dataclass(frozen=True, slots=True)
class Said:
    """A person has said something (or sent what cannot be read): one thing, or a picture and words about it."""

    messages: tuple[Incoming, ...]


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button was tapped; the query wants a quick sign that this was seen. `title` is what stood on the button."""

    incoming: Incoming | None
    query_id: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Reachable:
    """A person has blocked us, or lets us in again."""

    address: Address
    is_open: bool


@dataclass(frozen=True, slots=True)
class InGroup:
    """Somebody has taken us into a group or a channel, where we have no business."""

    address: Address


@dataclass(frozen=True, slots=True)
class HasMoved:
    """The same chat has another id from now on."""

    address: Address
    to: Address


Heard = Said | Tapped | Reachable | InGroup | HasMoved


def understood(update: Update) -> Heard | None:
    """What the update means, or None when it means nothing to us."""
    if update.callback_query is not None:
        return _tap(update.callback_query)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member)
    if update.edited_message is not None:
        return _edited(update.edited_message)
    return _message(update.message) if update.message is not None else None


def address_of(chat: Chat) -> Address:
    """Where the people of this chat are reached."""
    return Address(NAME, str(chat.id))


def _message(message: Message) -> Heard | None:
    here = address_of(message.chat)
    if message.migrate_to_chat_id is not None:
        return HasMoved(here, Address(NAME, str(message.migrate_to_chat_id)))
    if message.chat.type != "private":
        return InGroup(here)
    message_id = f"m{message.message_id}"
    if message.text is not None:
        return _text(here, message_id, storable(message.text).strip())
    what = next((what for part, what in ATTACHED.items() if getattr(message, part, None)), None)
    if what is None:
        # Notes of Telegram itself (a pinned message, another wallpaper) want no answer; what is newer than the
        # package does, even if nobody can say what it is.
        return Said((Incoming(here, message_id, other="sticker"),)) if message.api_kwargs else None
    words = storable(message.caption or "").strip()
    if words:
        seen = Incoming(here, f"{message_id}+", other="captioned")
        return Said((seen, Incoming(here, message_id, text=words)))
    # An album arrives as several messages, but it is one thing that cannot be read.
    album = f"a{message.media_group_id}" if message.media_group_id else message_id
    return Said((Incoming(here, album, other=what),))


def _text(here: Address, message_id: str, text: str) -> Heard:
    if not text:
        return Said((Incoming(here, message_id, other="sticker"),))
    command = _COMMAND.fullmatch(text)
    if command is None:
        return Said((Incoming(here, message_id, text=text),))
    name, rest = command[1].lower(), (command[2] or "").strip()
    if name == "start" and _INVITATION.fullmatch(rest):
        return Said((Incoming(here, message_id, text=f"Einladung {rest.upper()}"),))
    # Words after a command are words: "/code bitte". An unknown command is read without its stroke.
    said = COMMANDS.get(name) or f"{name} {rest}"
    return Said((Incoming(here, message_id, text=said.strip()),))


def _edited(message: Message) -> Heard | None:
    """An older message was changed. It may have been answered, even bought: only new words count.

    A live location "changes" every few seconds and is no change of words.
    """
    if message.chat.type != "private" or message.text is None:
        return None
    return Said((Incoming(address_of(message.chat), f"e{message.message_id}", other="edited"),))


def _tap(query: CallbackQuery) -> Tapped:
    message = query.message
    if message is None or message.chat.type != "private" or not query.data:
        return Tapped(None, query.id, None)
    incoming = Incoming(address_of(message.chat), f"t{query.id}", tap=storable(query.data))
    return Tapped(incoming, query.id, _title(query))


def _title(query: CallbackQuery) -> str | None:
    markup = getattr(query.message, "reply_markup", None)
    buttons = (button for row in markup.inline_keyboard for button in row) if markup else ()
    return next((button.text for button in buttons if button.callback_data == query.data), None)


def _membership(change: ChatMemberUpdated) -> Heard | None:
    here, status = address_of(change.chat), change.new_chat_member.status
    if change.chat.type == "private":
        return Reachable(here, is_open=status not in GONE)
    return None if status in GONE else InGroup(here)
