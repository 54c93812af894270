"""What is driven: vehicles, tours with their stops, the crates on board, and where each part of an order is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.errors import MoveRefused
from domain.ids import MerchantOrderId, OrderId, PersonId, StationId, StopId, TourId, VehicleId
from domain.tours.ports import Crates, Direction

# --- master data ---------------------------------------------------------------------------------------------


class VehicleKind(StrEnum):
    """What somebody drives."""

    VAN = "van"
    CAR = "car"
    CAR_TRAILER = "car_trailer"
    CARGO_BIKE = "cargo_bike"


@dataclass(eq=False, kw_only=True)
class Vehicle:
    """Something to carry crates in, and who drives it at which hours (OSM syntax; a gap is a pause).

    A van belongs to the centre and goes everywhere. With a `station_id` it is a volunteer's own: it is asked for
    only when the vans cannot do everything, and drives only for that pick-up point and its people.
    """

    id: VehicleId
    name: str
    kind: VehicleKind
    driver_id: PersonId
    hours: str
    lat: float
    lon: float
    crates_ambient: int
    crates_chilled: int
    station_id: StationId | None = None

    @property
    def room(self) -> Crates:
        """How many crates it takes."""
        return Crates(self.crates_ambient, self.crates_chilled)


CENTRE = "logistics_centre"


@dataclass(eq=False, kw_only=True)
class Place:
    """A place of the county's own. One of the kind CENTRE is where all goods are sorted."""

    id: str
    name: str
    kind: str
    town: str
    address: str
    lat: float
    lon: float
    hours: str


# --- tours ---------------------------------------------------------------------------------------------------


class TourStatus(StrEnum):
    """The life of a tour; `TOUR_MOVES` says what may follow what."""

    PLANNED = "planned"
    UNDERWAY = "underway"
    DONE = "done"
    STOPPED = "stopped"

    def is_open(self) -> bool:
        """Whether something of it is still to be driven."""
        return self in {self.PLANNED, self.UNDERWAY}


_T = TourStatus
TOUR_MOVES: dict[TourStatus, frozenset[TourStatus]] = {
    _T.PLANNED: frozenset({_T.UNDERWAY, _T.STOPPED}),
    _T.UNDERWAY: frozenset({_T.DONE, _T.STOPPED}),
    _T.DONE: frozenset(),
    _T.STOPPED: frozenset(),
}


class StopKind(StrEnum):
    """Where a vehicle halts."""

    MERCHANT = "merchant"
    CENTRE = "centre"
    STATION = "station"
    HOME = "home"


class StopStatus(StrEnum):
    """The life of a stop; `STOP_MOVES` says what may follow what."""

    OPEN = "open"
    ARRIVED = "arrived"
    DONE = "done"
    MISSED = "missed"  # the driver was there, and it could not be done
    DROPPED = "dropped"  # the tour was stopped before it

    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self in {self.OPEN, self.ARRIVED}

    def is_kept(self) -> bool:
        """Whether it is done, or will be."""
        return self.is_open() or self is self.DONE


_S = StopStatus
STOP_MOVES: dict[StopStatus, frozenset[StopStatus]] = {
    _S.OPEN: frozenset({_S.ARRIVED, _S.DONE, _S.MISSED, _S.DROPPED}),
    _S.ARRIVED: frozenset({_S.DONE, _S.MISSED, _S.DROPPED}),
    _S.DONE: frozenset(),
    _S.MISSED: frozenset(),
    _S.DROPPED: frozenset(),
}


class CrateKind(StrEnum):
    """What a crate is for. Frozen goods travel in chilled crates, in insulated bags; drinks in crates of their own."""

    AMBIENT = "ambient"
    CHILLED = "chilled"
    DRINKS = "drinks"


@dataclass(eq=False, kw_only=True)
class Crate:
    """One crate for one stop. `codes` are the orders in it, with a blank between; nobody's name is on a crate."""

    stop_id: StopId
    no: int
    kind: CrateKind
    codes: str
    grams: int


@dataclass(eq=False, kw_only=True)
class Stop:
    """One halt. `ref` is the id of the merchant, place, pick-up point or person; times are as planned.

    `told_from` and `told_until` are the hours that the people behind a door have been promised last.
    """

    id: StopId
    tour_id: TourId
    position: int
    kind: StopKind
    ref: str
    arrive: datetime
    leave: datetime
    crates_ambient: int
    crates_chilled: int
    status: StopStatus = StopStatus.OPEN
    status_at: datetime | None = None
    packed_at: datetime | None = None
    told_from: datetime | None = None
    told_until: datetime | None = None
    crates: list[Crate] = field(default_factory=list)

    def move(self, to: StopStatus, at: datetime) -> None:
        """Change the status. Raises `MoveRefused`."""
        if to not in STOP_MOVES[self.status]:
            raise MoveRefused(status=self.status, wanted=to)
        self.status, self.status_at = to, at

    @property
    def load(self) -> Crates:
        """The crates it takes on or leaves there."""
        return Crates(self.crates_ambient, self.crates_chilled)

    @property
    def grams(self) -> int:
        """What its crates weigh."""
        return sum(crate.grams for crate in self.crates)


@dataclass(eq=False, kw_only=True)
class Tour:
    """One way of one vehicle. `no` is its number among the tours of the day: people say "Tour 2".

    A tour that collects ends at the centre, one that delivers begins there. `told_delay_s` is the delay that the
    waiting have been told of.
    """

    id: TourId
    day: date
    no: int
    leg: Direction
    vehicle_id: VehicleId
    driver_id: PersonId
    starts_at: datetime
    ends_at: datetime
    metres: int
    driving_s: int
    status: TourStatus = TourStatus.PLANNED
    status_at: datetime
    status_by: PersonId
    told_delay_s: int = 0
    stops: list[Stop] = field(default_factory=list)
    version: int = 0

    def move(self, to: TourStatus, by: PersonId, at: datetime) -> None:
        """Change the status, noting who and when. Raises `MoveRefused`."""
        if to not in TOUR_MOVES[self.status]:
            raise MoveRefused(status=self.status, wanted=to)
        self.status, self.status_by, self.status_at = to, by, at

    def in_order(self) -> list[Stop]:
        """The stops as they are driven."""
        return sorted(self.stops, key=lambda stop: stop.position)

    def open_stops(self) -> list[Stop]:
        """What is still to be done, in order."""
        return [stop for stop in self.in_order() if stop.status.is_open()]

    def current(self) -> Stop | None:
        """The stop the driver is at, or on the way to; it is the only one of which the driver sees everything."""
        return next(iter(self.open_stops()), None) if self.status is TourStatus.UNDERWAY else None

    def stop(self, stop_id: StopId) -> Stop:
        """The stop of this id. Raises `MoveRefused`."""
        for stop in self.stops:
            if stop.id == stop_id:
                return stop
        raise MoveRefused(stop=stop_id)

    def halts(self) -> list[Stop]:
        """Its stops without the centre: what people count."""
        return [stop for stop in self.in_order() if stop.kind is not StopKind.CENTRE]

    def number_of(self, stop: Stop) -> int:
        """Which halt it is, counted from 1; the centre is none."""
        return next((number for number, one in enumerate(self.halts(), start=1) if one is stop), 0)


# --- goods on their way ----------------------------------------------------------------------------------------


class Whereabouts(StrEnum):
    """Where one merchant's part of an order is; `WAYS` says what may follow what. Nobody need note every step."""

    AT_MERCHANT = "at_merchant"
    ON_WAY_IN = "on_way_in"
    AT_CENTRE = "at_centre"
    IN_CRATE = "in_crate"
    ON_WAY = "on_way"
    THERE = "there"
    MISSING = "missing"

    def is_before_centre(self) -> bool:
        """Whether it has still to come to the centre."""
        return self in {self.AT_MERCHANT, self.ON_WAY_IN}

    def is_at_centre(self) -> bool:
        """Whether it lies at the centre."""
        return self in {self.AT_CENTRE, self.IN_CRATE}


_W = Whereabouts
WAYS: dict[Whereabouts, frozenset[Whereabouts]] = {
    _W.AT_MERCHANT: frozenset({_W.ON_WAY_IN, _W.AT_CENTRE, _W.IN_CRATE, _W.ON_WAY, _W.THERE, _W.MISSING}),
    _W.ON_WAY_IN: frozenset({_W.AT_CENTRE, _W.IN_CRATE, _W.ON_WAY, _W.THERE, _W.MISSING}),
    _W.AT_CENTRE: frozenset({_W.IN_CRATE, _W.ON_WAY, _W.THERE, _W.MISSING}),
    _W.IN_CRATE: frozenset({_W.AT_CENTRE, _W.ON_WAY, _W.THERE, _W.MISSING}),
    _W.ON_WAY: frozenset({_W.THERE, _W.AT_CENTRE, _W.MISSING}),
    _W.THERE: frozenset(),
    _W.MISSING: frozenset(),
}


@dataclass(eq=False, kw_only=True)
class Consignment:
    """One merchant's part of an order on its way: which stop fetches it, which stop brings it, and where it is.

    Its id is that of the part. Without `deliver_stop_id` nobody brings it, and a human has to decide.
    """

    id: MerchantOrderId
    order_id: OrderId
    day: date
    where: Whereabouts = Whereabouts.AT_MERCHANT
    where_at: datetime
    where_by: PersonId
    collect_stop_id: StopId | None = None
    deliver_stop_id: StopId | None = None
    version: int = 0

    def may_go(self, to: Whereabouts) -> bool:
        """Whether that is still ahead of it."""
        return to in WAYS[self.where]

    def go(self, to: Whereabouts, by: PersonId, at: datetime) -> None:
        """It is somewhere else now; noting where it is already is no change. Raises `MoveRefused`."""
        if to is self.where:
            return
        if not self.may_go(to):
            raise MoveRefused(status=self.where, wanted=to)
        self.where, self.where_by, self.where_at = to, by, at
