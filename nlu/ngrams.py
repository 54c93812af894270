"""Character n-grams of folded words: what the intent model sees of a message."""

from __future__ import annotations

import math
import re
from collections import Counter

from nlu.german.spelling import fold

SHORTEST, LONGEST = 1, 5
_SPLIT = re.compile(r"[a-z]+|\d+|[^\sa-z\d]")
_MOST_WORDS = 200


def pieces(text: str) -> list[str]:
    """Folded words, every number as zeros, marks one by one."""
    words = _SPLIT.findall(fold(text[:4000]))[:_MOST_WORDS]
    return ["0" * min(len(word), 4) if word[0].isdigit() else word[:40] for word in words]


def ngrams(text: str) -> Counter[str]:
    """How often each n-gram stands in the text; words are padded, n-grams do not cross them."""
    counts: Counter[str] = Counter()
    for word in pieces(text):
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
