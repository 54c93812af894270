"""Writing a plan down: new tours in the place of those that have not begun, and who has to hear of it."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from domain.clock import at_local, local
from domain.county import County
from domain.errors import NotFound
from domain.ids import PersonId, StopId, TourId
from domain.people.model import Actor
from domain.store import UnitOfWork
from domain.tours.calls import split
from domain.tours.day import Day, Goods, bulk_sum
from domain.tours.events import CallUndone, DayPlanned, TourAssigned, TourWithdrawn, WindowTold
from domain.tours.loads import Bulk, packed
from domain.tours.model import Consignment, Stop, StopKind, Tour, TourStatus
from domain.tours.planning import LOADING, DayPlan, Drive
from domain.tours.ports import Direction
from domain.tours.watching import is_over, watch

QUARTER = 15


def window_around(county: County, arrive: datetime, *, not_before: datetime | None = None) -> tuple[datetime, datetime]:
    """Honest hours around an arrival: on a quarter of an hour, within the day, and as wide as the county says."""
    width, day = county.rules.tours.window, local(arrive).date()
    earliest = at_local(day, county.rules.day_begins)
    latest = max(earliest, at_local(day, county.rules.day_ends) - width)
    begins = min(max(_quarter(arrive - width / 2), earliest), latest)
    if not_before is not None:  # nobody comes an hour ago
        begins = max(begins, _quarter(not_before))
    return begins, begins + width


def _quarter(instant: datetime) -> datetime:
    """The quarter of an hour that has begun."""
    return instant.replace(minute=instant.minute // QUARTER * QUARTER, second=0, microsecond=0)


class PlanWriter:
    """Writes one plan of one day."""

    def __init__(self, county: County, store: UnitOfWork, actor: Actor, day: Day, made: DayPlan) -> None:
        self.county, self.store, self.actor, self.day, self.made = county, store, actor, day, made
        self.of_day = list(store.tours.of_day(made.day))
        self.before = [tour for tour in self.of_day if tour.status is TourStatus.PLANNED]
        self.stop_of: dict[str, StopId] = {}

    def write(self) -> None:
        """Tours, goods, and everybody who hears of it."""
        replaced = list(self.before)
        for tour in self.before:
            self.store.tours.remove(tour)
            is_over(self.store, tour)
        for drive in sorted(self.made.drives, key=lambda drive: (drive.starts, drive.vehicle)):
            old = next((t for t in replaced if (t.vehicle_id, t.leg) == (drive.vehicle, drive.leg)), None)
            if old is not None:
                replaced.remove(old)
            new = self._tour(drive, old)
            self.store.tours.add(new)
            watch(self.store, new)
            self._tell_driver(new, old)
            self._tell_homes(new)
        for tour in replaced:
            self._record_withdrawn(tour)
        self._send_goods()
        self._tell_office()

    # --- tours -------------------------------------------------------------------------------------------------

    def _tour(self, drive: Drive, old: Tour | None) -> Tour:
        vehicle = self.store.tours.vehicle(drive.vehicle)
        if vehicle is None:
            raise NotFound
        tour = Tour(
            id=TourId(self.county.ids.new()),
            day=self.made.day,
            no=old.no if old is not None else self._free_number(),
            leg=drive.leg,
            vehicle_id=drive.vehicle,
            driver_id=old.driver_id if old is not None else vehicle.driver_id,
            starts_at=drive.starts,
            ends_at=drive.ends,
            metres=drive.metres,
            driving_s=round(drive.driving.total_seconds()),
            status_at=self.county.now(),
            status_by=self.actor.person_id,
        )
        halts = [self._stop(tour, call.id, call.arrive, call.leave) for call in drive.halts]
        centre = self._centre(tour, [one for halt in drive.halts for one in self._goods_at(halt.id, drive.leg)])
        tour.stops = [*halts, centre] if drive.leg is Direction.COLLECT else [centre, *halts]
        for position, stop in enumerate(tour.stops):
            stop.position = position
        return tour

    def _free_number(self) -> int:
        taken = {tour.no for tour in (*self.of_day, *self.store.tours.of_day(self.made.day))}
        return next(no for no in count(1) if no not in taken)

    def _stop(self, tour: Tour, name: str, arrive: datetime, leave: datetime) -> Stop:
        kind, ref = split(name)
        goods = self._goods_at(name, tour.leg)
        room = bulk_sum(goods).crates()
        stop = Stop(
            id=StopId(self.county.ids.new()),
            tour_id=tour.id,
            position=0,
            kind=kind,
            ref=ref,
            arrive=arrive,
            leave=leave,
            crates_ambient=room.ambient,
            crates_chilled=room.chilled,
        )
        if tour.leg is Direction.DELIVER:
            stop.crates = packed(stop.id, _by_order(goods))
        if kind is StopKind.HOME:
            stop.told_from, stop.told_until = self._hours(stop)
        self.stop_of[name] = stop.id
        return stop

    def _centre(self, tour: Tour, goods: list[Goods]) -> Stop:
        """Where a tour that delivers loads, and one that collects unloads."""
        ends = tour.leg is Direction.COLLECT
        room = bulk_sum(goods).crates()
        return Stop(
            id=StopId(self.county.ids.new()),
            tour_id=tour.id,
            position=0,
            kind=StopKind.CENTRE,
            ref=self.day.centre.id,
            arrive=tour.ends_at if ends else tour.starts_at - LOADING,
            leave=tour.ends_at + LOADING if ends else tour.starts_at,
            crates_ambient=room.ambient,
            crates_chilled=room.chilled,
        )

    def _goods_at(self, name: str, leg: Direction) -> list[Goods]:
        if leg is Direction.COLLECT:
            return self.day.of_source(name)
        return [one for one in self.day.of_call(name) if self._comes(one)]

    def _comes(self, one: Goods) -> bool:
        """Whether it is at the centre, or somebody fetches it."""
        return one.there_at is not None or one.source not in self.made.undone

    # --- goods -------------------------------------------------------------------------------------------------

    def _send_goods(self) -> None:
        """Note for each part which stop fetches and which brings it; what nobody brings has no such stop."""
        now, kept = self.county.now(), {one.part for one in self.day.goods}
        lost = {stop.id for tour in self.before for stop in tour.stops}
        for known in self.store.tours.consignments_of_day(self.made.day):
            if known.id not in kept and known.deliver_stop_id in lost:  # called off since
                known.deliver_stop_id = None
        for one in self.day.goods:
            consignment = self.store.tours.consignment(one.part)
            if consignment is None:
                consignment = Consignment(
                    id=one.part, order_id=one.order, day=self.made.day, where_at=now, where_by=self.actor.person_id
                )
                self.store.tours.add_consignment(consignment)
            consignment.day = self.made.day
            consignment.deliver_stop_id = self.stop_of.get(one.call) if self._comes(one) else None
            if one.there_at is None:
                consignment.collect_stop_id = self.stop_of.get(one.source)

    # --- who hears of it ---------------------------------------------------------------------------------------

    def _hours(self, stop: Stop) -> tuple[datetime, datetime]:
        """What was promised, as long as it holds; else new hours."""
        known = self._promised(PersonId(stop.ref))
        if known is not None and known[0] <= stop.arrive <= known[1]:
            return known
        return window_around(self.county, stop.arrive)

    def _promised(self, person_id: PersonId) -> tuple[datetime, datetime] | None:
        stops = (stop for tour in self.of_day for stop in tour.stops if stop.ref == person_id)
        told = [(stop.told_from, stop.told_until) for stop in stops]
        return next(((begin, end) for begin, end in told if begin is not None and end is not None), None)

    def _tell_homes(self, tour: Tour) -> None:
        for stop in tour.stops:
            if stop.kind is StopKind.HOME:
                known = self._promised(PersonId(stop.ref))
                if known != (stop.told_from, stop.told_until):
                    again = known is not None
                    person = PersonId(stop.ref)
                    self.store.record(WindowTold(tour_id=tour.id, stop_id=stop.id, person_id=person, again=again))

    def _tell_driver(self, new: Tour, old: Tour | None) -> None:
        if old is None or _way(new) != _way(old):
            again = old is not None
            self.store.record(TourAssigned(tour_id=new.id, driver_id=new.driver_id, again=again))

    def _record_withdrawn(self, tour: Tour) -> None:
        self.store.record(
            TourWithdrawn(day=tour.day.isoformat(), no=tour.no, driver_id=tour.driver_id, why="replanned")
        )

    def _tell_office(self) -> None:
        day = self.made.day.isoformat()
        planned = len(self.made.drives)
        self.store.record(
            DayPlanned(day=day, tours=planned, undone=self.made.undone, again=bool(self.before), plain=self.made.plain)
        )
        for call in self.made.undone:
            self.store.record(CallUndone(day=day, call=call))


def _by_order(goods: list[Goods]) -> list[tuple[str, Bulk]]:
    codes = sorted({one.code for one in goods})
    return [(code, bulk_sum(one for one in goods if one.code == code)) for code in codes]


def _way(tour: Tour) -> tuple[datetime, list[tuple[StopKind, str]]]:
    """What a driver must know of a tour: when it begins and where it leads."""
    return tour.starts_at, [(stop.kind, stop.ref) for stop in tour.in_order()]
