"""Who really said it: HMAC between core and one station, Ed25519 for what a stolen station must not forge.

A signature covers the canonical JSON of the whole document without the signature itself, and the leaf of the
topic, so that a receipt can never be passed off as a command.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from devices.protocol.topics import Leaf

SIGNATURE = "mac"
VERIFIER_BYTES = 16


def canonical(document: Mapping[str, object]) -> bytes:
    """The one spelling of a document that is signed and sent: sorted keys, no spaces, UTF-8, no fractions."""
    return json.dumps(
        document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=False
    ).encode()


def to_text(raw: bytes) -> str:
    """Bytes as they stand inside JSON."""
    return base64.b64encode(raw).decode("ascii")


def from_text(text: str) -> bytes:
    """The bytes again. Raises ValueError for anything but plain base64."""
    try:
        return base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as bad:
        raise ValueError("not base64") from bad


def _signed_part(leaf: Leaf, document: Mapping[str, object]) -> bytes:
    bare = {name: value for name, value in document.items() if name != SIGNATURE}
    return b"dorf/v1|" + leaf.value.encode() + b"|" + canonical(bare)


def seal(document: Mapping[str, object], leaf: Leaf, key: bytes) -> dict[str, object]:
    """The document with its HMAC."""
    mac = hmac.new(key, _signed_part(leaf, document), hashlib.sha256).digest()
    return {**document, SIGNATURE: to_text(mac)}


def is_sealed(document: Mapping[str, object], leaf: Leaf, key: bytes) -> bool:
    """Whether the HMAC is there and right."""
    mac = _signature(document)
    return mac is not None and hmac.compare_digest(
        mac, hmac.new(key, _signed_part(leaf, document), hashlib.sha256).digest()
    )


def sign(document: Mapping[str, object], leaf: Leaf, key: Ed25519PrivateKey, sid: str = "") -> dict[str, object]:
    """The document with core's Ed25519 signature, bound to one station (or to none: for all)."""
    return {**document, SIGNATURE: to_text(key.sign(sid.encode() + b"|" + _signed_part(leaf, document)))}


def is_signed(document: Mapping[str, object], leaf: Leaf, key: Ed25519PublicKey, sid: str = "") -> bool:
    """Whether core's signature is there and right, for this station."""
    signature = _signature(document)
    if signature is None:
        return False
    try:
        key.verify(signature, sid.encode() + b"|" + _signed_part(leaf, document))
    except InvalidSignature:
        return False
    return True


def verifier(pin_key: bytes, sid: str, grant: str, code: str) -> bytes:
    """What a station keeps instead of a code: worthless without the station's own pin key."""
    return hmac.new(pin_key, f"v1|{sid}|{grant}|{code}".encode(), hashlib.sha256).digest()[:VERIFIER_BYTES]


def _signature(document: Mapping[str, object]) -> bytes | None:
    text = document.get(SIGNATURE)
    if not isinstance(text, str):
        return None
    try:
        return from_text(text)
    except ValueError:
        return None
