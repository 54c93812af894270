"""Refusals of the catalogue."""

from __future__ import annotations

from domain.errors import DomainError


class PriceFellSharply(DomainError):
    """The new price is far below the old one."""


class FixedPrice(DomainError):
    """This price is bound by law or by the publisher."""
