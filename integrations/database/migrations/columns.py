"""Column types by the names that migrations use. What stands here never changes: old migrations speak of it."""

from __future__ import annotations

import sqlalchemy as sa

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
CENTS = sa.BigInteger()
DECIMAL = sa.String()
JSON = sa.JSON()
