"""What is to be driven on one day, as plain values: read from the store, handed to a planner outside of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from domain.catalogue.calendar import is_tour_day
from domain.catalogue.model import Merchant
from domain.clock import at_local
from domain.county import County
from domain.ids import MerchantId, MerchantOrderId, OrderId, PersonId, StationId, StopId, VehicleId
from domain.lockers.packing import HEAVY_G
from domain.ordering.model import MerchantOrder, MerchantOrderStatus, Order, Receive
from domain.ordering.schedule import ready_on
from domain.people.finding import home_of
from domain.store import UnitOfWork
from domain.tours.calls import call_of, receive_on, source_of, split
from domain.tours.errors import NoTourDay
from domain.tours.loads import Bulk, bulk_of, in_loads
from domain.tours.model import CENTRE, Consignment, StopKind, Tour, TourStatus, Vehicle, Whereabouts
from domain.tours.ports import Crates, Site
from domain.tours.timing import spans

AGREED = {MerchantOrderStatus.CONFIRMED, MerchantOrderStatus.PARTLY_CONFIRMED}
GONE = {Whereabouts.THERE, Whereabouts.MISSING}
STARTED = {TourStatus.UNDERWAY, TourStatus.DONE}
AT_A_MERCHANT = timedelta(minutes=6)
AT_A_STATION = timedelta(minutes=5)
AN_ORDER = timedelta(minutes=3)  # to put one order into its compartments
AT_A_DOOR = timedelta(minutes=5)
A_CRATE = timedelta(minutes=1)
INTO_THE_KITCHEN = timedelta(minutes=3)

AT_ANY_TIME = datetime.fromtimestamp(0, UTC)

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Goods:
    """One merchant's part that somebody waits for at `call`. `there_at`: it is at the centre then, or already."""

    part: MerchantOrderId
    order: OrderId
    source: str
    call: str
    code: str
    bulk: Bulk
    there_at: datetime | None


@dataclass(frozen=True, slots=True)
class Source:
    """A load to be fetched from a merchant: from when on it is ready, and when the shop is open.

    A load fits into one van. What is more has several sources, with the same merchant.
    """

    id: str
    ref: MerchantId
    site: Site
    ready: datetime
    open: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody waits: a pick-up point or a door. `site` is None where nobody knows where that is."""

    id: str
    kind: StopKind
    ref: str
    site: Site | None
    station: StationId
    between: Span
    duration: timedelta


@dataclass(frozen=True, slots=True)
class Car:
    """A vehicle with its hours of the day; a volunteer's own drives for one pick-up point only."""

    id: VehicleId
    driver: PersonId
    site: Site
    room: Crates
    hours: tuple[Span, ...]
    station: StationId | None


@dataclass(frozen=True, slots=True)
class Day:
    """Everything a planner must know of one day. What is under way already is not in it."""

    day: date
    now: datetime
    centre: Site
    sorting: timedelta
    sources: tuple[Source, ...]
    calls: tuple[Call, ...]
    goods: tuple[Goods, ...]
    cars: tuple[Car, ...]

    def fingerprint(self) -> str:
        """The same as long as nothing has changed but the time."""
        return sha256(repr(replace(self, now=AT_ANY_TIME)).encode()).hexdigest()[:24]

    def of_source(self, source: str) -> list[Goods]:
        """What is fetched there."""
        return [one for one in self.goods if one.source == source and one.there_at is None]

    def of_call(self, call: str) -> list[Goods]:
        """What is brought there."""
        return [one for one in self.goods if one.call == call]


def bulk_sum(goods: Iterable[Goods]) -> Bulk:
    """All of it together."""
    return sum((one.bulk for one in goods), Bulk())


def waiting(goods: Iterable[Goods]) -> int:
    """How many orders are let down when it does not come."""
    return len({one.order for one in goods})


def read_day(county: County, store: UnitOfWork, day: date) -> Day:
    """What is to be driven on this day. Raises `NoTourDay` for a Sunday, a holiday, and a county without a centre."""
    centre = next((place for place in store.tours.places() if place.kind == CENTRE), None)
    if centre is None or not is_tour_day(county.calendar, day):
        raise NoTourDay(day=day)
    reader = _Reader(county, store, day)
    reader.read()
    cars = tuple(car for vehicle in store.tours.vehicles() if (car := reader.car(vehicle)).hours)
    reader.share_out([car.room for car in cars if car.station is None])
    return Day(
        day=day,
        now=county.now(),
        centre=Site(centre.id, centre.lat, centre.lon),
        sorting=county.rules.tours.sorting,
        sources=tuple(reader.sources[key] for key in sorted(reader.sources)),
        calls=tuple(reader.call(key) for key in sorted(reader.waiting)),
        goods=tuple(sorted(reader.goods, key=lambda one: one.part)),
        cars=cars,
    )


class _Reader:
    """Gathers a day from the store."""

    def __init__(self, county: County, store: UnitOfWork, day: date) -> None:
        self.county, self.store, self.day = county, store, day
        self.tours = list(store.tours.of_day(day))
        begun = [tour for tour in self.tours if tour.status in STARTED]
        self.fixed = {stop.id: tour for tour in begun for stop in tour.stops if stop.status.is_kept()}
        self.goods: list[Goods] = []
        self.sources: dict[str, Source] = {}
        self.waiting: dict[str, list[Order]] = defaultdict(list)

    def read(self) -> None:
        for part in self.store.orders.parts_coming(self.day):
            order = self.store.orders.get(part.order_id)
            if order is None or part.status not in AGREED:
                continue
            receive = receive_on(self.store, order, self.day)
            if any(line.travels(receive) for line in part.lines):
                self._take(part, order, receive, self.store.tours.consignment(part.id))

    def _take(self, part: MerchantOrder, order: Order, receive: Receive, known: Consignment | None) -> None:
        if known is not None and (known.where in GONE or self._started(known.deliver_stop_id) is not None):
            return
        source, call = source_of(part.merchant_id), call_of(order, receive)
        there_at = self._there_at(known)
        self.goods.append(Goods(part.id, order.id, source, call, order.code, bulk_of(part, receive), there_at))
        self.waiting[call].append(order)
        if there_at is None:
            self._need(source, part)

    def share_out(self, rooms: Collection[Crates]) -> None:
        """Where a merchant has more than any van holds, it is fetched in loads; who waits together comes together."""
        for merchant_id in {source.ref for source in self.sources.values()}:
            first = source_of(merchant_id)
            parts = sorted((one for one in self.goods if one.source == first), key=lambda one: (one.call, one.part))
            loads = in_loads([(one.part, one.bulk) for one in parts], rooms)
            for number, names in enumerate(loads[1:], start=2):
                self._part_from(first, source_of(merchant_id, number), set(names))

    def _part_from(self, first: str, source: str, parts: Collection[str]) -> None:
        self.goods = [replace(one, source=source) if one.part in parts else one for one in self.goods]
        if any(one.source == source and one.there_at is None for one in self.goods):
            known = self.sources[first]
            self.sources[source] = replace(known, id=source, site=replace(known.site, id=source))

    def _started(self, stop_id: StopId | None) -> Tour | None:
        return self.fixed.get(stop_id) if stop_id is not None else None

    def _there_at(self, known: Consignment | None) -> datetime | None:
        """When it is at the centre, if it is there or on its way in a tour that has begun."""
        if known is None:
            return None
        if not known.where.is_before_centre():
            return known.where_at
        tour = self._started(known.collect_stop_id)
        return tour.ends_at if tour is not None else None

    def _need(self, source: str, part: MerchantOrder) -> None:
        merchant = self.store.catalogue.merchant(part.merchant_id)
        assert merchant is not None, f"a part of an unknown merchant {part.merchant_id}"
        ready = ready_on(merchant, part.cutoff)
        before = self.sources.get(source)
        if before is not None:
            self.sources[source] = replace(before, ready=max(before.ready, ready))
            return
        self.sources[source] = Source(
            source, merchant.id, Site(source, merchant.lat, merchant.lon), ready, self._open(merchant)
        )

    def _open(self, merchant: Merchant) -> tuple[Span, ...]:
        return tuple(self.county.calendar.spans_on(merchant.opening_hours, self.day))

    def call(self, key: str) -> Call:
        kind, ref = split(key)
        orders = self.waiting[key]
        begins, ends = self.county.rules.day_begins, self.county.rules.day_ends
        between = at_local(self.day, begins), at_local(self.day, ends)
        if kind is StopKind.HOME:
            return self._door(key, PersonId(ref), orders, between)
        station = self.store.lockers.station(StationId(ref))
        assert station is not None, f"an order for an unknown pick-up point {ref}"
        duration = AT_A_STATION + AN_ORDER * len({order.id for order in orders})
        # A pick-up point asks nobody to open: whoever drives earlier or later may come.
        between = at_local(self.day, begins) - timedelta(hours=3), at_local(self.day, ends) + timedelta(hours=2)
        site = Site(key, station.lat, station.lon)
        return Call(key, StopKind.STATION, ref, site, station.id, between, duration)

    def _door(self, key: str, person_id: PersonId, orders: list[Order], between: Span) -> Call:
        person = self.store.people.get(person_id)
        home = home_of(self.store, person) if person is not None else None
        bulk = bulk_sum(one for one in self.goods if one.call == key)
        crates = bulk.crates()
        duration = AT_A_DOOR + A_CRATE * (crates.ambient + crates.chilled)
        if person is not None and person.carry_in and bulk.grams >= HEAVY_G:
            duration += INTO_THE_KITCHEN
        site = Site(key, *home) if home is not None else None
        return Call(key, StopKind.HOME, person_id, site, orders[0].station_id, between, duration)

    def car(self, vehicle: Vehicle) -> Car:
        free = spans(self.county, vehicle, self.day)
        for tour in self.tours:
            if tour.vehicle_id == vehicle.id and tour.status in STARTED:
                free = [(max(begin, tour.ends_at), end) for begin, end in free if end > tour.ends_at]
        site = Site(f"car:{vehicle.id}", vehicle.lat, vehicle.lon)
        return Car(vehicle.id, vehicle.driver_id, site, vehicle.room, tuple(free), vehicle.station_id)


def time_at_merchant(crates: Crates) -> timedelta:
    """How long it takes to load there."""
    return AT_A_MERCHANT + A_CRATE / 2 * (crates.ambient + crates.chilled)
