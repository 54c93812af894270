"""A resident's appointments: look at them, buy a proposal, wish another time, call off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Words, say, words
from bots.flows.appointment_words import (
    agreed_reply,
    bought,
    buy_options,
    merchant_of,
    proposal,
    too_late,
)
from bots.flows.book_when import wishes_of, wishes_options
from bots.flows.hearing import said_any
from bots.flows.orders_said import named_code
from bots.flows.services_said import services_meant
from bots.flows.times_wished import refuses_times, wishes_said
from bots.flows.who import BUYERS
from domain.appointments.errors import ProposalChanged
from domain.appointments.model import Appointment, AppointmentStatus, Wish
from domain.appointments.service import call_off, own_appointment, own_appointments, take, wish_again
from domain.clock import local_day
from domain.ids import AppointmentId
from domain.people.model import Role
from nlu.result import Expects

SHOWN = 3
OWN_FLOWS = {"appointment", "book-service"}  # while they are open, their own questions hear first
CANCEL_WORDS = (
    "absag",
    "storn",
    "fällt aus",
    "ausfallen",
    "nicht mehr kommen",
    "abbestell",
    "kann nicht",
    "zurücknehm",
)
MOVE_WORDS = ("verschieb", "verleg", "anderer tag", "anderen tag", "andere zeit", "später", "umlegen", "tauschen")
ASKING = ("wann", "welche", "habe ich", "hab ich", "mein termin", "meine termin", "steht", "vergessen")


@dataclass(frozen=True, slots=True)
class AppointmentForm:
    """Which appointment, and what to `do`: show, take, other (time), stop, cancel or move."""

    id: str | None = None
    do: str = "show"
    start: datetime | None = None
    wishes: tuple[Wish, ...] | None = None
    sure: bool | None = None


# --- beginning ----------------------------------------------------------------------------------------------


def is_about_one(turn: Turn) -> bool:
    """Whether somebody with appointments speaks of one: its code, the word itself, or its service and "absagen"."""
    if Role.RESIDENT not in turn.actor.roles or (turn.talk.frame is not None and turn.talk.frame.flow in OWN_FLOWS):
        return False
    live = _live(turn)
    if not live:
        return False
    if named_code(turn.said) & {one.code for one in live}:
        return True
    wants = said_any(turn.said, CANCEL_WORDS) or said_any(turn.said, MOVE_WORDS)
    asks = wants or said_any(turn.said, ASKING)
    if said_any(turn.said, ("termin",)) and asks:
        return True
    return asks and bool({one.sku for one in live} & set(services_meant(turn).skus))


def asks_for_own(turn: Turn) -> bool:
    """Whether somebody asks about an appointment that is not there (any more)."""
    wants = said_any(turn.said, ASKING) or said_any(turn.said, CANCEL_WORDS) or said_any(turn.said, MOVE_WORDS)
    return said_any(turn.said, ("termin",)) and wants and not services_meant(turn).skus


def begin(turn: Turn) -> Step[AppointmentForm]:
    """The one that was named, the only one, or: which?"""
    live = _live(turn)
    if not live:
        book = Option(words("appointment-option-book"), flow="book-service")
        return Step(AppointmentForm(), say(words("appointment-none"), options=[book]), done=True)
    do = "move" if said_any(turn.said, MOVE_WORDS) else "cancel" if said_any(turn.said, CANCEL_WORDS) else "show"
    codes = named_code(turn.said)
    named = [one for one in live if one.code in codes] or _of_service(turn, live) or _of_day(turn, live) or live
    if do == "show" and len(named) > 1:
        shown = [saying for one in named[:SHOWN] for saying in _shown(turn, one).sayings]
        return Step(AppointmentForm(), Reply(tuple(shown)), done=True)
    form = AppointmentForm(named[0].id if len(named) == 1 else None, do)
    return _do(turn, form) if form.id else Step(form)


def start_with(turn: Turn, value: Json) -> Step[AppointmentForm]:
    """A button under a proposal or an appointment; without one, as words do."""
    if value is None:
        return begin(turn)
    start = datetime.fromisoformat(value["start"]) if value.get("start") else None
    form = AppointmentForm(value["id"], value["do"], start)
    if not value.get("asked"):
        return _do(turn, form)
    step = _do(turn, form)  # she has just been asked whether it shall be called off
    return step if step.done else sure_chosen(turn, form, True)


# --- which one ----------------------------------------------------------------------------------------------


def which_words(_turn: Turn, _form: AppointmentForm) -> Words:
    """Which of several."""
    return words("appointment-which")


def which_options(turn: Turn, _form: AppointmentForm) -> Sequence[Option]:
    """The newest three."""
    return [
        Option(words("appointment-option-which", code=one.code, service=one.service), one.id, heard_as=(one.code,))
        for one in _live(turn)[:SHOWN]
    ]


def which_chosen(turn: Turn, form: AppointmentForm, value: Json) -> Step[AppointmentForm]:
    """That one."""
    return _do(turn, replace(form, id=value))


# --- what to do with it ----------------------------------------------------------------------------------------------


def _do(turn: Turn, form: AppointmentForm) -> Step[AppointmentForm]:
    appointment = _appointment(turn, form)
    if not appointment.status.is_live():
        return Step(form, _over(turn, appointment), done=True)
    if form.do == "take":
        return _take(turn, form, appointment)
    if form.do in {"other", "move"} and appointment.status is AppointmentStatus.REQUESTED:
        return Step(form, _shown(turn, appointment), done=True)  # nothing is proposed yet
    if form.do == "other" and appointment.status is AppointmentStatus.AGREED:
        form = replace(form, do="move")
    if form.do == "move" and appointment.status is AppointmentStatus.PROPOSED:
        form = replace(form, do="other")
    if form.do == "other":
        return wishes_heard(turn, form) or Step(form)
    if form.do in {"cancel", "stop", "move"}:
        return _call_off_step(turn, form, appointment)
    return Step(form, _shown(turn, appointment), done=True)


def _take(turn: Turn, form: AppointmentForm, appointment: Appointment) -> Step[AppointmentForm]:
    """Bought; what has been bought before says so, what has changed is shown anew."""
    if appointment.status is AppointmentStatus.AGREED and appointment.start == form.start:
        return Step(form, agreed_reply(turn.county, turn.store, appointment, "appointment-stands"), done=True)
    if form.start is None or appointment.status is not AppointmentStatus.PROPOSED:
        return Step(form, _shown(turn, appointment), done=True)
    try:
        take(turn.county, turn.store, turn.actor, appointment.id, form.start)
    except ProposalChanged as changed:
        sorry = say(Words(changed.text_key(), changed.details))
        return Step(form, sorry + proposal(turn.county, turn.store, appointment), done=True)
    return Step(form, bought(turn.county, turn.store, appointment), done=True)


def _call_off_step(turn: Turn, form: AppointmentForm, appointment: Appointment) -> Step[AppointmentForm]:
    """A request goes at once; what is agreed is asked about, if it can be called off here at all."""
    if appointment.status.is_open():
        return Step(form, _called_off(turn, appointment), done=True)
    if not appointment.may_call_off(turn.county.now()):
        return Step(form, too_late(turn.county, turn.store, appointment), done=True)
    return Step(form)


def lacks_sure(turn: Turn, form: AppointmentForm) -> bool:
    """An agreed appointment is called off only after a yes."""
    return form.do in {"cancel", "stop", "move"} and form.sure is None


def sure_words(turn: Turn, form: AppointmentForm) -> Words:
    """What would be called off, and what comes in its place."""
    appointment = _appointment(turn, form)
    key = "appointment-ask-move" if form.do == "move" else "appointment-ask-sure"
    return words(key, code=appointment.code, start=appointment.start)


def sure_options(_turn: Turn, form: AppointmentForm) -> Sequence[Option]:
    """Yes or no."""
    yes = words("appointment-option-yes-move" if form.do == "move" else "appointment-option-yes")
    return [
        Option(yes, True, heard_as=("ja", "ja bitte", "absagen")),
        Option(words("appointment-option-no"), False, heard_as=("nein", "nee", "doch nicht")),
    ]


def sure_chosen(turn: Turn, form: AppointmentForm, value: Json) -> Step[AppointmentForm]:
    """Off it is, and new days are asked for if she wants; or it stays."""
    appointment = _appointment(turn, form)
    if not value:
        return Step(form, say(words("appointment-kept", code=appointment.code)), done=True)
    told = _called_off(turn, appointment)
    if form.do != "move":
        return Step(form, told, done=True)
    again = {"sku": appointment.sku, "pieces": appointment.pieces}
    return Step(form, told, done=True, then=("book-service", again))


def lacks_wishes(_turn: Turn, form: AppointmentForm) -> bool:
    """Whether another time is wished and not said yet."""
    return form.do == "other" and form.wishes is None


def wishes_chosen(turn: Turn, form: AppointmentForm, value: Json) -> Step[AppointmentForm]:
    """Any time, or half of any day."""
    return _wished(turn, form, wishes_of(value))


def wishes_heard(turn: Turn, form: AppointmentForm) -> Step[AppointmentForm] | None:
    """Days and times in words."""
    if refuses_times(turn):
        return Step(form, say(words("book-service-only-fitting")))
    wishes = wishes_said(turn)
    return _wished(turn, form, wishes) if wishes is not None else None


def _wished(turn: Turn, form: AppointmentForm, wishes: tuple[Wish, ...]) -> Step[AppointmentForm]:
    appointment = wish_again(turn.county, turn.store, turn.actor, AppointmentId(form.id or ""), wishes)
    merchant = merchant_of(turn.store, appointment)
    told = words("appointment-wished", owner=merchant.owner, until=appointment.deadline)
    return Step(replace(form, wishes=wishes), say(told), done=True)


# --- showing ----------------------------------------------------------------------------------------------


def _shown(turn: Turn, appointment: Appointment) -> Reply:
    """How it stands, with everything that is needed."""
    match appointment.status:
        case AppointmentStatus.PROPOSED:
            return proposal(turn.county, turn.store, appointment)
        case AppointmentStatus.AGREED:
            return agreed_reply(turn.county, turn.store, appointment, "appointment-stands")
        case AppointmentStatus.REQUESTED:
            merchant = merchant_of(turn.store, appointment)
            told = words(
                "appointment-waits",
                code=appointment.code,
                owner=merchant.owner,
                service=appointment.service,
                until=appointment.deadline,
            )
            stop = Option(words("appointment-option-stop"), {"id": appointment.id, "do": "stop"}, "appointment")
            return say(told, options=[stop])
    return _over(turn, appointment)


def _over(_turn: Turn, appointment: Appointment) -> Reply:
    return say(words("appointment-over", code=appointment.code))


def _called_off(turn: Turn, appointment: Appointment) -> Reply:
    call_off(turn.county, turn.store, turn.actor, appointment.id)
    merchant = merchant_of(turn.store, appointment)
    return say(words("appointment-called-off", code=appointment.code, owner=merchant.owner))


# --- shared ----------------------------------------------------------------------------------------------


def open_proposal(turn: Turn) -> Appointment | None:
    """A proposal that waits for her answer."""
    if Role.RESIDENT not in turn.actor.roles:
        return None
    return next((one for one in _live(turn) if one.status is AppointmentStatus.PROPOSED), None)


def not_bought_yet(appointment: Appointment) -> Reply:
    """A plain yes buys nothing: the words or the button do."""
    return say(words("appointment-say-buy"), options=buy_options(appointment))


def _live(turn: Turn) -> list[Appointment]:
    return [one for one in own_appointments(turn.county, turn.store, turn.actor) if one.status.is_live()]


def _of_service(turn: Turn, live: Sequence[Appointment]) -> list[Appointment]:
    meant = services_meant(turn).skus
    return [one for one in live if one.sku in meant]


def _of_day(turn: Turn, live: Sequence[Appointment]) -> list[Appointment]:
    days = [day for day in (turn.parse.days if turn.parse else ()) if day.first == day.last]
    return [one for one in live if one.start is not None and any(local_day(one.start) == day.first for day in days)]


def _appointment(turn: Turn, form: AppointmentForm) -> Appointment:
    return own_appointment(turn.store, turn.actor, AppointmentId(form.id or ""))


APPOINTMENT = Flow(
    name="appointment",
    about="Eigene Termine ansehen, kaufen, verschieben, absagen",
    form=AppointmentForm,
    for_roles=BUYERS,
    begin=begin,
    start_with=start_with,
    claims=is_about_one,
    asks=(
        Ask(
            "id",
            words=which_words,
            offers=which_options,
            chosen=which_chosen,
            expects=Expects.CHOICE,
        ),
        Ask(
            "sure",
            needed=lacks_sure,
            words=sure_words,
            offers=sure_options,
            chosen=sure_chosen,
            expects=Expects.YES_NO,
        ),
        Ask(
            "wishes",
            needed=lacks_wishes,
            offers=wishes_options,
            chosen=wishes_chosen,
            hears=wishes_heard,
            expects=Expects.DAY,
        ),
    ),
    finish=lambda _turn, _form: Reply(),
)
