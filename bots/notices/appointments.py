"""Notices about appointments: requests to merchants, proposals and reminders to residents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bots.dialogue.reply import Option, Reply, Words, say, words
from bots.flows.agenda_words import (
    FLOW,
    agreed_words,
    done_options,
    request_words,
    start_options,
    times_of,
)
from bots.flows.appointment_words import again_option, agreed_reply, merchant_of, proposal
from bots.notices.notice import Desk, Notice, full_name
from domain.appointments.events import (
    AppointmentAgreed,
    AppointmentAnswerDue,
    AppointmentCancelled,
    AppointmentClosed,
    AppointmentDeclined,
    AppointmentDone,
    AppointmentEvent,
    AppointmentLapsed,
    AppointmentNearlyLapsed,
    AppointmentOver,
    AppointmentProposed,
    AppointmentRequested,
    AppointmentTomorrow,
)
from domain.appointments.model import Appointment, AppointmentStatus
from domain.people.model import Role


def requested(desk: Desk, event: AppointmentRequested) -> list[Notice]:
    """The merchant gets the request with free times to tap."""
    appointment = _appointment(desk, event)
    if appointment.status is not AppointmentStatus.REQUESTED:
        return []
    first = [words("notice-merchant-again", name=appointment.first_name)] if event.again else []
    return _to_merchant(desk, event, _request(desk, appointment, first))


def proposed(desk: Desk, event: AppointmentProposed) -> list[Notice]:
    """She reads all that the law wants before "Jetzt kaufen", with that button."""
    appointment = _appointment(desk, event)
    stands = appointment.status is AppointmentStatus.PROPOSED and appointment.start == _instant(event.start)
    return [Notice(event.person_id, proposal(desk.county, desk.store, appointment))] if stands else []


def agreed(desk: Desk, event: AppointmentAgreed) -> list[Notice]:
    """From now on the merchant knows street and telephone."""
    appointment = _appointment(desk, event)
    if appointment.status is not AppointmentStatus.AGREED:
        return []
    said = words(
        "notice-merchant-agreed",
        name=appointment.name,
        service=appointment.service,
        count=appointment.pieces,
        start=appointment.start,
        price=appointment.price,
        code=appointment.code,
    )
    return _to_merchant(desk, event, say(said, *agreed_words(desk.store, appointment)))


def declined(desk: Desk, event: AppointmentDeclined) -> list[Notice]:
    """It cannot be done; a human may know somebody else."""
    appointment = _appointment(desk, event)
    merchant = merchant_of(desk.store, appointment)
    said = words("notice-appointment-declined", owner=merchant.owner, service=appointment.service)
    human = Option(words("notice-option-human"), flow="human")
    return [Notice(event.person_id, say(said, options=[human]))]


def cancelled(desk: Desk, event: AppointmentCancelled) -> list[Notice]:
    """The other side hears it."""
    appointment = _appointment(desk, event)
    if event.by != event.person_id:
        return [_to_resident(desk, event, appointment)]
    first_name = appointment.first_name or full_name(None)  # who has been forgotten has no name any more
    if event.was != AppointmentStatus.AGREED.value:
        said = words("notice-merchant-stopped", name=first_name, service=appointment.service)
        return _to_merchant(desk, event, say(said))
    key = "notice-merchant-appointment-withdrawn" if event.withdrawn else "notice-merchant-called-off"
    said = words(key, name=appointment.name, service=appointment.service, start=appointment.start)
    return _to_merchant(desk, event, say(said))


def lapsed(desk: Desk, event: AppointmentLapsed) -> list[Notice]:
    """Nobody has answered: both sides hear it, and of a merchant's silence an operator, too."""
    appointment = _appointment(desk, event)
    merchant, first_name = merchant_of(desk.store, appointment), appointment.first_name
    if event.was == AppointmentStatus.PROPOSED.value:
        to_her = words("notice-appointment-unanswered", code=appointment.code, start=appointment.start)
        to_him = words("notice-merchant-unanswered", name=first_name, start=appointment.start)
        resident = Notice(event.person_id, say(to_her, options=[again_option(appointment)]))
        return [resident, *_to_merchant(desk, event, say(to_him))]
    told = words(
        "notice-appointment-lapsed",
        owner=merchant.owner,
        phone=merchant.phone,
        service=appointment.service,
        code=appointment.code,
    )
    resident = Notice(event.person_id, say(told, options=[again_option(appointment)]))
    to_him = words("notice-merchant-lapsed", name=first_name, service=appointment.service)
    operators = desk.to_operators(
        words(
            "notice-operator-appointment-lapsed",
            merchant=merchant.name,
            phone=merchant.phone,
            name=appointment.name,
            service=appointment.service,
        )
    )
    return [resident, *_to_merchant(desk, event, say(to_him)), *operators]


def answer_due(desk: Desk, event: AppointmentAnswerDue) -> list[Notice]:
    """Half of the time is over: everything once more, nothing must be searched."""
    appointment = _appointment(desk, event)
    if appointment.status is AppointmentStatus.REQUESTED:
        first = [words("notice-merchant-appointment-waits")]
        return _to_merchant(desk, event, _request(desk, appointment, first))
    if appointment.status is not AppointmentStatus.PROPOSED:
        return []
    waits = say(words("notice-appointment-waits"))
    return [Notice(event.person_id, waits + proposal(desk.county, desk.store, appointment))]


def nearly_lapsed(desk: Desk, event: AppointmentNearlyLapsed) -> list[Notice]:
    """An operator is to call the merchant."""
    appointment = _appointment(desk, event)
    if appointment.status is not AppointmentStatus.REQUESTED:
        return []
    merchant = merchant_of(desk.store, appointment)
    said = words(
        "notice-operator-appointment",
        merchant=merchant.name,
        owner=merchant.owner,
        phone=merchant.phone,
        name=appointment.name,
        service=appointment.service,
        until=appointment.deadline,
    )
    return desk.to_operators(said)


def tomorrow(desk: Desk, event: AppointmentTomorrow) -> list[Notice]:
    """Who comes, when, where, what it costs and whom to call."""
    appointment = _appointment(desk, event)
    if appointment.status is not AppointmentStatus.AGREED:
        return []
    return [Notice(event.person_id, agreed_reply(desk.county, desk.store, appointment, "notice-appointment-tomorrow"))]


def over(desk: Desk, event: AppointmentOver) -> list[Notice]:
    """The merchant is asked whether it took place."""
    appointment = _appointment(desk, event)
    if appointment.status is not AppointmentStatus.AGREED:
        return []
    question = words("agenda-ask-done", service=appointment.service, name=appointment.name, start=appointment.start)
    first = [words("notice-merchant-last-time")] if event.again else []
    return _to_merchant(desk, event, say(*first, question, options=done_options(appointment)))


def closed(desk: Desk, event: AppointmentClosed) -> list[Notice]:
    """Both sides read that it counts as done, and what to do if that is wrong."""
    appointment, human = _appointment(desk, event), Option(words("notice-option-human"), flow="human")
    about = {"service": appointment.service, "start": appointment.start}
    merchant = merchant_of(desk.store, appointment)
    to_merchant = say(words("notice-merchant-closed", name=appointment.name, **about), options=[human])
    to_her = say(words("notice-appointment-closed", owner=merchant.owner, **about), options=[human])
    return [*_to_merchant(desk, event, to_merchant), Notice(event.person_id, to_her)]


def done(desk: Desk, event: AppointmentDone) -> list[Notice]:
    """The bill stands, and where to see it."""
    appointment = _appointment(desk, event)
    merchant = merchant_of(desk.store, appointment)
    said = words(
        "notice-appointment-done",
        owner=merchant.owner,
        service=appointment.service,
        price=appointment.price,
    )
    bill = Option(words("notice-option-bill"), {"appointment": appointment.id}, "bill", heard_as=("rechnung",))
    return [Notice(event.person_id, say(said, options=[bill]))]


def _request(desk: Desk, appointment: Appointment, first: Sequence[Words]) -> Reply:
    starts, wished = times_of(desk.county, desk.store, appointment)
    notes = [] if wished else [words("agenda-none-fits")]
    said = (*first, *request_words(appointment), *notes, words("agenda-ask-start", until=appointment.deadline))
    return say(*said, options=start_options(starts, appointment, flow=FLOW))


def _to_resident(desk: Desk, event: AppointmentCancelled, appointment: Appointment) -> Notice:
    merchant = merchant_of(desk.store, appointment)
    key = "notice-appointment-missed" if event.missed else "notice-appointment-called-off"
    said = words(key, owner=merchant.owner, service=appointment.service, start=appointment.start)
    human = Option(words("notice-option-human"), flow="human")
    return Notice(event.person_id, say(said, options=[human] if event.missed else [again_option(appointment), human]))


def _to_merchant(desk: Desk, event: AppointmentEvent, reply: Reply) -> list[Notice]:
    sellers = desk.store.people.with_role(Role.MERCHANT, event.merchant_id)
    return [Notice(person.id, reply) for person in sellers]


def _appointment(desk: Desk, event: AppointmentEvent) -> Appointment:
    appointment = desk.store.appointments.get(event.appointment_id)
    assert appointment is not None, f"an event about an unknown appointment {event.appointment_id}"
    return appointment


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
