"""What merchants do about appointments: propose a time, decline, call off, say that it is done."""

from __future__ import annotations

from datetime import datetime

from domain.appointments.deadlines import answered, await_answer
from domain.appointments.errors import TimePassed, TimeTaken
from domain.appointments.events import AppointmentDeclined, AppointmentDone, AppointmentProposed, about
from domain.appointments.model import Appointment, AppointmentStatus
from domain.appointments.service import cancel
from domain.appointments.slots import is_free
from domain.county import County
from domain.errors import MoveRefused, NotFound
from domain.ids import AppointmentId, MerchantId
from domain.people.model import Actor, Role
from domain.permission import allowed
from domain.store import UnitOfWork

LIVE = frozenset(status for status in AppointmentStatus if status.is_live())


@allowed(Role.MERCHANT)
def propose(
    county: County, store: UnitOfWork, actor: Actor, appointment_id: AppointmentId, start: datetime
) -> Appointment:
    """Propose a time; it is kept free until she has answered. A later proposal takes the place of an earlier one.

    Outside of opening hours and wishes it is the merchant's own affair. Raises `TimePassed`, `TimeTaken`,
    `MoveRefused`.
    """
    appointment = of_own_shop(store, actor, appointment_id)
    if start <= county.now():
        raise TimePassed
    if not is_free(county, store, appointment, start):
        raise TimeTaken
    appointment.propose(start, actor.person_id, county.now())
    await_answer(county, store, appointment, county.rules.appointments.decide_by(county.now(), start))
    store.record(AppointmentProposed(**about(appointment), start=start.isoformat()))
    return appointment


@allowed(Role.MERCHANT)
def decline(county: County, store: UnitOfWork, actor: Actor, appointment_id: AppointmentId) -> Appointment:
    """It cannot be done, whenever. Raises `MoveRefused` for what is agreed: that is called off."""
    appointment = of_own_shop(store, actor, appointment_id)
    appointment.move(AppointmentStatus.DECLINED, actor.person_id, county.now())
    answered(store, appointment)
    store.record(AppointmentDeclined(**about(appointment)))
    return appointment


@allowed(Role.MERCHANT)
def call_off_as_merchant(
    county: County, store: UnitOfWork, actor: Actor, appointment_id: AppointmentId, *, missed: bool = False
) -> Appointment:
    """Call off what is agreed, or say afterwards that it never took place: it costs nothing. Raises `MoveRefused`."""
    appointment = of_own_shop(store, actor, appointment_id)
    if appointment.status is not AppointmentStatus.AGREED:
        raise MoveRefused(status=appointment.status)
    cancel(county, store, appointment, actor.person_id, missed=missed)
    return appointment


@allowed(Role.MERCHANT)
def say_done(county: County, store: UnitOfWork, actor: Actor, appointment_id: AppointmentId) -> Appointment:
    """All is done: the bill stands. Saying it twice is no change. Raises `MoveRefused` before it has begun."""
    appointment = of_own_shop(store, actor, appointment_id)
    if appointment.status is AppointmentStatus.DONE:
        return appointment
    if appointment.start is None or appointment.start > county.now():
        raise MoveRefused(status=appointment.status)
    appointment.move(AppointmentStatus.DONE, actor.person_id, county.now())
    answered(store, appointment)
    store.record(AppointmentDone(**about(appointment)))
    return appointment


@allowed(Role.MERCHANT)
def agenda(county: County, store: UnitOfWork, actor: Actor) -> list[Appointment]:
    """What waits for an answer, then what is proposed or agreed in the order of its time; of the own shops."""
    shops = actor.scopes_of(Role.MERCHANT)
    live = [one for shop in shops for one in store.appointments.of_merchant(MerchantId(shop), LIVE)]
    return sorted(live, key=lambda one: (one.start is not None, one.start or one.asked_at, one.id))


def of_own_shop(store: UnitOfWork, actor: Actor, appointment_id: AppointmentId) -> Appointment:
    """An appointment of the merchant's own shop. Raises `NotFound`, `NotAllowed`."""
    appointment = store.appointments.get(appointment_id)
    if appointment is None:
        raise NotFound
    actor.require(Role.MERCHANT, scope=appointment.merchant_id)
    return appointment
