"""What one unit of work in memory sees: copies of what is committed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar, cast

from domain.appointments.model import Appointment, AppointmentMove
from domain.catalogue.model import Product
from domain.clock import Clock
from domain.deposits.model import EmptiesLine, EmptiesReturn
from domain.errors import Stale
from domain.ids import (
    Ids,
)
from domain.lockers.model import Compartment, PickupBox
from domain.ordering.model import Basket, MerchantOrder, Order, OrderLine
from domain.people.model import ContactAddress, Invitation, PersonRole, Village
from domain.refills.model import RefillAnswer, RefillItem
from domain.store import (
    Conversation,
    InboxItem,
    Message,
    OutboxItem,
)
from domain.tours.model import Crate, Stop
from domain.vending.model import Sale, VendingSlot

T = TypeVar("T")
Key = tuple[Any, ...]

KEYS: dict[type[Any], tuple[str, ...]] = {
    ContactAddress: ("channel", "channel_id"),
    Invitation: ("code",),
    Village: ("key",),
    Product: ("sku",),
    VendingSlot: ("station_id", "no"),
    Conversation: ("channel", "channel_id"),
    Message: ("channel", "channel_id", "seq"),
}
UNIQUE: dict[type[Any], tuple[str, ...]] = {
    Basket: ("person_id",),
    Order: ("code",),
    Appointment: ("code",),
    EmptiesReturn: ("code",),
    Sale: ("code",),
    InboxItem: ("channel", "channel_id", "message_id"),
}
# The order in which the parts of a thing are read.
PART_ORDER: dict[type[Any], tuple[str, ...]] = {
    PersonRole: ("role", "scope"),
    MerchantOrder: ("id",),
    OrderLine: ("position",),
    Compartment: ("no",),
    PickupBox: ("no",),
    Stop: ("position",),
    Crate: ("no",),
    AppointmentMove: ("no",),
    EmptiesLine: ("position",),
    RefillItem: ("no",),
    RefillAnswer: ("person_id",),
}


class Committed:
    """What is true: things by class and key, and what has no class of its own."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self.clock, self.ids = clock, ids
        self.things: dict[type[Any], dict[Key, Any]] = {}
        self.station_events: set[tuple[str, str, int]] = set()
        self.catalogue_version = 0


class View:
    """What one unit of work sees: copies of what is committed, and what it has added or removed."""

    def __init__(self, store: Committed) -> None:
        self.store = store
        self._mine: dict[type[Any], dict[Key, Any]] = {}
        self._read: dict[tuple[type[Any], Key], Any] = {}
        self._gone: set[tuple[type[Any], Key]] = set()
        self.noted: set[tuple[str, str, int]] = set()
        self.touched = False

    def get(self, cls: type[T], *key: Any) -> T | None:
        mine = self._mine.setdefault(cls, {})
        if key in mine:
            return cast(T, mine[key])
        committed = self.store.things.get(cls, {}).get(key)
        if committed is None or (cls, key) in self._gone:
            return None
        mine[key] = copied(committed)
        self._read[cls, key] = committed
        return cast(T, mine[key])

    def all(self, cls: type[T], chosen: Callable[[T], bool] = lambda _: True) -> list[T]:
        found = []
        keys = dict.fromkeys([*self.store.things.get(cls, {}), *self._mine.get(cls, {})])
        for key in keys:
            # What nobody here has touched is judged where it lies, so that a query copies only what it returns.
            seen = self._mine.get(cls, {}).get(key) or self.store.things[cls].get(key)
            if (cls, key) not in self._gone and seen is not None and chosen(seen):
                found.append(cast(T, self.get(cls, *key)))
        return found

    def one(self, cls: type[T], chosen: Callable[[T], bool]) -> T | None:
        return next(iter(self.all(cls, chosen)), None)

    def add(self, thing: object) -> None:
        key = key_of(thing)
        if self.get(type(thing), *key) is not None:
            raise Stale
        self._gone.discard((type(thing), key))
        self._mine.setdefault(type(thing), {})[key] = thing

    def remove(self, thing: object) -> None:
        self._mine.get(type(thing), {}).pop(key_of(thing), None)
        self._gone.add((type(thing), key_of(thing)))

    def refresh(self, cls: type[Any], *key: Any) -> None:
        """Read it anew unless it has been changed here: what a lock does."""
        read = self._read.get((cls, key))
        if read is not None and state_of(read) == state_of(self._mine[cls][key]):
            del self._mine[cls][key], self._read[cls, key]

    def check_unique(self) -> None:
        for cls, names in UNIQUE.items():
            values = [tuple(getattr(thing, name) for name in names) for thing in self.all(cls)]
            if len(values) != len(set(values)):
                raise Stale

    def commit(self) -> None:
        self.check_unique()
        changed = []
        for cls, mine in self._mine.items():
            for key, thing in mine.items():
                read = self._read.get((cls, key))
                if read is not None and state_of(read) == state_of(thing):
                    continue
                committed = self.store.things.get(cls, {}).get(key)
                if committed is not read and (read is None or hasattr(thing, "version")):
                    raise Stale
                changed.append((cls, key, thing))
        for cls, key, thing in changed:
            if hasattr(thing, "version"):
                thing.version += 1
            self._read[cls, key] = self.store.things.setdefault(cls, {})[key] = copied(thing)
        for cls, key in self._gone:
            self.store.things.get(cls, {}).pop(key, None)
        self.store.station_events |= self.noted
        self.store.catalogue_version += self.touched
        self.touched = False


def waits(item: OutboxItem) -> bool:
    return item.done_at is None and item.parked_at is None


def key_of(thing: object) -> Key:
    return tuple(getattr(thing, name) for name in KEYS.get(type(thing), ("id",)))


def by(things: list[T], *names: str) -> list[T]:
    return sorted(things, key=lambda thing: tuple(getattr(thing, name) for name in names))


def last(things: list[T], limit: int) -> list[T]:
    return things[max(0, len(things) - limit) :]


def copied(value: Any) -> Any:
    """A copy that shares nothing that can change. Made by the constructor: a mapped class counts on it."""
    if isinstance(value, list):
        names = PART_ORDER.get(type(value[0]), ()) if value else ()
        return by([copied(one) for one in value], *names)
    if isinstance(value, dict):
        return {name: copied(one) for name, one in value.items()}
    if can_change(value):
        return type(value)(**{field.name: copied(getattr(value, field.name)) for field in fields(value)})
    return value


def state_of(value: Any) -> Any:
    """All that can change in a thing, for comparing."""
    if isinstance(value, list):
        return [state_of(one) for one in value]
    if can_change(value):
        return [state_of(getattr(value, field.name)) for field in fields(value)]
    return value


def can_change(value: Any) -> bool:
    parameters = getattr(type(value), "__dataclass_params__", None)
    return parameters is not None and not parameters.frozen
