"""One week of the sample county: who lives in it, what goes wrong in it, and what must hold at its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bots.simulation.cast import Action, Cast
from bots.simulation.centre import CentreWorker
from bots.simulation.counting import count
from bots.simulation.driving import Driver, Yard
from bots.simulation.house import House
from bots.simulation.invariants import Fault, Watch, faults_at_the_end
from bots.simulation.office import Operator
from bots.simulation.residents import Habits, Resident
from bots.simulation.time import SeededChance
from bots.simulation.volunteers import Volunteer
from bots.simulation.workers import Diligence, Merchant, Worker
from domain.catalogue.calendar import is_tour_day
from domain.clock import at_local, local_day
from domain.ids import PersonId
from domain.people.model import Person, Role
from domain.store import UnitOfWork

DAYS = 7
AFTER = timedelta(days=4)  # what was ordered in the week is delivered, fetched or cleared by then
AT_THE_CENTRE = (time(7, 0), time(10, 0), time(13, 0), time(15, 0))
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
    yard = Yard()
    for person in people:
        if person.id not in left_out:
            _cast(cast, yard, person, names)
    _plan_work(cast, house, yard, begins, days)
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
    week.faults += [Fault("nobody gets stuck", who) for who in cast.stuck]
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
    resident.plan_week()
    return resident


# --- work and troubles ----------------------------------------------------------------------------------------


def _plan_work(cast: Cast, house: House, yard: Yard, begins: datetime, days: int) -> None:
    """One of two at the centre comes at fixed hours and when a van is heard, so that no two stand at one table."""
    workers = [person for person in cast.people.values() if isinstance(person, CentreWorker)]

    def on_duty() -> CentreWorker:
        return workers[local_day(cast.now()).toordinal() % len(workers)]

    def come() -> None:
        cast.later(5, on_duty().work)

    yard.heard_by.append(come)
    for ahead in range(days + AFTER.days):
        day = local_day(begins) + timedelta(days=ahead)
        if not is_tour_day(house.county.calendar, day):
            continue
        for clock in AT_THE_CENTRE:
            at = at_local(day, clock)
            if at > begins:
                cast.plan(at, workers[day.toordinal() % len(workers)].work)


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
    _plan_sickness(cast, week, begins, days, chance)
    residents = [person for person in cast.people.values() if isinstance(person, Resident)]
    for _ in range(max(1, days // 3)):
        away = residents[chance.below(len(residents))]
        cast.plan(begins + timedelta(hours=chance.between(1, days * 20)), _leave(week, away))


def _plan_sickness(cast: Cast, week: Week, begins: datetime, days: int, chance: SeededChance) -> None:
    """One driver stays in bed for a day; another falls ill at the wheel."""
    drivers = [person for person in cast.people.values() if isinstance(person, Driver)]
    first = chance.below(len(drivers))
    in_bed, at_the_wheel = drivers[first], drivers[(first + 1) % len(drivers)]
    evening = at_local(local_day(begins) + timedelta(days=1 + chance.below(max(1, days - 4))), time(16, 0))
    morning = at_local(local_day(evening) + timedelta(days=2), time(5, 0))

    async def stay_in_bed() -> None:
        week.troubles.append(f"{_day(cast.now())} {in_bed.name} meldet sich krank")
        in_bed.driving.ill_until = cast.now() + timedelta(hours=26)

    async def fall_ill() -> None:
        week.troubles.append(f"{_day(cast.now())} {at_the_wheel.name} wird unterwegs krank")
        at_the_wheel.driving.falls_ill_after = at_the_wheel.driving.stops + 2

    cast.plan(evening, stay_in_bed)
    cast.plan(morning, fall_ill)


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
