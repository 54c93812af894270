"""Parcels of carriers."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from domain.ids import ParcelId, PersonId
from domain.parcels.model import Parcel, ParcelStatus
from integrations.database.tables.parcels import parcels

_PARCELS = select(Parcel).order_by(parcels.c.id)


class SqlParcels:
    """Fulfils `domain.store.Parcels`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, parcel_id: ParcelId) -> Parcel | None:
        return self._session.get(Parcel, parcel_id)

    def of_person(self, person_id: PersonId, statuses: Collection[ParcelStatus]) -> Sequence[Parcel]:
        return self._with_status(_PARCELS.where(parcels.c.person_id == person_id), statuses)

    def of_courier(self, courier_id: PersonId, statuses: Collection[ParcelStatus]) -> Sequence[Parcel]:
        return self._with_status(_PARCELS.where(parcels.c.courier_id == courier_id), statuses)

    def add(self, parcel: Parcel) -> None:
        self._session.add(parcel)

    def _with_status(self, chosen: Select[Parcel], statuses: Collection[ParcelStatus]) -> Sequence[Parcel]:
        return self._session.scalars(chosen.where(parcels.c.status.in_(sorted(statuses)))).all()
