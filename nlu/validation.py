"""Checks of training data: everything known, enough examples, no sentence with two meanings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

from nlu.german.spelling import fold
from nlu.training_data import TrainingData, data_files, load

FEWEST_EXAMPLES = 20
_SPACES = re.compile(r"\W+")
_STRAY_MARK = re.compile(r"\]\(|\]\{|\[[^\]]*$")


def problems(path: Path, *, fewest: int = FEWEST_EXAMPLES) -> list[str]:
    """All that is wrong with the training data of a folder or file, as lines for its writer."""
    data = load(path)
    return [*_unknown_names(data), *_too_few(data, fewest), *_two_meanings(data), *_stray_marks(data), *_layout(path)]


def _unknown_names(data: TrainingData) -> list[str]:
    found: list[str] = []
    if data.domain_intents:
        found += [f"intent {name} is not in the domain" for name in sorted(set(data.intents) - data.domain_intents)]
        found += [f"intent {name} has no example" for name in sorted(data.domain_intents - set(data.intents))]
    if data.domain_entities:
        used = {(one.name, example.text) for example in data.examples for one in example.entities}
        found += [
            f"entity {name} is not in the domain: {text}"
            for name, text in sorted(used)
            if name not in data.domain_entities
        ]
        unused = data.domain_entities - {name for name, _ in used}
        found += [f"entity {name} is marked nowhere" for name in sorted(unused)]
    return found


def _too_few(data: TrainingData, fewest: int) -> list[str]:
    counts = Counter(example.intent for example in data.examples)
    return [
        f"intent {name}: {count} examples, at least {fewest} are needed"
        for name, count in sorted(counts.items())
        if count < fewest
    ]


def _two_meanings(data: TrainingData) -> list[str]:
    meanings: dict[str, set[str]] = defaultdict(set)
    texts: dict[str, str] = {}
    repeated: Counter[str] = Counter()
    for example in data.examples:
        key = _SPACES.sub(" ", fold(example.text)).strip() or example.text
        meanings[key].add(example.intent)
        texts.setdefault(key, example.text)
        repeated[key] += 1
    return [
        f"{texts[key]!r} stands under {' and '.join(sorted(intents))}"
        if len(intents) > 1
        else f"{texts[key]!r} stands twice"
        for key, intents in sorted(meanings.items())
        if len(intents) > 1 or repeated[key] > 1
    ]


def _stray_marks(data: TrainingData) -> list[str]:
    return [f"unread entity mark in {example.text!r}" for example in data.examples if _STRAY_MARK.search(example.text)]


def _layout(path: Path) -> list[str]:
    names = {file.name for file in data_files(path)}
    wanted = {"domain.yml", "config.yml"} if path.is_dir() and names - {"nlu.yml"} else set()
    return [f"{name} is missing" for name in sorted(wanted - names)]
