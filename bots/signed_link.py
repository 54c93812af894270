"""Links that open one page to whoever has been told them: signed by the service, kept nowhere, good for a day."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

VALID = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class SignedLink:
    """The links of one kind of page: `<base_url><path><names>-<expiry>-<signature>`, the names apart by dots.

    A link of one kind opens nothing of another.
    """

    path: str

    def make(self, info: Mapping[str, str], *names: str, now: datetime) -> str:
        """The link for what these names say."""
        told, expiry = ".".join(names), int((now + VALID).timestamp())
        return f"{info['base_url']}{self.path}{told}-{expiry}-{self._signature(info, told, expiry)}"

    def read(self, info: Mapping[str, str], token: str, now: datetime) -> tuple[str, ...] | None:
        """The names in the last part of a link; None for one that is forged, torn or too old."""
        parts = token.rsplit("-", 2)
        if len(parts) != 3 or not parts[0] or not (parts[1].isascii() and parts[1].isdigit() and len(parts[1]) < 13):
            return None
        told, expiry, signature = parts[0], int(parts[1]), parts[2]
        genuine = hmac.compare_digest(signature.encode(), self._signature(info, told, expiry).encode())
        return tuple(told.split(".")) if genuine and now.timestamp() < expiry else None

    def _signature(self, info: Mapping[str, str], told: str, expiry: int) -> str:
        signed = f"{self.path}|{told}|{expiry}"
        return hmac.new(info["link_key"].encode(), signed.encode("utf-8", "surrogatepass"), sha256).hexdigest()[:32]
