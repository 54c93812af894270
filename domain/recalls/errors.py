"""Refusals of recalls."""

from __future__ import annotations

from domain.errors import DomainError


class RecallTooLong(DomainError):
    """A recall reaches back at most a year."""


class ReasonMissing(DomainError):
    """Nobody is warned without being told of what."""
