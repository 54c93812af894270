"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from integrations.database.migrations.columns import CENTS, DECIMAL, INSTANT, JSON, TEXT

revision = "0001"
down_revision = None
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
        "invitations",
        sa.Column("code", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("scope", TEXT, nullable=True),
        sa.Column("person_id", TEXT, nullable=True),
        sa.Column("created_by", TEXT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_invitations")),
    )
    op.create_table(
        "merchants",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("town", TEXT, nullable=False),
        sa.Column("street", TEXT, nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("opening_hours", TEXT, nullable=False),
        sa.Column("order_cutoff", sa.Time(), nullable=False),
        sa.Column("picklist_time", sa.Time(), nullable=False),
        sa.Column("lead_time_hours", sa.Integer(), nullable=False),
        sa.Column("phone", TEXT, nullable=False),
        sa.Column("email", TEXT, nullable=False),
        sa.Column("tax_status", TEXT, nullable=False),
        sa.Column("vat_id", TEXT, nullable=True),
        sa.Column("accepts_returns", TEXT, nullable=False),
        sa.Column("organic_control", TEXT, nullable=True),
        sa.Column("delivers", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merchants")),
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
        "persons",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("name", TEXT, nullable=True),
        sa.Column("village", TEXT, nullable=True),
        sa.Column("street", TEXT, nullable=True),
        sa.Column("phone", TEXT, nullable=True),
        sa.Column("station_id", TEXT, nullable=True),
        sa.Column("wants_home", sa.Boolean(), nullable=False),
        sa.Column("reach_only", sa.Boolean(), nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("hours", TEXT, nullable=True),
        sa.Column("muted", sa.Boolean(), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("erased_at", INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
    )
    op.create_table(
        "picklists",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("merchant_id", TEXT, nullable=False),
        sa.Column("sent_at", INSTANT, nullable=False),
        sa.Column("confirm_by", INSTANT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("answered_by", TEXT, nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picklists")),
    )
    op.create_index(op.f("ix_picklists_merchant_id_status"), "picklists", ["merchant_id", "status"])
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
        "villages",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("municipality", TEXT, nullable=False),
        sa.Column("postcode", TEXT, nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_villages")),
    )
    op.create_table(
        "baskets",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("lines", JSON, nullable=False),
        sa.Column("receive", TEXT, nullable=True),
        sa.Column("wished_day", sa.Date(), nullable=True),
        sa.Column("together", TEXT, nullable=True),
        sa.Column("amends", TEXT, nullable=True),
        sa.Column("shown", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_baskets_person_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baskets")),
        sa.UniqueConstraint("person_id", name=op.f("uq_baskets_person_id")),
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
        "contact_addresses",
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("channel_id", TEXT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("last_used_at", INSTANT, nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["persons.id"],
            name=op.f("fk_contact_addresses_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("channel", "channel_id", name=op.f("pk_contact_addresses")),
    )
    op.create_index(op.f("ix_contact_addresses_person_id"), "contact_addresses", ["person_id"])
    op.create_table(
        "orders",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("placed_at", INSTANT, nullable=False),
        sa.Column("receive", TEXT, nullable=False),
        sa.Column("station_id", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_orders_person_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("code", name=op.f("uq_orders_code")),
    )
    op.create_index(op.f("ix_orders_person_id_placed_at"), "orders", ["person_id", "placed_at"])
    op.create_table(
        "person_roles",
        sa.Column("person_id", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("scope", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_person_roles_person_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("person_id", "role", "scope", name=op.f("pk_person_roles")),
    )
    op.create_index(op.f("ix_person_roles_role_scope"), "person_roles", ["role", "scope"])
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
    op.create_table(
        "products",
        sa.Column("sku", TEXT, nullable=False),
        sa.Column("merchant_id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("category", TEXT, nullable=False),
        sa.Column("brand", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("pack_amount", DECIMAL, nullable=False),
        sa.Column("pack_unit", TEXT, nullable=False),
        sa.Column("sold_by", TEXT, nullable=False),
        sa.Column("price_cents", CENTS, nullable=False),
        sa.Column("vat_percent", sa.Integer(), nullable=False),
        sa.Column("deposit_cents", CENTS, nullable=False),
        sa.Column("deposit_types", TEXT, nullable=False),
        sa.Column("zone", TEXT, nullable=False),
        sa.Column("min_age", sa.Integer(), nullable=False),
        sa.Column("weight_g", sa.Integer(), nullable=False),
        sa.Column("width_mm", sa.Integer(), nullable=False),
        sa.Column("depth_mm", sa.Integer(), nullable=False),
        sa.Column("height_mm", sa.Integer(), nullable=False),
        sa.Column("synonyms", TEXT, nullable=False),
        sa.Column("near_words", TEXT, nullable=False),
        sa.Column("allergens", TEXT, nullable=False),
        sa.Column("allergen_details", TEXT, nullable=False),
        sa.Column("ingredients", TEXT, nullable=False),
        sa.Column("origin", TEXT, nullable=False),
        sa.Column("maker", TEXT, nullable=False),
        sa.Column("storage", TEXT, nullable=False),
        sa.Column("cold_class", TEXT, nullable=False),
        sa.Column("withdrawal", TEXT, nullable=False),
        sa.Column("handover", TEXT, nullable=False),
        sa.Column("packaging", TEXT, nullable=False),
        sa.Column("warning", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("fixed_price", sa.Boolean(), nullable=False),
        sa.Column("base_amount", DECIMAL, nullable=True),
        sa.Column("base_unit", TEXT, nullable=True),
        sa.Column("drained_g", sa.Integer(), nullable=True),
        sa.Column("shelf_life_days", sa.Integer(), nullable=True),
        sa.Column("alcohol_percent", DECIMAL, nullable=True),
        sa.Column("seasonal_from", TEXT, nullable=True),
        sa.Column("seasonal_to", TEXT, nullable=True),
        sa.Column("duration_minutes", sa.Integer(), nullable=True),
        sa.Column("min_notice_hours", sa.Integer(), nullable=True),
        sa.Column("home_visit", sa.Boolean(), nullable=False),
        sa.Column("sold_out", sa.Boolean(), nullable=False),
        sa.Column("sold_out_until", sa.Date(), nullable=True),
        sa.Column("remaining_packs", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id"],
            ["merchants.id"],
            name=op.f("fk_products_merchant_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("sku", name=op.f("pk_products")),
    )
    op.create_index(op.f("ix_products_category"), "products", ["category"])
    op.create_index(op.f("ix_products_merchant_id"), "products", ["merchant_id"])
    op.create_table(
        "merchant_orders",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("order_id", TEXT, nullable=False),
        sa.Column("merchant_id", TEXT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("cutoff", INSTANT, nullable=False),
        sa.Column("picklist_at", INSTANT, nullable=False),
        sa.Column("confirm_by", INSTANT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("status_at", INSTANT, nullable=False),
        sa.Column("status_by", TEXT, nullable=False),
        sa.Column("picklist_id", TEXT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_merchant_orders_order_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merchant_orders")),
    )
    op.create_index(op.f("ix_merchant_orders_merchant_id_day"), "merchant_orders", ["merchant_id", "day"])
    op.create_index(op.f("ix_merchant_orders_order_id"), "merchant_orders", ["order_id"])
    op.create_index(op.f("ix_merchant_orders_picklist_id"), "merchant_orders", ["picklist_id"])
    op.create_index(
        "ix_merchant_orders_to_list",
        "merchant_orders",
        ["merchant_id", "picklist_at"],
        sqlite_where=sa.text("status = 'received'"),
        postgresql_where=sa.text("status = 'received'"),
    )
    op.create_table(
        "order_lines",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("merchant_order_id", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sku", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("packs", sa.Integer(), nullable=True),
        sa.Column("grams", sa.Integer(), nullable=True),
        sa.Column("unit_price_cents", CENTS, nullable=False),
        sa.Column("price_cents", CENTS, nullable=False),
        sa.Column("unit_deposit_cents", CENTS, nullable=False),
        sa.Column("vat_percent", sa.Integer(), nullable=False),
        sa.Column("zone", TEXT, nullable=False),
        sa.Column("handover", TEXT, nullable=False),
        sa.Column("withdrawal", TEXT, nullable=False),
        sa.Column("weight_g", sa.Integer(), nullable=False),
        sa.Column("width_mm", sa.Integer(), nullable=False),
        sa.Column("depth_mm", sa.Integer(), nullable=False),
        sa.Column("height_mm", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_order_id"],
            ["merchant_orders.id"],
            name=op.f("fk_order_lines_merchant_order_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_lines")),
    )
    op.create_index(op.f("ix_order_lines_merchant_order_id"), "order_lines", ["merchant_order_id"])


def downgrade() -> None:
    """Back to nothing."""
    for table in (
        "order_lines",
        "merchant_orders",
        "products",
        "pickup_boxes",
        "person_roles",
        "orders",
        "contact_addresses",
        "compartments",
        "baskets",
        "villages",
        "stations",
        "station_events",
        "pickups",
        "picklists",
        "persons",
        "outbox",
        "messages",
        "merchants",
        "invitations",
        "inbox",
        "door_commands",
        "demo_clock",
        "counters",
        "conversations",
        "cases",
    ):
        op.drop_table(table)
