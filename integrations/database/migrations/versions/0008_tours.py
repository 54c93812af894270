"""Vehicles, tours with their stops, crates, goods on their way, and what a driver must know about a door."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from integrations.database.migrations.columns import INSTANT, TEXT

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    with op.batch_alter_table("persons") as persons:
        persons.add_column(sa.Column("lat", sa.Double(), nullable=True))
        persons.add_column(sa.Column("lon", sa.Double(), nullable=True))
        persons.add_column(sa.Column("doorbell", TEXT, nullable=True))
        persons.add_column(sa.Column("carry_in", sa.Boolean(), nullable=True))
        persons.add_column(sa.Column("adult_checked_on", sa.Date(), nullable=True))
        persons.add_column(sa.Column("adult_checked_by", TEXT, nullable=True))
    op.create_index(op.f("ix_merchant_orders_day"), "merchant_orders", ["day"])
    op.create_table(
        "places",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("town", TEXT, nullable=False),
        sa.Column("address", TEXT, nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("hours", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
    )
    op.create_table(
        "vehicles",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("driver_id", TEXT, nullable=False),
        sa.Column("hours", TEXT, nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("crates_ambient", sa.Integer(), nullable=False),
        sa.Column("crates_chilled", sa.Integer(), nullable=False),
        sa.Column("station_id", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vehicles")),
    )
    op.create_table(
        "tours",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("leg", TEXT, nullable=False),
        sa.Column("vehicle_id", TEXT, nullable=False),
        sa.Column("driver_id", TEXT, nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("metres", sa.Integer(), nullable=False),
        sa.Column("driving_s", sa.Integer(), nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("status_at", INSTANT, nullable=False),
        sa.Column("status_by", TEXT, nullable=False),
        sa.Column("told_delay_s", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tours")),
    )
    op.create_index(op.f("ix_tours_day"), "tours", ["day"])
    op.create_table(
        "stops",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("tour_id", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("ref", TEXT, nullable=False),
        sa.Column("arrive", INSTANT, nullable=False),
        sa.Column("leave", INSTANT, nullable=False),
        sa.Column("crates_ambient", sa.Integer(), nullable=False),
        sa.Column("crates_chilled", sa.Integer(), nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("status_at", INSTANT, nullable=True),
        sa.Column("packed_at", INSTANT, nullable=True),
        sa.Column("told_from", INSTANT, nullable=True),
        sa.Column("told_until", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["tour_id"], ["tours.id"], name=op.f("fk_stops_tour_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stops")),
    )
    op.create_index(op.f("ix_stops_tour_id"), "stops", ["tour_id"])
    op.create_table(
        "crates",
        sa.Column("stop_id", TEXT, nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("codes", TEXT, nullable=False),
        sa.Column("grams", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["stop_id"], ["stops.id"], name=op.f("fk_crates_stop_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("stop_id", "no", name=op.f("pk_crates")),
    )
    op.create_table(
        "consignments",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("order_id", TEXT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("where", TEXT, nullable=False),
        sa.Column("where_at", INSTANT, nullable=False),
        sa.Column("where_by", TEXT, nullable=False),
        sa.Column("collect_stop_id", TEXT, nullable=True),
        sa.Column("deliver_stop_id", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consignments")),
    )
    op.create_index(op.f("ix_consignments_day"), "consignments", ["day"])
    op.create_index(op.f("ix_consignments_collect_stop_id"), "consignments", ["collect_stop_id"])
    op.create_index(op.f("ix_consignments_deliver_stop_id"), "consignments", ["deliver_stop_id"])


def downgrade() -> None:
    """Back to the one before."""
    op.drop_table("consignments")
    op.drop_table("crates")
    op.drop_table("stops")
    op.drop_table("tours")
    op.drop_table("vehicles")
    op.drop_table("places")
    op.drop_index(op.f("ix_merchant_orders_day"), "merchant_orders")
    with op.batch_alter_table("persons") as persons:
        for name in ("adult_checked_by", "adult_checked_on", "carry_in", "doorbell", "lon", "lat"):
            persons.drop_column(name)
