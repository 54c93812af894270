"""Notices about refilling: one alert a crossing with everything in it, who has it, what the seller is to have ready."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from math import ceil
from typing import Any

from bots.dialogue.reply import NO_WORDS, Json, Option, TableRow, Verbatim, Words, say, words
from bots.notices.notice import Desk, Notice, Urgency, first_name, full_name
from domain.clock import local_day
from domain.codes import grouped
from domain.errors import NotFound
from domain.events import Event
from domain.ids import GrantId, PersonId, RefillId
from domain.lockers.access import code_of_access
from domain.lockers.errors import CodeNotReady, CodeUnreadable
from domain.lockers.events import AccessLive, DoorAnswered
from domain.lockers.model import Access
from domain.lockers.ports import CommandOutcome
from domain.people.model import Person, Role
from domain.refills.effort import minutes_with, way_km
from domain.refills.events import (
    RefillCancelled,
    RefillClaimed,
    RefillDone,
    RefillEscalated,
    RefillGrew,
    RefillHandedBack,
    RefillNeeded,
    RefillOverdue,
    RefillReminder,
)
from domain.refills.model import Refill, RefillItem, RefillStatus, Said
from domain.store import UnitOfWork

FLOW = "refill"
AN_HOUR_AND_A_HALF = 90
HALF_AN_HOUR = 30
EMPTIED = ("leer", "alles raus", "ausgeräumt", "ist leer")
TWICE = 2


# --- asking ---------------------------------------------------------------------------------------------------------


def needed(desk: Desk, event: RefillNeeded) -> list[Notice]:
    """The volunteers of the station are asked, each in her own hours: what, how much, where from, how long."""
    refill = _refill(desk, event.refill_id)
    if not refill.status.is_free() or event.round != refill.rounds:
        return []
    asked = [p for p in _helpers(desk, refill) if p.id != event.besides and not refill.was_declined_by(p.id)]
    return [_question(desk, refill, person.id) for person in asked if not _asked_for_later(desk, refill, person)]


def reminder(desk: Desk, event: RefillReminder) -> list[Notice]:
    """ "Später" has come: at the time she has named herself, whatever her hours are."""
    refill = _refill(desk, event.refill_id)
    return [_question(desk, refill, event.person_id, Urgency.STATUS)] if refill.status.is_free() else []


def escalated(desk: Desk, event: RefillEscalated) -> list[Notice]:
    """Nobody has taken it: operators see whom they can call."""
    refill = _refill(desk, event.refill_id)
    if refill.status is not RefillStatus.ESCALATED:
        return []
    names = [full_name(person) for person in _helpers(desk, refill)]
    said = [words("notice-operator-refill-escalated", station=desk.place(refill.station_id))]
    said += [words("notice-operator-refill-helpers", names=names)] if names else []
    said += where_from(desk, refill)[:2]
    claim = _tap(refill, "notice-option-claim", "claim", "ja", "mach ich")
    return desk.to_operators(*said, options=[claim], rows=refill_rows(desk.store, refill))


# --- taken over -------------------------------------------------------------------------------------------------------


def claimed(desk: Desk, event: RefillClaimed) -> list[Notice]:
    """Who had been asked hears that it is done by somebody; the seller has the goods ready."""
    refill = _refill(desk, event.refill_id)
    if refill.claimed_by != event.by or refill.status is not RefillStatus.CLAIMED:
        return []
    name = first_name(desk.person(event.by))
    said = words("notice-refill-claimed", name=name, station=desk.place(refill.station_id))
    others = [p for p in _helpers(desk, refill) if p.id != event.by and _has_been_asked(desk, refill, p)]
    told = [Notice(person.id, say(said), Urgency.PROACTIVE) for person in others]
    please = words(
        "notice-refill-prepare", name=full_name(desk.person(event.by)), station=desk.place(refill.station_id)
    )
    goods = [item for item in refill.by_number() if not is_to_be_emptied(desk.store, refill, item)]
    return told + (_to_seller(desk, refill, please, goods) if goods else [])


def grew(desk: Desk, event: RefillGrew) -> list[Notice]:
    """One more slot, for who may be on her way to the shop, and for the shop."""
    refill = _refill(desk, event.refill_id)
    item = next((item for item in refill.items if item.no == event.no and item.counted is None), None)
    if refill.claimed_by != event.by or item is None:
        return []
    rows = rows_of(desk.store, refill, [item])
    if is_to_be_emptied(desk.store, refill, item):
        out = words("notice-refill-grew-recall", station=desk.place(refill.station_id))
        return [Notice(event.by, say(out, rows=rows))]
    own = Notice(event.by, say(words("notice-refill-grew", station=desk.place(refill.station_id)), rows=rows))
    return [own, *_to_seller(desk, refill, words("notice-refill-prepare-more"), [item])]


def handed_back(desk: Desk, event: RefillHandedBack) -> list[Notice]:
    """The seller need not wait."""
    refill = _refill(desk, event.refill_id)
    name, place = full_name(desk.person(event.by)), desk.place(refill.station_id)
    return _to_seller(desk, refill, words("notice-refill-not-fetched", name=name, station=place), ())


def overdue(desk: Desk, event: RefillOverdue) -> list[Notice]:
    """A day after: is it done? Another day later operators hear of it."""
    refill = _refill(desk, event.refill_id)
    if refill.status is not RefillStatus.CLAIMED or refill.claimed_by != event.person_id:
        return []
    place = desk.place(refill.station_id)
    if event.times < TWICE:
        options = [
            _tap(refill, "refill-option-done", "finish", "ja", "fertig", "erledigt", style="main"),
            _tap(refill, "refill-option-not-today", "decline", "nein", "kann nicht"),
        ]
        said = [words("notice-refill-overdue", station=place), *where_from(desk, refill), *_code_words(desk, refill)]
        asked = say(*said, words("notice-refill-ask-done"), options=options, rows=refill_rows(desk.store, refill))
        return [Notice(event.person_id, asked, Urgency.PROACTIVE)]
    name = full_name(desk.person(event.person_id))
    free = _tap(refill, "refill-option-set-free", "set_free", "freigeben")
    said = [words("notice-operator-refill-overdue", name=name, station=place)]
    return desk.to_operators(*said, options=[free], rows=refill_rows(desk.store, refill))


def code_live(desk: Desk, event: AccessLive) -> list[Notice]:
    """The code at the keypad: point, Fach, digits, until when."""
    access = desk.store.lockers.access(event.access_id)
    said = _with_code(desk, access, event.holder_id)
    if access is None or not said:
        return []
    told = say(words("notice-refill-code", station=desk.place(access.station_id)), *said)
    return [Notice(event.holder_id, told, Urgency.ANSWER)]


def _code_words(desk: Desk, refill: Refill) -> list[Words]:
    """The same in a reminder to whoever has the refill."""
    access = desk.store.lockers.access(refill.access_id) if refill.access_id is not None else None
    return _with_code(desk, access, refill.claimed_by) if refill.claimed_by is not None else []


def _with_code(desk: Desk, access: Access | None, holder: PersonId) -> list[Words]:
    code = code_for(desk, holder, access.id) if access is not None else None
    if access is None or code is None:
        return []
    numbers = [str(no) for no in access.boxes]
    return [
        words("notice-boxes", count=len(numbers), boxes=numbers),
        words("notice-code", code=code),
        words("notice-until", until=access.valid_until),
    ]


def code_for(desk: Desk, holder: PersonId, access_id: GrantId | None) -> str | None:
    """The code of whoever has the refill in groups, or None while there is none to tell."""
    person = desk.person(holder)
    if person is None or access_id is None:
        return None
    try:
        return grouped(code_of_access(desk.county, desk.store, person.actor(), access_id))
    except (CodeNotReady, CodeUnreadable, NotFound):
        return None


def door_answered(desk: Desk, event: DoorAnswered) -> list[Notice]:
    """What the door said, with the next taps: the count, or once more."""
    refill = desk.store.refills.get(RefillId(event.subject))
    if refill is None or refill.status is not RefillStatus.CLAIMED:
        return []
    what = {CommandOutcome.DONE: "open", CommandOutcome.UNKNOWN: "unknown"}.get(CommandOutcome(event.outcome))
    what = what or ("jammed" if event.code == "jammed" else "silent")
    again = _tap(refill, "notice-option-again", "open", "noch einmal öffnen", "nochmal öffnen", box=event.box)
    stuck = _tap(refill, "refill-option-stuck", "stuck", "klemmt", "tür klemmt", "geht nicht auf", box=event.box)
    slot = desk.store.vending.slot(refill.station_id, event.box)
    item = next((item for item in refill.items if item.no == event.box), None)
    if what != "open" or slot is None or item is None:
        said = [words(f"refill-door-{what}", box=event.box)]
        code = code_for(desk, event.asked_by, refill.access_id) if what == "silent" else None
        said += [words("notice-door-code", code=code)] if code else []
        return [Notice(event.asked_by, say(*said, options=[again, stuck]), Urgency.ANSWER)]
    if is_to_be_emptied(desk.store, refill, item):
        empty = _tap(refill, "refill-option-empty", "counted", *EMPTIED, box=event.box, count=0, style="main")
        out = words("refill-door-recall", box=event.box)
        return [Notice(event.asked_by, say(out, options=[empty, stuck]), Urgency.ANSWER)]
    full = _tap(
        refill,
        "refill-option-full",
        "counted",
        "voll",
        "alles voll",
        "ist voll",
        box=event.box,
        count=slot.capacity,
        style="main",
    )
    opened = words("refill-door-open", box=event.box, count=item.wanted, thing=_goods(desk.store, item))
    return [Notice(event.asked_by, say(opened, options=[full, stuck]), Urgency.ANSWER)]


# --- shared -----------------------------------------------------------------------------------------------------------


def refill_rows(store: UnitOfWork, refill: Refill) -> list[TableRow]:
    """What is still to be filled: packs, goods, Fach."""
    return rows_of(store, refill, [item for item in refill.by_number() if item.counted is None])


def rows_of(store: UnitOfWork, refill: Refill, items: Iterable[RefillItem]) -> list[TableRow]:
    """Just these slots; what is too old is to be taken out first."""
    rows = []
    for item in items:
        slot = store.vending.slot(refill.station_id, item.no)
        packs = slot.to_bring if slot is not None and refill.status.is_free() else item.wanted
        amount = words("refill-row-all") if is_to_be_emptied(store, refill, item) else Verbatim(f"{packs} ×")
        rows.append(TableRow(amount, Verbatim(_goods(store, item)), words("vending-fach", no=item.no)))
        if is_to_be_emptied(store, refill, item):
            rows.append(TableRow(NO_WORDS, words("refill-row-recall", no=item.no), NO_WORDS, kind="note"))
        if slot is not None and slot.use_by is not None and slot.is_too_old(local_day(refill.asked_at)):
            old = words("refill-row-old", no=item.no, day=slot.use_by)
            rows.append(TableRow(NO_WORDS, old, NO_WORDS, kind="note"))
    return rows


def is_to_be_emptied(store: UnitOfWork, refill: Refill, item: RefillItem) -> bool:
    """Whether nothing is to be brought but everything taken out: what lies in it may not be sold."""
    slot = store.vending.slot(refill.station_id, item.no)
    return slot is not None and bool(slot.blocked)


def only_to_be_emptied(store: UnitOfWork, refill: Refill) -> bool:
    """Whether nothing at all is to be brought."""
    left = [item for item in refill.items if item.counted is None]
    return bool(left) and all(is_to_be_emptied(store, refill, item) for item in left)


def asked_for(desk: Desk, refill: Refill) -> tuple[Words, Words]:
    """What is the matter, and what somebody is asked to do."""
    station = desk.place(refill.station_id)
    if only_to_be_emptied(desk.store, refill):
        return words("notice-refill-recall", station=station), words("notice-refill-ask-out")
    return words("notice-refill-needed", station=station), words("notice-refill-ask")


def where_from(desk: Desk, refill: Refill) -> list[Words]:
    """Where the goods stand, how far that is, and how long it takes with the way; nothing where none are needed."""
    if only_to_be_emptied(desk.store, refill):
        return []
    station = desk.store.lockers.station(refill.station_id)
    seller = desk.store.catalogue.merchant(station.seller_id) if station else None
    if station is None or seller is None:
        return []
    left = sum(item.counted is None for item in refill.items)
    km = way_km(desk.store, station.id)
    shop = words("refill-shop", merchant=seller.name, street=seller.street, town=seller.town)
    far = [words("refill-far")] if km > desk.county.rules.refill_far_km else []
    return [shop, _takes(km, minutes_with(km, left)), *far]


def _takes(km: float, minutes: int) -> Words:
    """Whole kilometres, and hours where minutes would be many."""
    kilometres = max(1, round(km))
    if minutes < AN_HOUR_AND_A_HALF:
        return words("refill-takes-minutes", km=kilometres, minutes=minutes)
    return words("refill-takes-hours", km=kilometres, hours=Decimal(ceil(minutes / HALF_AN_HOUR)) / 2)


def _question(desk: Desk, refill: Refill, person_id: PersonId, urgency: Urgency = Urgency.PROACTIVE) -> Notice:
    head, please = asked_for(desk, refill)
    options = (
        _tap(
            refill, "notice-option-claim", "claim", "ja", "mach ich", "ich mache das", "übernehme ich", "gern",
            style="main",
        ),
        _tap(refill, "refill-option-later", "later", "nachher", "jetzt nicht", "später"),
        _tap(refill, "notice-option-decline", "decline", "nein", "heute nicht", "ich kann nicht", "geht nicht", "nee"),
    )  # fmt: skip
    rows = refill_rows(desk.store, refill)
    asked = say(head, *where_from(desk, refill), please, options=options, rows=rows)
    return Notice(person_id, asked, urgency)


def _to_seller(desk: Desk, refill: Refill, said: Words, items: Iterable[RefillItem]) -> list[Notice]:
    station = desk.store.lockers.station(refill.station_id)
    if station is None:
        return []
    reply = say(said, rows=rows_of(desk.store, refill, items))
    return [Notice(person.id, reply) for person in desk.store.people.with_role(Role.MERCHANT, station.seller_id)]


def _helpers(desk: Desk, refill: Refill) -> list[Person]:
    return list(desk.store.people.with_role(Role.VOLUNTEER, refill.station_id))


def _asked_for_later(desk: Desk, refill: Refill, person: Person) -> bool:
    """She has named a time herself that is still to come, or was within the last day: then she is not asked twice."""
    since = refill.asked_at - desk.county.rules.refill_asked_again
    mine = (one for one in refill.answers if one.person_id == person.id and one.said is Said.LATER)
    return any(one.until is not None and one.until > since for one in mine)


def _has_been_asked(desk: Desk, refill: Refill, person: Person) -> bool:
    """Whether her hours have let the question through before somebody took it; else it would be news of nothing."""
    if refill.was_declined_by(person.id) or person.muted:
        return False
    if not person.hours:
        return True
    first = desk.county.calendar.next_open(person.hours, refill.asked_at)
    return first is None or first <= refill.status_at


def _goods(store: UnitOfWork, item: RefillItem) -> str:
    product = store.catalogue.product(item.sku)
    return product.name if product else item.sku


def _refill(desk: Desk, refill_id: RefillId) -> Refill:
    refill = desk.store.refills.get(refill_id)
    assert refill is not None, f"an event about an unknown refill {refill_id}"
    return refill


def _tap(refill: Refill, key: str, did: str, *heard_as: str, style: str = "plain", **more: Json) -> Option:
    return Option(words(key), {"refill": refill.id, "did": did, **more}, FLOW, style=style, heard_as=heard_as)


TOLD: Mapping[type[Event], Callable[[Desk, Any], list[Notice]]] = {
    RefillNeeded: needed,
    RefillReminder: reminder,
    RefillEscalated: escalated,
    RefillClaimed: claimed,
    RefillGrew: grew,
    RefillHandedBack: handed_back,
    RefillOverdue: overdue,
}
SILENT: Mapping[type[Event], str] = {
    RefillDone: "who has done it reads it in the answer; the stock shows it to everybody else",
    RefillCancelled: "nobody has to do anything; who takes it up all the same hears that it is done",
}
