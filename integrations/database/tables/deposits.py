"""Tables of domain/deposits."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, Table

from domain.deposits.model import CreditReason, CreditStatus, DepositKind, ReturnStatus, Way, Wish
from integrations.database.tables.base import (
    belongs_to,
    instant,
    key,
    metadata,
    money,
    named,
    text,
    whole,
    yes_no,
)

deposit_types = Table(
    "deposit_types",
    metadata,
    key("id"),
    whole("position"),
    text("name"),
    text("one"),
    text("many"),
    text("words"),
    money("value"),
    named("kind", DepositKind),
    text("note"),
    Column("valid_from", Date, nullable=False),
    yes_no("accepted_at_station"),
    whole("width_mm"),
    whole("depth_mm"),
    whole("height_mm"),
    whole("weight_g"),
    whole("per_crate"),
)

empties_returns = Table(
    "empties_returns",
    metadata,
    key("id"),
    text("code", unique=True),
    text("person_id", index=True),
    text("station_id"),
    named("way", Way),
    named("wish", Wish),
    instant("booked_at"),
    named("status", ReturnStatus),
    instant("status_at"),
    text("status_by"),
    whole("compartment", null=True),
    instant("expires_at", null=True),
    text("counting_by", null=True),
    whole("odd"),
    Column("odd_kept", Boolean),
    instant("fetched_at", null=True),
    whole("version"),
    Index(None, "station_id", "status"),
    Index(None, "status"),
)

empties_lines = Table(
    "empties_lines",
    metadata,
    key("return_id", belongs_to("empties_returns.id")),
    key("type_id"),
    whole("position"),
    text("merchant_id"),
    money("value"),
    whole("declared"),
    whole("counted", null=True),
)

deposit_credits = Table(
    "deposit_credits",
    metadata,
    key("id"),
    text("return_id", index=True),
    text("person_id"),
    text("merchant_id"),
    money("amount"),
    named("reason", CreditReason),
    named("wish", Wish),
    instant("created_at"),
    named("status", CreditStatus),
    instant("status_at"),
    text("status_by"),
    text("part_id", null=True, index=True),
    whole("version"),
    Index(None, "person_id", "status"),
    Index(None, "merchant_id", "status"),
)
