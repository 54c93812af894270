"""What hangs on the line between core and a pick-up point: a broker that comes back, and the station as a program."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from devices.broker import Broker, free_port, open_broker
from devices.protocol.keys import CoreKeys

STATIONS = ("p1", "p2", "p3", "p4", "p5", "p6")
COMPARTMENTS = 39
PATIENCE = 30.0


class StationProgram:
    """The pick-up point P1, at the other end of the line."""

    def __init__(self, folder: Path, keys: CoreKeys, url: str) -> None:
        folder.mkdir()
        self._folder, self._url = folder, url
        self._keys = folder / "keys.json"
        self._keys.write_text(keys.station("p1").to_json(), encoding="utf-8")
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Power on."""
        command = [sys.executable, "-m", "tests.journeys.station_process", str(self._folder), str(self._keys)]
        command += [self._url, str(COMPARTMENTS)]
        with (self._folder / "log.txt").open("a") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
            )

    def kill(self) -> None:
        """SIGKILL: as when the power goes."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(timeout=20)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()

    def type(self, code: str) -> str:
        """Type a code; what the display says."""
        return self._do(code)

    def hold_card(self, box: int) -> None:
        """Hold a card to the reader of a compartment."""
        self._do(f"card {box}")

    def wait_until(self, now: datetime) -> None:
        """Wait until the station has heard from core that it is as late as this."""
        self._wait_for(lambda: int(self._do("time")) >= now.timestamp(), "its clock stands still")

    def wait_for_pulse(self, box: int, times: int) -> None:
        """Wait until this bolt was moved so often in its life, and not once more."""
        self._wait_for(lambda: self.pulses().count(str(box)) >= times, f"compartment {box} stays shut")
        assert self.pulses().count(str(box)) == times

    def pulses(self) -> list[str]:
        """Every pulse that was ever sent to a bolt."""
        file = self._folder / "pulses"
        return file.read_text(encoding="ascii").split() if file.exists() else []

    def _do(self, line: str) -> str:
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().rstrip()

    def _wait_for(self, reached: Callable[[], bool], what: str) -> None:
        until = time.monotonic() + PATIENCE
        while not reached():
            assert time.monotonic() < until, what
            time.sleep(0.05)


@contextmanager
def a_broker(folder: Path, keys: CoreKeys) -> Iterator[Broker]:
    """A Mosquitto that somebody starts again whenever it dies."""
    users = {user: keys.broker_password(user) for user in ("core", *STATIONS)}
    ready, end = threading.Event(), threading.Event()
    found: list[Broker] = []

    async def run() -> None:
        async with open_broker(None, folder, users, port=free_port()) as broker:
            found.append(broker)
            ready.set()
            while not end.is_set():
                await asyncio.sleep(0.05)

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    assert ready.wait(20)
    try:
        yield found[0]
    finally:
        end.set()
        thread.join(20)


def kill_broker(folder: Path) -> None:
    """SIGKILL for the broker as it runs now."""
    os.kill(int((folder / "broker" / "mosquitto.pid").read_text()), signal.SIGKILL)
