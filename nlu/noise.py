"""Sentences as clumsy fingers write them: every letter may be hit wrong, and umlauts may be written out.

Marked stretches move along with their letters, so that entities can still be scored by their exact span.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from nlu.result import Entity
from nlu.training_data import Example

_LETTERS = "abcdefghijklmnopqrstuvwxyzäöüß"
_WRITTEN_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}


def with_typing_errors(example: Example, share: float, seed: int) -> Example:
    """The sentence with this share of its letters replaced, left out, doubled or swapped with the next one."""
    chance = random.Random(f"{seed} {example.text}")  # noqa: S311 -- a repeatable test, no secret

    def typed(letter: str, following: str) -> str:
        if not letter.isalpha() or chance.random() >= share:
            return letter
        slip = chance.randrange(4)
        if slip == 0:
            return chance.choice(_LETTERS)
        if slip == 1:
            return ""
        return letter + letter if slip == 2 or not following.isalpha() else following + letter

    return _rewritten(example, typed)


def with_umlauts_written_out(example: Example) -> Example:
    """ "Brötchen" as "Broetchen"."""
    return _rewritten(example, lambda letter, _following: _WRITTEN_OUT.get(letter, letter))


def _rewritten(example: Example, written: Callable[[str, str], str]) -> Example:
    """The sentence letter by letter; a swap writes two letters at once and passes over the second."""
    text, places = "", []
    at = 0
    while at < len(example.text):
        letter, following = example.text[at], example.text[at + 1 : at + 2]
        places.append(len(text))
        now = written(letter, following)
        text += now
        at += 1
        if following and now == following + letter and now != letter + letter:
            places.append(len(text) - 1)
            at += 1
    places.append(len(text))
    moved = (_moved(one, text, places) for one in example.entities)
    return replace(example, text=text, entities=tuple(one for one in moved if one.text))


def _moved(entity: Entity, text: str, places: list[int]) -> Entity:
    start, end = places[entity.start], places[entity.end]
    return replace(entity, text=text[start:end], start=start, end=end)
