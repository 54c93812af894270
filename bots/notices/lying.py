"""What lies in compartments, in words: goods, parcels or both, where, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bots.dialogue.reply import Option, Saying, WallPicture, Words, words
from domain.lockers.model import Pickup, PickupStatus, Station
from domain.store import UnitOfWork

OPEN_FLOW = "open-compartment"  # the resident's own flow; its value names the pickups, perhaps the box


def what(pickups: Sequence[Pickup]) -> str:
    """How it is called: "goods", "parcel", "parcels" or "both"."""
    parcels = sum(pickup.parcel_id is not None for pickup in pickups)
    if parcels == 0:
        return "goods"
    if parcels < len(pickups):
        return "both"
    return "parcel" if parcels == 1 else "parcels"


def box_numbers(*pickups: Pickup) -> list[str]:
    """The numbers of the compartments that its code opens, in order."""
    return [str(no) for no in sorted(box.no for pickup in pickups for box in pickup.boxes_to_open())]


def carrier(store: UnitOfWork, pickup: Pickup) -> str:
    """Who has brought it, if it is a parcel."""
    parcel = store.parcels.get(pickup.parcel_id) if pickup.parcel_id else None
    return parcel.carrier if parcel else ""


def code_saying(head: Words, station: Station, pickups: Sequence[Pickup], code: str, phone: str) -> Saying:
    """Point, Fach, code in groups, valid until, telephone, and the wall with the Fächer marked; nothing else.

    What one code opens is one message; what has a time of its own says so.
    """
    numbers = box_numbers(*pickups)
    if len(pickups) == 1:
        told = [
            words("notice-boxes", count=len(numbers), boxes=numbers),
            words("notice-code", code=code),
            words("notice-until", until=until(pickups[0])),
        ]
    else:
        told = [*(_line(pickup) for pickup in _goods_first(pickups)), words("notice-code", code=code)]
    alt = words("notice-wall", station=station.village, count=len(numbers), boxes=numbers)
    value = {"pickups": [pickup.id for pickup in pickups]}
    return Saying(
        (head, *told, words("notice-phone", phone=phone)),
        (Option(words("notice-option-open", count=len(numbers)), value, OPEN_FLOW),),
        picture=WallPicture(station.id, tuple(int(no) for no in numbers), alt),
    )


def until(pickup: Pickup) -> datetime:
    """Until when its code opens it."""
    at = pickup.reopen_until if pickup.status is PickupStatus.COLLECTED else pickup.valid_until
    assert at is not None
    return at


def _line(pickup: Pickup) -> Words:
    numbers = box_numbers(pickup)
    return words("notice-lies", what=what([pickup]), count=len(numbers), boxes=numbers, until=until(pickup))


def _goods_first(pickups: Sequence[Pickup]) -> list[Pickup]:
    return sorted(pickups, key=lambda pickup: (pickup.parcel_id is not None, pickup.id))
