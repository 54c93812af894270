"""People who talk to the real program over REST, each on a connection of their own that stays open."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import aiohttp

from bots.benchmarks.talk import RESIDENTS, TALK, WARMING_UP, Shown, spoken


@dataclass
class Heard:
    """What came of it."""

    seconds: float = 0.0
    turns: list[float] = field(default_factory=list)  # seconds each

    @property
    def turns_a_second(self) -> float:
        """How many were answered in a second."""
        return len(self.turns) / self.seconds


async def crowd(url: str, people: int, seconds: float) -> Heard:
    """So many people at once, until every resident has had the talk once, or for so long.

    Nobody has it twice: on the standing day of the demo that would be a talk about changing the first order.
    """
    await _person(url, WARMING_UP, time.perf_counter() + seconds, Heard())
    heard = Heard()
    begun = time.perf_counter()
    until = begun + seconds
    await asyncio.gather(*(_person(url, RESIDENTS[first::people], until, heard) for first in range(people)))
    heard.seconds = time.perf_counter() - begun
    return heard


async def _person(url: str, names: Sequence[str], until: float, heard: Heard) -> None:
    async with aiohttp.ClientSession() as client:
        for name in names:
            shown: list[Shown] = []
            for line in TALK:
                if time.perf_counter() >= until:
                    return
                sent = {"sender": name, "message": spoken(line, shown)}
                begun = time.perf_counter()
                async with client.post(f"{url}/webhooks/rest/webhook", json=sent) as answer:
                    answer.raise_for_status()
                    told = await answer.json()
                heard.turns.append(time.perf_counter() - begun)
                shown = [Shown(b["title"], b["payload"]) for message in told for b in message.get("buttons", ())]
