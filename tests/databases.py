"""Databases for tests: migrated once, then copied or swept, which is much quicker."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from integrations.database.engine import create_engine
from integrations.database.migrate import migrate
from integrations.database.tables import metadata

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres_socket: str) -> str:
    name = f"swept_{next(_numbers)}"  # each folder that asks has its own
    with psycopg.connect(host=postgres_socket, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        # A test's database need not survive a power cut, and the disk is the slowest part of it.
        connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
    url = f"postgresql+psycopg://postgres@/{name}?host={quote(postgres_socket, safe='')}"
    _migrate(url)
    return url


@pytest.fixture
def sqlite_database(migrated_sqlite: Path, tmp_path: Path) -> str:
    """The address of an empty SQLite database with all tables."""
    shutil.copy(migrated_sqlite, tmp_path / "dorfbote.db")
    return f"sqlite:///{tmp_path / 'dorfbote.db'}"


@pytest.fixture
def postgres_database(migrated_postgres: str) -> str:
    """The address of an empty PostgreSQL database with all tables: the same one each time, swept."""
    engine = create_engine(migrated_postgres)
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    engine.dispose()
    return migrated_postgres


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each of the two databases in turn."""
    return str(request.getfixturevalue(f"{request.param}_database"))


def _migrate(url: str) -> None:
    engine = create_engine(url)
    migrate(engine)
    engine.dispose()
