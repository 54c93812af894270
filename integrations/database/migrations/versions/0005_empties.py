"""Empties: types of deposit, bookings, and what is owed for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from integrations.database.migrations.columns import CENTS, INSTANT, TEXT

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    with op.batch_alter_table("products") as products:
        products.add_column(sa.Column("deposit_counts", TEXT, nullable=False, server_default=""))
    op.create_table(
        "deposit_types",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("one", TEXT, nullable=False),
        sa.Column("many", TEXT, nullable=False),
        sa.Column("words", TEXT, nullable=False),
        sa.Column("value_cents", CENTS, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("accepted_at_station", sa.Boolean(), nullable=False),
        sa.Column("width_mm", sa.Integer(), nullable=False),
        sa.Column("depth_mm", sa.Integer(), nullable=False),
        sa.Column("height_mm", sa.Integer(), nullable=False),
        sa.Column("weight_g", sa.Integer(), nullable=False),
        sa.Column("per_crate", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deposit_types")),
    )
    op.create_table(
        "empties_returns",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("station_id", TEXT, nullable=False),
        sa.Column("way", TEXT, nullable=False),
        sa.Column("wish", TEXT, nullable=False),
        sa.Column("booked_at", INSTANT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("status_at", INSTANT, nullable=False),
        sa.Column("status_by", TEXT, nullable=False),
        sa.Column("compartment", sa.Integer(), nullable=True),
        sa.Column("expires_at", INSTANT, nullable=True),
        sa.Column("counting_by", TEXT, nullable=True),
        sa.Column("odd", sa.Integer(), nullable=False),
        sa.Column("odd_kept", sa.Boolean(), nullable=True),
        sa.Column("fetched_at", INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_empties_returns")),
        sa.UniqueConstraint("code", name=op.f("uq_empties_returns_code")),
    )
    op.create_index(op.f("ix_empties_returns_person_id"), "empties_returns", ["person_id"])
    op.create_index(op.f("ix_empties_returns_station_id_status"), "empties_returns", ["station_id", "status"])
    op.create_index(op.f("ix_empties_returns_status"), "empties_returns", ["status"])
    op.create_table(
        "empties_lines",
        sa.Column("return_id", TEXT, nullable=False),
        sa.Column("type_id", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("merchant_id", TEXT, nullable=False),
        sa.Column("value_cents", CENTS, nullable=False),
        sa.Column("declared", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["return_id"],
            ["empties_returns.id"],
            name=op.f("fk_empties_lines_return_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("return_id", "type_id", name=op.f("pk_empties_lines")),
    )
    op.create_table(
        "deposit_credits",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("return_id", TEXT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("merchant_id", TEXT, nullable=False),
        sa.Column("amount_cents", CENTS, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("wish", TEXT, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("status_at", INSTANT, nullable=False),
        sa.Column("status_by", TEXT, nullable=False),
        sa.Column("part_id", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deposit_credits")),
    )
    op.create_index(op.f("ix_deposit_credits_return_id"), "deposit_credits", ["return_id"])
    op.create_index(op.f("ix_deposit_credits_part_id"), "deposit_credits", ["part_id"])
    op.create_index(op.f("ix_deposit_credits_person_id_status"), "deposit_credits", ["person_id", "status"])
    op.create_index(op.f("ix_deposit_credits_merchant_id_status"), "deposit_credits", ["merchant_id", "status"])


def downgrade() -> None:
    """Back to the one before."""
    op.drop_table("deposit_credits")
    op.drop_table("empties_lines")
    op.drop_table("empties_returns")
    op.drop_table("deposit_types")
    with op.batch_alter_table("products") as products:
        products.drop_column("deposit_counts")
