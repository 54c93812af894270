"""Parts of the world that a machine may lack: a broker, a browser, a database server, a Rasa server.

Without them the tests that need them are left out and named. The build server sets DORFBOTE_TEST_REQUIRE, and then
a missing part is a failure: nothing can fall silent there.
"""

from __future__ import annotations

import os

import pytest

PARTS = {
    "mosquitto": "the MQTT broker Mosquitto (Debian package mosquitto)",
    "chromium": "the browser Chromium (Debian package chromium)",
    "postgres": "a PostgreSQL server (from the locked test packages)",
    "rasa": "a Rasa NLU server",
}


def required() -> frozenset[str]:
    """The parts that must be here, from DORFBOTE_TEST_REQUIRE; a misspelt name is refused."""
    names = frozenset(filter(None, os.environ.get("DORFBOTE_TEST_REQUIRE", "").replace(" ", "").split(",")))
    if unknown := names - PARTS.keys():
        message = f"DORFBOTE_TEST_REQUIRE names unknown parts: {', '.join(sorted(unknown))}; known: {', '.join(PARTS)}"
        raise pytest.UsageError(message)
    return names


def need(part: str, present: bool) -> None:
    """Go on if the part is present; else leave this test out, or fail where the part is required."""
    if present:
        return
    missing = f"{part} is missing: {PARTS[part]}"
    if part in required():
        pytest.fail(f"{missing}, and DORFBOTE_TEST_REQUIRE asks for it", pytrace=False)
    pytest.skip(missing)
