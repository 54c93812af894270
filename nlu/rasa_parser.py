"""A second opinion from a Rasa server: asked before a turn begins, never waited for long, never needed."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

import aiohttp

from nlu.rasa.answer import result_of
from nlu.result import ParseResult

# So many failures in a row, and the server is left alone for a while; then one message tries again.
FAILURES, REST_SECONDS = 3, 30.0
LONGEST_TEXT = 1000


class RasaParser:
    """Asks a Rasa server over HTTP. What is late, broken or gone counts as no opinion."""

    def __init__(self, url: str, seconds: float) -> None:
        self._url = f"{url.rstrip('/')}/model/parse"
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None
        self._failures = 0
        self._rests_until = 0.0

    async def opinion(self, text: str) -> ParseResult | None:
        """What Rasa makes of the bare text, or None when it does not say so in time."""
        now = asyncio.get_running_loop().time()
        if not text.strip() or len(text) > LONGEST_TEXT or now < self._rests_until:
            return None
        try:
            result = result_of(text, await self._answer(text))
        except (aiohttp.ClientError, TimeoutError, ValueError):
            self._note_failure(now)
            return None
        self._failures = 0
        return result

    async def close(self) -> None:
        """Let go of the connection."""
        if self._session is not None:
            await self._session.close()

    async def _answer(self, text: str) -> object:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self._seconds))
        async with self._session.post(self._url, json={"text": text}) as response:
            if response.status != HTTPStatus.OK:
                raise ValueError(f"Rasa answered {response.status}")
            answer: object = await response.json()
            return answer

    def _note_failure(self, now: float) -> None:
        self._failures += 1
        if self._failures >= FAILURES:
            self._rests_until = now + REST_SECONDS
