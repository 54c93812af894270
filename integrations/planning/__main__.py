"""The child process: one task as JSON on standard input, its answer as JSON on standard output."""

from __future__ import annotations

import os
import resource
import sys

from integrations.planning.task import Task

BEHIND_THE_SERVICE = 5  # niceness: a tour may wait, a person who writes may not
GRACE = 5  # seconds of processor time beyond the limit, for reading and building


def main() -> None:
    """Answer, or be ended by the kernel when the limit does not end it and the parent is gone."""
    os.nice(BEHIND_THE_SERVICE)
    task = Task.from_json(sys.stdin.read())
    seconds = int(task.limit) + GRACE
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    from integrations.planning.engine import answer  # ortools is loaded under the limit, too

    sys.stdout.write(answer(task).to_json())


main()
