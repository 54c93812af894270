"""How the domain's values lie in columns: the same meaning in SQLite and in PostgreSQL."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from domain.appointments.model import Wish
from domain.ids import Sku
from domain.money import Money
from domain.ordering.model import BasketLine
from domain.quantity import Amount


def plain_text() -> Text:
    """Text that sorts by code point in both databases, whatever language PostgreSQL was set up with."""
    return Text().with_variant(Text(collation="C"), "postgresql")


class Cents(TypeDecorator[Money]):
    """Money as whole cents."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Money | None, dialect: Dialect) -> int | None:
        return None if value is None else value.cents

    def process_result_value(self, value: int | None, dialect: Dialect) -> Money | None:
        return None if value is None else Money(value)


class Instant(TypeDecorator[datetime]):
    """An aware instant: timestamptz in PostgreSQL, ISO 8601 text in UTC (which sorts) in SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a time zone")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if isinstance(value, str):
            return datetime.fromisoformat(value)
        assert isinstance(value, datetime)
        return value.astimezone(UTC)


class DecimalText(TypeDecorator[Decimal]):
    """A decimal number with just the digits it was given."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Named(TypeDecorator[StrEnum]):
    """A member of a StrEnum by its value. Readable in the database, and a new member needs no migration."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind
        self._members = {str(member): member for member in kind}

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else str(self.kind(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self._members[value]


class Numbers(TypeDecorator[tuple[int, ...]]):
    """Whole numbers in order, such as those of compartments: [7, 12]."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[int, ...] | None, dialect: Dialect) -> list[int]:
        return list(value or ())

    def process_result_value(self, value: list[int] | None, dialect: Dialect) -> tuple[int, ...]:
        return tuple(value or ())


class Wishes(TypeDecorator[tuple[Wish, ...]]):
    """When an appointment would suit: [{"first": "2026-03-05", "last": "2026-03-05", "begin": "08:00"}]."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[Wish, ...] | None, dialect: Dialect) -> list[dict[str, Any]]:
        return [wish_as_json(wish) for wish in value or ()]

    def process_result_value(self, value: list[dict[str, Any]] | None, dialect: Dialect) -> tuple[Wish, ...]:
        return tuple(wish_from_json(wish) for wish in value or ())


class BasketLines(TypeDecorator[tuple[BasketLine, ...]]):
    """The lines of a basket: [{"sku": "HOF-101", "packs": 2}, {"sku": "HOF-120", "grams": 500}]."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[BasketLine, ...] | None, dialect: Dialect) -> list[dict[str, Any]]:
        return [basket_line_as_json(line) for line in value or ()]

    def process_result_value(self, value: list[dict[str, Any]] | None, dialect: Dialect) -> tuple[BasketLine, ...]:
        return tuple(basket_line_from_json(line) for line in value or ())


def wish_as_json(wish: Wish) -> dict[str, Any]:
    """What is said of days and times; what is not said is left out."""
    said = {"first": wish.first, "last": wish.last, "begin": wish.begin, "end": wish.end}
    return {name: value.isoformat() for name, value in said.items() if value is not None}


def wish_from_json(wish: dict[str, Any]) -> Wish:
    """The wish again. Raises `ValueError` for what is no day or time."""
    first, last = (date.fromisoformat(wish[name]) if name in wish else None for name in ("first", "last"))
    begin, end = (time.fromisoformat(wish[name]) if name in wish else None for name in ("begin", "end"))
    return Wish(first, last, begin, end)


def basket_line_as_json(line: BasketLine) -> dict[str, Any]:
    """{"sku": …, "packs": …} or {"sku": …, "grams": …}."""
    if line.amount.packs is not None:
        return {"sku": line.sku, "packs": line.amount.packs}
    return {"sku": line.sku, "grams": line.amount.grams}


def basket_line_from_json(line: dict[str, Any]) -> BasketLine:
    """The line again. Raises `ValueError` unless it says packs or grams."""
    return BasketLine(Sku(line["sku"]), Amount(packs=line.get("packs"), grams=line.get("grams")))
