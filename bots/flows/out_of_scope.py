"""What does not belong here: a plain no, with the place where it belongs, or one calm sentence."""

from __future__ import annotations

from bots.dialogue.flow import Turn, answer_flow
from bots.dialogue.patterns import is_bare_number
from bots.dialogue.reply import Option, Reply, Words, say, words
from bots.flows.not_sold import never_sold, no_request
from bots.flows.who import BUYERS, EVERYBODY


def answer(turn: Turn) -> Reply:
    """The sentence for what was said; abuse gets the way to a human, too."""
    if turn.said and not turn.said.strip("?! ."):
        return say(words("out-of-scope-question-mark"))
    if not any(letter.isalnum() for letter in turn.said):
        return say(words("out-of-scope-no-words"))
    if is_bare_number(turn.said):
        return say(words("out-of-scope-number"))
    kind = kind_of(turn.said)
    if kind == "abuse":
        return say(refusal(turn, "abuse"), options=[Option(words("pattern-option-human"), flow="human")])
    if kind is None and not turn.actor.roles & BUYERS:
        return say(words("out-of-scope-work", phone=turn.info["phone"]))
    return say(refusal(turn, kind or "other"))


def kind_of(text: str) -> str | None:
    """Why nothing can be done, as far as these words tell it by themselves."""
    return never_sold(text) or no_request(text)


def refusal(turn: Turn, kind: str) -> Words:
    """A plain no for one kind of thing."""
    return words(f"out-of-scope-{kind}", phone=turn.info["phone"])


OUT_OF_SCOPE = answer_flow(
    "out-of-scope",
    "Freundlich Nein sagen",
    EVERYBODY,
    {"out_of_scope"},
    answer,
    knows=lambda turn: kind_of(turn.said) is not None,
)
