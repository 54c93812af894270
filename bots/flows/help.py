"""What one can write here, for each role in its own words."""

from __future__ import annotations

from bots.dialogue.flow import Turn, answer_flow
from bots.dialogue.reply import Option, Reply, joined, say, words
from bots.flows.who import BUYERS, EVERYBODY
from domain.people.model import Role

WORK = (
    (Role.MERCHANT, "help-merchant"),
    (Role.VOLUNTEER, "help-volunteer"),
    (Role.DRIVER, "help-centre"),
    (Role.CENTRE, "help-centre"),
    (Role.COURIER, "help-courier"),
    (Role.OPERATOR, "help-operator"),
)


def help_(turn: Turn) -> Reply:
    """The few words for each task the person has; who only buys is offered a beginning."""
    roles = turn.actor.roles
    tasks = dict.fromkeys(key for role, key in WORK if role in roles)
    told = [say(words(key, phone=turn.info["phone"])) for key in tasks]
    if roles & {Role.GUEST, Role.RESIDENT}:
        told.append(_shopping(turn))
    elif roles & BUYERS:
        told.append(say(words("help-also-shopping")))
    return joined(*told)


def _shopping(turn: Turn) -> Reply:
    options = [
        Option(words("pattern-option-assortment"), flow="assortment"),
        Option(words("pattern-option-basket"), flow="show-basket"),
        Option(words("pattern-option-human"), flow="human"),
    ]
    return say(words("help-shopping", phone=turn.info["phone"]), options=options if turn.talk.frame is None else ())


HELP = answer_flow("help", "Sagen, was man schreiben kann", EVERYBODY, {"help"}, help_, tapped=lambda t, _: help_(t))
