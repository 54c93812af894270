"""Spelling: different ways of writing one word folded to one form.

There are two forms. `fold` joins what is the same word on paper (`Brötchen`, `Broetchen`,
`BRÖTCHEN`; `Eissen`, `Eißen`). `skeleton` goes further and joins what only sounds alike or lost
its dots (`Brotchen`, `Brötschen` does not, `Kaffe` does): it finds words, it never decides alone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DOTTED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "œ": "oe", "’": "'", "`": "'"}
)
_RUNS = re.compile(r"([a-z])\1{2,}")
_DOUBLE = re.compile(r"([a-z])\1")
_SOUNDS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("y", "i"))

# Longest first: one ending is taken off, never two.
_ENDINGS = ("ern", "en", "em", "er", "es", "e", "n", "s")
_SHORTEST_STEM = 3
# Too short for the rule, too frequent to leave out.
_IRREGULAR = {"eier": "ei", "eiern": "ei", "eis": "eis", "kase": "kas", "gries": "griess", "ol": "ol", "ole": "ol"}


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """`text` in small letters, with ae, oe, ue and ss, without other accents and long runs."""
    small = unicodedata.normalize("NFC", text).lower().translate(_DOTTED)
    if not small.isascii():
        decomposed = unicodedata.normalize("NFD", small)
        small = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _RUNS.sub(r"\1\1", small)


def word_set(words: str) -> frozenset[str]:
    """Words with spaces between them, as a set to look them up in."""
    return frozenset(words.split())


@lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """The bare sound of a word: no dots, no double letters, no hyphens."""
    bare = fold(text).replace("-", "").replace("'", "")
    for written, heard in _SOUNDS:
        bare = bare.replace(written, heard)
    return _DOUBLE.sub(r"\1", bare)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The skeleton of a word without its ending, so that singular, plural and cases meet."""
    bare = skeleton(word)
    known = _IRREGULAR.get(bare)
    if known is not None:
        return known
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= _SHORTEST_STEM:
            return bare[: -len(ending)]
    return bare
