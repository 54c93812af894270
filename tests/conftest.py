"""What every test may use. Builders and fakes are imported where they are needed, not handed out from here."""

from __future__ import annotations

import pytest

from tests.optional import required

pytest_plugins = ["tests.postgres", "tests.chromium", "tests.trained"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write the screenplays anew as they are played now")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run in parallel, the journeys come one after another: each keeps a core busy with processes of its own."""
    for item in items:
        if "tests/journeys/" in item.nodeid:
            item.add_marker(pytest.mark.xdist_group("journeys"))


def pytest_configure(config: pytest.Config) -> None:
    required()  # a misspelt part is said before anything runs
