"""A store under test, with the shortest ways to write and to look."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from integrations.database.store import SqlStore, SqlUnitOfWork
from tests.fakes import ManualClock, MemoryStore
from tests.memory import MemoryUnitOfWork

AnyUnitOfWork = SqlUnitOfWork | MemoryUnitOfWork


@dataclass
class Twin:
    """One of the stores and the clock it reads."""

    store: MemoryStore | SqlStore
    clock: ManualClock

    @contextmanager
    def turn(self) -> Iterator[AnyUnitOfWork]:
        """A unit of work that is committed at the end."""
        with self.store.begin() as uow:
            yield uow
            uow.commit()

    @contextmanager
    def look(self) -> Iterator[AnyUnitOfWork]:
        """A unit of work that is not committed."""
        with self.store.begin() as uow:
            yield uow

    def given(self, *things: object) -> None:
        """Begin with these things."""
        with self.turn() as uow:
            uow.add_all(*things)
