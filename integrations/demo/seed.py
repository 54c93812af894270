"""Puts the sample region into an empty store, once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from integrations.database.collections.catalogue import SqlCatalogue
from integrations.database.collections.lockers import SqlLockers
from integrations.database.collections.people import SqlPeople
from integrations.database.store import SqlStore, SqlUnitOfWork
from integrations.database.tables.catalogue import merchants
from integrations.database.tables.people import persons
from integrations.demo.region import Region, read_region


def seed(store: SqlStore, now: datetime) -> bool:
    """Load the region unless somebody or something is there already; whether it was loaded."""
    with store.begin() as uow:
        if not _is_empty(uow):
            return False
        plant(uow, read_region(now))
        uow.commit()
    return True


def plant(uow: SqlUnitOfWork, region: Region) -> None:
    """Add everything in a region to a unit of work."""
    people = SqlPeople(uow.session)
    people.add_villages(region.villages)
    for person in region.persons:
        people.add(person)
    for address in region.addresses:
        people.add_address(address)
    SqlCatalogue(uow.session).add_all(region.merchants, region.products)
    SqlLockers(uow.session).add_stations(region.stations)


def _is_empty(uow: SqlUnitOfWork) -> bool:
    first = (select(table.c.id).limit(1) for table in (persons, merchants))
    return all(uow.session.scalar(one) is None for one in first)
