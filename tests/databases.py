"""Databases for tests: migrated once, then copied, which is much quicker."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from integrations.database.engine import create_engine
from integrations.database.migrate import migrate

TEMPLATE = "dorfbote_template"
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres_socket: str) -> str:
    with _administrator(postgres_socket) as connection:
        connection.execute(f"CREATE DATABASE {TEMPLATE}")
    _migrate(_postgres_url(postgres_socket, TEMPLATE))
    return postgres_socket


@pytest.fixture
def sqlite_database(migrated_sqlite: Path, tmp_path: Path) -> str:
    """The address of an empty SQLite database with all tables."""
    shutil.copy(migrated_sqlite, tmp_path / "dorfbote.db")
    return f"sqlite:///{tmp_path / 'dorfbote.db'}"


@pytest.fixture
def postgres_database(migrated_postgres: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database with all tables."""
    name = f"copy_{next(_numbers)}"
    with _administrator(migrated_postgres) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        yield _postgres_url(migrated_postgres, name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each of the two databases in turn."""
    return str(request.getfixturevalue(f"{request.param}_database"))


def _migrate(url: str) -> None:
    engine = create_engine(url)
    migrate(engine)
    engine.dispose()


def _administrator(socket: str) -> psycopg.Connection:
    return psycopg.connect(host=socket, user="postgres", dbname="postgres", autocommit=True)


def _postgres_url(socket: str, name: str) -> str:
    return f"postgresql+psycopg://postgres@/{name}?host={quote(socket, safe='')}"
