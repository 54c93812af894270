"""Parcels for residents: is one there, until when, may couriers use a Fach for her, and how the label reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Words, say, words
from bots.flows.collect import code_sayings
from bots.flows.hearing import said_any
from bots.flows.not_sold import never_sold
from bots.flows.out_of_scope import refusal
from bots.flows.who import BUYERS, is_resident
from domain.lockers.finding import nearest_stations, station_of
from domain.lockers.model import Pickup, PickupStatus, Station
from domain.lockers.service import waiting_for
from domain.people.service import allow_parcels
from nlu.result import Expects

SEND_WORDS = ("abschicken", "verschicken", "aufgeben", "zurückschicken", "retour", "absenden", "wegschicken",
              "frankieren")  # fmt: skip
NO_MORE_WORDS = ("keine pakete", "kein paket", "keine päckchen", "pakete nicht", "nicht ins fach", "nicht mehr")
MAY_WORDS = ("dürfen ins fach", "darf ins fach", "erlaube", "ja, pakete", "pakete erlauben", "pakete ins fach legen")
HOW_WORDS = ("kann ich", "kann man", "kann mein", "schicken lassen", "adresse", "anschrift", "nehmen sie", "nehmt ihr",
             "annehmen", "empfangen", "bekommen", "darf mein", "dürfen", "liefern lassen", "könnt ihr")  # fmt: skip


LATELY = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class ParcelForm:
    """Whether couriers may put parcels into a Fach for her, once she has been asked."""

    may: bool | None = None


def begin(turn: Turn) -> Step[ParcelForm]:
    """What lies there; what is on its way into the Fach; what she has said, and else the one question."""
    kind = never_sold(turn.said)
    if kind is not None:  # "ein Päckchen Tabak" is no parcel
        return Step(ParcelForm(), say(refusal(turn, kind)), done=True)
    if said_any(turn.said, SEND_WORDS):
        return Step(ParcelForm(), say(words("parcel-no-sending", phone=turn.info["phone"])), done=True)
    if not is_resident(turn):
        return Step(ParcelForm(), say(words("parcel-first-order")), done=True)
    if said_any(turn.said, NO_MORE_WORDS) and "?" not in turn.said:
        return may_chosen(turn, ParcelForm(), False)
    if said_any(turn.said, MAY_WORDS) and "?" not in turn.said:
        return may_chosen(turn, ParcelForm(), True)
    return _told(turn)


def start_with(turn: Turn, value: Json) -> Step[ParcelForm]:
    """A button: allow it, or forbid it."""
    return may_chosen(turn, ParcelForm(), value["may"])


def _told(turn: Turn) -> Step[ParcelForm]:
    lying = [p for p in waiting_for(turn.county, turn.store, turn.actor) if p.parcel_id is not None]
    live = [pickup for pickup in lying if pickup.may_open(turn.county.now())]
    if live:
        return Step(ParcelForm(), code_sayings(turn, live), done=True)
    if lying:
        place = station_of(turn.store, lying[0].station_id).village
        return Step(ParcelForm(), say(words("parcel-on-its-way", station=place)), done=True)
    asks_how = said_any(turn.said, HOW_WORDS)
    nothing = () if asks_how else (_nothing(turn),)
    match turn.person.parcels:
        case True:
            if asks_how:
                return Step(ParcelForm(), say(_label(turn), options=[_forbid()]), done=True)
            return Step(ParcelForm(), say(*nothing, words("parcel-will-hear")), done=True)
        case False:
            return Step(ParcelForm(), say(*nothing, words("parcel-forbidden"), options=[_allow()]), done=True)
    return Step(ParcelForm(), say(*nothing) if nothing else Reply())


def _nothing(turn: Turn) -> Words:
    """Nothing is there; one that has gone back is named."""
    gone = turn.store.lockers.pickups_of_person(turn.person.id, {PickupStatus.EXPIRED, PickupStatus.CLEARED})
    since = turn.county.now() - LATELY
    lately = [p for p in gone if p.parcel_id is not None and p.status_at >= since]
    return _went_back(turn, lately[-1]) if lately else words("parcel-none")


def _went_back(turn: Turn, pickup: Pickup) -> Words:
    parcel = turn.store.parcels.get(pickup.parcel_id) if pickup.parcel_id else None
    return words("parcel-went-back", carrier=parcel.carrier if parcel else "", phone=turn.info["phone"])


# --- may they? ------------------------------------------------------------------------------------------------------


def may_options(_turn: Turn, _form: ParcelForm) -> Sequence[Option]:
    """Yes or no."""
    return [
        Option(words("parcel-option-yes"), True, heard_as=("ja", "ja bitte", "gern", "dürfen sie")),
        Option(words("parcel-option-no"), False, heard_as=("nein", "nee", "lieber nicht")),
    ]


def may_chosen(turn: Turn, form: ParcelForm, value: Json) -> Step[ParcelForm]:
    """Remembered until she says otherwise."""
    allow_parcels(turn.county, turn.store, turn.actor, allowed=bool(value))
    form = replace(form, may=bool(value))
    if value:
        return Step(form, say(words("parcel-allowed"), _label(turn)), done=True)
    return Step(form, say(words("parcel-not-allowed"), options=[_allow()]), done=True)


def may_heard(turn: Turn, form: ParcelForm) -> Step[ParcelForm] | None:
    """Yes or no in other words."""
    assert turn.parse is not None
    answer = {"affirm": True, "deny": False}.get(turn.parse.intent.name)
    return may_chosen(turn, form, answer) if answer is not None else None


def _label(turn: Turn) -> Words:
    """How the label must read, so that the parcel comes to the pick-up point."""
    station = _own_station(turn)
    village = turn.store.people.village(f"{station.village}, {station.municipality}")
    return words(
        "parcel-label",
        name=turn.person.name,
        station=station.village,
        address=station.address,
        postcode=village.postcode if village else "",
        town=station.municipality,
    )


def _own_station(turn: Turn) -> Station:
    if turn.person.station_id is not None:
        return station_of(turn.store, turn.person.station_id)
    village = turn.store.people.village(turn.person.village or "")
    return nearest_stations(turn.store, village)[0][1] if village else turn.store.lockers.stations()[0]


def _allow() -> Option:
    return Option(words("parcel-option-allow"), {"may": True}, "parcel", heard_as=("doch", "erlauben", "doch erlauben"))


def _forbid() -> Option:
    return Option(words("parcel-option-forbid"), {"may": False}, "parcel", heard_as=("keine pakete", "nicht mehr"))


PARCEL = Flow(
    name="parcel",
    about="Ist ein Paket da, und dürfen Boten Pakete ins Fach legen?",
    form=ParcelForm,
    for_roles=BUYERS,
    intents=frozenset({"ask_parcel"}),
    begin=begin,
    start_with=start_with,
    asks=(Ask("may", offers=may_options, chosen=may_chosen, hears=may_heard, expects=Expects.YES_NO),),
    finish=lambda _turn, _form: Reply(),
)
