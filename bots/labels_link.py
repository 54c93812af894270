"""The link under which the labels of a tour's crates are printed: for who asked for it, while that is her work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from bots.signed_link import SignedLink
from domain.ids import PersonId

PATH = "/etiketten/"
_LINK = SignedLink(PATH)


def labels_link(info: Mapping[str, str], person_id: PersonId, day: date, no: int, now: datetime) -> str:
    """`<base_url>/etiketten/<person>.<day>.<number of the tour>-<expiry>-<signature>`."""
    return _LINK.make(info, person_id, f"{day:%Y%m%d}", str(no), now=now)


def check_labels_link(info: Mapping[str, str], token: str, now: datetime) -> tuple[PersonId, date, int] | None:
    """Who may print the labels of which tour; None for a link that is forged, torn or too old."""
    names = _LINK.read(info, token, now)
    if names is None or len(names) != 3:
        return None
    person, day, no = names  # signed by us, so they are what they were
    return PersonId(person), date.fromisoformat(day), int(no)
