"""The engine's process: whatever happens to it, the service gets an answer or a failure, in time."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from domain.tours.ports import PlanningFailed
from integrations.planning.child import search_in_child
from integrations.planning.task import Answer, Ride, Stop, Task

ROOT = Path(__file__).parents[3]
TASK = Task(
    seconds=((0, 60, 120), (60, 0, 60), (120, 60, 0)),
    stops=(
        Stop(1, (1, 0), True, 0, 3600, 60, (0,)),
        Stop(2, (1, 1), False, 0, 3600, 60, (0,), urgent=True),
    ),
    rides=(Ride(0, 0, 0, 7200, (1, 1)),),
    starting_costs=900,
    limit=10.0,
    effort=0.1,
)


def python(program: str) -> tuple[str, ...]:
    return (sys.executable, "-c", program)


def test_a_task_and_its_answer_survive_the_wire() -> None:
    assert Task.from_json(TASK.to_json()) == TASK
    for answer in (Answer(None, cut=True), Answer(((1, 0), ()))):
        assert Answer.from_json(answer.to_json()) == answer


def test_the_child_answers() -> None:
    answer = search_in_child(TASK)
    assert answer.routes == ((1, 0),), "there is room for one crate: first leave one, then take one"
    assert not answer.cut


@pytest.mark.parametrize(
    "program",
    [
        "raise SystemExit(3)",
        "import os; os.abort()",
        "print('no answer')",
        "print('{\"routes\": 5}')",
        "print('{\"strange\": []}')",
        "",
    ],
)
def test_a_child_that_fails_is_a_failure(program: str, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(PlanningFailed):
        search_in_child(TASK, python(program))
    assert "planning process" in caplog.text


def test_no_child_at_all_is_a_failure() -> None:
    with pytest.raises(PlanningFailed):
        search_in_child(TASK, ("/nowhere/python",))


def test_a_child_that_hangs_is_killed() -> None:
    begun = time.monotonic()
    with pytest.raises(PlanningFailed):
        search_in_child(replace(TASK, limit=0.1), python("import time; time.sleep(60)"), grace=0.4)
    assert time.monotonic() - begun < 5


def test_the_kernel_ends_a_child_whose_parent_is_gone() -> None:
    """The engine in a loop that no limit of its own ends, and nobody there to kill it."""
    program = (
        "import integrations.planning.engine as engine, runpy\n"
        "def forever(task):\n"
        "    while True: pass\n"
        "engine.answer = forever\n"
        "runpy.run_module('integrations.planning', run_name='__main__')\n"
    )
    task = replace(TASK, limit=-4.0).to_json()  # limit and grace leave one second of processor time
    ended = subprocess.run(
        python(program), input=task, text=True, capture_output=True, cwd=ROOT, timeout=30, check=False
    )
    assert ended.returncode < 0, "ended by a signal"


def test_the_service_side_never_loads_the_engine() -> None:
    loaded = subprocess.run(
        python("import sys, integrations.planning.planner, integrations.planning.air_line; print(*sys.modules)"),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    ).stdout.split()
    assert {"ortools", "numpy", "pandas"}.isdisjoint(loaded)
