"""Parcels of carriers, who allows them into a compartment, and when a pick-up code was typed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from integrations.database.migrations.columns import INSTANT, TEXT

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "parcels",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("carrier", TEXT, nullable=False),
        sa.Column("courier_id", TEXT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("station_id", TEXT, nullable=False),
        sa.Column("size", TEXT, nullable=False),
        sa.Column("pickup_id", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("status_at", INSTANT, nullable=False),
        sa.Column("status_by", TEXT, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcels")),
    )
    op.create_index(op.f("ix_parcels_person_id"), "parcels", ["person_id"])
    op.create_index(op.f("ix_parcels_courier_id_status"), "parcels", ["courier_id", "status"])
    with op.batch_alter_table("persons") as persons:
        persons.add_column(sa.Column("parcels", sa.Boolean(), nullable=True))
    with op.batch_alter_table("pickups") as pickups:
        pickups.add_column(sa.Column("code_used_at", INSTANT, nullable=True))


def downgrade() -> None:
    """Back to the one before."""
    with op.batch_alter_table("pickups") as pickups:
        pickups.drop_column("code_used_at")
    with op.batch_alter_table("persons") as persons:
        persons.drop_column("parcels")
    op.drop_table("parcels")
