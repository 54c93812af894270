"""One week of the sample county: who lives in it, what goes wrong in it, and what must hold at its end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bots.simulation.cast import Cast
from bots.simulation.centre import CentreWorker
from bots.simulation.counting import count
from bots.simulation.couriers import Courier
from bots.simulation.driving import Driver, Yard
from bots.simulation.house import House
from bots.simulation.invariants import Fault, Watch, faults_at_the_end
from bots.simulation.office import Operator
from bots.simulation.plans import AFTER, places_of, plan_errands, plan_troubles, plan_work
from bots.simulation.residents import Habits, Resident
from bots.simulation.time import SeededChance
from bots.simulation.volunteers import Volunteer
from bots.simulation.workers import Diligence, Merchant, Worker
from domain.ids import PersonId
from domain.people.model import Person, Role
from domain.store import UnitOfWork

DAYS = 7


@dataclass
class Week:
    """What became of a week."""

    seed: int
    begins: datetime
    ends: datetime
    turns: int = 0
    orders_by_day: dict[str, int] = field(default_factory=dict)
    messages_by_day: dict[str, int] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)
    kilometres_by_day: dict[str, int] = field(default_factory=dict)
    tours: dict[str, int] = field(default_factory=dict)
    stops: dict[str, int] = field(default_factory=dict)
    empties: dict[str, int] = field(default_factory=dict)
    sales: dict[str, int] = field(default_factory=dict)
    refills: dict[str, int] = field(default_factory=dict)
    parcels: int = 0
    left_behind: int = 0
    errands: dict[str, int] = field(default_factory=dict)
    fingerprint: str = ""
    gave_up: int = 0
    bought: int = 0
    typed: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    alarms: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


async def play_week(house: House, seed: int, days: int = DAYS, *, every: int = 1) -> Week:
    """Let everybody live for a week, then let what is under way come to its end.

    With `every` only each so many-th resident takes part.
    """
    begins = house.clock.now()
    week = Week(seed, begins, begins + timedelta(days=days))
    cast = Cast(house, SeededChance(f"week {seed}"))
    house.door.channels = {cast.name: cast}
    watch = Watch()
    people = await house.core.read(_everybody)
    names = await house.core.read(_names_of_goods)
    residents = [person for person in people if Role.RESIDENT in person.actor().roles]
    left_out = {person.id for number, person in enumerate(residents) if number % every}
    places, yard = await house.core.read(places_of), Yard()
    cast.stations = {village: station for station, village in places.villages.items()}
    for person in people:
        if person.id not in left_out:
            _cast(cast, yard, person, names)
    plan_work(cast, house, yard, begins, days)
    plan_troubles(cast, week.troubles, begins, days)
    plan_errands(cast, places, begins, days)
    for day in range(days):
        for hour in range(0, 24, 6):
            await cast.play(begins + timedelta(days=day, hours=hour))
            await house.stations.give_signs()
            week.faults += await house.core.read(watch.look)
    for day in range(AFTER.days):
        await cast.play(week.ends + timedelta(days=day))
        await house.stations.give_signs()
    await cast.play(week.ends + AFTER)
    week.faults += await house.core.read(watch.look)
    week.faults += [*cast.faults, *cast.codes.faults]
    week.faults += await house.core.read(lambda store: faults_at_the_end(store, house.county.now()))
    week.turns = cast.turns
    _sum_up(week, cast)
    await house.core.read(lambda store: count(store, week))
    return week


# --- who ------------------------------------------------------------------------------------------------------


def _everybody(store: UnitOfWork) -> list[Person]:
    found: dict[PersonId, Person] = {}
    for role in (Role.RESIDENT, Role.VOLUNTEER, Role.MERCHANT, Role.CENTRE, Role.DRIVER, Role.COURIER, Role.OPERATOR):
        for person in store.people.with_role(role):
            found.setdefault(person.id, person)
    return [found[person_id] for person_id in sorted(found)]


def _names_of_goods(store: UnitOfWork) -> list[str]:
    """What people call everyday goods: the first word they use for it."""
    goods = [p for p in store.catalogue.all_products() if not p.is_service and p.goes_into_a_compartment]
    return sorted({p.synonyms.split(";")[0] for p in goods if p.synonyms and not p.sold_out})


def _cast(cast: Cast, yard: Yard, person: Person, goods: list[str]) -> None:
    roles, chance = person.actor().roles, SeededChance(f"{cast.chance.seed}:habits:{person.id}")
    name = person.name or ""
    if Role.RESIDENT in roles:
        cast.add(_resident(cast, person, name, goods, chance))
    elif Role.MERCHANT in roles:
        minutes, forgets = chance.one_of(((10, 0.0), (15, 0.0), (20, 0.02), (50, 0.05), (25, 0.3)))
        cast.add(Merchant(cast, person.id, name, Diligence(minutes, forgets, lacks=0.15)))
    elif Role.VOLUNTEER in roles:
        cast.add(Volunteer(cast, person.id, name, Diligence(chance.between(5, 90), chance.between(0.1, 0.6)), yard))
    elif Role.OPERATOR in roles:
        cast.add(
            Operator(cast, person.id, name, on_duty=not any(isinstance(one, Operator) for one in cast.people.values()))
        )
    elif Role.DRIVER in roles:
        cast.add(Driver(cast, person.id, name, yard))
    elif Role.COURIER in roles:
        cast.add(Courier(cast, person.id, name))
    else:
        cast.add(CentreWorker(cast, person.id, name, yard))


def _resident(cast: Cast, person: Person, name: str, goods: list[str], chance: SeededChance) -> Resident:
    own = [chance.one_of(goods) for _ in range(6)]
    habits = Habits(
        orders_a_week=chance.between(0.3, 3.0),
        typos=chance.between(0.0, 0.4),
        wants_home=person.wants_home,
        comes=chance.between(0.75, 1.0),
        twice=0.04,
        hesitates=0.1,
        calls_off=0.04,
    )
    resident = Resident(cast, person.id, name, person.station_id or "P1", habits, own)
    resident.village = (person.village or "").split(",")[0]
    resident.plan_week()
    return resident


def _sum_up(week: Week, cast: Cast) -> None:
    errands = Counter[str]()
    week.typed, week.refused = cast.codes.typed, dict(cast.codes.refused)
    for person in cast.people.values():
        if isinstance(person, Resident):
            week.gave_up += person.gave_up
            week.bought += person.bought
            errands.update(person.errands.done)
        elif isinstance(person, Courier):
            week.parcels += person.brought
        elif isinstance(person, Operator):
            week.alarms = person.alarms or week.alarms
    week.errands = dict(errands)


__all__ = ["Week", "Worker", "play_week"]
