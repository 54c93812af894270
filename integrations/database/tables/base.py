"""What all tables share: one metadata, names for constraints, and columns of the domain's values."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, Column, Double, ForeignKey, Integer, MetaData

from integrations.database.types import Cents, DecimalText, Instant, Named, plain_text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def text(name: str, *args: Any, null: bool = False, **options: Any) -> Column[Any]:
    """Text, or an id."""
    return Column(name, plain_text(), *args, nullable=null, **options)


def key(name: str, *args: Any) -> Column[Any]:
    """Text that is (part of) the primary key."""
    return Column(name, plain_text(), *args, primary_key=True)


def belongs_to(column: str) -> ForeignKey:
    """A reference that is checked at commit, so that rows may be written in any order."""
    return ForeignKey(column, deferrable=True, initially="DEFERRED")


def whole(name: str, *, null: bool = False) -> Column[Any]:
    """A whole number."""
    return Column(name, Integer, nullable=null)


def number(name: str, *, null: bool = False) -> Column[Any]:
    """A measured number: a coordinate."""
    return Column(name, Double, nullable=null)


def exact(name: str, *, null: bool = False) -> Column[Any]:
    """A decimal number."""
    return Column(name, DecimalText, nullable=null)


def yes_no(name: str) -> Column[Any]:
    """True or false."""
    return Column(name, Boolean, nullable=False)


def instant(name: str, *, null: bool = False) -> Column[Any]:
    """An aware instant."""
    return Column(name, Instant, nullable=null)


def money(attribute: str) -> Column[Any]:
    """An amount in the column `…_cents`, which the domain knows without that word."""
    return Column(f"{attribute}_cents", Cents, key=attribute, nullable=False)


def named(name: str, kind: type[StrEnum], *, null: bool = False, primary_key: bool = False) -> Column[Any]:
    """A member of a StrEnum."""
    return Column(name, Named(kind), nullable=null, primary_key=primary_key)
