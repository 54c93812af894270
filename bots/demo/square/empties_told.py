"""What happens to empties, told to whoever looks on: one sentence for each kind of event."""

from __future__ import annotations

from collections.abc import Mapping

from bots.demo.square.onlooker import Onlooker, Tell, Told, plain
from bots.dialogue.reply import words
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


def booked(look: Onlooker, event: EmptiesBooked) -> Told:
    """Who brings something, and where to."""
    empties = look.store.deposits.get(event.return_id)
    if empties is None:
        return None
    key = "square-empties-by-tour" if empties.way is Way.TOUR else "square-empties-booked"
    return words(key, name=look.person(event.person_id), station=look.place(empties.station_id))


def claimed(look: Onlooker, event: CountingClaimed) -> Told:
    """Who counts them."""
    return words("square-empties-claimed", name=look.person(event.by))


def counted(look: Onlooker, event: EmptiesCounted) -> Told:
    """What they are worth."""
    empties = look.store.deposits.get(event.return_id)
    if empties is None:
        return None
    name = look.person(event.person_id)
    return words("square-empties-counted", by=look.person(event.by), name=name, total=empties.counted_value)


TOLD: Mapping[type[Event], Tell] = {
    EmptiesBooked: booked,
    EmptiesCancelled: plain("square-empties-cancelled"),
    EmptiesExpiring: plain("square-empties-expiring"),
    EmptiesExpired: plain("square-empties-expired"),
    EmptiesHandedIn: plain("square-empties-handed-in"),
    CountingClaimed: claimed,
    CountingOverdue: plain("square-empties-uncounted"),
    EmptiesCounted: counted,
    FetchingOverdue: plain("square-empties-unfetched"),
    DepositPaidOut: plain("square-empties-paid-out"),
    DepositSetOff: plain("square-empties-set-off"),
}

SILENT: Mapping[type[Event], str] = {
    CountingAskedAgain: "somebody hears the same question once more; nothing has happened to the empties",
    OddPiecesDecided: "what becomes of a broken bottle is between her and whoever counts",
    PayOutWished: "a change of mind about her own money; onlookers hear when the shop has paid",
}
