"""The real program as a process of its own: started, waited for, weighed, ended."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0  # a model that is not cached is trained first
LOOK_AGAIN = 0.005
OUTSIDE = ("DATABASE_URL", "BROKER_URL", "HOST", "TELEGRAM_TOKEN", "TELEGRAM_API_URL", "TELEGRAM_WEBHOOK")


class NotStarted(Exception):
    """The program ended, or said nothing, before it was ready."""


@dataclass(frozen=True, slots=True)
class Program:
    """A service that answers."""

    url: str
    pid: int
    ready_after: float


@asynccontextmanager
async def program(settings: Mapping[str, str], log: Path) -> AsyncIterator[Program]:
    """The demo, started with these settings (and none of the caller's for what lies outside this machine)."""
    unset = [part for name in OUTSIDE for part in ("-u", f"DORFBOTE_{name}")]
    given = [f"DORFBOTE_{name}={value}" for name, value in {"PORT": "0", **settings}.items()]
    command = ["/usr/bin/env", *unset, *given, sys.executable, "-m", "bots", "run", "--demo"]
    begun = time.perf_counter()
    with log.open("ab") as lines:
        started = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=subprocess.PIPE, stderr=lines)
    assert started.stdout is not None
    try:
        url = await _address(started.stdout, log)
        await _until_ready(url)
        yield Program(url, started.pid, time.perf_counter() - begun)
    finally:
        if started.returncode is None:
            started.terminate()
        await started.wait()


async def _address(out: asyncio.StreamReader, log: Path) -> str:
    async with asyncio.timeout(PATIENCE):
        line = (await out.readline()).decode()
    if not line.startswith("Dorfbote: "):
        last = await asyncio.to_thread(log.read_text)
        raise NotStarted(f"{line}{last[-1000:]}")
    return line.split()[1].removesuffix("/")


async def _until_ready(url: str) -> None:
    async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as client:
        while True:
            try:
                async with client.get(f"{url}/healthz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(LOOK_AGAIN)


def resident_megabytes(pid: int) -> dict[str, float] | None:
    """Resident memory of a process and its children by program name; None where there is no /proc."""
    if not Path("/proc/self/stat").exists():
        return None
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended meanwhile
            continue
    family = {pid}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    weighed: dict[str, float] = {}
    for member in sorted(family):
        status = dict(line.split(":", 1) for line in Path(f"/proc/{member}/status").read_text().splitlines())
        name = status["Name"].strip()
        weighed[name] = weighed.get(name, 0) + int(status.get("VmRSS", "0 kB").split()[0]) / 1024
    return weighed
