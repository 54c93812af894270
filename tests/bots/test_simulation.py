"""A simulated week: the same seed, the same week; what must hold holds, and what does not is found."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bots.app import simulated_house
from bots.simulation.command import FIRST_DAY, FIRST_HOUR
from bots.simulation.loop import Deadlock, run_leaping
from bots.simulation.report import page
from bots.simulation.week import Week, play_week
from domain.clock import at_local

BEGINS = at_local(FIRST_DAY, FIRST_HOUR)


async def _one_day(folder: Path, cache: Path) -> Week:
    async with simulated_house(folder, 5, BEGINS, cache) as house:
        return await play_week(house, 5, days=1, every=4)


def test_the_same_seed_gives_the_same_day_and_what_must_hold_holds(tmp_path: Path, trained_cache: Path) -> None:
    first, again = (run_leaping(_one_day(tmp_path / name, trained_cache)) for name in ("a", "b"))
    assert first.fingerprint == again.fingerprint
    assert first.faults == []
    assert sum(first.orders_by_day.values()) > 1
    assert first.parts.get("delivered", 0) + first.parts.get("returned", 0) > 0
    assert "<svg" in page(first)


async def _wait_for_nobody() -> None:
    await asyncio.Event().wait()


def test_a_program_that_waits_for_nobody_is_found_out() -> None:
    with pytest.raises(Deadlock):
        run_leaping(_wait_for_nobody())
