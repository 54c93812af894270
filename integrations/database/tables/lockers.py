"""Tables of domain/lockers."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, Integer, Table
from sqlalchemy import text as sql

from domain.catalogue.model import Zone
from domain.lockers.model import AccessPurpose, AccessStatus, CompartmentKind, PickupStatus
from domain.lockers.ports import CommandOutcome, Door, StationCondition
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
from integrations.database.types import Numbers

stations = Table(
    "stations",
    metadata,
    key("id"),
    text("name"),
    text("village"),
    text("municipality"),
    text("address"),
    number("lat"),
    number("lon"),
    text("description"),
    yes_no("step_free"),
    yes_no("power_backup"),
    text("operator"),
    text("seller_id"),
    named("condition", StationCondition),
    text("boot"),
    whole("session"),
    instant("last_seen", null=True),
    whole("list_version"),
    whole("list_acked"),
)

compartments = Table(
    "compartments",
    metadata,
    key("station_id", belongs_to("stations.id")),
    Column("no", Integer, primary_key=True, autoincrement=False),
    text("size"),
    named("zone", Zone),
    whole("row"),
    whole("column"),
    named("kind", CompartmentKind),
    whole("width_mm"),
    whole("depth_mm"),
    whole("height_mm"),
    yes_no("reachable"),
    whole("fence"),
    named("door", Door),
    whole("door_seq"),
    text("fault", null=True),
)

pickups = Table(
    "pickups",
    metadata,
    key("id"),
    text("order_id", null=True, index=True),
    text("person_id", index=True),
    text("station_id"),
    Column("day", Date, nullable=False),
    named("status", PickupStatus),
    instant("status_at"),
    text("status_by"),
    text("grant_id", null=True),
    text("sealed_code", null=True),
    instant("valid_from", null=True),
    instant("valid_until", null=True),
    whole("list_version", null=True),
    instant("code_used_at", null=True),
    instant("reopen_until", null=True),
    text("clearing_by", null=True),
    text("parcel_id", null=True, index=True),
    whole("version"),
    Index(None, "station_id", "status"),
    Index(None, "status"),
)

pickup_boxes = Table(
    "pickup_boxes",
    metadata,
    key("pickup_id", belongs_to("pickups.id")),
    text("station_id"),
    Column("no", Integer, primary_key=True, autoincrement=False),
    named("zone", Zone),
    whole("fence"),
    yes_no("filled"),
    instant("opened_at", null=True),
    # Kept by the mapping: goods lie in it now. Reservations of several days may share a compartment, goods never.
    Column("occupied", Boolean, nullable=False),
)

Index(
    "uq_pickup_boxes_occupied",
    pickup_boxes.c.station_id,
    pickup_boxes.c.no,
    unique=True,
    sqlite_where=sql("occupied"),
    postgresql_where=sql("occupied"),
)

accesses = Table(
    "accesses",
    metadata,
    key("id"),
    text("station_id"),
    named("purpose", AccessPurpose),
    text("subject", index=True),
    text("holder_id", index=True),
    Column("boxes", Numbers, nullable=False),
    text("sealed_code"),
    instant("valid_from"),
    instant("valid_until"),
    whole("uses"),
    whole("list_version"),
    named("status", AccessStatus),
    instant("status_at"),
    text("helper_id", null=True),
    whole("version"),
    Index(None, "station_id", "status"),
)

door_commands = Table(
    "door_commands",
    metadata,
    key("id"),
    text("station_id"),
    whole("box"),
    text("why"),
    text("pickup_id", null=True),
    text("asked_by"),
    whole("fence"),
    instant("issued_at"),
    instant("expires_at"),
    named("outcome", CommandOutcome, null=True),
    text("code"),
    instant("settled_at", null=True),
    text("subject"),
)

Index(
    "ix_door_commands_in_flight",
    door_commands.c.station_id,
    sqlite_where=sql("outcome IS NULL OR outcome = 'received'"),
    postgresql_where=sql("outcome IS NULL OR outcome = 'received'"),
)

station_events = Table(
    "station_events",
    metadata,
    key("station_id"),
    key("boot"),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    instant("at"),
)
