"""Secrets never reach a log."""

from __future__ import annotations

from typing import Any

import pytest

from bots.logs import without_secrets


@pytest.mark.parametrize("name", ["code", "token", "password", "said", "text", "key"])
def test_what_is_called_a_secret_is_hidden(name: str) -> None:
    event: dict[str, Any] = {"event": "x", name: "471108"}
    assert without_secrets(None, "info", event)[name] == "…"


@pytest.mark.parametrize("sentence", ["her code is 471108", "Ihr Code: 471 108", "471108"])
def test_six_digits_are_hidden_wherever_they_stand(sentence: str) -> None:
    event: dict[str, Any] = {"event": "x", "reason": sentence}
    hidden = str(without_secrets(None, "info", event)["reason"])
    assert "471" not in hidden
    assert "108" not in hidden


def test_times_and_ids_stay_readable() -> None:
    event: dict[str, Any] = {"event": "x", "timestamp": "2026-11-22T17:50:46.406921Z", "station": "P1", "box": 7}
    assert without_secrets(None, "info", dict(event)) == event


TOKEN = "7700112233:AAF-x9_yZkQ0pL3mN8vB5cD2eG7hJ4kT6wR"


@pytest.mark.parametrize(
    "event",
    [
        {"event": f"HTTP Request: POST https://api.telegram.org/bot{TOKEN}/getMe"},
        {"event": "x", "reason": f"The token `{TOKEN}` was rejected by the server."},
        {"event": "x", "exception": f"Traceback …\n  url = 'https://api.telegram.org/bot{TOKEN}/sendMessage'"},
    ],
)
def test_a_bots_token_is_hidden_wherever_it_stands(event: dict[str, Any]) -> None:
    assert TOKEN.partition(":")[2] not in str(without_secrets(None, "info", event))
