"""Two people who write from one device."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from integrations.database.migrations.columns import TEXT

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    _share_addresses()


def downgrade() -> None:
    """Back to the one before."""
    _part_addresses()


def _share_addresses() -> None:
    with op.batch_alter_table("contact_addresses") as addresses:
        addresses.add_column(sa.Column("shared_with", TEXT, nullable=True))
        addresses.add_column(sa.Column("chosen_on", sa.Date(), nullable=True))
        addresses.create_index(op.f("ix_contact_addresses_shared_with"), ["shared_with"])


def _part_addresses() -> None:
    with op.batch_alter_table("contact_addresses") as addresses:
        addresses.drop_index(op.f("ix_contact_addresses_shared_with"))
        addresses.drop_column("chosen_on")
        addresses.drop_column("shared_with")
