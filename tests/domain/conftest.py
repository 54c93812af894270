"""How whatever-comes tests are tried: the same cases in every run, and no stopwatch on a busy machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("domain", deadline=None, derandomize=True, max_examples=100)


@pytest.fixture(autouse=True, scope="package")
def _steady() -> Iterator[None]:
    before = settings.get_current_profile_name()
    settings.load_profile("domain")
    yield
    settings.load_profile(before)
