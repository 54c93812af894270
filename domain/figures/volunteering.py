"""What volunteers have done, and how long it takes. Nobody notes minutes: each kind of task has its usual time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.clock import local_day
from domain.county import County
from domain.figures.kilometres import was_driven
from domain.figures.model import Volunteering
from domain.ids import PersonId, StationId
from domain.lockers.model import PickupStatus
from domain.people.model import Role, Village
from domain.refills.effort import minutes_for
from domain.store import UnitOfWork

COUNTING_MINUTES = 10  # opening, counting by kind, noting
CLEARING_MINUTES = 10  # opening, taking out, putting away
A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Task:
    """One finished task, whoever did it."""

    by: PersonId
    station_id: StationId
    minutes: int


def volunteering_at(county: County, store: UnitOfWork, village: Village | None, since: datetime) -> Volunteering:
    """The finished tasks at the pick-up points of a village (or at all of them), since then."""
    here = {
        station.id
        for station in store.lockers.stations()
        if village is None or (station.village, station.municipality) == (village.name, village.municipality)
    }
    tasks = [
        task
        for task in _finished(county, store, since)
        if task.station_id in here and _is_volunteer(store, task.by, task.station_id)
    ]
    return Volunteering(len({task.by for task in tasks}), len(tasks), sum(task.minutes for task in tasks))


def _finished(county: County, store: UnitOfWork, since: datetime) -> Iterator[_Task]:
    now = county.now()
    for refill in store.refills.done_between(since, now):
        if refill.claimed_by is not None:
            minutes = minutes_for(store, refill.station_id, len(refill.items))
            yield _Task(refill.claimed_by, refill.station_id, minutes)
    for made in store.deposits.booked_between(since, now):
        if made.status.is_counted() and made.counting_by is not None:
            yield _Task(made.counting_by, made.station_id, COUNTING_MINUTES)
    for pickup in store.lockers.pickups_in({PickupStatus.CLEARED}):
        if pickup.clearing_by is not None and pickup.status_at >= since:
            yield _Task(pickup.clearing_by, pickup.station_id, CLEARING_MINUTES)
    stations = {vehicle.id: vehicle.station_id for vehicle in store.tours.vehicles()}
    for tour in store.tours.between(local_day(since), local_day(now)):
        station_id = stations.get(tour.vehicle_id)
        if station_id is not None and was_driven(tour):
            yield _Task(tour.driver_id, station_id, round((tour.ends_at - tour.starts_at) / A_MINUTE))


def _is_volunteer(store: UnitOfWork, person_id: PersonId, station_id: StationId) -> bool:
    """Whether it was done for nothing; what operators do is their work."""
    person = store.people.get(person_id)
    return person is not None and person.actor().has(Role.VOLUNTEER, station_id)
