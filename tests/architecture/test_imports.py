"""Who may import what. Between our own rooms import-linter says it (pyproject.toml); here stand the packages from
outside, and what must stay unloaded."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.architecture.house import ROOMS, ROOT, imports, modules_under, outside

STATION_MAY = {"cryptography", "paho", "serial"}
"""What fits on the small computer inside a pick-up point, beside the standard library."""


def foreign(modules: set[str]) -> set[str]:
    return {name for module in modules for name in outside(module)} - sys.stdlib_module_names


def test_the_rooms_keep_their_contracts() -> None:
    # In a process of its own: the linter switches off all loggers it finds, and other tests read what is logged.
    program = (
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True, no_logo=True))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 0, run.stdout


def test_the_domain_needs_the_standard_library_only() -> None:
    assert foreign(modules_under("domain")) == set()


def test_a_station_needs_the_device_protocol_and_three_packages_only() -> None:
    graph = imports()
    agent = modules_under("devices.station")
    reached = agent.union(*(graph.find_upstream_modules(module) for module in agent))
    ours = {module for module in reached if module.split(".")[0] in ROOMS}
    allowed = {"devices"} | agent | modules_under("devices.protocol")
    assert ours <= allowed
    assert foreign(ours) <= STATION_MAY


def test_no_room_needs_the_tests() -> None:
    assert {module for room in ROOMS for module in modules_under(room) if "tests" in outside(module)} == set()


@pytest.mark.parametrize("package", ["domain", "nlu"])
def test_a_room_that_stands_alone_loads_alone(package: str) -> None:
    loaded = loaded_after(f"import {package}")
    assert loaded.isdisjoint(set(ROOMS) - {package})


def test_the_command_loads_nothing_heavy_before_it_knows_what_is_asked() -> None:
    loaded = loaded_after("import bots.__main__")
    assert loaded & {"sqlalchemy", "aiohttp", "numpy", "sklearn", "pydantic", "nlu", "integrations", "devices"} == set()


def loaded_after(statement: str) -> set[str]:
    """First names of all modules a new interpreter has loaded after this statement."""
    program = f"import sys; {statement}; print(*sys.modules, sep='\\n')"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    return {name.split(".")[0] for name in run.stdout.split()}
