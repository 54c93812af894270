"""How whatever-comes tests are tried: the same cases in every run, and no stopwatch on a busy machine."""

from __future__ import annotations

from hypothesis import settings

# A test takes its settings when it is imported, so a fixture would come too late.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
