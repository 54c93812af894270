"""The emulator as a process: `python -m tests.telegram`. It says where it listens."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

from tests.telegram.emulator import TOKEN, Emulator
from tests.telegram.server import serving


async def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="tests.telegram", description="The Bot API of Telegram, for tests.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--limits", action="store_true", help="keep Telegram's limits: 30 messages a second")
    given = parser.parse_args()
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    async with serving(Emulator(given.token, limits=given.limits), given.port) as url:
        sys.stdout.write(f"Telegram: {url}\n")
        sys.stdout.flush()
        await told.wait()


asyncio.run(main())
