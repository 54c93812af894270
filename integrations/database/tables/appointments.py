"""Tables of domain/appointments."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table
from sqlalchemy import text as sql

from domain.appointments.model import AppointmentStatus
from domain.catalogue.model import Withdrawal
from integrations.database.tables.base import belongs_to, instant, key, metadata, money, named, text, whole
from integrations.database.types import Wishes

appointments = Table(
    "appointments",
    metadata,
    key("id"),
    text("code", unique=True),
    text("person_id", belongs_to("persons.id"), index=True),
    text("name"),
    text("merchant_id"),
    text("sku"),
    text("service"),
    whole("pieces"),
    money("unit_price"),
    whole("vat_percent"),
    named("withdrawal", Withdrawal),
    whole("duration_minutes"),
    whole("min_notice_hours"),
    text("village"),
    text("street", null=True),
    text("station_id", null=True),
    text("note"),
    Column("wishes", Wishes, nullable=False),
    named("status", AppointmentStatus),
    instant("start", null=True),
    instant("deadline", null=True),
    whole("version"),
)

# What is over is asked for by its person only: this index stays small for ever.
Index(
    "ix_appointments_live",
    appointments.c.merchant_id,
    appointments.c.start,
    sqlite_where=sql("status IN ('requested', 'proposed', 'agreed')"),
    postgresql_where=sql("status IN ('requested', 'proposed', 'agreed')"),
)

appointment_moves = Table(
    "appointment_moves",
    metadata,
    key("appointment_id", belongs_to("appointments.id")),
    Column("no", Integer, primary_key=True, autoincrement=False),
    named("status", AppointmentStatus),
    instant("at"),
    text("by"),
    instant("start", null=True),
)
