"""Looks at what happens where it happens and writes it into the feed. Nothing waits for it, nothing depends on it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol, TypeVar

from bots.demo.square import behind, sentences
from bots.demo.square.feed import Entry, Feed, Kind
from bots.dialogue.reply import Words, words
from bots.dialogue.turn import Seen
from bots.texts.texts import Texts
from domain.clock import Clock
from domain.events import Event
from domain.lockers.ports import StationEvent, StationReport
from domain.store import OutboxItem, UnitOfWork

T = TypeVar("T")
Make = Callable[[], Entry]
Tell = Callable[[UnitOfWork], Words | None]
log = logging.getLogger(__name__)


class Core(Protocol):
    """Reads the store."""

    async def read(self, work: Callable[[UnitOfWork], T]) -> T: ...


class Watcher:
    """Turns what it is told into lines, one after another and in the order it was told.

    `turn` may be called from any thread, the others from the event loop.
    """

    def __init__(self, feed: Feed, core: Core, clock: Clock, texts: Texts) -> None:
        self.feed = feed
        self._core = core
        self._clock = clock
        self._texts = texts
        self._seen: asyncio.Queue[tuple[Make, Tell | None]] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()

    async def run(self) -> None:
        """Write lines until cancelled."""
        while True:
            make, tell = await self._seen.get()
            try:
                self.feed.add(await self._line(make, tell))
            except Exception:  # a line that cannot be written must not hide those after it
                log.exception("a line of the feed was lost")

    # --- what it is told ---------------------------------------------------------------------------------------

    def turn(self, seen: Seen) -> None:
        """A message is being answered. Its transaction is told next."""
        now = self._clock.now()
        title = seen.parse.intent.name if seen.parse else "tap"
        self._loop.call_soon_threadsafe(self._note, lambda: Entry(now, Kind.TURN, title, behind.turn(seen)))

    def commit(self, work: str, seconds: float, rows: Mapping[str, int]) -> None:
        """A transaction has been committed."""
        now = self._clock.now()
        detail = {"work": work.replace(".<locals>", "").replace(".<lambda>", ""), "rows": behind.rows(rows)}
        self._note(lambda: Entry(now, Kind.TRANSACTION, "commit", detail, seconds=seconds))

    def outbox(self, item: OutboxItem, done: bool, seconds: float) -> None:
        """The relay has tried an item."""
        now = self._clock.now()
        if item.kind == "event":
            name, values = item.payload["name"], item.payload["fields"]
            self._note(
                lambda: Entry(now, Kind.EVENT, name, behind.values(values), seconds=seconds),
                lambda store: sentences.of_event(store, Event.kinds[name].from_payload(values)),
            )
            return
        waits = {} if done else {"try": str(item.attempts), "state": "not yet"}
        detail = {**behind.values(item.payload), **waits}
        self._note(lambda: Entry(now, Kind.OUTBOX, item.kind, detail, seconds=seconds))

    def report(self, report: StationReport) -> None:
        """A station has reported something, and it is committed."""
        now = self._clock.now()
        if isinstance(report, StationEvent):
            detail = {"station": report.station_id, "kind": report.kind.value, "seq": str(report.seq)}
            self._note(
                lambda: Entry(now, Kind.STATION, report.kind.value, detail),
                lambda store: sentences.of_station(store, report),
            )

    def wire(self, way: str, topic: str, payload: bytes) -> None:
        """An MQTT message has come ("up") or gone ("down")."""
        now = self._clock.now()
        kind = Kind.LIFE if behind.is_sign_of_life(topic, payload) else Kind.MQTT
        self._note(lambda: Entry(now, kind, topic, {"way": way, "payload": behind.payload(payload)}))

    def clock(self, now: datetime) -> None:
        """Somebody has moved the clock."""
        self._note(lambda: Entry(now, Kind.CLOCK, "clock"), lambda _store: words("square-clock", at=now))

    # --- how it becomes a line ---------------------------------------------------------------------------------

    def _note(self, make: Make, tell: Tell | None = None) -> None:
        self._seen.put_nowait((make, tell))

    async def _line(self, make: Make, tell: Tell | None) -> Entry:
        said = await self._core.read(tell) if tell is not None else None
        return make() if said is None else replace(make(), told=self._texts.say(said))
