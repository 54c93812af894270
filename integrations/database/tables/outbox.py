"""The outbox: what is to be done after the commit, or at its time."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Table
from sqlalchemy import text as sql

from integrations.database.tables.base import instant, key, metadata, text, whole

WAITS = "done_at IS NULL AND parked_at IS NULL"

outbox = Table(
    "outbox",
    metadata,
    key("id"),
    text("kind"),
    Column("payload", JSON, nullable=False),
    instant("due_at"),
    instant("created_at"),
    text("key", null=True),
    whole("attempts"),
    instant("retry_at", null=True),
    instant("parked_at", null=True),
    instant("done_at", null=True),
    text("error"),
)

# While an item of a key waits there is no second one.
Index(
    "uq_outbox_waiting_key",
    outbox.c.key,
    unique=True,
    sqlite_where=sql(WAITS),
    postgresql_where=sql(WAITS),
)
Index(
    "ix_outbox_waiting",
    outbox.c.due_at,
    outbox.c.id,
    sqlite_where=sql(WAITS),
    postgresql_where=sql(WAITS),
)
Index("ix_outbox_done_at", outbox.c.done_at)
