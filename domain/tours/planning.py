"""From what is to be driven to who drives it: the rounds that collect, then the tours that deliver.

Nothing here touches a store: it runs outside of the transaction, and its planner may take its time. The model is
told in docs/decisions/0012-tours-are-driven-in-rounds.md.

- Two rounds collect. What is ready early is at the centre by ten, all else soon after noon.
- What is at the centre is sorted, then it goes out; who waits for something late waits for all of it.
- Volunteers' own cars are asked for only when the vans cannot do everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from domain.clock import at_local
from domain.ids import VehicleId
from domain.tours.day import Call, Car, Day, Source, Span, bulk_sum, time_at_merchant, waiting
from domain.tours.ports import Direction, Errand, Plan, Problem, Route, Shift, Site, TourPlanner, TravelTimes

READY_EARLY = time(8, 45)  # what can be fetched by then comes with the first round
EARLY_BACK = time(10, 0)  # then the first round is back
FETCHED_LATEST = time(12, 30)
LOADING = timedelta(minutes=15)  # a van between two ways: unloading, loading, a moment of rest
NOBODY = ("nobody",)  # for an errand that no shift may do: an empty list would mean any
WORTH_DRIVING = timedelta(hours=1)  # a shorter stretch of time is no tour


@dataclass(frozen=True, slots=True)
class Halt:
    """One source or call on a way."""

    id: str
    arrive: datetime
    leave: datetime


@dataclass(frozen=True, slots=True)
class Drive:
    """One way of one vehicle. A collecting one ends at the centre, a delivering one begins there."""

    vehicle: VehicleId
    leg: Direction
    starts: datetime
    ends: datetime
    metres: int
    driving: timedelta
    halts: tuple[Halt, ...]


@dataclass(frozen=True, slots=True)
class DayPlan:
    """All ways of a day, and every source and call that nobody can do. `plain`: found without the engine."""

    day: date
    fingerprint: str
    drives: tuple[Drive, ...]
    undone: tuple[str, ...]
    plain: bool = False


def plan_day(day: Day, planner: TourPlanner, ways: TravelTimes, limit: timedelta) -> DayPlan:
    """Ways for all that is to be driven. Each search takes up to `limit`; there are up to four.

    Raises `PlanningFailed`.
    """
    work = _Work(day, planner, ways, limit)
    work.collect()
    work.deliver()
    return DayPlan(day.day, day.fingerprint(), tuple(work.drives), tuple(sorted(work.undone)))


@dataclass
class _Work:
    """A plan in the making: what is driven, what nobody can do, and the hours in which each vehicle is free."""

    day: Day
    planner: TourPlanner
    ways: TravelTimes
    limit: timedelta
    drives: list[Drive] = field(default_factory=list)
    undone: set[str] = field(default_factory=set)
    free: dict[VehicleId, list[Span]] = field(default_factory=dict)
    there: dict[str, datetime] = field(default_factory=dict)  # when the goods of a source are sorted at the centre

    def __post_init__(self) -> None:
        soon = self.day.now + LOADING
        for car in self.day.cars:
            self.free[car.id] = [(max(begin, soon), end) for begin, end in car.hours if end > soon]

    # --- collecting -------------------------------------------------------------------------------------------

    def collect(self) -> None:
        """The early round; then the late one, which also takes what the early one could not."""
        waiting = [source for source in self.day.sources if self.day.of_source(source.id)]
        early = [source for source in waiting if self._opens(source) <= self._at(READY_EARLY)]
        left = self._round(early, self._at(EARLY_BACK))
        late = [source for source in waiting if source not in early or source.id in left]
        self.undone |= self._round(late, None)

    def _round(self, sources: Sequence[Source], back: datetime | None) -> set[str]:
        """Fetch from these; what was not possible."""
        errands = [errand for source in sources if (errand := self._fetching(source)) is not None]
        left = {source.id for source in sources} - {errand.id for errand in errands}
        if not errands:
            return left
        shifts = [
            self._shift(car, f"{car.id}#{at}", begin, min(end, back) if back else end, self.day.centre)
            for car in self._vans()
            for at, (begin, end) in enumerate(self.free[car.id])
            if back is None or begin < back
        ]
        plan = self._plan(errands, shifts)
        for route in plan.routes:
            self._note(route, Direction.COLLECT)
            for visit in route.visits:
                self.there[visit.errand] = route.back + self.day.sorting
        return left | set(plan.undone)

    def _fetching(self, source: Source) -> Errand | None:
        load = bulk_sum(self.day.of_source(source.id)).crates()
        takes = time_at_merchant(load)
        latest = self._at(FETCHED_LATEST)
        for begin, end in source.open:
            earliest, last = max(begin, source.ready, self.day.now), min(end - takes, latest)
            if earliest <= last:
                people = waiting(self.day.of_source(source.id))
                return Errand(
                    source.id,
                    source.site.id,
                    Direction.COLLECT,
                    load,
                    earliest,
                    last,
                    takes,
                    urgent=True,
                    people=people,
                )
        return None

    def _opens(self, source: Source) -> datetime:
        begins = [begin for begin, _ in source.open]
        return max(min(begins), source.ready) if begins else datetime.max.replace(tzinfo=source.ready.tzinfo)

    # --- delivering -------------------------------------------------------------------------------------------

    def deliver(self) -> None:
        """The vans; and the volunteers' cars with them if that leaves anybody waiting."""
        self.undone |= {call.id for call in self.day.calls if call.site is None}
        released = {call.id: at for call in self.day.calls if call.site and (at := self._released(call)) is not None}
        if not released:
            return
        vans = self._shifts(self._vans(), released)
        plan = self._plan(self._errands(released, vans), list(vans))
        if plan.undone and (cars := self._shifts(self._volunteers(), released)):
            plan = self._plan(self._errands(released, vans | cars), [*vans, *cars])
        self.undone |= set(plan.undone)
        for route in plan.routes:
            self._note(route, Direction.DELIVER)

    def _shifts(self, cars: Sequence[Car], released: dict[str, datetime]) -> dict[Shift, Car]:
        return {shift: car for car in cars for shift in self._tours_of(car, released)}

    def _released(self, call: Call) -> datetime | None:
        """When all that can come for this call is sorted at the centre; None: nothing of it comes."""
        at = [one.there_at or self.there.get(one.source) for one in self.day.of_call(call.id)]
        coming = [instant for instant in at if instant is not None]
        return max(*coming, self.day.now) if coming else None

    def _tours_of(self, car: Car, released: dict[str, datetime]) -> list[Shift]:
        """The hours in which a vehicle can bring something; a van goes twice if something comes late."""
        first, last = min(released.values()), max(released.values())
        shifts = []
        for at, (begin, end) in enumerate(self.free[car.id]):
            ready = self._at_centre(car, begin)
            out = max(ready, first) + LOADING
            again = max(ready, last) + LOADING
            if car.station is None and again - out >= WORTH_DRIVING and end - again >= WORTH_DRIVING:
                shifts.append(self._shift(car, f"{car.id}#{at}a", out, again - LOADING, self.day.centre))
                shifts.append(self._shift(car, f"{car.id}#{at}b", again, end, self.day.centre))
            elif end - out >= WORTH_DRIVING:
                out = again if end - again >= WORTH_DRIVING else out
                shifts.append(self._shift(car, f"{car.id}#{at}", out, end, self._home(car)))
        return shifts

    def _errands(self, released: dict[str, datetime], shifts: dict[Shift, Car]) -> list[Errand]:
        return [self._errand(call, released[call.id], shifts) for call in self.day.calls if call.id in released]

    def _errand(self, call: Call, there: datetime, shifts: dict[Shift, Car]) -> Errand:
        """To be done by shifts that begin after the goods are there; a volunteer drives for one pick-up point."""
        assert call.site is not None
        load = bulk_sum(self.day.of_call(call.id)).crates()
        may = [s.id for s, car in shifts.items() if s.begins >= there and car.station in {None, call.station}]
        earliest, latest = call.between
        return Errand(
            call.id,
            call.site.id,
            Direction.DELIVER,
            load,
            earliest,
            latest - call.duration,
            call.duration,
            vehicles=tuple(may) or NOBODY,
            urgent=load.chilled > 0,
            people=waiting(self.day.of_call(call.id)),
        )

    def _at_centre(self, car: Car, begin: datetime) -> datetime:
        """When a vehicle can be at the centre; a volunteer comes from home."""
        if car.station is None:
            return begin
        return begin + self.ways.matrix([car.site, self.day.centre])[0][1].time

    def _home(self, car: Car) -> Site:
        return self.day.centre if car.station is None else car.site

    # --- shared -----------------------------------------------------------------------------------------------

    def _plan(self, errands: Sequence[Errand], shifts: Sequence[Shift]) -> Plan:
        sites = {site.id: site for site in self._sites()}
        used = {self.day.centre.id, *(errand.site for errand in errands), *(s.end for s in shifts)}
        if not shifts:
            return Plan((), tuple(errand.id for errand in errands))
        problem = Problem(tuple(sites[one] for one in sorted(used)), tuple(errands), tuple(shifts))
        return self.planner.plan(problem, self.limit)

    def _sites(self) -> list[Site]:
        calls = [call.site for call in self.day.calls if call.site is not None]
        return [
            self.day.centre,
            *(source.site for source in self.day.sources),
            *calls,
            *(car.site for car in self.day.cars),
        ]

    def _shift(self, car: Car, name: str, begins: datetime, until: datetime, end: Site) -> Shift:
        return Shift(name, self.day.centre.id, end.id, begins, until, car.room)

    def _note(self, route: Route, leg: Direction) -> None:
        """Keep a way, and take its time from the hours of the vehicle."""
        vehicle = VehicleId(route.shift.split("#", maxsplit=1)[0])
        halts = tuple(Halt(visit.errand, visit.arrive, visit.leave) for visit in route.visits)
        self.drives.append(Drive(vehicle, leg, route.leaves, route.back, route.metres, route.driving, halts))
        again = route.back + LOADING
        cut = [(begin, min(end, route.leaves)) for begin, end in self.free[vehicle] if begin < route.leaves]
        rest = [(max(begin, again), end) for begin, end in self.free[vehicle] if end > again]
        self.free[vehicle] = [(begin, end) for begin, end in (*cut, *rest) if end - begin >= WORTH_DRIVING]

    def _vans(self) -> list[Car]:
        return [car for car in self.day.cars if car.station is None]

    def _volunteers(self) -> list[Car]:
        return [car for car in self.day.cars if car.station is not None]

    def _at(self, clock_time: time) -> datetime:
        return at_local(self.day.day, clock_time)
