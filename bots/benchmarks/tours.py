"""Planning the tours of a week, as a process of its own: the tool of this checkout that makes up the week."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from bots.benchmarks.figures import Row
from bots.benchmarks.program import ROOT

TOOL = "tools.tour_week"  # started by its name: nothing of the service knows the tools


def is_installed() -> bool:
    """Whether this is a checkout with the tools in it."""
    return (ROOT / f"{TOOL.replace('.', '/')}.py").is_file()


async def tour_rows(days: int) -> list[Row]:
    """How long the days take to plan, one after the other, and how many stops are served in their hours."""
    name = "planning of the week's tours"
    if not is_installed():
        return [Row(name, "left out: the tools are not in this installation")]
    run = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", TOOL, "--days", str(days)), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    told, _ = await run.communicate()
    if run.returncode != 0:
        raise RuntimeError(f"no tours for the week: python -m {TOOL} says why")
    week: dict[str, Any] = json.loads(told)
    figure = f"{week['seconds']:.1f} s for {week['tours']} tours on {week['days']} days"
    share = 100 * week["within"] / week["wanted"]
    return [
        Row(name, f"{figure}, the longest day {week['longest_day']:.1f} s"),
        Row("its stops served within their hours", f"{share:.1f} % ({week['within']} of {week['wanted']})"),
    ]
