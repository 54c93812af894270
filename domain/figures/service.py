"""Public figures of a village or the county: counted from what has happened, with nobody to be recognised in them.

How they are counted stands in docs/figures.md, with worked tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from domain.clock import at_local, local_day
from domain.county import County
from domain.figures.kilometres import kilometres_of
from domain.figures.model import Empties, Figures
from domain.figures.volunteering import volunteering_at
from domain.money import NOTHING, Money
from domain.ordering.model import MerchantOrder, MerchantOrderStatus, Order
from domain.people.model import Person
from domain.store import UnitOfWork

REGIONAL = "Kreis Höxter"  # the origin that counts as from here
WEEKS = 8
MOST_KINDS = 5
_MIDNIGHT = time(0, 0)
_SOLD = {MerchantOrderStatus.DELIVERED, MerchantOrderStatus.STORED, MerchantOrderStatus.RETURNED}


def figures_of(county: County, store: UnitOfWork, village: str | None = None) -> Figures:
    """The figures of the last eight weeks, up to now."""
    last = local_day(county.now())
    first = last - timedelta(days=last.weekday(), weeks=WEEKS - 1)
    since = at_local(first, _MIDNIGHT)
    orders = store.orders.placed_between(since, county.now())
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
        by_category=tuple(categories.most_common(MOST_KINDS)),
        kilometres=kilometres_of(store, orders, people, village, (first, last)),
        empties=_empties(county, store, village, since),
        volunteering=volunteering_at(county, store, store.people.village(village) if village else None, since),
    )


def _lives_in(person: Person | None, village: str) -> bool:
    return person is not None and person.village == village


def _by_week(first: date, orders: Iterable[Order]) -> tuple[tuple[date, int], ...]:
    counted = Counter((local_day(order.placed_at) - first).days // 7 for order in orders)
    return tuple((first + timedelta(weeks=week), counted[week]) for week in range(WEEKS))


def _value(store: UnitOfWork, orders: Sequence[Order]) -> tuple[Money, Money, Counter[str]]:
    """Goods that came (or lie ready), without deposit; the part of them from here; packs by shelf."""
    lines = [line for order in orders for part in _sold(order) for line in part.kept_lines() if line.due]
    products = store.catalogue.products({line.sku for line in lines})
    goods, regional, categories = NOTHING, NOTHING, Counter[str]()
    for line in lines:
        goods += line.final_price
        product = products.get(line.sku)
        if product is not None:
            categories[product.category] += 1
            regional += line.final_price if product.origin.startswith(REGIONAL) else NOTHING
    return goods, regional, categories


def _sold(order: Order) -> list[MerchantOrder]:
    return [part for part in order.parts if part.status in _SOLD]


def _empties(county: County, store: UnitOfWork, village: str | None, since: datetime) -> Empties:
    """What was counted of what people have announced since then."""
    names = {kind.id: kind.many for kind in store.deposits.types()}
    counted = [
        made
        for made in store.deposits.booked_between(since, county.now())
        if made.status.is_counted() and (village is None or _lives_in(store.people.get(made.person_id), village))
    ]
    kinds = Counter[str]()
    for line in (line for made in counted for line in made.lines):
        kinds[names.get(line.type_id, line.type_id)] += line.counted or 0
    return Empties(
        households=len({made.person_id for made in counted}),
        pieces=kinds.total(),
        deposit=Money.total(made.counted_value for made in counted),
        by_kind=tuple((kind, pieces) for kind, pieces in kinds.most_common(MOST_KINDS) if pieces),
    )
