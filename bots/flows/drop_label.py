"""What a courier says of a parcel: for whom it is, how large, and what may not go into a compartment."""

from __future__ import annotations

import re

from bots.dialogue.flow import Turn
from bots.flows.hearing import said_any
from domain.parcels.model import ParcelSize
from nlu.german.spelling import fold

PARCEL_WORDS = ("paket", "päckchen", "sendung", "karton", "lieferung für", "zustellung")
# Whoever hands it over must take money or look at a card: no compartment can.
BY_HAND_WORDS = ("nachnahme", "postident", "ident", "ausweis", "alterssichtprüfung", "ab 16", "ab 18", "eigenhändig",
                 "persönlich", "zollgebühr", "unterschrift nötig")  # fmt: skip
SIZE_WORDS = {
    ParcelSize.XL: ("sehr groß", "riesig", "xl"),
    ParcelSize.L: ("groß", "gross", "l"),
    ParcelSize.M: ("mittel", "normal", "m"),
    ParcelSize.S: ("klein", "schuhkarton", "buch", "s"),
}
LONGEST_NAME = 80
_NO_NAMES = frozenset(  # with one of these in it, it is a sentence and no name
    {"ich", "ja", "nein", "nicht", "kein", "keine", "weiss", "und", "oder", "wie", "was", "wer", "wo", "wann", "warum",
     "das", "der", "die", "ein", "eine", "ist", "am", "im", "zwei"}
)  # fmt: skip
_BEFORE = re.compile(
    r"^\W*(?:(?:ein|eine|das|die|ich habe?|hab|neues?|kleines|großes|grosses|mittleres)\s+)*"
    r"(?:(?:paket|päckchen|sendung|karton|lieferung|zustellung)\w*\s*)?(?:(?:ist\s+)?(?:für|fuer|an)\s+)?\W*",
    re.IGNORECASE,
)
_STREET = re.compile(r"[A-ZÄÖÜ][\wäöüß. -]*?\s\d+\s?[a-z]?\b", re.IGNORECASE)
_POSTCODE = re.compile(r"\b\d{5}\b")
_POINT = re.compile(r"\b(?:abholpunkt|dorfbote)\b", re.IGNORECASE)


def name_said(turn: Turn) -> str | None:
    """The name: what stands before the first comma, number or place; None when nothing is left of it."""
    text = " ".join(turn.said.split())
    for place in turn.parse.places if turn.parse else ():
        at = text.find(place.text)
        text = text[:at] if at > 0 else text
    text = _BEFORE.sub("", re.split(r"[,;\n]|\d", _POINT.split(text)[0])[0], count=1)
    text = re.sub(r"\s(?:in|aus|nach)$", "", text.strip(" .:!-"))
    words = text.split()
    if {fold(word) for word in words} & _NO_NAMES:
        return None
    plain = 2 <= len(text) <= LONGEST_NAME and 1 < len(words) <= 5 and all(any(c.isalpha() for c in w) for w in words)
    return text if plain else None


def villages_said(turn: Turn) -> tuple[str, ...]:
    """Every village the places may mean."""
    places = turn.parse.places if turn.parse else ()
    return tuple(dict.fromkeys(key for place in places for key in place.keys))


def street_said(turn: Turn) -> str | None:
    """Street and number, where the label has them after the name."""
    _, _, rest = turn.said.partition(",")
    found = _STREET.search(_POSTCODE.sub("", rest))
    return found[0].strip() if found else None


def size_said(turn: Turn) -> ParcelSize | None:
    """A size in words; single letters count only alone."""
    said = fold(turn.said).strip(" .!")
    for size, ways in SIZE_WORDS.items():
        if said in {fold(way) for way in ways} or said_any(turn.said, [way for way in ways if len(way) > 2]):
            return size
    return None


def is_by_hand(turn: Turn) -> bool:
    """Whether it must be handed to a person."""
    return said_any(turn.said, BY_HAND_WORDS)
