"""What journeys share: a program that is stopped at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.program import Program


@pytest.fixture
def program(tmp_path: Path, trained_cache: Path) -> Iterator[Program]:
    """Dorfbote's demo, running."""
    program = Program(tmp_path / "var", trained_cache)
    program.start()
    yield program
    program.stop()
