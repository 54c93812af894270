"""Connections: SQLite on the own disk, or a PostgreSQL server."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import URL, Connection, Engine, event, make_url

BUSY_SECONDS = 2.0
LOCK_SECONDS = 5
READ_ONLY = "dorfbote_read_only"
LASTING = ("journal_mode = WAL", "synchronous = FULL")
PASSING = ("locking_mode = EXCLUSIVE", "journal_mode = MEMORY", "synchronous = OFF")  # one connection, no disk


def create_engine(url: str, *, connections: int = 8, lasting: bool = True) -> Engine:
    """An engine for `sqlite:///path` or `postgresql://…`; at most `connections` at a time (PostgreSQL).

    What is not `lasting` (a simulation) need not be on disk when it is committed.
    """
    target = make_url(url)
    if target.get_backend_name() == "sqlite":
        return _sqlite(target, LASTING if lasting else PASSING)
    if target.get_backend_name() == "postgresql":
        return _postgresql(target, connections)
    raise ValueError(f"a database is sqlite:///… or postgresql://…, not {target.drivername}://")


def is_sqlite(engine: Engine) -> bool:
    """Whether this is the embedded database: one process writes at a time."""
    return engine.dialect.name == "sqlite"


def _sqlite(url: URL, pragmas: Sequence[str]) -> Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        url,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        json_serializer=as_json,
        query_cache_size=1000,
    )
    event.listen(engine, "connect", partial(_prepare_sqlite, pragmas))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(pragmas: Sequence[str], connection: Any, _record: Any) -> None:
    # The driver must not begin transactions by itself: it would begin them too late to lock anything.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA cache_size = -16000")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # Who is going to write takes the writer's lock at once; who began by reading could only fail later.
    read_only = connection.get_execution_options().get(READ_ONLY)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _postgresql(url: URL, connections: int) -> Engine:
    return sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={"options": f"-c timezone=UTC -c lock_timeout={LOCK_SECONDS}s"},
        pool_size=connections,
        max_overflow=2,
        json_serializer=as_json,
        query_cache_size=1000,
    )


def as_json(value: object) -> str:
    """Compact JSON with umlauts as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
