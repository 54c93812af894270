"""What happened -> one German sentence for whoever looks on. Every event has one, or is silent for a written reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bots.demo.square import empties_told, parcels_told, sales_told, services_told, tours_told
from bots.dialogue.reply import Words, words
from bots.notices.lying import box_numbers
from domain.catalogue.events import AvailabilityChanged, PriceChanged
from domain.events import Event
from domain.ids import MerchantId, OrderId, PersonId, PickupId, Sku, StationId
from domain.lockers.events import (
    AccessLive,
    ClearingClaimed,
    CodeAlarm,
    DoorAnswered,
    DoorJammed,
    PickupCleared,
    PickupCollected,
    PickupExpired,
    PickupExpiring,
    PickupFilled,
    PickupReady,
    StationChanged,
)
from domain.lockers.ports import CommandOutcome, StationCondition, StationEvent, StationEventKind
from domain.money import Money
from domain.ordering.events import (
    ContractWithdrawn,
    OrderCancelled,
    OrderPlaced,
    PartAnswered,
    PartHandedOver,
    PartLapsed,
    PicklistNearlyLapsed,
    PicklistReminderDue,
    PicklistSent,
)
from domain.people.events import (
    AddressShut,
    BoundAgain,
    HelperAccepted,
    HelperEnded,
    HelperNamed,
    InvitationAccepted,
    PersonErased,
    PersonRegistered,
)
from domain.store import UnitOfWork
from domain.support.events import CaseClosed, CaseOpened, CaseTaken, TalkLine

Name = str | Words


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Somebody who knows people, shops and places by name."""

    store: UnitOfWork

    def person(self, person_id: PersonId) -> Name:
        """A person's name; strangers and the erased have none."""
        person = self.store.people.get(person_id)
        return person.name if person is not None and person.name else words("square-nobody")

    def merchant(self, merchant_id: MerchantId) -> str:
        """A shop's name."""
        merchant = self.store.catalogue.merchant(merchant_id)
        return merchant.name if merchant else merchant_id

    def product(self, sku: Sku) -> str:
        """A product's name."""
        product = self.store.catalogue.product(sku)
        return product.name if product else sku

    def place(self, station_id: StationId) -> str:
        """A pick-up point, by its village."""
        station = self.store.lockers.station(station_id)
        return station.village if station else station_id

    def code(self, order_id: OrderId) -> str:
        """The number of an order, as people say it."""
        order = self.store.orders.get(order_id)
        return order.code if order else ""

    def place_of(self, pickup_id: PickupId) -> str:
        """The pick-up point at which something waits."""
        pickup = self.store.lockers.pickup(pickup_id)
        return self.place(pickup.station_id) if pickup else ""


Told = Words | None


def order_placed(look: Onlooker, event: OrderPlaced) -> Told:
    """Who has bought for how much."""
    order = look.store.orders.get(event.order_id)
    if order is None:
        return None
    name = look.person(event.person_id)
    if event.amended:
        return words("square-order-amended", name=name, code=order.code)
    return words("square-order-placed", name=name, code=order.code, total=order.total)


def order_cancelled(look: Onlooker, event: OrderCancelled) -> Told:
    """Who has called off what."""
    return words("square-order-cancelled", name=look.person(event.person_id), code=look.code(event.order_id))


def picklist_sent(look: Onlooker, event: PicklistSent) -> Told:
    """A shop has its list."""
    return words("square-picklist-sent", merchant=look.merchant(event.merchant_id))


def picklist_reminder(look: Onlooker, event: PicklistReminderDue) -> Told:
    """A shop is reminded."""
    return words("square-picklist-reminder", merchant=look.merchant(event.merchant_id))


def picklist_nearly_lapsed(look: Onlooker, event: PicklistNearlyLapsed) -> Told:
    """Somebody should call the shop."""
    return words("square-picklist-nearly-lapsed", merchant=look.merchant(event.merchant_id))


def part_answered(look: Onlooker, event: PartAnswered) -> Told:
    """A shop has said yes, partly or no."""
    return words(
        "square-part-answered",
        merchant=look.merchant(event.merchant_id),
        code=look.code(event.order_id),
        status=event.status,
    )


def part_lapsed(look: Onlooker, event: PartLapsed) -> Told:
    """A shop has not answered in time."""
    return words("square-part-lapsed", merchant=look.merchant(event.merchant_id), code=look.code(event.order_id))


def contract_withdrawn(look: Onlooker, event: ContractWithdrawn) -> Told:
    """Who has stepped back from what."""
    return words("square-contract-withdrawn", name=look.person(event.person_id), code=look.code(event.order_id))


def price_changed(look: Onlooker, event: PriceChanged) -> Told:
    """What costs how much from now on."""
    return words(
        "square-price-changed",
        merchant=look.merchant(event.merchant_id),
        product=look.product(event.sku),
        price=Money(event.new_cents),
    )


def availability_changed(look: Onlooker, event: AvailabilityChanged) -> Told:
    """What is gone or back."""
    merchant, product = look.merchant(event.merchant_id), look.product(event.sku)
    if event.sold_out:
        return words("square-sold-out", merchant=merchant, product=product)
    return words("square-available-again", merchant=merchant, product=product)


def pickup_filled(look: Onlooker, event: PickupFilled) -> Told:
    """Whose goods lie where."""
    pickup = look.store.lockers.pickup(event.pickup_id)
    if pickup is None:
        return None
    return words(
        "square-pickup-filled",
        name=look.person(pickup.person_id),
        station=look.place(pickup.station_id),
        count=len(pickup.boxes),
        boxes=box_numbers(pickup),
    )


def pickup_ready(look: Onlooker, event: PickupReady) -> Told:
    """The station knows the code."""
    station = look.place_of(event.pickup_id)
    return words("square-pickup-ready", name=look.person(event.person_id), station=station)


def pickup_collected(look: Onlooker, event: PickupCollected) -> Told:
    """Who has fetched the goods, or that somebody else has."""
    station, name = look.place_of(event.pickup_id), look.person(event.person_id)
    key = "square-pickup-collected-for" if event.access_id else "square-pickup-collected"
    return words(key, name=name, station=station)


def pickup_expiring(look: Onlooker, event: PickupExpiring) -> Told:
    """Who is reminded."""
    station = look.place_of(event.pickup_id)
    return words("square-pickup-expiring", name=look.person(event.person_id), station=station)


def pickup_expired(look: Onlooker, event: PickupExpired) -> Told:
    """Whose goods have lain too long."""
    station = look.place(event.station_id)
    return words("square-pickup-expired", name=look.person(event.person_id), station=station)


def clearing_claimed(look: Onlooker, event: ClearingClaimed) -> Told:
    """Who takes them out."""
    station = look.place_of(event.pickup_id)
    return words("square-clearing-claimed", name=look.person(event.by), station=station)


def pickup_cleared(look: Onlooker, event: PickupCleared) -> Told:
    """Who has taken them out."""
    station = look.place_of(event.pickup_id)
    return words("square-pickup-cleared", name=look.person(event.by), station=station)


def access_live(look: Onlooker, event: AccessLive) -> Told:
    """A code beside the pickups' own works."""
    access = look.store.lockers.access(event.access_id)
    station = look.place(access.station_id) if access else ""
    return words("square-access-live", purpose=event.purpose, station=station)


def door_answered(look: Onlooker, event: DoorAnswered) -> Told:
    """Only the end that no door tells itself: nobody knows."""
    if event.outcome in {CommandOutcome.DONE, CommandOutcome.FAILED}:
        return None
    return words("square-door-unanswered", box=str(event.box), station=look.place(event.station_id))


def door_jammed(look: Onlooker, event: DoorJammed) -> Told:
    """Which door is stuck."""
    return words("square-door-jammed", box=str(event.box), station=look.place(event.station_id))


def code_alarm(look: Onlooker, event: CodeAlarm) -> Told:
    """Somebody tries codes."""
    return words("square-code-alarm", station=look.place(event.station_id))


def station_changed(look: Onlooker, event: StationChanged) -> Told:
    """A line was cut or mended."""
    lost = event.condition == StationCondition.LOST
    return words("square-station-lost" if lost else "square-station-back", station=look.place(event.station_id))


def case_opened(look: Onlooker, event: CaseOpened) -> Told:
    """Who needs a human."""
    return words("square-case-opened", name=look.person(event.person_id))


def case_taken(look: Onlooker, event: CaseTaken) -> Told:
    """Who looks after it."""
    operator, name = look.person(event.operator_id), look.person(event.person_id)
    return words("square-case-taken", operator=operator, name=name)


def case_closed(look: Onlooker, event: CaseClosed) -> Told:
    """It is settled."""
    return words("square-case-closed", name=look.person(event.person_id))


def helper_named(look: Onlooker, event: HelperNamed) -> Told:
    """Somebody is to collect for somebody."""
    return words("square-helper-named", name=look.person(event.resident_id))


def helper_accepted(look: Onlooker, event: HelperAccepted) -> Told:
    """Somebody collects for somebody from now on."""
    return words("square-helper-accepted", name=look.person(event.resident_id))


def helper_ended(look: Onlooker, event: HelperEnded) -> Told:
    """And not any more."""
    return words("square-helper-ended", name=look.person(event.resident_id))


def address_shut(look: Onlooker, event: AddressShut) -> Told:
    """Somebody hears nothing more on one channel."""
    return words("square-address-shut", name=look.person(event.person_id))


def person_registered(look: Onlooker, event: PersonRegistered) -> Told:
    """Somebody new."""
    return words("square-person-registered", name=look.person(event.person_id))


def invitation_accepted(look: Onlooker, event: InvitationAccepted) -> Told:
    """Somebody has come by an invitation."""
    return words("square-invitation-accepted", name=look.person(event.person_id))


def part_handed_over(look: Onlooker, event: PartHandedOver) -> Told:
    """Fetched at the counter."""
    return words(
        "square-part-handed-over", name=look.person(event.person_id), merchant=look.merchant(event.merchant_id)
    )


def bound_again(look: Onlooker, event: BoundAgain) -> Told:
    """A new phone."""
    return words("square-bound-again", name=look.person(event.person_id))


def person_erased(_look: Onlooker, _event: PersonErased) -> Told:
    """Nobody's name is left to be said."""
    return words("square-person-erased")


TOLD: Mapping[type[Event], Callable[[Onlooker, Any], Told]] = {
    OrderPlaced: order_placed,
    OrderCancelled: order_cancelled,
    PicklistSent: picklist_sent,
    PicklistReminderDue: picklist_reminder,
    PicklistNearlyLapsed: picklist_nearly_lapsed,
    PartAnswered: part_answered,
    PartLapsed: part_lapsed,
    ContractWithdrawn: contract_withdrawn,
    PriceChanged: price_changed,
    AvailabilityChanged: availability_changed,
    PickupFilled: pickup_filled,
    PickupReady: pickup_ready,
    PickupCollected: pickup_collected,
    PickupExpiring: pickup_expiring,
    PickupExpired: pickup_expired,
    ClearingClaimed: clearing_claimed,
    PickupCleared: pickup_cleared,
    AccessLive: access_live,
    DoorAnswered: door_answered,
    DoorJammed: door_jammed,
    CodeAlarm: code_alarm,
    StationChanged: station_changed,
    CaseOpened: case_opened,
    CaseTaken: case_taken,
    CaseClosed: case_closed,
    HelperNamed: helper_named,
    HelperAccepted: helper_accepted,
    HelperEnded: helper_ended,
    AddressShut: address_shut,
    PersonRegistered: person_registered,
    PartHandedOver: part_handed_over,
    InvitationAccepted: invitation_accepted,
    BoundAgain: bound_again,
    PersonErased: person_erased,
    **tours_told.TOLD,
    **empties_told.TOLD,
    **parcels_told.TOLD,
    **dict.fromkeys(services_told.SENTENCES, lambda look, event: services_told.of_appointment(look.store, event)),
    **sales_told.TOLD,
}

SILENT: Mapping[type[Event], str] = {
    TalkLine: "both chats show the line itself; what two people write to each other is not told again",
    **tours_told.SILENT,
    **empties_told.SILENT,
    **sales_told.SILENT,
}

AT_STATIONS: Mapping[StationEventKind, str] = {
    StationEventKind.DOOR_OPENED: "square-door-opened",
    StationEventKind.DOOR_CLOSED: "square-door-closed",
    StationEventKind.CODE_ACCEPTED: "square-code-accepted",
    StationEventKind.CODE_REFUSED: "square-code-refused",
    StationEventKind.CARD_PRESENTED: "square-card-presented",
}
"""What stations tell that is no event of the domain; of a jam and of an alarm the domain makes an event."""


def of_event(store: UnitOfWork, event: Event) -> Told:
    """The sentence of something that happened, or None."""
    tell = TOLD.get(type(event))
    return tell(Onlooker(store), event) if tell else None


def of_station(store: UnitOfWork, event: StationEvent) -> Told:
    """The sentence of something that happened at a station, or None."""
    key = AT_STATIONS.get(event.kind)
    return words(key, station=Onlooker(store).place(event.station_id), box=str(event.box or "")) if key else None
