"""Core's connection to the broker: subscriptions with handlers, a sign of life, a last will."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

import structlog

from devices.protocol.keys import CoreKeys
from devices.protocol.messages import CoreState, Presence, to_bytes
from devices.protocol.signing import sign
from devices.protocol.topics import CORE_STATE, CORE_USER, Direction, Leaf, meets
from devices.station.connection import Account, LinkDown, Message, Owner, TlsFiles, Will
from devices.station.link import Backoff, Link

__all__ = ["Client", "Handler", "LinkDown", "Message", "TlsFiles"]

log = structlog.get_logger(__name__)

Handler = Callable[[Message], Awaitable[None]]

Watch = Callable[[Direction, str, bytes], None]
"""Is told of every message that has come or gone: which way, topic, payload."""

SIGN_OF_LIFE_SECONDS = 60.0


class Client(Owner):
    """The one MQTT client of the service.

    Messages come to their handlers one at a time and in order; a message is acknowledged to the broker when its
    handler has returned. User and password may stand in the address; without, core logs in with its own derived
    password, as the broker that the service runs itself expects.
    """

    def __init__(
        self,
        url: str,
        keys: CoreKeys,
        now: Callable[[], datetime],
        chance: Callable[[], float],
        *,
        client_id: str = CORE_USER,
        tls: TlsFiles | None = None,
        backoff: Backoff | None = None,
    ) -> None:
        parts = urlsplit(url)
        account = Account(
            url=url,
            client_id=client_id,
            username=unquote(parts.username) if parts.username else CORE_USER,
            password=unquote(parts.password) if parts.password else keys.broker_password(CORE_USER),
            # Days of heartbeats would wait for us, and nothing else that is not told again or retained.
            queued=False,
            tls=tls or (TlsFiles() if parts.scheme in ("mqtts", "ssl") else None),
        )
        self._keys = keys
        self._now = now
        self._subscriptions: list[tuple[str, int]] = []
        self._handlers: list[tuple[str, Handler]] = []
        self._when_up: list[Callable[[], Awaitable[None]]] = []
        self._account = account
        self._chance = chance
        self._backoff = backoff
        self._link: Link | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self.watch: Watch = lambda _way, _topic, _payload: None

    def subscribe(self, topic_filter: str, qos: int, handler: Handler) -> None:
        """Have a handler called for every message that meets a filter. To be said before `start`."""
        if self._link is not None:
            raise RuntimeError("subscribe before start")
        self._subscriptions.append((topic_filter, qos))
        self._handlers.append((topic_filter, handler))

    def when_up(self, action: Callable[[], Awaitable[None]]) -> None:
        """Have something done after every connect."""
        self._when_up.append(action)

    @property
    def connected(self) -> bool:
        """Whether messages go out now."""
        return self._link is not None and self._link.connected

    async def start(self) -> None:
        """Begin to connect, and keep connected, in the background."""
        self._link = Link(
            self._account,
            self,
            self._subscriptions,
            chance=self._chance,
            one_at_a_time=True,
            backoff=self._backoff,
        )
        self._tasks = [asyncio.create_task(self._link.run()), asyncio.create_task(self._give_signs())]

    async def until_connected(self) -> None:
        """Wait for the connection."""
        if self._link is None:
            raise RuntimeError("not started")
        await self._link.until_connected()

    async def stop(self) -> None:
        """Say that core goes, and go."""
        with contextlib.suppress(LinkDown, TimeoutError):
            async with asyncio.timeout(2.0):
                await self._tell(Presence.LOST)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def publish(self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False) -> None:
        """Send, and wait until the broker has it. Raises `LinkDown` when that is not certain."""
        if self._link is None:
            raise LinkDown("not started")
        await self._link.publish(topic, payload, qos=qos, retain=retain)
        self.watch(Direction.DOWN, topic, payload)

    async def _tell(self, presence: Presence) -> None:
        await self.publish(CORE_STATE.pattern, self._state(presence), qos=CORE_STATE.qos, retain=CORE_STATE.retain)

    def _state(self, presence: Presence) -> bytes:
        at = int(self._now().timestamp()) if presence is Presence.READY else 0
        return to_bytes(sign(CoreState(presence, at).to_document(), Leaf.CORE_STATE, self._keys.signing_key))

    async def _give_signs(self) -> None:
        while True:
            await asyncio.sleep(SIGN_OF_LIFE_SECONDS)
            with contextlib.suppress(LinkDown):
                await self._tell(Presence.READY)

    def will(self, session: int) -> Will:
        """Core is gone."""
        return Will(CORE_STATE.pattern, self._state(Presence.LOST))

    async def on_up(self, session: int) -> None:
        """Core is there."""
        log.info("broker.connected", session=session)
        await self._tell(Presence.READY)
        for action in self._when_up:
            await action()

    def on_down(self) -> None:
        """The broker is out of reach."""
        log.warning("broker.disconnected")

    async def on_message(self, message: Message) -> None:
        """Hand a message to whoever asked for it."""
        self.watch(Direction.UP, message.topic, message.payload)
        for topic_filter, handler in self._handlers:
            if meets(topic_filter, message.topic):
                await handler(message)
