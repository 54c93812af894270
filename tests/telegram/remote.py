"""The emulator as a process of its own, and a script's hand in it: people who write, tap and block."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.telegram.emulator import TOKEN

PATIENCE = 60.0
Told = list[dict[str, Any]]


class Telegram:
    """Everybody who has Telegram. `settings` make a service talk to it."""

    def __init__(self, url: str, token: str = TOKEN) -> None:
        self.url = url
        self.settings = {"DORFBOTE_TELEGRAM_TOKEN": token, "DORFBOTE_TELEGRAM_API_URL": url}
        self._heard: dict[int, int] = {}

    def person(self, number: int) -> Person:
        """Somebody with a phone."""
        return Person(self, number)

    def do(self, verb: str, **given: Any) -> Any:
        """One of the verbs of the emulator (`server.VERBS`)."""
        return self._call("POST", f"/control/{verb}", given)["done"]

    def state(self) -> dict[str, Any]:
        """What the bot has set, and which calls it has made."""
        state: dict[str, Any] = self._call("GET", "/control/state")
        return state

    def chat(self, who: int, after: int = 0, wait: float = 0.0) -> dict[str, Any]:
        """What somebody has been told."""
        chat: dict[str, Any] = self._call("GET", f"/control/chats/{who}?after={after}&wait={wait}")
        return chat

    def _call(self, method: str, path: str, body: object = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:
                return json.loads(response.read())
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"{path}: {refused.code} {refused.read().decode()}") from refused


class Person:
    """One person and what she has heard so far."""

    def __init__(self, telegram: Telegram, number: int) -> None:
        self.telegram, self.number = telegram, number
        self.heard: Told = []

    def write(self, text: str) -> int:
        """Write, and do not wait."""
        number: int = self.telegram.do("write", who=self.number, text=text)
        return number

    def tap(self, label: str) -> None:
        """Tap the newest button that begins so."""
        self.telegram.do("tap", who=self.number, button=label)

    def hear(self, words: str) -> Told:
        """Wait until something with these words comes; everything that has come since the last time."""
        fresh: Told = []
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            told = self.telegram.chat(self.number, len(self.heard), wait=1.0)["told"]
            self.heard += told
            fresh += told
            if any(words in one["text"] for one in told):
                return fresh
        raise AssertionError(f"{self.number} never heard {words!r}, but: {[one['text'] for one in fresh]}")

    def texts(self) -> list[str]:
        """Everything she has heard, as texts."""
        self.heard += self.telegram.chat(self.number, len(self.heard))["told"]
        return [one["text"] for one in self.heard]


@contextmanager
def telegram(*arguments: str) -> Iterator[Telegram]:
    """A Telegram that outlives the service."""
    command = [sys.executable, "-m", "tests.telegram", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield Telegram(process.stdout.readline().split()[1])
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stdout.close()
