"""A lasting link to the broker: one connection after the other. Stations use it, and core through `devices.client`.

Each connection is a new paho client with the same client id: nothing of a dead connection (unsent messages, packet
numbers) can leak into the next, and what the broker still holds for us comes again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from devices.station.connection import Account, Connection, LinkDown, Owner

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Backoff:
    """How long to wait before the next attempt: doubling, never above the cap, spread by chance."""

    first: float = 0.2
    cap: float = 30.0

    def seconds(self, attempt: int, chance: float) -> float:
        """The wait before attempt number `attempt` (from 0); `chance` is between 0 and 1."""
        full = min(self.cap, self.first * 2.0 ** min(attempt, 16))
        return full * (0.5 + 0.5 * chance)


class Link:
    """Keeps one connection alive for as long as `run` runs."""

    def __init__(
        self,
        account: Account,
        owner: Owner,
        subscriptions: Sequence[tuple[str, int]],
        *,
        chance: Callable[[], float],
        one_at_a_time: bool = False,
        backoff: Backoff | None = None,
    ) -> None:
        self._account = account
        self._owner = owner
        self._subscriptions = list(subscriptions)
        self._chance = chance
        self._turn = asyncio.Lock() if one_at_a_time else None
        self._backoff = backoff or Backoff()
        self._allowed = asyncio.Event()
        self._allowed.set()
        # A thread of its own: brokers that do not answer must not use up the threads that others share.
        self._connecting: ThreadPoolExecutor | None = None
        self._connection: Connection | None = None
        self._up = asyncio.Event()
        self.session = 0

    @property
    def connected(self) -> bool:
        """Whether messages go out now."""
        return self._up.is_set()

    async def until_connected(self) -> None:
        """Wait for the connection."""
        await self._up.wait()

    async def publish(self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False) -> None:
        """Send, and wait until the broker has it (QoS 1). Raises `LinkDown` when that is not certain."""
        connection = self._connection
        if connection is None or not self._up.is_set():
            raise LinkDown("not connected")
        await connection.publish(topic, payload, qos, retain)

    def cut(self) -> None:
        """Drop the connection without a word, as a pulled cable does, and stay away until `restore`."""
        self._allowed.clear()
        if self._connection is not None:
            self._connection.cut()

    def restore(self) -> None:
        """Allow connections again."""
        self._allowed.set()

    async def run(self) -> None:
        """Connect, serve, reconnect; until cancelled, which says goodbye to the broker in an orderly way."""
        self._connecting = ThreadPoolExecutor(1, "mqtt-connect")
        try:
            await self._run()
        finally:
            self._connecting.shutdown(wait=False)

    async def _run(self) -> None:
        attempt = 0
        while True:
            await self._allowed.wait()
            self.session += 1
            try:
                came_up = await self._one_connection()
            except OSError as failed:
                log.info("no connection to the broker: %s", failed)
                came_up = False
            attempt = 0 if came_up else attempt + 1
            await asyncio.sleep(self._backoff.seconds(attempt, self._chance()))

    async def _one_connection(self) -> bool:
        connection = Connection(self._account, self._owner, self.session, self._turn, self._connecting)
        self._connection = connection
        came_up = False
        try:
            await connection.open(self._subscriptions)
            if not self._allowed.is_set():
                return False
            self._up.set()
            came_up = True
            await self._owner.on_up(self.session)
            await connection.closed.wait()
        except asyncio.CancelledError:
            connection.goodbye()
            raise
        except LinkDown as down:
            log.info("connection lost while it began: %s", down)
        except OSError:
            raise
        except Exception:
            # Whatever goes wrong in the owner must not end the line for good.
            log.exception("the beginning of a connection went wrong")
            came_up = False
        finally:
            self._up.clear()
            self._connection = None
            connection.cut()
            await connection.finish()
            if came_up:
                self._owner.on_down()
        return came_up
