"""Entities from what the grammars understood: values for marked words, marks for words the model left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from nlu.facts import Facts
from nlu.german.numbers import value_of
from nlu.german.quantities import unit_of
from nlu.german.spelling import fold
from nlu.items import ItemSpan
from nlu.result import Entity
from nlu.tokens import Token

_ASKING = frozenset({"ask_product", "privacy"})
_ATTRIBUTES = tuple(
    (re.compile(pattern), meant)
    for pattern, meant in (
        (r"preise?$|kosten$", "price"),
        (r"allergen\w*|unvertraeglich\w*|gluten\w*|la[ck]tose\w*|nuess\w*|nuss$|soja$|sellerie$|sesam$", "allergens"),
        (r"zutat\w*|inhaltsstoff\w*|enthalten$", "ingredients"),
        (r"herkunft|region(al)?$", "origin"),
        (r"haltbar\w*|mindesthaltbarkeit\w*", "shelf_life"),
        (r"groesse$|gewicht$|schwer$|inhalt$", "size"),
        (r"alkohol\w*", "alcohol"),
        (r"naehrwert\w*|kalorien|fettgehalt|zuckergehalt", "nutrition"),
        (r"export\w*|kopie|auskunft|datenauskunft", "export"),
        (r"loesch\w*", "erase"),
    )
)


def completed_entities(
    tokens: Sequence[Token],
    tagged: Sequence[Entity],
    facts: Facts,
    items: Sequence[ItemSpan],
    intent: str,
    known: set[str],
) -> list[Entity]:
    """The tagged entities with values, and those the grammars are sure of where the model was silent."""
    found = [_with_value(one) for one in tagged]
    if intent not in {"small_talk", "out_of_scope", "greet", "emergency"}:
        for name, first, last, value in (*_understood(facts, items), *_attributes(tokens, intent)):
            if name in known and last > first:
                start, end = tokens[first].start, tokens[last - 1].end
                if not any(one.start < end and one.end > start for one in found):
                    said = "".join(_said(tokens[first:last]))
                    found.append(Entity(name, said, start, end, value))
    return sorted(found, key=lambda one: one.start)


def _understood(facts: Facts, items: Sequence[ItemSpan]) -> Iterator[tuple[str, int, int, str | None]]:
    for item in items:
        yield "product", *item.goods, None
        quantity = item.quantity
        if quantity is not None and quantity.number is not None:
            yield "quantity", quantity.number.first, quantity.number.last, str(quantity.number.value)
        if quantity is not None and quantity.unit_at is not None and quantity.unit is not None:
            yield "unit", quantity.unit_at, quantity.unit_at + 1, quantity.unit.value
    if facts.compartment_at is not None:
        yield "compartment", facts.compartment_at, facts.compartment_at + 1, str(facts.compartment)
    for day in facts.days:
        yield "date", day.first, day.last, day.day.first.isoformat()
    for clock in facts.times:
        yield "time", clock.first, clock.last, clock.time.first.isoformat("minutes")
    for price in facts.prices:
        if not price.bare:
            yield "price", price.first, price.last, str(price.cents)


def _attributes(tokens: Sequence[Token], intent: str) -> Iterator[tuple[str, int, int, str | None]]:
    """What is asked about goods or data, where the model did not mark it."""
    if intent in _ASKING:
        for at, token in enumerate(tokens):
            value = next((meant for pattern, meant in _ATTRIBUTES if pattern.match(token.folded)), None)
            if value is not None:
                yield "attribute", at, at + 1, value


def attribute_value(said: str) -> str | None:
    """The kind of question an attribute word stands for: "price", "allergens", "origin" …"""
    words = fold(said)
    return next((meant for pattern, meant in _ATTRIBUTES if pattern.search(words)), None)


def _with_value(entity: Entity) -> Entity:
    if entity.value is not None:
        return entity
    value: str | None = None
    if entity.name in {"quantity", "compartment"}:
        number = value_of(entity.text)
        value = None if number is None else str(number)
    elif entity.name == "unit":
        unit = unit_of(entity.text)
        value = None if unit is None else unit[0].value
    elif entity.name == "attribute":
        value = attribute_value(entity.text)
    return Entity(entity.name, entity.text, entity.start, entity.end, value)


def _said(tokens: Iterable[Token]) -> Iterator[str]:
    """The words of neighbouring tokens with the gaps they had."""
    last_end: int | None = None
    for token in tokens:
        if last_end is not None and token.start > last_end:
            yield " " * (token.start - last_end)
        yield token.text
        last_end = token.end
