"""Parcels in memory."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from domain.ids import ParcelId, PersonId
from domain.parcels.model import Parcel, ParcelStatus
from tests.memory.view import View, by


class MemoryParcels:
    """Fulfils `domain.store.Parcels`."""

    def __init__(self, view: View) -> None:
        self._view = view

    def get(self, parcel_id: ParcelId) -> Parcel | None:
        return self._view.get(Parcel, parcel_id)

    def of_person(self, person_id: PersonId, statuses: Collection[ParcelStatus]) -> Sequence[Parcel]:
        return by(self._view.all(Parcel, lambda p: p.person_id == person_id and p.status in statuses), "id")

    def of_courier(self, courier_id: PersonId, statuses: Collection[ParcelStatus]) -> Sequence[Parcel]:
        return by(self._view.all(Parcel, lambda p: p.courier_id == courier_id and p.status in statuses), "id")

    def add(self, parcel: Parcel) -> None:
        self._view.add(parcel)
