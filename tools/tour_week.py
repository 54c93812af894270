"""Plans the tours of one made-up week of the sample county, day after day, as the service does every evening.

    python -m tools.tour_week                    Monday to Saturday, always the same; one line of JSON

Residents, sellers, vehicles and hours are those of the region; who orders what is dice with a fixed seed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time

from domain.catalogue.model import Merchant
from domain.clock import at_local
from domain.ids import MerchantOrderId, OrderId
from domain.ordering.schedule import ScheduleRules, ready_on, slots
from domain.people.model import Person, Role
from domain.tours.calls import source_of
from domain.tours.day import AN_ORDER, AT_A_DOOR, AT_A_STATION, Call, Car, Day, Goods, Source, Span
from domain.tours.loads import Bulk
from domain.tours.model import CENTRE, StopKind
from domain.tours.planning import DayPlan, plan_day
from domain.tours.ports import Direction, Site
from domain.tours.rules import TourRules
from integrations.calendar import NorthRhineCalendar
from integrations.demo.region import Region, read_region
from integrations.planning.air_line import AirLine
from integrations.planning.planner import OrToolsPlanner

MONDAY = date(2026, 11, 23)
WORKING_DAYS = 6
ORDERING = 0.4  # of the residents, on each day
AT_HOME = 0.4  # of the orders
DAY_BEGINS, DAY_ENDS = clock_time(8), clock_time(19)
DRINKS = "GET"


@dataclass(frozen=True, slots=True)
class Week:
    """What came of it. A stop is wanted when goods wait there; `within`: somebody is there in its hours."""

    days: int
    orders: int
    tours: int
    wanted: int
    within: int
    seconds: float
    longest_day: float


def plan_week(days: int = WORKING_DAYS) -> Week:
    """Plan them one after the other. Raises `PlanningFailed`."""
    region = read_region(at_local(MONDAY, clock_time(0)).astimezone(UTC))
    ways, calendar = AirLine(), NorthRhineCalendar()
    orders = tours = wanted = within = 0
    seconds: list[float] = []
    for number in range(days):
        day = made_up(region, calendar, MONDAY + timedelta(days=number))
        begun = time.monotonic()
        plan = plan_day(day, OrToolsPlanner(ways), ways, TourRules().search)
        seconds.append(time.monotonic() - begun)
        orders += len({one.order for one in day.goods})
        tours += len(plan.drives)
        wanted += len(day.calls) + len(day.sources)
        within += kept(day, plan)
    return Week(days, orders, tours, wanted, within, round(sum(seconds), 1), round(max(seconds), 1))


def made_up(region: Region, calendar: NorthRhineCalendar, day: date) -> Day:
    """Orders of one day: by each some goods of one to three sellers who are open, for the door or the pick-up point."""
    chance = random.Random(day.toordinal())  # noqa: S311 -- the same week each time
    sellers = {merchant: ready for merchant in region.merchants if (ready := _ready(merchant, calendar, day))}
    residents = [one for one in region.persons if one.actor().has(Role.RESIDENT) and one.station_id is not None]
    goods: list[Goods] = []
    for resident in residents:
        if not sellers or chance.random() >= ORDERING:
            continue
        call = _call_name(resident, home=chance.random() < AT_HOME)
        for merchant in chance.sample(list(sellers), chance.choice((1, 1, 2, 3))):
            part = f"{resident.id}-{merchant.id}"
            source, bulk = source_of(merchant.id), _bulk(chance, merchant)
            goods.append(Goods(MerchantOrderId(part), OrderId(resident.id), source, call, part, bulk, None))
    centre = next(place for place in region.places if place.kind == CENTRE)
    return Day(
        day=day,
        now=at_local(day, clock_time(0)),
        centre=Site(centre.id, centre.lat, centre.lon),
        sorting=TourRules().sorting,
        sources=tuple(
            _source(merchant, calendar, day, ready)
            for merchant, ready in sellers.items()
            if any(one.source == source_of(merchant.id) for one in goods)
        ),
        calls=tuple(_call(region, name, goods, day) for name in sorted({one.call for one in goods})),
        goods=tuple(goods),
        cars=tuple(
            Car(
                vehicle.id,
                vehicle.driver_id,
                Site(f"car:{vehicle.id}", vehicle.lat, vehicle.lon),
                vehicle.room,
                hours,
                vehicle.station_id,
            )
            for vehicle in region.vehicles
            if (hours := tuple(calendar.spans_on(vehicle.hours, day)))
        ),
    )


def kept(day: Day, plan: DayPlan) -> int:
    """At how many stops somebody is within their hours; our own count, whatever the plan says."""
    hours: dict[str, list[Span]] = {call.id: [call.between] for call in day.calls}
    hours |= {one.id: [(max(begin, one.ready), end) for begin, end in one.open] for one in day.sources}
    halts = [halt for drive in plan.drives for halt in drive.halts]
    served = {
        halt.id for halt in halts if any(begin <= halt.arrive and halt.leave <= end for begin, end in hours[halt.id])
    }
    collected = {halt.id for drive in plan.drives if drive.leg is Direction.COLLECT for halt in drive.halts}
    assert served <= hours.keys()
    assert collected <= {one.id for one in day.sources}
    return len(served)


def _bulk(chance: random.Random, merchant: Merchant) -> Bulk:
    if merchant.id == DRINKS:
        return Bulk(drinks=chance.choice((1, 1, 2)), grams=15_000)
    return Bulk(chance.randint(500, 12_000), chance.choice((0, 0, 1)) * chance.randint(500, 6_000), grams=3_000)


def _call_name(resident: Person, *, home: bool) -> str:
    return f"{StopKind.HOME}:{resident.id}" if home else f"{StopKind.STATION}:{resident.station_id}"


def _ready(merchant: Merchant, calendar: NorthRhineCalendar, day: date) -> datetime | None:
    """From when on goods for this day are ready; None where nobody can order for it."""
    coming = slots(merchant, calendar, ScheduleRules(), at_local(day - timedelta(days=7), clock_time(0)))
    return next((ready_on(merchant, slot.cutoff) for slot in coming if slot.day == day), None)


def _source(merchant: Merchant, calendar: NorthRhineCalendar, day: date, ready: datetime) -> Source:
    name, spans = source_of(merchant.id), tuple(calendar.spans_on(merchant.opening_hours, day))
    return Source(name, merchant.id, Site(name, merchant.lat, merchant.lon), ready, spans)


def _call(region: Region, name: str, goods: list[Goods], day: date) -> Call:
    between = at_local(day, DAY_BEGINS), at_local(day, DAY_ENDS)
    kind, _, ref = name.partition(":")
    if kind == StopKind.HOME:
        person = next(one for one in region.persons if one.id == ref)
        assert person.lat is not None, "the region knows where everybody lives"
        assert person.lon is not None
        assert person.station_id is not None
        return Call(name, StopKind.HOME, ref, Site(name, person.lat, person.lon), person.station_id, between, AT_A_DOOR)
    station = next(one for one in region.stations if one.id == ref)
    orders = len({one.order for one in goods if one.call == name})
    wide = between[0] - timedelta(hours=3), between[1] + timedelta(hours=2)
    site = Site(name, station.lat, station.lon)
    return Call(name, StopKind.STATION, ref, site, station.id, wide, AT_A_STATION + AN_ORDER * orders)


def main(arguments: list[str] | None = None) -> int:
    """Print what came of the week."""
    parser = argparse.ArgumentParser(prog="python -m tools.tour_week", description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=WORKING_DAYS, help="from Monday on")
    print(json.dumps(asdict(plan_week(parser.parse_args(arguments).days))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
