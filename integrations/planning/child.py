"""Asks the engine in a process of its own: it may crash, hang or eat memory, and the service goes on.

A new process for each task: starting one costs little (docs/decisions/0010), and nothing is left over from the task
before.
"""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from domain.tours.ports import PlanningFailed
from integrations.planning.task import Answer, Task

log = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
ENGINE = (sys.executable, "-m", "integrations.planning")
GRACE = 5.0  # seconds beyond the limit, for starting, reading and answering


def search_in_child(task: Task, command: Sequence[str] = ENGINE, grace: float = GRACE) -> Answer:
    """The engine's answer. A child that outlives its limit is killed. Raises `PlanningFailed`."""
    try:
        ended = subprocess.run(  # noqa: S603 -- our own module; the task goes in as data
            command,
            input=task.to_json(),
            capture_output=True,
            encoding="utf-8",
            cwd=ROOT,
            timeout=max(task.limit, 0) + grace,
            check=True,
        )
        return Answer.from_json(ended.stdout)
    except subprocess.CalledProcessError as failed:
        log.error("the planning process ended with %s: %s", failed.returncode, failed.stderr[-2000:])
        raise PlanningFailed from failed
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError, TypeError) as failed:
        log.error("the planning process did not answer: %r", failed)
        raise PlanningFailed from failed
