"""The manners every conversation shares: command words, choosing from a menu, not understanding kindly."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from bots.dialogue.conversation import Offered
from bots.dialogue.reply import Option, Reply, Words, say, words
from nlu.german.spelling import fold
from nlu.result import ParseResult

# Words that mean the same in every state and in any spelling: the intent they stand for.
COMMANDS = {
    "zurück": "go_back",
    "einen schritt zuruck": "go_back",
    "nochmal": "repeat",
    "noch mal": "repeat",
    "noch einmal": "repeat",
    "wie bitte": "repeat",
    "wiederholen": "repeat",
    "hilfe": "help",
    "mensch": "talk_to_human",
    "mensch bitte": "talk_to_human",
    "einen menschen bitte": "talk_to_human",
    "stopp": "stop",
    "stop": "stop",
    "abbrechen": "stop",
    "abbruch": "stop",
    "impressum": "imprint",
    "datenschutz": "privacy_notice",
    "vertrag widerrufen": "withdraw_contract",
    "widerrufen": "withdraw_contract",
    "keine nachrichten mehr": "unsubscribe",
    # Tired of ordering, or of life: nobody can tell from the words, so it is asked.
    "ich will nicht mehr": "emergency",
    "ich mag nicht mehr": "emergency",
    "ich möchte nicht mehr": "emergency",
    "nachrichten wieder an": "subscribe",
}
# What a channel may bring that is no text. "captioned" is a picture whose words are read, "edited" an older message.
UNREADABLE = frozenset({"picture", "captioned", "voice", "sticker", "location", "contact", "document", "edited"})
_FOLDED_COMMANDS = {fold(word): intent for word, intent in COMMANDS.items()}
_LABEL_LIKENESS = 86.0
ORDINALS = ("erste", "zweite", "dritte", "vierte")
LONGEST_CHOICE = 6
_ORDINAL = re.compile(rf"\b(?:das|die|den|der) ({'|'.join(ORDINALS)})[nrs]?\b")


def command(text: str) -> str | None:
    """The intent of a command word, if the message is nothing but one (with or without full stop or please)."""
    bare = fold(text).strip(" .!?,;:")
    return _FOLDED_COMMANDS.get(bare) or _FOLDED_COMMANDS.get(bare.removesuffix(" bitte").strip(" ,"))


def choice_by_words(
    text: str, parse: ParseResult | None, standing: Sequence[Offered], *, by_number: bool = True
) -> Offered | None:
    """The standing choice that is meant by a number, an ordinal, its label or words near to it.

    Not `by_number` where an amount is asked: there a bare "2" is an amount (SITUATIONS.md 15).
    """
    if not standing:
        return None
    said = fold(text).strip(" .!?,;:")
    for offered in standing:
        if said and said in {fold(offered.title), *(fold(word) for word in offered.heard_as)}:
            return offered
    numbered = _by_number(said, parse, standing) if by_number else None
    if numbered is not None:
        return numbered
    alike = [
        o for o in standing if not o.strict and len(said) > 3 and fuzz.ratio(said, fold(o.title)) >= _LABEL_LIKENESS
    ]
    return alike[0] if len(alike) == 1 else None


def is_bare_number(text: str) -> bool:
    """Whether the message is nothing but a number in digits."""
    return text.strip(" .!?").isdigit()


def not_understood(misses: int, question: Reply, *, phone: str) -> Reply:
    """Own the fault, offer a way; another way each time: say it anew, then choices, then a person."""
    if misses <= 1:
        return say(words("pattern-not-understood-first")) + question
    return say(
        words("pattern-not-understood-second", phone=phone),
        options=(
            Option(words("pattern-option-assortment"), flow="assortment"),
            Option(words("pattern-option-basket"), flow="show-basket"),
            Option(words("pattern-option-human"), flow="human"),
        ),
    )


def introduction(info: Mapping[str, str]) -> Reply:
    """What a stranger is told before the first answer."""
    return say(words("pattern-introduction", phone=info["phone"], hours=info["hours"]))


def old_button(question: Reply) -> Reply:
    """A button of an earlier question does nothing any more."""
    return say(words("pattern-old-button")) + question


def no_menu() -> Reply:
    """A bare number while nothing is to be chosen."""
    return say(words("pattern-no-menu"))


def cannot_read(what: str) -> Reply:
    """A picture, a voice note, a sticker, a changed message: say in one sentence why it is no answer."""
    return say(Words(f"pattern-cannot-read-{what if what in UNREADABLE else 'sticker'}"))


def _by_number(said: str, parse: ParseResult | None, standing: Sequence[Offered]) -> Offered | None:
    """By "2", "zwei" or "die zweite"; a number inside a longer sentence is no choice, and none buys."""
    number = _number_said(said, parse)
    if number is None or not 1 <= number <= len(standing) or standing[number - 1].strict:
        return None
    return standing[number - 1]


def _number_said(said: str, parse: ParseResult | None) -> int | None:
    if said.isdigit():
        return int(said) if len(said) < 4 else None
    ordinal = _ORDINAL.search(said)
    if ordinal is not None and len(said.split()) <= LONGEST_CHOICE and not (parse and any(i.text for i in parse.items)):
        return ORDINALS.index(ordinal[1]) + 1  # "dann nehm ich die erste"
    if parse is None or len(parse.numbers) != 1 or len(said.split()) > 3:
        return None
    if any(item.text for item in parse.items) or parse.containers:  # "zwei Kästen" is no second choice
        return None
    return int(parse.numbers[0]) if parse.numbers[0] == int(parse.numbers[0]) else None
