"""The keys of core and of each station. A station's own keys travel as a file at installation, never over MQTT."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from devices.protocol.signing import from_text, to_text
from devices.protocol.topics import CORE_USER, is_station_name

_KEY_BYTES = 32


class KeyFileUnusable(Exception):
    """The key file is there but cannot be read as one."""


@dataclass(frozen=True, slots=True)
class StationKeys:
    """Everything one station may know: to check core's words, to sign its own, to check codes, to log in."""

    sid: str
    command_key: bytes = field(repr=False)
    pin_key: bytes = field(repr=False)
    core_public_key: bytes
    broker_password: str = field(repr=False)

    def core_key(self) -> Ed25519PublicKey:
        """Core's public key, ready for use."""
        return Ed25519PublicKey.from_public_bytes(self.core_public_key)

    def to_json(self) -> str:
        """The file for the installation."""
        return json.dumps(
            {
                "v": 1,
                "sid": self.sid,
                "command_key": to_text(self.command_key),
                "pin_key": to_text(self.pin_key),
                "core_public_key": to_text(self.core_public_key),
                "broker_password": self.broker_password,
            },
            indent=2,
        )

    @classmethod
    def from_json(cls, text: str) -> StationKeys:
        """The keys again. Raises `KeyFileUnusable`."""
        document = _read(text)
        try:
            return cls(
                sid=_text(document, "sid"),
                command_key=from_text(_text(document, "command_key")),
                pin_key=from_text(_text(document, "pin_key")),
                core_public_key=from_text(_text(document, "core_public_key")),
                broker_password=_text(document, "broker_password"),
            )
        except ValueError as bad:
            raise KeyFileUnusable(str(bad)) from bad


@dataclass(frozen=True, slots=True)
class CoreKeys:
    """Core's secrets: one master from which every station's keys are derived, and the key core signs with."""

    master: bytes = field(repr=False)
    signing_key: Ed25519PrivateKey = field(repr=False)

    @classmethod
    def new(cls) -> CoreKeys:
        """Fresh keys from the system's cryptographic chance."""
        return cls(secrets.token_bytes(_KEY_BYTES), Ed25519PrivateKey.generate())

    @classmethod
    def at(cls, file: Path) -> CoreKeys:
        """The keys in this file; made there (mode 0600) when it does not exist yet."""
        try:
            return cls.from_json(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            keys = cls.new()
            file.parent.mkdir(parents=True, exist_ok=True)
            write_secret(file, keys.to_json())
            return keys

    def to_json(self) -> str:
        """The text of core's key file."""
        return json.dumps(
            {"v": 1, "master": to_text(self.master), "signing_key": to_text(self.signing_key.private_bytes_raw())},
            indent=2,
        )

    @classmethod
    def from_json(cls, text: str) -> CoreKeys:
        """The keys again. Raises `KeyFileUnusable`: a lost key must stop the start, not make a new one."""
        document = _read(text)
        try:
            master = from_text(_text(document, "master"))
            signing = Ed25519PrivateKey.from_private_bytes(from_text(_text(document, "signing_key")))
        except ValueError as bad:
            raise KeyFileUnusable(str(bad)) from bad
        if len(master) != _KEY_BYTES:
            raise KeyFileUnusable("the master secret has the wrong length")
        return cls(master, signing)

    def command_key(self, sid: str) -> bytes:
        """K_cmd of one station: signs commands to it and reports from it."""
        return self._derive("cmd", sid)

    def pin_key(self, sid: str) -> bytes:
        """K_pin of one station: turns codes into verifiers."""
        return self._derive("pin", sid)

    def broker_password(self, user: str = CORE_USER) -> str:
        """What core or a station logs in with at the broker that the service runs itself."""
        return self._derive("mqtt", user).hex()

    def purpose_key(self, purpose: str) -> bytes:
        """A key for something else that core signs: cookies of the web chat, links to one's own data."""
        return self._derive("core", purpose)

    def station(self, sid: str) -> StationKeys:
        """The keys to carry to one station."""
        if not is_station_name(sid):
            raise ValueError(f"not a station name: {sid!r}")
        return StationKeys(
            sid=sid,
            command_key=self.command_key(sid),
            pin_key=self.pin_key(sid),
            core_public_key=self.signing_key.public_key().public_bytes_raw(),
            broker_password=self.broker_password(sid),
        )

    def _derive(self, purpose: str, name: str) -> bytes:
        info = f"dorf/v1/{purpose}/{name}".encode()
        return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=info).derive(self.master)


def write_secret(file: Path, text: str) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    draft = file.with_name(f"{file.name}.new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)


def _read(text: str) -> dict[str, object]:
    try:
        document = json.loads(text)
    except ValueError as bad:
        raise KeyFileUnusable("not JSON") from bad
    if not isinstance(document, dict) or document.get("v") != 1:
        raise KeyFileUnusable("not a key file of version 1")
    return document


def _text(document: dict[str, object], name: str) -> str:
    value = document.get(name)
    if not isinstance(value, str):
        raise ValueError(f"{name} is missing")
    return value
