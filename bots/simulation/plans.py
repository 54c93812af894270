"""What is to happen in a week: work at its hours, errands, and what goes wrong; each at a time that the seed says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bots.simulation.cast import Action, Cast
from bots.simulation.centre import CentreWorker
from bots.simulation.couriers import Courier
from bots.simulation.driving import Driver, Yard
from bots.simulation.errands import Errand, empties, parcels_allowed, service, slot
from bots.simulation.house import House
from bots.simulation.residents import Resident
from bots.simulation.time import SeededChance
from domain.catalogue.calendar import is_tour_day
from domain.clock import at_local, local_day
from domain.store import UnitOfWork

AFTER = timedelta(days=4)  # what was ordered in the week is delivered, fetched or cleared by then
AT_THE_CENTRE = (time(7, 0), time(10, 0), time(13, 0), time(15, 0))
SILENT_HOURS = (1.0, 9.0)
CARDS_A_DAY = 8
POPULAR = 5  # each so many-th compartment sells well: it runs low
BAD_CARDS = 0.05
DECLINED = "declined"  # a card that the simulated provider refuses
# Shares of all residents, in one week
BRINGS_EMPTIES, WANTS_SOMEBODY, BUYS_AT_THE_WALL, GETS_PARCELS = 0.35, 0.12, 0.2, 0.25


@dataclass(frozen=True)
class Places:
    """Where things are: villages by their pick-up point, and all compartments that sell."""

    villages: Mapping[str, str]
    slots: Sequence[tuple[str, int]]


def places_of(store: UnitOfWork) -> Places:
    """The places of a county."""
    villages: dict[str, str] = {station.id: station.village for station in store.lockers.stations()}
    return Places(villages, sorted((slot.station_id, slot.no) for slot in store.vending.all_slots()))


def plan_work(cast: Cast, house: House, yard: Yard, begins: datetime, days: int) -> None:
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


def plan_troubles(cast: Cast, troubles: list[str], begins: datetime, days: int) -> None:
    """Doors jam, lines break, somebody is away: each at a time that the seed says."""
    chance = SeededChance(f"{cast.chance.seed}:troubles")
    for _ in range(days):
        station, box = f"P{1 + chance.below(6)}", 1 + chance.below(12)
        at = begins + timedelta(hours=chance.between(0, days * 24))
        cast.plan(at, _jam(cast, troubles, station, box, chance.between(0.5, 20)))
    for _ in range(max(1, days // 2)):
        station = f"P{1 + chance.below(6)}"
        at = begins + timedelta(hours=chance.between(0, days * 24))
        cast.plan(at, _silence(cast, troubles, station, chance.between(*SILENT_HOURS)))
    _plan_sickness(cast, troubles, begins, days, chance)
    residents = [person for person in cast.people.values() if isinstance(person, Resident)]
    for _ in range(max(1, days // 3)):
        away = residents[chance.below(len(residents))]
        cast.plan(begins + timedelta(hours=chance.between(1, days * 20)), _leave(troubles, away))


def _plan_sickness(cast: Cast, troubles: list[str], begins: datetime, days: int, chance: SeededChance) -> None:
    """One driver stays in bed for a day; another falls ill at the wheel."""
    drivers = [person for person in cast.people.values() if isinstance(person, Driver)]
    first = chance.below(len(drivers))
    in_bed, at_the_wheel = drivers[first], drivers[(first + 1) % len(drivers)]
    evening = at_local(local_day(begins) + timedelta(days=1 + chance.below(max(1, days - 4))), time(16, 0))
    morning = at_local(local_day(evening) + timedelta(days=2), time(5, 0))

    async def stay_in_bed() -> None:
        troubles.append(f"{_day(cast.now())} {in_bed.name} meldet sich krank")
        in_bed.driving.ill_until = cast.now() + timedelta(hours=26)

    async def fall_ill() -> None:
        troubles.append(f"{_day(cast.now())} {at_the_wheel.name} wird unterwegs krank")
        at_the_wheel.driving.falls_ill_after = at_the_wheel.driving.stops + 2

    cast.plan(evening, stay_in_bed)
    cast.plan(morning, fall_ill)


def _jam(cast: Cast, troubles: list[str], station: str, box: int, hours: float) -> Action:
    async def happen() -> None:
        troubles.append(f"{_day(cast.now())} {station} Fach {box} klemmt {hours:.0f} Stunden")
        cast.house.stations.jam(station, box, True)
        cast.later(hours * 60, mend)

    async def mend() -> None:
        cast.house.stations.jam(station, box, False)

    return happen


def _silence(cast: Cast, troubles: list[str], station: str, hours: float) -> Action:
    async def happen() -> None:
        troubles.append(f"{_day(cast.now())} {station} ist {hours:.0f} Stunden ohne Netz")
        await cast.house.stations.link(station, False)
        cast.later(hours * 60, mend)

    async def mend() -> None:
        await cast.house.stations.link(station, True)

    return happen


def _leave(troubles: list[str], away: Resident) -> Action:
    async def happen() -> None:
        troubles.append(f"{_day(away.cast.now())} {away.name} ist im Krankenhaus")
        away.absent = True
        await away.write("Ich bin im Krankenhaus")

    return happen


def _day(instant: datetime) -> date:
    return local_day(instant)


def plan_errands(cast: Cast, places: Places, begins: datetime, days: int) -> None:
    """Bottles, walls, hairdressers and parcels, each at a time that the seed says."""
    chance = SeededChance(f"{cast.chance.seed}:errands")
    residents = [person for person in cast.people.values() if isinstance(person, Resident)]
    couriers = [person for person in cast.people.values() if isinstance(person, Courier)]

    def some_day(least: float = 8.0, most: float = 19.0) -> datetime:
        return at_local(local_day(begins) + timedelta(days=chance.below(days)), time(0)) + timedelta(
            hours=chance.between(least, most)
        )

    def goes(person: Resident, errand: Errand) -> None:
        cast.plan(some_day(), lambda: person.go_for(errand))

    for person in residents:
        if chance.happens(BRINGS_EMPTIES):
            goes(person, empties(person, by_driver=person.habits.wants_home, paid_out=chance.happens(0.6)))
        if chance.happens(WANTS_SOMEBODY):
            goes(person, service(person))
        if chance.happens(BUYS_AT_THE_WALL):
            here = [no for station, no in places.slots if station == person.station_id]
            goes(person, slot(places.villages[person.station_id], chance.one_of(here)))
        if chance.happens(GETS_PARCELS):
            at = some_day()
            cast.plan(at, _allows(person))
            courier = chance.one_of(couriers)
            cast.plan(at + timedelta(hours=chance.between(1, 30)), _brings(courier, person))
    for _ in range(CARDS_A_DAY * days):
        station, no = chance.one_of(places.slots[::POPULAR])
        cast.plan(some_day(5.0, 23.0), _holds_card(cast, station, no, DECLINED if chance.happens(BAD_CARDS) else ""))


def _allows(person: Resident) -> Action:
    return lambda: person.go_for(parcels_allowed())


def _brings(courier: Courier, person: Resident) -> Action:
    return lambda: courier.bring(f"{person.name}, {person.village}")


def _holds_card(cast: Cast, station: str, no: int, card: str) -> Action:
    async def happen() -> None:
        cast.house.stations.card(station, no, card)

    return happen
