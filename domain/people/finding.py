"""Where somebody lives, as far as we know."""

from __future__ import annotations

from domain.people.model import Person
from domain.store import UnitOfWork


def home_of(store: UnitOfWork, person: Person) -> tuple[float, float] | None:
    """Latitude and longitude of the street if known, else of the village; None for whom we know neither."""
    if person.lat is not None and person.lon is not None:
        return person.lat, person.lon
    village = store.people.village(person.village or "")
    return (village.lat, village.lon) if village is not None else None
