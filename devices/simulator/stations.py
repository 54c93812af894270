"""Simulated pick-up points, for the demo and for whole-system tests: people at keypads, jams, cut lines."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import structlog

from devices.protocol.keys import CoreKeys
from devices.protocol.messages import BoxInfo, EventKind
from devices.station.agent import Agent, AgentTimes, KeypadAnswer
from devices.station.boards.simulated import SimulatedBoard
from devices.station.connection import Account, LinkDown
from devices.station.journal import Journal
from devices.station.link import Backoff, Link

log = structlog.get_logger(__name__)

_Name = TypeVar("_Name", bound=str)


@dataclass(frozen=True, slots=True)
class BoxLayout:
    """One compartment of a simulated station. `zone` is ambient, chilled or frozen."""

    no: int
    size: str = "M"
    zone: str = "ambient"


@dataclass(frozen=True, slots=True)
class SimulationTimes:
    """How long things take in the simulation, in real seconds."""

    agent: AgentTimes = field(default_factory=AgentTimes)
    backoff: Backoff = field(default_factory=lambda: Backoff(first=0.1, cap=5.0))
    closes_after: float | None = 1.5


class SimulatedStation:
    """One station: a board, an agent, a line."""

    def __init__(
        self,
        keys: CoreKeys,
        sid: str,
        layout: Sequence[BoxLayout],
        broker_url: str,
        folder: Path,
        boot: str,
        now: Callable[[], datetime],
        chance: Callable[[], float],
        times: SimulationTimes,
    ) -> None:
        station_keys = keys.station(sid)
        self.sid = sid
        self.boot = boot
        self.board = SimulatedBoard((box.no for box in layout), closes_after=times.closes_after)
        self._journal = Journal(folder / "journal.db", boot)
        self.agent = Agent(
            station_keys,
            [BoxInfo(box.no, box.size, box.zone, box.no) for box in layout],
            self.board,
            self._journal,
            now,
            times.agent,
        )
        account = Account(broker_url, sid, sid, station_keys.broker_password)
        self.link = Link(account, self.agent, Agent.subscriptions(sid), chance=chance, backoff=times.backoff)
        self.agent.attach(self.link)
        self.link_up = True
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Power on."""
        await self.agent.boot()
        self._tasks = [asyncio.create_task(self.agent.run()), asyncio.create_task(self.link.run())]
        for task in self._tasks:
            task.add_done_callback(self._tell_of_failure)

    async def stop(self) -> None:
        """Power off, in an orderly way."""
        await self.agent.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._journal.close()

    def _tell_of_failure(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and task.exception() is not None:
            log.error("simulated_station.failed", station=self.sid, exc_info=task.exception())

    @property
    def settled(self) -> bool:
        """Everything is told (while the line is up) and every door is at rest."""
        if self.link_up and not self.link.connected:
            return False
        return not self.board.moving and self.agent.at_rest

    def state(self) -> dict[str, object]:
        """As JSON, for a page that shows the station."""
        return {
            "link": "up" if self.link_up else "cut",
            "connected": self.link.connected,
            "display": self.agent.shown(),
            "clock": self.agent.clock.state().value,
            "list": self.agent.codes.version,
            "grants": self.agent.codes.size,
            "doors": {str(box): door.value for box, door in sorted(self.agent.doors().items())},
            "jammed": sorted(self.board.jammed),
        }


class SimulatedStations:
    """All simulated stations of the house, each with its journal in `data_dir/stations/<sid>`.

    Stations may be named as in the domain (P1) or as on the wire (p1).
    """

    def __init__(
        self,
        keys: CoreKeys,
        layout: Mapping[_Name, Sequence[BoxLayout]],
        broker_url: str,
        data_dir: Path,
        now: Callable[[], datetime],
        *,
        new_id: Callable[[], str],
        chance: Callable[[], float],
        times: SimulationTimes | None = None,
    ) -> None:
        self._keys = keys
        self._broker_url = broker_url
        self._folder = data_dir / "stations"
        self._now = now
        self._new_id = new_id
        self._chance = chance
        self._times = times or SimulationTimes()
        self._layout = {name.lower(): tuple(boxes) for name, boxes in layout.items()}
        self._stations: dict[str, SimulatedStation] = {}

    async def start(self) -> None:
        """Power on all stations; they connect in the background."""
        for sid, boxes in self._layout.items():
            station = SimulatedStation(
                self._keys,
                sid,
                boxes,
                self._broker_url,
                self._folder / sid,
                self._new_id(),
                self._now,
                self._chance,
                self._times,
            )
            self._stations[sid] = station
            await station.start()

    async def stop(self) -> None:
        """Power off all stations."""
        await asyncio.gather(*(station.stop() for station in self._stations.values()))
        self._stations.clear()

    def station(self, name: str) -> SimulatedStation:
        """One station. Raises KeyError."""
        return self._stations[name.lower()]

    async def keypad(self, name: str, code: str) -> KeypadAnswer:
        """Somebody types a code; answers when the doors have (or have not) opened."""
        return await self.station(name).agent.keypad(code)

    def card(self, name: str, box: int, detail: str = "") -> None:
        """Somebody holds a card to the reader for a compartment."""
        self.station(name).agent.report(EventKind.CARD_PRESENTED, box, detail=detail)

    def temperature(self, name: str, box: int, celsius: str) -> None:
        """A sensor tells its reading, as "7.5"."""
        self.station(name).agent.report(EventKind.TEMPERATURE, box, detail=celsius)

    def jam(self, name: str, box: int, on: bool) -> None:
        """Make a bolt stick, or free it."""
        self.station(name).board.jam(box, on)

    def door(self, name: str, box: int, closed: bool) -> None:
        """Somebody moves a door by hand."""
        self.station(name).board.move_door(box, closed)

    def link(self, name: str, up: bool) -> None:
        """Cut a station's line as a digger does, or mend it."""
        station = self.station(name)
        station.link_up = up
        if up:
            station.link.restore()
        else:
            station.link.cut()

    def state(self) -> dict[str, dict[str, object]]:
        """All stations, as JSON."""
        return {sid: station.state() for sid, station in self._stations.items()}

    async def connected(self) -> None:
        """Wait until every station whose line is not cut is connected."""
        for station in self._stations.values():
            if station.link_up:
                await station.link.until_connected()

    async def settled(self, patience: float = 30.0) -> None:
        """Wait until nothing is in flight at any station, and core has read all that was said.

        Raises TimeoutError after so many real seconds: without core nothing that was said can settle.
        """
        async with asyncio.timeout(patience):
            while True:
                if all(station.settled for station in self._stations.values()) and await self._core_has_heard():
                    return
                await asyncio.sleep(0.02)

    async def _core_has_heard(self) -> bool:
        stations = [station for station in self._stations.values() if station.link_up]
        try:
            await asyncio.gather(*(station.agent.until_core_has_heard() for station in stations))
        except LinkDown:
            return False
        return all(station.settled for station in stations)
