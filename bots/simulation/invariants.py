"""What must hold in every week, whatever went wrong in it. A fault names what is broken, and where."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.lockers.model import PickupStatus
from domain.money import Money
from domain.ordering.model import MerchantOrder, MerchantOrderStatus, Order
from domain.payments.bill import bill_of
from domain.people.model import Role
from domain.store import UnitOfWork
from domain.vending.checks import faults as sales_faults

APOLOGY = "Bei uns ist etwas schiefgegangen"
TOLD_WITHIN = timedelta(hours=16)  # the longest night


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that must never happen."""

    rule: str
    what: str


class Watch:
    """Looks at the county while the week runs."""

    def look(self, store: UnitOfWork) -> list[Fault]:
        """No compartment has two owners, and nothing hangs."""
        return [*_owners(store), *_hanging(store)]


def faults_at_the_end(store: UnitOfWork, now: datetime) -> list[Fault]:
    """Every order has come to an end that its buyer knows of, every cent has its place, every door is free again."""
    orders = list(_orders(store))
    return [
        *_ends(store, orders, now),
        *_money(store, orders),
        *(Fault("every sale is paid or undone", what) for what in sales_faults(store)),
        *_apologies(store),
        *_left_in_compartments(store, now),
    ]


def _owners(store: UnitOfWork) -> list[Fault]:
    there = {status for status in PickupStatus if status.holds_compartments()} - {PickupStatus.PLANNED}
    owners: dict[tuple[str, int], list[str]] = defaultdict(list)
    for pickup in store.lockers.pickups_in(there):
        for box in pickup.boxes:
            if box.filled:
                owners[pickup.station_id, box.no].append(pickup.id)
    return [Fault("one owner a compartment", f"{where}: {who}") for where, who in owners.items() if len(who) > 1]


def _hanging(store: UnitOfWork) -> list[Fault]:
    return [Fault("nothing hangs", f"{item.kind}: {item.error}") for item in store.outbox.parked()]


def _orders(store: UnitOfWork) -> list[Order]:
    residents = store.people.with_role(Role.RESIDENT)
    return [order for person in residents for order in store.orders.of_person(person.id, limit=1000)]


def _ends(store: UnitOfWork, orders: list[Order], now: datetime) -> list[Fault]:
    found = []
    for order in orders:
        for part in order.parts:
            if part.status.is_awaited() and part.lines and _is_due(part, now):
                found.append(Fault("every order comes to an end", f"{order.code} {part.merchant_id}: {part.status}"))
            elif not part.status.is_awaited() and not _told(store, order, part):
                found.append(Fault("every end is told", f"{order.code} {part.merchant_id}: {part.status}"))
    return found


def _is_due(part: MerchantOrder, now: datetime) -> bool:
    by_hand = not any(line.by_compartment for line in part.lines)
    return part.day < (now - timedelta(days=3)).date() and not by_hand


def _told(store: UnitOfWork, order: Order, part: MerchantOrder) -> bool:
    """Whether the buyer has had a message since; what she did herself she knows."""
    if part.status_by == order.person_id or part.status is MerchantOrderStatus.DELIVERED:
        return True
    for address in store.people.addresses(order.person_id):
        for message in store.conversations.recent_messages(address.channel, address.channel_id, 500):
            if part.status_at <= message.at <= part.status_at + TOLD_WITHIN:
                return True
    return False


def _money(store: UnitOfWork, orders: list[Order]) -> list[Fault]:
    """What each merchant bills is what his customers have been promised, to the cent."""
    found = []
    for order in orders:
        promised = Money.total(part.total for part in order.live_parts())
        billed = Money(0)
        for part in order.live_parts():
            merchant = store.catalogue.merchant(part.merchant_id)
            if merchant is not None:
                bill = bill_of(part, merchant)
                billed += bill.total
                taxed = Money.total(share.gross for share in bill.tax)
                if bill.tax and taxed != bill.total:
                    found.append(Fault("every cent is taxed once", f"{order.code}: {taxed} of {bill.total}"))
        if promised != billed:
            found.append(Fault("every cent is accounted", f"{order.code}: {promised} promised, {billed} billed"))
        dearer = (line for part in order.parts for line in part.lines if line.final_price > line.price)
        found += [Fault("no price rises after yes", f"{order.code} {line.name}") for line in dearer]
    return found


def _apologies(store: UnitOfWork) -> list[Fault]:
    found: Counter[str] = Counter()
    for chat in store.conversations.of_channel("rest"):
        for message in store.conversations.recent_messages("rest", chat.channel_id, 1000):
            if APOLOGY in message.body["text"]:
                found[chat.channel_id] += 1
    return [Fault("no bug", f"{who}: {count} times") for who, count in sorted(found.items())]


def _left_in_compartments(store: UnitOfWork, now: datetime) -> list[Fault]:
    """Whatever has expired is cleared, or somebody has been called for it."""
    live = store.lockers.pickups_in({PickupStatus.FILLED, PickupStatus.READY})
    late = [p for p in live if p.valid_until is not None and p.valid_until < now]
    return [Fault("what is over expires", p.id) for p in late]
