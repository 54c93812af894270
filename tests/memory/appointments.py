"""Appointments in memory."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from domain.appointments.model import Appointment, AppointmentStatus
from domain.ids import AppointmentId, MerchantId, PersonId
from tests.memory.view import View, by


class MemoryAppointments:
    """Fulfils `domain.store.Appointments`."""

    def __init__(self, view: View) -> None:
        self._view = view

    def get(self, appointment_id: AppointmentId) -> Appointment | None:
        return self._view.get(Appointment, appointment_id)

    def by_code(self, code: str) -> Appointment | None:
        return self._view.one(Appointment, lambda a: a.code == code)

    def of_person(self, person_id: PersonId, limit: int = 10) -> Sequence[Appointment]:
        return by(self._view.all(Appointment, lambda a: a.person_id == person_id), "id")[::-1][:limit]

    def of_merchant(self, merchant_id: MerchantId, statuses: Collection[AppointmentStatus]) -> Sequence[Appointment]:
        return by(self._view.all(Appointment, lambda a: a.merchant_id == merchant_id and a.status in statuses), "id")

    def between(self, merchant_id: MerchantId, begin: datetime, end: datetime) -> Sequence[Appointment]:
        def lies_there(one: Appointment) -> bool:
            theirs = one.merchant_id == merchant_id and one.status.takes_time()
            return theirs and one.start is not None and begin <= one.start < end

        return by(self._view.all(Appointment, lies_there), "start", "id")

    def add(self, appointment: Appointment) -> None:
        self._view.add(appointment)
