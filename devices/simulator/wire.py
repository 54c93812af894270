"""Broker and cables in memory, for whole weeks in minutes: the same messages, in order, and the same every time.

It does what a broker does for us with QoS 1: in order for each receiver, kept while a station is away, retained
where asked, sometimes twice, and a last will when a cable is pulled.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from devices.protocol.topics import meets
from devices.station.connection import LinkDown, Message, Owner, Will

log = structlog.get_logger(__name__)

Handler = Callable[[Message], Awaitable[None]]

ON_THE_WAY_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class _Subscription:
    topic_filter: str
    handler: Handler


class Wire:
    """Everything between core and stations. `twice` says whether the next message is delivered two times."""

    def __init__(self, twice: Callable[[], bool] = lambda: False) -> None:
        self._twice = twice
        self._core: list[_Subscription] = []
        self._retained: dict[str, bytes] = {}
        self._stations: list[StationWire] = []
        self._to_core: deque[Message] = deque()
        self._wake = asyncio.Event()
        self._handling = False
        self.carried = 0

    # --- core's end: what the bridge calls a line ----------------------------------------------------------

    def subscribe(self, topic_filter: str, qos: int, handler: Handler) -> None:
        """Have a handler called for every message that meets a filter."""
        self._core.append(_Subscription(topic_filter, handler))

    def when_up(self, action: Callable[[], Awaitable[None]]) -> None:
        """Core's own line never breaks here: nothing is to be said again."""

    async def publish(self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False) -> None:
        """From core to the stations that listen."""
        if retain:
            self._retained[topic] = payload
        for station in self._stations:
            if station.hears(topic):
                station.put(Message(topic, payload, False))

    async def run(self) -> None:
        """Carry what stations say to core, one message at a time, until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._to_core:
                self._handling = True
                message = self._to_core.popleft()
                await asyncio.sleep(ON_THE_WAY_SECONDS)
                for one in self._core:
                    if meets(one.topic_filter, message.topic):
                        await one.handler(message)
                self._handling = False

    # --- the stations' end ---------------------------------------------------------------------------------

    def station(self, owner: Owner, subscriptions: list[tuple[str, int]]) -> StationWire:
        """A cable to one more station."""
        made = StationWire(self, owner, [topic for topic, _ in subscriptions])
        self._stations.append(made)
        return made

    def take(self, topic: str, payload: bytes, *, retain: bool) -> None:
        """From a station to core."""
        if retain:
            self._retained[topic] = payload
        self.carried += 1
        self._to_core.append(Message(topic, payload, False))
        if self._twice():
            self._to_core.append(Message(topic, payload, False))
        self._wake.set()

    def retained(self) -> list[Message]:
        """What a newly connected station finds."""
        return [Message(topic, payload, True) for topic, payload in self._retained.items()]

    @property
    def empty(self) -> bool:
        """Nothing is on its way."""
        return not self._to_core and not self._handling and all(station.empty for station in self._stations)


class StationWire:
    """One station's cable: fulfils the agent's transport, can be cut and mended."""

    def __init__(self, wire: Wire, owner: Owner, topics: list[str]) -> None:
        self._wire = wire
        self._owner = owner
        self._topics = topics
        self._waiting: deque[Message] = deque()
        self._wake = asyncio.Event()
        self._session = 0
        self._handling = False
        self._will: Will | None = None
        self.connected = False

    def hears(self, topic: str) -> bool:
        """Whether the station listens to this topic."""
        return any(meets(one, topic) for one in self._topics)

    def put(self, message: Message) -> None:
        """A message for the station; it waits while the cable is cut."""
        self._waiting.append(message)
        self._wake.set()

    @property
    def empty(self) -> bool:
        """Nothing is on its way to the station (what waits behind a cut cable is not on its way)."""
        return not self.connected or (not self._waiting and not self._handling)

    async def publish(self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False) -> None:
        """From the station to core. Raises `LinkDown`."""
        if not self.connected:
            raise LinkDown("not connected")
        self._wire.take(topic, payload, retain=retain)

    async def mend(self) -> None:
        """Connect: retained messages come first, then what has waited."""
        if self.connected:
            return
        self._session += 1
        self._will = self._owner.will(self._session)
        self.connected = True
        for message in self._wire.retained():
            if self.hears(message.topic):
                self._waiting.appendleft(message)
        await self._owner.on_up(self._session)
        self._wake.set()

    def cut(self) -> None:
        """Pull the cable: the broker says the last will."""
        if not self.connected:
            return
        self.connected = False
        self._owner.on_down()
        if self._will is not None:
            self._wire.take(self._will.topic, self._will.payload, retain=True)

    async def run(self) -> None:
        """Bring messages to the station, one at a time, until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self.connected and self._waiting:
                self._handling = True
                message = self._waiting.popleft()
                await asyncio.sleep(ON_THE_WAY_SECONDS)
                await self._owner.on_message(message)
                self._handling = False
