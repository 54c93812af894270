"""Carries synchronous turns from the event loop into worker threads: one writer for SQLite, a few for PostgreSQL."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from domain.errors import DomainError, Stale
from domain.ids import Chance
from domain.store import UnitOfWork
from integrations.database.engine import is_sqlite
from integrations.database.faults import Locked
from integrations.database.rows import RowCount
from integrations.database.store import SqlStore, SqlUnitOfWork

T = TypeVar("T")

TRIES = 5
FIRST_PAUSE = 0.02
PERCENT = 100

log = logging.getLogger(__name__)

Watch = Callable[[str, float, Mapping[str, int]], None]
"""Is told of every commit that wrote something: whose work it was, its seconds, and rows by table."""


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
        self._watch: Watch | None = None
        self._rows: RowCount | None = None

    def watch(self, watch: Watch) -> None:
        """Call this, on the event loop, after each commit that wrote something, and before the outbox is woken."""
        self._watch, self._rows = watch, RowCount(self._store.engine)

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
        began = time.perf_counter()
        if self._rows is not None:
            self._rows.taken()  # those of a try that failed
        with self._store.begin() as uow:
            result = work(uow)
            uow.commit()
            if self._rows is not None and not loop.is_closed():
                told = work.__qualname__, time.perf_counter() - began, self._rows.taken()
                loop.call_soon_threadsafe(self._tell, *told)
            if uow.woke_the_outbox and not loop.is_closed():
                # From here, and not by who awaits the turn: that one may have gone away meanwhile.
                loop.call_soon_threadsafe(self._wake)
            return result

    def _read(self, work: Callable[[SqlUnitOfWork], T]) -> T:
        with self._store.read() as uow:
            return work(uow)

    def _tell(self, work: str, seconds: float, rows: Mapping[str, int]) -> None:
        if self._watch is not None and rows:
            self._watch(work, seconds, rows)

    def _wake(self) -> None:
        for wake in self._on_outbox:
            wake()

    def _pause(self, attempt: int) -> None:
        """Twice as long each time, and never two the same: else the same two meet again."""
        time.sleep(FIRST_PAUSE * 2**attempt * (0.5 + self._chance.below(PERCENT) / PERCENT))
