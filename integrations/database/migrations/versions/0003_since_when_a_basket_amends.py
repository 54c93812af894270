"""Since when a basket changes an order: what its merchant's cut-off has fixed meanwhile is not ordered twice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from integrations.database.migrations.columns import INSTANT

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    with op.batch_alter_table("baskets") as baskets:
        baskets.add_column(sa.Column("amends_since", INSTANT, nullable=True))
    # A basket that changes an order now has begun to when it was last touched.
    op.execute("UPDATE baskets SET amends_since = changed_at WHERE amends IS NOT NULL")


def downgrade() -> None:
    """Back to the one before."""
    with op.batch_alter_table("baskets") as baskets:
        baskets.drop_column("amends_since")
