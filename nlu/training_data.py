"""Training data in the Rasa 3 YAML format: read from a file or folder, never interpreted by any tool of Rasa."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from nlu.result import Entity

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SPAN = re.compile(
    r"\[(?P<text>[^\[\]]+?)\](?:\((?P<plain>[^()]*?)\)|(?P<dict>\{[^{}]*\})|\[(?P<list>(?:\s*\{[^{}]*\}\s*,?)+)\])"
)
_BULLET = re.compile(r"^\s*[-*+]\s+|^\s*[-*+]$")


class TrainingDataError(ValueError):
    """The training data cannot be read; the message names file and reason."""


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence with its intent and marked entities; `source` names the file."""

    text: str
    intent: str
    entities: tuple[Entity, ...] = ()
    source: str = ""


@dataclass(slots=True)
class TrainingData:
    """Everything a training folder says."""

    examples: list[Example] = field(default_factory=list)
    synonyms: dict[str, str] = field(default_factory=dict)
    lookups: dict[str, list[str]] = field(default_factory=dict)
    regexes: dict[str, list[str]] = field(default_factory=dict)
    domain_intents: set[str] = field(default_factory=set)
    domain_entities: set[str] = field(default_factory=set)

    @property
    def intents(self) -> list[str]:
        """All intents with examples, in alphabetical order."""
        return sorted({example.intent for example in self.examples})


def data_files(path: Path) -> list[Path]:
    """The YAML files of a folder (or the one file), in a fixed order."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise TrainingDataError(f"{path}: no such file or folder")
    return sorted(found for found in path.rglob("*") if found.suffix in {".yml", ".yaml"} and found.is_file())


def content_hash(*paths: Path) -> str:
    """A short name for the content of all files, the same on every machine."""
    digest = hashlib.sha256()
    for path in paths:
        base = path if path.is_dir() else path.parent
        for file in data_files(path):
            digest.update(str(file.relative_to(base)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:20]


def load(*paths: Path) -> TrainingData:
    """All training data of files and folders; other sections (stories, rules, responses) are passed over."""
    data = TrainingData()
    for file in (file for path in paths for file in data_files(path)):
        for document in _documents(file):
            if isinstance(document, dict):
                _read_document(document, file, data)
    if not data.examples:
        raise TrainingDataError(f"{', '.join(map(str, paths))}: no examples of any intent found")
    return data


def _documents(file: Path) -> Iterator[Any]:
    try:
        yield from yaml.load_all(file.read_text(encoding="utf-8-sig"), Loader=_LOADER)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise TrainingDataError(f"{file}: {error}") from error


def _read_document(document: dict[str, Any], file: Path, data: TrainingData) -> None:
    data.domain_intents.update(_names(document.get("intents")))
    data.domain_entities.update(_names(document.get("entities")))
    for section in document.get("nlu") or ():
        if not isinstance(section, dict):
            continue
        if "intent" in section:
            _read_intent(section, file, data)
        elif "synonym" in section:
            data.synonyms.update({line.lower(): str(section["synonym"]) for line in _lines(section.get("examples"))})
        elif "lookup" in section:
            data.lookups.setdefault(str(section["lookup"]), []).extend(_lines(section.get("examples")))
        elif "regex" in section:
            data.regexes.setdefault(str(section["regex"]), []).extend(_lines(section.get("examples")))


def _read_intent(section: dict[str, Any], file: Path, data: TrainingData) -> None:
    # "faq/opening_hours": the part before the stroke is what an intent classifier decides.
    intent = str(section["intent"]).split("/")[0].strip()
    for line in _lines(section.get("examples")):
        text, entities = read_markup(line)
        if text.strip():
            data.examples.append(Example(text, intent, entities, file.name))


def _names(section: Any) -> Iterator[str]:
    if isinstance(section, dict):
        section = list(section)
    for entry in section or ():
        yield str(next(iter(entry))) if isinstance(entry, dict) else str(entry)


def _lines(section: Any) -> Iterator[str]:
    """The examples of a section, written as a block of "- " lines or as a list."""
    if isinstance(section, str):
        for line in section.splitlines():
            if line.strip() and not line.strip().startswith("#"):
                yield _BULLET.sub("", line, count=1).strip()
        return
    for entry in section or ():
        if isinstance(entry, dict):
            yield from _lines(str(entry.get("text", "")))
        elif entry is not None:
            yield str(entry).strip()


def read_markup(line: str) -> tuple[str, tuple[Entity, ...]]:
    """A marked sentence as plain text and its entities."""
    text, entities, at = "", [], 0
    for found in _SPAN.finditer(line):
        text += line[at : found.start()]
        said = found["text"]
        for name, value in _labels(found):
            entities.append(Entity(name, said, len(text), len(text) + len(said), value))
        text += said
        at = found.end()
    return text + line[at:], tuple(entities)


def _labels(found: re.Match[str]) -> Iterator[tuple[str, str | None]]:
    if found["plain"] is not None:
        name, _, value = found["plain"].partition(":")
        yield name.strip(), value.strip() or None
        return
    raw = found["dict"] or f"[{found['list']}]"
    try:
        parsed = json.loads(raw)
    except json.JSONDecodeError as error:
        raise TrainingDataError(f"entity mark {raw!r}: {error}") from error
    for label in parsed if isinstance(parsed, list) else [parsed]:
        value = label.get("value")
        yield str(label.get("entity", "")), None if value is None else str(value)


def write_markup(example: Example) -> str:
    """The sentence with its entities marked again."""
    text, at = "", 0
    for entity in sorted(example.entities, key=lambda one: one.start):
        text += example.text[at : entity.start] + f"[{example.text[entity.start : entity.end]}]({entity.name})"
        at = entity.end
    return text + example.text[at:]


def entity_names(examples: Iterable[Example]) -> list[str]:
    """All entity names in use, in alphabetical order."""
    return sorted({entity.name for example in examples for entity in example.entities})
