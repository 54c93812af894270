"""Rasa's answer as our result: the intent with its ranking, and the marked words."""

from __future__ import annotations

from typing import Any

from nlu.result import Entity, Intent, ParseResult

_RANKED = 5


def result_of(text: str, answer: Any) -> ParseResult:
    """The result in an answer of `/model/parse`. Raises `ValueError` for what is no such answer."""
    try:
        ranking = tuple(_intent(one) for one in answer["intent_ranking"][:_RANKED])
        intent = _intent(answer["intent"])
        entities = tuple(_entity(text, one) for one in answer["entities"])
    except (KeyError, TypeError, ValueError) as wrong:
        raise ValueError(f"no answer of Rasa: {wrong!r}") from None
    return ParseResult(text=text, intent=intent, ranking=ranking or (intent,), entities=entities)


def _intent(raw: Any) -> Intent:
    return Intent(str(raw["name"]), float(raw["confidence"]))


def _entity(text: str, raw: Any) -> Entity:
    start, end = int(raw["start"]), int(raw["end"])
    said, value = text[start:end], raw.get("value")
    return Entity(str(raw["entity"]), said, start, end, None if value in (None, said) else str(value))
