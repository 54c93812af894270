"""Appointments for services, and people who collect for others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from integrations.database.migrations.columns import INSTANT, TEXT

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    _add_helpers()


def downgrade() -> None:
    """Back to the one before."""
    _drop_helpers()


def _add_helpers() -> None:
    op.create_table(
        "helpers",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("resident_id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("invited_at", INSTANT, nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("person_id", TEXT, nullable=True),
        sa.Column("accepted_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resident_id"],
            ["persons.id"],
            name=op.f("fk_helpers_resident_id_persons"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helpers")),
    )
    op.create_index(op.f("ix_helpers_resident_id"), "helpers", ["resident_id"])
    op.create_index(op.f("ix_helpers_person_id"), "helpers", ["person_id"])
    with op.batch_alter_table("invitations") as invitations:
        invitations.add_column(sa.Column("helper_id", TEXT, nullable=True))
    with op.batch_alter_table("accesses") as accesses:
        accesses.add_column(sa.Column("helper_id", TEXT, nullable=True))
        accesses.create_index(op.f("ix_accesses_holder_id"), ["holder_id"])


def _drop_helpers() -> None:
    with op.batch_alter_table("accesses") as accesses:
        accesses.drop_index(op.f("ix_accesses_holder_id"))
        accesses.drop_column("helper_id")
    op.execute("DELETE FROM invitations WHERE helper_id IS NOT NULL")
    with op.batch_alter_table("invitations") as invitations:
        invitations.drop_column("helper_id")
    op.drop_table("helpers")
