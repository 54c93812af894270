"""The link under which a person reads all her data: signed, hers alone, good for a day."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256

from domain.ids import PersonId

VALID = timedelta(hours=24)
PATH = "/meine-daten/"


def data_link(info: Mapping[str, str], person_id: PersonId, now: datetime) -> str:
    """`<base_url>/meine-daten/<person>-<expiry>-<signature>`."""
    expiry = int((now + VALID).timestamp())
    return f"{info['base_url']}{PATH}{person_id}-{expiry}-{_signature(info, person_id, expiry)}"


def check_data_link(info: Mapping[str, str], path_token: str, now: datetime) -> PersonId | None:
    """Whose data the token opens now; None for one that is forged, torn or too old."""
    parts = path_token.rsplit("-", 2)
    if len(parts) != 3 or not parts[0] or not (parts[1].isascii() and parts[1].isdigit() and len(parts[1]) < 13):
        return None
    person_id, expiry, signature = PersonId(parts[0]), int(parts[1]), parts[2]
    genuine = hmac.compare_digest(signature.encode(), _signature(info, person_id, expiry).encode())
    return person_id if genuine and now.timestamp() < expiry else None


def _signature(info: Mapping[str, str], person_id: PersonId, expiry: int) -> str:
    key = info["data_link_key"].encode()
    return hmac.new(key, f"{person_id}|{expiry}".encode(), sha256).hexdigest()[:32]
