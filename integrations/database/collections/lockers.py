"""Stations, pickups and door commands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Select, bindparam, delete, select
from sqlalchemy.orm import Session

from domain.ids import CommandId, GrantId, OrderId, PersonId, PickupId, StationId
from domain.lockers.model import Access, AccessStatus, DoorCommand, Pickup, PickupStatus, Station
from domain.lockers.ports import CommandOutcome
from integrations.database.tables.lockers import accesses, door_commands, pickups, station_events, stations
from integrations.database.upsert import insert_into

_LOCK_STATION = (
    select(Station)
    .where(stations.c.id == bindparam("station_id"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
_PICKUPS = select(Pickup).order_by(pickups.c.day, pickups.c.id)
_ACCESSES = select(Access).order_by(accesses.c.valid_from, accesses.c.id)
_IN_FORCE = sorted(status for status in AccessStatus if status.is_in_force())
_IN_FLIGHT = (
    select(DoorCommand)
    .where(door_commands.c.outcome.is_(None) | (door_commands.c.outcome == CommandOutcome.RECEIVED))
    .order_by(door_commands.c.issued_at, door_commands.c.id)
)


class SqlLockers:
    """Fulfils `domain.store.Lockers`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def station(self, station_id: StationId) -> Station | None:
        return self._session.get(Station, station_id)

    def stations(self) -> Sequence[Station]:
        return self._session.scalars(select(Station).order_by(stations.c.id)).all()

    def lock_station(self, station_id: StationId) -> Station | None:
        return self._session.scalars(_LOCK_STATION, {"station_id": station_id}).one_or_none()

    def pickup(self, pickup_id: PickupId) -> Pickup | None:
        return self._session.get(Pickup, pickup_id)

    def pickups_of_order(self, order_id: OrderId) -> Sequence[Pickup]:
        return self._session.scalars(_PICKUPS.where(pickups.c.order_id == order_id)).all()

    def pickups_of_person(self, person_id: PersonId, statuses: Collection[PickupStatus]) -> Sequence[Pickup]:
        return self._with_status(_PICKUPS.where(pickups.c.person_id == person_id), statuses)

    def pickups_at(self, station_id: StationId, statuses: Collection[PickupStatus]) -> Sequence[Pickup]:
        return self._with_status(_PICKUPS.where(pickups.c.station_id == station_id), statuses)

    def pickups_in(self, statuses: Collection[PickupStatus]) -> Sequence[Pickup]:
        return self._with_status(_PICKUPS, statuses)

    def add_pickup(self, pickup: Pickup) -> None:
        self._session.add(pickup)

    def access(self, access_id: GrantId) -> Access | None:
        return self._session.get(Access, access_id)

    def accesses_at(self, station_id: StationId) -> Sequence[Access]:
        chosen = accesses.c.station_id == station_id, accesses.c.status.in_(_IN_FORCE)
        return self._session.scalars(_ACCESSES.where(*chosen)).all()

    def accesses_for(self, subject: str) -> Sequence[Access]:
        return self._session.scalars(_ACCESSES.where(accesses.c.subject == subject)).all()

    def accesses_held_by(self, person_id: PersonId) -> Sequence[Access]:
        chosen = accesses.c.holder_id == person_id, accesses.c.status.in_(_IN_FORCE)
        return self._session.scalars(_ACCESSES.where(*chosen)).all()

    def add_access(self, access: Access) -> None:
        self._session.add(access)

    def command(self, command_id: CommandId) -> DoorCommand | None:
        return self._session.get(DoorCommand, command_id)

    def commands_in_flight(self, station_id: StationId | None = None) -> Sequence[DoorCommand]:
        chosen = _IN_FLIGHT if station_id is None else _IN_FLIGHT.where(door_commands.c.station_id == station_id)
        return self._session.scalars(chosen).all()

    def add_command(self, command: DoorCommand) -> None:
        self._session.add(command)

    def first_time(self, station_id: StationId, boot: str, seq: int, at: datetime) -> bool:
        row = {"station_id": station_id, "boot": boot, "seq": seq, "at": at}
        # Asked back by RETURNING: the count of rows of such a statement is not reliable on every driver.
        statement = insert_into(station_events, self._session.get_bind().dialect.name).on_conflict_do_nothing()
        noted = self._session.execute(statement.returning(station_events.c.seq), row)
        return noted.one_or_none() is not None

    def forget_before(self, at: datetime) -> int:
        told = delete(station_events).where(station_events.c.at < at)
        settled = delete(door_commands).where(door_commands.c.settled_at < at)
        forgotten = [self._session.execute(one) for one in (told, settled)]
        return sum(int(cast("CursorResult[Any]", one).rowcount) for one in forgotten)

    def _with_status(self, chosen: Select[Pickup], statuses: Collection[PickupStatus]) -> Sequence[Pickup]:
        return self._session.scalars(chosen.where(pickups.c.status.in_(sorted(statuses)))).all()
