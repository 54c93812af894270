"""What a room does when something concerns it: a code was used, a door answered or was shut, a card held, money came.

`domain/lockers` does not know for what the other rooms want doors, nor `domain/payments` what is paid; they leave an
outbox item, and this table says who goes on from there, in a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from domain.county import County
from domain.deposits import reports as deposits
from domain.deposits.service import OPEN_TO_HAND_IN
from domain.ids import CommandId, GrantId, ParcelId, PaymentId, RefillId, ReturnId, StationId
from domain.lockers.model import Access, AccessPurpose, DoorCommand
from domain.lockers.ports import CommandOutcome
from domain.parcels import service as parcels
from domain.payments.model import Payment
from domain.people.model import SYSTEM
from domain.refills import service as refills
from domain.refills.service import OPEN_TO_REFILL
from domain.store import OutboxItem, UnitOfWork
from domain.vending import service as vending
from domain.vending.service import OPEN_TO_SELL

Reaction = Callable[[UnitOfWork, OutboxItem], None]
OnUse = Callable[[County, UnitOfWork, Access, int, datetime], None]
OnAnswer = Callable[[County, UnitOfWork, DoorCommand], None]
OnSettled = Callable[[County, UnitOfWork, Payment], None]


def empties_by_code(county: County, store: UnitOfWork, access: Access, _box: int, _at: datetime) -> None:
    """The code for empties was typed: they are in."""
    deposits.door_opened(county, store, SYSTEM, ReturnId(access.subject))


def empties_from_chat(county: County, store: UnitOfWork, command: DoorCommand) -> None:
    """The Fach for empties was opened from the chat."""
    if command.outcome is CommandOutcome.DONE:
        deposits.door_opened(county, store, SYSTEM, ReturnId(command.subject))


def courier_opened(county: County, store: UnitOfWork, access: Access, _box: int, at: datetime) -> None:
    """The code of a courier was typed: the parcel goes in."""
    parcels.door_opened(county, store, SYSTEM, ParcelId(access.subject), at)


def courier_shut(county: County, store: UnitOfWork, access: Access, _box: int, at: datetime) -> None:
    """The door was shut behind a courier: the parcel is in."""
    parcels.door_shut(county, store, SYSTEM, ParcelId(access.subject), at)


def courier_answered(county: County, store: UnitOfWork, command: DoorCommand) -> None:
    """The compartment was opened from the chat of a courier."""
    if command.outcome is CommandOutcome.DONE:
        parcels.door_opened(county, store, SYSTEM, ParcelId(command.subject), command.settled_at or county.now())


def refill_by_code(county: County, store: UnitOfWork, access: Access, box: int, at: datetime) -> None:
    """The code for refilling was typed: its slot is being filled."""
    refills.slot_was_open(county, store, SYSTEM, RefillId(access.subject), [box], at)


def refill_from_chat(county: County, store: UnitOfWork, command: DoorCommand) -> None:
    """A slot was opened from the chat to be filled."""
    if command.outcome is CommandOutcome.DONE:
        refills.slot_was_open(county, store, SYSTEM, RefillId(command.subject), [command.box], county.now())


def sale_at_the_door(county: County, store: UnitOfWork, command: DoorCommand) -> None:
    """The door of a sale has answered, or is silent: sold or not."""
    vending.door_answered(county, store, SYSTEM, command)


def sale_settled(county: County, store: UnitOfWork, payment: Payment) -> None:
    """The provider has said what became of a sale's money."""
    vending.payment_settled(county, store, SYSTEM, payment.id)


# By the purpose of the code, by the `why` of the opening, and by the purpose of the payment.
WHEN_USED: Mapping[AccessPurpose, OnUse] = {
    AccessPurpose.DEPOSIT: empties_by_code,
    AccessPurpose.COURIER: courier_opened,
    AccessPurpose.REFILL: refill_by_code,
}
WHEN_SHUT: Mapping[AccessPurpose, OnUse] = {AccessPurpose.COURIER: courier_shut}
WHEN_ANSWERED: Mapping[str, OnAnswer] = {
    OPEN_TO_HAND_IN: empties_from_chat,
    parcels.DROP: courier_answered,
    OPEN_TO_REFILL: refill_from_chat,
    OPEN_TO_SELL: sale_at_the_door,
}
WHEN_SETTLED: Mapping[str, OnSettled] = {vending.PURPOSE: sale_settled}


def reactions(county: County) -> Mapping[str, Reaction]:
    """The handlers of what stations leave in the outbox for other rooms."""

    def access(by_purpose: Mapping[AccessPurpose, OnUse]) -> Reaction:
        def react(store: UnitOfWork, item: OutboxItem) -> None:
            access = store.lockers.access(GrantId(item.payload["access_id"]))
            go_on = by_purpose.get(access.purpose) if access is not None else None
            if access is not None and go_on is not None:
                go_on(county, store, access, item.payload["box"], datetime.fromisoformat(item.payload["at"]))

        return react

    def door_answered(store: UnitOfWork, item: OutboxItem) -> None:
        command = store.lockers.command(CommandId(item.payload["command_id"]))
        react = WHEN_ANSWERED.get(command.why) if command is not None else None
        if command is not None and react is not None:
            react(county, store, command)

    def card_presented(store: UnitOfWork, item: OutboxItem) -> None:
        station_id, box = StationId(item.payload["station_id"]), item.payload["box"]
        card, key = item.payload["detail"], item.key or item.id
        vending.card_presented(county, store, SYSTEM, station_id, box, card=card, key=key)

    def payment_settled(store: UnitOfWork, item: OutboxItem) -> None:
        payment = store.till.get(PaymentId(item.payload["payment_id"]))
        react = WHEN_SETTLED.get(payment.purpose) if payment is not None else None
        if payment is not None and react is not None:
            react(county, store, payment)

    return {
        "access.used": access(WHEN_USED),
        "access.shut": access(WHEN_SHUT),
        "door.answered": door_answered,
        "card.presented": card_presented,
        "payment.settled": payment_settled,
    }
