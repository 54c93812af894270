"""Small tours to try planners on, and the sample region as problems of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from domain.clock import at_local
from domain.tours.ports import Crates, Direction, Errand, Problem, Shift, Site, Way
from domain.tours.roads import Roads
from integrations.demo.region import Region, read_region

DAY = date(2026, 9, 23)  # a Wednesday
CENTRE = Site("L0", 51.7108, 9.1967)
MINUTE = timedelta(minutes=1)


def at(hour: int, minute: int = 0) -> datetime:
    """A time of that Wednesday."""
    return at_local(DAY, time(hour, minute))


class StraightRoad:
    """Travel times one can check in one's head: sites lie on one road, a minute and a kilometre apart by longitude."""

    def matrix(self, sites: Sequence[Site]) -> Sequence[Sequence[Way]]:
        return [[_way(round(abs(start.lon - end.lon))) for end in sites] for start in sites]


def _way(minutes: int) -> Way:
    return Way(minutes * 1000, minutes * MINUTE)


def milestone(minutes: int) -> Site:
    """The site so many minutes down the straight road."""
    return Site(f"km{minutes}", 51.7, float(minutes))


def errand(name: str, site: int | str, direction: Direction = Direction.DELIVER, **changes: object) -> Errand:
    """One crate, at any time from 8 to 18, five minutes."""
    values: dict[str, object] = {
        "id": name,
        "site": site if isinstance(site, str) else milestone(site).id,
        "direction": direction,
        "load": Crates(ambient=1),
        "earliest": at(8),
        "latest": at(18),
        "duration": 5 * MINUTE,
    }
    return Errand(**(values | changes))  # type: ignore[arg-type]  # plain keyword arguments of a test


def shift(name: str = "K1", start: int | str = 0, **changes: object) -> Shift:
    """A van from eight to four, with room for ten crates of each kind."""
    site = start if isinstance(start, str) else milestone(start).id
    values: dict[str, object] = {
        "id": name,
        "start": site,
        "end": site,
        "begins": at(8),
        "until": at(16),
        "room": Crates(10, 10),
    }
    return Shift(**(values | changes))  # type: ignore[arg-type]  # plain keyword arguments of a test


def on_the_road(errands: Sequence[Errand], shifts: Sequence[Shift]) -> Problem:
    """A problem on the straight road."""
    names = {one.site for one in errands} | {site for one in shifts for site in (one.start, one.end)}
    sites = [milestone(int(name.removeprefix("km"))) for name in names]
    return Problem(tuple(sorted(sites, key=lambda site: site.lon)), tuple(errands), tuple(shifts))


def straight_roads(problem: Problem) -> Roads:
    return Roads.between(problem.sites, StraightRoad().matrix(problem.sites))


# --- the sample region ------------------------------------------------------------------------------------------

VANS = (
    Shift("K1", "L0", "L0", at(5, 30), at(13, 30), Crates(40, 16)),
    Shift("K2", "L0", "L0", at(10), at(18), Crates(40, 16)),
)


def sample() -> Region:
    return read_region(datetime(2026, 9, 1, tzinfo=UTC))


def morning() -> Problem:
    """Ten merchants -> centre, with both vans."""
    merchants = sample().merchants
    sites = (CENTRE, *(Site(one.id, one.lat, one.lon) for one in merchants))
    errands = tuple(
        Errand(one.id, one.id, Direction.COLLECT, Crates(4, 2), at(8, 30), at(11, 30), 10 * MINUTE) for one in merchants
    )
    return Problem(sites, errands, VANS)


def afternoon() -> Problem:
    """Centre -> six stations and 25 homes, with the second van and five volunteers' cars."""
    region = sample()
    homes = [person for person in region.persons if person.wants_home]
    homes.append(next(person for person in region.persons if person.village and not person.wants_home))
    place = {village.key: village for village in region.villages}
    sites = [CENTRE, *(Site(one.id, one.lat, one.lon) for one in region.stations)]
    sites += [Site(one.id, place[one.village].lat, place[one.village].lon) for one in homes if one.village]
    errands = [
        Errand(one.id, one.id, Direction.DELIVER, Crates(4, 1), at(13), at(18), 12 * MINUTE) for one in region.stations
    ]
    errands += [
        Errand(one.id, one.id, Direction.DELIVER, Crates(1, int(number % 3 == 0)), at(14), at(18, 30), 6 * MINUTE)
        for number, one in enumerate(homes)
    ]
    cars = [
        Shift(f"V{number}", "L0", station.id, at(16), at(19), Crates(6, 1))
        for number, station in enumerate(region.stations[:5])
    ]
    return Problem(tuple(sites), tuple(errands), (VANS[1], *cars))
