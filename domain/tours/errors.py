"""Refusals about tours."""

from __future__ import annotations

from domain.errors import DomainError


class NoTourDay(DomainError):
    """No tours are driven on that day."""
