"""Kilometres that nobody had to drive, and those that the tours drove for it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from domain.catalogue.model import Merchant
from domain.distance import kilometres
from domain.figures.model import Kilometres
from domain.ids import MerchantId, PersonId
from domain.ordering.model import MerchantOrder, MerchantOrderStatus, Order, Receive
from domain.people.model import Person, Village
from domain.store import UnitOfWork
from domain.tours.model import StopStatus, Tour, TourStatus

DETOUR = 1.5  # road to air line in hilly country (docs/figures.md)
METRES = 1000
_THERE = {MerchantOrderStatus.DELIVERED, MerchantOrderStatus.STORED}
_VISITED = {StopStatus.DONE, StopStatus.MISSED}

Trips = Mapping[tuple[PersonId, date], float]


def kilometres_of(
    store: UnitOfWork,
    orders: Sequence[Order],
    people: Mapping[PersonId, Person | None],
    village: str | None,
    days: tuple[date, date],
) -> Kilometres:
    """Of the whole county, or of one village with its share of the tours: each household served on a day counts alike.

    A day on which nobody's goods are known to have come is the whole county's only.
    """
    trips = own_trips(store, orders, people)
    here = {key: km for key, km in trips.items() if village is None or _village_of(people[key[0]]) == village}
    driven = driven_by_day(store.tours.between(*days))
    if village is None:
        return Kilometres(sum(here.values()), sum(driven.values()))
    served = Counter(day for _, day in trips)
    served_here = Counter(day for _, day in here)
    share = sum(driven.get(day, 0.0) * count / served[day] for day, count in served_here.items())
    return Kilometres(sum(here.values()), share)


def own_trips(store: UnitOfWork, orders: Iterable[Order], people: Mapping[PersonId, Person | None]) -> Trips:
    """What each household would have driven: to the farthest of that day's shops and back, less the own way."""
    merchants = {merchant.id: merchant for merchant in store.catalogue.merchants()}
    shops: dict[tuple[PersonId, date], set[MerchantId]] = defaultdict(set)
    own_way: dict[tuple[PersonId, date], float] = {}
    for order in orders:
        village = _home(store, people[order.person_id])
        if village is None:
            continue
        for part in order.parts:
            if _was_brought(order, part):
                shops[order.person_id, part.day].add(part.merchant_id)
                own_way[order.person_id, part.day] = _to_station(store, order, village)
    trips = {}
    for (person_id, day), visited in shops.items():
        village = _home(store, people[person_id])
        assert village is not None
        farthest = max(_road(village, merchants[shop]) for shop in visited)
        trips[person_id, day] = max(0.0, 2 * (farthest - own_way[person_id, day]))
    return trips


def driven_by_day(tours: Iterable[Tour]) -> Mapping[date, float]:
    """Kilometres of the tours that set out, as they were planned. One that was broken off counts as a whole."""
    driven: dict[date, float] = defaultdict(float)
    for tour in tours:
        if was_driven(tour):
            driven[tour.day] += tour.metres / METRES
    return driven


def was_driven(tour: Tour) -> bool:
    """Whether a vehicle was on the road for it."""
    return tour.status is TourStatus.DONE or any(stop.status in _VISITED for stop in tour.stops)


def _was_brought(order: Order, part: MerchantOrder) -> bool:
    """Whether somebody else carried goods of it: what is fetched at the merchant's spares nobody a trip."""
    return part.status in _THERE and any(line.travels(order.receive) for line in part.lines)


def _village_of(person: Person | None) -> str | None:
    return person.village if person is not None else None


def _home(store: UnitOfWork, person: Person | None) -> Village | None:
    return store.people.village(person.village) if person is not None and person.village else None


def _to_station(store: UnitOfWork, order: Order, village: Village) -> float:
    station = store.lockers.station(order.station_id)
    if order.receive is Receive.HOME or station is None or station.village == village.name:
        return 0.0
    return DETOUR * kilometres(village.lat, village.lon, station.lat, station.lon)


def _road(village: Village, merchant: Merchant) -> float:
    return DETOUR * kilometres(village.lat, village.lon, merchant.lat, merchant.lon)
