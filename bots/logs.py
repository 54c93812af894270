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
    for noisy in ("aiohttp.access", "amqtt", "transitions", "alembic", "sqlalchemy"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def without_secrets(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Hide values whose name says that they are secret, and six digits wherever they stand."""
    for name, value in event.items():
        if name in SECRET_NAMES:
            event[name] = "…"
        elif isinstance(value, str) and name not in {"timestamp", "bug_id"}:
            event[name] = _SIX_DIGITS.sub("…", value) if "traceback" not in name.lower() else value
    return event
