"""When tours are planned, and in which hours somebody comes to a door."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from domain.catalogue.calendar import last_tour_day_before, short_day_ends
from domain.clock import at_local
from domain.county import County
from domain.store import UnitOfWork
from domain.tours.model import Vehicle

AGAIN_AFTER = timedelta(minutes=5)  # what changes after the planning is gathered for so long


def planning_time(county: County, day: date) -> datetime | None:
    """When the tours of a day are planned: the evening of the working day before it. None: no tours are driven."""
    planned_at = county.rules.tours.planned_at
    return at_local(last_tour_day_before(county.calendar, day), planned_at) if planned_at is not None else None


def want_tours(county: County, store: UnitOfWork, day: date) -> None:
    """Have a day planned at its time, or once more soon when that is over. One timer for all that is ordered."""
    at = planning_time(county, day)
    if at is not None:
        due = max(at, county.now() + AGAIN_AFTER)
        store.outbox.put("tours.plan", {"day": day.isoformat()}, due_at=due, key=f"tours.plan:{day}")


def spans(county: County, vehicle: Vehicle, day: date) -> list[tuple[datetime, datetime]]:
    """The stretches of a day in which a vehicle drives."""
    ends = short_day_ends(day)
    last = at_local(day, ends) if ends is not None else None
    found = county.calendar.spans_on(vehicle.hours, day)
    return [(begin, min(end, last) if last else end) for begin, end in found if last is None or begin < last]


def home_hours(county: County, store: UnitOfWork, day: date) -> tuple[datetime, datetime] | None:
    """From when until when somebody may come to a door on this day. None: nobody drives."""
    if county.rules.tours.planned_at is None:
        return None
    driven = [span for v in store.tours.vehicles() if v.station_id is None for span in spans(county, v, day)]
    if not driven:
        return None
    begins = max(min(begin for begin, _ in driven), at_local(day, county.rules.day_begins))
    ends = min(max(end for _, end in driven), at_local(day, county.rules.day_ends))
    return (begins, ends) if begins < ends else None
