"""Refusals of ordering."""

from __future__ import annotations

from domain.errors import DomainError


class BasketEmpty(DomainError):
    """There is nothing in the basket."""


class BasketFull(DomainError):
    """The basket holds as many lines as one order may have."""


class NotRegistered(DomainError):
    """Name, village and pick-up point are needed before an order."""


class NoDelivery(DomainError):
    """This merchant delivers nothing within the next weeks."""


class UnfitAmount(DomainError):
    """This product is not sold in such an amount."""


class OfferChanged(DomainError):
    """Price, day or goods have changed since they were shown."""


class JustSoldOut(DomainError):
    """Somebody else has taken the last piece a moment ago."""


class TooLate(DomainError):
    """The cut-off has passed."""


class AlreadyAnswered(DomainError):
    """This picking list has been answered before."""


class NothingToWithdraw(DomainError):
    """There is no contract from which one could withdraw."""
