"""What every test may use. Builders and fakes are imported where they are needed, not handed out from here."""

from __future__ import annotations

import pytest

from tests.optional import required

pytest_plugins = ["tests.at_once", "tests.postgres", "tests.chromium", "tests.trained"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write the screenplays anew as they are played now")


def pytest_configure(config: pytest.Config) -> None:
    required()  # a misspelt part is said before anything runs
