"""A station as a program: configuration in, running agent out; a terminal is its keypad and display."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from datetime import datetime

from devices.protocol.keys import StationKeys
from devices.station.agent import Agent
from devices.station.boards.simulated import SimulatedBoard
from devices.station.configuration import BoardSettings, Configuration
from devices.station.connection import Account
from devices.station.journal import Journal
from devices.station.link import Link
from devices.station.locks import LockBoard

log = logging.getLogger(__name__)


async def serve(
    configuration: Configuration,
    *,
    now: Callable[[], datetime],
    boot: str,
    chance: Callable[[], float],
    with_keypad: bool = False,
) -> None:
    """Run the station until cancelled."""
    keys = StationKeys.from_json(configuration.keys.read_text(encoding="utf-8"))
    journal = Journal(configuration.data / "journal.db", boot)
    try:
        board = _board(configuration)
        hardware = "8a" if configuration.board is not None else "simulated"
        agent = Agent(keys, configuration.boxes, board, journal, now, hardware=hardware)
        account = Account(configuration.broker, keys.sid, keys.sid, keys.broker_password or None, configuration.tls)
        link = Link(account, agent, Agent.subscriptions(keys.sid), chance=chance)
        agent.attach(link)
        await agent.boot()
        log.info("station %s: %d compartments, list %d", keys.sid, len(configuration.boxes), agent.codes.version)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(agent.run())
                tasks.create_task(link.run())
                if with_keypad:
                    tasks.create_task(_keypad(agent))
        finally:
            await agent.stop()
    finally:
        journal.close()


def _board(configuration: Configuration) -> LockBoard:
    if configuration.board is None:
        log.warning("no lock board is configured: the doors are simulated")
        return SimulatedBoard(box.lock for box in configuration.boxes)
    return _serial_board(configuration.board)


def _serial_board(settings: BoardSettings) -> LockBoard:
    from serial import Serial

    from devices.station.boards.board_8a import BAUD, Board8A

    port = Serial(settings.device, BAUD, timeout=1.5, write_timeout=1.5)
    return Board8A(port, settings.address, settings.locks, open_bit=settings.open_bit)


async def _keypad(agent: Agent) -> None:
    """Every line typed is a code; what the display would say is written."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    sys.stdout.write(f"{agent.shown()}\n")
    while line := await reader.readline():
        answer = await agent.keypad(line.decode("utf-8", "replace").strip())
        sys.stdout.write(f"{answer.text}\n")
        sys.stdout.flush()
