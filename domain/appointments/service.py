"""What residents do about appointments: ask, take a proposal, wish another time, call off, withdraw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.appointments.deadlines import answered, await_answer, plan_agreed
from domain.appointments.errors import ProposalChanged, ServicePaused, TooLateToCallOff
from domain.appointments.events import AppointmentAgreed, AppointmentCancelled, AppointmentRequested, about
from domain.appointments.model import MOST_WISHES, Appointment, AppointmentStatus, Wish
from domain.catalogue.model import Merchant, Product, Withdrawal
from domain.clock import local_day
from domain.contracts import new_contract_code
from domain.county import County
from domain.errors import NotFound
from domain.ids import AppointmentId, PersonId, Sku
from domain.ordering.errors import NothingToWithdraw, NotRegistered, UnfitAmount
from domain.people.model import Actor, Person, Role
from domain.permission import allowed
from domain.store import UnitOfWork

WITHDRAWAL = timedelta(days=14)
MANY = 1000


@allowed(Role.RESIDENT)
def request(
    county: County, store: UnitOfWork, actor: Actor, sku: Sku, pieces: int, wishes: Sequence[Wish]
) -> Appointment:
    """Ask a merchant for a service. It costs nothing and binds nobody.

    It takes place at her home, or from hand to hand at her pick-up point. Raises `NotFound` for what is no service,
    `ServicePaused`, `UnfitAmount`, `NotRegistered` without what the place needs.
    """
    product, merchant = service_of(store, sku)
    person = store.people.get(actor.person_id)
    if not product.available_on(local_day(county.now())):
        raise ServicePaused(service=product.name)
    if not 1 <= pieces <= county.rules.appointments.most_pieces:
        raise UnfitAmount(product=product.name)
    if person is None or not knows_where(person, product):
        raise NotRegistered
    appointment = _new(county, store, person, product, pieces, wishes)
    store.appointments.add(appointment)
    appointment.ask(actor.person_id, county.now())
    _ask(county, store, appointment, merchant, again=False)
    return appointment


@allowed(Role.RESIDENT)
def wish_again(
    county: County, store: UnitOfWork, actor: Actor, appointment_id: AppointmentId, wishes: Sequence[Wish]
) -> Appointment:
    """Wish another time than was proposed. Raises `MoveRefused` when nothing is proposed any more."""
    appointment = own_appointment(store, actor, appointment_id)
    _, merchant = service_of(store, appointment.sku)
    appointment.wish_again(wishes, actor.person_id, county.now())
    _ask(county, store, appointment, merchant, again=True)
    return appointment


@allowed(Role.RESIDENT)
def take(
    county: County, store: UnitOfWork, actor: Actor, appointment_id: AppointmentId, start: datetime
) -> Appointment:
    """Buy it at the time that was shown: "Jetzt kaufen". Raises `ProposalChanged`, `MoveRefused`."""
    appointment = own_appointment(store, actor, appointment_id)
    if appointment.status is AppointmentStatus.PROPOSED and appointment.start != start:
        raise ProposalChanged
    appointment.move(AppointmentStatus.AGREED, actor.person_id, county.now())
    answered(store, appointment)
    plan_agreed(county, store, appointment)
    store.record(AppointmentAgreed(**about(appointment)))
    return appointment


@allowed(Role.RESIDENT)
def call_off(county: County, store: UnitOfWork, actor: Actor, appointment_id: AppointmentId) -> Appointment:
    """Call it off: a request or a proposal at any time, what is agreed before its notice.

    Raises `TooLateToCallOff`, `MoveRefused`.
    """
    appointment = own_appointment(store, actor, appointment_id)
    if appointment.status is AppointmentStatus.AGREED and not appointment.may_call_off(county.now()):
        raise TooLateToCallOff
    cancel(county, store, appointment, actor.person_id)
    return appointment


@allowed(Role.RESIDENT)
def withdraw_appointment(county: County, store: UnitOfWork, actor: Actor, appointment_id: AppointmentId) -> Appointment:
    """Withdraw from an agreed appointment by right (sec. 355 BGB). Raises `NothingToWithdraw`."""
    appointment = own_appointment(store, actor, appointment_id)
    withdraw_from(county, store, appointment)
    return appointment


@allowed(Role.RESIDENT)
def own_appointments(county: County, store: UnitOfWork, actor: Actor) -> list[Appointment]:
    """The resident's own appointments, newest first."""
    return list(store.appointments.of_person(actor.person_id, MANY))


def may_withdraw(county: County, appointment: Appointment) -> bool:
    """Whether it may still be withdrawn from: 14 days, and only until all is done (sec. 356 (4) BGB)."""
    agreed_at = appointment.agreed_at
    if appointment.status is not AppointmentStatus.AGREED or agreed_at is None:
        return False
    over = appointment.end is not None and appointment.end <= county.now()
    in_time = local_day(county.now()) <= local_day(agreed_at) + WITHDRAWAL
    return appointment.withdrawal is Withdrawal.YES and in_time and not over


def withdraw_from(county: County, store: UnitOfWork, appointment: Appointment) -> None:
    """The withdrawal itself; the web form without log-in calls it, too. Raises `NothingToWithdraw`."""
    if not may_withdraw(county, appointment):
        raise NothingToWithdraw
    cancel(county, store, appointment, appointment.person_id, withdrawn=True)


def cancel(
    county: County,
    store: UnitOfWork,
    appointment: Appointment,
    by: PersonId,
    *,
    withdrawn: bool = False,
    missed: bool = False,
) -> None:
    """It is off, and both sides hear it; whoever calls this has asked whether it may be. Raises `MoveRefused`."""
    was = appointment.status
    appointment.move(AppointmentStatus.CANCELLED, by, county.now())
    answered(store, appointment)
    store.record(AppointmentCancelled(**about(appointment), by=by, was=was.value, withdrawn=withdrawn, missed=missed))


def own_appointment(store: UnitOfWork, actor: Actor, appointment_id: AppointmentId) -> Appointment:
    """The actor's own appointment. Raises `NotFound`, also for somebody else's."""
    appointment = store.appointments.get(appointment_id)
    if appointment is None or appointment.person_id != actor.person_id:
        raise NotFound
    return appointment


def service_of(store: UnitOfWork, sku: Sku) -> tuple[Product, Merchant]:
    """A service and who offers it. Raises `NotFound` for anything else."""
    product = store.catalogue.product(sku)
    merchant = store.catalogue.merchant(product.merchant_id) if product is not None else None
    if product is None or merchant is None or not product.is_service:
        raise NotFound
    return product, merchant


def knows_where(person: Person, product: Product) -> bool:
    """Whether we know who she is and where it is to take place."""
    place = person.street if product.home_visit else person.station_id
    return bool(person.name and person.village and place)


def _new(
    county: County, store: UnitOfWork, person: Person, product: Product, pieces: int, wishes: Sequence[Wish]
) -> Appointment:
    assert person.name
    assert person.village
    return Appointment(
        id=AppointmentId(county.ids.new()),
        code=new_contract_code(county, store),
        person_id=person.id,
        name=person.name,
        merchant_id=product.merchant_id,
        sku=product.sku,
        service=product.name,
        pieces=pieces,
        unit_price=product.price,
        vat_percent=product.vat_percent,
        withdrawal=product.withdrawal,
        duration_minutes=product.duration_minutes or 0,
        min_notice_hours=product.min_notice_hours or 0,
        village=person.village,
        street=person.street if product.home_visit else None,
        station_id=None if product.home_visit else person.station_id,
        note=product.note,
        wishes=tuple(wishes[:MOST_WISHES]),
    )


def _ask(county: County, store: UnitOfWork, appointment: Appointment, merchant: Merchant, *, again: bool) -> None:
    until = county.rules.appointments.answer_by(county.calendar, merchant.opening_hours, county.now())
    await_answer(county, store, appointment, until)
    store.record(AppointmentRequested(**about(appointment), again=again))
