"""Refusals of the lockers."""

from __future__ import annotations

from domain.errors import DomainError


class StationFull(DomainError):
    """No fitting compartment is free at this pick-up point on that day."""


class CodeUnreadable(DomainError):
    """A stored code cannot be read with the keys at hand."""


class CodeNotReady(DomainError):
    """The code is not in force yet: the station has not acknowledged it."""


class StationSilent(DomainError):
    """The station cannot be reached at the moment; codes at its keypad work all the same."""


class CompartmentInUse(DomainError):
    """Something else is going on at this compartment."""
