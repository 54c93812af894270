"""People on Telegram: the real program, and a Bot API of the tests as a process beside it, on loopback."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from bots.benchmarks.program import ROOT

EMULATOR = "tests.telegram"  # started by its name: nothing of the service knows the tests
WRITTEN = "zwei Liter Milch, ein Graubrot und ein Pfund Butter bitte"
ANSWER_WITHIN = 60.0


def is_installed() -> bool:
    """Whether this is a checkout with the tests in it."""
    return (ROOT / EMULATOR.replace(".", "/")).is_dir()


@dataclass(frozen=True, slots=True)
class Emulator:
    """The other side: `settings` make a service talk to it."""

    url: str
    token: str

    @property
    def settings(self) -> dict[str, str]:
        """For the program; without the quiet time that ends a burst, which would be all there is to see."""
        return {"TELEGRAM_TOKEN": self.token, "TELEGRAM_API_URL": self.url, "BURST_SECONDS": "0"}


@dataclass(frozen=True, slots=True)
class Crowd:
    """What came of many people writing at once."""

    seconds: float  # until the last one had an answer
    waits: list[float]
    floods: int  # how often Telegram had to say "wait"


@asynccontextmanager
async def emulator() -> AsyncIterator[Emulator]:
    """A Telegram that keeps its limits."""
    token = "4711:of-the-benchmark-and-nobody-else"  # noqa: S105 - opens nothing but this emulator
    command = [sys.executable, "-m", EMULATOR, "--limits", "--token", token]
    started = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=subprocess.PIPE)
    assert started.stdout is not None
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            told = (await started.stdout.readline()).decode().split()
        if not told:
            raise OSError("the emulator did not start")
        yield Emulator(told[1], token)
    finally:
        if started.returncode is None:
            started.terminate()
        await started.wait()


async def round_trips(emulator: Emulator, people: Sequence[int]) -> list[float]:
    """One after the other: seconds from a person's text to its answer at Telegram's side, by Telegram's clock."""
    async with aiohttp.ClientSession(emulator.url) as client:
        return [await _round_trip(client, who) for who in people]


async def all_at_once(emulator: Emulator, people: Sequence[int]) -> Crowd:
    """Everybody writes in the same moment."""
    async with aiohttp.ClientSession(emulator.url) as client:
        await asyncio.gather(*(_write(client, who) for who in people))
        chats = await asyncio.gather(*(_answered(client, who) for who in people))
        async with client.get("/control/state") as answer:
            floods: int = (await answer.json())["floods"]
    waits = [chat["told"][0]["at"] - chat["said_at"][0] for chat in chats]
    begun = min(chat["said_at"][0] for chat in chats)
    return Crowd(max(chat["told"][0]["at"] for chat in chats) - begun, waits, floods)


async def _round_trip(client: aiohttp.ClientSession, who: int) -> float:
    await _write(client, who)
    chat = await _answered(client, who)
    seconds: float = chat["told"][0]["at"] - chat["said_at"][0]
    return seconds


async def _write(client: aiohttp.ClientSession, who: int) -> None:
    async with client.post("/control/write", json={"who": who, "text": WRITTEN}) as answer:
        answer.raise_for_status()


async def _answered(client: aiohttp.ClientSession, who: int) -> dict[str, Any]:
    async with client.get(f"/control/chats/{who}?wait={ANSWER_WITHIN}") as answer:
        chat: dict[str, Any] = await answer.json()
    if not chat["told"]:
        raise TimeoutError(f"{who} never got an answer")
    return chat
