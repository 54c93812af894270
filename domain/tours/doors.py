"""Who may read of a door: whoever drives to it now, and nobody any more once that is over."""

from __future__ import annotations

from domain.store import UnitOfWork
from domain.tours.model import Stop, StopKind, Tour


def leave_door(store: UnitOfWork, tour: Tour, stop: Stop | None) -> None:
    """A driver has left a stop (done, given to another one, stopped): what was told of the door is taken back."""
    if stop is not None and stop.kind is StopKind.HOME:
        store.outbox.put("stop.left", {"tour_id": tour.id, "stop_id": stop.id})
