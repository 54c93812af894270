"""Notices about goods at pick-up points: ready, collected, nearly over, over, taken out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bots.dialogue.reply import Option, Reply, Saying, WallPicture, Words, say, words
from bots.notices import helping
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
from domain.lockers.model import Pickup, PickupStatus
from domain.lockers.ports import StationCondition
from domain.lockers.service import code_of
from domain.people.model import Role

OPEN_FLOW = "open-compartment"  # the resident's own flow; its value names the pickup, perhaps the box


def pickup_ready(desk: Desk, event: PickupReady) -> list[Notice]:
    """Point, Fach, code, until when, phone: all that is needed and nothing else. Beside it, who has been told, too."""
    told = _with_code(desk, event.pickup_id, event.person_id, "notice-ready")
    also = helping.told_too(desk, _pickup(desk, event.pickup_id))
    return [replace(notice, reply=notice.reply + also) for notice in told] + _unheard(desk, told)


def pickup_expiring(desk: Desk, event: PickupExpiring) -> list[Notice]:
    """Everything once more: nothing must be remembered."""
    told = _with_code(desk, event.pickup_id, event.person_id, "notice-expiring")
    return told + helping.still_waiting(desk, _pickup(desk, event.pickup_id)) + _unheard(desk, told) if told else []


def pickup_collected(desk: Desk, event: PickupCollected) -> list[Notice]:
    """How long the same code opens again for what was forgotten; who collected if it was not she herself."""
    access = desk.store.lockers.access(GrantId(event.access_id)) if event.access_id else None
    told = helping.collected_for(desk, event, access) if access is not None else _collected_herself(desk, event)
    return told + helping.spared(desk, event)


def _collected_herself(desk: Desk, event: PickupCollected) -> list[Notice]:
    pickup, until = _pickup(desk, event.pickup_id), datetime.fromisoformat(event.reopen_until)
    place = desk.place(pickup.station_id)
    if until <= desk.county.now():
        return [Notice(event.person_id, say(words("notice-collected-earlier", station=place)), Urgency.STATUS)]
    return [Notice(event.person_id, say(words("notice-collected", station=place, until=until)), Urgency.ANSWER)]


def pickup_expired(desk: Desk, event: PickupExpired) -> list[Notice]:
    """The resident hears what becomes of her goods; who looks after the station is asked to take them out."""
    pickup = _pickup(desk, event.pickup_id)
    if pickup.status is not PickupStatus.EXPIRED:
        return []
    place = desk.place(event.station_id)
    told = Notice(event.person_id, say(words("notice-expired", station=place, phone=desk.phone)))
    if pickup.clearing_by is not None:
        return [told]
    resident = desk.person(pickup.person_id)
    question = words(
        "notice-clear-please",
        station=place,
        count=len(pickup.boxes),
        boxes=box_numbers(pickup),
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
    """The goods are out; how to get them all the same."""
    place = desk.place(_pickup(desk, event.pickup_id).station_id)
    return [Notice(event.person_id, say(words("notice-cleared", station=place, phone=desk.phone)))]


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


def box_numbers(pickup: Pickup) -> list[str]:
    """The numbers of its compartments in order."""
    return [str(box.no) for box in sorted(pickup.boxes, key=lambda box: box.no)]


def code_for(desk: Desk, pickup: Pickup) -> str | None:
    """The owner's code in groups, or None while there is none to tell."""
    person = desk.person(pickup.person_id)
    if person is None:
        return None
    try:
        return grouped(code_of(desk.county, desk.store, person.actor(), pickup.id))
    except (CodeNotReady, CodeUnreadable):
        return None


def _with_code(desk: Desk, pickup_id: PickupId, person_id: PersonId, key: str) -> list[Notice]:
    pickup = _pickup(desk, pickup_id)
    code = code_for(desk, pickup)
    if pickup.status is not PickupStatus.READY or code is None:
        return []
    station = station_of(desk.store, pickup.station_id)
    numbers = box_numbers(pickup)
    said: list[Words] = [
        words(key, station=station.village, address=station.address),
        words("notice-boxes", count=len(numbers), boxes=numbers),
        words("notice-code", code=code),
        words("notice-until", until=pickup.valid_until),
        words("notice-phone", phone=desk.phone),
    ]
    wall = WallPicture(station.id, tuple(int(no) for no in numbers), _wall_words(station.village, numbers))
    options = (Option(words("notice-option-open", count=len(numbers)), {"pickup": pickup.id}, OPEN_FLOW),)
    return [Notice(person_id, Reply((Saying(tuple(said), options=options, picture=wall),)))]


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


def _wall_words(place: str, numbers: list[str]) -> Words:
    return words("notice-wall", station=place, count=len(numbers), boxes=numbers)


def _pickup(desk: Desk, pickup_id: PickupId) -> Pickup:
    pickup = desk.store.lockers.pickup(pickup_id)
    assert pickup is not None, f"an event about an unknown pickup {pickup_id}"
    return pickup
