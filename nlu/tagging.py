"""Entities by a conditional random field: features of the words, labels, and the trained tagger."""

from __future__ import annotations

import re
import tempfile
import threading
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pycrfsuite

from nlu.german.numbers import number_at
from nlu.german.quantities import UNITS
from nlu.german.spelling import fold, stem
from nlu.result import Entity
from nlu.tokens import Token, tokenize

_MOST_TAGGED = 200


class Gazetteer:
    """Words of look-up tables and synonyms in the training data, as a hint for the tagger."""

    def __init__(self, lookups: Mapping[str, Sequence[str]], regexes: Mapping[str, Sequence[str]]) -> None:
        self._names: dict[str, list[str]] = {}
        for name, entries in lookups.items():
            for entry in entries:
                for word in fold(entry).split():
                    if name not in self._names.setdefault(word, []):
                        self._names[word].append(name)
        self._patterns: list[tuple[str, re.Pattern[str]]] = []
        for name, patterns in regexes.items():
            for pattern in patterns:
                try:
                    self._patterns.append((name, re.compile(pattern, re.IGNORECASE)))
                except re.error:
                    continue

    def features(self, token: Token) -> list[str]:
        """One feature for each table and pattern the word stands in."""
        found = [f"table={name}" for name in self._names.get(token.folded, ())]
        return found + [f"pattern={name}" for name, pattern in self._patterns if pattern.fullmatch(token.text)]


@lru_cache(maxsize=16384)
def _word_features(folded: str, first_is_upper: bool) -> tuple[str, ...]:
    """What one word says about itself and its neighbours: form, endings, inner letters, kind."""
    bare = "0" * min(len(folded), 4) if folded[:1].isdecimal() else folded
    features = [f"w={bare}", f"stem={stem(folded) if folded[:1].isalpha() else bare}"]
    features += [f"p{size}={bare[:size]}" for size in (2, 3, 4, 5) if len(bare) > size]
    features += [f"s{size}={bare[-size:]}" for size in (1, 2, 3, 4, 5) if len(bare) > size]
    padded = f"^{bare[:24]}$"
    features += [f"c={padded[at : at + 3]}" for at in range(len(padded) - 2)]
    if first_is_upper:
        features.append("upper")
    if folded[:1].isdecimal():
        features.append("digits")
    if folded in UNITS:
        features.append("unit")
    if not folded[:1].isalnum():
        features.append("mark")
    return tuple(features)


def features_of(tokens: Sequence[Token], gazetteer: Gazetteer) -> list[list[str]]:
    """The features of every token: its own and those of two neighbours to each side."""
    words = [_word_features(token.folded, token.text[:1].isupper()) for token in tokens]
    marks = [gazetteer.features(token) for token in tokens]
    numbers = _number_flags(tokens)
    rows: list[list[str]] = []
    for at in range(len(tokens)):
        row = ["bias", *words[at], *marks[at], f"n={numbers[at]}"]
        for shift in (-2, -1, 1, 2):
            other = at + shift
            if not 0 <= other < len(tokens):
                row.append(f"{shift}:edge")
                continue
            row += [f"{shift}:{feature}" for feature in words[other][: 6 if abs(shift) == 1 else 2]]
            row.append(f"{shift}:n={numbers[other]}")
            row += [f"{shift}:{mark}" for mark in marks[other]]
        if at > 0:
            row.append(f"-1w|w={tokens[at - 1].folded}|{tokens[at].folded}")
        rows.append(row)
    return rows


def _number_flags(tokens: Sequence[Token]) -> list[int]:
    flags = [0] * len(tokens)
    at = 0
    while at < len(tokens):
        span = number_at(tokens, at)
        if span is None:
            at += 1
            continue
        flags[span.first : span.last] = [1 if span.article else 2] * (span.last - span.first)
        at = span.last
    return flags


def labels_of(tokens: Sequence[Token], entities: Sequence[Entity]) -> list[str]:
    """B-, I- and O for every token; a token belongs to the entity that covers its beginning or most of it."""
    labels = ["O"] * len(tokens)
    for entity in entities:
        inside = [at for at, token in enumerate(tokens) if token.start < entity.end and token.end > entity.start]
        for place, at in enumerate(inside):
            if labels[at] == "O":
                labels[at] = ("B-" if place == 0 else "I-") + entity.name
    return labels


def entities_from(text: str, tokens: Sequence[Token], labels: Sequence[str]) -> list[Entity]:
    """The marked stretches that labels describe."""
    found: list[Entity] = []
    at = 0
    while at < len(labels):
        if labels[at] == "O":
            at += 1
            continue
        name, end = labels[at][2:], at + 1
        while end < len(labels) and labels[end] == f"I-{name}":
            end += 1
        first, last = tokens[at].start, tokens[end - 1].end
        found.append(Entity(name, text[first:last], first, last))
        at = end
    return found


class Tagger:
    """A trained field. One at a time: the library keeps the sentence inside."""

    def __init__(self, model: bytes, gazetteer: Gazetteer) -> None:
        self._model, self._gazetteer, self._lock = model, gazetteer, threading.Lock()
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(model)

    def tag(self, text: str, tokens: Sequence[Token]) -> list[Entity]:
        """The entities of a message."""
        head = tokens[:_MOST_TAGGED]
        if not head:
            return []
        return entities_from(text, head, self._labels(features_of(head, self._gazetteer)))

    def tag_sentence(self, text: str, sentence: TrainingSentence) -> list[Entity]:
        """The entities of a sentence that is already made ready."""
        return entities_from(text, tokenize(text)[:_MOST_TAGGED], self._labels(sentence.rows))

    def _labels(self, rows: Any) -> list[str]:
        with self._lock:
            labels: list[str] = self._tagger.tag(rows)
        return labels


class TrainingSentence:
    """A sentence made ready for training once, however many taggers learn from it."""

    def __init__(self, text: str, entities: Sequence[Entity], gazetteer: Gazetteer) -> None:
        tokens = tokenize(text)[:_MOST_TAGGED]
        self.labels = labels_of(tokens, entities)
        self.rows = pycrfsuite.ItemSequence(features_of(tokens, gazetteer))


def train_tagger(sentences: Iterable[TrainingSentence], *, thorough: bool) -> bytes:
    """A trained field as bytes; the quick way costs a tenth and loses about a point."""
    if thorough:
        trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
        trainer.set_params({"c1": 0.0, "c2": 0.5, "max_iterations": 45, "feature.possible_transitions": True})
    else:
        trainer = pycrfsuite.Trainer(algorithm="ap", verbose=False)
        trainer.set_params({"max_iterations": 8, "feature.possible_transitions": True})
    for sentence in sentences:
        if sentence.labels:
            trainer.append(sentence.rows, sentence.labels)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "entities.crfsuite"
        trainer.train(str(path))
        return path.read_bytes()
