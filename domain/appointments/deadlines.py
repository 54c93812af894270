"""What becomes due: an answer that is missing, the day before, the morning after. The county itself calls these."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.appointments.events import (
    AppointmentAnswerDue,
    AppointmentClosed,
    AppointmentLapsed,
    AppointmentNearlyLapsed,
    AppointmentOver,
    AppointmentTomorrow,
    about,
)
from domain.appointments.model import Appointment, AppointmentStatus
from domain.clock import at_local, local
from domain.county import County
from domain.ids import AppointmentId
from domain.people.model import Actor, Role
from domain.permission import allowed
from domain.store import UnitOfWork

EVENING = timedelta(hours=1)  # before the quiet hours begin
KINDS = ("nudge", "warn", "lapse", "tomorrow", "over", "over_again", "close")
NEXT_DAY = timedelta(days=1)


@allowed(Role.SYSTEM)
def nudge(county: County, store: UnitOfWork, actor: Actor, appointment_id: AppointmentId) -> None:
    """Half of the time to answer is over."""
    appointment = store.appointments.get(appointment_id)
    if appointment is not None and appointment.status.is_open():
        store.record(AppointmentAnswerDue(**about(appointment)))


@allowed(Role.SYSTEM)
def warn(county: County, store: UnitOfWork, actor: Actor, appointment_id: AppointmentId) -> None:
    """Little time is left for the merchant: a human should call."""
    appointment = store.appointments.get(appointment_id)
    if appointment is not None and appointment.status is AppointmentStatus.REQUESTED:
        store.record(AppointmentNearlyLapsed(**about(appointment)))


@allowed(Role.SYSTEM)
def lapse(county: County, store: UnitOfWork, actor: Actor, appointment_id: AppointmentId) -> None:
    """The deadline: what nobody has answered is off, and both sides hear it."""
    appointment = store.appointments.get(appointment_id)
    if appointment is None or not appointment.status.is_open():
        return
    was = appointment.status
    appointment.move(AppointmentStatus.LAPSED, actor.person_id, county.now())
    answered(store, appointment)
    store.record(AppointmentLapsed(**about(appointment), was=was.value))


@allowed(Role.SYSTEM)
def tomorrow(county: County, store: UnitOfWork, actor: Actor, appointment_id: AppointmentId) -> None:
    """It is tomorrow."""
    appointment = store.appointments.get(appointment_id)
    if appointment is not None and appointment.status is AppointmentStatus.AGREED:
        store.record(AppointmentTomorrow(**about(appointment)))


@allowed(Role.SYSTEM)
def over(county: County, store: UnitOfWork, actor: Actor, appointment_id: AppointmentId) -> None:
    """The morning after: the merchant is asked whether it took place, unless he has said so."""
    appointment = store.appointments.get(appointment_id)
    if appointment is not None and appointment.status is AppointmentStatus.AGREED:
        store.record(AppointmentOver(**about(appointment)))
        _plan(store, appointment, "over_again", county.now() + NEXT_DAY)


@allowed(Role.SYSTEM)
def over_again(county: County, store: UnitOfWork, actor: Actor, appointment_id: AppointmentId) -> None:
    """Another day later he is asked once more, and only once."""
    appointment = store.appointments.get(appointment_id)
    if appointment is not None and appointment.status is AppointmentStatus.AGREED:
        store.record(AppointmentOver(**about(appointment), again=True))
        _plan(store, appointment, "close", county.now() + NEXT_DAY)


@allowed(Role.SYSTEM)
def close(county: County, store: UnitOfWork, actor: Actor, appointment_id: AppointmentId) -> None:
    """Nobody has said anything: it counts as done, and both sides read that nobody has said so."""
    appointment = store.appointments.get(appointment_id)
    if appointment is None or appointment.status is not AppointmentStatus.AGREED:
        return
    appointment.move(AppointmentStatus.DONE, actor.person_id, county.now())
    answered(store, appointment)
    store.record(AppointmentClosed(**about(appointment)))


def await_answer(county: County, store: UnitOfWork, appointment: Appointment, until: datetime) -> None:
    """Wait until then for the other side: a reminder at half time, an operator before a merchant's silence counts."""
    answered(store, appointment)
    now = county.now()
    appointment.deadline = until
    half = _while_awake(county, now + (until - now) / 2)
    _plan(store, appointment, "nudge", half)
    _plan(store, appointment, "lapse", until)
    if appointment.status is AppointmentStatus.REQUESTED:
        # Nobody calls a merchant before he has been reminded himself.
        _plan(store, appointment, "warn", max(half, until - county.rules.appointments.operator_before))


def _while_awake(county: County, at: datetime) -> datetime:
    """A reminder that would come at night comes the evening before, or in the morning if that is too soon."""
    rules, clock = county.rules, local(at)
    if rules.day_begins <= clock.time() < rules.day_ends:
        return at
    evening_of = clock.date() if clock.time() >= rules.day_ends else clock.date() - timedelta(days=1)
    evening = at_local(evening_of, rules.day_ends) - EVENING
    return evening if evening > county.now() + EVENING else at_local(evening_of + timedelta(days=1), rules.day_begins)


def answered(store: UnitOfWork, appointment: Appointment) -> None:
    """Nothing is waited for any more."""
    appointment.deadline = None
    for kind in KINDS:
        store.outbox.cancel(_key(appointment, kind))


def plan_agreed(county: County, store: UnitOfWork, appointment: Appointment) -> None:
    """A reminder the day before, if that lies ahead, and a question the morning after."""
    assert appointment.start is not None
    assert appointment.end is not None
    rules = county.rules.appointments
    remind_at = rules.remind_on(appointment.start)
    if remind_at > county.now():  # who agrees on the day before has just read it all
        _plan(store, appointment, "tomorrow", remind_at)
    _plan(store, appointment, "over", rules.ask_done_on(appointment.end))


def _plan(store: UnitOfWork, appointment: Appointment, kind: str, at: datetime) -> None:
    payload = {"appointment_id": appointment.id}
    store.outbox.put(f"appointment.{kind}", payload, due_at=at, key=_key(appointment, kind))


def _key(appointment: Appointment, kind: str) -> str:
    return f"appointment.{kind}:{appointment.id}"
