"""Structured logs without secrets: codes, tokens and what people write never reach them."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

SECRET_NAMES = frozenset(
    {"code", "codes", "token", "password", "key", "sealed", "verifier", "pin", "text", "said", "name"}
)
# A bot's token: its number, a colon, and 35 more signs. It is part of every address of the Bot API.
_BOT_TOKEN = re.compile(r"\d{5,}:[\w-]{20,}")
_SIX_DIGITS = re.compile(r"\b\d{3} ?\d{3}\b")


def set_up_logs(level: str, *, as_json: bool) -> None:
    """All logs, ours and the libraries', in one form on standard error."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        without_secrets,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    last: Any = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # httpx and httpcore log addresses, and Telegram's hold the token.
    for noisy in ("aiohttp.access", "amqtt", "transitions", "alembic", "sqlalchemy", "httpx", "httpcore"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # Its log quotes updates and answers that it could not read, and with them what people wrote. What went wrong
    # is in the errors it raises, and those are logged by `bots.channels.telegram`.
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)


def without_secrets(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Hide values whose name says that they are secret, and bot tokens and six digits wherever they stand."""
    for name, value in event.items():
        if name in SECRET_NAMES:
            event[name] = "…"
        elif isinstance(value, str):
            said = _BOT_TOKEN.sub("…", value)
            plain = name in {"timestamp", "bug_id"} or "traceback" in name.lower()
            event[name] = said if plain else _SIX_DIGITS.sub("…", said)
    return event
