"""What the office does with a tour that stands: give it to another driver, or stop it in one step."""

from __future__ import annotations

from domain.county import County
from domain.errors import MoveRefused, NotFound
from domain.ids import PersonId, TourId
from domain.people.model import Actor, Person, Role
from domain.permission import allowed
from domain.store import UnitOfWork
from domain.tours.day import GONE
from domain.tours.delays import expect_nothing, expect_stop
from domain.tours.doors import leave_door
from domain.tours.events import TourAssigned, TourStopped, TourWithdrawn
from domain.tours.model import StopStatus, Tour, TourStatus, Whereabouts
from domain.tours.moving import bring_later, order_of
from domain.tours.timing import want_tours
from domain.tours.watching import is_over

IN_A_VEHICLE = {Whereabouts.ON_WAY_IN, Whereabouts.ON_WAY}


@allowed(Role.OPERATOR)
def drivers(county: County, store: UnitOfWork, actor: Actor) -> list[Person]:
    """Everybody who may drive: the drivers, and the volunteers with a vehicle of their own."""
    owners = [store.people.get(vehicle.driver_id) for vehicle in store.tours.vehicles()]
    found = {person.id: person for person in (*store.people.with_role(Role.DRIVER), *owners) if person is not None}
    return [found[person_id] for person_id in sorted(found)]


@allowed(Role.OPERATOR)
def assign_tour(county: County, store: UnitOfWork, actor: Actor, tour_id: TourId, driver_id: PersonId) -> Tour:
    """Another one drives (on). The new driver sees what is left, the old one nothing any more."""
    tour = _tour(store, tour_id)
    if not tour.status.is_open():
        raise MoveRefused(status=tour.status)
    if all(person.id != driver_id for person in drivers(county, store, actor)):
        raise NotFound
    if driver_id == tour.driver_id:
        return tour
    before, tour.driver_id = tour.driver_id, driver_id
    leave_door(store, tour, tour.current())
    expect_stop(county, store, tour)
    store.record(TourWithdrawn(day=tour.day.isoformat(), no=tour.no, driver_id=before, why="taken"))
    store.record(TourAssigned(tour_id=tour.id, driver_id=driver_id, again=False))
    return tour


@allowed(Role.OPERATOR)
def stop_tour(county: County, store: UnitOfWork, actor: Actor, tour_id: TourId) -> Tour:
    """Snow, ice, a breakdown: nothing more of this tour is driven. Everybody affected gets one new day.

    What is in the vehicle is noted where it is. Who finds no room on the new day is named to the office.
    """
    tour = _tour(store, tour_id)
    leave_door(store, tour, tour.current())
    expect_nothing(store, tour)
    tour.move(TourStatus.STOPPED, actor.person_id, county.now())
    is_over(store, tour)
    everything = [one for stop in tour.stops for one in store.tours.consignments_of(stop.id)]
    goods = {one.id: one for one in everything if one.where not in GONE}
    for stop in tour.open_stops():
        stop.move(StopStatus.DROPPED, county.now())
    orders = sorted({one.order_id for one in goods.values()})
    aboard = sorted({order_of(store, one.order_id).code for one in goods.values() if one.where in IN_A_VEHICLE})
    bring_later(county, store, actor, tour.day, goods, why="stopped")
    store.record(TourStopped(tour_id=tour.id, by=actor.person_id, orders=len(orders), aboard=tuple(aboard)))
    store.record(TourWithdrawn(day=tour.day.isoformat(), no=tour.no, driver_id=tour.driver_id, why="stopped"))
    want_tours(county, store, tour.day)
    return tour


def _tour(store: UnitOfWork, tour_id: TourId) -> Tour:
    tour = store.tours.lock(tour_id)
    if tour is None:
        raise NotFound
    return tour
