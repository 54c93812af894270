"""`dorfbote doctor`: says in plain words what is missing or wrong, and what to do about it."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import ValidationError

from bots.app import database_revision, has_mosquitto
from bots.channels.telegram.outcomes import CallFailed, TokenRefused
from bots.settings import Settings, in_words

SPACE_NEEDED = 500_000_000
NEWEST_PYTHON = (3, 13)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: all right, a hint, or a fault that stops the service."""

    state: str
    sentence: str


def doctor() -> int:
    """Look at everything; 1 if something would stop the service."""
    try:
        settings = Settings()
    except ValidationError as wrong:
        for sentence in in_words(wrong):
            _tell(Finding("wrong", sentence))
        return 1
    looks: list[Callable[[Settings], Finding]] = [
        _python,
        _folder,
        _space,
        _database,
        _broker,
        _port,
        _keys,
        _telegram,
        _chromium,
    ]
    findings = [look(settings) for look in looks]
    for finding in findings:
        _tell(finding)
    return 1 if any(finding.state == "wrong" for finding in findings) else 0


def _python(_settings: Settings) -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] > NEWEST_PYTHON:
        return Finding("hint", f"Python {version} is newer than what is tested (up to 3.13).")
    return Finding("ok", f"Python {version}.")


def _folder(settings: Settings) -> Finding:
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        return Finding("wrong", f"The data folder {folder} cannot be made: {refused.strerror}.")
    if not os.access(folder, os.W_OK):
        return Finding("wrong", f"The data folder {folder} cannot be written. Set DORFBOTE_DATA_DIR.")
    return Finding("ok", f"Data folder {folder}.")


def _space(settings: Settings) -> Finding:
    free = shutil.disk_usage(settings.data_dir if settings.data_dir.exists() else ".").free
    if free < SPACE_NEEDED:
        return Finding("wrong", f"Only {free // 1_000_000} MB of disk are free; 500 MB are needed.")
    return Finding("ok", f"{free // 1_000_000_000} GB of disk free.")


def _database(settings: Settings) -> Finding:
    try:
        revision = database_revision(settings)
    except Exception as fault:
        sentence = f"The database cannot be reached: {type(fault).__name__}. Look at DORFBOTE_DATABASE_URL."
        return Finding("wrong", sentence)
    return Finding("ok", f"Database reached, tables {revision or 'will be made at the start'}.")


def _broker(settings: Settings) -> Finding:
    url = settings.broker()
    if url is None:
        if has_mosquitto():
            return Finding("ok", "Broker: a Mosquitto of our own will be started.")
        return Finding("hint", "No mosquitto found: the embedded broker will do for the demo, not for a county.")
    parts = urlsplit(url)
    reached = asyncio.run(_reachable(parts.hostname or "", parts.port or 1883))
    return Finding("ok", "Broker reached.") if reached else Finding("wrong", "The broker does not answer.")


def _port(settings: Settings) -> Finding:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError:
            return Finding("hint", f"Port {settings.port} is in use: the demo takes the next one.")
    return Finding("ok", f"Port {settings.port} is free.")


def _keys(settings: Settings) -> Finding:
    if settings.code_key is not None or (settings.data_dir / "code.key").exists():
        return Finding("ok", "Key for stored codes found.")
    return Finding("ok", "A key for stored codes will be made at the first start.")


def _telegram(settings: Settings) -> Finding:
    if settings.telegram_token is None:
        return Finding("ok", "No Telegram: DORFBOTE_TELEGRAM_TOKEN is not set.")
    from bots.channels.telegram.once import user_name

    try:
        name = user_name(settings.telegram_token.get_secret_value(), settings.telegram_api_url)
    except TokenRefused:
        return Finding("wrong", "Telegram does not know the token. Copy it from BotFather: DORFBOTE_TELEGRAM_TOKEN.")
    except CallFailed as failed:
        return Finding("hint", f"Telegram is not reached ({failed}). The service starts all the same and tries again.")
    if settings.telegram_webhook and not (settings.public_url or "").startswith("https://"):
        return Finding("wrong", f"@{name} answers, but Telegram calls https only. Set DORFBOTE_PUBLIC_URL.")
    return Finding("ok", f"Telegram: the bot is @{name}, https://t.me/{name}.")


def _chromium(_settings: Settings) -> Finding:
    if shutil.which("chromium"):
        return Finding("ok", "Chromium found (for browser tests).")
    return Finding("hint", "No chromium: browser tests are left out (apt-get install chromium).")


async def _reachable(host: str, port: int) -> bool:
    try:
        async with asyncio.timeout(3):
            _, writer = await asyncio.open_connection(host, port)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True


def _tell(finding: Finding) -> None:
    print(f"{finding.state:5}  {finding.sentence}")  # noqa: T201 - what the command has to say
