"""The developers' chat in a terminal: a client of the REST interface, with nothing of its own behind it."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

ReadLine = Callable[[], Awaitable[str | None]]
Show = Callable[[str], None]

_POLL_SECONDS = 2.0
_ANSWER_WITHIN = aiohttp.ClientTimeout(total=60)
_HELP = "Schreiben Sie, was Sie brauchen. Eine Zahl tippt den Knopf davor an. Leere Zeile: nachsehen. Strg+D: Ende."
_NOBODY = "Dorfbote antwortet nicht unter {url}. Läuft er? (make run)"


def add_arguments(parser: argparse.ArgumentParser, *, default_url: str) -> None:
    """The arguments of `dorfbote chat`."""
    parser.add_argument("--as", dest="sender", default="gast", help="who writes: R001, V01, a merchant, or any name")
    parser.add_argument("--url", default=default_url, help=f"where Dorfbote runs (default {default_url})")
    parser.add_argument("--token", default=None, help="the REST token, needed outside demo mode")


def run(arguments: argparse.Namespace) -> int:
    """Chat until the input ends; the exit status says whether Dorfbote was there."""
    try:
        return asyncio.run(_terminal(Console(arguments.url, arguments.sender, arguments.token)))
    except KeyboardInterrupt:
        return 0


async def _terminal(console: Console) -> int:
    async with console:
        print(_HELP)
        return await console.talk(_typed_line, print)


async def _typed_line() -> str | None:
    """The next line of the terminal, None at its end."""
    line = await asyncio.to_thread(sys.stdin.readline)
    return line.rstrip("\n") if line else None


class Console:
    """One conversation over REST: sends lines, shows answers, taps the button whose number is typed."""

    def __init__(self, url: str, sender: str, token: str | None = None, *, poll_seconds: float = _POLL_SECONDS) -> None:
        self._url = url.rstrip("/")
        self._sender = sender
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._poll_seconds = poll_seconds
        self._buttons: list[dict[str, str]] = []
        # One request at a time: a poll between a message and its answer would mix the two.
        self._turn = asyncio.Lock()
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Console:
        self._session = aiohttp.ClientSession(timeout=_ANSWER_WITHIN, headers=self._headers)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()

    async def talk(self, read_line: ReadLine, show: Show) -> int:
        """Read, send and show until there are no more lines."""
        if not await self.say("", show):
            return 1
        polling = asyncio.create_task(self._poll(show))
        try:
            while (line := await read_line()) is not None:
                await self.say(line, show)
        finally:
            polling.cancel()
            await asyncio.gather(polling, return_exceptions=True)
        return 0

    async def say(self, line: str, show: Show) -> bool:
        """Send one line and show what comes back; False when Dorfbote did not answer."""
        async with self._turn:
            message = self._meant(line, show)
            try:
                status, answer = await self._post(message)
            except (aiohttp.ClientError, TimeoutError):
                show(_NOBODY.format(url=self._url))
                return False
            if status != 200:
                show(f"({status}) {answer.get('error', answer) if isinstance(answer, dict) else answer}")
                return False
            for told in answer:
                self._show(told, show)
            return True

    async def _post(self, message: str) -> tuple[int, Any]:
        if self._session is None:
            raise RuntimeError("the console is used inside 'async with'")
        body = {"sender": self._sender, "message": message}
        async with self._session.post(f"{self._url}/webhooks/rest/webhook", json=body) as response:
            return response.status, await response.json(content_type=None)

    def _meant(self, line: str, show: Show) -> str:
        """The payload of the button whose number was typed, else the line itself."""
        typed = line.strip()
        if typed.isdecimal() and 1 <= int(typed) <= len(self._buttons):
            button = self._buttons[int(typed) - 1]
            show(f"[{button['title']}]")
            return button["payload"]
        return typed

    def _show(self, told: dict[str, Any], show: Show) -> None:
        show("")
        lines = str(told.get("text", "")).splitlines() or [""]
        show(f"Dorfbote ‹ {lines[0]}")
        for line in lines[1:]:
            show(f"           {line}")
        if "image" in told:
            show(f"           Bild: {told['image']}")
        # Only the newest message's buttons have numbers: two lists with a "1" would be a trap.
        self._buttons = list(told.get("buttons", ()))
        for number, button in enumerate(self._buttons, 1):
            show(f"           {number}. [{button['title']}]")

    async def _poll(self, show: Show) -> None:
        """Fetch what has become due meanwhile."""
        while True:
            await asyncio.sleep(self._poll_seconds)
            if not await self.say("", show):
                return
