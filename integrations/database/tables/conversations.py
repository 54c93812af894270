"""Tables of the talk: conversations, what came in, what goes out."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, Table, UniqueConstraint
from sqlalchemy import text as sql

from integrations.database.tables.base import instant, key, metadata, text, whole

conversations = Table(
    "conversations",
    metadata,
    key("channel"),
    key("channel_id"),
    Column("state", JSON, nullable=False),
    whole("last_seq"),
    whole("delivered_seq"),
    instant("changed_at"),
)

inbox = Table(
    "inbox",
    metadata,
    key("id"),
    text("channel"),
    text("channel_id"),
    text("message_id"),
    Column("body", JSON, nullable=False),
    instant("received_at"),
    instant("handled_at", null=True),
    UniqueConstraint("channel", "channel_id", "message_id"),
    Index(None, "channel", "channel_id", "received_at"),
)

Index(
    "ix_inbox_unhandled",
    inbox.c.channel,
    inbox.c.channel_id,
    sqlite_where=sql("handled_at IS NULL"),
    postgresql_where=sql("handled_at IS NULL"),
)

messages = Table(
    "messages",
    metadata,
    key("channel"),
    key("channel_id"),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    instant("at"),
    Column("body", JSON, nullable=False),
    text("reply_to", null=True, index=True),
    instant("delivered_at", null=True),
    text("passes_with", null=True, index=True),
    text("sent_as", null=True),
)
