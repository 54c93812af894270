"""Habits of every file: time, chance and settings come in by the front door, and names say what is inside."""

from __future__ import annotations

import pytest

from tests.architecture.house import ROOMS, files, module_of, relative, uses

TIME_AND_CHANCE = (
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "time.time",
    "uuid.uuid",
    "random.",
    "secrets.",
    "os.urandom",
)
"""Whoever uses these directly cannot be replayed: `Clock`, `Ids` and `Chance` are handed in instead."""

MAY_USE_THEM = {
    "bots.simulation.time": "is the chance of a simulated week, which must be repeatable",
    "devices.protocol.keys": "makes the keys themselves, once, when a county is set up",
    "devices.station.__main__": "puts a real station together; the adapters of the service are not there",
    "integrations.system": "is the clock, the ids and the chance of the running service",
    "nlu.commands": "asks a developer's terminal what day it is, where none is given",
    "nlu.noise": "is the chance of typing errors in a measurement, which must be repeatable",
}
"""The adapters behind those ports, and secrets, which must never be repeatable."""

MAY_READ_THE_ENVIRONMENT = {
    "bots.settings": "turns it into the settings",
    "nlu.child": "hands it on to a child process",
    "nlu.rasa.environment": "looks where another Python lies, and hands it on to its processes",
}

SAYS_NOTHING = {"utils", "util", "helpers", "helper", "misc", "common"}


def breaches(*names: str) -> dict[str, list[str]]:
    """module -> places that use one of these names; a name ending in a dot or a stem stands for all below it."""
    found: dict[str, list[str]] = {}
    for path in files(*ROOMS):
        for line, name in uses(path.read_text(encoding="utf-8")):
            if name.startswith(names):
                found.setdefault(module_of(path), []).append(f"{relative(path)}:{line} {name}")
    return found


def test_time_and_chance_are_handed_in() -> None:
    found = breaches(*TIME_AND_CHANCE)
    assert {module: places for module, places in found.items() if module not in MAY_USE_THEM} == {}


def test_no_exception_outlives_its_reason() -> None:
    assert MAY_USE_THEM.keys() <= breaches(*TIME_AND_CHANCE).keys()


def test_one_module_reads_the_environment() -> None:
    assert breaches("os.environ", "os.getenv").keys() <= MAY_READ_THE_ENVIRONMENT.keys()


def test_file_names_say_what_is_inside() -> None:
    assert [relative(path) for path in files(*ROOMS, "tests", "tools") if path.stem in SAYS_NOTHING] == []


@pytest.mark.parametrize(
    "source",
    [
        "import time\ntime.time()",
        "from datetime import datetime as dt\nnow = dt.now(tz)",
        "import datetime\nfield(default_factory=datetime.datetime.now)",
        "from uuid import uuid4\nfield(default_factory=uuid4)",
        "import random as r\nr.choice([1])",
        "from random import choice\nchoice([1])",
    ],
)
def test_the_search_sees_through_names(source: str) -> None:
    assert [name for _, name in uses(source) if name.startswith(TIME_AND_CHANCE)]


def test_the_search_leaves_monotonic_and_our_own_clock_alone() -> None:
    source = "import time\nfrom domain.clock import Clock\ntime.monotonic()\nclock.now()\nClock.now"
    assert not [name for _, name in uses(source) if name.startswith(TIME_AND_CHANCE)]
