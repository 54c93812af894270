"""Tables of domain/support."""

from __future__ import annotations

from sqlalchemy import Index, Table

from domain.support.model import CaseKind, CaseStatus
from integrations.database.tables.base import instant, key, metadata, named, text, whole

cases = Table(
    "cases",
    metadata,
    key("id"),
    named("kind", CaseKind),
    text("person_id"),
    text("channel"),
    text("channel_id"),
    text("said"),
    instant("opened_at"),
    named("status", CaseStatus),
    text("operator_id", null=True),
    instant("taken_at", null=True),
    instant("closed_at", null=True),
    text("about"),
    whole("version"),
    Index(None, "channel", "channel_id"),
    Index(None, "status"),
)
