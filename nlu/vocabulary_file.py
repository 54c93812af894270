"""A vocabulary as a JSON file: the fields of `Vocabulary`, `ProductTerm` and `Term` as objects."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nlu.result import ProductTerm, Term, Vocabulary


def read_vocabulary(file: Path) -> Vocabulary:
    """The vocabulary in a file; only `key` and `name` of a word must be there."""
    raw = json.loads(file.read_text(encoding="utf-8"))
    return Vocabulary(
        version=str(raw.get("version", file.name)),
        products=tuple(_product(one) for one in raw.get("products", ())),
        places=_terms(raw.get("places", ())),
        groups=_terms(raw.get("groups", ())),
        containers=_terms(raw.get("containers", ())),
    )


def write_vocabulary(vocabulary: Vocabulary, file: Path) -> None:
    """The same, the other way."""
    file.write_text(json.dumps(asdict(vocabulary), ensure_ascii=False), encoding="utf-8")


def _product(raw: Any) -> ProductTerm:
    return ProductTerm(
        key=str(raw["key"]),
        name=str(raw["name"]),
        synonyms=tuple(raw.get("synonyms", ())),
        near_words=tuple(raw.get("near_words", ())),
        brand=str(raw.get("brand", "")),
        group=str(raw.get("group", "")),
        seller=str(raw.get("seller", "")),
        service=bool(raw.get("service", False)),
    )


def _terms(raw: Any) -> tuple[Term, ...]:
    return tuple(Term(str(one["key"]), str(one["name"]), tuple(one.get("synonyms", ()))) for one in raw)
