"""Refusals about people."""

from __future__ import annotations

from domain.errors import DomainError


class InvitationInvalid(DomainError):
    """This invitation is unknown, used up or too old."""


class OwnInvitation(InvitationInvalid):
    """This invitation is meant for somebody else: whoever gave it cannot use it."""


class NameKnown(DomainError):
    """Somebody of this name is a resident there already."""
