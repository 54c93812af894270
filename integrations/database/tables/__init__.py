"""All tables, one module per folder of the domain (what is sold at a station, refilled and paid stands together)."""

from integrations.database.tables import (
    appointments,
    catalogue,
    conversations,
    county,
    deposits,
    lockers,
    ordering,
    outbox,
    people,
    support,
    vending,
)
from integrations.database.tables.base import metadata

__all__ = [
    "appointments",
    "catalogue",
    "conversations",
    "county",
    "deposits",
    "lockers",
    "metadata",
    "ordering",
    "outbox",
    "people",
    "support",
    "vending",
]
