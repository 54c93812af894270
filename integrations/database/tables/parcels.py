"""Tables of domain/parcels."""

from __future__ import annotations

from sqlalchemy import Index, Table

from domain.parcels.model import ParcelSize, ParcelStatus
from integrations.database.tables.base import instant, key, metadata, named, text, whole

parcels = Table(
    "parcels",
    metadata,
    key("id"),
    text("carrier"),
    text("courier_id"),
    text("person_id", index=True),
    text("station_id"),
    named("size", ParcelSize),
    text("pickup_id"),
    named("status", ParcelStatus),
    instant("status_at"),
    text("status_by"),
    instant("opened_at", null=True),
    whole("version"),
    Index(None, "courier_id", "status"),
)
