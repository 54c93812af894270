"""Notices about doors: what became of an opening from the chat, and doors that are stuck."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bots.dialogue.reply import Json, Option, Words, say, words
from bots.notices import counting, empties, helping, parcels, refills
from bots.notices.door_words import ending
from bots.notices.lying import OPEN_FLOW
from bots.notices.notice import Desk, Notice, Urgency, full_name
from bots.notices.pickups import code_for
from domain.deposits.counting import OPEN_TO_COUNT
from domain.deposits.service import OPEN_TO_HAND_IN
from domain.ids import GrantId
from domain.lockers.events import DoorAnswered, DoorJammed
from domain.lockers.joint import waiting_with
from domain.lockers.model import AccessPurpose, Pickup, PickupStatus
from domain.refills.service import OPEN_TO_REFILL
from domain.vending.service import OPEN_TO_SELL

# Why a door is opened for somebody at work -> the flow its answer goes on in.
FLOWS = {"fill": "fill", "clear": "clear", "drop": "drop"}
PUTTING_IN = frozenset({"fill", "drop"})
# Openings for other things than pickups: every room says here, by the `why` of the opening, who is told and how.
TOLD_BY: Mapping[str, Callable[[Desk, DoorAnswered], list[Notice]]] = {
    OPEN_TO_HAND_IN: empties.door_for_resident,
    OPEN_TO_COUNT: counting.door_for_counting,
    OPEN_TO_REFILL: refills.door_answered,
    OPEN_TO_SELL: lambda _desk, _event: [],  # the sale tells what becomes of it
}


def door_answered(desk: Desk, event: DoorAnswered) -> list[Notice]:
    """Who asked hears what the door said, with the next taps of what that person is doing."""
    command = desk.store.lockers.command(event.command_id)
    if command is None:
        return []
    told_by = TOLD_BY.get(command.why)
    if told_by is not None:
        return told_by(desk, event)
    pickup = desk.store.lockers.pickup(event.pickup_id) if event.pickup_id else None
    what = ending(event)
    if command.why in FLOWS:
        said, options = _for_helpers(command.why, event, what)
    else:
        said, options = _for_resident(desk, event, pickup, what)
    return [Notice(event.asked_by, say(*said, options=options), Urgency.ANSWER)]


def door_jammed(desk: Desk, event: DoorJammed) -> list[Notice]:
    """A code was right, but the door is stuck: the owner and an operator hear it."""
    pickup = desk.store.lockers.pickup(event.pickup_id) if event.pickup_id else None
    place = desk.place(event.station_id)
    access = desk.store.lockers.access(GrantId(event.access_id)) if event.access_id else None
    if access is not None and access.purpose is AccessPurpose.COURIER:
        return parcels.jammed_for_courier(desk, access, event.box)
    waits = pickup is not None and pickup.status in {PickupStatus.FILLED, PickupStatus.READY, PickupStatus.COLLECTED}
    if pickup is None or not waits:
        to_operators = desk.to_operators(words("notice-operator-jammed-empty", station=place, box=event.box))
        return [*empties.jammed(desk, event), *to_operators]
    owner = desk.person(pickup.person_id)
    phone = (owner.phone if owner else None) or ""
    told = desk.to_operators(
        words("notice-operator-jammed", station=place, box=event.box, name=full_name(owner)),
        *([words("notice-operator-phone", phone=phone)] if phone else []),
    )
    if access is not None:
        return helping.jammed_for(desk, access, pickup, event.box) + told
    if not event.by_code:  # the answer to the opening from the chat has said it
        return told
    said = words("notice-jammed-code", box=event.box, phone=desk.phone)
    options = (_open(pickup, event.box, "notice-option-again"), Option(words("notice-option-human"), flow="human"))
    return [Notice(pickup.person_id, say(said, options=options), Urgency.ANSWER), *told]


def _for_resident(
    desk: Desk, event: DoorAnswered, pickup: Pickup | None, what: str
) -> tuple[list[Words], list[Option]]:
    """Open: take everything out. Else: once more, by code, or a person."""
    human = Option(words("notice-option-human"), flow="human")
    if pickup is None:
        return [words(f"notice-door-{what}", box=event.box)], []
    again = _open(pickup, event.box, "notice-option-again", no_means_it=what == "unknown")
    said = [words(f"notice-door-{what}", box=event.box)]
    if what == "open":
        left = [
            (box.no, one)
            for one in waiting_with(desk.store, pickup)
            for box in one.boxes
            if box.opened_at is None and box.no != event.box
        ]
        following = sorted(left, key=lambda pair: pair[0])[:3]
        return said, [_open(one, no, "notice-option-open-next", no) for no, one in following]
    if what == "silent":
        code = code_for(desk, pickup)
        return said + ([words("notice-door-code", code=code)] if code else []), [again, human]
    if what == "unknown":
        seen = Option(
            words("notice-option-is-open"), {"box": event.box}, "door-seen", heard_as=("ja", "offen", "ist auf")
        )
        return said, [seen, again, human]
    return said, [again, human]


def _for_helpers(why: str, event: DoorAnswered, what: str) -> tuple[list[Words], list[Option]]:
    """Next taps for who fills or takes out."""

    def tap(key: str, did: str, *heard_as: str, style: str = "plain") -> Option:
        value: Json = {"pickup": event.pickup_id, "box": event.box, "did": did}
        return Option(words(key), value, FLOWS[why], style=style, heard_as=heard_as)

    done = "in" if why in PUTTING_IN else "out"
    finished = tap(
        f"{why}-option-{done}",
        done,
        "fertig",
        "erledigt",
        "ja",
        "drin" if why in PUTTING_IN else "draußen",
        style="main",
    )
    shut = ("nein", "noch zu", "ist zu") if what == "unknown" else ()
    again = tap("notice-option-again", "open", "noch einmal öffnen", "nochmal öffnen", *shut)
    label = f"{why}-option-stuck" if what == "open" else f"{why}-option-other"
    stuck = tap(label, "stuck", "klemmt", "tür klemmt", "geht nicht auf", "anderes fach")
    said = [words(f"{why}-door-{what}", box=event.box)]
    if what == "open":
        occupied = [tap("fill-option-occupied", "stuck", "belegt", "da liegt schon etwas", "nicht leer")]
        return said, [finished, stuck, *(occupied if why in PUTTING_IN else [])]
    if what == "unknown":
        return said, [finished, again, stuck]
    return said, [again, stuck]


def _open(pickup: Pickup, box: int, key: str, number: int | None = None, *, no_means_it: bool = False) -> Option:
    label = words(key, box=number) if number is not None else words(key)
    heard_as = ("noch einmal öffnen", "nochmal öffnen") if number is None else (f"fach {number}", "ja", "nächstes")
    more = ("nein", "nee", "noch zu", "ist zu") if no_means_it else ()
    return Option(label, {"pickup": pickup.id, "box": box}, OPEN_FLOW, heard_as=(*heard_as, *more))
