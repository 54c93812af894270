"""Tables of domain/ordering."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Table
from sqlalchemy import text as sql

from domain.catalogue.model import Handover, Withdrawal, Zone
from domain.ordering.model import MerchantOrderStatus, PicklistStatus, Receive, Together
from integrations.database.tables.base import (
    belongs_to,
    instant,
    key,
    metadata,
    money,
    named,
    text,
    whole,
    yes_no,
)
from integrations.database.types import BasketLines

baskets = Table(
    "baskets",
    metadata,
    key("id"),
    text("person_id", belongs_to("persons.id"), unique=True),
    instant("changed_at"),
    Column("lines", BasketLines, nullable=False),
    named("receive", Receive, null=True),
    Column("wished_day", Date),
    named("together", Together, null=True),
    text("amends", null=True),
    instant("amends_since", null=True),
    text("shown", null=True),
    whole("version"),
)

orders = Table(
    "orders",
    metadata,
    key("id"),
    text("code", unique=True),
    text("person_id", belongs_to("persons.id")),
    text("name"),
    instant("placed_at"),
    named("receive", Receive),
    text("station_id"),
    whole("version"),
    Index(None, "person_id", "placed_at"),
    Index(None, "placed_at"),
)

merchant_orders = Table(
    "merchant_orders",
    metadata,
    key("id"),
    text("order_id", belongs_to("orders.id"), index=True),
    text("merchant_id"),
    Column("day", Date, nullable=False),
    instant("cutoff"),
    instant("picklist_at"),
    instant("confirm_by"),
    named("status", MerchantOrderStatus),
    instant("status_at"),
    text("status_by"),
    text("picklist_id", null=True, index=True),
    whole("version"),
    Index(None, "merchant_id", "day"),
    Index(None, "day"),
)

# Only what still waits for its list is in this index: it stays small for ever.
Index(
    "ix_merchant_orders_to_list",
    merchant_orders.c.merchant_id,
    merchant_orders.c.picklist_at,
    sqlite_where=sql("status = 'received'"),
    postgresql_where=sql("status = 'received'"),
)

order_lines = Table(
    "order_lines",
    metadata,
    key("id"),
    text("merchant_order_id", belongs_to("merchant_orders.id"), index=True),
    whole("position"),
    text("sku"),
    text("name"),
    whole("packs", null=True),
    whole("grams", null=True),
    money("unit_price"),
    money("price"),
    money("unit_deposit"),
    whole("vat_percent"),
    named("zone", Zone),
    named("handover", Handover),
    named("withdrawal", Withdrawal),
    whole("weight_g"),
    whole("width_mm"),
    whole("depth_mm"),
    whole("height_mm"),
    whole("confirmed", null=True),
    yes_no("withdrawn"),
)

picklists = Table(
    "picklists",
    metadata,
    key("id"),
    text("merchant_id"),
    instant("sent_at"),
    instant("confirm_by"),
    named("status", PicklistStatus),
    text("answered_by", null=True),
    instant("answered_at", null=True),
    whole("version"),
    Index(None, "merchant_id", "status"),
)
