"""What happened in a week, counted from the store: the same week has the same fingerprint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from domain.clock import local_day
from domain.deposits.model import ReturnStatus
from domain.lockers.model import PickupStatus
from domain.people.model import Role
from domain.store import UnitOfWork
from domain.tours.model import TourStatus
from domain.vending.model import SaleStatus

if TYPE_CHECKING:
    from bots.simulation.week import Week

CHANNEL = "rest"


class HasStatus(Protocol):
    """Something with a state."""

    @property
    def status(self) -> StrEnum: ...


def count(store: UnitOfWork, week: Week) -> None:
    """Fill in what was ordered, driven, brought back, sold and said; and the fingerprint of all of it."""
    _count_tours(store, week)
    week.left_behind = len(store.lockers.pickups_in({PickupStatus.EXPIRED}))
    week.empties = _states(store.deposits.with_status(set(ReturnStatus)))
    week.sales = _states(store.vending.sales_in(set(SaleStatus)))
    week.refills = _states(
        [*store.refills.live(), *store.refills.done_between(week.begins, week.ends + timedelta(days=30))]
    )
    orders, parts, messages = Counter[str](), Counter[str](), Counter[str]()
    facts = sha256()
    for person in store.people.with_role(Role.RESIDENT):
        for order in store.orders.of_person(person.id, limit=1000):
            orders[_day(order.placed_at)] += 1
            for part in order.parts:
                parts[part.status.value] += 1
                facts.update(f"{order.code} {part.merchant_id} {part.status} {part.total.cents}\n".encode())
    for chat in sorted(store.conversations.of_channel(CHANNEL), key=lambda one: one.channel_id):
        for message in store.conversations.recent_messages(CHANNEL, chat.channel_id, 10_000):
            messages[_day(message.at)] += 1
            facts.update(f"{chat.channel_id} {message.at.isoformat()} {message.body['text']}\n".encode())
    week.orders_by_day, week.parts, week.messages_by_day = dict(orders), dict(parts), dict(messages)
    week.fingerprint = facts.hexdigest()[:12]


def _count_tours(store: UnitOfWork, week: Week) -> None:
    """What was driven to its end, with the way that was planned for it."""
    metres, tours, stops = Counter[str](), Counter[str](), Counter[str]()
    for tour in store.tours.between(local_day(week.begins), local_day(week.ends) + timedelta(days=30)):
        tours[tour.status.value] += 1
        stops.update(stop.status.value for stop in tour.halts())
        if tour.status is TourStatus.DONE:
            metres[tour.day.isoformat()] += tour.metres
    week.kilometres_by_day = {day: round(driven / 1000) for day, driven in metres.items()}
    week.tours, week.stops = dict(tours), dict(stops)


def _states(things: Iterable[HasStatus]) -> dict[str, int]:
    return dict(Counter(thing.status.value for thing in things))


def _day(instant: datetime) -> str:
    return local_day(instant).isoformat()
