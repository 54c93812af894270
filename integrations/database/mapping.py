"""The domain's classes on their tables. Importing this module maps them, once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table, event, inspect
from sqlalchemy.orm import InstrumentedAttribute, Session, registry, relationship
from sqlalchemy.orm.unitofwork import UOWTransaction

from domain.appointments.model import Appointment, AppointmentMove
from domain.catalogue.model import Merchant, Product
from domain.deposits.model import DepositCredit, DepositType, EmptiesLine, EmptiesReturn
from domain.lockers.model import Access, Compartment, DoorCommand, Pickup, PickupBox, Station
from domain.ordering.model import Basket, MerchantOrder, Order, OrderLine, Picklist
from domain.parcels.model import Parcel
from domain.payments.model import Payment, Posting
from domain.people.model import ContactAddress, Helper, Invitation, Person, PersonRole
from domain.refills.model import Refill, RefillAnswer, RefillItem
from domain.store import Conversation, InboxItem, Message, OutboxItem
from domain.support.model import Case
from domain.tours.model import Consignment, Crate, Place, Stop, Tour, Vehicle
from domain.vending.model import Sale, StockMove, VendingSlot
from integrations.database.tables import (
    appointments,
    catalogue,
    conversations,
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

mapper_registry = registry()


def _next_version(version: int | None) -> int:
    return (version or 0) + 1


def _map(cls: type[Any], table: Table, **relations: Any) -> None:
    options: dict[str, Any] = {}
    if "version" in table.c:
        options = {"version_id_col": table.c.version, "version_id_generator": _next_version}
    mapper_registry.map_imperatively(cls, table, properties=relations, **options)


def _owned(cls: type[Any], *order: Any) -> Any:
    """The parts of a thing: loaded with it, written with it, gone with it."""
    return relationship(cls, lazy="selectin", cascade="all, delete-orphan", order_by=order)


_map(PersonRole, people.person_roles)
_map(Person, people.persons, grants=_owned(PersonRole, people.person_roles.c.role, people.person_roles.c.scope))
_map(ContactAddress, people.contact_addresses)
_map(Invitation, people.invitations)
_map(Helper, people.helpers)

_map(Merchant, catalogue.merchants)
_map(Product, catalogue.products)

_map(Basket, ordering.baskets)
_map(OrderLine, ordering.order_lines)
_map(MerchantOrder, ordering.merchant_orders, lines=_owned(OrderLine, ordering.order_lines.c.position))
_map(Order, ordering.orders, parts=_owned(MerchantOrder, ordering.merchant_orders.c.id))
_map(Picklist, ordering.picklists)

_map(Compartment, lockers.compartments)
_map(Station, lockers.stations, compartments=_owned(Compartment, lockers.compartments.c.no))
_map(PickupBox, lockers.pickup_boxes)
_map(Pickup, lockers.pickups, boxes=_owned(PickupBox, lockers.pickup_boxes.c.no))
_map(Access, lockers.accesses)
_map(DoorCommand, lockers.door_commands)

_map(AppointmentMove, appointments.appointment_moves)
_map(Appointment, appointments.appointments, moves=_owned(AppointmentMove, appointments.appointment_moves.c.no))
_map(Parcel, parcels.parcels)
_map(VendingSlot, vending.vending_slots)
_map(StockMove, vending.stock_moves)
_map(Sale, vending.sales)
_map(RefillItem, vending.refill_items)
_map(RefillAnswer, vending.refill_answers)
_map(
    Refill,
    vending.refills,
    items=_owned(RefillItem, vending.refill_items.c.no),
    answers=_owned(RefillAnswer, vending.refill_answers.c.person_id),
)
_map(Payment, vending.payments)
_map(Posting, vending.postings)

_map(DepositType, deposits.deposit_types)
_map(EmptiesLine, deposits.empties_lines)
_map(EmptiesReturn, deposits.empties_returns, lines=_owned(EmptiesLine, deposits.empties_lines.c.position))
_map(DepositCredit, deposits.deposit_credits)

_map(Case, support.cases)

_map(Place, tours.places)
_map(Vehicle, tours.vehicles)
_map(Crate, tours.crates)
_map(Stop, tours.stops, crates=_owned(Crate, tours.crates.c.no))
_map(Tour, tours.tours, stops=_owned(Stop, tours.stops.c.position))
_map(Consignment, tours.consignments)

_map(Conversation, conversations.conversations)
_map(InboxItem, conversations.inbox)
_map(Message, conversations.messages)
_map(OutboxItem, outbox.outbox)

# What queries name when they load a part in another way than the mapping says.
person_grants: InstrumentedAttribute[list[PersonRole]] = inspect(Person).attrs.grants.class_attribute


def mark_occupied(session: Session, _context: UOWTransaction, _instances: Iterable[object] | None) -> None:
    """Before rows are written: a box is occupied while goods lie in it, so that two can never share one."""
    changed = [thing for thing in (*session.new, *session.dirty) if isinstance(thing, Pickup | PickupBox)]
    pickups = {thing.id: thing for thing in changed if isinstance(thing, Pickup)}
    for box in changed:
        if isinstance(box, PickupBox) and box.pickup_id not in pickups:
            owner = session.get(Pickup, box.pickup_id)
            if owner is not None:
                pickups[owner.id] = owner
    for pickup in pickups.values():
        for each in pickup.boxes:
            _mark(each, each.filled and pickup.status.holds_compartments())


def _mark(box: Any, occupied: bool) -> None:
    if getattr(box, "occupied", None) != occupied:
        box.occupied = occupied


event.listen(Session, "before_flush", mark_occupied)
