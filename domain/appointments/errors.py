"""Refusals of appointments."""

from __future__ import annotations

from domain.errors import DomainError


class TimeTaken(DomainError):
    """The merchant has another appointment then."""


class TimePassed(DomainError):
    """That time lies in the past."""


class ProposalChanged(DomainError):
    """Another time has been proposed meanwhile."""


class TooLateToCallOff(DomainError):
    """An agreed appointment can no longer be called off here; it takes a call."""


class ServicePaused(DomainError):
    """The merchant does not offer this service at the moment."""
