"""Column values as JSON values, and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, Double, Integer, Text, Time

from domain.money import Money
from integrations.database.types import (
    BasketLines,
    Cents,
    DecimalText,
    Instant,
    Named,
    Numbers,
    Wishes,
    basket_line_as_json,
    basket_line_from_json,
    wish_as_json,
    wish_from_json,
)

T = TypeVar("T")


def as_json_value(column: Column[Any], value: Any) -> Any:
    """A value of this column as it stands in the document."""
    if value is None:
        return None
    return _WRITE.get(type(column.type), _same)(value)


def from_json_value(column: Column[Any], value: Any) -> Any:
    """The value for the database. Raises `ValueError` with what is wanted instead."""
    if value is None:
        if not column.nullable:
            raise ValueError("may not be null")
        return None
    if isinstance(column.type, Named):
        return _member(column.type, value)
    return _READ[type(column.type)](value)


def _same(value: Any) -> Any:
    return value


def _write_instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _write_time(value: time) -> str:
    return value.isoformat("minutes" if not (value.second or value.microsecond) else "auto")


def _read_text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"a text is wanted, not {value!r}")
    return value


def _read_whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"a whole number is wanted, not {value!r}")
    return value


def _read_number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ValueError(f"a number is wanted, not {value!r}")
    return float(value)


def _read_yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"true or false is wanted, not {value!r}")
    return value


def _read_numbers(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list):
        raise ValueError(f"a list of whole numbers is wanted, not {value!r}")
    return tuple(_read_whole(one) for one in value)


def _read_cents(value: Any) -> Money:
    return Money(_read_whole(value))


def _read_decimal(value: Any) -> Decimal:
    try:
        return Decimal(_read_text(value))
    except ArithmeticError as error:
        raise ValueError(f'a decimal number as a text such as "2.5" is wanted, not {value!r}') from error


def _read_instant(value: Any) -> datetime:
    instant = _parsed(datetime.fromisoformat, value, "an instant such as 2026-03-04T08:10:00Z")
    if instant.tzinfo is None:
        raise ValueError(f"an instant needs its offset or Z: {value!r}")
    return instant.astimezone(UTC)


def _read_date(value: Any) -> date:
    return _parsed(date.fromisoformat, value, "a day such as 2026-03-04")


def _read_time(value: Any) -> time:
    return _parsed(time.fromisoformat, value, "a local time such as 14:30")


def _read_lines(value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise ValueError("a list of lines is wanted")
    for line in value:
        if not isinstance(line, dict) or line.keys() not in ({"sku", "packs"}, {"sku", "grams"}):
            raise ValueError(f'a line is {{"sku": …, "packs": …}} or {{"sku": …, "grams": …}}, not {line!r}')
        _read_text(line["sku"])
        if _read_whole(line.get("packs", line.get("grams"))) < 1:
            raise ValueError(f"at least 1 is wanted: {line!r}")
    return tuple(basket_line_from_json(line) for line in value)


def _read_wishes(value: Any) -> tuple[Any, ...]:
    known = {"first", "last", "begin", "end"}
    if not isinstance(value, list) or not all(isinstance(wish, dict) and wish.keys() <= known for wish in value):
        raise ValueError('a list of wishes such as {"first": "2026-03-05", "begin": "08:00"} is wanted')
    return tuple(_read_wish(wish) for wish in value)


def _read_wish(wish: dict[str, Any]) -> Any:
    try:
        return wish_from_json(wish)
    except (TypeError, ValueError):
        raise ValueError(f"days such as 2026-03-05 and local times such as 08:00 are wanted, not {wish!r}") from None


def _read_object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"an object is wanted, not {value!r}")
    return value


def _member(named: Named, value: Any) -> Any:
    try:
        return named.kind(value)
    except ValueError:
        known = ", ".join(sorted(named.kind))
        raise ValueError(f"one of {known} is wanted, not {value!r}") from None


def _parsed(parse: Callable[[str], T], value: Any, wanted: str) -> T:
    try:
        return parse(_read_text(value))
    except ValueError:
        raise ValueError(f"{wanted} is wanted, not {value!r}") from None


_WRITE: dict[type[Any], Callable[[Any], Any]] = {
    Instant: _write_instant,
    Cents: lambda money: money.cents,
    DecimalText: str,
    Named: str,
    Date: date.isoformat,
    Time: _write_time,
    BasketLines: lambda lines: [basket_line_as_json(line) for line in lines],
    Numbers: list,
    Wishes: lambda wishes: [wish_as_json(wish) for wish in wishes],
}
_READ: dict[type[Any], Callable[[Any], Any]] = {
    Text: _read_text,
    Integer: _read_whole,
    BigInteger: _read_whole,
    Double: _read_number,
    Boolean: _read_yes_no,
    JSON: _read_object,
    Instant: _read_instant,
    Cents: _read_cents,
    DecimalText: _read_decimal,
    Date: _read_date,
    Time: _read_time,
    BasketLines: _read_lines,
    Numbers: _read_numbers,
    Wishes: _read_wishes,
}
