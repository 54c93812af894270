"""From the database to the document."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Engine, select

from integrations.database.engine import READ_ONLY, is_sqlite
from integrations.state.document import COLLECTIONS, FORMAT, VERSION, Collection, Row
from integrations.state.values import as_json_value


def export_state(engine: Engine) -> dict[str, Any]:
    """Everything, as of one moment, always in the same order. Codes stay as ciphertext."""
    options: dict[str, Any] = {READ_ONLY: True} if is_sqlite(engine) else {"isolation_level": "REPEATABLE READ"}
    document: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    with engine.execution_options(**options).connect() as connection, connection.begin():
        for collection in COLLECTIONS:
            document[collection.name] = [thing for _, thing in _read(connection, collection)]
    return document


def state_as_text(document: dict[str, Any]) -> str:
    """The document as it is written into a file."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _read(connection: Connection, collection: Collection) -> list[tuple[Row, Row]]:
    """The rows of a collection, each with its object in the document."""
    table = collection.table
    rows = [
        dict(zip(table.c.keys(), row, strict=True))
        for row in connection.execute(select(table).order_by(*table.primary_key.columns))
    ]
    things = [{column.name: as_json_value(column, row[column.key]) for column in collection.columns()} for row in rows]
    for inner in collection.inner:
        mine = defaultdict(list)
        for inner_row, inner_thing in _read(connection, inner):
            mine[tuple(inner_row[name] for name in inner.link)].append(inner_thing)
        for row, thing in zip(rows, things, strict=True):
            thing[inner.name] = mine[tuple(row[name] for name in inner.link.values())]
    return list(zip(rows, things, strict=True))
