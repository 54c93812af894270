"""What a room does when something at a station concerns it: a code was used, a door answered or was shut, a card held.

`domain/lockers` does not know for what the other rooms want doors; it leaves an outbox item, and this table says who
goes on from there, in a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from domain.county import County
from domain.deposits import reports as deposits
from domain.deposits.service import OPEN_TO_HAND_IN
from domain.ids import CommandId, GrantId, ParcelId, ReturnId
from domain.lockers.model import Access, AccessPurpose, DoorCommand
from domain.lockers.ports import CommandOutcome
from domain.parcels import service as parcels
from domain.people.model import SYSTEM
from domain.store import OutboxItem, UnitOfWork

Reaction = Callable[[UnitOfWork, OutboxItem], None]
OnUse = Callable[[County, UnitOfWork, Access, int, datetime], None]
OnAnswer = Callable[[County, UnitOfWork, DoorCommand], None]


def empties_by_code(county: County, store: UnitOfWork, access: Access, _box: int, _at: datetime) -> None:
    """The code for empties was typed: they are in."""
    deposits.door_opened(county, store, SYSTEM, ReturnId(access.subject))


def empties_from_chat(county: County, store: UnitOfWork, command: DoorCommand) -> None:
    """The Fach for empties was opened from the chat."""
    if command.outcome is CommandOutcome.DONE:
        deposits.door_opened(county, store, SYSTEM, ReturnId(command.subject))


def _courier_opened(county: County, store: UnitOfWork, access: Access, _box: int, at: datetime) -> None:
    parcels.door_opened(county, store, SYSTEM, ParcelId(access.subject), at)


def _courier_shut(county: County, store: UnitOfWork, access: Access, _box: int, at: datetime) -> None:
    parcels.door_shut(county, store, SYSTEM, ParcelId(access.subject), at)


def _courier_answered(county: County, store: UnitOfWork, command: DoorCommand) -> None:
    if command.outcome is CommandOutcome.DONE:
        parcels.door_opened(county, store, SYSTEM, ParcelId(command.subject), command.settled_at or county.now())


# By the purpose of the code, and by the `why` of the opening.
WHEN_USED: Mapping[AccessPurpose, OnUse] = {
    AccessPurpose.DEPOSIT: empties_by_code,
    AccessPurpose.COURIER: _courier_opened,
}
WHEN_SHUT: Mapping[AccessPurpose, OnUse] = {AccessPurpose.COURIER: _courier_shut}
WHEN_ANSWERED: Mapping[str, OnAnswer] = {OPEN_TO_HAND_IN: empties_from_chat, parcels.DROP: _courier_answered}


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

    def card_presented(_store: UnitOfWork, _item: OutboxItem) -> None:
        """A card at a reader; the room of sales takes it from here."""

    return {
        "access.used": access(WHEN_USED),
        "access.shut": access(WHEN_SHUT),
        "door.answered": door_answered,
        "card.presented": card_presented,
    }
