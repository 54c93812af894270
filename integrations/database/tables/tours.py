"""Tables of domain/tours."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, Table

from domain.tours.model import CrateKind, StopKind, StopStatus, TourStatus, VehicleKind, Whereabouts
from domain.tours.ports import Direction
from integrations.database.tables.base import (
    belongs_to,
    instant,
    key,
    metadata,
    named,
    number,
    text,
    whole,
)

places = Table(
    "places",
    metadata,
    key("id"),
    text("name"),
    text("kind"),
    text("town"),
    text("address"),
    number("lat"),
    number("lon"),
    text("hours"),
)

vehicles = Table(
    "vehicles",
    metadata,
    key("id"),
    text("name"),
    named("kind", VehicleKind),
    text("driver_id"),
    text("hours"),
    number("lat"),
    number("lon"),
    whole("crates_ambient"),
    whole("crates_chilled"),
    text("station_id", null=True),
)

tours = Table(
    "tours",
    metadata,
    key("id"),
    Column("day", Date, nullable=False, index=True),
    whole("no"),
    named("leg", Direction),
    text("vehicle_id"),
    text("driver_id"),
    instant("starts_at"),
    instant("ends_at"),
    whole("metres"),
    whole("driving_s"),
    named("status", TourStatus),
    instant("status_at"),
    text("status_by"),
    whole("told_delay_s"),
    whole("version"),
)

stops = Table(
    "stops",
    metadata,
    key("id"),
    text("tour_id", belongs_to("tours.id"), index=True),
    whole("position"),
    named("kind", StopKind),
    text("ref"),
    instant("arrive"),
    instant("leave"),
    whole("crates_ambient"),
    whole("crates_chilled"),
    named("status", StopStatus),
    instant("status_at", null=True),
    instant("packed_at", null=True),
    instant("told_from", null=True),
    instant("told_until", null=True),
)

crates = Table(
    "crates",
    metadata,
    key("stop_id", belongs_to("stops.id")),
    Column("no", Integer, primary_key=True, autoincrement=False),
    named("kind", CrateKind),
    text("codes"),
    whole("grams"),
)

consignments = Table(
    "consignments",
    metadata,
    key("id"),
    text("order_id"),
    Column("day", Date, nullable=False, index=True),
    named("where", Whereabouts),
    instant("where_at"),
    text("where_by"),
    text("collect_stop_id", null=True),
    text("deliver_stop_id", null=True),
    whole("version"),
    Index(None, "collect_stop_id"),
    Index(None, "deliver_stop_id"),
)
