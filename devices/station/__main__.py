"""Runs the agent of one pick-up point: `dorfbote station CONFIGURATION` or `python -m devices.station`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import random
import signal
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

from devices.protocol.keys import KeyFileUnusable
from devices.station.configuration import EXAMPLE, Configuration, ConfigurationUnusable
from devices.station.service import serve


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command understands."""
    parser.add_argument("configuration", type=Path, nargs="?", help="the station's JSON file")
    parser.add_argument("--keypad", action="store_true", help="this terminal is the keypad and the display")
    parser.add_argument("--example", action="store_true", help="show an example of the JSON file")


def run(given: argparse.Namespace) -> int:
    """Run the station until it is told to stop; the exit code."""
    if given.example or given.configuration is None:
        sys.stdout.write(f"{EXAMPLE}\n")
        return 0 if given.example else 2
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        configuration = Configuration.at(given.configuration)
        asyncio.run(_until_told_to_stop(configuration, given.keypad))
    except (ConfigurationUnusable, KeyFileUnusable) as unusable:
        sys.stderr.write(f"{unusable}\n")
        return 2
    return 0


async def _until_told_to_stop(configuration: Configuration, with_keypad: bool) -> None:
    serving = asyncio.ensure_future(
        serve(
            configuration,
            now=lambda: datetime.now(UTC),
            boot=uuid.uuid4().hex,
            chance=random.random,
            with_keypad=with_keypad,
        )
    )
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, serving.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await serving


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m devices.station", description=__doc__)
    add_arguments(parser)
    sys.exit(run(parser.parse_args()))
