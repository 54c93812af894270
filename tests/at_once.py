"""How tests are dealt out when they run in several processes (`make test`)."""

from __future__ import annotations

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/journeys/", "tests/contracts/test_parsers.py")


class JourneysInTurn(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Each test goes to whoever is free, but all journeys to one process, first of all, and Rasa is taught in one.

    Journeys come one after another, since each keeps a core busy with programs of its own, and first, since together
    they take the longest. (`--dist loadgroup` was meant for this; with pytest 9.2 it groups nothing, and does not say
    so.)
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in TOGETHER if nodeid.startswith(place)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> JourneysInTurn:
    return JourneysInTurn(config, log)
