"""The feed: what has happened, line after line, for every page that looks on."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

KEPT_OF_A_KIND = 300


class Kind(StrEnum):
    """Where a line comes from."""

    CLOCK = "clock"
    TURN = "turn"
    TRANSACTION = "transaction"
    EVENT = "event"
    OUTBOX = "outbox"
    STATION = "station"
    MQTT = "mqtt"
    LIFE = "life"  # MQTT, too: a sign of life, which says nothing new


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `told` is for everybody, `title` and `detail` for those who look behind the curtain.

    `at` is the county's time, `seconds` how long it took where that was measured.
    """

    at: datetime
    kind: Kind
    title: str
    detail: Mapping[str, str] = field(default_factory=dict)
    told: str | None = None
    seconds: float | None = None

    def to_json(self) -> dict[str, Any]:
        """The entry as the page reads it."""
        return {
            "at": self.at.isoformat(),
            "kind": self.kind.value,
            "title": self.title,
            "detail": dict(self.detail),
            "told": self.told,
            "ms": None if self.seconds is None else round(self.seconds * 1000, 1),
        }


Line = dict[str, Any]


class Feed:
    """The last lines of each kind, numbered in the order in which they came, and who wants to hear of new ones.

    Much of one kind must not push out little of another: an hour of MQTT leaves what was said to be read.
    `run` names this start of the service: after another one the numbers begin anew.
    """

    def __init__(self, run: str) -> None:
        self.run = run
        self._lines: dict[Kind, deque[Line]] = {kind: deque(maxlen=KEPT_OF_A_KIND) for kind in Kind}
        self._last = 0
        self._listeners: list[Callable[[Line], None]] = []

    def add(self, entry: Entry) -> None:
        """Number an entry and tell it."""
        self._last += 1
        line = {"n": self._last, **entry.to_json()}
        self._lines[entry.kind].append(line)
        for listener in tuple(self._listeners):
            listener(line)

    def since(self, run: str | None, number: int) -> list[Line]:
        """What came after this line of this run; all that is kept, if that was another run."""
        known = number if run == self.run else 0
        lines = heapq.merge(*self._lines.values(), key=lambda line: int(line["n"]))
        return [line for line in lines if line["n"] > known]

    def listen(self, listener: Callable[[Line], None]) -> Callable[[], None]:
        """Have every new line told from now on; call what is returned to hear no more."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)
