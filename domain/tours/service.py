"""Planning the tours of a day, and deciding about those whom nobody can serve. Driving is in `driving`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.county import County
from domain.errors import MoveRefused
from domain.ids import OrderId
from domain.lockers.errors import StationFull
from domain.lockers.finding import station_of
from domain.lockers.model import Pickup
from domain.people.model import Actor, Role
from domain.permission import allowed
from domain.store import UnitOfWork
from domain.tours.calls import split
from domain.tours.day import Goods, read_day
from domain.tours.events import BroughtElsewhere, PlanningStuck
from domain.tours.model import StopKind, Tour
from domain.tours.moving import bring_later, hold_compartments, order_of
from domain.tours.planning import DayPlan
from domain.tours.timing import want_tours
from domain.tours.writing import PlanWriter

# --- planning ------------------------------------------------------------------------------------------------


@allowed(Role.OPERATOR, Role.SYSTEM)
def ask_for_plan(county: County, store: UnitOfWork, actor: Actor, day: date) -> None:
    """Have a day planned now, whatever the timer says. Raises `NoTourDay`."""
    read_day(county, store, day)
    key = f"tours.plan:{day}"
    store.outbox.cancel(key)
    store.outbox.put("tours.plan", {"day": day.isoformat()}, key=key)


@allowed(Role.SYSTEM)
def write_plan(county: County, store: UnitOfWork, actor: Actor, made: DayPlan) -> bool:
    """Put a plan in the place of what was planned and has not begun. False: something has changed, plan again.

    Whoever has been promised hours that still hold is left alone; everybody else hears of it.
    """
    day = read_day(county, store, made.day)
    if day.fingerprint() != made.fingerprint:
        return False
    PlanWriter(county, store, actor, day, made).write()
    return True


@allowed(Role.SYSTEM)
def planning_failed(county: County, store: UnitOfWork, actor: Actor, day: date) -> None:
    """No plan was found in time: the office hears it at once."""
    store.record(PlanningStuck(day=day.isoformat()))


@allowed(Role.OPERATOR, Role.CENTRE)
def tours_of(county: County, store: UnitOfWork, actor: Actor, day: date) -> Sequence[Tour]:
    """All tours of a day, by their numbers."""
    return store.tours.of_day(day)


# --- whom nobody can serve -------------------------------------------------------------------------------------


def undone_goods(county: County, store: UnitOfWork, day: date, call: str) -> list[Goods]:
    """What of a call (or of a merchant, by the source's name) nobody brings on that day."""
    found = [one for one in read_day(county, store, day).goods if call in {one.call, one.source}]
    known = ((one, store.tours.consignment(one.part)) for one in found)
    return [one for one, consignment in known if consignment is None or consignment.deliver_stop_id is None]


@allowed(Role.OPERATOR)
def postpone(county: County, store: UnitOfWork, actor: Actor, day: date, call: str) -> date:
    """What nobody can bring on a day comes on the next tour day with room, and everybody waiting for it is told.

    Raises `MoveRefused` when somebody brings it by now, `StationFull`.
    """
    goods = undone_goods(county, store, day, call)
    if not goods:
        raise MoveRefused(call=call)
    later = bring_later(county, store, actor, day, [one.part for one in goods], why="undone")
    if later is None:
        raise StationFull(station=station_of(store, order_of(store, goods[0].order).station_id).name)
    return later


@allowed(Role.OPERATOR)
def bring_to_station(county: County, store: UnitOfWork, actor: Actor, day: date, call: str) -> list[Pickup]:
    """What nobody can bring to a door goes into compartments of the person's pick-up point on that day.

    Raises `MoveRefused` when somebody brings it by now, `StationFull`.
    """
    goods = undone_goods(county, store, day, call)
    if not goods or split(call)[0] is not StopKind.HOME:
        raise MoveRefused(call=call)
    made = [
        pickup
        for order_id in sorted({one.order for one in goods})
        for pickup in hold_compartments(county, store, order_of(store, order_id), day)
    ]
    for pickup in made:
        store.record(
            BroughtElsewhere(
                order_id=pickup.order_id or OrderId(""),
                person_id=pickup.person_id,
                pickup_id=pickup.id,
                day=day.isoformat(),
                why="undone",
            )
        )
    want_tours(county, store, day)
    return made
