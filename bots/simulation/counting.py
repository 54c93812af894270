"""What happened in a week, counted from the store: the same week has the same fingerprint."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from domain.clock import local_day
from domain.people.model import Role
from domain.store import UnitOfWork

if TYPE_CHECKING:
    from bots.simulation.week import Week

CHANNEL = "rest"


def count(store: UnitOfWork, week: Week) -> None:
    """Fill in orders, outcomes and messages by day."""
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


def _day(instant: datetime) -> str:
    return local_day(instant).isoformat()
