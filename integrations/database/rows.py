"""How many rows a thread has written since it was last asked, by table."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine, event


class _Written(threading.local):
    def __init__(self) -> None:  # once in each thread
        self.count: Counter[str] = Counter()


class RowCount:
    """Listens to an engine. Each thread counts for itself: one thread works on one transaction at a time."""

    def __init__(self, engine: Engine) -> None:
        self._written = _Written()
        event.listen(engine, "after_cursor_execute", self._note)

    def taken(self) -> Mapping[str, int]:
        """What this thread has written; the count begins anew."""
        count, self._written.count = self._written.count, Counter()
        return count

    def _note(
        self, _connection: Connection, cursor: Any, _statement: str, parameters: Any, context: Any, many: bool
    ) -> None:
        writes = context is not None and (context.isinsert or context.isupdate or context.isdelete)
        if not writes or context.compiled is None:
            return
        # For many rows at once some drivers do not know how many; then it is one for each set of values.
        rows = len(parameters) if many else max(cursor.rowcount, 0)
        if rows:
            self._written.count[context.compiled.statement.table.name] += rows
