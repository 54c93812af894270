"""Two people who write from one device, messages that last only as long as something else, slots found empty."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from integrations.database.migrations.columns import INSTANT, TEXT

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    _add_doubts()
    _share_addresses()
    _passing_messages()


def downgrade() -> None:
    """Back to the one before."""
    _drop_passing_messages()
    _drop_doubts()
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


def _passing_messages() -> None:
    with op.batch_alter_table("messages") as messages:
        messages.add_column(sa.Column("passes_with", TEXT, nullable=True))
        messages.add_column(sa.Column("sent_as", TEXT, nullable=True))
        messages.create_index(op.f("ix_messages_passes_with"), ["passes_with"])


def _drop_passing_messages() -> None:
    with op.batch_alter_table("messages") as messages:
        messages.drop_index(op.f("ix_messages_passes_with"))
        messages.drop_column("sent_as")
        messages.drop_column("passes_with")


def _add_doubts() -> None:
    with op.batch_alter_table("vending_slots") as slots:
        slots.add_column(sa.Column("doubted_at", INSTANT, nullable=True))


def _drop_doubts() -> None:
    with op.batch_alter_table("vending_slots") as slots:
        slots.drop_column("doubted_at")
