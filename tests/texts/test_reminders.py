"""Whoever is reminded must not remember anything: place, Fach, code, deadline and phone come once more (rule 24).

A reminder is put together from several texts, so it is looked at as it is read: in the screenplays. Every text that
begins one stands here with what must follow it, and is played somewhere.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.texts.spoken import texts

PLAYS = Path(__file__).parents[1] / "conversations"
PLACE = r"Abholpunkt \w+, \w+"
FACH = r"(?:Fach|Fächer) \d+|Fach \d+"
CODE = r"Code: \d{3} \d{3}"
UNTIL = r"\d{1,2}(?::\d\d)? Uhr"
DAY = r"\d{1,2}\. \w+"
PHONE = r"\d{3,5} [\d-]{5,}"
PRICE = r"\d+,\d\d €"
AMOUNT = r"\d+ (?:×|g)"

# What begins a reminder, and what must be in it.
REMINDERS: dict[str, tuple[str, ...]] = {
    "notice-expiring": (PLACE, FACH, CODE, DAY, UNTIL, PHONE),
    "notice-second-ready": (PLACE, FACH, CODE, DAY, UNTIL, PHONE),
    "empties-expiring": (PLACE, FACH, CODE, DAY, UNTIL, PHONE),
    "notice-appointment-tomorrow": (DAY, UNTIL, r"zu Hause: \w+|Abholpunkt \w+", PHONE, PRICE),
    "notice-appointment-waits": (DAY, UNTIL, r"zu Hause: \w+|Abholpunkt \w+", PHONE, PRICE, r"gilt bis"),
    "notice-merchant-appointment-waits": (r"aus \w+ fragt an", PRICE, r"Antworten Sie bitte bis", DAY, UNTIL),
    "notice-operator-appointment": (DAY, UNTIL, PHONE),
    "notice-picklist-reminder": (UNTIL, AMOUNT, r"[A-Z]{3}-\d\d"),
    "notice-picklist-nearly": (UNTIL, PHONE),
    "notice-count-please": (r"In \w+", FACH, r": \d+ \w+"),
    "notice-operator-uncounted": (r"In \w+", FACH, r"[A-Z]{3}-\d\d"),
    "notice-refill-needed": (r"In \w+", FACH, AMOUNT, r"Die Ware steht bei", r"\d Kilometer", r"dauert das etwa"),
    "notice-refill-overdue": (r"in \w+", FACH, AMOUNT, r"Die Ware steht bei", CODE, UNTIL),
    "notice-operator-refill-overdue": (r"in \w+", FACH, AMOUNT),
    "agenda-ask-done": (r"bei \w+ \w+", DAY, UNTIL),
    "notice-home-window": (DAY, UNTIL),
}
# Texts that sound like one, and why they are none.
NO_REMINDERS = {
    "notice-order-waits": "a line of the answer to an order",
    "square-empties-expiring": "for whoever looks on",
    "square-pickup-expiring": "for whoever looks on",
}
SOUNDS_LIKE_ONE = re.compile(r"notice-.*(?:expiring|reminder|nearly|tomorrow|waits|overdue|uncounted)|.*-expiring$")
MESSAGE = re.compile(r"^Dorfbote an (.+?) ‹ ")


def messages() -> list[str]:
    """Everything that was said unasked, with what was said to the same person right after it."""
    found: list[str] = []
    for play in sorted(PLAYS.glob("*/*.txt")):
        to = None
        for line in play.read_text(encoding="utf-8").splitlines()[1:]:
            head = MESSAGE.match(line)
            if head and head[1] == to and found:
                found[-1] += "\n" + line[head.end() :]
            elif head:
                found.append(line[head.end() :])
            elif line.startswith("    ") and to is not None:
                found[-1] += "\n" + line
            to = head[1] if head else (to if line.startswith("    ") else None)
    return found


def beginning(key: str) -> re.Pattern[str]:
    """How a message with this text is recognised, whatever stands in the place of its variables."""
    file = next(text.file for text in texts() if text.key == key)
    source = (PLAYS.parents[1] / "bots/texts/de" / file).read_text(encoding="utf-8")
    body = re.search(rf"^{key} =(.*(?:\n[ \t].*)*)", source, re.MULTILINE)
    assert body
    variants = re.findall(r"\] (.+)", body[1]) if "->" in body[1] else [body[1].strip()]
    plain = [re.sub(r"\\\{[^}]*\\?\}", ".+?", re.escape(one)) for one in variants]
    return re.compile("|".join(plain))


ALL = messages()


@pytest.mark.parametrize("key", sorted(REMINDERS))
def test_a_reminder_repeats_everything_needed(key: str) -> None:
    pattern = beginning(key)
    told = [message for message in ALL if pattern.search(message)]
    assert told, "no screenplay shows it"
    lacking = {message: [part for part in REMINDERS[key] if not re.search(part, message)] for message in told}
    assert {message: parts for message, parts in lacking.items() if parts} == {}


def test_every_text_that_reminds_stands_here() -> None:
    reminding = {text.key for text in texts() if SOUNDS_LIKE_ONE.fullmatch(text.key)}
    assert sorted(reminding - set(REMINDERS) - set(NO_REMINDERS)) == []


def test_the_search_finds_what_lacks() -> None:
    """The test itself can fail: a reminder without its code is found."""
    whole = next(message for message in ALL if beginning("notice-expiring").search(message))
    assert re.search(CODE, whole)
    assert not re.search(CODE, re.sub(CODE, "", whole))
