"""Conversations with their inbox and messages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from domain.store import Conversation, InboxItem, Message
from integrations.database.tables.conversations import conversations, inbox, messages

_LOCK = (
    select(Conversation)
    .where(conversations.c.channel == bindparam("channel"), conversations.c.channel_id == bindparam("channel_id"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
_INBOX = select(InboxItem).where(inbox.c.channel == bindparam("channel"), inbox.c.channel_id == bindparam("channel_id"))
_INBOX_ITEM = _INBOX.where(inbox.c.message_id == bindparam("message_id"))
_UNHANDLED = _INBOX.where(inbox.c.handled_at.is_(None)).order_by(inbox.c.received_at, inbox.c.id)
_RECENT_INBOX = _INBOX.order_by(inbox.c.received_at.desc(), inbox.c.id.desc()).limit(bindparam("limit"))
_MESSAGES = select(Message).where(
    messages.c.channel == bindparam("channel"), messages.c.channel_id == bindparam("channel_id")
)
_SINCE = _MESSAGES.where(messages.c.seq > bindparam("seq")).order_by(messages.c.seq).limit(bindparam("limit"))
_RECENT = _MESSAGES.order_by(messages.c.seq.desc()).limit(bindparam("limit"))
_UNDELIVERED = (
    _MESSAGES.join(
        conversations,
        (conversations.c.channel == messages.c.channel) & (conversations.c.channel_id == messages.c.channel_id),
    )
    .where(messages.c.seq > conversations.c.delivered_seq)
    .order_by(messages.c.seq)
)
_WITH_UNDELIVERED = (
    select(conversations.c.channel_id)
    .where(conversations.c.channel == bindparam("channel"), conversations.c.delivered_seq < conversations.c.last_seq)
    .order_by(conversations.c.channel_id)
)
_REPLIES = (
    select(Message)
    .where(messages.c.reply_to == bindparam("inbox_id"))
    .order_by(messages.c.channel, messages.c.channel_id, messages.c.seq)
)
_PASSING = (
    select(Message)
    .where(messages.c.passes_with == bindparam("what"))
    .order_by(messages.c.channel, messages.c.channel_id, messages.c.seq)
)


class SqlConversations:
    """Fulfils `domain.store.Conversations`."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._loaded: list[tuple[Conversation, object, str]] = []  # with its state as it was: the thing, and in words
        self._inbox: dict[tuple[str, str, str], InboxItem | None] = {}  # asked for several times in one turn

    def lock(self, channel: str, channel_id: str) -> Conversation | None:
        self.notice_changes()
        found = self._session.scalars(_LOCK, {"channel": channel, "channel_id": channel_id}).one_or_none()
        return self._watched(found) if found else None

    def add(self, conversation: Conversation) -> None:
        self._session.add(conversation)
        self._watched(conversation)

    def of_channel(self, channel: str) -> Sequence[Conversation]:
        self.notice_changes()
        chosen = select(Conversation).where(conversations.c.channel == channel).order_by(conversations.c.channel_id)
        return [self._watched(one) for one in self._session.scalars(chosen)]

    def inbox_item(self, channel: str, channel_id: str, message_id: str) -> InboxItem | None:
        key = (channel, channel_id, message_id)
        if key not in self._inbox:
            values = {"channel": channel, "channel_id": channel_id, "message_id": message_id}
            self._inbox[key] = self._session.scalars(_INBOX_ITEM, values).one_or_none()
        return self._inbox[key]

    def add_inbox_item(self, item: InboxItem) -> None:
        self._session.add(item)
        self._inbox[item.channel, item.channel_id, item.message_id] = item

    def unhandled(self, channel: str, channel_id: str) -> Sequence[InboxItem]:
        return self._session.scalars(_UNHANDLED, {"channel": channel, "channel_id": channel_id}).all()

    def with_unhandled(self) -> Sequence[tuple[str, str]]:
        chats = select(inbox.c.channel, inbox.c.channel_id).where(inbox.c.handled_at.is_(None)).distinct()
        rows = self._session.execute(chats.order_by(inbox.c.channel, inbox.c.channel_id))
        return [(channel, channel_id) for channel, channel_id in rows]

    def undelivered(self, channel: str, channel_id: str) -> Sequence[Message]:
        return self._session.scalars(_UNDELIVERED, {"channel": channel, "channel_id": channel_id}).all()

    def with_undelivered(self, channel: str) -> Sequence[str]:
        return self._session.scalars(_WITH_UNDELIVERED, {"channel": channel}).all()

    def recent_inbox(self, channel: str, channel_id: str, limit: int) -> Sequence[InboxItem]:
        """The last `limit` items, oldest first."""
        return self._last(_RECENT_INBOX, channel, channel_id, limit)

    def add_message(self, message: Message) -> None:
        self._session.add(message)

    def replies_to(self, inbox_id: str) -> Sequence[Message]:
        return self._session.scalars(_REPLIES, {"inbox_id": inbox_id}).all()

    def messages_since(self, channel: str, channel_id: str, seq: int, limit: int = 200) -> Sequence[Message]:
        values = {"channel": channel, "channel_id": channel_id, "seq": seq, "limit": limit}
        return self._session.scalars(_SINCE, values).all()

    def recent_messages(self, channel: str, channel_id: str, limit: int) -> Sequence[Message]:
        """The last `limit` messages, oldest first."""
        return self._last(_RECENT, channel, channel_id, limit)

    def message(self, channel: str, channel_id: str, seq: int) -> Message | None:
        return self._session.get(Message, (channel, channel_id, seq))

    def passing_with(self, what: str) -> Sequence[Message]:
        return self._session.scalars(_PASSING, {"what": what}).all()

    def forget_before(self, at: datetime) -> int:
        said = self._session.execute(delete(messages).where(messages.c.at < at))
        heard = self._session.execute(delete(inbox).where(inbox.c.received_at < at, inbox.c.handled_at.is_not(None)))
        return int(said.rowcount + heard.rowcount)  # type: ignore[attr-defined]

    def forget_chat(self, channel: str, channel_id: str) -> None:
        for cls, table in ((Message, messages), (InboxItem, inbox), (Conversation, conversations)):
            chosen = delete(cls).where(table.c.channel == channel, table.c.channel_id == channel_id)
            self._session.execute(chosen, execution_options={"synchronize_session": "fetch"})
        self._loaded = [
            known for known in self._loaded if (known[0].channel, known[0].channel_id) != (channel, channel_id)
        ]
        self._inbox.clear()

    def notice_changes(self, *, last: bool = False) -> None:
        """A state may be changed in place: compare it with what was loaded. Another one is always written."""
        for place, (conversation, state, was) in enumerate(self._loaded):
            if conversation.state is not state:
                flag_modified(conversation, "state")
                if last:  # nobody will compare again: spare the words
                    continue
            now = _as_text(conversation.state)
            if now != was:
                flag_modified(conversation, "state")
            self._loaded[place] = (conversation, conversation.state, now)

    def _watched(self, conversation: Conversation) -> Conversation:
        seen = (conversation, conversation.state, _as_text(conversation.state))
        for place, (known, _, _) in enumerate(self._loaded):
            if known is conversation:
                self._loaded[place] = seen
                return conversation
        self._loaded.append(seen)
        return conversation

    def _last(self, statement: Any, channel: str, channel_id: str, limit: int) -> list[Any]:
        values = {"channel": channel, "channel_id": channel_id, "limit": limit}
        return list(reversed(self._session.scalars(statement, values).all()))


def _as_text(state: object) -> str:
    return json.dumps(state)
