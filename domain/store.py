"""The Store port: one unit of work with typed collections. Only the edge commits.

Things that are loaded are tracked: a changed thing is written at commit. Every collection returns the
same object for the same id within one unit of work.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from domain.appointments.model import Appointment, AppointmentStatus
from domain.catalogue.model import Merchant, Product
from domain.deposits.model import CreditStatus, DepositCredit, DepositType, EmptiesReturn, ReturnStatus
from domain.events import Event
from domain.ids import (
    AppointmentId,
    CaseId,
    CommandId,
    GrantId,
    HelperId,
    MerchantId,
    MerchantOrderId,
    OrderId,
    ParcelId,
    PaymentId,
    PersonId,
    PicklistId,
    PickupId,
    RefillId,
    ReturnId,
    SaleId,
    Sku,
    StationId,
    StopId,
    TourId,
    VehicleId,
)
from domain.lockers.model import Access, DoorCommand, Pickup, PickupStatus, Station
from domain.ordering.model import Basket, MerchantOrder, Order, Picklist
from domain.parcels.model import Parcel, ParcelStatus
from domain.payments.model import Payment, Posting
from domain.people.model import ContactAddress, Helper, Invitation, Person, Role, Village
from domain.refills.model import Refill
from domain.support.model import Case
from domain.tours.model import Consignment, Place, Tour, Vehicle
from domain.vending.model import Sale, SaleStatus, StockMove, VendingSlot


class People(Protocol):
    """Persons, their addresses, invitations and helpers, and the villages they live in."""

    def get(self, person_id: PersonId) -> Person | None: ...
    def at_address(self, channel: str, channel_id: str) -> Person | None: ...
    def with_role(self, role: Role, scope: str | None = None) -> Sequence[Person]: ...
    def living_at(self, villages: Collection[str], stations: Collection[StationId]) -> Sequence[Person]:
        """Who lives in one of these villages, or usually collects at one of these stations."""
        ...

    def add(self, person: Person) -> None: ...
    def address(self, channel: str, channel_id: str) -> ContactAddress | None: ...
    def addresses(self, person_id: PersonId) -> Sequence[ContactAddress]:
        """A person's addresses, last used first; also those that she shares."""
        ...

    def add_address(self, address: ContactAddress) -> None: ...
    def remove_address(self, address: ContactAddress) -> None: ...
    def invitation(self, code: str) -> Invitation | None:
        """The invitation, locked: it can be used once."""
        ...

    def add_invitation(self, invitation: Invitation) -> None: ...
    def helper(self, helper_id: HelperId) -> Helper | None: ...
    def helpers_of(self, resident_id: PersonId) -> Sequence[Helper]:
        """Everybody a resident has ever named, oldest first."""
        ...

    def helps_of(self, person_id: PersonId) -> Sequence[Helper]:
        """As whose helper a person has accepted, oldest first."""
        ...

    def add_helper(self, helper: Helper) -> None: ...
    def village(self, key: str) -> Village | None: ...
    def villages(self) -> Sequence[Village]: ...


class Catalogue(Protocol):
    """Merchants and what they sell. `version` rises with every change of a name, price or availability."""

    def product(self, sku: Sku) -> Product | None: ...
    def products(self, skus: Collection[Sku]) -> Mapping[Sku, Product]: ...
    def all_products(self) -> Sequence[Product]: ...
    def of_merchant(self, merchant_id: MerchantId) -> Sequence[Product]: ...
    def in_category(self, category: str) -> Sequence[Product]: ...
    def lock(self, skus: Collection[Sku]) -> Mapping[Sku, Product]:
        """The products read afresh and locked until commit, in the order of their skus: stock gets scarcer."""
        ...

    def merchant(self, merchant_id: MerchantId) -> Merchant | None: ...
    def merchants(self) -> Sequence[Merchant]: ...
    def version(self) -> int: ...
    def touch(self) -> None:
        """Raise `version`: vocabularies are built anew."""
        ...


class Orders(Protocol):
    """Baskets, orders and picking lists."""

    def basket_of(self, person_id: PersonId) -> Basket | None: ...
    def add_basket(self, basket: Basket) -> None: ...
    def get(self, order_id: OrderId) -> Order | None: ...
    def by_code(self, code: str) -> Order | None: ...
    def of_person(self, person_id: PersonId, limit: int = 10) -> Sequence[Order]:
        """A person's orders, newest first."""
        ...

    def placed_between(self, since: datetime, until: datetime) -> Sequence[Order]:
        """Everybody's orders placed from one instant up to before another, oldest first."""
        ...

    def add(self, order: Order) -> None: ...
    def part(self, part_id: MerchantOrderId) -> MerchantOrder | None: ...
    def parts_to_list(self, merchant_id: MerchantId, until: datetime) -> Sequence[MerchantOrder]:
        """Received parts of a merchant whose picking list is due by `until`, oldest first, locked."""
        ...

    def parts_on(self, picklist_id: PicklistId) -> Sequence[MerchantOrder]:
        """The parts on a picking list, oldest first."""
        ...

    def parts_of_day(self, merchant_id: MerchantId, day: date) -> Sequence[MerchantOrder]: ...
    def parts_coming(self, day: date) -> Sequence[MerchantOrder]:
        """The parts of all merchants that come on this day."""
        ...

    def picklist(self, picklist_id: PicklistId) -> Picklist | None:
        """The picking list, locked: it is answered once."""
        ...

    def open_picklists(self, merchant_id: MerchantId) -> Sequence[Picklist]: ...
    def add_picklist(self, picklist: Picklist) -> None: ...


class Lockers(Protocol):
    """Stations with their compartments, pickups and door commands."""

    def station(self, station_id: StationId) -> Station | None: ...
    def stations(self) -> Sequence[Station]: ...
    def lock_station(self, station_id: StationId) -> Station | None:
        """The station, locked until commit: its compartments get scarcer, its list version rises."""
        ...

    def pickup(self, pickup_id: PickupId) -> Pickup | None: ...
    def pickups_of_order(self, order_id: OrderId) -> Sequence[Pickup]: ...
    def pickups_of_person(self, person_id: PersonId, statuses: Collection[PickupStatus]) -> Sequence[Pickup]: ...
    def pickups_at(self, station_id: StationId, statuses: Collection[PickupStatus]) -> Sequence[Pickup]: ...
    def pickups_in(self, statuses: Collection[PickupStatus]) -> Sequence[Pickup]: ...
    def add_pickup(self, pickup: Pickup) -> None: ...
    def access(self, access_id: GrantId) -> Access | None: ...
    def accesses_at(self, station_id: StationId) -> Sequence[Access]:
        """The codes beside the pickups' own that are in force at a station, oldest first."""
        ...

    def accesses_for(self, subject: str) -> Sequence[Access]:
        """All such codes for one pickup, booking or parcel, oldest first."""
        ...

    def accesses_held_by(self, person_id: PersonId) -> Sequence[Access]:
        """Those in force whose code a person is told, oldest first."""
        ...

    def add_access(self, access: Access) -> None: ...
    def command(self, command_id: CommandId) -> DoorCommand | None: ...
    def commands_in_flight(self, station_id: StationId | None = None) -> Sequence[DoorCommand]: ...
    def add_command(self, command: DoorCommand) -> None: ...
    def first_time(self, station_id: StationId, boot: str, seq: int, at: datetime) -> bool:
        """Note an event of a station; False when (boot, seq) was noted before."""
        ...

    def forget_before(self, at: datetime) -> int:
        """Delete what stations told and openings that were settled before; how many."""
        ...


class Appointments(Protocol):
    """Services that were asked for."""

    def get(self, appointment_id: AppointmentId) -> Appointment | None: ...
    def by_code(self, code: str) -> Appointment | None: ...
    def of_person(self, person_id: PersonId, limit: int = 10) -> Sequence[Appointment]:
        """A person's appointments, newest first."""
        ...

    def of_merchant(self, merchant_id: MerchantId, statuses: Collection[AppointmentStatus]) -> Sequence[Appointment]:
        """A merchant's appointments in these states, oldest first."""
        ...

    def between(self, merchant_id: MerchantId, begin: datetime, end: datetime) -> Sequence[Appointment]:
        """Proposed and agreed ones of a merchant that begin in this time, in its order."""
        ...

    def add(self, appointment: Appointment) -> None: ...


class Deposits(Protocol):
    """Kinds of deposit, what residents give back, and what merchants owe them for it."""

    def types(self) -> Sequence[DepositType]:
        """All kinds, in the order of the county's table."""
        ...

    def get(self, return_id: ReturnId) -> EmptiesReturn | None: ...
    def by_code(self, code: str) -> EmptiesReturn | None: ...
    def of_person(self, person_id: PersonId) -> Sequence[EmptiesReturn]:
        """All a person has ever given back or booked, newest first."""
        ...

    def at_station(self, station_id: StationId, statuses: Collection[ReturnStatus]) -> Sequence[EmptiesReturn]:
        """Oldest first."""
        ...

    def with_status(self, statuses: Collection[ReturnStatus]) -> Sequence[EmptiesReturn]:
        """Oldest first."""
        ...

    def booked_between(self, since: datetime, until: datetime) -> Sequence[EmptiesReturn]:
        """Everybody's returns announced from one instant up to before another, oldest first."""
        ...

    def add(self, made: EmptiesReturn) -> None: ...
    def credits_of(self, person_id: PersonId, statuses: Collection[CreditStatus]) -> Sequence[DepositCredit]:
        """What is (or was) owed to a person, oldest first."""
        ...

    def credits_at(self, merchant_id: MerchantId, statuses: Collection[CreditStatus]) -> Sequence[DepositCredit]:
        """What a merchant owes (or has settled), oldest first."""
        ...

    def credits_for(self, return_id: ReturnId) -> Sequence[DepositCredit]: ...
    def credits_on(self, part_id: MerchantOrderId) -> Sequence[DepositCredit]:
        """What has been set off against a merchant order, oldest first."""
        ...

    def add_credit(self, credit: DepositCredit) -> None: ...


class Parcels(Protocol):
    """Parcels of carriers, oldest first."""

    def get(self, parcel_id: ParcelId) -> Parcel | None: ...
    def of_person(self, person_id: PersonId, statuses: Collection[ParcelStatus]) -> Sequence[Parcel]: ...
    def of_courier(self, courier_id: PersonId, statuses: Collection[ParcelStatus]) -> Sequence[Parcel]: ...
    def add(self, parcel: Parcel) -> None: ...


class Vending(Protocol):
    """Slots that sell, how their stock has changed, and the sales out of them."""

    def slot(self, station_id: StationId, no: int) -> VendingSlot | None: ...
    def lock_slot(self, station_id: StationId, no: int) -> VendingSlot | None:
        """The slot, locked until commit: what lies in it gets scarcer."""
        ...

    def slots_at(self, station_id: StationId) -> Sequence[VendingSlot]: ...
    def slots_of(self, sku: Sku) -> Sequence[VendingSlot]: ...
    def all_slots(self) -> Sequence[VendingSlot]: ...
    def add_slot(self, slot: VendingSlot) -> None: ...
    def add_move(self, move: StockMove) -> None: ...
    def moves_of(self, station_id: StationId, no: int) -> Sequence[StockMove]:
        """Every change of a slot's stock, oldest first."""
        ...

    def lock_sale(self, sale_id: SaleId) -> Sale | None:
        """The sale, locked until commit."""
        ...

    def sale(self, sale_id: SaleId) -> Sale | None: ...
    def sale_by_key(self, key: str) -> Sale | None: ...
    def sale_by_code(self, code: str) -> Sale | None: ...
    def sales_holding(self, station_id: StationId, no: int) -> Sequence[Sale]:
        """Sales for which packs in this slot are kept, oldest first."""
        ...

    def sales_in(self, statuses: Collection[SaleStatus]) -> Sequence[Sale]: ...
    def sales_of_person(self, person_id: PersonId, limit: int = 10) -> Sequence[Sale]:
        """What a person has bought (or wanted to), newest first."""
        ...

    def last_sale_at(self, station_id: StationId, no: int) -> Sale | None: ...
    def add_sale(self, sale: Sale) -> None: ...


class Refills(Protocol):
    """Tasks of filling slots."""

    def get(self, refill_id: RefillId) -> Refill | None: ...
    def lock(self, refill_id: RefillId) -> Refill | None:
        """The refill, locked until commit: one person can take it."""
        ...

    def live(self) -> Sequence[Refill]:
        """Refills that somebody still has to do, oldest first."""
        ...

    def live_at(self, station_id: StationId) -> Sequence[Refill]: ...
    def done_between(self, since: datetime, until: datetime) -> Sequence[Refill]:
        """Refills done from one instant up to before another, oldest first."""
        ...

    def of_person(self, person_id: PersonId) -> Sequence[Refill]:
        """What a person has taken over or answered, oldest first."""
        ...

    def add(self, refill: Refill) -> None: ...


class Till(Protocol):
    """Payments, and the books."""

    def get(self, payment_id: PaymentId) -> Payment | None: ...
    def lock(self, payment_id: PaymentId) -> Payment | None:
        """The payment, locked until commit."""
        ...

    def all(self) -> Sequence[Payment]: ...
    def add(self, payment: Payment) -> None: ...
    def postings(self) -> Sequence[Posting]:
        """The books, oldest first."""
        ...

    def add_posting(self, posting: Posting) -> None: ...


class Cases(Protocol):
    """Matters for operators."""

    def get(self, case_id: CaseId) -> Case | None: ...
    def of_chat(self, channel: str, channel_id: str) -> Case | None:
        """The TALK case of this chat that is not closed, or None."""
        ...

    def open_cases(self) -> Sequence[Case]: ...
    def taken_by(self, operator: PersonId) -> Sequence[Case]: ...
    def add(self, case: Case) -> None: ...


class Tours(Protocol):
    """Vehicles, places, tours, and goods on their way."""

    def vehicles(self) -> Sequence[Vehicle]: ...
    def vehicle(self, vehicle_id: VehicleId) -> Vehicle | None: ...
    def places(self) -> Sequence[Place]: ...
    def get(self, tour_id: TourId) -> Tour | None: ...
    def lock(self, tour_id: TourId) -> Tour | None:
        """The tour with its stops, locked until commit: driver and office may both have it in hand."""
        ...

    def of_day(self, day: date) -> Sequence[Tour]:
        """The tours of a day by their numbers."""
        ...

    def between(self, first: date, last: date) -> Sequence[Tour]:
        """The tours of all days from the first to the last, in their order."""
        ...

    def driven_by(self, person_id: PersonId) -> Sequence[Tour]:
        """All tours that are somebody's, in the order of their days."""
        ...

    def with_stop(self, stop_id: StopId) -> Tour | None:
        """The tour that has this stop."""
        ...

    def add(self, tour: Tour) -> None: ...
    def remove(self, tour: Tour) -> None: ...
    def consignment(self, part_id: MerchantOrderId) -> Consignment | None: ...
    def consignments_of_day(self, day: date) -> Sequence[Consignment]: ...
    def consignments_of(self, stop_id: StopId) -> Sequence[Consignment]:
        """What is fetched or brought at a stop."""
        ...

    def add_consignment(self, consignment: Consignment) -> None: ...


@dataclass(eq=False, kw_only=True)
class Conversation:
    """The talk with one address: its state is a JSON document that only the dialogue reads.

    `last_seq` numbers the messages to this address. The row is the lock of a turn.
    """

    channel: str
    channel_id: str
    state: dict[str, Any] = field(default_factory=dict)
    last_seq: int = 0
    delivered_seq: int = 0
    changed_at: datetime


@dataclass(eq=False, kw_only=True)
class InboxItem:
    """One message of a person, kept so that it is answered once, whatever happens.

    `body` is the incoming message as JSON. `handled_at` is None while a burst is being gathered.
    """

    id: str
    channel: str
    channel_id: str
    message_id: str
    body: dict[str, Any]
    received_at: datetime
    handled_at: datetime | None = None


@dataclass(eq=False, kw_only=True)
class Message:
    """One message to a person, already in words. `reply_to` is the inbox item it answers, if any.

    `due_at` lies in the future for what waits for the end of the quiet hours. A *passing* message may be read only as
    long as something lasts, which `passes_with` names; `sent_as` is the channel's own number of one that has left.
    """

    channel: str
    channel_id: str
    seq: int
    at: datetime
    body: dict[str, Any]
    reply_to: str | None = None
    delivered_at: datetime | None = None
    passes_with: str | None = None
    sent_as: str | None = None


@dataclass(eq=False, kw_only=True)
class OutboxItem:
    """Something to be done after the commit, at least once, not before `due_at` (the county's clock).

    `key` names it: while an item with this key waits, no second one is put. `retry_at` is the next try on
    the machine's clock; `parked_at` is set when it has failed too often.
    """

    id: str
    kind: str
    payload: dict[str, Any]
    due_at: datetime
    created_at: datetime
    key: str | None = None
    attempts: int = 0
    retry_at: datetime | None = None
    parked_at: datetime | None = None
    done_at: datetime | None = None
    error: str = ""


class Conversations(Protocol):
    """Conversations with their inbox and messages."""

    def lock(self, channel: str, channel_id: str) -> Conversation | None:
        """The conversation, locked until commit."""
        ...

    def add(self, conversation: Conversation) -> None: ...
    def of_channel(self, channel: str) -> Sequence[Conversation]: ...
    def inbox_item(self, channel: str, channel_id: str, message_id: str) -> InboxItem | None: ...
    def add_inbox_item(self, item: InboxItem) -> None: ...
    def unhandled(self, channel: str, channel_id: str) -> Sequence[InboxItem]:
        """Messages of a burst, oldest first."""
        ...

    def with_unhandled(self) -> Sequence[tuple[str, str]]:
        """The (channel, id) of all chats in which something waits for an answer."""
        ...

    def undelivered(self, channel: str, channel_id: str) -> Sequence[Message]:
        """Messages above `delivered_seq`, in order of their numbers."""
        ...

    def with_undelivered(self, channel: str) -> Sequence[str]:
        """The ids of all chats of a channel in which a message still has to go out."""
        ...

    def recent_inbox(self, channel: str, channel_id: str, limit: int) -> Sequence[InboxItem]: ...
    def add_message(self, message: Message) -> None: ...
    def replies_to(self, inbox_id: str) -> Sequence[Message]: ...
    def messages_since(self, channel: str, channel_id: str, seq: int, limit: int = 200) -> Sequence[Message]: ...
    def recent_messages(self, channel: str, channel_id: str, limit: int) -> Sequence[Message]: ...
    def message(self, channel: str, channel_id: str, seq: int) -> Message | None: ...
    def passing_with(self, what: str) -> Sequence[Message]:
        """The passing messages of all chats that this ends, by chat and number."""
        ...

    def forget_before(self, at: datetime) -> int:
        """Delete chat lines older than `at` (the chat log is short, the contract record is not); how many."""
        ...

    def forget_chat(self, channel: str, channel_id: str) -> None:
        """Delete all of one chat: conversation, inbox and messages (erasure)."""
        ...


class Outbox(Protocol):
    """What is to be done after the commit, or at its time."""

    def put(
        self, kind: str, payload: Mapping[str, Any], *, due_at: datetime | None = None, key: str | None = None
    ) -> None:
        """Note something to do, now or at `due_at`. What waits under the same key stays as it is."""
        ...

    def cancel(self, key: str) -> None:
        """Take back what waits under this key; nothing waiting is no fault."""
        ...

    def claim_due(self, now: datetime, machine_now: datetime, limit: int) -> Sequence[OutboxItem]:
        """Items that are due, in the order of their due time, locked (other processes skip them)."""
        ...

    def next_due(self) -> datetime | None:
        """The earliest due time of what waits, or None."""
        ...

    def parked(self) -> Sequence[OutboxItem]: ...


class UnitOfWork(Protocol):
    """One transaction. What is not committed has not happened."""

    people: People
    catalogue: Catalogue
    orders: Orders
    lockers: Lockers
    appointments: Appointments
    deposits: Deposits
    parcels: Parcels
    vending: Vending
    refills: Refills
    till: Till
    cases: Cases
    tours: Tours
    conversations: Conversations
    outbox: Outbox

    def record(self, event: Event) -> None:
        """Note what happened; it goes into the outbox of this transaction as kind "event"."""
        ...

    def flush(self) -> None:
        """Write changes without committing, so that uniqueness is checked now."""
        ...

    def commit(self) -> None:
        """Make it true. Only the edge calls this. Raises `Stale` when somebody else was faster."""
        ...


class Store(Protocol):
    """Opens units of work."""

    def begin(self) -> AbstractContextManager[UnitOfWork]:
        """A new unit of work; leaving without `commit` undoes everything."""
        ...
