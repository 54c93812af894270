"""Hears on PostgreSQL that some process has put something into the outbox. The relay's poll stands behind it."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable

import psycopg
from sqlalchemy import make_url

from integrations.database.collections.outbox import NOTIFY

PATIENCE = 1.0

log = logging.getLogger(__name__)


class OutboxListener:
    """A thread with a connection of its own that calls `wake` on the event loop."""

    def __init__(self, url: str, wake: Callable[[], None]) -> None:
        self._conninfo = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._wake = wake
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Listen from now on. Call it on the event loop."""
        loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._listen, args=(loop,), name="outbox-listener", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop; takes up to a second."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        while not self._stopped.is_set():
            try:
                with psycopg.connect(self._conninfo, autocommit=True) as connection:
                    connection.execute(f"LISTEN {NOTIFY}")
                    while not self._stopped.is_set():
                        for _ in connection.notifies(timeout=PATIENCE, stop_after=1):
                            loop.call_soon_threadsafe(self._wake)
            except psycopg.Error as error:
                log.info("outbox listener lost its connection", extra={"reason": type(error).__name__})
                self._stopped.wait(PATIENCE)
