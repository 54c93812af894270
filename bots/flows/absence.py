"""Somebody has died, or is away for a while: silence at once, and a human looks after open orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Words, joined, say, words
from bots.flows.calling import call_a_human
from bots.flows.hearing import said_any
from bots.flows.who import EVERYBODY
from domain.appointments.model import Appointment, AppointmentStatus
from domain.clock import local_day
from domain.ordering.model import Order
from domain.people.service import pause
from domain.support.model import CaseKind
from nlu.result import Expects

DEATH = (
    "gestorben",
    "verstorben",
    "ist tot",
    "sind tot",
    "todesfall",
    "beerdig",
    "trauerfall",
    "trauerfeier",
    "beigesetzt",
    "beisetzung",
    "begraben",
    "entschlafen",
    "verschieden",
    "von uns gegangen",
    "nicht mehr unter uns",
    "mann verloren",
    "frau verloren",
    "mutter verloren",
    "vater verloren",
    "witwe",
)
BACK = (
    "wieder da",
    "wieder zu hause",
    "wieder zuhause",
    "wieder daheim",
    "wieder hier",
    "zurück aus",
    "bin zurück",
    "sind zurück",
)
BACK_AGAIN, STILL_AWAY = "back", "away"
MOURNING = timedelta(days=90)  # nothing by itself for so long; whoever writes before is answered


@dataclass(frozen=True, slots=True)
class AbsenceForm:
    """Until when somebody is away; an open end has no day."""

    until: date | None = None


def is_bereavement(text: str) -> bool:
    """Whether somebody has died."""
    return said_any(text, DEATH)


def mourn(turn: Turn) -> Reply:
    """Condolence; reminders stop at once; a human looks after what is open. Nothing is asked."""
    pause(turn.county, turn.store, turn.actor, local_day(turn.county.now()) + MOURNING)
    today = local_day(turn.county.now())
    codes = [order.code for order in _open(turn)]
    codes += [one.code for one in _appointments(turn, today, today + MOURNING)]
    call_a_human(turn, CaseKind.BEREAVEMENT, about=_about("Trauerfall", codes))
    orders: list[Words] = [words("absence-orders-cared", codes=codes)] if codes else []
    return say(words("absence-condolence"), *orders, words("absence-here", phone=turn.info["phone"]))


def is_back(text: str) -> bool:
    """Whether somebody who was away is there again."""
    return said_any(text, BACK)


def welcome_back(turn: Turn) -> Reply:
    """The pause ends."""
    pause(turn.county, turn.store, turn.actor, None)
    return say(words("absence-back"))


def begin(turn: Turn) -> Step[AbsenceForm]:
    """A death, a return, or an absence with or without its last day."""
    assert turn.parse is not None
    if is_bereavement(turn.said):
        return Step(AbsenceForm(), mourn(turn), done=True, asks_itself=True)
    if is_back(turn.said):
        return Step(AbsenceForm(), welcome_back(turn), done=True)
    found = until_heard(turn, AbsenceForm())
    return found or Step(AbsenceForm())


def until_options(turn: Turn, _form: AbsenceForm) -> Sequence[Option]:
    """A week, two weeks, or nobody knows."""
    today = local_day(turn.county.now())
    return [
        Option(words("absence-option-week"), (today + timedelta(days=7)).isoformat(), heard_as=("eine woche",)),
        Option(words("absence-option-weeks"), (today + timedelta(days=14)).isoformat(), heard_as=("zwei wochen",)),
        Option(words("absence-option-unknown"), "unknown", heard_as=("weiß nicht", "keine ahnung", "unbestimmt")),
    ]


def until_chosen(turn: Turn, form: AbsenceForm, value: Json) -> Step[AbsenceForm]:
    """Silence until that day."""
    if value == "unknown":
        return Step(form, _paused(turn, local_day(turn.county.now()) + MOURNING, known=False), done=True)
    return _away(turn, date.fromisoformat(value))


def until_heard(turn: Turn, _form: AbsenceForm) -> Step[AbsenceForm] | None:
    """A last day in words: of "vom 3. bis 14." the second, of a single day that day. The first day may lie ahead."""
    assert turn.parse is not None
    today, days = local_day(turn.county.now()), turn.parse.days
    last = max((mention.last for mention in days), default=None)
    if last is None or last <= today:
        return None
    first = min(mention.first for mention in days)
    return _away(turn, last, first if today < first < last else None)


def start_with(turn: Turn, value: Json) -> Step[AbsenceForm]:
    """Whether she is back, asked after she has bought something while away."""
    if value == BACK_AGAIN:
        return Step(AbsenceForm(), welcome_back(turn), done=True)
    until = turn.person.paused_until or local_day(turn.county.now())
    return Step(AbsenceForm(), say(words("absence-stays", until=until)), done=True)


def are_you_back(turn: Turn, order: Order) -> Reply:
    """Who is away and buys for these very days may be back: asked, never concluded."""
    today = local_day(turn.county.now())
    if not turn.person.is_away(today) or not any(turn.person.is_away(day) for day in order.days()):
        return Reply()
    options = [
        Option(words("absence-option-back"), BACK_AGAIN, flow="absence", heard_as=("ja", "bin wieder da")),
        Option(words("absence-option-still-away"), STILL_AWAY, flow="absence", heard_as=("nein", "noch nicht")),
    ]
    return say(words("absence-ask-back"), options=options)


def _away(turn: Turn, until: date, since: date | None = None) -> Step[AbsenceForm]:
    return Step(AbsenceForm(until), _paused(turn, until, since, known=True), done=True)


def _paused(turn: Turn, until: date, since: date | None = None, *, known: bool) -> Reply:
    pause(turn.county, turn.store, turn.actor, until, since)
    if since is not None:
        told = words("absence-paused-from", since=since, until=until)
    else:
        told = words("absence-paused", until=until) if known else words("absence-paused-open")
    begun = since or local_day(turn.county.now())
    hit = [order for order in _open(turn) if any(begun <= day <= until for day in order.days())]
    missed = _appointments(turn, begun, until)
    if not hit:
        return joined(say(told), _ask_appointment(missed))
    away = f"Abwesend bis {until:%d.%m.%Y}" if known else "Abwesend, Ende offen"
    fixed = [order for order in hit if _is_fixed(turn, order)]
    if fixed:
        call_a_human(turn, CaseKind.PROBLEM, about=_about(away, [order.code for order in fixed]))
    return say(told) + _what_to_do(turn, hit, fixed, until if known else None, missed)


def _what_to_do(
    turn: Turn, hit: Sequence[Order], fixed: Sequence[Order], until: date | None, missed: Sequence[Appointment]
) -> Reply:
    """What can be changed is moved or called off by a tap; a human looks after the rest."""
    changeable = [order for order in hit if order.changeable_parts(turn.county.now())]
    said: list[Words] = []
    if fixed:
        codes = [order.code for order in fixed]
        said.append(words("absence-orders-open", codes=codes, phone=turn.info["phone"]))
    if not changeable:
        return say(*said) + _ask_appointment(missed)
    first = changeable[0]
    said.append(words("absence-ask-order", code=first.code))
    move = {"do": "move", "order": first.id, "day": (until + timedelta(days=1)).isoformat()} if until else None
    options = [_cancel_option(order) for order in changeable[:2]]
    if move is not None:
        options.insert(0, Option(words("absence-option-move", code=first.code), move, flow="order"))
    if not missed:
        return say(*said, options=options)
    too = words("absence-appointment-too", service=missed[0].service, start=missed[0].start)
    return say(too, *said, options=[*options[:2], _call_off_option(missed[0])])  # one question at a time


def _appointments(turn: Turn, begun: date, until: date) -> list[Appointment]:
    """What is agreed for these days, soonest first."""
    live = turn.store.appointments.of_person(turn.person.id)
    agreed = [one for one in live if one.status is AppointmentStatus.AGREED and one.start is not None]
    inside = [one for one in agreed if one.start and begun <= local_day(one.start) <= until]
    return sorted(inside, key=lambda one: (str(one.start), one.id))


def _ask_appointment(missed: Sequence[Appointment]) -> Reply:
    """Whether the first of them shall be called off; nothing is called off by itself."""
    if not missed:
        return Reply()
    first, others = missed[0], missed[1:]
    said = [words("absence-appointments-more", codes=[one.code for one in others])] if others else []
    asked = words("absence-ask-appointment", service=first.service, start=first.start)
    keep = Option(words("absence-option-keep"), {"id": first.id, "do": "show", "start": None}, "appointment")
    return say(*said, asked, options=[_call_off_option(first), replace(keep, heard_as=("nein", "nee", "bleibt"))])


def _call_off_option(appointment: Appointment) -> Option:
    value = {"id": appointment.id, "do": "cancel", "start": None, "asked": True}
    label = words("absence-option-call-off", code=appointment.code)
    return Option(label, value, "appointment", heard_as=("ja", "termin absagen", "absagen"))


def _is_fixed(turn: Turn, order: Order) -> bool:
    """Whether something of it is coming that nobody can change here any more."""
    changeable = order.changeable_parts(turn.county.now())
    return any(part.status.is_awaited() and part not in changeable for part in order.parts)


def _cancel_option(order: Order) -> Option:
    return Option(words("absence-option-cancel", code=order.code), order.id, flow="cancel-order")


def _open(turn: Turn) -> list[Order]:
    return [order for order in turn.store.orders.of_person(turn.person.id, 5) if order.is_open()]


def _about(what: str, codes: Sequence[str]) -> str:
    return f"{what}; offen: {', '.join(codes)}" if codes else what


ABSENCE = Flow(
    name="absence",
    about="Trauerfall, Krankenhaus, Urlaub: Ruhe bis zu einem Tag",
    form=AbsenceForm,
    for_roles=EVERYBODY,
    intents=frozenset({"bereavement_or_absence"}),
    begin=begin,
    start_with=start_with,
    asks=(Ask("until", offers=until_options, chosen=until_chosen, hears=until_heard, expects=Expects.DAY),),
    finish=lambda _turn, _form: Reply(),
)
