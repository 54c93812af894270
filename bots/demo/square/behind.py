"""What the machine saw, in the words of the machine, and short: no code, no key, no signature."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from bots.dialogue.reply import Reply, Verbatim
from bots.dialogue.turn import Seen
from nlu.result import Item, ParseResult

LONGEST = 300
_CODE = re.compile(r"(?<![\w-])\d{3}[ \u00a0]?\d{3}(?![\w-])")
_SIGN_OF_LIFE = re.compile(r"dorf/v1/(core|st/[^/]+)/(state|info)")
_HIDDEN = {"mac", "ver"}  # signatures, and what a code at the keypad is checked against


def short(text: str) -> str:
    """At most so much of it, and no code."""
    covered = _CODE.sub("••• •••", text)
    return covered if len(covered) <= LONGEST else f"{covered[:LONGEST]} …"


def turn(seen: Seen) -> dict[str, str]:
    """What was said, what was understood, and what the answer is called."""
    told = {"person": seen.person_id, "channel": seen.address.channel}
    if seen.tapped is not None:
        told["tapped"] = f"{seen.tapped.title} {_json(seen.tapped.value)}"
    elif seen.said and seen.parse is not None:  # what was no wish may have been an invitation: a secret
        told["said"] = short(seen.said)
    if seen.parse is not None:
        told |= _parse(seen.parse)
    if seen.flow:
        told["flow"] = seen.flow
    return told | {"reply": " · ".join(_keys(seen.reply))}


def rows(written: Mapping[str, int]) -> str:
    """How many rows of which tables."""
    return " · ".join(f"{count} {table}" for table, count in sorted(written.items()))


def values(payload: Mapping[str, Any]) -> dict[str, str]:
    """The fields of an event or of an outbox item."""
    return {name: short(_json(value)) for name, value in payload.items() if value not in (None, "", [])}


def is_sign_of_life(topic: str, sent: bytes) -> bool:
    """Whether this only says that somebody is there, or what time it is."""
    return _SIGN_OF_LIFE.fullmatch(topic) is not None or b'"type":"set-time"' in sent


def payload(sent: bytes) -> str:
    """A message on the wire."""
    try:
        document = json.loads(sent)
    except ValueError:
        return f"{len(sent)} bytes"
    return short(_json(_without_secrets(document)))


def _parse(parse: ParseResult) -> dict[str, str]:
    told = {"intent": f"{parse.intent.name} {parse.intent.confidence:.2f}{' unsure' if parse.unsure else ''}"}
    if parse.parts:
        told["parts"] = " · ".join(part.intent.name for part in parse.parts)
    if parse.items:
        told["items"] = " · ".join(_item(item) for item in parse.items)
    found = {entity.name: entity.value or entity.text for entity in parse.entities}
    if found and not parse.items:
        told["entities"] = short(" · ".join(f"{name}: {value}" for name, value in found.items()))
    return told


def _item(item: Item) -> str:
    amount = " ".join(str(part) for part in (item.amount, item.unit) if part is not None)
    best = [f"{candidate.key} {candidate.score:.2f}" for candidate in item.candidates[:2]]
    return f"{amount} „{item.text}“ → {', '.join(best) or '–'}".strip()


def _keys(reply: Reply) -> list[str]:
    said = [sentence for saying in reply.sayings for sentence in saying.sentences]
    return ["(own words)" if isinstance(one, Verbatim) else one.key for one in said]


def _without_secrets(document: Any) -> Any:
    if isinstance(document, dict):
        return {name: _without_secrets(value) for name, value in document.items() if name not in _HIDDEN}
    if isinstance(document, list):
        return [_without_secrets(value) for value in document]
    return document


def _json(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
