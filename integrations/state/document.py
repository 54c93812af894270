"""The shape of the document: which table is which collection, and what lies inside what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Table

from domain.lockers.model import PickupStatus
from integrations.database.tables import (
    appointments,
    catalogue,
    conversations,
    county,
    deposits,
    lockers,
    ordering,
    outbox,
    parcels,
    people,
    support,
    tours,
    vending,
)

FORMAT = "dorfbote-state"
VERSION = 1

Row = dict[str, Any]


class StateError(ValueError):
    """Something in a document is not as docs/state-format.md says. The message begins with the path to it."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path


@dataclass(frozen=True)
class Collection:
    """The rows of a table as a list of objects.

    Inside another collection, `link` says which columns repeat a column of the outer row and are left out.
    `derived` columns are left out, too, and made from the outer row and the own one.
    """

    name: str
    table: Table
    inner: tuple[Collection, ...] = ()
    link: Mapping[str, str] = field(default_factory=dict)
    derived: Mapping[str, Callable[[Row, Row], Any]] = field(default_factory=dict)

    def columns(self) -> list[Column[Any]]:
        """The columns that are fields of an object."""
        return [column for column in self.table.c if column.key not in self.link and column.key not in self.derived]

    def whole(self) -> Iterator[Collection]:
        """This and all inside it."""
        yield self
        for one in self.inner:
            yield from one.whole()


def _occupied(pickup: Row, box: Row) -> bool:
    return bool(box["filled"]) and PickupStatus(pickup["status"]).holds_compartments()


_ROLES = Collection("roles", people.person_roles, link={"person_id": "id"})
_COMPARTMENTS = Collection("compartments", lockers.compartments, link={"station_id": "id"})
_LINES = Collection("lines", ordering.order_lines, link={"merchant_order_id": "id"})
_PARTS = Collection("parts", ordering.merchant_orders, inner=(_LINES,), link={"order_id": "id"})
_MOVES = Collection("moves", appointments.appointment_moves, link={"appointment_id": "id"})
_EMPTIES_LINES = Collection("empties_lines", deposits.empties_lines, link={"return_id": "id"})
_BOXES = Collection(
    "boxes",
    lockers.pickup_boxes,
    link={"pickup_id": "id", "station_id": "station_id"},
    derived={"occupied": _occupied},
)
_CRATES = Collection("crates", tours.crates, link={"stop_id": "id"})
_STOPS = Collection("stops", tours.stops, inner=(_CRATES,), link={"tour_id": "id"})

_REFILL_ITEMS = Collection("items", vending.refill_items, link={"refill_id": "id"})
_REFILL_ANSWERS = Collection("answers", vending.refill_answers, link={"refill_id": "id"})

# In this order they are written; it is also the order in which a reader understands them.
COLLECTIONS: tuple[Collection, ...] = (
    Collection("demo_clock", county.demo_clock),
    Collection("counters", county.counters),
    Collection("villages", people.villages),
    Collection("merchants", catalogue.merchants),
    Collection("deposit_types", deposits.deposit_types),
    Collection("products", catalogue.products),
    Collection("stations", lockers.stations, inner=(_COMPARTMENTS,)),
    Collection("people", people.persons, inner=(_ROLES,)),
    Collection("addresses", people.contact_addresses),
    Collection("invitations", people.invitations),
    Collection("places", tours.places),
    Collection("vehicles", tours.vehicles),
    Collection("helpers", people.helpers),
    Collection("baskets", ordering.baskets),
    Collection("orders", ordering.orders, inner=(_PARTS,)),
    Collection("picklists", ordering.picklists),
    Collection("appointments", appointments.appointments, inner=(_MOVES,)),
    Collection("pickups", lockers.pickups, inner=(_BOXES,)),
    Collection("empties_returns", deposits.empties_returns, inner=(_EMPTIES_LINES,)),
    Collection("deposit_credits", deposits.deposit_credits),
    Collection("accesses", lockers.accesses),
    Collection("parcels", parcels.parcels),
    Collection("door_commands", lockers.door_commands),
    Collection("station_events", lockers.station_events),
    Collection("tours", tours.tours, inner=(_STOPS,)),
    Collection("consignments", tours.consignments),
    Collection("vending_slots", vending.vending_slots),
    Collection("stock_moves", vending.stock_moves),
    Collection("sales", vending.sales),
    Collection("refills", vending.refills, inner=(_REFILL_ITEMS, _REFILL_ANSWERS)),
    Collection("payments", vending.payments),
    Collection("postings", vending.postings),
    Collection("cases", support.cases),
    Collection("conversations", conversations.conversations),
    Collection("inbox", conversations.inbox),
    Collection("messages", conversations.messages),
    Collection("outbox", outbox.outbox),
)
