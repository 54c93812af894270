"""All stations of a simulated county on cables in memory: the real agents, on whatever loop runs them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from devices.protocol.keys import CoreKeys
from devices.protocol.messages import BoxInfo, EventKind
from devices.simulator.stations import BoxLayout
from devices.simulator.wire import StationWire, Wire
from devices.station.agent import Agent, AgentTimes, KeypadAnswer
from devices.station.boards.simulated import SimulatedBoard
from devices.station.journal import Journal
from devices.station.locks import LockTimes

_Name = TypeVar("_Name", bound=str)

# The doors are looked at less often than at a real station: nobody breaks them open here.
TIMES = AgentTimes(locks=LockTimes(poll=0.5), heartbeat=3600.0)
CLOSES_AFTER_SECONDS = 2.0


class _Station:
    def __init__(self, agent: Agent, board: SimulatedBoard, journal: Journal, cable: StationWire) -> None:
        self.agent, self.board, self.journal, self.cable = agent, board, journal, cable

    @property
    def settled(self) -> bool:
        return not self.board.moving and (self.agent.at_rest or not self.cable.connected)


class StationsInMemory:
    """The pick-up points of a simulation. Named as in the domain (P1) or as on the wire (p1)."""

    def __init__(
        self,
        wire: Wire,
        keys: CoreKeys,
        layout: Mapping[_Name, Sequence[BoxLayout]],
        folder: Path,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._wire = wire
        self._stations: dict[str, _Station] = {}
        for name, boxes in layout.items():
            sid = name.lower()
            journal = Journal(folder / sid / "journal.db", new_id())
            board = SimulatedBoard((box.no for box in boxes), closes_after=CLOSES_AFTER_SECONDS)
            info = [BoxInfo(box.no, box.size, box.zone, box.no) for box in boxes]
            agent = Agent(keys.station(sid), info, board, journal, now, TIMES)
            cable = wire.station(agent, Agent.subscriptions(sid))
            agent.attach(cable)
            self._stations[sid] = _Station(agent, board, journal, cable)
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Power on, and connect."""
        for station in self._stations.values():
            await station.agent.boot()
            self._tasks.append(asyncio.create_task(station.agent.run()))
            self._tasks.append(asyncio.create_task(station.cable.run()))
        self._tasks.append(asyncio.create_task(self._wire.run()))
        for station in self._stations.values():
            await station.cable.mend()

    async def stop(self) -> None:
        """Power off."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for station in self._stations.values():
            station.journal.close()

    async def keypad(self, name: str, code: str) -> KeypadAnswer:
        """Somebody types a code."""
        return await self._at(name).agent.keypad(code)

    def card(self, name: str, box: int, detail: str = "") -> None:
        """Somebody holds a card to the reader for a compartment."""
        self._at(name).agent.report(EventKind.CARD_PRESENTED, box, detail=detail)

    def jam(self, name: str, box: int, on: bool) -> None:
        """Make a bolt stick, or free it."""
        self._at(name).board.jam(box, on)

    async def link(self, name: str, up: bool) -> None:
        """Cut a station's line as a digger does, or mend it."""
        cable = self._at(name).cable
        if up:
            await cable.mend()
        else:
            cable.cut()

    async def give_signs(self) -> None:
        """Every station that is connected gives a sign of life and is told the time.

        A real one does so every minute; on a clock that leaps over days somebody must see to it.
        """
        for station in self._stations.values():
            if station.cable.connected:
                await station.agent.until_core_has_heard()

    def is_connected(self, name: str) -> bool:
        """Whether the line is up."""
        return self._at(name).cable.connected

    @property
    def settled(self) -> bool:
        """Nothing moves at any station, and nothing is on its way."""
        self._fail_with_a_task()
        return self._wire.empty and all(station.settled for station in self._stations.values())

    def _fail_with_a_task(self) -> None:
        for task in self._tasks:
            if task.done() and not task.cancelled() and (error := task.exception()) is not None:
                raise error

    def _at(self, name: str) -> _Station:
        return self._stations[name.lower()]
