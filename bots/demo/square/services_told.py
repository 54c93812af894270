"""What happens about appointments, told to whoever looks on: one sentence for each kind of event."""

from __future__ import annotations

from collections.abc import Mapping

from bots.dialogue.reply import Words, words
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
from domain.store import UnitOfWork

SENTENCES: Mapping[type[AppointmentEvent], str] = {
    AppointmentRequested: "square-appointment-requested",
    AppointmentProposed: "square-appointment-proposed",
    AppointmentAgreed: "square-appointment-agreed",
    AppointmentDeclined: "square-appointment-declined",
    AppointmentCancelled: "square-appointment-cancelled",
    AppointmentLapsed: "square-appointment-lapsed",
    AppointmentAnswerDue: "square-appointment-waits",
    AppointmentNearlyLapsed: "square-appointment-nearly-lapsed",
    AppointmentTomorrow: "square-appointment-tomorrow",
    AppointmentOver: "square-appointment-over",
    AppointmentDone: "square-appointment-done",
    AppointmentClosed: "square-appointment-closed",
}


def of_appointment(store: UnitOfWork, event: AppointmentEvent) -> Words | None:
    """The sentence with what was asked for, by whom and of whom."""
    appointment, merchant = store.appointments.get(event.appointment_id), store.catalogue.merchant(event.merchant_id)
    if appointment is None or merchant is None:
        return None
    name = appointment.name or words("square-nobody")
    return words(
        SENTENCES[type(event)],
        name=name,
        merchant=merchant.name,
        service=appointment.service,
        start=appointment.start or appointment.asked_at,
    )
