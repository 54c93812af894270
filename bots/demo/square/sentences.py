"""What happened -> one German sentence for whoever looks on. Every event has one, or is silent for a written reason."""

from __future__ import annotations

from collections.abc import Mapping

from bots.demo.square import empties_told, parcels_told, sales_told, services_told, tours_told
from bots.demo.square.onlooker import Onlooker, Tell, Told, plain
from bots.dialogue.reply import words
from bots.notices.lying import box_numbers
from domain.catalogue.events import AvailabilityChanged, PriceChanged
from domain.events import Event
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


def order_placed(look: Onlooker, event: OrderPlaced) -> Told:
    """Who has bought for how much."""
    order = look.store.orders.get(event.order_id)
    if order is None:
        return None
    name = look.person(event.person_id)
    if event.amended:
        return words("square-order-amended", name=name, code=order.code)
    return words("square-order-placed", name=name, code=order.code, total=order.total)


def part_answered(look: Onlooker, event: PartAnswered) -> Told:
    """A shop has said yes, partly or no."""
    return words(
        "square-part-answered",
        merchant=look.merchant(event.merchant_id),
        code=look.code(event.order_id),
        status=event.status,
    )


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


def pickup_collected(look: Onlooker, event: PickupCollected) -> Told:
    """Who has fetched the goods, or that somebody else has."""
    station, name = look.place_of(event.pickup_id), look.person(event.person_id)
    key = "square-pickup-collected-for" if event.access_id else "square-pickup-collected"
    return words(key, name=name, station=station)


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


def station_changed(look: Onlooker, event: StationChanged) -> Told:
    """A line was cut or mended."""
    lost = event.condition == StationCondition.LOST
    return words("square-station-lost" if lost else "square-station-back", station=look.place(event.station_id))


TOLD: Mapping[type[Event], Tell] = {
    OrderPlaced: order_placed,
    OrderCancelled: plain("square-order-cancelled"),
    PicklistSent: plain("square-picklist-sent"),
    PicklistReminderDue: plain("square-picklist-reminder"),
    PicklistNearlyLapsed: plain("square-picklist-nearly-lapsed"),
    PartAnswered: part_answered,
    PartLapsed: plain("square-part-lapsed"),
    ContractWithdrawn: plain("square-contract-withdrawn"),
    PriceChanged: price_changed,
    AvailabilityChanged: availability_changed,
    PickupFilled: pickup_filled,
    PickupReady: plain("square-pickup-ready"),
    PickupCollected: pickup_collected,
    PickupExpiring: plain("square-pickup-expiring"),
    PickupExpired: plain("square-pickup-expired"),
    ClearingClaimed: clearing_claimed,
    PickupCleared: pickup_cleared,
    AccessLive: access_live,
    DoorAnswered: door_answered,
    DoorJammed: plain("square-door-jammed"),
    CodeAlarm: plain("square-code-alarm"),
    StationChanged: station_changed,
    CaseOpened: plain("square-case-opened"),
    CaseTaken: plain("square-case-taken"),
    CaseClosed: plain("square-case-closed"),
    HelperNamed: plain("square-helper-named"),
    HelperAccepted: plain("square-helper-accepted"),
    HelperEnded: plain("square-helper-ended"),
    AddressShut: plain("square-address-shut"),
    PersonRegistered: plain("square-person-registered"),
    PartHandedOver: plain("square-part-handed-over"),
    InvitationAccepted: plain("square-invitation-accepted"),
    BoundAgain: plain("square-bound-again"),
    PersonErased: plain("square-person-erased"),
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
