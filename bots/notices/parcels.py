"""Notices to couriers: the code for a compartment, what became of it, and a parcel that goes back."""

from __future__ import annotations

from bots.dialogue.reply import NOTHING_SAID, Json, Option, Reply, Saying, say, words
from bots.notices.notice import Desk, Notice, Urgency, full_name
from domain.codes import grouped
from domain.errors import DomainError
from domain.ids import GrantId, ParcelId
from domain.lockers.access import code_of_access
from domain.lockers.events import AccessLive
from domain.lockers.finding import station_of
from domain.lockers.model import Access, Pickup
from domain.parcels.events import ParcelCalledOff, ParcelStored, ParcelTurnedAway
from domain.parcels.model import Parcel, ParcelStatus

DROP_FLOW = "drop"  # the courier's flow; its value names the pickup, the box and what was done


def drop_code_live(desk: Desk, event: AccessLive) -> list[Notice]:
    """Place, Fach, code, until when; and the taps that follow."""
    access = desk.store.lockers.access(GrantId(event.access_id))
    parcel = desk.store.parcels.get(ParcelId(event.subject))
    if access is None or parcel is None or parcel.status is not ParcelStatus.ASSIGNED:
        return []
    saying = drop_code(desk, access, parcel)
    return [Notice(access.holder_id, Reply((saying,)), Urgency.ANSWER)] if saying is not None else []


def drop_code(desk: Desk, access: Access, parcel: Parcel) -> Saying | None:
    """The code of one compartment, as its courier reads it."""
    courier = desk.store.people.get(access.holder_id)
    if courier is None:
        return None
    try:
        code = grouped(code_of_access(desk.county, desk.store, courier.actor(), access.id))
    except DomainError:
        return None
    station = station_of(desk.store, parcel.station_id)
    (box,) = access.boxes
    told = (
        words("drop-code-where", station=station.village, address=station.address, box=box),
        words("notice-second-code", code=code),
        words("notice-until", until=access.valid_until),
        words("drop-code-how"),
    )
    return Saying(
        told,
        (
            tap(parcel, box, "drop-option-in", "in", "eingelegt", "drin", "fertig", "liegt drin", style="main"),
            tap(parcel, box, "drop-option-open", "open", "öffnen", "fach auf", "auf", "mach auf"),
            tap(parcel, box, "drop-option-small", "small", "passt nicht", "zu klein", "zu groß"),
        ),
    )


def tap(parcel: Parcel, box: int, key: str, did: str, *heard_as: str, style: str = "plain") -> Option:
    """A next step of a courier at a compartment."""
    value: Json = {"pickup": parcel.pickup_id, "box": box, "did": did}
    return Option(words(key, box=box), value, DROP_FLOW, style=style, heard_as=heard_as)


def parcel_stored(desk: Desk, event: ParcelStored) -> list[Notice]:
    """Who has said that it is in reads it in the answer; who has only shut the door is told."""
    parcel = desk.store.parcels.get(event.parcel_id)
    if parcel is None or event.by == event.courier_id:
        return []
    place = desk.place(parcel.station_id)
    return [Notice(event.courier_id, say(words("drop-shut", station=place)), Urgency.ANSWER)]


def parcel_called_off(desk: Desk, event: ParcelCalledOff) -> list[Notice]:
    """The courier's time was over."""
    parcel = desk.store.parcels.get(event.parcel_id)
    if parcel is None or event.by == event.courier_id:
        return []
    return [Notice(event.courier_id, say(words("drop-lapsed", station=desk.place(parcel.station_id))))]


def turned_away(desk: Desk, event: ParcelTurnedAway) -> list[Notice]:
    """She has agreed to parcels in a Fach: this one comes another way, and she need not wait for a code."""
    place = desk.place(event.station_id)
    return [Notice(event.person_id, say(words("notice-parcel-turned-away", station=place)))]


def elsewhere(desk: Desk, pickup: Pickup) -> Reply:
    """That a parcel does not lie where she usually collects, and why."""
    person = desk.person(pickup.person_id)
    usual = person.station_id if person is not None else None
    if pickup.parcel_id is None or usual is None or usual == pickup.station_id:
        return NOTHING_SAID
    there = desk.place(pickup.station_id)
    return say(words("notice-parcel-elsewhere", usual=desk.place(usual), station=there))


def goes_back(desk: Desk, pickup: Pickup) -> list[Notice]:
    """Nobody has fetched it: whoever brought it takes it back."""
    parcel = desk.store.parcels.get(pickup.parcel_id) if pickup.parcel_id else None
    if parcel is None:
        return []
    name, place = full_name(desk.person(parcel.person_id)), desk.place(parcel.station_id)
    return [Notice(parcel.courier_id, say(words("drop-goes-back", station=place, name=name, phone=desk.phone)))]


def jammed_for_courier(desk: Desk, access: Access, box: int) -> list[Notice]:
    """His code was right, but the door is stuck: once more, or another compartment. An operator hears it, too."""
    parcel = desk.store.parcels.get(ParcelId(access.subject))
    place = desk.place(access.station_id)
    told = desk.to_operators(words("notice-operator-jammed-empty", station=place, box=box))
    if parcel is None or parcel.status is not ParcelStatus.ASSIGNED:
        return told
    options = (
        tap(parcel, box, "notice-option-again", "open", "noch einmal", "nochmal"),
        tap(parcel, box, "drop-option-other", "stuck", "anderes fach", "klemmt"),
    )
    return [Notice(access.holder_id, say(words("drop-door-jammed", box=box), options=options), Urgency.ANSWER), *told]
