"""A whole house in one process: a broker, core's client and bridge, simulated stations; real time for transport."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from devices.bridge import Bridge
from devices.broker import Broker, BrokerKind, find_mosquitto, open_broker
from devices.client import Client, LinkDown
from devices.protocol.keys import CoreKeys
from devices.protocol.topics import CORE_USER
from devices.simulator.stations import BoxLayout, SimulatedStations, SimulationTimes
from devices.station.agent import AgentTimes
from devices.station.link import Backoff
from devices.station.locks import LockTimes
from devices.station.outbox import ResendTimes
from domain.ids import CommandId, GrantId, StationId
from domain.lockers.ports import (
    CommandAnswered,
    CommandOutcome,
    Grant,
    GrantList,
    GrantRole,
    GrantsAnswered,
    OpenDoor,
    StationReport,
)
from tests.devices.builders import KEYS, HandClock, chance, until
from tests.optional import need

P1, P2 = StationId("P1"), StationId("P2")
BOXES = range(1, 13)
QUICK_HOUSE = SimulationTimes(
    agent=AgentTimes(
        locks=LockTimes(watch=0.4, between_pulses=0.01, poll=0.02),
        resend=ResendTimes(first=0.2, cap=1.0),
        heartbeat=5.0,
        show=5.0,
    ),
    backoff=Backoff(first=0.05, cap=0.2),
    closes_after=0.2,
)

BOTH_BROKERS = pytest.mark.parametrize("kind", [BrokerKind.MOSQUITTO, BrokerKind.EMBEDDED])


def here(kind: BrokerKind) -> None:
    """Leave the test out when its broker is not on this machine."""
    if kind is BrokerKind.MOSQUITTO:
        need("mosquitto", find_mosquitto() is not None)


def credentials(keys: CoreKeys = KEYS, *users: str) -> dict[str, str]:
    return {user: keys.broker_password(user) for user in (CORE_USER, "p1", "p2", *users)}


def rights(version: int, now: datetime, *codes: tuple[str, int]) -> GrantList:
    """A list for the first station: codes, each for one compartment, good for a day."""
    day = timedelta(days=1)
    grants = [Grant(GrantId(f"g{box}"), (box,), GrantRole.PICKUP, now, now + day, 1, code) for code, box in codes]
    return GrantList(P1, version, tuple(grants))


@dataclass
class House:
    """What a test drives and reads."""

    broker: Broker
    client: Client
    bridge: Bridge
    stations: SimulatedStations
    clock: HandClock
    reports: list[StationReport]
    numbers: Iterator[int] = field(default_factory=count)

    def results(self, id_: str) -> list[CommandAnswered]:
        return [
            report
            for report in self.reports
            if isinstance(report, CommandAnswered)
            and report.command_id == id_
            and report.outcome is not CommandOutcome.RECEIVED
        ]

    def lists_in_force(self, station: StationId) -> set[int]:
        return {
            r.version for r in self.reports if isinstance(r, GrantsAnswered) and r.station_id == station and r.accepted
        }

    def order(self, box: int, station: StationId = P1, fence: int = 1) -> OpenDoor:
        now = self.clock.now()
        id_ = CommandId(f"c{next(self.numbers)}")
        return OpenDoor(id_, station, box, "test", fence, now, now + timedelta(seconds=30))

    async def send_until_answered(self, command: OpenDoor, patience: float = 10.0) -> CommandAnswered:
        """As the outbox does: the same command again and again until there is a result."""
        async with asyncio.timeout(patience):
            while not self.results(command.id):
                try:
                    await self.bridge.send(command)
                except LinkDown:
                    await asyncio.sleep(0.05)
                    continue
                try:
                    await until(lambda: bool(self.results(command.id)), 0.5)
                except TimeoutError:
                    continue
        return self.results(command.id)[0]

    async def give(self, version: int, *codes: tuple[str, int]) -> None:
        await self.bridge.publish_grants(rights(version, self.clock.now(), *codes))


@asynccontextmanager
async def open_house(kind: BrokerKind, folder: Path, times: SimulationTimes = QUICK_HOUSE) -> AsyncIterator[House]:
    here(kind)
    clock, reports, boots = HandClock(), list[StationReport](), count()

    async def handle(report: StationReport) -> None:
        reports.append(report)

    async with open_broker(None, folder, credentials(), kind=kind) as broker:
        client = Client(broker.url, KEYS, clock.now, chance, backoff=Backoff(0.05, 0.2))
        bridge = Bridge(client, KEYS, handle, clock.now, (P1, P2))
        layout = {P1: [BoxLayout(number) for number in BOXES], P2: [BoxLayout(1)]}
        stations = SimulatedStations(
            KEYS,
            layout,
            broker.url,
            folder,
            clock.now,
            new_id=lambda: f"boot-{next(boots)}",
            chance=chance,
            times=times,
        )
        async with client:
            await stations.start()
            try:
                async with asyncio.timeout(10):
                    await client.until_connected()
                    await stations.settled()
                yield House(broker, client, bridge, stations, clock, reports)
            finally:
                await stations.stop()
