"""The link under which a person reads all her data: signed, hers alone, good for a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bots.signed_link import SignedLink
from domain.ids import PersonId

PATH = "/meine-daten/"
_LINK = SignedLink(PATH)


def data_link(info: Mapping[str, str], person_id: PersonId, now: datetime) -> str:
    """`<base_url>/meine-daten/<person>-<expiry>-<signature>`."""
    return _LINK.make(info, person_id, now=now)


def check_data_link(info: Mapping[str, str], token: str, now: datetime) -> PersonId | None:
    """Whose data the token opens now; None for one that is forged, torn or too old."""
    names = _LINK.read(info, token, now)
    return PersonId(names[0]) if names is not None and len(names) == 1 else None
