"""Refusals about empties."""

from __future__ import annotations

from domain.errors import DomainError


class NothingToReturn(DomainError):
    """No piece with a deposit was named."""


class TooManyPieces(DomainError):
    """More of one kind than is taken at one time."""


class NobodyTakes(DomainError):
    """No merchant takes this kind back."""


class NoRoomForEmpties(DomainError):
    """No fitting deposit compartment is free at this pick-up point."""


class OwnEmpties(DomainError):
    """Nobody counts what is one's own."""
