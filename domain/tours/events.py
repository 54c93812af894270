"""What happened to tours. Residents do not know the word: they hear when somebody comes."""

from __future__ import annotations

from dataclasses import dataclass

from domain.events import Event
from domain.ids import MerchantId, MerchantOrderId, OrderId, PersonId, PickupId, StopId, TourId


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlanned(Event):
    """The tours of a day stand; `undone` are the sources and calls that nobody can do.

    `plain`: the engine has failed, and the ways are longer than they need be.
    """

    day: str
    tours: int
    undone: tuple[str, ...]
    again: bool
    plain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningStuck(Event):
    """No plan was found for a day: nothing is known about who can be served. It is tried again."""

    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallUndone(Event):
    """Somebody whom nobody can serve that day, by the name of the call ("home:R001", "merchant:BAE")."""

    day: str
    call: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TourAssigned(Event):
    """Somebody is to drive a tour (`again`: it has changed)."""

    tour_id: TourId
    driver_id: PersonId
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TourWithdrawn(Event):
    """Somebody need not drive after all: the tour was planned anew, stopped, or another one drives it."""

    day: str
    no: int
    driver_id: PersonId
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowTold(Event):
    """A resident has new hours in which somebody comes to the door (`again`: others than she knew)."""

    tour_id: TourId
    stop_id: StopId
    person_id: PersonId
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtElsewhere(Event):
    """What was to come to the door lies at the pick-up point instead: somebody has decided so, or nobody was home."""

    order_id: OrderId
    person_id: PersonId
    pickup_id: PickupId
    day: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComesLater(Event):
    """Parts of an order come on another day."""

    order_id: OrderId
    person_id: PersonId
    old_day: str
    new_day: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsShort(Event):
    """Something of a confirmed part is not delivered after all, and costs nothing.

    `why`: "missing" at the centre, "card" when nobody of age could take it, "by_hand" where no person was.
    """

    order_id: OrderId
    part_id: MerchantOrderId
    merchant_id: MerchantId
    person_id: PersonId
    lines: tuple[str, ...]
    why: str = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class TourBegan(Event):
    """A driver is on the way."""

    tour_id: TourId


@dataclass(frozen=True, slots=True, kw_only=True)
class TourEnded(Event):
    """Every stop of a tour is done."""

    tour_id: TourId


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeDelivered(Event):
    """Goods were handed over at a door; `not_given` are those that nobody of age could take."""

    tour_id: TourId
    stop_id: StopId
    person_id: PersonId
    order_ids: tuple[OrderId, ...]
    not_given: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyHome(Event):
    """Nobody opened: `neighbour` has taken the goods, or the pick-up point has, or they come back to the centre."""

    tour_id: TourId
    stop_id: StopId
    person_id: PersonId
    neighbour: str = ""
    station_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopTrouble(Event):
    """A driver reports a problem at a stop or on the way."""

    tour_id: TourId
    stop_id: StopId
    driver_id: PersonId
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TourQuiet(Event):
    """A driver has closed no stop for long: it is asked how things are."""

    tour_id: TourId
    stop_id: StopId
    driver_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class TourSilent(Event):
    """The driver who was asked has not answered: the office has to see to it."""

    tour_id: TourId
    stop_id: StopId
    driver_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class TourGivenBack(Event):
    """A driver cannot drive (on): somebody else is needed."""

    tour_id: TourId
    driver_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class TourOverdue(Event):
    """A tour should have begun by now, or (`begun`) should have ended."""

    tour_id: TourId
    driver_id: PersonId
    begun: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TourStopped(Event):
    """The office has stopped a tour. What has not been brought comes on another day."""

    tour_id: TourId
    by: PersonId
    orders: int
    aboard: tuple[str, ...]
