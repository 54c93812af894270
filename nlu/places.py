"""Places, shelf groups and sellers in free text: both spellings, typing errors, "Ort, Stadt"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from nlu.german.phrases import FRAME_WORDS
from nlu.german.spelling import skeleton, stem
from nlu.labels import words_of
from nlu.result import Term
from nlu.tokens import Token, span_text

_LEADS = frozenset(
    {
        "in",
        "nach",
        "bei",
        "aus",
        "im",
        "am",
        "zum",
        "zur",
        "beim",
        "vom",
        "von",
        "ort",
        "dorf",
        "station",
        "punkt",
        "box",
    }
)
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class TermSpan:
    """Terms in tokens `first` up to, not including, `last`; keys best first."""

    first: int
    last: int
    keys: tuple[str, ...]
    text: str


class TermIndex:
    """Finds the named things of a vocabulary that are not products."""

    def __init__(self, terms: Iterable[Term], *, inflected: bool) -> None:
        self._inflected = inflected
        self._exact: dict[str, list[str]] = defaultdict(list)
        self._loose: dict[str, list[str]] = defaultdict(list)
        self._context: dict[str, frozenset[str]] = {}
        for term in terms:
            names = (term.name, *term.synonyms)
            self._context[term.key] = frozenset(word for name in names for word in words_of(name))
            for name in names:
                self._add(term.key, name)
        self._fuzzy = [key for key in self._loose if len(key) >= 5]
        # Most words of a message begin no term at all: one look into a set settles that.
        self._first_exact = {key.split()[0] for key in self._exact if key}
        self._first_loose = {key.split()[0] for key in self._loose if key}

    def _add(self, key: str, name: str) -> None:
        head = name.split(",", maxsplit=1)[0]
        for variant in {name, head, head.split(" (")[0]}:
            words = words_of(variant)
            _append(self._exact, " ".join(words), key)
            _append(self._loose, self._bare(words), key)
            if self._inflected and len(words) == 1 and words[0].endswith("ei") and len(words[0]) > 5:
                _append(self._exact, words[0].removesuffix("ei"), key)

    def _bare(self, words: Sequence[str]) -> str:
        return " ".join(stem(word) if self._inflected else skeleton(word) for word in words)

    def find(self, text: str, tokens: list[Token], *, expected: bool) -> list[TermSpan]:
        """All terms of a message in the order said; `expected` when the open question asks for one."""
        found: list[TermSpan] = []
        at = 0
        while at < len(tokens):
            hit = self._at(tokens, at, expected=expected) if tokens[at].is_word else None
            if hit is None:
                at += 1
                continue
            last, keys = hit
            keys, last = self._narrowed(tokens, keys, last)
            found.append(TermSpan(at, last, keys, span_text(text, tokens, at, last)))
            at = last
        return found

    def _at(self, tokens: Sequence[Token], at: int, *, expected: bool) -> tuple[int, tuple[str, ...]] | None:
        led = expected or (at > 0 and tokens[at - 1].folded in _LEADS)
        first = tokens[at].folded
        begins = first in self._first_exact or self._bare([first]) in self._first_loose
        for last in range(min(at + _LONGEST, len(tokens)), at, -1) if begins else ():
            words = [token.folded for token in tokens[at:last] if token.is_word or token.is_number]
            if len(words) < last - at:
                continue
            keys = self._exact.get(" ".join(words))
            if keys:
                return last, tuple(keys)
            if len(words) == 1 and words[0] in FRAME_WORDS:
                continue
            # A sound-alike only where a place may stand: "rote" is not the village of Rothe.
            if led or self._inflected:
                keys = self._loose.get(self._bare(words))
                if keys:
                    return last, tuple(keys)
        return self._misspelt(tokens, at) if led and not self._inflected else None

    def _misspelt(self, tokens: Sequence[Token], at: int) -> tuple[int, tuple[str, ...]] | None:
        said = skeleton(tokens[at].text)
        if len(said) < 5 or not self._fuzzy or tokens[at].folded in FRAME_WORDS:
            return None
        allowed = 1 if len(said) < 8 else 2
        hits = process.extract(said, self._fuzzy, scorer=OSA.distance, score_cutoff=allowed, limit=5)
        if not hits:
            return None
        nearest = min(hit[1] for hit in hits)
        keys = tuple(dict.fromkeys(key for hit in hits if hit[1] == nearest for key in self._loose[hit[0]]))
        return at + 1, keys

    def _narrowed(self, tokens: Sequence[Token], keys: tuple[str, ...], last: int) -> tuple[tuple[str, ...], int]:
        """Of several of one name the one whose town follows: "Bergheim bei Steinheim"."""
        if len(keys) < 2:
            return keys, last
        for ahead in range(last, min(last + 4, len(tokens))):
            if tokens[ahead].is_word and tokens[ahead].folded not in _LEADS:
                kept = tuple(key for key in keys if tokens[ahead].folded in self._context[key])
                if kept and len(kept) < len(keys):
                    return kept, ahead + 1
        return keys, last


def _append(table: dict[str, list[str]], name: str, key: str) -> None:
    if name and key not in table[name]:
        table[name].append(key)
