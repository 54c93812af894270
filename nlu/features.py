"""What the intent model sees of a message: character n-grams, word stems, and the shape of the sentence.

Each of the three is a block of its own with its own length, so that the many n-grams do not drown
the few signs of shape. What is ordered says little about what is wanted with it, so a marked
stretch counts only as the name of its entity: "Milch" and "Quark" are one word here.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from nlu.facts import Facts, gather
from nlu.german.quantities import UNITS
from nlu.german.spelling import fold, stem
from nlu.result import Entity
from nlu.tokens import LONGEST_TEXT, Token, tokenize

SHORTEST, LONGEST = 1, 5
# How much each block weighs against the n-grams; found by cross-validation on several sets.
BLOCK_WEIGHTS = (1.0, 0.4, 0.4)
_SPLIT = re.compile(r"[a-z]+|\d+|[^\sa-z\d]")
_MOST_WORDS = 200
# Only whether a day is named counts here, not which.
_ANY_DAY = date(2024, 1, 1)


def blocks(text: str, entities: Sequence[Entity], tokens: Sequence[Token], facts: Facts) -> tuple[Counter[str], ...]:
    """The counted features of a message, one counter for each block."""
    words = pieces(text, entities)
    return ngrams(words), Counter(_stems(words)), Counter(_shape(text, tokens, facts))


def blocks_of(text: str, entities: Sequence[Entity]) -> tuple[Counter[str], ...]:
    """The same for a bare sentence, as training needs it."""
    tokens = tokenize(text)
    return blocks(text, entities, tokens, gather(text, tokens, _ANY_DAY))


def pieces(text: str, entities: Sequence[Entity] = ()) -> list[str]:
    """Folded words, numbers as zeros, marks one by one; entities as their names in capitals."""
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
    return ["0" * min(len(word), 4) if word[0].isdecimal() else word[:40] for word in found]


def ngrams(words: Sequence[str]) -> Counter[str]:
    """How often each n-gram stands in the words; words are padded, n-grams do not cross them."""
    counts: Counter[str] = Counter()
    for word in words:
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


def _stems(words: Sequence[str]) -> Iterator[str]:
    """Stems and pairs of neighbouring stems."""
    stems = [stem(word) if word.isalpha() and word.islower() else word for word in words]
    yield from (f"w:{one}" for one in stems)
    yield from (f"w:{one} {other}" for one, other in pairwise(stems))


def _shape(text: str, tokens: Sequence[Token], facts: Facts) -> Iterator[str]:
    """How the sentence begins and ends, how long it is, and which kinds of things it names."""
    words = [token.folded for token in tokens if token.is_word]
    if words:
        yield f"g:first {words[0]}"
        yield f"g:last {words[-1]}"
    if len(words) > 1:
        yield f"g:first {words[0]} {words[1]}"
    yield f"g:length {min(6, len(words) // 2)}"
    named = {
        "question": "?" in text,
        "day": bool(facts.days),
        "time": bool(facts.times),
        "price": bool(facts.prices),
        "number": bool(facts.plain_numbers),
        "door": facts.compartment is not None,
        "unit": any(token.folded in UNITS for token in tokens),
    }
    yield from (f"g:{kind}" for kind, present in named.items() if present)


def weight(count: int) -> float:
    """Sublinear: the second time says less than the first."""
    return 1.0 + math.log(count)
