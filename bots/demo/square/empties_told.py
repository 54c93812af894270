"""What happens to empties, told to whoever looks on: one sentence for each kind of event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bots.dialogue.reply import Words, words
from domain.deposits.events import (
    CountingAskedAgain,
    CountingClaimed,
    CountingOverdue,
    DepositPaidOut,
    DepositSetOff,
    EmptiesBooked,
    EmptiesCancelled,
    EmptiesCounted,
    EmptiesExpired,
    EmptiesExpiring,
    EmptiesHandedIn,
    FetchingOverdue,
    OddPiecesDecided,
    PayOutWished,
)
from domain.deposits.model import Way
from domain.events import Event
from domain.money import Money

Told = Words | None


def booked(look: Any, event: EmptiesBooked) -> Told:
    """Who brings something, and where to."""
    empties = look.store.deposits.get(event.return_id)
    if empties is None:
        return None
    key = "square-empties-by-tour" if empties.way is Way.TOUR else "square-empties-booked"
    return words(key, name=look.person(event.person_id), station=look.place(empties.station_id))


def cancelled(look: Any, event: EmptiesCancelled) -> Told:
    """Who brings nothing after all."""
    return words("square-empties-cancelled", name=look.person(event.person_id))


def expiring(look: Any, event: EmptiesExpiring) -> Told:
    """Who is reminded."""
    return words("square-empties-expiring", name=look.person(event.person_id))


def expired(look: Any, event: EmptiesExpired) -> Told:
    """Whose compartment is for others again."""
    return words("square-empties-expired", name=look.person(event.person_id))


def handed_in(look: Any, event: EmptiesHandedIn) -> Told:
    """Whose empties wait to be counted."""
    station = look.place(event.station_id)
    return words("square-empties-handed-in", name=look.person(event.person_id), station=station)


def claimed(look: Any, event: CountingClaimed) -> Told:
    """Who counts them."""
    return words("square-empties-claimed", name=look.person(event.by))


def overdue(look: Any, event: CountingOverdue) -> Told:
    """Where nobody has counted."""
    return words("square-empties-uncounted", station=look.place(event.station_id))


def counted(look: Any, event: EmptiesCounted) -> Told:
    """What they are worth."""
    empties = look.store.deposits.get(event.return_id)
    if empties is None:
        return None
    name = look.person(event.person_id)
    return words("square-empties-counted", by=look.person(event.by), name=name, total=empties.counted_value)


def unfetched(look: Any, event: FetchingOverdue) -> Told:
    """For whom no driver has come."""
    return words("square-empties-unfetched", name=look.person(event.person_id))


def paid_out(look: Any, event: DepositPaidOut) -> Told:
    """Which shop has handed over the money."""
    merchant, name = look.merchant(event.merchant_id), look.person(event.person_id)
    return words("square-empties-paid-out", merchant=merchant, name=name, total=Money(event.cents))


def was_set_off(look: Any, event: DepositSetOff) -> Told:
    """On which shop's bill it is."""
    merchant, name = look.merchant(event.merchant_id), look.person(event.person_id)
    return words("square-empties-set-off", merchant=merchant, name=name, total=Money(event.cents))


TOLD: Mapping[type[Event], Callable[[Any, Any], Told]] = {
    EmptiesBooked: booked,
    EmptiesCancelled: cancelled,
    EmptiesExpiring: expiring,
    EmptiesExpired: expired,
    EmptiesHandedIn: handed_in,
    CountingClaimed: claimed,
    CountingOverdue: overdue,
    EmptiesCounted: counted,
    FetchingOverdue: unfetched,
    DepositPaidOut: paid_out,
    DepositSetOff: was_set_off,
}

SILENT: Mapping[type[Event], str] = {
    CountingAskedAgain: "somebody hears the same question once more; nothing has happened to the empties",
    OddPiecesDecided: "what becomes of a broken bottle is between her and whoever counts",
    PayOutWished: "a change of mind about her own money; onlookers hear when the shop has paid",
}
