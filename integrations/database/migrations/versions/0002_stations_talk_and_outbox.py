"""Stations, talk, the outbox and what the service counts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from integrations.database.migrations.columns import INSTANT, JSON, TEXT

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "cases",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("channel_id", TEXT, nullable=False),
        sa.Column("said", TEXT, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("operator_id", TEXT, nullable=True),
        sa.Column("taken_at", INSTANT, nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("about", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
    )
    op.create_index(op.f("ix_cases_channel_channel_id"), "cases", ["channel", "channel_id"])
    op.create_index(op.f("ix_cases_status"), "cases", ["status"])
    op.create_table(
        "conversations",
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("channel_id", TEXT, nullable=False),
        sa.Column("state", JSON, nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("delivered_seq", sa.Integer(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("channel", "channel_id", name=op.f("pk_conversations")),
    )
    op.create_table(
        "counters",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counters")),
    )
    op.create_table(
        "demo_clock",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("now", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_demo_clock")),
    )
    op.create_table(
        "door_commands",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("station_id", TEXT, nullable=False),
        sa.Column("box", sa.Integer(), nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("pickup_id", TEXT, nullable=True),
        sa.Column("asked_by", TEXT, nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("issued_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("outcome", TEXT, nullable=True),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_commands")),
    )
    op.create_index(
        "ix_door_commands_in_flight",
        "door_commands",
        ["station_id"],
        sqlite_where=sa.text("outcome IS NULL OR outcome = 'received'"),
        postgresql_where=sa.text("outcome IS NULL OR outcome = 'received'"),
    )
    op.create_table(
        "inbox",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("channel_id", TEXT, nullable=False),
        sa.Column("message_id", TEXT, nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("handled_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("channel", "channel_id", "message_id", name=op.f("uq_inbox_channel_channel_id_message_id")),
    )
    op.create_index(op.f("ix_inbox_channel_channel_id_received_at"), "inbox", ["channel", "channel_id", "received_at"])
    op.create_index(
        "ix_inbox_unhandled",
        "inbox",
        ["channel", "channel_id"],
        sqlite_where=sa.text("handled_at IS NULL"),
        postgresql_where=sa.text("handled_at IS NULL"),
    )
    op.create_table(
        "messages",
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("channel_id", TEXT, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("reply_to", TEXT, nullable=True),
        sa.Column("delivered_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("channel", "channel_id", "seq", name=op.f("pk_messages")),
    )
    op.create_index(op.f("ix_messages_reply_to"), "messages", ["reply_to"])
    op.create_table(
        "outbox",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("key", TEXT, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("retry_at", INSTANT, nullable=True),
        sa.Column("parked_at", INSTANT, nullable=True),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.Column("error", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index("ix_outbox_done_at", "outbox", ["done_at"])
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["due_at", "id"],
        sqlite_where=sa.text("done_at IS NULL AND parked_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL AND parked_at IS NULL"),
    )
    op.create_index(
        "uq_outbox_waiting_key",
        "outbox",
        ["key"],
        unique=True,
        sqlite_where=sa.text("done_at IS NULL AND parked_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL AND parked_at IS NULL"),
    )
    op.create_table(
        "pickups",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("order_id", TEXT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("station_id", TEXT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("status_at", INSTANT, nullable=False),
        sa.Column("status_by", TEXT, nullable=False),
        sa.Column("grant_id", TEXT, nullable=True),
        sa.Column("sealed_code", TEXT, nullable=True),
        sa.Column("valid_from", INSTANT, nullable=True),
        sa.Column("valid_until", INSTANT, nullable=True),
        sa.Column("list_version", sa.Integer(), nullable=True),
        sa.Column("reopen_until", INSTANT, nullable=True),
        sa.Column("clearing_by", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pickups")),
    )
    op.create_index(op.f("ix_pickups_order_id"), "pickups", ["order_id"])
    op.create_index(op.f("ix_pickups_person_id"), "pickups", ["person_id"])
    op.create_index(op.f("ix_pickups_station_id_status"), "pickups", ["station_id", "status"])
    op.create_index(op.f("ix_pickups_status"), "pickups", ["status"])
    op.create_table(
        "station_events",
        sa.Column("station_id", TEXT, nullable=False),
        sa.Column("boot", TEXT, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("station_id", "boot", "seq", name=op.f("pk_station_events")),
    )
    op.create_table(
        "stations",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("village", TEXT, nullable=False),
        sa.Column("municipality", TEXT, nullable=False),
        sa.Column("address", TEXT, nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("description", TEXT, nullable=False),
        sa.Column("step_free", sa.Boolean(), nullable=False),
        sa.Column("power_backup", sa.Boolean(), nullable=False),
        sa.Column("operator", TEXT, nullable=False),
        sa.Column("seller_id", TEXT, nullable=False),
        sa.Column("condition", TEXT, nullable=False),
        sa.Column("boot", TEXT, nullable=False),
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("last_seen", INSTANT, nullable=True),
        sa.Column("list_version", sa.Integer(), nullable=False),
        sa.Column("list_acked", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stations")),
    )
    op.create_table(
        "compartments",
        sa.Column("station_id", TEXT, nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("size", TEXT, nullable=False),
        sa.Column("zone", TEXT, nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("column", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("width_mm", sa.Integer(), nullable=False),
        sa.Column("depth_mm", sa.Integer(), nullable=False),
        sa.Column("height_mm", sa.Integer(), nullable=False),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("door", TEXT, nullable=False),
        sa.Column("door_seq", sa.Integer(), nullable=False),
        sa.Column("fault", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["station_id"],
            ["stations.id"],
            name=op.f("fk_compartments_station_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("station_id", "no", name=op.f("pk_compartments")),
    )
    op.create_table(
        "pickup_boxes",
        sa.Column("pickup_id", TEXT, nullable=False),
        sa.Column("station_id", TEXT, nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("zone", TEXT, nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("filled", sa.Boolean(), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=True),
        sa.Column("occupied", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pickup_id"], ["pickups.id"], name=op.f("fk_pickup_boxes_pickup_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("pickup_id", "no", name=op.f("pk_pickup_boxes")),
    )
    op.create_index(
        "uq_pickup_boxes_occupied",
        "pickup_boxes",
        ["station_id", "no"],
        unique=True,
        sqlite_where=sa.text("occupied"),
        postgresql_where=sa.text("occupied"),
    )


def downgrade() -> None:
    """Back to the one before."""
    for table in (
        "pickup_boxes",
        "compartments",
        "stations",
        "station_events",
        "pickups",
        "outbox",
        "messages",
        "inbox",
        "door_commands",
        "demo_clock",
        "counters",
        "conversations",
        "cases",
    ):
        op.drop_table(table)
