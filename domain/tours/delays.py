"""Tours that fall behind: those who wait hear one new time, and of a driver who goes quiet the office hears."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from domain.clock import local_day
from domain.county import County
from domain.ids import PersonId, StopId, TourId
from domain.people.model import Actor, Role
from domain.permission import allowed
from domain.store import UnitOfWork
from domain.tours.events import TourQuiet, TourSilent, WindowTold
from domain.tours.model import Stop, StopKind, Tour
from domain.tours.writing import window_around

ON_TIME = timedelta(0)


class Look(StrEnum):
    """What is done when a stop is still not closed: ask the driver, tell the office, tell who waits in vain by now."""

    ASK = "ask"
    TELL = "tell"
    WAIT = "wait"


def expect_stop(county: County, store: UnitOfWork, tour: Tour, *, behind: timedelta = ON_TIME) -> None:
    """Have the driver asked, if the stop that is next takes much longer than planned; after the last one nobody."""
    stop = tour.current()
    expect_nothing(store, tour)
    if stop is not None:
        expected = stop.leave + max(behind, ON_TIME)
        _look(county, store, tour, stop, max(expected, county.now()) + county.rules.tours.quiet_after, Look.ASK)


def expect_nothing(store: UnitOfWork, tour: Tour) -> None:
    """Nobody is waited for."""
    store.outbox.cancel(_key(tour))


@allowed(Role.SYSTEM)
def look_at_stop(county: County, store: UnitOfWork, actor: Actor, tour_id: TourId, stop_id: StopId, step: Look) -> None:
    """This stop is still not closed: the driver is asked once, then the office is told, and whoever waits in vain."""
    tour = store.tours.lock(tour_id)
    stop = tour.current() if tour is not None else None
    if tour is None or stop is None or stop.id != stop_id:
        return
    match step:
        case Look.ASK:
            store.record(TourQuiet(tour_id=tour.id, stop_id=stop.id, driver_id=tour.driver_id))
        case Look.TELL:
            store.record(TourSilent(tour_id=tour.id, stop_id=stop.id, driver_id=tour.driver_id))
    following = Look.TELL if step is Look.ASK else Look.WAIT
    if following is Look.WAIT:
        tell_delay(county, store, tour, stop)
    again = county.now() + county.rules.tours.answer_within
    if local_day(again) == tour.day:  # a tour that nobody has stopped ends with its day
        _look(county, store, tour, stop, again, following)


def tell_delay(county: County, store: UnitOfWork, tour: Tour, stop: Stop) -> None:
    """Only those whose promised hours it breaks hear of a delay: once, for the new hours are wide, too."""
    delay = county.now() - stop.leave
    if delay < county.rules.tours.late_after:
        return
    for later in tour.open_stops():
        expected = later.arrive + delay
        if later.kind is StopKind.HOME and later.told_until is not None and expected > later.told_until:
            tour.told_delay_s = round(delay.total_seconds())
            later.told_from, later.told_until = window_around(county, expected, not_before=county.now())
            person = PersonId(later.ref)
            store.record(WindowTold(tour_id=tour.id, stop_id=later.id, person_id=person, again=True))


def _look(county: County, store: UnitOfWork, tour: Tour, stop: Stop, at: datetime, step: Look) -> None:
    payload = {"tour_id": tour.id, "stop_id": stop.id, "step": step.value}
    store.outbox.put("stop.look", payload, due_at=at, key=_key(tour))


def _key(tour: Tour) -> str:
    return f"stop.look:{tour.id}"
