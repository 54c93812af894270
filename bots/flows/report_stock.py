"""Saying how much lies in a Fach that sells: "In Fach 24 liegen noch zwei", "der Kaffee ist alle"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json, Reply, Words, say, words
from bots.flows.hearing import said_any
from domain.ids import StationId
from domain.lockers.finding import station_of
from domain.people.model import Role
from domain.vending.errors import MoreThanFits
from domain.vending.model import VendingSlot
from domain.vending.stock import report_stock
from nlu.result import Expects

EMPTY_WORDS = ("leer", "nichts mehr", "kein", "ausverkauft", "leddig")
FULL_WORDS = ("voll",)
ABOUT_WORDS = ("halb", "fast", "ziemlich", "bald", "genug", "neige", "wenig")  # no number: it is asked

ALL_GONE = re.compile(r"\b(?:ist|sind) alle\W*$", re.IGNORECASE)  # "die Eier sind alle", not "sind alle noch da"


@dataclass(frozen=True, slots=True)
class StockForm:
    """Which Fach ("P1:24"), and how many packs lie in it."""

    slot: str | None = None
    count: int | None = None


def begin(turn: Turn) -> Step[StockForm]:
    """The Fach and the number, as far as they were said."""
    if not _tells_of_stock(turn):
        return Step(StockForm(), say(words("pattern-not-understood-first")), done=True)
    slots = _meant(turn)
    if not slots:
        return Step(StockForm(), say(words("report-stock-no-slot")), done=True)
    form = StockForm(_name(slots[0]) if len(slots) == 1 else None)
    count = _count(turn, slots[0]) if len(slots) == 1 else None
    return _with_count(turn, form, count) if count is not None else Step(form)


def _tells_of_stock(turn: Turn) -> bool:
    """Whether a Fach, goods, a number or a level is named; "Sind Sie noch da?" only sounds like it."""
    if turn.parse is None or not turn.said:
        return True
    named = turn.parse.compartment is not None or turn.parse.items or turn.parse.numbers
    return bool(named) or said_any(turn.said, (*EMPTY_WORDS, *FULL_WORDS, *ABOUT_WORDS)) or "fach" in turn.said.lower()


def start_with(turn: Turn, value: Json) -> Step[StockForm]:
    """A tap: this Fach, with or without a number."""
    if not value:
        return begin(turn)
    form = StockForm(value["slot"])
    return _with_count(turn, form, value["count"]) if "count" in value else Step(form)


def slot_heard(turn: Turn, form: StockForm) -> Step[StockForm] | None:
    """The number on the Fach."""
    assert turn.parse is not None
    numbers = {turn.parse.compartment, *(int(number) for number in turn.parse.numbers)}
    found = [slot for slot in _own_slots(turn) if slot.no in numbers]
    return Step(replace(form, slot=_name(found[0]))) if len(found) == 1 else None


def count_words(turn: Turn, form: StockForm) -> Words:
    """How many, and of what."""
    slot = _slot(turn, form)
    return words("report-stock-ask-count", no=slot.no, thing=_thing(turn, slot))


def count_heard(turn: Turn, form: StockForm) -> Step[StockForm] | None:
    """A number, or "leer" and "voll"; what is said of another Fach is another report."""
    assert turn.parse is not None
    if turn.parse.compartment not in {None, _slot(turn, form).no}:
        return begin(turn)
    count = _count(turn, _slot(turn, form))
    return _with_count(turn, form, count) if count is not None else None


def done(turn: Turn, form: StockForm) -> Reply:
    """What was written down."""
    slot = _slot(turn, form)
    place = station_of(turn.store, slot.station_id).village
    return say(
        words("report-stock-done", no=slot.no, station=place, thing=_thing(turn, slot), count=slot.quantity),
        *([words("report-stock-low")] if slot.runs_low else []),
    )


def _with_count(turn: Turn, form: StockForm, count: int) -> Step[StockForm]:
    slot = _slot(turn, form)
    try:
        report_stock(turn.county, turn.store, turn.actor, slot.station_id, slot.no, count)
    except MoreThanFits as much:
        return Step(form, say(Words(much.text_key(), much.details)))
    return Step(replace(form, count=count))


def _meant(turn: Turn) -> list[VendingSlot]:
    """The slots that can be meant: by number, by goods, or all of them when neither was said."""
    assert turn.parse is not None
    own = _own_slots(turn)
    if turn.parse.compartment is not None:
        return [slot for slot in own if slot.no == turn.parse.compartment]
    skus = {candidate.key for item in turn.parse.items for candidate in item.candidates}
    return [slot for slot in own if slot.sku in skus] if skus else own


def _own_slots(turn: Turn) -> list[VendingSlot]:
    """Those at the pick-up points the person looks after, or at the one that was named."""
    assert turn.parse is not None
    keys = {key for place in turn.parse.places for key in place.keys}
    everywhere = turn.actor.has(Role.OPERATOR)
    stations = [s for s in turn.store.lockers.stations() if everywhere or turn.actor.has(Role.VOLUNTEER, s.id)]
    named = [s for s in stations if f"{s.village}, {s.municipality}" in keys]
    return [slot for station in named or stations for slot in turn.store.vending.slots_at(station.id)]


def _count(turn: Turn, slot: VendingSlot) -> int | None:
    assert turn.parse is not None
    numbers = [int(number) for number in turn.parse.numbers if number == int(number)]
    if turn.parse.compartment in numbers:
        numbers.remove(turn.parse.compartment)
    if len(numbers) == 1:
        return numbers[0]
    if numbers or said_any(turn.said, ABOUT_WORDS):
        return None
    if said_any(turn.said, FULL_WORDS):
        return slot.capacity
    return 0 if said_any(turn.said, EMPTY_WORDS) or ALL_GONE.search(turn.said) else None


def _name(slot: VendingSlot) -> str:
    return f"{slot.station_id}:{slot.no}"


def _slot(turn: Turn, form: StockForm) -> VendingSlot:
    station_id, _, no = (form.slot or "").rpartition(":")
    slot = turn.store.vending.slot(StationId(station_id), int(no))
    assert slot is not None
    return slot


def _thing(turn: Turn, slot: VendingSlot) -> str:
    product = turn.store.catalogue.product(slot.sku)
    return product.name if product else slot.sku


REPORT_STOCK = Flow(
    name="report-stock",
    about="Melden, wie viel in einem Fach liegt, aus dem verkauft wird",
    form=StockForm,
    for_roles=frozenset({Role.VOLUNTEER, Role.OPERATOR}),
    intents=frozenset({"report_stock"}),
    begin=begin,
    start_with=start_with,
    asks=(
        Ask("slot", hears=slot_heard, expects=Expects.AMOUNT),
        Ask("count", words=count_words, hears=count_heard, expects=Expects.AMOUNT),
    ),
    finish=done,
)
