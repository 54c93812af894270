"""A merchant's appointments: propose a time by a tap or in words, decline, call off, say that it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Words, joined, say, words
from bots.flows.agenda_words import (
    agenda_rows,
    done_options,
    request_words,
    start_options,
    times_of,
)
from bots.flows.hearing import said_any
from bots.flows.orders_said import named_code
from bots.flows.times_wished import single_days
from domain.appointments.answers import agenda, call_off_as_merchant, decline, of_own_shop, propose, say_done
from domain.appointments.errors import TimePassed, TimeTaken
from domain.appointments.model import Appointment, AppointmentStatus
from domain.clock import at_local, local_day
from domain.ids import AppointmentId, MerchantId
from domain.people.model import Role
from nlu.result import Expects

SHOWN = 3
MOST_ROWS = 8
WORD = ("termin",)
DONE = ("erledigt", "fertig", "gemacht", "abgeschlossen")
MISSED = ("nicht da", "nicht stattgefunden", "ausgefallen", "nicht angetroffen", "niemand da", "hat nicht geklappt")
OFF = ("absag", "fällt aus", "ausfallen", "muss ab", "storn", "kann nicht", "verschieb", "krank")
NO = (
    "geht nicht",
    "kann ich nicht",
    "keine zeit",
    "nicht möglich",
    "schaffe ich nicht",
    "passt mir nicht",
    "leider nein",
)


@dataclass(frozen=True, slots=True)
class AgendaForm:
    """Which appointment, and what to `do`: propose, decline, cancel, done or missed. `day` and `at` as typed."""

    id: str | None = None
    do: str = "propose"
    day: date | None = None
    at: time | None = None
    start: datetime | None = None
    sure: bool | None = None


# --- beginning ----------------------------------------------------------------------------------------------


def is_about_one(turn: Turn) -> bool:
    """Whether a merchant with appointments speaks of one: the word, its code, a time for a request, "erledigt"."""
    if turn.talk.frame is not None and (turn.talk.frame.flow == "agenda" or not said_any(turn.said, WORD)):
        return False  # a day may be the answer to the question that is open
    live = agenda(turn.county, turn.store, turn.actor)
    if not live:
        return said_any(turn.said, WORD) and _offers_services(turn)
    if said_any(turn.said, WORD) or named_code(turn.said) & {one.code for one in live}:
        return True
    return _meant(turn, live) is not None


def begin(turn: Turn) -> Step[AgendaForm]:
    """What the words want done, or all that is coming."""
    live = agenda(turn.county, turn.store, turn.actor)
    found = _meant(turn, live)
    if found is None:
        return Step(AgendaForm(), _all(turn, live), done=True)
    do, those = found
    form = AgendaForm(those[0].id if len(those) == 1 else None, do)
    form = _with_time(turn, form) if do == "propose" else form
    return _go_on(turn, form) if form.id else Step(form)


def start_with(turn: Turn, value: Json) -> Step[AgendaForm]:
    """A tap under a request, or under the question of the morning after."""
    start = datetime.fromisoformat(value["start"]) if value.get("start") else None
    return _go_on(turn, AgendaForm(value["id"], value["do"], start=start))


def _meant(turn: Turn, live: Sequence[Appointment]) -> tuple[str, list[Appointment]] | None:
    """What is to be done, and with which appointments it may be."""
    codes = named_code(turn.said)
    of_code = [one for one in live if one.code in codes]
    agreed = [one for one in of_code or live if one.status is AppointmentStatus.AGREED]
    begun = [one for one in agreed if one.start is not None and one.start <= turn.county.now()]
    waiting = [one for one in of_code or live if one.status is AppointmentStatus.REQUESTED]
    timed = turn.parse is not None and bool(turn.parse.days or turn.parse.times)
    if begun and said_any(turn.said, MISSED):
        return "missed", begun
    if begun and said_any(turn.said, DONE):
        return "done", begun
    if agreed and said_any(turn.said, OFF) and said_any(turn.said, WORD):
        return "cancel", _on_day(turn, agreed) or agreed
    if waiting and timed and not _goods(turn):
        return "propose", waiting
    if waiting and (said_any(turn.said, NO) or (of_code and said_any(turn.said, OFF))) and not _has_list(turn):
        return "decline", waiting
    return None


# --- which one ----------------------------------------------------------------------------------------------


def which_words(_turn: Turn, form: AgendaForm) -> Words:
    """Which of several."""
    return words("agenda-which-request" if form.do in {"propose", "decline"} else "agenda-which")


def which_options(turn: Turn, form: AgendaForm) -> Sequence[Option]:
    """Those with which that can be done."""
    live = agenda(turn.county, turn.store, turn.actor)
    asked = form.do in {"propose", "decline"}
    those = [one for one in live if (one.status is AppointmentStatus.REQUESTED) == asked and not _is_proposed(one)]
    return [
        Option(words("agenda-option-which", name=one.first_name, service=one.service), one.id, heard_as=(one.name,))
        for one in those[:SHOWN]
    ]


def which_chosen(turn: Turn, form: AgendaForm, value: Json) -> Step[AgendaForm]:
    """That one."""
    return _go_on(turn, replace(form, id=value))


# --- a time ----------------------------------------------------------------------------------------------


def lacks_start(_turn: Turn, form: AgendaForm) -> bool:
    """Whether a time is still to be said."""
    return form.do == "propose" and form.start is None


def start_words(turn: Turn, form: AgendaForm) -> Reply:
    """The request once more, and which time."""
    appointment = _appointment(turn, form)
    if form.day is not None:
        return say(words("agenda-ask-time", day=form.day))
    if form.at is not None:
        return say(words("agenda-ask-day"))
    _, wished = times_of(turn.county, turn.store, appointment)
    notes = [] if wished else [words("agenda-none-fits")]
    return say(*request_words(appointment), *notes, words("agenda-ask-start", until=appointment.deadline))


def offered_starts(turn: Turn, form: AgendaForm) -> Sequence[Option]:
    """Free times, of the day that was said if one was."""
    appointment = _appointment(turn, form)
    starts, _ = times_of(turn.county, turn.store, appointment, form.day)
    return start_options(starts, appointment)


def start_chosen(turn: Turn, form: AgendaForm, value: Json) -> Step[AgendaForm]:
    """That time, or not at all."""
    if value["do"] == "decline":
        return Step(replace(form, do="decline"))
    return _go_on(turn, replace(form, start=datetime.fromisoformat(value["start"])))


def start_heard(turn: Turn, form: AgendaForm) -> Step[AgendaForm] | None:
    """A day and a time in words; what is missing of it is asked."""
    assert turn.parse is not None
    if said_any(turn.said, NO) or turn.parse.intent.name in {"deny", "reject_order"}:
        return Step(replace(form, do="decline"))
    if turn.parse.days or turn.parse.times:
        return _go_on(turn, _with_time(turn, form))
    return None


def _with_time(turn: Turn, form: AgendaForm) -> AgendaForm:
    assert turn.parse is not None
    days = [mention.first for mention in turn.parse.days if mention.first == mention.last]
    day = days[0] if days else form.day
    at = next((one.first for one in turn.parse.times if one.first == one.last), form.at)
    if day is None and at is not None and form.id is not None:
        wished = single_days(_appointment(turn, form).wishes)
        day = wished[0] if len(wished) == 1 else None
    start = at_local(day, at) if day is not None and at is not None else None
    return replace(form, day=day, at=at, start=start)


# --- done with it ----------------------------------------------------------------------------------------------


def lacks_sure(_turn: Turn, form: AgendaForm) -> bool:
    """What somebody counts on is called off only after a yes."""
    return form.do == "cancel" and form.sure is None


def sure_words(turn: Turn, form: AgendaForm) -> Words:
    """Who counts on it, and when."""
    appointment = _appointment(turn, form)
    return words("agenda-ask-sure", name=appointment.name, service=appointment.service, start=appointment.start)


def sure_options(_turn: Turn, _form: AgendaForm) -> Sequence[Option]:
    """Yes or no."""
    return [
        Option(words("appointment-option-yes"), True, heard_as=("ja", "absagen", "ja bitte")),
        Option(words("appointment-option-no"), False, heard_as=("nein", "nee", "doch nicht")),
    ]


def sure_chosen(_turn: Turn, form: AgendaForm, value: Json) -> Step[AgendaForm]:
    """Off, or as it was."""
    if not value:
        return Step(form, say(words("agenda-kept")), done=True)
    return Step(replace(form, sure=True))


def finish(turn: Turn, form: AgendaForm) -> Reply:
    """Do it; the other side hears it now."""
    county, store, actor, which = turn.county, turn.store, turn.actor, AppointmentId(form.id or "")
    match form.do:
        case "decline":
            return say(words("agenda-declined", name=decline(county, store, actor, which).first_name))
        case "cancel":
            return say(words("agenda-called-off", name=call_off_as_merchant(county, store, actor, which).name))
        case "missed":
            return say(words("agenda-missed", name=call_off_as_merchant(county, store, actor, which, missed=True).name))
    return say(words("agenda-done", price=say_done(county, store, actor, which).price))


# --- shared ----------------------------------------------------------------------------------------------


def _go_on(turn: Turn, form: AgendaForm) -> Step[AgendaForm]:
    """Go on if that can still be done, else say how it stands. A time that is taken is said, and asked for anew."""
    appointment = _appointment(turn, form)
    possible = appointment.status.is_open() if form.do in {"propose", "decline"} else _is_agreed(appointment)
    if not possible:
        return Step(form, say(words(f"agenda-is-{appointment.status.value}", name=appointment.name)), done=True)
    if form.do != "propose" or form.start is None:
        return Step(form)
    try:
        done = propose(turn.county, turn.store, turn.actor, appointment.id, form.start)
    except (TimeTaken, TimePassed) as refusal:
        again = replace(form, start=None, at=None, day=local_day(form.start))
        return Step(again, say(Words(refusal.text_key(), refusal.details)))
    told = words("agenda-proposed", name=done.first_name, start=done.start, until=done.deadline)
    return Step(form, say(told), done=True)


def _all(turn: Turn, live: Sequence[Appointment]) -> Reply:
    """What is to be said "erledigt" of, what waits for an answer, what is coming."""
    now = turn.county.now()
    begun = [
        one for one in live if one.status is AppointmentStatus.AGREED and one.start is not None and one.start <= now
    ]
    waiting = [one for one in live if one.status is AppointmentStatus.REQUESTED]
    coming = [one for one in live if one.start is not None and one not in begun]
    if not live:
        return say(words("agenda-nothing"))
    told: list[Reply] = []
    if coming:
        told.append(say(words("agenda-coming"), rows=agenda_rows(turn.store, coming[:MOST_ROWS])))
    for one in begun[:1]:
        over = words("agenda-ask-done", service=one.service, name=one.name, start=one.start)
        told.append(say(over, options=done_options(one)))
    if waiting and not begun:
        told.append(
            say(words("agenda-waiting", count=len(waiting)), options=[_to_answer(one) for one in waiting[:SHOWN]])
        )
    return joined(*told)


def _to_answer(appointment: Appointment) -> Option:
    label = words("agenda-option-which", name=appointment.first_name, service=appointment.service)
    return Option(label, {"id": appointment.id, "do": "propose", "start": None}, "agenda", heard_as=(appointment.name,))


def _on_day(turn: Turn, appointments: Sequence[Appointment]) -> list[Appointment]:
    days = {day.first for day in (turn.parse.days if turn.parse else ()) if day.first == day.last}
    return [one for one in appointments if one.start is not None and local_day(one.start) in days]


def _goods(turn: Turn) -> bool:
    return turn.parse is not None and any(item.text and item.candidates for item in turn.parse.items)


def _has_list(turn: Turn) -> bool:
    shops = turn.actor.scopes_of(Role.MERCHANT)
    return any(turn.store.orders.open_picklists(MerchantId(shop)) for shop in shops)


def _is_proposed(appointment: Appointment) -> bool:
    return appointment.status is AppointmentStatus.PROPOSED


def _is_agreed(appointment: Appointment) -> bool:
    return appointment.status is AppointmentStatus.AGREED


def _offers_services(turn: Turn) -> bool:
    shops = turn.actor.scopes_of(Role.MERCHANT)
    return any(p.is_service for shop in shops for p in turn.store.catalogue.of_merchant(MerchantId(shop)))


def _appointment(turn: Turn, form: AgendaForm) -> Appointment:
    return of_own_shop(turn.store, turn.actor, AppointmentId(form.id or ""))


AGENDA = Flow(
    name="agenda",
    about="Termine ansehen, vorschlagen, ablehnen, absagen, als erledigt melden",
    form=AgendaForm,
    for_roles=frozenset({Role.MERCHANT}),
    begin=begin,
    start_with=start_with,
    claims=is_about_one,
    asks=(
        Ask("id", words=which_words, offers=which_options, chosen=which_chosen, expects=Expects.CHOICE),
        Ask(
            "start",
            needed=lacks_start,
            words=start_words,
            offers=offered_starts,
            chosen=start_chosen,
            hears=start_heard,
            expects=Expects.DAY,
        ),
        Ask(
            "sure",
            needed=lacks_sure,
            words=sure_words,
            offers=sure_options,
            chosen=sure_chosen,
            expects=Expects.YES_NO,
        ),
    ),
    finish=finish,
)
