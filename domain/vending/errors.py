"""Refusals of vending."""

from __future__ import annotations

from domain.errors import DomainError


class NotForSale(DomainError):
    """Nothing is sold out of this compartment."""


class SlotEmpty(DomainError):
    """The last piece has just gone."""


class SlotBlocked(DomainError):
    """This compartment sells nothing at the moment."""


class NobodySells(DomainError):
    """Without a provider of payments nothing can be sold out of compartments."""


class MoreThanFits(DomainError):
    """So many packs do not fit into the compartment."""


class NoSaleNow(DomainError):
    """The pick-up point cannot be reached: its doors would not open."""
