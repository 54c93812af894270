"""What a machine may ask: is it healthy, and how much has it done."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bots.channels.channel import FrontDoor, Incoming, Outgoing
from domain.store import UnitOfWork

T = TypeVar("T")


class Core(Protocol):
    """Reads the store."""

    async def read(self, work: Callable[[UnitOfWork], T]) -> T: ...


class Telegram(Protocol):
    """How the Telegram channel is."""

    @property
    def condition(self) -> str: ...
    @property
    def waiting(self) -> int: ...


class Metrics:
    """The figures of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._conditions: dict[str, Callable[[], str]] = {}
        self.turns = Counter("dorfbote_turns", "Answered turns", ["channel"], registry=self.registry)
        self.seconds = Histogram(
            "dorfbote_turn_seconds",
            "Seconds from message to answer on disk",
            buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2),
            registry=self.registry,
        )
        self.parked = Gauge("dorfbote_outbox_parked", "Outbox items that failed too often", registry=self.registry)
        self.silent = Gauge("dorfbote_stations_silent", "Stations that cannot be reached", registry=self.registry)

    def counting(self, door: FrontDoor) -> FrontDoor:
        """The same door, with its turns counted and timed."""
        return _CountingDoor(door, self)

    def watch(self, telegram: Telegram) -> None:
        """Show how Telegram is. A service is healthy without it: starting it anew would not bring Telegram back."""
        connected = Gauge("dorfbote_telegram_connected", "1 while Telegram is reached", registry=self.registry)
        connected.set_function(lambda: telegram.condition == "ok")
        waiting = Gauge("dorfbote_telegram_waiting", "Chats with something to be sent", registry=self.registry)
        waiting.set_function(lambda: telegram.waiting)
        self._conditions["telegram"] = lambda: telegram.condition

    def add_routes(self, app: web.Application, core: Core, ready: asyncio.Event) -> None:
        """Serve /healthz (200 once messages are answered) and /metrics."""

        async def health(_request: web.Request) -> web.Response:
            await core.read(lambda store: store.catalogue.version())
            if not ready.is_set():
                return web.json_response({"status": "learning"}, status=503)
            return web.json_response({"status": "ok", **{name: ask() for name, ask in self._conditions.items()}})

        async def metrics(_request: web.Request) -> web.Response:
            parked, silent = await core.read(_counts)
            self.parked.set(parked)
            self.silent.set(silent)
            return web.Response(body=generate_latest(self.registry), content_type="text/plain")

        app.router.add_get("/healthz", health)
        app.router.add_get("/metrics", metrics)


def _counts(store: UnitOfWork) -> tuple[int, int]:
    return len(store.outbox.parked()), sum(station.silent for station in store.lockers.stations())


class _CountingDoor:
    """A front door that keeps a tally."""

    def __init__(self, door: FrontDoor, metrics: Metrics) -> None:
        self._door, self._metrics = door, metrics
        self.gather, self.since, self.undelivered = door.gather, door.since, door.undelivered
        self.history, self.link = door.history, door.link

    async def turn(self, incoming: Incoming) -> Sequence[Outgoing]:
        with self._metrics.seconds.time():
            answer = await self._door.turn(incoming)
        self._metrics.turns.labels(incoming.address.channel).inc()
        return answer
