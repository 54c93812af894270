"""Services that were asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from domain.appointments.model import Appointment, AppointmentStatus
from domain.ids import AppointmentId, MerchantId, PersonId
from integrations.database.tables.appointments import appointments

_TAKES_TIME = [status for status in AppointmentStatus if status.takes_time()]
_BY_CODE = select(Appointment).where(appointments.c.code == bindparam("code"))
_OF_PERSON = (
    select(Appointment)
    .where(appointments.c.person_id == bindparam("person_id"))
    .order_by(appointments.c.id.desc())
    .limit(bindparam("limit"))
)
_OF_MERCHANT = (
    select(Appointment)
    .where(appointments.c.merchant_id == bindparam("merchant_id"))
    .where(appointments.c.status.in_(bindparam("statuses", expanding=True)))
    .order_by(appointments.c.id)
)
_BETWEEN = (
    select(Appointment)
    .where(appointments.c.merchant_id == bindparam("merchant_id"), appointments.c.status.in_(_TAKES_TIME))
    .where(appointments.c.start >= bindparam("begin"), appointments.c.start < bindparam("end"))
    .order_by(appointments.c.start, appointments.c.id)
)


class SqlAppointments:
    """Fulfils `domain.store.Appointments`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, appointment_id: AppointmentId) -> Appointment | None:
        return self._session.get(Appointment, appointment_id)

    def by_code(self, code: str) -> Appointment | None:
        return self._session.scalars(_BY_CODE, {"code": code}).one_or_none()

    def of_person(self, person_id: PersonId, limit: int = 10) -> Sequence[Appointment]:
        return self._session.scalars(_OF_PERSON, {"person_id": person_id, "limit": limit}).all()

    def of_merchant(self, merchant_id: MerchantId, statuses: Collection[AppointmentStatus]) -> Sequence[Appointment]:
        return self._session.scalars(_OF_MERCHANT, {"merchant_id": merchant_id, "statuses": sorted(statuses)}).all()

    def between(self, merchant_id: MerchantId, begin: datetime, end: datetime) -> Sequence[Appointment]:
        return self._session.scalars(_BETWEEN, {"merchant_id": merchant_id, "begin": begin, "end": end}).all()

    def add(self, appointment: Appointment) -> None:
        self._session.add(appointment)
