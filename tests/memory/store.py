"""The store in memory, and what is in its units of work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from domain.events import Event
from domain.store import (
    Appointments,
    Cases,
    Catalogue,
    Conversations,
    Deposits,
    Lockers,
    Orders,
    Outbox,
    Parcels,
    People,
    Refills,
    Till,
    Tours,
    Vending,
)
from tests.memory.appointments import MemoryAppointments
from tests.memory.deposits import MemoryDeposits
from tests.memory.parcels import MemoryParcels
from tests.memory.shops import MemoryCatalogue, MemoryLockers, MemoryOrders
from tests.memory.talk import MemoryCases, MemoryConversations, MemoryOutbox, MemoryPeople
from tests.memory.tours import MemoryTours
from tests.memory.vending import MemoryRefills, MemoryTill, MemoryVending
from tests.memory.view import Committed, View


class MemoryStore(Committed):
    """Fulfils `domain.store.Store`."""

    @contextmanager
    def begin(self) -> Iterator[MemoryUnitOfWork]:
        yield MemoryUnitOfWork(self)


class MemoryUnitOfWork:
    """Fulfils `domain.store.UnitOfWork`."""

    def __init__(self, store: MemoryStore) -> None:
        self._view = View(store)
        self.people: People = MemoryPeople(self._view)
        self.catalogue: Catalogue = MemoryCatalogue(self._view)
        self.orders: Orders = MemoryOrders(self._view)
        self.lockers: Lockers = MemoryLockers(self._view)
        self.appointments: Appointments = MemoryAppointments(self._view)
        self.deposits: Deposits = MemoryDeposits(self._view)
        self.parcels: Parcels = MemoryParcels(self._view)
        self.vending: Vending = MemoryVending(self._view)
        self.refills: Refills = MemoryRefills(self._view)
        self.till: Till = MemoryTill(self._view)
        self.cases: Cases = MemoryCases(self._view)
        self.tours: Tours = MemoryTours(self._view)
        self.conversations: Conversations = MemoryConversations(self._view)
        self.outbox: Outbox = MemoryOutbox(self._view)

    def add_all(self, *things: object) -> None:
        """Master data and whatever else a test begins with."""
        for thing in things:
            self._view.add(thing)

    def record(self, event: Event) -> None:
        self.outbox.put("event", {"name": type(event).__name__, "fields": event.payload()})

    def flush(self) -> None:
        self._view.check_unique()

    def commit(self) -> None:
        self._view.commit()
