"""Character n-grams of folded words: what the intent model sees of a message."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from nlu.german.spelling import fold
from nlu.result import Entity
from nlu.tokens import LONGEST_TEXT

SHORTEST, LONGEST = 1, 5
_SPLIT = re.compile(r"[a-z]+|\d+|[^\sa-z\d]")
_MOST_WORDS = 200


def pieces(text: str, entities: Sequence[Entity] = ()) -> list[str]:
    """Folded words, numbers as zeros, marks one by one; a marked stretch is only the name of its entity.

    What is ordered says little about what is wanted with it: "Milch" and "Quark" are one word here.
    """
    words: list[str] = []
    at = 0
    for entity in sorted(entities, key=lambda one: one.start):
        if entity.start >= at:
            words += _words(text[at : entity.start])
            words.append(entity.name.upper())
            at = entity.end
    words += _words(text[at:LONGEST_TEXT])
    return words[:_MOST_WORDS]


def _words(text: str) -> list[str]:
    found = _SPLIT.findall(fold(text[:LONGEST_TEXT]))
    return ["0" * min(len(word), 4) if word[0].isdigit() else word[:40] for word in found]


def ngrams(text: str, entities: Sequence[Entity] = ()) -> Counter[str]:
    """How often each n-gram stands in the text; words are padded, n-grams do not cross them."""
    counts: Counter[str] = Counter()
    for word in pieces(text, entities):
        padded = f" {word} "
        length = len(padded)
        for size in range(SHORTEST, LONGEST + 1):
            if size >= length:
                counts[padded] += 1
                break
            for start in range(length - size + 1):
                counts[padded[start : start + size]] += 1
    counts.pop(" ", None)
    return counts


def weight(count: int) -> float:
    """Sublinear: the second time says less than the first."""
    return 1.0 + math.log(count)
