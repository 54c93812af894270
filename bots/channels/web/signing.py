"""Small signed texts that a browser keeps for us: the visitor's cookie and the tokens in forms."""

from __future__ import annotations

import hmac
from hashlib import sha256

from domain.ids import Chance


class Signer:
    """Signs short texts for one purpose with the service's key; what was signed for another purpose does not count."""

    def __init__(self, key: bytes, purpose: str) -> None:
        if len(key) < 16:
            raise ValueError("the key that signs the visitors' cookies needs at least 16 bytes")
        self._key = hmac.digest(key, purpose.encode(), "sha256")

    def signed(self, text: str) -> str:
        """The text with its signature behind a dot."""
        return f"{text}.{self._signature(text)}"

    def read(self, signed: str) -> str | None:
        """The text again, or None when the signature is not ours."""
        text, dot, signature = signed.rpartition(".")
        if not dot or not signature.isascii():
            return None
        return text if hmac.compare_digest(signature, self._signature(text)) else None

    def _signature(self, text: str) -> str:
        return hmac.new(self._key, text.encode("utf-8", "surrogatepass"), sha256).hexdigest()[:40]


def fresh_id(chance: Chance) -> str:
    """A name nobody can guess: 128 bits of chance as 32 hexadecimal digits."""
    return f"{chance.below(1 << 128):032x}"
