"""One week of the sample county: who lives in it, what goes wrong in it, and what must hold at its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bots.simulation.cast import Action, Cast
from bots.simulation.counting import count
from bots.simulation.house import House
from bots.simulation.invariants import Fault, Watch, faults_at_the_end
from bots.simulation.residents import Habits, Resident
from bots.simulation.time import SeededChance
from bots.simulation.workers import Diligence, Merchant, Operator, Packer, Volunteer, Worker
from domain.catalogue.calendar import is_tour_day
from domain.clock import at_local, local_day
from domain.ids import PersonId
from domain.people.model import Person, Role
from domain.store import UnitOfWork

DAYS = 7
AFTER = timedelta(days=4)  # what was ordered in the week is delivered, fetched or cleared by then
PACKING = (time(9, 30), time(12, 30), time(15, 0))
SILENT_HOURS = (1.0, 9.0)


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
    counts: dict[str, int] = field(default_factory=dict)
    fingerprint: str = ""
    gave_up: int = 0
    bought: int = 0
    refused_at_keypad: int = 0
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
    for person in people:
        if person.id not in left_out:
            _cast(cast, person, names)
    _plan_work(cast, house, begins, days)
    _plan_troubles(cast, week, begins, days)
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
    week.faults += await house.core.read(lambda store: faults_at_the_end(store, house.county.now()))
    week.turns = cast.turns
    _sum_up(week, cast)
    await house.core.read(lambda store: count(store, week))
    return week


# --- who ------------------------------------------------------------------------------------------------------


def _everybody(store: UnitOfWork) -> list[Person]:
    found: dict[PersonId, Person] = {}
    for role in (Role.RESIDENT, Role.VOLUNTEER, Role.MERCHANT, Role.CENTRE, Role.DRIVER, Role.OPERATOR):
        for person in store.people.with_role(role):
            found.setdefault(person.id, person)
    return [found[person_id] for person_id in sorted(found)]


def _names_of_goods(store: UnitOfWork) -> list[str]:
    """What people call everyday goods: the first word they use for it."""
    goods = [p for p in store.catalogue.all_products() if not p.is_service and p.goes_into_a_compartment]
    return sorted({p.synonyms.split(";")[0] for p in goods if p.synonyms and not p.sold_out})


def _cast(cast: Cast, person: Person, goods: list[str]) -> None:
    roles, chance = person.actor().roles, SeededChance(f"{cast.chance.seed}:habits:{person.id}")
    name = person.name or ""
    if Role.RESIDENT in roles:
        cast.add(_resident(cast, person, name, goods, chance))
    elif Role.MERCHANT in roles:
        minutes, forgets = chance.one_of(((10, 0.0), (15, 0.0), (20, 0.02), (50, 0.05), (25, 0.3)))
        cast.add(Merchant(cast, person.id, name, Diligence(minutes, forgets, lacks=0.15)))
    elif Role.VOLUNTEER in roles:
        cast.add(Volunteer(cast, person.id, name, Diligence(chance.between(5, 90), chance.between(0.1, 0.6))))
    elif Role.OPERATOR in roles:
        cast.add(Operator(cast, person.id, name, Diligence()))
    else:
        cast.add(Packer(cast, person.id, name, Diligence()))


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
    resident.plan_week()
    return resident


# --- work and troubles ----------------------------------------------------------------------------------------


def _plan_work(cast: Cast, house: House, begins: datetime, days: int) -> None:
    """The centre packs on every day on which tours run; one of two, so that no two stand at one door."""
    packers = [person for person in cast.people.values() if isinstance(person, Packer)]
    for ahead in range(days + AFTER.days):
        day = local_day(begins) + timedelta(days=ahead)
        if not is_tour_day(house.county.calendar, day):
            continue
        for clock in PACKING:
            at = at_local(day, clock)
            if at > begins:
                cast.plan(at, packers[ahead % len(packers)].work)


def _plan_troubles(cast: Cast, week: Week, begins: datetime, days: int) -> None:
    """Doors jam, lines break, somebody is away: each at a time that the seed says."""
    chance = SeededChance(f"{cast.chance.seed}:troubles")
    for _ in range(days):
        station, box = f"P{1 + chance.below(6)}", 1 + chance.below(12)
        at = begins + timedelta(hours=chance.between(0, days * 24))
        cast.plan(at, _jam(cast, week, station, box, chance.between(0.5, 20)))
    for _ in range(max(1, days // 2)):
        station = f"P{1 + chance.below(6)}"
        at = begins + timedelta(hours=chance.between(0, days * 24))
        cast.plan(at, _silence(cast, week, station, chance.between(*SILENT_HOURS)))
    residents = [person for person in cast.people.values() if isinstance(person, Resident)]
    for _ in range(max(1, days // 3)):
        away = residents[chance.below(len(residents))]
        cast.plan(begins + timedelta(hours=chance.between(1, days * 20)), _leave(week, away))


def _jam(cast: Cast, week: Week, station: str, box: int, hours: float) -> Action:
    async def happen() -> None:
        week.troubles.append(f"{_day(cast.now())} {station} Fach {box} klemmt {hours:.0f} Stunden")
        cast.house.stations.jam(station, box, True)
        cast.later(hours * 60, mend)

    async def mend() -> None:
        cast.house.stations.jam(station, box, False)

    return happen


def _silence(cast: Cast, week: Week, station: str, hours: float) -> Action:
    async def happen() -> None:
        week.troubles.append(f"{_day(cast.now())} {station} ist {hours:.0f} Stunden ohne Netz")
        await cast.house.stations.link(station, False)
        cast.later(hours * 60, mend)

    async def mend() -> None:
        await cast.house.stations.link(station, True)

    return happen


def _leave(week: Week, away: Resident) -> Action:
    async def happen() -> None:
        week.troubles.append(f"{_day(away.cast.now())} {away.name} ist im Krankenhaus")
        away.absent = True
        await away.write("Ich bin im Krankenhaus")

    return happen


def _day(instant: datetime) -> date:
    return local_day(instant)


def _sum_up(week: Week, cast: Cast) -> None:
    for person in cast.people.values():
        if isinstance(person, Resident):
            week.gave_up += person.gave_up
            week.bought += person.bought
            week.refused_at_keypad += person.refused_at_keypad
        elif isinstance(person, Operator):
            week.alarms = person.alarms or week.alarms


__all__ = ["Week", "Worker", "play_week"]
