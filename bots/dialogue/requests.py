"""Several requests in one message: what is only asked is answered at once, what needs a talk of its own waits."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import shorten

from bots.dialogue.flow import Turn
from bots.dialogue.manager import FIRST, Manager
from bots.dialogue.reply import NOTHING_SAID, Reply, joined, say, words
from nlu.result import Expects, ParseResult

MOST = 2  # further requests of a message; who wants more than three things at once writes again
SHOWN = 80  # letters of the words that are said again
# These are about the talk itself, or about what is being ordered: beside another request they are no request.
NOT_BESIDE = frozenset(
    {*FIRST, "talk_to_human", "help", "privacy", "checkout", "choose_delivery", "show_basket", "pay"}
)

# Questions that are mostly answered with a word or a table.
_QUESTIONS = """
ask_parcel ask_balance ask_deposit_rules ask_pickup_point ask_product ask_bill order_status browse_assortment
"""
QUESTIONS = frozenset(_QUESTIONS.split())
FREE_WORDS = frozenset({Expects.TEXT, Expects.NAME})  # a street or a name may sound like anything

Understand = Callable[[Turn], ParseResult]


def heard(manager: Manager, turn: Turn, understand: Understand) -> Reply:
    """The answer to a text. The one request that decides may ask something, so its answer comes last."""
    parse = turn.parse
    assert parse is not None
    if not parse.parts or manager.expects(turn.talk) in FREE_WORDS:
        return followed(manager.heard(turn), next_request(manager, turn, understand))
    said, asides = turn.said, []
    for part in [part for part in parse.parts if _is_served(manager, turn, parse, part)][:MOST]:
        aside = _aside(manager, turn, part) if part.intent.name in QUESTIONS else None
        if aside is None:
            turn.talk.later.append(part.text)
        else:
            asides.append(aside)
    turn.said, turn.parse = said, parse
    reply = manager.heard(turn)
    reply = joined(*asides, reply) if asides else reply
    turn.said, turn.parse = said, parse
    return followed(reply, next_request(manager, turn, understand))


def followed(reply: Reply, following: Reply) -> Reply:
    """Both as one; a reply that nothing follows stays as it is."""
    return joined(reply, following) if following else reply


def next_request(manager: Manager, turn: Turn, understand: Understand) -> Reply:
    """When nothing is open any more: the request that has waited, in the words it was made in."""
    if turn.talk.frame is not None or not turn.talk.later or turn.talk.case_id is not None:
        return NOTHING_SAID
    kept, seen = turn.said, turn.parse
    turn.said = turn.talk.later.pop(0)
    turn.parse = understand(turn)
    reply = joined(say(words("pattern-later", said=shorten(turn.said, SHOWN, placeholder=" …"))), manager.heard(turn))
    turn.said, turn.parse = kept, seen
    return reply


def _is_served(manager: Manager, turn: Turn, whole: ParseResult, part: ParseResult) -> bool:
    """Whether the part is a request of its own: not one of the flow that the whole message goes to anyway."""
    name = part.intent.name
    if name in NOT_BESIDE or part.unsure:
        return False
    flows = manager.repertoire.starting_on(name, turn.actor.roles)
    return bool(flows) and flows[:1] != manager.repertoire.starting_on(whole.intent.name, turn.actor.roles)[:1]


def _aside(manager: Manager, turn: Turn, part: ParseResult) -> Reply | None:
    """The answer as if nothing else were open (that is asked again at the end, once); None when it asks something."""
    open_now, turn.talk.frames = turn.talk.frames, []
    turn.said, turn.parse = part.text, part
    reply = manager.heard(turn)
    asks, turn.talk.frames = bool(turn.talk.frames), open_now
    return None if asks else reply
