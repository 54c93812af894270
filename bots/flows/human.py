"""A person, please: a human is called; until one comes the machine goes on answering."""

from __future__ import annotations

from bots.dialogue.flow import Turn, answer_flow
from bots.dialogue.reply import Json, Reply, say, words
from bots.flows.calling import call_a_human
from bots.flows.who import EVERYBODY
from domain.people.model import Role
from domain.support.model import CaseKind


def call(turn: Turn, *, missed: bool = False) -> Reply:
    """Say who will answer, and how to reach somebody at once. Operators are those people themselves."""
    phone, hours = turn.info["phone"], turn.info["hours"]
    if Role.OPERATOR in turn.actor.roles:
        return say(words("human-operator"))
    waiting = turn.store.cases.of_chat(turn.address.channel, turn.address.id)
    call_a_human(turn, CaseKind.TALK, about="nicht verstanden" if missed else "")
    if waiting is not None:
        return say(words("human-waiting", phone=phone, hours=hours))
    first = words("human-missed") if missed else words("human-called")
    return say(first, words("human-answers"), words("human-phone", phone=phone, hours=hours))


def _tapped(turn: Turn, value: Json) -> Reply:
    return call(turn, missed=bool(value and value.get("missed")))


HUMAN = answer_flow("human", "Einen Menschen rufen", EVERYBODY, {"talk_to_human"}, call, tapped=_tapped, alone=True)
