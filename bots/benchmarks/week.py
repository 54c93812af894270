"""How long a simulated week takes, as a process of its own: start, region, parser from its cache, people, checks."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

from bots.benchmarks.program import ROOT

SEED = 1
WEEK = 7


async def simulated_week(folder: Path, days: int) -> float:
    """Seconds of wall time. Raises RuntimeError when the week does not hold what it must."""
    given = ["/usr/bin/env", f"DORFBOTE_DATA_DIR={folder}", sys.executable, "-m", "bots"]
    what = ["simulate", "week", "--seed", str(SEED), "--days", str(days)]
    begun = time.perf_counter()
    run = await asyncio.create_subprocess_exec(*given, *what, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL)
    if await run.wait() != 0:
        raise RuntimeError("the simulated week has faults: dorfbote simulate week names them")
    return time.perf_counter() - begun
