"""All tables, one module per folder of the domain."""

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
]
