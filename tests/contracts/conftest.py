"""The stores that keep the same promises, and databases for them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from integrations.database.engine import create_engine
from integrations.database.store import SqlStore
from tests.contracts.twins import Twin
from tests.databases import database_url, migrated_postgres, migrated_sqlite, postgres_database, sqlite_database
from tests.fakes import CountingIds, ManualClock, MemoryStore

__all__ = ["database_url", "migrated_postgres", "migrated_sqlite", "postgres_database", "sqlite_database"]


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> Iterator[Twin]:
    """Each store in turn."""
    clock, ids = ManualClock(), CountingIds()
    if request.param == "memory":
        yield Twin(MemoryStore(clock, ids), clock)
        return
    engine = create_engine(request.getfixturevalue(f"{request.param}_database"))
    yield Twin(SqlStore(engine, clock, ids), clock)
    engine.dispose()
