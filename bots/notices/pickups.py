"""Notices about goods at pick-up points: ready, collected, nearly over, over, taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bots.dialogue.reply import Option, Reply, say, words
from bots.notices import helping, parcels
from bots.notices.lying import box_numbers, carrier, code_saying, what
from bots.notices.notice import Desk, Notice, Urgency, first_name, name_and_village, village_of
from domain.codes import grouped
from domain.ids import GrantId, PersonId, PickupId
from domain.lockers.errors import CodeNotReady, CodeUnreadable
from domain.lockers.events import (
    CodeAlarm,
    PickupCleared,
    PickupCollected,
    PickupExpired,
    PickupExpiring,
    PickupReady,
    StationChanged,
)
from domain.lockers.finding import station_of
from domain.lockers.joint import joined, waiting_with
from domain.lockers.model import Pickup, PickupStatus
from domain.lockers.ports import StationCondition
from domain.lockers.service import code_of
from domain.lockers.stay import stay_of
from domain.people.model import Role


def pickup_ready(desk: Desk, event: PickupReady) -> list[Notice]:
    """Point, Fach, code, until when, phone: all that is needed and nothing else. Beside it, who has been told, too.

    What has become ready behind the same code is told together, by the last of them.
    """
    pickup = _pickup(desk, event.pickup_id)
    together = _ready_with(desk, pickup)
    if any(_comes_after(other, pickup) for other in together):
        return []
    told = _with_code(desk, pickup, together, "notice-rest" if _was_renewed(desk, pickup) else "notice-ready")
    first, also = parcels.elsewhere(desk, pickup), helping.told_too(desk, pickup)
    told = [replace(notice, reply=first + notice.reply + also) for notice in told]
    return told + helping.more_is_there(desk, pickup) + _unheard(desk, told) if told else []


def pickup_expiring(desk: Desk, event: PickupExpiring) -> list[Notice]:
    """Everything once more: nothing must be remembered."""
    pickup = _pickup(desk, event.pickup_id)
    told = _with_code(desk, pickup, _ready_with(desk, pickup), "notice-expiring")
    return told + helping.still_waiting(desk, pickup) + _unheard(desk, told) if told else []


def pickup_collected(desk: Desk, event: PickupCollected) -> list[Notice]:
    """How long the same code opens again for what was forgotten; who collected if it was not she herself.

    What one visit has opened is told once, by the last of it.
    """
    pickup = _pickup(desk, event.pickup_id)
    emptied = [one for one in joined(desk.store, pickup) if one.status is PickupStatus.COLLECTED] or [pickup]
    access = desk.store.lockers.access(GrantId(event.access_id)) if event.access_id else None
    if any(_was_opened_after(other, pickup) for other in emptied):
        return helping.spared(desk, event)
    if access is not None:
        return helping.collected_for(desk, event, access, what(emptied)) + helping.spared(desk, event)
    return _collected_herself(desk, event, emptied) + helping.spared(desk, event)


def _collected_herself(desk: Desk, event: PickupCollected, emptied: Sequence[Pickup]) -> list[Notice]:
    pickup, until = _pickup(desk, event.pickup_id), datetime.fromisoformat(event.reopen_until)
    place = desk.place(pickup.station_id)
    if until <= desk.county.now():
        earlier = words("notice-collected-earlier", station=place, what=what(emptied))
        return [Notice(event.person_id, say(earlier), Urgency.STATUS)]
    if waiting_with(desk.store, pickup):
        said = words("notice-collected-part", station=place, until=until, what=what(emptied))
    else:
        said = words("notice-collected", station=place, until=until)
    return [Notice(event.person_id, say(said), Urgency.ANSWER)]


def pickup_expired(desk: Desk, event: PickupExpired) -> list[Notice]:
    """The resident hears what becomes of her goods; who looks after the station is asked to take them out."""
    pickup = _pickup(desk, event.pickup_id)
    if pickup.status is not PickupStatus.EXPIRED:
        return []
    place = desk.place(event.station_id)
    numbers = box_numbers(pickup)
    over = words(
        "notice-expired",
        what=what([pickup]),
        station=place,
        count=len(numbers),
        boxes=numbers,
        carrier=carrier(desk.store, pickup),
        phone=desk.phone,
    )
    told = Notice(event.person_id, say(over))
    if pickup.clearing_by is not None:
        return [told]
    resident = desk.person(pickup.person_id)
    question = words(
        "notice-clear-please",
        what=what([pickup]),
        station=place,
        count=len(numbers),
        boxes=numbers,
        name=first_name(resident),
        village=village_of(resident),
    )
    options = (
        Option(
            words("notice-option-claim"),
            {"pickup": pickup.id, "did": "claim"},
            "clear",
            style="main",
            heard_as=("ja", "mach ich", "ich mache das", "übernehme ich", "gern"),
        ),
        Option(
            words("notice-option-decline"),
            {"pickup": pickup.id, "did": "decline"},
            "clear",
            heard_as=("nein", "heute nicht", "ich kann nicht", "geht nicht", "nee"),
        ),
    )
    volunteers = desk.store.people.with_role(Role.VOLUNTEER, event.station_id)
    if not volunteers:
        return [told, *desk.to_operators(question, options=options)]
    return [told, *(Notice(v.id, say(question, options=options), Urgency.PROACTIVE) for v in volunteers)]


def pickup_cleared(desk: Desk, event: PickupCleared) -> list[Notice]:
    """The goods are out; how to get them all the same. A parcel goes back, and its courier hears where to fetch it."""
    pickup = _pickup(desk, event.pickup_id)
    told = words(
        "notice-cleared",
        what=what([pickup]),
        station=desk.place(pickup.station_id),
        carrier=carrier(desk.store, pickup),
        phone=desk.phone,
    )
    return [Notice(event.person_id, say(told)), *parcels.goes_back(desk, pickup)]


def code_alarm(desk: Desk, event: CodeAlarm) -> list[Notice]:
    """Somebody is trying codes."""
    return desk.to_operators(words("notice-code-alarm", station=desk.place(event.station_id)))


def station_changed(desk: Desk, event: StationChanged) -> list[Notice]:
    """A silent station is told to operators; codes at its keypad work all the same. Its return needs no words."""
    station = station_of(desk.store, event.station_id)
    if event.condition != StationCondition.LOST.value or not station.silent:
        return []
    waiting = desk.store.lockers.pickups_at(station.id, {PickupStatus.FILLED, PickupStatus.READY})
    return desk.to_operators(
        words("notice-station-silent", station=station.village), words("notice-station-waiting", count=len(waiting))
    )


def code_for(desk: Desk, pickup: Pickup) -> str | None:
    """The owner's code in groups, or None while there is none to tell."""
    person = desk.person(pickup.person_id)
    if person is None:
        return None
    try:
        return grouped(code_of(desk.county, desk.store, person.actor(), pickup.id))
    except (CodeNotReady, CodeUnreadable):
        return None


def _with_code(desk: Desk, pickup: Pickup, together: Sequence[Pickup], key: str) -> list[Notice]:
    code = code_for(desk, pickup)
    if pickup.status is not PickupStatus.READY or code is None:
        return []
    station = station_of(desk.store, pickup.station_id)
    head = words(key, what=what(together), station=station.village, address=station.address)
    return [Notice(pickup.person_id, Reply((code_saying(head, station, together, code, desk.phone),)))]


def _unheard(desk: Desk, told: list[Notice]) -> list[Notice]:
    """What an operator reads about those of them who cannot be told."""
    lost = [notice.person_id for notice in told if not desk.can_be_told(notice.person_id)]
    return [notice for person_id in lost for notice in unreached(desk, person_id)]


def unreached(desk: Desk, person_id: PersonId) -> list[Notice]:
    """Goods wait, and their owner cannot hear of it: an operator calls her."""
    waiting = desk.store.lockers.pickups_of_person(person_id, {PickupStatus.READY})
    if not waiting:
        return []
    person = desk.person(person_id)
    places = sorted({desk.place(pickup.station_id) for pickup in waiting})
    said = [words("notice-operator-unreached", who=name_and_village(person), stations=places)]
    if person is not None and person.phone:
        said.append(words("notice-operator-phone", phone=person.phone))
    return desk.to_operators(*said)


def still_there(desk: Desk, person_id: PersonId) -> list[Notice]:
    """What waits for somebody whom a new device has just been bound to: each code once more, at once."""
    waiting = desk.store.lockers.pickups_of_person(person_id, {PickupStatus.READY})
    codes = {pickup.grant_id: _ready_with(desk, pickup) for pickup in waiting}
    told = [notice for ones in codes.values() for notice in _with_code(desk, ones[0], ones, "notice-rest")]
    return [replace(notice, urgency=Urgency.ANSWER) for notice in told]


def _ready_with(desk: Desk, pickup: Pickup) -> list[Pickup]:
    return [one for one in waiting_with(desk.store, pickup) if one.status is PickupStatus.READY]


def _comes_after(other: Pickup, pickup: Pickup) -> bool:
    return (other.list_version or 0, other.id) > (pickup.list_version or 0, pickup.id)


def _was_renewed(desk: Desk, pickup: Pickup) -> bool:
    """Whether its first code was used, and this is another one for what is left."""
    assert pickup.valid_from is not None
    assert pickup.valid_until is not None
    return pickup.valid_until - pickup.valid_from < stay_of(desk.county, pickup)


def _was_opened_after(other: Pickup, pickup: Pickup) -> bool:
    if other.reopen_until is None or pickup.reopen_until is None:
        return False
    return (other.reopen_until, other.id) > (pickup.reopen_until, pickup.id)


def _pickup(desk: Desk, pickup_id: PickupId) -> Pickup:
    pickup = desk.store.lockers.pickup(pickup_id)
    assert pickup is not None, f"an event about an unknown pickup {pickup_id}"
    return pickup
