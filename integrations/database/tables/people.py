"""Tables of domain/people."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, Table

from domain.people.model import HelperKind, Role
from integrations.database.tables.base import (
    belongs_to,
    instant,
    key,
    metadata,
    named,
    number,
    text,
    whole,
    yes_no,
)

persons = Table(
    "persons",
    metadata,
    key("id"),
    instant("created_at"),
    text("name", null=True),
    text("village", null=True),
    text("street", null=True),
    number("lat", null=True),
    number("lon", null=True),
    text("doorbell", null=True),
    Column("carry_in", Boolean),
    Column("adult_checked_on", Date),
    text("adult_checked_by", null=True),
    text("phone", null=True),
    text("station_id", null=True),
    yes_no("wants_home"),
    yes_no("reach_only"),
    text("language"),
    text("hours", null=True),
    yes_no("muted"),
    Column("paused_from", Date),
    Column("parcels", Boolean),
    Column("paused_until", Date),
    Column("prompted_on", Date),
    instant("erased_at", null=True),
    whole("version"),
)

person_roles = Table(
    "person_roles",
    metadata,
    key("person_id", belongs_to("persons.id")),
    named("role", Role, primary_key=True),
    key("scope"),
    Index(None, "role", "scope"),
)

contact_addresses = Table(
    "contact_addresses",
    metadata,
    key("channel"),
    key("channel_id"),
    text("person_id", belongs_to("persons.id"), index=True),
    instant("last_used_at"),
    yes_no("blocked"),
    text("shared_with", index=True, null=True),
    Column("chosen_on", Date),
)

invitations = Table(
    "invitations",
    metadata,
    key("code"),
    named("role", Role),
    text("scope", null=True),
    text("person_id", null=True),
    text("created_by"),
    instant("expires_at"),
    instant("used_at", null=True),
    text("helper_id", null=True),
)

helpers = Table(
    "helpers",
    metadata,
    key("id"),
    text("resident_id", belongs_to("persons.id"), index=True),
    text("name"),
    named("kind", HelperKind),
    instant("invited_at"),
    Column("until", Date),
    text("person_id", index=True, null=True),
    instant("accepted_at", null=True),
    instant("ended_at", null=True),
    whole("version"),
)

villages = Table(
    "villages",
    metadata,
    key("key"),
    text("name"),
    text("municipality"),
    text("postcode"),
    number("lat"),
    number("lon"),
)
