"""Brings a database to the newest form of the tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from integrations.database.engine import is_sqlite

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0010"  # the newest file in migrations/versions; a test says so
SCRIPTS = Path(__file__).parent / "migrations"


def migrate(engine: Engine) -> bool:
    """Run what is missing, in one transaction; whether anything was. Raises `NewerDatabase`."""
    at = revision_of(engine)
    if at == HEAD:
        return False
    if at is not None and at > HEAD:
        raise NewerDatabase(at)
    # Loaded only when there is something to do: it takes longer than all else at the start.
    from alembic import command

    with engine.connect() as connection:
        _foreign_keys(connection, on=False)
        with connection.begin():
            command.upgrade(alembic_config(connection), "head")
        _foreign_keys(connection, on=True)
    return True


class NewerDatabase(Exception):
    """The database was written by a newer Dorfbote."""


def revision_of(engine: Engine) -> str | None:
    """The revision a database is at; None for an empty one."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        revision: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
        return revision


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration, without a file of its own."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    """SQLite changes a table by copying it: for that time references must not be followed."""
    if not is_sqlite(connection.engine):
        return
    raw = connection.connection.dbapi_connection
    assert raw is not None
    raw.cursor().execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")
