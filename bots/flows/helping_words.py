"""What people say about those who collect for them: who it is, for how long, and that it is over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bots.dialogue.flow import Turn
from bots.flows.hearing import said_any
from domain.people.model import Helper
from nlu.german.spelling import fold
from nlu.shortcuts import is_a_relative

OVER_WORDS = ("nicht mehr", "nimmer", "entfern", "lösch", "streich", "zurücknehm", "kein zugriff", "keinen zugriff",
              "aus der liste", "keinen code mehr", "kein code mehr", "doch nicht", "entzieh")  # fmt: skip
WHO_WORDS = ("wer darf", "wer holt", "wer hat", "wen habe ich", "wer kann", "welche helfer", "meine helfer")
ALWAYS_WORDS = ("immer", "ab jetzt", "ab sofort", "künftig", "in zukunft", "dauerhaft", "jedes mal", "jetzt immer",
                "vertrauensperson", "bestellen", "bestellungen", "zugriff", "vollmacht", "bevollmächtig", "helferin",
                "helfer")  # fmt: skip
ONCE_WORDS = ("nur heute", "diesmal", "einmal", "ausnahmsweise", "dieses mal")
BUY_WORDS = ("bestell", "einkauf", "kauf")
FOR_SOMEBODY = ("ich bestelle für", "ich bestell für", "ich kauf für", "ich kaufe für", "ich schreibe für",
                "im auftrag", "ich helf", "ich mach das für", "ich möchte für", "für oma bestellen",
                "für opa bestellen", "ich hole für", "darf ich für", "kann ich für")  # fmt: skip

_RELATIVE = (
    r"(?:tochter|sohn|enkel|enkelin|nichte|neffe|nachbar|nachbarin|schwester|bruder|freundin|freund|bekannte|bekannter"
    r"|mann|schwiegertochter|schwiegersohn|cousine|cousin|pflegerin|pfleger|betreuerin|betreuer|putzhilfe|haushilfe)"
)
_NAME = r"[A-ZÄÖÜ][\wäöüß]+(?:-[A-ZÄÖÜ]?[\wäöüß]+)*"
_TITLED = re.compile(rf"\b(?P<title>(?i:frau|herrn?))\s+(?P<name>(?:(?i:Dr\.?)\s)?[\wäöüß-]+(?:\s{_NAME})?)")
_AFTER_RELATIVE = re.compile(rf"\b(?i:{_RELATIVE})\s+(?!Frau\b|Herr)(?P<name>{_NAME}(?:\s{_NAME})?)")
_NO_NAMES = frozenset(fold(one) for one in ("darf", "soll", "kann", "holt", "und", "von", "aus", "nicht", "bitte"))
_FILLERS = re.compile(
    rf"^(?:(?:das|die|der|es|ist|sie|er|heißt|heisst|ja|also|meine?|mein|eine?)\s+)*(?:{_RELATIVE}\s+)?", re.IGNORECASE
)
LONGEST = 40


def speaks_for_somebody(turn: Turn) -> bool:
    """ "Ich bin der Enkel", "ich bestelle für meine Mutter": only she herself can ask for help."""
    return is_a_relative(turn.said) or said_any(turn.said, FOR_SOMEBODY)


def name_in(turn: Turn) -> str | None:
    """The person named in a sentence, as the resident calls her: "Frau Schulte", "Sabine"."""
    titled = _TITLED.search(turn.said)
    if titled is not None and fold(titled["name"].split()[0]) not in _NO_NAMES:
        return f"{titled['title'].capitalize().removesuffix('n')} {_upright(titled['name'])}"
    after = _AFTER_RELATIVE.search(turn.said)
    if after is not None:
        return after["name"]
    entity = turn.parse.entity("name") if turn.parse else None
    return _upright(entity.text) if entity is not None else None


def name_alone(turn: Turn) -> str | None:
    """The answer to "who?": a name, perhaps with "meine Nachbarin" before it; without letters it is none."""
    named = name_in(turn)
    if named is not None:
        return named
    said = _FILLERS.sub("", " ".join(turn.said.split()).strip(" .!,"))
    plain = 2 <= len(said) <= LONGEST and len(said.split()) <= 3 and "?" not in said
    return _upright(said) if plain and all(c.isalpha() or c in " .-'" for c in said) else None


def until_said(turn: Turn) -> date | None:
    """The last day that was said."""
    return turn.parse.days[0].last if turn.parse and turn.parse.days else None


def meant(turn: Turn, helpers: Sequence[Helper]) -> list[Helper]:
    """Those of them who are named."""
    said = set(re.findall(r"[a-z-]+", fold(turn.said)))
    titles = {"frau", "herr"}
    return [helper for helper in helpers if (set(fold(helper.name).split()) - titles) & said]


def _upright(name: str) -> str:
    return name.title() if name.islower() or name.isupper() else name
