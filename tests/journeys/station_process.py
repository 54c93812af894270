"""A pick-up point as a program of its own, to be killed. Arguments: folder, key file, broker, number of compartments.

Every line on standard input is something done there, answered by a line on standard output: a code typed at the keypad
(what the display says), "card 25" (a card held to the reader of that compartment), "time" (the station's clock, in
seconds since 1970). Each pulse is a line in the file `pulses`, written before the door moves.
"""

from __future__ import annotations

import asyncio
import logging
import random
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

from devices.protocol.keys import StationKeys
from devices.protocol.messages import BoxInfo, EventKind
from devices.station.agent import Agent, AgentTimes
from devices.station.boards.simulated import SimulatedBoard
from devices.station.connection import Account
from devices.station.journal import Journal
from devices.station.link import Backoff, Link
from devices.station.locks import LockTimes
from devices.station.outbox import ResendTimes

# Core's clock leaps in a demo: the station asks for the time twice a second.
TIMES = AgentTimes(
    locks=LockTimes(watch=1.0, between_pulses=0.0, poll=0.05), resend=ResendTimes(first=0.3, cap=1.0), heartbeat=0.5
)


async def live(folder: Path, keys: StationKeys, url: str, compartments: int) -> None:
    boxes = range(1, compartments + 1)
    board = SimulatedBoard(boxes, closes_after=0.3, opens_after=0.02, pulse_log=folder / "pulses")
    journal = Journal(folder / "journal.db", uuid.uuid4().hex)
    info = [BoxInfo(box, "M", "ambient", box) for box in boxes]
    agent = Agent(keys, info, board, journal, lambda: datetime.now(UTC), TIMES)
    account = Account(url, keys.sid, keys.sid, keys.broker_password)
    topics = Agent.subscriptions(keys.sid)
    link = Link(account, agent, topics, chance=random.random, backoff=Backoff(0.05, 0.3))
    agent.attach(link)
    await agent.boot()
    await asyncio.gather(agent.run(), link.run(), hands(agent))


async def hands(agent: Agent) -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        sys.stdout.write(await done(agent, line.decode().split()) + "\n")
        sys.stdout.flush()


async def done(agent: Agent, what: list[str]) -> str:
    """The answer to what somebody does at the station."""
    match what:
        case ["time"]:
            return str(agent.clock.seconds())
        case ["card", box]:
            agent.report(EventKind.CARD_PRESENTED, int(box))
            return "card"
        case _:
            answer = await agent.keypad("".join(what))
            return f"{list(answer.opened)} {answer.text}"


if __name__ == "__main__":
    logging.basicConfig(level="WARNING")
    station = StationKeys.from_json(Path(sys.argv[2]).read_text(encoding="utf-8"))
    asyncio.run(live(Path(sys.argv[1]), station, sys.argv[3], int(sys.argv[4])))
