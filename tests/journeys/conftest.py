"""What journeys share: a trained parser and a program that is stopped at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nlu.training import load_or_train
from tests.journeys.program import Program


@pytest.fixture(scope="session")
def trained_cache(pytestconfig: pytest.Config) -> Path:
    """The folder with the trained parser; trained once for all tests."""
    cache = Path(pytestconfig.cache.mkdir("nlu"))
    load_or_train(Path(__file__).parents[2] / "nlu" / "data", cache)
    return cache


@pytest.fixture
def program(tmp_path: Path, trained_cache: Path) -> Iterator[Program]:
    """Dorfbote's demo, running."""
    program = Program(tmp_path / "var", trained_cache)
    program.start()
    yield program
    program.stop()
