"""`dorfbote simulate week --seed N`: plays the week, prints what became of it, writes the page with plots."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime, time
from pathlib import Path

from bots.logs import set_up_logs
from bots.simulation.house import House
from bots.simulation.loop import run_leaping
from bots.simulation.report import lines, page
from bots.simulation.week import Week, play_week
from domain.clock import at_local

FIRST_DAY = date(2026, 11, 23)  # a Monday: the calendar of the sample region begins before it and ends after it
FIRST_HOUR = time(6, 0)
Open = Callable[[Path, int, datetime, Path], AbstractAsyncContextManager[House]]


def simulate(open_house: Open, cache: Path, *, seed: int, days: int, report: Path | None) -> int:
    """Play it; 1 when something does not hold that must hold."""
    set_up_logs("ERROR", as_json=False)
    with tempfile.TemporaryDirectory(prefix="dorfbote-week-") as folder:
        week = run_leaping(_week(open_house, Path(folder), cache, seed, days))
    sys.stdout.write("".join(f"{line}\n" for line in lines(week)))
    if report is not None:
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text(page(week), encoding="utf-8")
        sys.stdout.write(f"The report is {report}\n")
    return 1 if week.faults else 0


async def _week(open_house: Open, folder: Path, cache: Path, seed: int, days: int) -> Week:
    begins = at_local(FIRST_DAY, FIRST_HOUR)
    async with open_house(folder, seed, begins, cache) as house:
        return await play_week(house, seed, days)
