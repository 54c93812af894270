"""Broker and station are killed again and again while core sends orders: no bolt moves twice, none is forgotten.

DORFBOTE_FAULT_ORDERS makes it longer.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from devices.bridge import Bridge
from devices.broker import BrokerKind, open_broker
from devices.client import Client, LinkDown
from devices.station.link import Backoff
from domain.ids import CommandId
from domain.lockers.ports import CommandAnswered, CommandOutcome, Door, OpenDoor, StationReport
from tests.devices.builders import KEYS
from tests.devices.house import P1, credentials, here

ORDERS = int(os.environ.get("DORFBOTE_FAULT_ORDERS", "40"))
ORDERS_PER_SECOND = 6
PATIENCE = 20.0 + ORDERS / 4


def now() -> datetime:
    return datetime.now(UTC)


class MortalStation:
    """A station process that is started again whenever it is killed."""

    def __init__(self, folder: Path, url: str) -> None:
        self._folder = folder
        self._url = url
        self._process: asyncio.subprocess.Process | None = None
        self.kills = 0

    async def keep_running(self) -> None:
        try:
            while True:
                self._process = await asyncio.create_subprocess_exec(
                    sys.executable, "-m", "tests.devices.station_process", str(self._folder), self._url, str(ORDERS)
                )
                await self._process.wait()
        finally:
            self.kill()
            if self._process is not None:
                await self._process.wait()

    def kill(self) -> None:
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.kill()
            self.kills += 1

    def pulses(self) -> Counter[int]:
        try:
            lines = (self._folder / "pulses").read_text().split()
        except FileNotFoundError:
            lines = []
        return Counter(int(line) for line in lines)


class Core:
    """Core's outbox in small: every order is sent again with the same id until it has a result."""

    def __init__(self) -> None:
        self.results: dict[str, CommandAnswered] = {}
        self.sends = 0
        self._chance = random.Random(7)

    async def handle(self, report: StationReport) -> None:
        if self._chance.random() < 0.05:
            raise OSError("the database is busy")
        if isinstance(report, CommandAnswered) and report.outcome is not CommandOutcome.RECEIVED:
            before = self.results.setdefault(report.command_id, report)
            assert (before.outcome, before.code) == (report.outcome, report.code), "a result never changes"

    async def outbox(self, bridge: Bridge, orders: list[OpenDoor]) -> None:
        begun = now()
        while len(self.results) < len(orders):
            due = int((now() - begun).total_seconds() * ORDERS_PER_SECOND) + 1
            for order in orders[:due]:
                if order.id not in self.results:
                    with suppress(LinkDown):
                        await bridge.send(order)
                        self.sends += 1
            await asyncio.sleep(0.2)


async def storm(kills: list[tuple[float, object]], chance: random.Random) -> None:
    """Call the killers in random order, with pauses."""
    while True:
        await asyncio.sleep(chance.uniform(0.4, 1.4))
        _, kill = chance.choice(kills)
        assert callable(kill)
        kill()


@asynccontextmanager
async def background(*coroutines: object) -> AsyncIterator[None]:
    tasks = [asyncio.ensure_future(coroutine) for coroutine in coroutines]  # type: ignore[call-overload]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@pytest.mark.parametrize("seed", [1])
async def test_whatever_is_killed_every_order_moves_a_bolt_at_most_once_and_is_answered(
    tmp_path: Path, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    here(BrokerKind.MOSQUITTO)
    chance, core = random.Random(seed), Core()
    async with open_broker(None, tmp_path, credentials(), kind=BrokerKind.MOSQUITTO) as broker:
        client = Client(broker.url, KEYS, now, chance.random, backoff=Backoff(0.05, 0.2))
        bridge = Bridge(client, KEYS, core.handle, now, tries=(0.01, 0.05))
        station = MortalStation(tmp_path, broker.url)
        issued = now()
        orders = [
            OpenDoor(CommandId(f"c{box}"), P1, box, "test", 1, issued, issued + timedelta(seconds=600))
            for box in range(1, ORDERS + 1)
        ]
        broker_kills = Counter[str]()

        def kill_broker() -> None:
            pid = int((tmp_path / "broker" / "mosquitto.pid").read_text())
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            broker_kills["killed"] += 1

        async with client, background(station.keep_running()):
            await client.until_connected()
            async with background(storm([(1.0, kill_broker), (1.0, station.kill)], chance)):
                spread = asyncio.create_task(core.outbox(bridge, orders))
                async with asyncio.timeout(PATIENCE):
                    await spread
    pulses = station.pulses()
    outcomes = Counter(result.outcome.value for result in core.results.values())
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(orders)} orders, {core.sends} sends, {broker_kills['killed']} broker kills,"
            f" {station.kills} station kills: {dict(outcomes)}, pulses {sum(pulses.values())}\n"
        )
    assert set(core.results) == {order.id for order in orders}
    assert max(pulses.values()) == 1
    for order in orders:
        result = core.results[order.id]
        assert result.outcome in (CommandOutcome.DONE, CommandOutcome.UNKNOWN), result
        if result.outcome is CommandOutcome.DONE:
            assert pulses[order.box] == 1
            assert result.door is Door.OPEN
