"""Vending compartments with their stock, refills, sales, payments and the books."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from integrations.database.migrations.columns import CENTS, INSTANT, TEXT

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "vending_slots",
        sa.Column("station_id", TEXT, nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sku", TEXT, nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("use_by", sa.Date(), nullable=True),
        sa.Column("blocked", TEXT, nullable=False),
        sa.Column("alerted", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"],
            ["stations.id"],
            name=op.f("fk_vending_slots_station_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("station_id", "no", name=op.f("pk_vending_slots")),
    )
    op.create_index(op.f("ix_vending_slots_sku"), "vending_slots", ["sku"])
    op.create_table(
        "stock_moves",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("station_id", TEXT, nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("sku", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_moves")),
    )
    op.create_index(op.f("ix_stock_moves_station_id_no"), "stock_moves", ["station_id", "no"])
    op.create_table(
        "sales",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("station_id", TEXT, nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("sku", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("packs", sa.Integer(), nullable=False),
        sa.Column("unit_price_cents", CENTS, nullable=False),
        sa.Column("unit_deposit_cents", CENTS, nullable=False),
        sa.Column("vat_percent", sa.Integer(), nullable=False),
        sa.Column("seller_id", TEXT, nullable=False),
        sa.Column("buyer_id", TEXT, nullable=True),
        sa.Column("method", TEXT, nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("status_at", INSTANT, nullable=False),
        sa.Column("status_by", TEXT, nullable=False),
        sa.Column("why_not", TEXT, nullable=True),
        sa.Column("payment_id", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales")),
        sa.UniqueConstraint("key", name=op.f("uq_sales_key")),
        sa.UniqueConstraint("code", name=op.f("uq_sales_code")),
    )
    op.create_index(op.f("ix_sales_buyer_id"), "sales", ["buyer_id"])
    op.create_index(op.f("ix_sales_station_id_no_status"), "sales", ["station_id", "no", "status"])
    op.create_index(op.f("ix_sales_status"), "sales", ["status"])
    op.create_table(
        "refills",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("station_id", TEXT, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("status_at", INSTANT, nullable=False),
        sa.Column("status_by", TEXT, nullable=False),
        sa.Column("claimed_by", TEXT, nullable=True),
        sa.Column("access_id", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refills")),
    )
    op.create_index(op.f("ix_refills_status_station_id"), "refills", ["status", "station_id"])
    op.create_table(
        "refill_items",
        sa.Column("refill_id", TEXT, nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sku", TEXT, nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=True),
        sa.Column("counted", sa.Integer(), nullable=True),
        sa.Column("counted_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["refill_id"], ["refills.id"], name=op.f("fk_refill_items_refill_id"), deferrable=True, initially="DEFERRED"
        ),
        sa.PrimaryKeyConstraint("refill_id", "no", name=op.f("pk_refill_items")),
    )
    op.create_table(
        "refill_answers",
        sa.Column("refill_id", TEXT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("said", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["refill_id"],
            ["refills.id"],
            name=op.f("fk_refill_answers_refill_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("refill_id", "person_id", name=op.f("pk_refill_answers")),
    )
    op.create_table(
        "payments",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("merchant_id", TEXT, nullable=False),
        sa.Column("method", TEXT, nullable=False),
        sa.Column("amount_cents", CENTS, nullable=False),
        sa.Column("deposit_cents", CENTS, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("reader", TEXT, nullable=False),
        sa.Column("card", TEXT, nullable=False),
        sa.Column("captured_cents", CENTS, nullable=False),
        sa.Column("refunded_cents", CENTS, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("status_at", INSTANT, nullable=False),
        sa.Column("status_by", TEXT, nullable=False),
        sa.Column("provider_ref", TEXT, nullable=False),
        sa.Column("link", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
    )
    op.create_index(op.f("ix_payments_subject"), "payments", ["subject"])
    op.create_table(
        "postings",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("payment_id", TEXT, nullable=False),
        sa.Column("merchant_id", TEXT, nullable=False),
        sa.Column("debit", TEXT, nullable=False),
        sa.Column("credit", TEXT, nullable=False),
        sa.Column("amount_cents", CENTS, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postings")),
    )
    op.create_index(op.f("ix_postings_payment_id"), "postings", ["payment_id"])


def downgrade() -> None:
    """Back to the one before."""
    for table in (
        "postings",
        "payments",
        "refill_answers",
        "refill_items",
        "refills",
        "sales",
        "stock_moves",
        "vending_slots",
    ):
        op.drop_table(table)
