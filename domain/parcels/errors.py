"""Refusals about parcels."""

from __future__ import annotations

from domain.errors import DomainError


class ParcelNotTaken(DomainError):
    """This parcel is not taken here. Whether the addressee is unknown or has not agreed is nobody's business."""


class NoRoomForParcel(DomainError):
    """No compartment takes it at this pick-up point; `other` is the nearest one that does, if she can walk there."""


class DoorStillShut(DomainError):
    """The door has not been open yet: nothing can lie behind it."""
