"""What a database says when somebody else was faster, in the words of the domain."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from domain.errors import Stale

_UNIQUE = {"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}
_BUSY = {"SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_BUSY_SNAPSHOT", "SQLITE_BUSY_RECOVERY"}
# PostgreSQL: serialization failure, deadlock, lock not available, shutdown by the administrator, starting up.
_BUSY_STATES = {"40001", "40P01", "55P03", "57P01", "57P03"}


class Locked(Exception):
    """The database was busy or gone for a moment; the same turn may be tried again."""


@contextmanager
def translated() -> Iterator[None]:
    """Raise `Stale` or `Locked` for what another try can heal; anything else is a bug and stays what it is."""
    try:
        yield
    except StaleDataError as error:
        raise Stale from error
    except DBAPIError as error:
        if _is_unique(error.orig):
            raise Stale from error
        if error.connection_invalidated or _is_busy(error.orig):
            raise Locked(str(error.orig)) from error
        raise


def _is_unique(error: BaseException | None) -> bool:
    if isinstance(error, sqlite3.IntegrityError):
        return error.sqlite_errorname in _UNIQUE
    return getattr(error, "sqlstate", None) == "23505"


def _is_busy(error: BaseException | None) -> bool:
    if isinstance(error, sqlite3.OperationalError):
        return getattr(error, "sqlite_errorname", "") in _BUSY
    return getattr(error, "sqlstate", None) in _BUSY_STATES
