"""Whom a label means. A courier reads a name and a place; the county knows villages, towns and pick-up points."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from domain.people.model import Person, Village
from domain.store import UnitOfWork

_TITLES = frozenset({"frau", "herr", "herrn", "dr", "prof"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def addressee(store: UnitOfWork, name: str, villages: Collection[str], street: str | None = None) -> Person | None:
    """The one resident of this name at one of these places; None when there is none, or more than one."""
    said = _parts(name)
    meant = [person for person in _near(store, villages) if said and said == _parts(person.name or "")]
    if len(meant) > 1 and street is not None:
        meant = [person for person in meant if _parts(person.street or "") == _parts(street)]
    return meant[0] if len(meant) == 1 else None


def _near(store: UnitOfWork, villages: Collection[str]) -> Sequence[Person]:
    """Who lives there, or collects there: labels name the village, its town, or the pick-up point."""
    said = [village for village in store.people.villages() if village.key in villages]
    towns = {village.municipality for village in said if village.name == village.municipality}
    keys = {v.key for v in store.people.villages() if v.key in villages or v.municipality in towns}
    stations = [s.id for s in store.lockers.stations() if any(_stands_in(s.village, s.municipality, v) for v in said)]
    return store.people.living_at(keys, stations)


def _stands_in(village: str, municipality: str, said: Village) -> bool:
    return (village, municipality) == (said.name, said.municipality)


def _parts(name: str) -> list[str]:
    """A name without titles, order and spelling: "Pöppelbaum, Irmgard" is "Irmgard Poeppelbaum"."""
    plain = name.casefold().translate(_UMLAUTS)
    return sorted(part for part in re.findall(r"\w+", plain) if part not in _TITLES)
