"""Puts the sample region into an empty store, once."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from sqlalchemy import select

from domain.store import Catalogue
from integrations.database.store import SqlStore, SqlUnitOfWork
from integrations.database.tables.catalogue import merchants
from integrations.database.tables.people import persons
from integrations.demo.region import Region, read_region


class Bed(Protocol):
    """A unit of work that takes master data: that of the database, and that in the memory of tests."""

    catalogue: Catalogue

    def add_all(self, *things: object) -> None: ...


def seed(store: SqlStore, now: datetime) -> bool:
    """Load the region unless somebody or something is there already; whether it was loaded."""
    with store.begin() as uow:
        if not _is_empty(uow):
            return False
        plant(uow, read_region(now))
        uow.commit()
    return True


def plant(uow: Bed, region: Region) -> None:
    """Add everything in a region to a unit of work."""
    uow.add_all(*region.villages, *region.merchants, *region.deposit_types, *region.products)
    uow.add_all(*region.stations, *region.slots)
    uow.add_all(*region.persons, *region.addresses, *region.places, *region.vehicles)
    uow.add_all(*region.helpers)
    uow.catalogue.touch()


def _is_empty(uow: SqlUnitOfWork) -> bool:
    first = (select(table).limit(1) for table in (persons, merchants))
    return all(uow.session.execute(one).first() is None for one in first)
