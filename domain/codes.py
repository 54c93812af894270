"""Codes people read, say and type: order codes without look-alikes, and pick-up codes of six digits."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection

from domain.ids import Chance

# No I/1, O/0, B/8, S/5, Z/2, and no E, so that no word comes out by accident.
LETTERS = "ACFGHKLMNPRTUVWXY"
DIGITS = "34679"
INVITATION_LENGTH = 8
CODE_TRIES = 20


def speakable_code(chance: Chance, *, digits: int = 2) -> str:
    """A short code for an order, three letters and two digits: "KAP-74". Unique only with a check.

    There are some 120,000 of them; a county that runs out of them takes one digit more.
    """
    letters = "".join(LETTERS[chance.below(len(LETTERS))] for _ in range(3))
    return f"{letters}-" + "".join(DIGITS[chance.below(len(DIGITS))] for _ in range(digits))


def new_code(chance: Chance, is_taken: Callable[[str], bool]) -> str:
    """A speakable code that is not taken; when many are, it gets one digit more."""
    for attempt in itertools.count():
        code = speakable_code(chance, digits=2 + attempt // CODE_TRIES)
        if not is_taken(code):
            return code
    raise AssertionError("there is always a longer code")


def invitation_code(chance: Chance) -> str:
    """Eight letters for a one-time invitation (17^8, about 33 bits)."""
    return "".join(LETTERS[chance.below(len(LETTERS))] for _ in range(INVITATION_LENGTH))


def is_trivial(code: str) -> bool:
    """Whether a neighbour would try this code first: all equal, a run, or a repeated half."""
    steps = {(int(b) - int(a)) % 10 for a, b in itertools.pairwise(code)}
    return steps <= {0} or steps in ({1}, {9}) or code[:3] == code[3:]


def pickup_code(chance: Chance, taken: Collection[str]) -> str:
    """Six digits, not trivial and different from all codes `taken` at the station."""
    while True:
        code = f"{chance.below(1_000_000):06d}"
        if not is_trivial(code) and code not in taken:
            return code


def grouped(code: str) -> str:
    """A six-digit code as it is shown and read aloud: "471 108"."""
    return f"{code[:3]} {code[3:]}"
