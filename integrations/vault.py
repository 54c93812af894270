"""Pick-up codes as ciphertext (Fernet), because their owner may ask for them again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from domain.lockers.errors import CodeUnreadable


class KeyMissing(Exception):
    """The key of the stored pick-up codes is missing. Set DORFBOTE_CODE_KEY or put back the file code.key."""


class KeyMalformed(Exception):
    """A code key is 32 bytes in URL-safe base64, as `Fernet.generate_key()` makes it; several with commas."""


class FernetVault:
    """Fulfils `domain.lockers.ports.CodeVault`. The first key seals; all of them open."""

    def __init__(self, keys: Sequence[str | bytes]) -> None:
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError as error:
            raise KeyMalformed(KeyMalformed.__doc__) from error

    def seal(self, code: str) -> str:
        return self._fernet.encrypt(code.encode()).decode()

    def open(self, sealed: str) -> str:
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken as error:
            raise CodeUnreadable from error


def open_vault(setting: str | None, key_file: Path, *, codes_exist: bool) -> FernetVault:
    """The vault with the keys of the setting (comma-separated, the new one first), or with those of the key file.

    The file is made, readable by its owner only, when there are no codes yet. Raises `KeyMissing` when there are.
    """
    if setting:
        return FernetVault([key.strip() for key in setting.split(",") if key.strip()])
    if key_file.exists():
        return FernetVault([key for key in key_file.read_text("ascii").split() if key])
    if codes_exist:
        raise KeyMissing(KeyMissing.__doc__)
    key = Fernet.generate_key()
    key_file.parent.mkdir(parents=True, exist_ok=True)
    # Made with its mode, not changed to it: at no time can others read it.
    with os.fdopen(os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key + b"\n")
    return FernetVault([key])
