"""A tour that nobody drives is no secret: the office hears when one has not begun or ended long after its time."""

from __future__ import annotations

from datetime import timedelta

from domain.clock import at_local, local_day
from domain.county import County
from domain.ids import TourId
from domain.people.model import Actor, Role
from domain.permission import allowed
from domain.store import UnitOfWork
from domain.tours.events import TourOverdue
from domain.tours.model import Tour, TourStatus

BEGINS_LATE = timedelta(minutes=30)
ENDS_LATE = timedelta(hours=1)


def watch(store: UnitOfWork, tour: Tour) -> None:
    """Have somebody look whether it has begun and whether it has ended."""
    payload = {"tour_id": tour.id}
    store.outbox.put("tour.look", payload, due_at=tour.starts_at + BEGINS_LATE, key=_begins(tour))
    store.outbox.put("tour.look", payload, due_at=tour.ends_at + ENDS_LATE, key=_ends(tour))


def has_begun(store: UnitOfWork, tour: Tour) -> None:
    """Nobody need look for that."""
    store.outbox.cancel(_begins(tour))


def is_over(store: UnitOfWork, tour: Tour) -> None:
    """Nobody need look at all."""
    store.outbox.cancel(_begins(tour))
    store.outbox.cancel(_ends(tour))


@allowed(Role.SYSTEM)
def look_after(county: County, store: UnitOfWork, actor: Actor, tour_id: TourId) -> None:
    """The office hears that nobody has set out, or has come back; after the day every morning, until it is settled."""
    tour = store.tours.get(tour_id)
    if tour is None or not tour.status.is_open():
        return
    ended = county.now() >= tour.ends_at + ENDS_LATE
    if not ended and tour.status is not TourStatus.PLANNED:
        return
    begun = tour.status is TourStatus.UNDERWAY
    store.record(TourOverdue(tour_id=tour.id, driver_id=tour.driver_id, begun=begun))
    if ended:
        again = at_local(local_day(county.now()) + timedelta(days=1), county.rules.day_begins)
        store.outbox.put("tour.look", {"tour_id": tour.id}, due_at=again, key=_ends(tour))


def _begins(tour: Tour) -> str:
    return f"tour.look:{tour.id}:begins"


def _ends(tour: Tour) -> str:
    return f"tour.look:{tour.id}:ends"
