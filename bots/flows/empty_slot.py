"""Somebody stands before an empty Fach that sells: "die Milch im Automaten ist alle". A hint, taken once and kindly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Reply, say, words
from bots.flows.hearing import said_any
from bots.flows.order_where import place_station
from bots.flows.report_stock import ALL_GONE, EMPTY_WORDS
from domain.ids import StationId
from domain.lockers.finding import station_of
from domain.lockers.model import Station
from domain.people.model import Role
from domain.vending.model import VendingSlot
from domain.vending.stock import say_empty
from nlu.result import Expects

AT_THE_WALL = ("automat", "im fach", "aus dem fach", "abholpunkt", "station")
NEARLY = ("fast", "bald", "ziemlich", "halb")
JUST_BOUGHT = timedelta(days=2)  # whoever has paid for it and found nothing has a problem, and no hint


@dataclass(frozen=True, slots=True)
class HintForm:
    """Which Fach at which pick-up point."""

    station: str
    no: int | None = None


def is_meant(turn: Turn) -> bool:
    """Whether a Fach is said to be empty, or the goods that are sold out of one, by who does not tend it."""
    if turn.parse is None or not (said_any(turn.said, EMPTY_WORDS) or ALL_GONE.search(turn.said)):
        return False
    station = _station(turn)
    if station is None or turn.actor.has(Role.VOLUNTEER, station.id) or said_any(turn.said, NEARLY):
        return False
    return turn.parse.compartment is not None or bool(_meant(turn, station))


def begin(turn: Turn) -> Step[HintForm]:
    """The Fach, if only one can be meant. Her own goods, or what she has paid for, are a problem and no hint."""
    station = _station(turn)
    assert station is not None
    found = [slot for slot in _meant(turn, station) if not _just_bought(turn, slot)]
    if not found:
        return Step(HintForm(station.id), done=True, then=("problem", None))
    return _passed_on(turn, found[0]) if len(found) == 1 else Step(HintForm(station.id))


def no_heard(turn: Turn, form: HintForm) -> Step[HintForm] | None:
    """The number on it."""
    assert turn.parse is not None
    numbers = {turn.parse.compartment, *(int(number) for number in turn.parse.numbers)}
    found = [slot for slot in turn.store.vending.slots_at(StationId(form.station)) if slot.no in numbers]
    return _passed_on(turn, found[0]) if len(found) == 1 else None


def _passed_on(turn: Turn, slot: VendingSlot) -> Step[HintForm]:
    """Thanked, whether it was known or not."""
    known = slot.alerted or bool(slot.blocked)
    say_empty(turn.county, turn.store, turn.actor, slot.station_id, slot.no)
    key = "empty-slot-known" if known else "empty-slot-thanks"
    form = replace(HintForm(slot.station_id), no=slot.no)
    place = station_of(turn.store, slot.station_id).village
    return Step(form, say(words(key, no=slot.no, station=place)), done=True)


def _station(turn: Turn) -> Station | None:
    """The one that was named, else her own."""
    named = place_station(turn)
    if named is not None:
        return named
    return turn.store.lockers.station(turn.person.station_id) if turn.person.station_id else None


def _meant(turn: Turn, station: Station) -> list[VendingSlot]:
    """By its number, or by its goods if it is the wall that is spoken of and not her own kitchen."""
    assert turn.parse is not None
    slots = turn.store.vending.slots_at(station.id)
    if turn.parse.compartment is not None:
        return [slot for slot in slots if slot.no == turn.parse.compartment]
    if not said_any(turn.said, AT_THE_WALL):
        return []
    skus = {candidate.key for item in turn.parse.items for candidate in item.candidates}
    return [slot for slot in slots if slot.sku in skus]


def _just_bought(turn: Turn, slot: VendingSlot) -> bool:
    since = turn.county.now() - JUST_BOUGHT
    own = turn.store.vending.sales_of_person(turn.person.id)
    return any((one.station_id, one.no) == (slot.station_id, slot.no) and one.started_at >= since for one in own)


EMPTY_SLOT = Flow(
    name="empty-slot",
    about="Sagen, dass ein Fach leer ist, aus dem verkauft wird",
    form=HintForm,
    for_roles=frozenset({Role.GUEST, Role.RESIDENT}),
    begin=begin,
    claims=is_meant,
    asks=(Ask("no", hears=no_heard, expects=Expects.AMOUNT),),
    finish=lambda _turn, _form: Reply(),
)
