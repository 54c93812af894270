"""People, shelves and orders."""

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
    """Back to the one before."""
    for table in (
        "order_lines",
        "merchant_orders",
        "products",
        "person_roles",
        "orders",
        "contact_addresses",
        "baskets",
        "villages",
        "picklists",
        "persons",
        "merchants",
        "invitations",
    ):
        op.drop_table(table)
