"""One open page: what its socket says and hears. The protocol is told in docs/web-chat.md."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Callable, Sequence
from typing import Any

from aiohttp import WSMsgType, web

from bots.channels.channel import Address, FrontDoor, Incoming, Outgoing, Said
from bots.channels.hearing import storable
from domain.clock import Clock

_log = logging.getLogger(__name__)

LONGEST_TEXT = 20_000
LARGEST_FRAME = 256 * 1024

_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_HISTORY_LINES = 50
_SLOW_READER_SECONDS = 5

TOO_LONG = "Das ist zu lang für eine Nachricht. Bitte schicken Sie es in mehreren Teilen."
EMPTY = "In dieser Nachricht steht nichts."
UNREADABLE = "Diese Nachricht konnten wir nicht lesen."
LATER = "Ihre Nachricht ist noch nicht angekommen. Wir versuchen es gleich noch einmal."


class OpenPage:
    """The talk over one websocket."""

    def __init__(
        self,
        socket: web.WebSocketResponse,
        address: Address,
        door: FrontDoor,
        clock: Clock,
        others: Callable[[OpenPage], Sequence[OpenPage]],
    ) -> None:
        self.address = address
        self._socket = socket
        self._door = door
        self._clock = clock
        self._others = others

    async def listen(self) -> None:
        """Hear the page until it is closed."""
        async for frame in self._socket:
            if frame.type is WSMsgType.TEXT:
                await self._hear(frame.data)
            elif frame.type is WSMsgType.BINARY:
                await self.send({"type": "refused", "id": None, "text": UNREADABLE})

    async def send(self, told: dict[str, Any]) -> bool:
        """Send one thing; False when the page has gone or does not read."""
        if self._socket.closed:
            return False
        try:
            async with asyncio.timeout(_SLOW_READER_SECONDS):
                await self._socket.send_str(json.dumps(told, ensure_ascii=False))
        except (ConnectionError, RuntimeError, TimeoutError):
            return False
        return True

    async def show(self, messages: Sequence[Outgoing]) -> bool:
        """Show messages; True when all have left."""
        for message in messages:
            if not await self.send({"type": "message", **message.to_json()}):
                return False
        return True

    async def close(self) -> None:
        """Say that the service restarts; the page comes back by itself."""
        await self._socket.close(code=1012, message=b"restart")

    async def _hear(self, frame: str) -> None:
        try:
            said = json.loads(frame)
        except (ValueError, RecursionError):
            said = None
        kind = said.get("type") if isinstance(said, dict) else None
        try:
            if kind == "hello":
                await self._catch_up(said.get("since"))
            elif kind in ("say", "tap"):
                await self._take(said)
            else:
                await self.send({"type": "refused", "id": None, "text": UNREADABLE})
        except Exception:
            # The page keeps what was not taken and sends it again; one broken moment must not end the talk.
            _log.exception("a message of the web chat could not be taken")
            message_id = said.get("id") if isinstance(said, dict) else None
            await self.send({"type": "later", "id": message_id, "text": LATER})

    async def _take(self, said: dict[str, Any]) -> None:
        message_id = said.get("id")
        if not isinstance(message_id, str) or not _ID.fullmatch(message_id):
            await self.send({"type": "refused", "id": None, "text": UNREADABLE})
            return
        shown = said.get("text") if said["type"] == "say" else said.get("title")
        payload = said.get("payload", "")
        refusal = _refusal(said["type"], shown, payload)
        if refusal:
            await self.send({"type": "refused", "id": message_id, "text": refusal})
            return
        shown = storable(str(shown)).strip()
        if said["type"] == "say":
            incoming = Incoming(self.address, message_id, text=shown)
        else:
            incoming = Incoming(self.address, message_id, tap=storable(payload))
        await self._door.gather(incoming)
        at = self._clock.now().isoformat()
        await self.send({"type": "taken", "id": message_id, "at": at})
        await self.send({"type": "working"})
        for other in self._others(self):
            await other.send({"type": "said", "id": message_id, "at": at, "text": shown})

    async def _catch_up(self, since: object) -> None:
        if isinstance(since, int) and not isinstance(since, bool) and since > 0:
            await self.show(await self._door.since(self.address, since))
        else:
            await self.send({"type": "history", "lines": await self._history()})
        await self.send({"type": "ready"})

    async def _history(self) -> list[dict[str, Any]]:
        lines = list((await self._door.history(self.address, _HISTORY_LINES)).lines)
        shown = {line.seq for line in lines if isinstance(line, Outgoing)}
        # Asking for these numbers also marks them as delivered, and brings what came in between.
        newer = await self._door.since(self.address, min(shown, default=1) - 1)
        lines += [message for message in newer if message.seq not in shown]
        return [_line(line) for line in lines]


def _refusal(kind: str, shown: object, payload: object) -> str | None:
    """Why this message is not taken, or None."""
    if not isinstance(shown, str) or not isinstance(payload, str) or (kind == "tap" and not payload):
        return UNREADABLE
    if len(shown) > LONGEST_TEXT or len(payload) > 1000:
        return TOO_LONG
    return None if storable(shown).strip() else EMPTY


def _line(line: Outgoing | Said) -> dict[str, Any]:
    if isinstance(line, Outgoing):
        return {"type": "message", **line.to_json()}
    return {"type": "said", "id": line.message_id, "at": line.at.isoformat(), "text": line.text}
