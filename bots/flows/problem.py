"""Something is broken, missing, wrong or spoiled: a human is called, and it is said what happens next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json, Option, Reply, say, words
from bots.flows.calling import call_a_human
from bots.flows.collect import code
from bots.flows.hearing import said_any
from bots.flows.who import EVERYBODY, is_resident
from domain.lockers.service import waiting_for
from domain.support.model import CaseKind
from nlu.result import Expects

SHORTEST = 3  # fewer words do not say what happened
RECENTLY = timedelta(days=2)  # so long after a purchase out of a Fach it may be what is wrong
# What is wrong, by words, most telling first.
KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("code", ("code geht nicht", "code stimmt nicht", "code falsch", "falscher code", "nimmt den code nicht",
              "nimmt meinen code nicht", "code funktioniert nicht", "code wird nicht")),
    ("door", ("klemmt", "geht nicht auf", "geht nicht zu", "öffnet nicht", "öffnet sich nicht", "schließt nicht",
              "lässt sich nicht öffnen", "bleibt zu", "tür", "klappe", "springt nicht auf",
              "verklemmt", "nicht aufgegangen")),
    ("spoiled", ("schimm", "verdorben", "schlecht", "sauer", "faul", "verfault", "abgelaufen", "vergammelt", "stinkt",
                 "riecht komisch", "ranzig", "matschig", "nicht mehr gut", "warm geworden", "aufgetaut")),
    ("wrong", ("falsch", "verwechselt", "nicht meins", "nicht meine", "fremd", "von jemand anderem", "anderer name",
               "nicht bestellt", "statt")),
    ("empty", ("leer", "nichts drin", "nichts darin", "liegt nichts", "war nichts", "ist nichts im")),
    ("missing", ("fehl", "nicht dabei", "nicht drin", "vergessen", "zu wenig", "unvollständig")),
    ("broken", ("kaputt", "zerbrochen", "ausgelaufen", "gerissen", "zerdrückt", "beschädigt", "eingedrückt",
                "undicht")),
)  # fmt: skip
ABOUT = {
    "code": "Code geht nicht",
    "door": "Tür klemmt",
    "spoiled": "Ware verdorben",
    "wrong": "falsche oder fremde Ware",
    "empty": "Fach leer",
    "missing": "etwas fehlt",
    "broken": "etwas ist kaputt",
    "other": "etwas stimmt nicht",
}


@dataclass(frozen=True, slots=True)
class ProblemForm:
    """What has happened, as it was said."""

    said: str | None = None


def begin(turn: Turn) -> Step[ProblemForm]:
    """Whoever has told enough is not asked again."""
    if len(turn.said.split()) >= SHORTEST or kind_of(turn.said) != "other":
        return _reported(turn)
    return Step(ProblemForm())


def said_heard(turn: Turn, _form: ProblemForm) -> Step[ProblemForm] | None:
    """Any words will do, except none and a change of mind."""
    assert turn.parse is not None
    if turn.parse.intent.name == "deny" or not any(letter.isalpha() for letter in turn.said):
        return None
    return _reported(turn)


def said_options(_turn: Turn, _form: ProblemForm) -> Sequence[Option]:
    """The three that happen most."""
    return [Option(words(f"problem-option-{kind}"), kind) for kind in ("door", "missing", "spoiled")]


def said_chosen(turn: Turn, form: ProblemForm, value: Json) -> Step[ProblemForm]:
    """One of them was tapped."""
    return Step(form, _answer(turn, value), done=True)


def kind_of(text: str) -> str:
    """What is wrong, as far as the words tell."""
    return next((kind for kind, beginnings in KINDS if said_any(text, beginnings)), "other")


def _reported(turn: Turn) -> Step[ProblemForm]:
    return Step(ProblemForm(turn.said), _answer(turn, kind_of(turn.said)), done=True)


def _answer(turn: Turn, kind: str) -> Reply:
    call_a_human(turn, CaseKind.PROBLEM, about="; ".join([ABOUT[kind], *_where(turn)]))
    key = f"problem-{kind}" if is_resident(turn) else "problem-work"
    told = say(words("problem-sorry"), words(key), words("problem-phone", phone=turn.info["phone"]))
    return told + code(turn) if key == "problem-code" else told


def _where(turn: Turn) -> list[str]:
    """What of hers lies where: it saves the human a question."""
    since = turn.county.now() - RECENTLY
    sold = [sale.code for sale in turn.store.vending.sales_of_person(turn.person.id, 1) if sale.started_at >= since]
    if not is_resident(turn):
        return sold
    waiting = waiting_for(turn.county, turn.store, turn.actor)
    found = [f"{pickup.station_id} Fach {box.no}" for pickup in waiting for box in pickup.boxes]
    newest = turn.store.orders.of_person(turn.person.id, 1)
    return [*sold, *found, *(order.code for order in newest)]


PROBLEM = Flow(
    name="problem",
    about="Sagen, dass etwas nicht stimmt",
    form=ProblemForm,
    for_roles=EVERYBODY,
    intents=frozenset({"report_problem"}),
    begin=begin,
    knows=lambda turn: kind_of(turn.said) in {"code", "door"},
    asks=(
        Ask(
            "said",
            offers=said_options,
            chosen=said_chosen,
            hears=said_heard,
            expects=Expects.TEXT,
            free_text=True,
        ),
    ),
    finish=lambda _turn, _form: Reply(),
)
