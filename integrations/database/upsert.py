"""INSERT … ON CONFLICT in the dialect of the database at hand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_into(table: Table, dialect: str) -> Any:
    """The dialect's INSERT into this table."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
