"""Tables of the service as a whole: counters and the standing clock of the demo."""

from __future__ import annotations

from sqlalchemy import Table

from integrations.database.tables.base import instant, key, metadata, whole

# `catalogue` is the version of the catalogue.
counters = Table("counters", metadata, key("name"), whole("value"))

# One row, "demo", in demo mode only.
demo_clock = Table("demo_clock", metadata, key("name"), instant("now"))
