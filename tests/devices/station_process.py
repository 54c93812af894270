"""A simulated station as a process of its own, to be killed. Arguments: folder, broker, number of compartments.

Every pulse is a line in `pulses`, written before the door moves.
"""

from __future__ import annotations

import asyncio
import logging
import random
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

from devices.protocol.messages import BoxInfo
from devices.station.agent import Agent, AgentTimes
from devices.station.boards.simulated import SimulatedBoard
from devices.station.connection import Account
from devices.station.journal import Journal
from devices.station.link import Backoff, Link
from devices.station.locks import LockTimes
from devices.station.outbox import ResendTimes
from tests.devices.builders import KEYS

TIMES = AgentTimes(
    locks=LockTimes(watch=0.3, between_pulses=0.0, poll=0.02),
    resend=ResendTimes(first=0.2, cap=1.0),
    heartbeat=5.0,
)


async def live(folder: Path, url: str, compartments: int) -> None:
    keys = KEYS.station("p1")
    boxes = range(1, compartments + 1)
    board = SimulatedBoard(boxes, closes_after=0.1, opens_after=0.02, pulse_log=folder / "pulses")
    journal = Journal(folder / "journal.db", uuid.uuid4().hex)
    agent = Agent(
        keys, [BoxInfo(box, "M", "ambient", box) for box in boxes], board, journal, lambda: datetime.now(UTC), TIMES
    )
    link = Link(
        Account(url, "p1", "p1", keys.broker_password),
        agent,
        Agent.subscriptions("p1"),
        chance=random.random,
        backoff=Backoff(0.05, 0.2),
    )
    agent.attach(link)
    await agent.boot()
    await asyncio.gather(agent.run(), link.run())


if __name__ == "__main__":
    logging.basicConfig(level="WARNING")
    asyncio.run(live(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
