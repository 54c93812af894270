"""Carries synchronous turns from the event loop into worker threads: one writer for SQLite, a few for PostgreSQL."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from domain.errors import DomainError, Stale
from domain.ids import Chance
from domain.store import UnitOfWork
from integrations.database.engine import is_sqlite
from integrations.database.faults import Locked
from integrations.database.store import SqlStore, SqlUnitOfWork

T = TypeVar("T")

TRIES = 5
FIRST_PAUSE = 0.02
PERCENT = 100

log = logging.getLogger(__name__)


class DatabaseBusy(DomainError):
    """The service is busy at the moment; nothing has been changed. Please try again in a minute."""


class CoreExecutor:
    """Runs a function with a unit of work and commits what it did. All of it is one transaction.

    The function may run several times when somebody else was faster: it must have no effect but on its unit of
    work. What it raises undoes everything and reaches the caller.
    """

    def __init__(self, store: SqlStore, chance: Chance, *, threads: int = 4) -> None:
        self._store, self._chance = store, chance
        embedded = is_sqlite(store.engine)
        self._writers = ThreadPoolExecutor(1 if embedded else threads, thread_name_prefix="core")
        # Who only looks must not queue behind those who write.
        self._readers = ThreadPoolExecutor(1 if embedded else 2, thread_name_prefix="core-read")
        self._on_outbox: list[Callable[[], None]] = []

    def on_outbox(self, wake: Callable[[], None]) -> None:
        """Call this, on the event loop, after each commit that put something into the outbox."""
        self._on_outbox.append(wake)

    async def run(self, work: Callable[[UnitOfWork], T]) -> T:
        """Begin, work, commit. Raises `DatabaseBusy` when it could not be done in a few tries."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._writers, self._tried, lambda: self._write(work, loop))

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Work with a unit of work that cannot be committed: a page, a number, a check."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, self._tried, lambda: self._read(work))

    async def apart(self, work: Callable[[], T]) -> T:
        """Run something else where a turn may run: the step of the demo clock."""
        return await asyncio.get_running_loop().run_in_executor(self._writers, work)

    def close(self) -> None:
        """Finish what runs and stop the threads."""
        self._writers.shutdown(wait=True)
        self._readers.shutdown(wait=True)

    def _tried(self, turn: Callable[[], T]) -> T:
        last: Exception | None = None
        for attempt in range(TRIES):
            try:
                return turn()
            except (Stale, Locked) as error:
                log.info("turn tried again", extra={"attempt": attempt + 1, "reason": repr(error)})
                last = error
            self._pause(attempt)
        raise DatabaseBusy from last

    def _write(self, work: Callable[[SqlUnitOfWork], T], loop: asyncio.AbstractEventLoop) -> T:
        with self._store.begin() as uow:
            result = work(uow)
            uow.commit()
            if uow.woke_the_outbox and not loop.is_closed():
                # From here, and not by who awaits the turn: that one may have gone away meanwhile.
                loop.call_soon_threadsafe(self._wake)
            return result

    def _read(self, work: Callable[[SqlUnitOfWork], T]) -> T:
        with self._store.read() as uow:
            return work(uow)

    def _wake(self) -> None:
        for wake in self._on_outbox:
            wake()

    def _pause(self, attempt: int) -> None:
        """Twice as long each time, and never two the same: else the same two meet again."""
        time.sleep(FIRST_PAUSE * 2**attempt * (0.5 + self._chance.below(PERCENT) / PERCENT))
