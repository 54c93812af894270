"""How merchants read appointments: who asks for what and when, which times are free, what is agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bots.dialogue.reply import NO_WORDS, Json, Option, TableRow, Verbatim, Words, words
from bots.flows.appointment_words import length_words, merchant_of, minutes_of
from bots.flows.times_wished import either
from bots.texts.texts import money
from domain.appointments.model import Appointment
from domain.appointments.slots import free_starts
from domain.county import County
from domain.lockers.finding import station_of
from domain.store import UnitOfWork

FLOW = "agenda"
DECLINE_WORDS = ("geht nicht", "nein", "kann ich nicht", "nicht möglich", "keine zeit", "absagen")
DONE_WORDS = ("erledigt", "fertig", "gemacht", "ja", "ist erledigt", "hat geklappt")
MISSED_WORDS = ("nein", "war nicht da", "hat nicht stattgefunden", "ausgefallen")


def request_words(appointment: Appointment) -> list[Words]:
    """Who asks for what; until it is agreed the first name and the village are enough."""
    first_name, village = appointment.first_name, appointment.village.split(",")[0]
    asks = words(
        "agenda-request",
        name=first_name,
        village=village,
        service=appointment.service,
        count=appointment.pieces,
        price=appointment.price,
        length=length_words(minutes_of(appointment)),
    )
    return [asks, wishes_words(appointment)]


def wishes_words(appointment: Appointment) -> Words:
    """When it would suit her."""
    if not appointment.wishes:
        return words("agenda-any-time")
    return words("agenda-wishes", wishes=either(appointment.wishes))


def times_of(
    county: County, store: UnitOfWork, appointment: Appointment, day: date | None = None
) -> tuple[list[datetime], bool]:
    """The times that could be proposed, and whether they are what was wished."""
    return free_starts(county, store, merchant_of(store, appointment), appointment, day=day)


def start_options(starts: Sequence[datetime], appointment: Appointment, *, flow: str | None = None) -> list[Option]:
    """Free times to tap, and "Geht nicht". With `flow` they start it, else they answer an open question."""

    def value(did: str, start: datetime | None = None) -> Json:
        return {"id": appointment.id, "do": did, "start": start.isoformat() if start else None}

    times = [Option(words("agenda-option-start", start=start), value("propose", start), flow) for start in starts]
    return [*times, Option(words("agenda-option-decline"), value("decline"), flow, heard_as=DECLINE_WORDS)]


def done_options(appointment: Appointment) -> list[Option]:
    """It took place, or it did not."""
    done, missed = ({"id": appointment.id, "do": what, "start": None} for what in ("done", "missed"))
    return [
        Option(words("agenda-option-done"), done, FLOW, style="main", heard_as=DONE_WORDS),
        Option(words("agenda-option-missed"), missed, FLOW, heard_as=MISSED_WORDS),
    ]


def agreed_words(store: UnitOfWork, appointment: Appointment) -> list[Words]:
    """Where to go and whom to call: known to the merchant from the agreement on."""
    said = [place_words(store, appointment)]
    person = store.people.get(appointment.person_id)
    if person is not None and person.phone:
        said.append(words("notice-operator-phone", phone=person.phone))
    return said


def place_words(store: UnitOfWork, appointment: Appointment) -> Words:
    """The home, or the pick-up point."""
    if appointment.station_id is not None:
        station = station_of(store, appointment.station_id)
        return words("agenda-station", station=station.village, address=station.address)
    village = appointment.village.split(",")[0]
    return words("agenda-home", name=appointment.name, street=appointment.street or "", village=village)


def agenda_rows(store: UnitOfWork, appointments: Sequence[Appointment]) -> list[TableRow]:
    """What is proposed or agreed, day by day."""
    rows = []
    for one in appointments:
        what = words(
            "agenda-row-agreed" if not one.status.is_open() else "agenda-row-proposed",
            service=one.service,
            count=one.pieces,
            place=place_words(store, one) if not one.status.is_open() else one.first_name,
        )
        rows.append(TableRow(NO_WORDS, words("agenda-option-start", start=one.start), NO_WORDS, kind="seller"))
        rows.append(TableRow(NO_WORDS, what, Verbatim(money(one.price))))
    return rows
