"""From the document to the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from integrations.database.collections.catalogue import raise_version
from integrations.database.mapping import mapper_registry
from integrations.database.tables import metadata
from integrations.state.document import COLLECTIONS, FORMAT, VERSION, Collection, Row, StateError
from integrations.state.values import from_json_value

_HEAD = {"format", "version"}
_NAMES = {one.table: one.name for outer in COLLECTIONS for one in outer.whole()}


def import_state(engine: Engine, document: Any, *, replace: bool = False) -> dict[str, int]:
    """Load the collections that are in the document, all or nothing; how many objects of each.

    A collection that is not in the document stays as it is. One that is must be empty in the database, unless
    `replace` says that what is there may go. Raises `StateError` naming the path of what is wrong.
    """
    given = _given(document)
    rows: dict[Table, list[Row]] = {}
    for collection in given:
        _collect(collection, document[collection.name], collection.name, None, rows)
    with engine.begin() as connection:
        for collection in reversed(given):
            _make_room(connection, collection, replace=replace)
        for table, new in rows.items():
            if new:
                _insert(connection, table, new)
        _check_references(connection)
        if "products" in document and "counters" not in document:
            raise_version(connection)
    return {collection.name: len(document[collection.name]) for collection in given}


def _given(document: Any) -> list[Collection]:
    if not isinstance(document, dict):
        raise StateError("document", "an object is wanted")
    if document.get("format", FORMAT) != FORMAT:
        raise StateError("format", f'"{FORMAT}" is wanted, not {document["format"]!r}')
    if document.get("version") != VERSION:
        raise StateError("version", f"{VERSION} is wanted, not {document.get('version')!r}")
    known = {collection.name: collection for collection in COLLECTIONS}
    for name in document:
        if name not in known and name not in _HEAD:
            raise StateError(name, f"unknown; known are {', '.join(known)}")
    return [collection for collection in COLLECTIONS if collection.name in document]


def _collect(collection: Collection, things: Any, path: str, outer: Row | None, rows: dict[Table, list[Row]]) -> None:
    """Turn objects into rows, the inner ones after theirs."""
    if not isinstance(things, list):
        raise StateError(path, "a list is wanted")
    rows.setdefault(collection.table, [])
    for place, thing in enumerate(things):
        here = f"{path}[{place}]"
        if not isinstance(thing, dict):
            raise StateError(here, "an object is wanted")
        row = _row(collection, thing, here)
        if outer is not None:
            row |= {column: outer[outer_column] for column, outer_column in collection.link.items()}
            row |= {column: derive(outer, row) for column, derive in collection.derived.items()}
        rows[collection.table].append(row)
        for inner in collection.inner:
            _collect(inner, thing.get(inner.name, []), f"{here}.{inner.name}", row, rows)


def _row(collection: Collection, thing: dict[str, Any], path: str) -> Row:
    columns = collection.columns()
    known = {column.name for column in columns} | {inner.name for inner in collection.inner}
    for name in thing:
        if name not in known:
            raise StateError(f"{path}.{name}", f"unknown field; known are {', '.join(sorted(known))}")
    defaults = _defaults(collection.table)
    row: Row = {}
    for column in columns:
        if column.name in thing:
            try:
                row[column.key] = from_json_value(column, thing[column.name])
            except ValueError as error:
                raise StateError(f"{path}.{column.name}", str(error)) from error
        elif column.key in defaults:
            row[column.key] = defaults[column.key]
        elif column.nullable:
            row[column.key] = None
        else:
            raise StateError(f"{path}.{column.name}", "missing")
    return row


def _defaults(table: Table) -> Row:
    """What a thing has when nobody says otherwise: as its class says."""
    for mapper in mapper_registry.mappers:
        if mapper.local_table is table and is_dataclass(mapper.class_):
            return dict(_class_defaults(mapper.class_))
    return {}


def _class_defaults(cls: Any) -> Iterator[tuple[str, Any]]:
    for field in fields(cls):
        if field.default is not MISSING:
            yield field.name, field.default
        elif field.default_factory is not MISSING:
            yield field.name, field.default_factory()


def _make_room(connection: Connection, collection: Collection, *, replace: bool) -> None:
    if not replace and connection.scalar(select(func.count()).select_from(collection.table)):
        raise StateError(collection.name, "is not empty in the database")
    for one in reversed(list(collection.whole())):
        connection.execute(delete(one.table))


def _insert(connection: Connection, table: Table, rows: list[Row]) -> None:
    try:
        connection.execute(insert(table), rows)
    except IntegrityError as error:
        raise StateError(_NAMES[table], f"two objects where there may be one ({error.orig})") from error


def _check_references(connection: Connection) -> None:
    """Say which reference leads nowhere; a database only says that one does."""
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            column, target = key.parent, key.column
            lost = select(column).where(~select(target).where(target == column).exists()).limit(1)
            value = connection.scalar(lost)
            if value is not None:
                where = f"{_NAMES[table]}.{column.name}"
                raise StateError(where, f"{value!r} is not among {_NAMES[target.table]}")
