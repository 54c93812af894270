"""The web chat as a page uses it: one websocket, messages with ids, answers with numbers."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Any, Self

import aiohttp

PATIENCE = 30.0


class WebPage:
    """An open page that speaks as a person of the demo."""

    def __init__(self, url: str, person: str) -> None:
        self.url, self.person = url, person
        self.seen: list[dict[str, Any]] = []
        self.taken: set[str] = set()
        self._session = aiohttp.ClientSession()
        self._socket: aiohttp.ClientWebSocketResponse | None = None

    async def __aenter__(self) -> Self:
        address = f"{self.url}/chat/socket?as={self.person}"
        self._socket = await self._session.ws_connect(address, headers={"Origin": self.url})
        since = max((message["seq"] for message in self.seen), default=0)
        await self._socket.send_json({"type": "hello", "since": since})
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._socket is not None:
            await self._socket.close()
        await self._session.close()

    async def say(self, message_id: str, text: str) -> None:
        """Write, and wait until it is on disk over there."""
        assert self._socket is not None
        await self._socket.send_json({"type": "say", "id": message_id, "text": text})
        await self._until(lambda: message_id in self.taken)

    async def tap(self, message_id: str, label: str) -> None:
        """Tap the last button whose label begins so."""
        assert self._socket is not None
        buttons = [button for message in self.seen for button in message["buttons"]]
        button = next(button for button in reversed(buttons) if button["title"].startswith(label))
        tap = {"type": "tap", "id": message_id, "payload": button["payload"], "title": button["title"]}
        await self._socket.send_json(tap)
        await self._until(lambda: message_id in self.taken)

    async def hear(self, words: str) -> str:
        """Wait until a message with these words is there."""
        await self._until(lambda: any(words in message["text"] for message in self.seen))
        return next(str(message["text"]) for message in self.seen if words in message["text"])

    async def _until(self, reached: Any) -> None:
        try:
            await asyncio.wait_for(self._read_until(reached), PATIENCE)
        except TimeoutError:
            heard = [message["text"] for message in self.seen]
            raise AssertionError(f"the page waited in vain; it has heard {heard}") from None

    async def _read_until(self, reached: Any) -> None:
        while not reached():
            assert self._socket is not None
            frame = await self._socket.receive_json()
            if frame["type"] == "taken":
                self.taken.add(frame["id"])
            elif frame["type"] == "message":
                self._note(frame)
            elif frame["type"] == "history":
                for line in frame["lines"]:
                    if "seq" in line:
                        self._note(line)

    def _note(self, message: dict[str, Any]) -> None:
        if message["seq"] not in {seen["seq"] for seen in self.seen}:
            self.seen.append(message)
