"""Which service somebody means: called by its name, only near to one, or guessed from a word such as "Haare"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bots.dialogue.flow import Turn
from domain.catalogue.model import Product
from domain.ids import Sku
from nlu.german.spelling import stem
from nlu.result import Item, Match

SHOWN = 3
SURE, ALMOST = 0.6, 0.15
SHORTEST = 4  # of a word that may be the beginning of another one
_WORD = re.compile(r"[^\W\d_]+")
_EXCLUDED = re.compile(r"\bkeine?[mnrs]?\s+(\w+)", re.IGNORECASE)
# Words of shelf labels that say nothing about what is done.
_EMPTY = frozenset(
    stem(word)
    for word in (
        *("zu", "Hause", "je", "Stück", "Stunde", "bis", "Minuten", "und", "oder", "bei", "für", "die", "der"),
        *("das", "mit", "machen", "Termin", "Dienst"),
    )
)


@dataclass(frozen=True, slots=True)
class Meant:
    """The services that may be meant, best first. `near`: just what was said is offered by nobody."""

    skus: tuple[str, ...] = ()
    near: bool = False
    sure: bool = False


def services_meant(turn: Turn) -> Meant:
    """What the words of this turn mean, as far as services go."""
    services = [product for product in turn.store.catalogue.all_products() if product.is_service]
    known = {product.sku for product in services}
    items = turn.parse.items if turn.parse is not None else ()
    for item in items:
        found = _of_item(item, known)
        if found is not None:
            return found
    return _of_words(turn.said, services)


def _of_item(item: Item, known: Iterable[Sku]) -> Meant | None:
    """What the parser has found, unless goods may be meant as well."""
    best = item.candidates[0].score if item.candidates else 0.0
    close = [c for c in item.candidates if c.score >= best - ALMOST]
    if best < SURE or not all(Sku(c.key) in set(known) for c in close):
        return None
    near = all(c.match is Match.NEAR for c in close)
    return Meant(tuple(c.key for c in close[:SHOWN]), near=near, sure=not near)


def _of_words(text: str, services: Sequence[Product]) -> Meant:
    """What no label says, but some words of it do: "Mir müssten die Nägel geschnitten werden"."""
    said = _stems(text)
    excluded = tuple(p.sku for p in services if _names(said, _EXCLUDED.findall(p.note)))
    if excluded:
        return Meant(excluded[:SHOWN], near=True)
    hits = {product.sku: _hits(said, product) for product in services}
    best = max(hits.values(), default=0)
    likely = sorted((sku for sku, count in hits.items() if count and count * 2 >= best), key=lambda sku: -hits[sku])
    return Meant(tuple(likely[:SHOWN]))


def _hits(said: Iterable[str], product: Product) -> int:
    """How much the words speak for a service: its name more than other names, a whole word more than part."""
    name, called = _stems(product.name), _stems(product.synonyms)
    return sum(max(_likeness(one, name) * 2 - 1, _likeness(one, called)) for one in said)


def _names(said: Iterable[str], words: Iterable[str]) -> bool:
    """Whether one of the said words is one of these words, or the beginning of one: "Garten" of "Gartenarbeit"."""
    known = _stems(" ".join(words))
    return any(_likeness(one, known) for one in said)


def _stems(text: str) -> set[str]:
    return {stem(word) for word in _WORD.findall(text)} - _EMPTY


def _likeness(said: str, known: Iterable[str]) -> int:
    """2 for one of these words, 1 for the beginning of one (or one with another ending), else 0."""
    best = 0
    for one in known:
        if said == one:
            return 2
        if min(len(said), len(one)) >= SHORTEST and (one.startswith(said) or said.startswith(one)):
            best = 1
    return best
