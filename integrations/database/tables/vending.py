"""Tables of domain/vending, domain/refills and domain/payments."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, Table

from domain.payments.model import Account, Method, PaymentStatus
from domain.refills.model import RefillStatus, Said
from domain.vending.model import SaleStatus, StockChange, WhyNot
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

vending_slots = Table(
    "vending_slots",
    metadata,
    key("station_id", belongs_to("stations.id")),
    Column("no", Integer, primary_key=True, autoincrement=False),
    text("sku", index=True),
    whole("capacity"),
    whole("quantity"),
    whole("threshold"),
    Column("use_by", Date, nullable=True),
    text("blocked"),
    yes_no("alerted"),
    instant("doubted_at", null=True),
    whole("version"),
)

stock_moves = Table(
    "stock_moves",
    metadata,
    key("id"),
    text("station_id"),
    whole("no"),
    text("sku"),
    instant("at"),
    text("by"),
    named("why", StockChange),
    whole("before"),
    whole("after"),
    text("subject"),
    Index(None, "station_id", "no"),
)

sales = Table(
    "sales",
    metadata,
    key("id"),
    text("key", unique=True),
    text("code", unique=True),
    text("station_id"),
    whole("no"),
    text("sku"),
    text("name"),
    whole("packs"),
    money("unit_price"),
    money("unit_deposit"),
    whole("vat_percent"),
    text("seller_id"),
    text("buyer_id", null=True, index=True),
    named("method", Method),
    instant("started_at"),
    named("status", SaleStatus),
    instant("status_at"),
    text("status_by"),
    named("why_not", WhyNot, null=True),
    text("payment_id", null=True),
    whole("version"),
    Index(None, "station_id", "no", "status"),
    Index(None, "status"),
)

refills = Table(
    "refills",
    metadata,
    key("id"),
    text("station_id"),
    instant("opened_at"),
    instant("asked_at"),
    whole("rounds"),
    named("status", RefillStatus),
    instant("status_at"),
    text("status_by"),
    text("claimed_by", null=True),
    text("access_id", null=True),
    whole("version"),
    Index(None, "status", "station_id"),
)

refill_items = Table(
    "refill_items",
    metadata,
    key("refill_id", belongs_to("refills.id")),
    Column("no", Integer, primary_key=True, autoincrement=False),
    text("sku"),
    whole("wanted"),
    instant("opened_at", null=True),
    whole("counted", null=True),
    instant("counted_at", null=True),
)

refill_answers = Table(
    "refill_answers",
    metadata,
    key("refill_id", belongs_to("refills.id")),
    key("person_id"),
    named("said", Said),
    instant("at"),
    instant("until", null=True),
)

payments = Table(
    "payments",
    metadata,
    key("id"),
    text("purpose"),
    text("subject", index=True),
    text("merchant_id"),
    named("method", Method),
    money("amount"),
    money("deposit"),
    instant("opened_at"),
    text("reader"),
    text("card"),
    money("captured"),
    money("refunded"),
    named("status", PaymentStatus),
    instant("status_at"),
    text("status_by"),
    text("provider_ref"),
    text("link"),
    text("reason"),
    whole("tries"),
    whole("version"),
)

postings = Table(
    "postings",
    metadata,
    key("id"),
    instant("at"),
    text("payment_id", index=True),
    text("merchant_id"),
    named("debit", Account),
    named("credit", Account),
    money("amount"),
)
