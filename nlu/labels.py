"""Shelf labels and what people say for them, as words: the name without packs, the head noun, keys to look up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlu.german.spelling import fold, skeleton, stem

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_PACK = re.compile(
    r"(?<![\w,.])\d+(?:[.,]\d+)?\s*(?:x\s*\d+(?:[.,]\d+)?\s*)?(?:kg|g|ml|l|cl|m|Stück|Beutel|Rollen|Tütchen|Blatt|V)\b|\([^)]*\)",
)
_MARKS = re.compile(r"[,()]")
# They tell which size or kind, never what it is: "Kaffeefilter Größe 4".
_NO_HEADS = frozenset({"Größe", "Typ", "Type", "Sorte", "Art", "Klasse"})


def words_of(text: str) -> list[str]:
    """The words and numbers of a phrase in folded form."""
    return [fold(word) for word in _WORD.findall(text)]


def core_name(name: str) -> str:
    """The name on the label without packs and what follows the first comma."""
    first = re.split(r",(?!\d)", name)[0]
    core = _PACK.sub(" ", first).strip(" ,")
    return core or first


def plain_name(name: str) -> str:
    """The whole label without commas and brackets."""
    return _MARKS.sub(" ", name)


def head_of(core: str) -> str:
    """The noun a label is about: its first capital word that is not an adjective before another one."""
    words = [word for word in core.split() if word[:1].isalpha()]
    nouns = [word for word in words if word[:1].isupper() and word not in _NO_HEADS]
    if not nouns:
        return words[0] if words else ""
    first = nouns[0]
    adjective = (
        re.search(r"(e|er|es|en)$", first) and len(nouns) > 1 and words.index(nouns[1]) == words.index(first) + 1
    )
    return nouns[1] if adjective and words.index(first) == 0 else first


def stem_key(words: Sequence[str]) -> str:
    """The stems of a phrase: its key whatever the endings."""
    return " ".join(stem(word) if word[0].isalpha() else word for word in words)


def sound_of(words: Sequence[str]) -> str:
    """The skeletons of a phrase: its key for spelling."""
    return " ".join(skeleton(word) for word in words)
