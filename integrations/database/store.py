"""The Store over SQLAlchemy: one unit of work is one session in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.event import listen
from sqlalchemy.orm import Session

from domain.clock import Clock
from domain.events import Event
from domain.ids import Ids
from domain.people.model import Village
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
from integrations.database import mapping
from integrations.database.collections.appointments import SqlAppointments
from integrations.database.collections.catalogue import SqlCatalogue
from integrations.database.collections.conversations import SqlConversations
from integrations.database.collections.deposits import SqlDeposits
from integrations.database.collections.lockers import SqlLockers
from integrations.database.collections.ordering import SqlOrders
from integrations.database.collections.outbox import SqlOutbox
from integrations.database.collections.parcels import SqlParcels
from integrations.database.collections.people import SqlPeople
from integrations.database.collections.support import SqlCases
from integrations.database.collections.tours import SqlTours
from integrations.database.collections.vending import SqlRefills, SqlTill, SqlVending
from integrations.database.engine import READ_ONLY
from integrations.database.faults import translated
from integrations.database.tables import lockers, people

EVENT = "event"
_CODES = (
    select(lockers.pickups.c.id).where(lockers.pickups.c.sealed_code.is_not(None)).limit(1),
    select(lockers.accesses.c.id).limit(1),
)

mapping.mapper_registry.configure()


class HoldingSession(Session):
    """A session that holds what it has loaded: by itself it forgets what nobody else holds, and loads it again."""


def _hold(session: Session, loaded: object) -> None:
    session.info.setdefault("held", []).append(loaded)


listen(HoldingSession, "loaded_as_persistent", _hold)


class SqlUnitOfWork:
    """Fulfils `domain.store.UnitOfWork`."""

    def __init__(self, session: Session, clock: Clock, ids: Ids, *, read_only: bool = False) -> None:
        self.session = session
        self._read_only = read_only
        self._conversations = SqlConversations(session)
        self._outbox = SqlOutbox(session, clock, ids)
        self.people: People = SqlPeople(session)
        self.catalogue: Catalogue = SqlCatalogue(session)
        self.orders: Orders = SqlOrders(session)
        self.lockers: Lockers = SqlLockers(session)
        self.appointments: Appointments = SqlAppointments(session)
        self.deposits: Deposits = SqlDeposits(session)
        self.parcels: Parcels = SqlParcels(session)
        self.vending: Vending = SqlVending(session)
        self.refills: Refills = SqlRefills(session)
        self.till: Till = SqlTill(session)
        self.cases: Cases = SqlCases(session)
        self.tours: Tours = SqlTours(session)
        self.conversations: Conversations = self._conversations
        self.outbox: Outbox = self._outbox

    def add_all(self, *things: object) -> None:
        """Add what use cases never make: villages, merchants, products, stations (and anything else)."""
        villages = [thing for thing in things if isinstance(thing, Village)]
        self.session.add_all(thing for thing in things if not isinstance(thing, Village))
        if villages:
            self.session.execute(insert(people.villages), [asdict(village) for village in villages])

    def record(self, event: Event) -> None:
        """Note what happened: an outbox item of kind "event"."""
        self.outbox.put(EVENT, {"name": type(event).__name__, "fields": event.payload()})

    def flush(self) -> None:
        """Write without committing. Raises `Stale` when something unique is there already."""
        with translated():
            self._conversations.notice_changes()
            self.session.flush()

    def commit(self) -> None:
        """Make it true."""
        if self._read_only:
            raise RuntimeError("this unit of work only reads")
        with translated():
            self._conversations.notice_changes(last=True)
            self.session.commit()

    @property
    def woke_the_outbox(self) -> bool:
        """Whether something was put into the outbox."""
        return self._outbox.woken


class SqlStore:
    """Fulfils `domain.store.Store` on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine, clock: Clock, ids: Ids) -> None:
        self.engine, self._clock, self._ids = engine, clock, ids
        self._reading = engine.execution_options(**{READ_ONLY: True})

    @contextmanager
    def begin(self) -> Iterator[SqlUnitOfWork]:
        """A unit of work that may write; leaving without `commit` undoes everything."""
        with translated(), HoldingSession(self.engine, expire_on_commit=False) as session:
            yield SqlUnitOfWork(session, self._clock, self._ids)

    @contextmanager
    def read(self) -> Iterator[SqlUnitOfWork]:
        """A unit of work that only looks: it never waits for a writer, and cannot commit."""
        with translated(), HoldingSession(self._reading, expire_on_commit=False) as session:
            yield SqlUnitOfWork(session, self._clock, self._ids, read_only=True)

    def has_codes(self) -> bool:
        """Whether pick-up codes are stored: then their key must be there."""
        with self._reading.connect() as connection:
            return any(connection.execute(one).first() is not None for one in _CODES)

    def connect(self) -> Connection:
        """A bare connection, for what works on whole tables."""
        return self.engine.connect()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()
