"""Notices at a device that two people share: whose they are is said, and a code waits until its owner writes."""

from __future__ import annotations

from bots.dialogue.reply import Option, Reply, Words, joined, say, words
from bots.notices.notice import full_name
from domain.people.model import Person

WRITES = "who-writes"  # the flow behind a name; its value is the person's id
CODES = frozenset({"notice-code", "notice-second-code", "notice-door-code"})


def at_shared(person: Person, reply: Reply) -> Reply:
    """As it is read where the other one may be reading: with the name, and without a code."""
    if carries_code(reply):
        return say(words("sharing-code-waits", name=full_name(person)), options=[name_option(person)])
    return joined(say(words("sharing-for", name=full_name(person))), reply)


def carries_code(reply: Reply) -> bool:
    """Whether a code that opens something is told."""
    sentences = (sentence for saying in reply.sayings for sentence in saying.sentences)
    return any(isinstance(sentence, Words) and sentence.key in CODES for sentence in sentences)


def name_option(person: Person) -> Option:
    """One of the two, to be tapped."""
    first = full_name(person).split()[0]
    return Option(words("sharing-option-name", name=full_name(person)), person.id, WRITES, heard_as=(first,))
