"""Public figures of a village or the county: counted from what has happened, with nobody to be recognised in them.

How they are counted stands in docs/figures.md, with worked tables.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from domain.catalogue.model import Merchant
from domain.clock import at_local, local_day
from domain.county import County
from domain.distance import kilometres
from domain.ids import MerchantId, PersonId
from domain.money import NOTHING, Money
from domain.ordering.model import MerchantOrder, MerchantOrderStatus, Order, Receive
from domain.people.model import Person, Village
from domain.store import UnitOfWork

REGIONAL = "Kreis Höxter"  # the origin that counts as from here
DETOUR = 1.5  # road to air line in hilly country (docs/figures.md)
FEWEST_HOUSEHOLDS = 5  # of fewer nothing is shown: somebody might be recognised
WEEKS = 8
_MIDNIGHT = time(0, 0)
_FETCHED = {MerchantOrderStatus.DELIVERED, MerchantOrderStatus.STORED, MerchantOrderStatus.RETURNED}


@dataclass(frozen=True, slots=True)
class Figures:
    """What a village (or, without one, the county) has done from one day up to another.

    Kilometres are by road. `saved_km` is what the households would have driven to the shops, without what they drove
    to the pick-up point; the kilometres of tours are `driven_km`, counted for the whole county only.
    """

    village: str | None
    first: date
    last: date
    households: int
    orders: int
    orders_by_week: tuple[tuple[date, int], ...]
    goods: Money
    regional: Money
    by_category: tuple[tuple[str, int], ...]
    saved_km: float

    @property
    def too_few(self) -> bool:
        """Whether nothing may be shown."""
        return self.households < FEWEST_HOUSEHOLDS

    @property
    def regional_percent(self) -> int:
        """How much of the goods' value comes from here."""
        return round(100 * self.regional.cents / self.goods.cents) if self.goods else 0


def figures_of(county: County, store: UnitOfWork, village: str | None = None) -> Figures:
    """The figures of the last eight weeks, up to now."""
    last = local_day(county.now())
    first = last - timedelta(days=last.weekday(), weeks=WEEKS - 1)
    orders = store.orders.placed_between(at_local(first, _MIDNIGHT), county.now())
    people = {person_id: store.people.get(person_id) for person_id in {order.person_id for order in orders}}
    here = [order for order in orders if village is None or _lives_in(people[order.person_id], village)]
    goods, regional, categories = _value(store, here)
    return Figures(
        village=village,
        first=first,
        last=last,
        households=len({order.person_id for order in here}),
        orders=len(here),
        orders_by_week=_by_week(first, here),
        goods=goods,
        regional=regional,
        by_category=tuple(categories.most_common(5)),
        saved_km=_saved_km(store, here, people),
    )


def _lives_in(person: Person | None, village: str) -> bool:
    return person is not None and person.village == village


def _by_week(first: date, orders: Iterable[Order]) -> tuple[tuple[date, int], ...]:
    counted = Counter((local_day(order.placed_at) - first).days // 7 for order in orders)
    return tuple((first + timedelta(weeks=week), counted[week]) for week in range(WEEKS))


def _value(store: UnitOfWork, orders: Sequence[Order]) -> tuple[Money, Money, Counter[str]]:
    """Goods that came (or lie ready), without deposit; the part of them from here; packs by shelf."""
    lines = [line for order in orders for part in _fetched(order) for line in part.kept_lines() if line.due]
    products = store.catalogue.products({line.sku for line in lines})
    goods, regional, categories = NOTHING, NOTHING, Counter[str]()
    for line in lines:
        goods += line.final_price
        product = products.get(line.sku)
        if product is not None:
            categories[product.category] += 1
            regional += line.final_price if product.origin.startswith(REGIONAL) else NOTHING
    return goods, regional, categories


def _fetched(order: Order) -> list[MerchantOrder]:
    return [part for part in order.parts if part.status in _FETCHED]


def _saved_km(store: UnitOfWork, orders: Sequence[Order], people: Mapping[PersonId, Person | None]) -> float:
    """One shopping trip a household and day: to the farthest of that day's shops and back, less the own way."""
    merchants = {merchant.id: merchant for merchant in store.catalogue.merchants()}
    trips: dict[tuple[PersonId, date], set[MerchantId]] = defaultdict(set)
    own_way: dict[tuple[PersonId, date], float] = {}
    for order in orders:
        village = _village(store, people[order.person_id])
        if village is None:
            continue
        for part in _fetched(order):
            trips[order.person_id, part.day].add(part.merchant_id)
            own_way[order.person_id, part.day] = _to_station(store, order, village)
    saved = 0.0
    for (person_id, day), shops in trips.items():
        village = _village(store, people[person_id])
        assert village is not None
        farthest = max(_road(village, merchants[shop]) for shop in shops)
        saved += max(0.0, 2 * (farthest - own_way[person_id, day]))
    return round(saved, 1)


def _village(store: UnitOfWork, person: Person | None) -> Village | None:
    return store.people.village(person.village) if person is not None and person.village else None


def _to_station(store: UnitOfWork, order: Order, village: Village) -> float:
    station = store.lockers.station(order.station_id)
    if order.receive is Receive.HOME or station is None or station.village == village.name:
        return 0.0
    return DETOUR * kilometres(village.lat, village.lon, station.lat, station.lon)


def _road(village: Village, merchant: Merchant) -> float:
    return DETOUR * kilometres(village.lat, village.lon, merchant.lat, merchant.lon)
