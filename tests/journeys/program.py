"""Dorfbote as a process of its own: started, talked to over REST and websocket, killed, started again."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

PATIENCE = 60.0


class Program:
    """One data folder and the process that runs on it."""

    def __init__(self, data_dir: Path, cache: Path, **settings: str) -> None:
        self.data_dir = data_dir
        data_dir.mkdir(parents=True, exist_ok=True)
        (data_dir / "cache").symlink_to(cache)
        self.settings = {"DORFBOTE_DATA_DIR": str(data_dir), "DORFBOTE_PORT": "0", **settings}
        self.process: subprocess.Popen[str] | None = None
        self.url = ""
        self.said: dict[str, list[str]] = {}

    # --- life ---------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start it and wait until it answers messages."""
        with (self.data_dir / "log.txt").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bots", "run", "--demo"],
                env={**os.environ, **self.settings},
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            found = re.search(r"(http://[\d.]+:\d+)/chat", line)
            if found and not self.url_is_current():
                self.url = found[1]
            if line.startswith("Ready"):
                return
        raise AssertionError("it did not start:\n" + (self.data_dir / "log.txt").read_text()[-3000:])

    def url_is_current(self) -> bool:
        """Whether the address of this start is known."""
        return bool(self.url)

    def kill(self) -> None:
        """SIGKILL: no warning, no last words."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self._gone()

    def stop(self) -> None:
        """The polite way."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self._gone()

    def _gone(self) -> None:
        if self.process is not None:
            self.process.wait(timeout=20)
            assert self.process.stdout is not None
            self.process.stdout.close()
        self.process, self.url = None, ""

    # --- talk ------------------------------------------------------------------------------------------

    def say(self, sender: str, message: str, message_id: str | None = None) -> list[dict[str, Any]]:
        """Send a message over REST; the answer with everything that had become due."""
        body = {"sender": sender, "message": message}
        if message_id is not None:
            body["message_id"] = message_id
        answer: list[dict[str, Any]] = self._call("POST", "/webhooks/rest/webhook", body)
        self.said.setdefault(sender, []).extend(one["text"] for one in answer)
        return answer

    def tap(self, sender: str, answer: list[dict[str, Any]], label: str) -> list[dict[str, Any]]:
        """Tap the button whose label begins so."""
        for button in (button for one in reversed(answer) for button in one.get("buttons", [])):
            if button["title"].startswith(label):
                return self.say(sender, button["payload"])
        raise AssertionError(f"no button {label!r} in {answer}")

    def fetch(self, sender: str) -> list[dict[str, Any]]:
        """What has become due."""
        return self.say(sender, "")

    def wait_for(self, sender: str, words: str) -> list[dict[str, Any]]:
        """Fetch until somebody hears these words."""
        heard: list[dict[str, Any]] = []
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            heard += self.fetch(sender)
            if any(words in one["text"] for one in heard):
                return heard
            time.sleep(0.05)
        raise AssertionError(f"{sender} never heard {words!r}, but: {heard}")

    def asks_for_filling(self) -> list[dict[str, Any]]:
        """The centre asks what is to be done, and chooses among its tasks to fill compartments."""
        answer = self.say("C1", "was liegt an")
        titles = [button["title"] for one in answer for button in one.get("buttons", [])]
        return self.tap("C1", answer, "Fächer einräumen") if any("Fächer einräumen" in t for t in titles) else answer

    # --- demo ----------------------------------------------------------------------------------------------

    def advance(self, step: str) -> dict[str, Any]:
        """Move the clock."""
        moved: dict[str, Any] = self._call("POST", "/demo/clock", {"advance": step})
        return moved

    def state(self) -> dict[str, Any]:
        """What the demo shows."""
        state: dict[str, Any] = self._call("GET", "/demo/state")
        return state

    def feed(self) -> list[dict[str, Any]]:
        """What has happened, line after line, as the square shows it."""
        lines: list[dict[str, Any]] = self._call("GET", "/demo/feed")["lines"]
        return lines

    def station(self, station: str, what: str, **body: object) -> dict[str, Any]:
        """Keypad, card, jam, link."""
        answer: dict[str, Any] = self._call("POST", f"/demo/stations/{station}/{what}", body)
        return answer

    # --- the office ----------------------------------------------------------------------------------------

    def health(self) -> dict[str, Any]:
        """What /healthz says."""
        health: dict[str, Any] = self._call("GET", "/healthz")
        return health

    def invite(self, *words: str) -> str:
        """`dorfbote people invite …` beside the running service; the code."""
        command = [sys.executable, "-m", "bots", "people", "invite", *words]
        told = subprocess.run(
            command, env={**os.environ, **self.settings}, capture_output=True, text=True, check=True
        ).stdout
        found = re.search(r"^Code (\w{8})", told, re.MULTILINE)
        assert found is not None, told
        return found[1]

    def _call(self, method: str, path: str, body: object = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:
                return json.loads(response.read())
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"{path}: {refused.code} {refused.read().decode()}") from refused
