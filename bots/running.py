"""`dorfbote run`: starts the service, says where it is, ends it when told to."""

from __future__ import annotations

import asyncio
import sys

from bots.app import AlreadyRunning, KeyMissing, NewerDatabase, PortTaken, Running, service, until_told_to_stop
from bots.logs import set_up_logs
from bots.settings import Settings

ALREADY_LEARNED_SECONDS = 1.0
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def run(*, demo: bool) -> int:
    """Run until told to stop. A refusal is one sentence and exit code 1."""
    settings = Settings()
    set_up_logs(settings.log_level, as_json=settings.log_json)
    if demo and settings.host not in LOOPBACK:
        return _refuse("The demo listens on loopback only: leave DORFBOTE_HOST unset.")
    try:
        asyncio.run(_run(settings, demo=demo))
    except AlreadyRunning:
        return _refuse(f"Another Dorfbote is running on {settings.data_dir}. Set DORFBOTE_DATA_DIR for a second one.")
    except (KeyMissing, NewerDatabase) as refusal:
        return _refuse(str(refusal))
    except PortTaken:
        return _refuse(f"Port {settings.port} is in use. Set DORFBOTE_PORT.")
    return 0


async def _run(settings: Settings, *, demo: bool) -> None:
    async with service(settings, demo=demo) as running:
        _tell(*_lines(running, demo=demo))
        await asyncio.wait([running.learning], timeout=ALREADY_LEARNED_SECONDS)
        if not running.learning.done():
            _tell("Dorfbote is learning German, once for this version; messages wait for it a moment.")
        await running.learning
        _tell("Ready.")
        await until_told_to_stop()


def _lines(running: Running, *, demo: bool) -> list[str]:
    moved = f" (port {running.settings.port} was taken)" if running.port_moved else ""
    lines = [
        f"Dorfbote: {running.url}/{moved}",
        f"  chat and REST   {running.url}/chat, {running.url}/webhooks/rest/webhook",
        f"  database        {running.database}",
        f"  broker          {running.broker.kind.value}, {_without_password(running.broker.url)}",
        f"  data            {running.settings.data_dir}",
    ]
    if running.settings.telegram_token is not None:
        how = "called by Telegram" if running.settings.telegram_webhook else "asking for messages"
        lines.append(f"  telegram        {how}; the log and /healthz say when it is reached")
    if demo:
        lines.append(
            f"  demo            {running.stations} simulated pick-up points; what can be done: docs/demo-interface.md"
        )
        lines.append("  Vorführung, es wird nichts verkauft; Personen, Firmen und Standorte sind Beispiele")
    return lines


def _tell(*lines: str) -> None:
    print("\n".join(lines), flush=True)  # noqa: T201 - these lines are what the command is for


def _without_password(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - a refusal is said to whoever started the command
    return 1
