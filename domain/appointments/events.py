"""What happened to appointments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from domain.appointments.model import Appointment
from domain.events import Event
from domain.ids import AppointmentId, MerchantId, PersonId


class AboutAppointment(TypedDict):
    """What all of them say."""

    appointment_id: AppointmentId
    person_id: PersonId
    merchant_id: MerchantId


def about(appointment: Appointment) -> AboutAppointment:
    """Which appointment, whose, with whom."""
    return {
        "appointment_id": appointment.id,
        "person_id": appointment.person_id,
        "merchant_id": appointment.merchant_id,
    }


@dataclass(frozen=True, kw_only=True)
class AppointmentEvent(Event, happens=False):
    """What all of them know: which appointment, whose, with whom."""

    appointment_id: AppointmentId
    person_id: PersonId
    merchant_id: MerchantId


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentRequested(AppointmentEvent):
    """Somebody asks for a service (`again`: for another time than was proposed)."""

    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentProposed(AppointmentEvent):
    """The merchant proposes a time."""

    start: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentAgreed(AppointmentEvent):
    """ "Jetzt kaufen" was tapped: it is a contract."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentDeclined(AppointmentEvent):
    """The merchant cannot do it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentCancelled(AppointmentEvent):
    """One side has called it off. `was` is how it stood.

    `withdrawn` says that it was by right (sec. 355 BGB), `missed` that its time passed and it did not take place.
    """

    by: PersonId
    was: str
    withdrawn: bool
    missed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentLapsed(AppointmentEvent):
    """Nobody has answered in time. `was` says whose answer was missing: requested the merchant's, proposed hers."""

    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentAnswerDue(AppointmentEvent):
    """Half of the time to answer is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentNearlyLapsed(AppointmentEvent):
    """The operator should call the merchant now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentTomorrow(AppointmentEvent):
    """It is tomorrow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentOver(AppointmentEvent):
    """Its time has passed: did it take place? `again` is the second and last time that this is asked."""

    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentClosed(AppointmentEvent):
    """Nobody has said whether it took place: it counts as done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentDone(AppointmentEvent):
    """The merchant says that all is done: the bill stands."""
