"""Somebody has died, or is away for a while: silence at once, and a human looks after open orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Words, say, words
from bots.flows.calling import call_a_human
from bots.flows.hearing import said_any
from bots.flows.who import EVERYBODY
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
    codes = [order.code for order in _open(turn)]
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
    """A last day in words: of "vom 1. bis 14." the second, of a single day that day."""
    assert turn.parse is not None
    days = [mention.last for mention in turn.parse.days]
    last = max(days, default=None)
    return _away(turn, last) if last is not None and last > local_day(turn.county.now()) else None


def _away(turn: Turn, until: date) -> Step[AbsenceForm]:
    return Step(AbsenceForm(until), _paused(turn, until, known=True), done=True)


def _paused(turn: Turn, until: date, *, known: bool) -> Reply:
    pause(turn.county, turn.store, turn.actor, until)
    told = words("absence-paused", until=until) if known else words("absence-paused-open")
    orders = _open(turn)
    if not orders:
        return say(told)
    codes = [order.code for order in orders]
    away = f"Abwesend bis {until:%d.%m.%Y}" if known else "Abwesend, Ende offen"
    call_a_human(turn, CaseKind.PROBLEM, about=_about(away, codes))
    options = [_cancel_option(order) for order in orders if order.changeable_parts(turn.county.now())]
    return say(told, words("absence-orders-open", codes=codes, phone=turn.info["phone"]), options=options[:3])


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
    asks=(Ask("until", offers=until_options, chosen=until_chosen, hears=until_heard, expects=Expects.DAY),),
    finish=lambda _turn, _form: Reply(),
)
