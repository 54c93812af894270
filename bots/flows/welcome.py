"""Greeting, thanking, taking leave: short, and the task is kept."""

from __future__ import annotations

from bots.dialogue.flow import Turn, answer_flow
from bots.dialogue.reply import Option, Reply, Words, say, words
from bots.flows.absence import is_back, welcome_back
from bots.flows.appointment import not_bought_yet, open_proposal
from bots.flows.appointment_words import proposal
from bots.flows.order_form import basket, offer
from bots.flows.who import BUYERS, EVERYBODY, is_resident
from domain.lockers.finding import station_of
from domain.lockers.service import waiting_for


def greet(turn: Turn) -> Reply:
    """A stranger learns who speaks; somebody known hears where she was."""
    stranger, turn.talk.introduced = not turn.talk.introduced, True
    if turn.person.paused_until is not None and is_back(turn.said):
        return welcome_back(turn)
    if turn.talk.frame is not None:
        return say(_hello(turn))
    if turn.person.name is None and stranger:
        return say(words("welcome-stranger", phone=turn.info["phone"], hours=turn.info["hours"]))
    if not turn.actor.roles & BUYERS:
        return say(_hello(turn), words("welcome-work"))
    return _where_we_were(turn)


def thank(_turn: Turn) -> Reply:
    """Thanks are no order."""
    return say(words("welcome-thank"))


def goodbye(turn: Turn) -> Reply:
    """What is in the basket stays there."""
    return say(words("welcome-goodbye-basket" if basket(turn).lines else "welcome-goodbye"))


def small_talk(_turn: Turn) -> Reply:
    """A machine does not pretend to have seen the weather."""
    return say(words("welcome-small-talk"))


def nothing_open(turn: Turn) -> Reply:
    """A yes, a no or a "zurück" while no question is open, or one that it does not answer."""
    proposed = open_proposal(turn) if turn.talk.frame is None else None
    if proposed is not None:
        return not_bought_yet(proposed)
    return say(words("welcome-nothing-open" if turn.talk.frame is None else "welcome-no-answer"))


def _hello(turn: Turn) -> Words:
    name = turn.person.name
    return words("welcome-hello-name", name=name) if name else words("welcome-hello")


def _where_we_were(turn: Turn) -> Reply:
    hello = _hello(turn)
    ready = waiting_for(turn.county, turn.store, turn.actor) if is_resident(turn) else []
    if ready:
        station = station_of(turn.store, ready[0].station_id).village
        return say(hello, words("welcome-ready", station=station), options=[Option(words("code-option"), flow="code")])
    proposed = open_proposal(turn)
    if proposed is not None:
        return say(hello, words("welcome-proposal")) + proposal(turn.county, turn.store, proposed)
    if basket(turn).lines:
        now = offer(turn)
        count = sum(len(part.lines) for part in now.parts)
        options = [
            Option(words("order-option-finish"), {"do": "checkout"}, flow="order", style="main"),
            Option(words("order-option-basket"), flow="show-basket"),
        ]
        return say(hello, words("welcome-basket", count=count, total=now.total), options=options)
    coming = next((o for o in turn.store.orders.of_person(turn.person.id, 5) if o.is_open()), None)
    if coming is not None:
        told = words("welcome-order", code=coming.code, day=coming.days()[0])
        return say(hello, told, options=[Option(words("order-status-option"), flow="order-status")])
    return say(hello, words("welcome-what"))


WELCOME = answer_flow("welcome", "Begrüßen und sagen, wer hier schreibt", EVERYBODY, {"greet"}, greet)
THANKS = answer_flow("thanks", "Auf einen Dank antworten", EVERYBODY, {"thank"}, thank)
GOODBYE = answer_flow("goodbye", "Sich verabschieden", EVERYBODY, {"goodbye"}, goodbye, alone=True)
SMALL_TALK = answer_flow("small-talk", "Kurz plaudern, ohne etwas vorzugeben", EVERYBODY, {"small_talk"}, small_talk)
NOTHING_OPEN = answer_flow(
    "nothing-open",
    "Ja, Nein und Zurück, wenn gerade nichts gefragt war",
    EVERYBODY,
    {"affirm", "deny", "go_back"},
    nothing_open,
)
