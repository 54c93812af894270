"""Alembic's environment. It works on the connection that `migrate` hands over, never on one of its own."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from integrations.database.tables import metadata
from integrations.database.types import BasketLines, Cents, DecimalText, Instant, Named

NAMES = {BasketLines: "JSON", Cents: "CENTS", DecimalText: "DECIMAL", Instant: "INSTANT", Named: "TEXT"}


def plain_types(kind: str, item: Any, autogen_context: AutogenContext) -> str | Literal[False]:
    """A new migration names the plain types of columns.py: our own types may change, old migrations may not."""
    if kind != "type":
        return False
    name = NAMES.get(type(item)) or ("TEXT" if type(item).__name__ == "Text" else None)
    if name is None:
        return False
    autogen_context.imports.add(f"from integrations.database.migrations.columns import {name}")
    return name


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=context.config.attributes.get("batch", True),
    render_item=plain_types,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
