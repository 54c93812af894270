"""What drivers do: begin, load, bring, hand over, and say what could not be done. One stop at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from domain.clock import local_day
from domain.county import County
from domain.deposits.counting import fetch, hand_in, stored_at, to_fetch
from domain.deposits.model import EmptiesReturn
from domain.distance import kilometres
from domain.errors import MoveRefused, NotAllowed, NotFound
from domain.ids import PersonId, StationId, StopId, TourId
from domain.lockers.errors import StationFull
from domain.lockers.model import Pickup, PickupStatus
from domain.lockers.service import waits_for_filling
from domain.ordering.model import MerchantOrder, MerchantOrderStatus, OrderLine, Receive
from domain.ordering.shortage import shorten
from domain.people.finding import home_of
from domain.people.model import Actor, Person, Role
from domain.permission import allowed
from domain.store import UnitOfWork
from domain.tours.delays import expect_nothing, expect_stop, tell_delay
from domain.tours.doors import leave_door
from domain.tours.events import (
    GoodsShort,
    HomeDelivered,
    NobodyHome,
    StopTrouble,
    TourBegan,
    TourEnded,
    TourGivenBack,
)
from domain.tours.model import Consignment, Stop, StopKind, StopStatus, Tour, TourStatus, Whereabouts
from domain.tours.moving import bring_later, hold_compartments, order_of
from domain.tours.ports import Direction
from domain.tours.timing import want_tours
from domain.tours.watching import has_begun, is_over

DRIVERS = (Role.DRIVER, Role.VOLUNTEER)
AIR_LINE_KMH = 30  # for a way that no planner has seen
UNLOADING = timedelta(minutes=10)
NEXT_PLACE = {
    StopKind.MERCHANT: Whereabouts.ON_WAY_IN,
    StopKind.CENTRE: Whereabouts.ON_WAY,
    StopKind.STATION: Whereabouts.THERE,
}
ON_BOARD = {MerchantOrderStatus.CONFIRMED, MerchantOrderStatus.PARTLY_CONFIRMED}


# --- one's tours -------------------------------------------------------------------------------------------------


@allowed(*DRIVERS)
def my_tours(county: County, store: UnitOfWork, actor: Actor, day: date) -> list[Tour]:
    """What the actor has still to drive on a day, the one under way first."""
    mine = [tour for tour in store.tours.of_day(day) if tour.driver_id == actor.person_id and tour.status.is_open()]
    return sorted(mine, key=lambda tour: (tour.status is not TourStatus.UNDERWAY, tour.starts_at))


@allowed(*DRIVERS)
def begin_tour(county: County, store: UnitOfWork, actor: Actor, tour_id: TourId) -> Tour:
    """Set out. Raises `MoveRefused` on another day, and while another tour of one's own is under way."""
    tour = _own(store, actor, tour_id)
    if tour.status is TourStatus.UNDERWAY:
        return tour
    others = my_tours(county, store, actor, tour.day)
    if tour.day != local_day(county.now()) or any(one.status is TourStatus.UNDERWAY for one in others):
        raise MoveRefused(status=tour.status)
    tour.move(TourStatus.UNDERWAY, actor.person_id, county.now())
    has_begun(store, tour)
    expect_stop(county, store, tour, behind=county.now() - tour.starts_at)
    store.record(TourBegan(tour_id=tour.id))
    return tour


@allowed(*DRIVERS)
def give_back(county: County, store: UnitOfWork, actor: Actor, tour_id: TourId) -> Tour:
    """One cannot drive (on): the office finds somebody else. Till then it stays one's own."""
    tour = _own(store, actor, tour_id)
    if not tour.status.is_open():
        raise MoveRefused(status=tour.status)
    store.record(TourGivenBack(tour_id=tour.id, driver_id=actor.person_id))
    return tour


# --- at a stop -----------------------------------------------------------------------------------------------------


@allowed(*DRIVERS)
def done_here(county: County, store: UnitOfWork, actor: Actor, tour_id: TourId, stop_id: StopId) -> Tour:
    """Loaded at a merchant or the centre, unloaded there, or put in at a pick-up point. On to the next stop.

    Doors have `handed_over`. What no compartment has taken rides back and comes again on the next tour day.
    """
    tour, stop = _at(store, actor, tour_id, stop_id)
    if stop.kind is StopKind.HOME:
        raise MoveRefused(status=stop.status)
    if stop.kind is StopKind.STATION:
        _bring_again(county, store, actor, tour, parts_at(store, stop))
    for consignment in _touched(store, tour, stop):
        if consignment.may_go(NEXT_PLACE[stop.kind]):  # the centre may have noted it further on, by mistake or not
            consignment.go(NEXT_PLACE[stop.kind], actor.person_id, county.now())
    _close(county, store, actor, tour, stop, StopStatus.DONE)
    return tour


@allowed(*DRIVERS)
def card_seen(county: County, store: UnitOfWork, actor: Actor, tour_id: TourId, stop_id: StopId) -> Person:
    """The person at the door is 18 or older, as her identity card says. It is looked at once in a lifetime."""
    _, stop = _at(store, actor, tour_id, stop_id)
    person = _behind(store, stop)
    person.adult_checked_on, person.adult_checked_by = local_day(county.now()), actor.person_id
    return person


@allowed(*DRIVERS)
def handed_over(
    county: County, store: UnitOfWork, actor: Actor, tour_id: TourId, stop_id: StopId, *, of_age: bool = True
) -> Tour:
    """Everything is in the hands of the resident; not `of_age`: all but what only adults may have, which costs nothing.

    Raises `MoveRefused` while the card has still to be seen.
    """
    tour, stop = _at(store, actor, tour_id, stop_id)
    if of_age and card_needed(store, stop):
        raise MoveRefused(status=stop.status)
    kept = [] if of_age else _keep_from_minors(county, store, actor, stop, "card")
    _give(county, store, actor, stop)
    _close(county, store, actor, tour, stop, StopStatus.DONE)
    store.record(
        HomeDelivered(
            tour_id=tour.id,
            stop_id=stop.id,
            person_id=PersonId(stop.ref),
            order_ids=tuple(sorted({one.order_id for one in store.tours.consignments_of(stop.id)})),
            not_given=tuple(kept),
        )
    )
    return tour


@allowed(*DRIVERS)
def left_with_neighbour(
    county: County, store: UnitOfWork, actor: Actor, tour_id: TourId, stop_id: StopId, neighbour: str
) -> Tour:
    """Nobody was home, and the neighbour she has named has taken it. What only adults may have, nobody else takes."""
    tour, stop = _at(store, actor, tour_id, stop_id)
    _keep_from_minors(county, store, actor, stop, "by_hand")
    _give(county, store, actor, stop)
    _close(county, store, actor, tour, stop, StopStatus.MISSED)
    store.record(
        NobodyHome(tour_id=tour.id, stop_id=stop.id, person_id=PersonId(stop.ref), neighbour=neighbour, station_id="")
    )
    return tour


@allowed(*DRIVERS)
def nobody_home(county: County, store: UnitOfWork, actor: Actor, tour_id: TourId, stop_id: StopId) -> Tour:
    """Nobody opens. The goods go into compartments of her pick-up point, cold ones at once; never to the doorstep.

    Without room there they come again on the next tour day, and so does what only a person may hand over.
    """
    tour, stop = _at(store, actor, tour_id, stop_id)
    by_hand = [part for part in parts_at(store, stop) if not any(line.by_compartment for line in part.lines)]
    _bring_again(county, store, actor, tour, by_hand)
    station_id = _into_compartments(county, store, actor, tour, stop)
    _bring_again(county, store, actor, tour, parts_at(store, stop))
    _close(county, store, actor, tour, stop, StopStatus.MISSED)
    store.record(
        NobodyHome(
            tour_id=tour.id, stop_id=stop.id, person_id=PersonId(stop.ref), neighbour="", station_id=station_id or ""
        )
    )
    return tour


@allowed(*DRIVERS)
def empties_taken(
    county: County, store: UnitOfWork, actor: Actor, tour_id: TourId, stop_id: StopId
) -> list[EmptiesReturn]:
    """The empties of this stop are in the vehicle: those of a door have still to be counted. Those people hear it."""
    tour, stop = _at(store, actor, tour_id, stop_id)
    found = empties_at(store, tour, stop)
    if stop.kind is StopKind.STATION and found:
        return fetch(county, store, StationId(stop.ref))
    for made in found:
        hand_in(county, store, made, actor.person_id)
    return found


@allowed(*DRIVERS)
def still_driving(county: County, store: UnitOfWork, actor: Actor, tour_id: TourId, stop_id: StopId) -> Tour:
    """It takes longer, and nothing is wrong: those who wait hear a new time, and nobody asks for a while."""
    tour, stop = _at(store, actor, tour_id, stop_id)
    tell_delay(county, store, tour, stop)
    expect_stop(county, store, tour)
    return tour


@allowed(*DRIVERS)
def trouble(county: County, store: UnitOfWork, actor: Actor, tour_id: TourId, stop_id: StopId, what: str) -> Tour:
    """Something is in the way: a human in the office hears it at once. The stop stays open."""
    tour, stop = _at(store, actor, tour_id, stop_id)
    store.record(StopTrouble(tour_id=tour.id, stop_id=stop.id, driver_id=actor.person_id, what=what))
    return tour


@allowed(*DRIVERS)
def skip(county: County, store: UnitOfWork, actor: Actor, tour_id: TourId, stop_id: StopId) -> Tour:
    """This stop cannot be done today; what was for it comes on the next tour day, and all who wait are told."""
    tour, stop = _at(store, actor, tour_id, stop_id)
    if stop.kind is StopKind.CENTRE:
        raise MoveRefused(status=stop.status)
    _bring_again(county, store, actor, tour, parts_at(store, stop))
    _close(county, store, actor, tour, stop, StopStatus.MISSED)
    if tour.leg is Direction.COLLECT:
        want_tours(county, store, tour.day)  # who was to have it need not be visited
    return tour


# --- what a stop is about ------------------------------------------------------------------------------------------


def parts_at(store: UnitOfWork, stop: Stop) -> list[MerchantOrder]:
    """The parts that are fetched or brought there and still sold."""
    found = (store.orders.part(one.id) for one in store.tours.consignments_of(stop.id))
    return [part for part in found if part is not None and part.status in ON_BOARD]


def aged_lines(store: UnitOfWork, stop: Stop) -> list[OrderLine]:
    """What only adults may have of the goods for a door (JuSchG sec. 9)."""
    lines = [line for part in parts_at(store, stop) for line in part.lines if line.travels(Receive.HOME)]
    products = store.catalogue.products({line.sku for line in lines})
    return [line for line in lines if line.sku in products and products[line.sku].min_age]


def card_needed(store: UnitOfWork, stop: Stop) -> bool:
    """Whether an identity card is to be looked at before anything is handed over."""
    if stop.kind is not StopKind.HOME or not aged_lines(store, stop):
        return False
    person = store.people.get(PersonId(stop.ref))
    return person is None or person.adult_checked_on is None


def pickups_at(store: UnitOfWork, stop: Stop) -> list[Pickup]:
    """What is to be put into compartments at a pick-up point for this stop: what comes on another day is not in it."""
    coming = store.tours.consignments_of(stop.id)
    orders, day = {one.order_id for one in coming}, max((one.day for one in coming), default=date.min)
    waiting = store.lockers.pickups_at(StationId(stop.ref), {PickupStatus.PLANNED, PickupStatus.FILLING})
    return [pickup for pickup in waiting if pickup.order_id in orders and waits_for_filling(store, pickup, day)]


def empties_at(store: UnitOfWork, tour: Tour, stop: Stop) -> list[EmptiesReturn]:
    """What is to be taken along: what somebody has booked for the driver, or what was counted at a pick-up point.

    A volunteer's own car ends at the pick-up point, so what is stacked there waits for a van.
    """
    match stop.kind:
        case StopKind.HOME:
            return to_fetch(store, person_id=PersonId(stop.ref))
        case StopKind.STATION:
            vehicle = store.tours.vehicle(tour.vehicle_id)
            to_centre = vehicle is not None and vehicle.station_id is None
            return stored_at(store, StationId(stop.ref)) if to_centre else []
    return []


# --- steps -----------------------------------------------------------------------------------------------------------


def _own(store: UnitOfWork, actor: Actor, tour_id: TourId) -> Tour:
    tour = store.tours.lock(tour_id)
    if tour is None:
        raise NotFound
    if tour.driver_id != actor.person_id:
        raise NotAllowed
    return tour


def _at(store: UnitOfWork, actor: Actor, tour_id: TourId, stop_id: StopId) -> tuple[Tour, Stop]:
    """The stop, if it is the one the driver is at. Raises `MoveRefused` for any other."""
    tour = _own(store, actor, tour_id)
    stop = tour.current()
    if stop is None or stop.id != stop_id:
        raise MoveRefused(stop=stop_id)
    return tour, stop


def _behind(store: UnitOfWork, stop: Stop) -> Person:
    person = store.people.get(PersonId(stop.ref)) if stop.kind is StopKind.HOME else None
    if person is None:
        raise NotFound
    return person


def _touched(store: UnitOfWork, tour: Tour, stop: Stop) -> list[Consignment]:
    """What changes its place here: at the centre everything of a tour that sets out from there."""
    if stop.kind is not StopKind.CENTRE:
        return list(store.tours.consignments_of(stop.id))
    if tour.leg is Direction.COLLECT:
        return []  # the centre notes itself what has come in
    return [one for halt in tour.halts() for one in store.tours.consignments_of(halt.id)]


def _bring_again(county: County, store: UnitOfWork, actor: Actor, tour: Tour, parts: Sequence[MerchantOrder]) -> None:
    """These ride back to the centre, if they are on board, and come on the next tour day with room for them."""
    if not parts:
        return
    for part in parts:
        consignment = store.tours.consignment(part.id)
        if consignment is not None and consignment.where is Whereabouts.ON_WAY:
            consignment.go(Whereabouts.AT_CENTRE, actor.person_id, county.now())
    bring_later(county, store, actor, tour.day, [part.id for part in parts], why="trouble")


def _give(county: County, store: UnitOfWork, actor: Actor, stop: Stop) -> None:
    for part in parts_at(store, stop):
        part.move(MerchantOrderStatus.DELIVERED, actor.person_id, county.now())
    for consignment in store.tours.consignments_of(stop.id):
        consignment.go(Whereabouts.THERE, actor.person_id, county.now())


def _keep_from_minors(county: County, store: UnitOfWork, actor: Actor, stop: Stop, why: str) -> list[str]:
    """Take back what only adults may have: it is not sold."""
    aged = {line.id for line in aged_lines(store, stop)}
    return [name for part in parts_at(store, stop) for name in _call_off(county, store, actor, part, aged, why)]


def _call_off(
    county: County, store: UnitOfWork, actor: Actor, part: MerchantOrder, line_ids: Collection[str], why: str
) -> list[str]:
    """These lines of a part are not delivered; their names."""
    left = {line.id: 0 for line in part.lines if line.id in line_ids}
    names = shorten(county, store, actor.person_id, part, left)
    if names:
        store.record(
            GoodsShort(
                order_id=part.order_id,
                part_id=part.id,
                merchant_id=part.merchant_id,
                person_id=order_of(store, part.order_id).person_id,
                lines=tuple(names),
                why=why,
            )
        )
    return names


def _into_compartments(county: County, store: UnitOfWork, actor: Actor, tour: Tour, stop: Stop) -> StationId | None:
    """Hold compartments at her pick-up point and halt there; None when they are full. What may not lie there is off."""
    parts = parts_at(store, stop)
    found: StationId | None = None
    for order_id in sorted({part.order_id for part in parts}):
        order = order_of(store, order_id)
        try:
            hold_compartments(county, store, order, tour.day)
        except StationFull:
            continue  # it stays with the stop
        found = order.station_id
        halt = _halt_at(county, store, tour, stop, found)
        for part in (one for one in parts if one.order_id == order_id):
            by_hand = {line.id for line in part.lines if not line.by_compartment}
            _call_off(county, store, actor, part, by_hand, "by_hand")
            consignment = store.tours.consignment(part.id)
            if consignment is not None:
                consignment.deliver_stop_id = halt.id
    return found


def _halt_at(county: County, store: UnitOfWork, tour: Tour, stop: Stop, station_id: StationId) -> Stop:
    """The stop at that pick-up point: the one that comes anyway, or a new one; cold goods go there first."""
    later = [one for one in tour.open_stops() if one is not stop]
    known = next((one for one in later if one.kind is StopKind.STATION and one.ref == station_id), None)
    if known is not None:
        return known
    after = stop if stop.crates_chilled else tour.in_order()[-1]
    arrive = _arrival(county, store, stop, station_id)
    new = Stop(
        id=StopId(county.ids.new()),
        tour_id=tour.id,
        position=after.position + 1,
        kind=StopKind.STATION,
        ref=station_id,
        arrive=arrive,
        leave=arrive + UNLOADING,
        crates_ambient=stop.crates_ambient,
        crates_chilled=stop.crates_chilled,
    )
    for one in tour.stops:
        if one.position > after.position:
            one.position += 1
    tour.stops.append(new)
    return new


def _arrival(county: County, store: UnitOfWork, stop: Stop, station_id: StationId) -> datetime:
    person, station = store.people.get(PersonId(stop.ref)), store.lockers.station(station_id)
    home = home_of(store, person) if person is not None else None
    if home is None or station is None:
        return county.now()
    return county.now() + timedelta(hours=kilometres(*home, station.lat, station.lon) / AIR_LINE_KMH)


def _close(county: County, store: UnitOfWork, actor: Actor, tour: Tour, stop: Stop, status: StopStatus) -> None:
    """The stop is over: those who wait hear of a delay, and after the last one the tour is done."""
    stop.move(status, county.now())
    leave_door(store, tour, stop)
    tell_delay(county, store, tour, stop)
    expect_stop(county, store, tour, behind=county.now() - stop.leave)
    for following in tour.open_stops():
        if following.kind is StopKind.CENTRE or parts_at(store, following):
            return
        following.move(StopStatus.DROPPED, county.now())  # nothing is left to do there
    tour.move(TourStatus.DONE, actor.person_id, county.now())
    is_over(store, tour)
    expect_nothing(store, tour)
    store.record(TourEnded(tour_id=tour.id))
