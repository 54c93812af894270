"""Codes beside the pickups' own, parcels among the pickups, and openings for other things than pickups."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from integrations.database.migrations.columns import INSTANT, JSON, TEXT

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "accesses",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("station_id", TEXT, nullable=False),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("holder_id", TEXT, nullable=False),
        sa.Column("boxes", JSON, nullable=False),
        sa.Column("sealed_code", TEXT, nullable=False),
        sa.Column("valid_from", INSTANT, nullable=False),
        sa.Column("valid_until", INSTANT, nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("list_version", sa.Integer(), nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("status_at", INSTANT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accesses")),
    )
    op.create_index(op.f("ix_accesses_station_id_status"), "accesses", ["station_id", "status"])
    op.create_index(op.f("ix_orders_placed_at"), "orders", ["placed_at"])
    op.create_index(op.f("ix_accesses_subject"), "accesses", ["subject"])
    with op.batch_alter_table("pickups") as pickups:
        pickups.alter_column("order_id", existing_type=TEXT, nullable=True)
        pickups.add_column(sa.Column("parcel_id", TEXT, nullable=True))
        pickups.create_index(op.f("ix_pickups_parcel_id"), ["parcel_id"])
    with op.batch_alter_table("door_commands") as commands:
        commands.add_column(sa.Column("subject", TEXT, nullable=False, server_default=""))


def downgrade() -> None:
    """Back to the one before."""
    with op.batch_alter_table("door_commands") as commands:
        commands.drop_column("subject")
    op.execute("DELETE FROM pickup_boxes WHERE pickup_id IN (SELECT id FROM pickups WHERE order_id IS NULL)")
    op.execute("DELETE FROM pickups WHERE order_id IS NULL")
    with op.batch_alter_table("pickups") as pickups:
        pickups.drop_index(op.f("ix_pickups_parcel_id"))
        pickups.drop_column("parcel_id")
        pickups.alter_column("order_id", existing_type=TEXT, nullable=False)
    op.drop_index(op.f("ix_orders_placed_at"), "orders")
    op.drop_table("accesses")
