"""What may change about a person: village, pick-up point, street, telephone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Verbatim, Words, say, words
from bots.flows.hearing import said_any
from bots.flows.order_where import kilometres_words
from bots.flows.who import BUYERS
from domain.ids import StationId
from domain.lockers.finding import nearest_stations, station_of
from domain.people.service import live_in, reachable_at
from nlu.german.spelling import fold
from nlu.result import Expects

SHOWN = 3
LONGEST_STREET = 80
_PHONE = re.compile(r"\+?\d[\d\s/()-]{4,20}\d")
_STREET = re.compile(
    r"\b([A-ZÄÖÜ][\wäöüß.-]*(?:\s[\wäöüß.-]+){0,2}?"
    r"(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|ring|allee|hof|berg|bach|feld|tor|ufer|\sBach|\sMarkt)\s\d+\s?[a-z]?)\b"
    r"|\b((?:Am|An der|Auf dem|Im|Zum|Zur|Unter den)\s[A-ZÄÖÜ][\wäöüß-]+\s\d+\s?[a-z]?)\b"
)
STATION_WORDS = ("abholpunkt", "station", "abholstation", "fächer", "abholen")


@dataclass(frozen=True, slots=True)
class SettingsForm:
    """What changes ("village", "station", "street", "phone"), and whether the nearer point was offered."""

    what: str | None = None
    done: bool | None = None
    station: bool | None = None


def begin(turn: Turn) -> Step[SettingsForm]:
    """What was told at once is noted at once."""
    assert turn.parse is not None
    phone, street = _PHONE.search(turn.said), _STREET.search(turn.said)
    told: list[Words] = []
    if street is not None:
        told.append(_street(turn, street[0]))
    elif phone is not None:
        told.append(_phone(turn, phone[0]))
    if turn.parse.places:
        form = SettingsForm("station" if said_any(turn.said, STATION_WORDS) else "village")
        step = place_heard(turn, form)
        return replace(step, reply=say(*told) + step.reply) if told and step else step or Step(form)
    return Step(SettingsForm(), say(*told), done=True) if told else Step(SettingsForm())


def what_options(_turn: Turn, _form: SettingsForm) -> Sequence[Option]:
    """The three that change."""
    return [
        Option(words("settings-option-village"), "village", heard_as=("ort", "dorf", "umgezogen")),
        Option(words("settings-option-street"), "street", heard_as=("straße", "adresse", "anschrift")),
        Option(words("settings-option-phone"), "phone", heard_as=("telefon", "nummer", "handy")),
    ]


def value_words(_turn: Turn, form: SettingsForm) -> Words:
    """The question for what changes."""
    return words(f"settings-ask-{form.what if form.what in {'street', 'phone'} else 'village'}")


def value_heard(turn: Turn, form: SettingsForm) -> Step[SettingsForm] | None:
    """The new place, street or number in words."""
    if form.what in {"village", "station"}:
        return place_heard(turn, form) or Step(form, say(words("order-village-unknown")))
    if form.what == "phone":
        number = _PHONE.search(" ".join(turn.said.split()))
        return Step(form, say(_phone(turn, number[0])), done=True) if number else None
    street = street_said(turn.said)
    return Step(form, say(_street(turn, street)), done=True) if street else None


def street_said(said: str) -> str | None:
    """A street with its number, where just that was asked for."""
    text = " ".join(said.split()).strip(" .!,")
    is_one = 4 <= len(text) <= LONGEST_STREET and any(c.isdigit() for c in text) and "?" not in text
    return text if is_one else None


def value_chosen(turn: Turn, form: SettingsForm, value: Json) -> Step[SettingsForm]:
    """A village that was asked back, or none of them."""
    return _moved(turn, form, value) if value else Step(form)


def place_heard(turn: Turn, form: SettingsForm) -> Step[SettingsForm] | None:
    """A village; a name that exists twice is asked back with its town."""
    assert turn.parse is not None
    keys = turn.parse.places[0].keys if turn.parse.places else ()
    if len(keys) > 1:
        options = [Option(Verbatim(key), key) for key in keys[:SHOWN]]
        return Step(form, say(words("order-village-which"), options=options), asks_itself=True)
    village = turn.store.people.village(keys[0]) if keys else None
    if village is not None and fold(village.name) not in fold(turn.said):  # only nearly said: never move by a slip
        options = [
            Option(words("settings-option-meant"), village.key, heard_as=("ja", "genau", village.name)),
            Option(words("settings-option-other"), "", heard_as=("nein", "nee")),
        ]
        return Step(form, say(words("settings-meant", village=village.key), options=options), asks_itself=True)
    return _moved(turn, form, keys[0]) if keys else None


def wants_nearer(turn: Turn, form: SettingsForm) -> bool:
    """Whether another pick-up point is nearer to the new village than her own."""
    if form.what != "village" or form.station is not None or turn.person.station_id is None:
        return False
    return _nearest(turn)[1] != turn.person.station_id


def station_words(turn: Turn, _form: SettingsForm) -> Words:
    """The nearer one, with its distance."""
    distance, station_id = _nearest(turn)
    station = station_of(turn.store, station_id)
    return words("settings-ask-station", station=station.village, distance=kilometres_words(distance))


def station_options(turn: Turn, _form: SettingsForm) -> Sequence[Option]:
    """The nearer one, or stay."""
    assert turn.person.station_id is not None
    new, old = station_of(turn.store, _nearest(turn)[1]), station_of(turn.store, turn.person.station_id)
    return [
        Option(words("settings-option-new", station=new.village), new.id, heard_as=("ja", new.village)),
        Option(words("settings-option-stay", station=old.village), old.id, heard_as=("nein", "bleiben", old.village)),
    ]


def station_chosen(turn: Turn, form: SettingsForm, value: Json) -> Step[SettingsForm]:
    """Her usual point from now on; what is already ordered goes where it was to go."""
    live_in(turn.county, turn.store, turn.actor, station_id=StationId(value))
    return Step(replace(form, station=True), _station_told(turn), done=True)


def _moved(turn: Turn, form: SettingsForm, key: str) -> Step[SettingsForm]:
    village = turn.store.people.village(key)
    assert village is not None
    if form.what == "station":
        live_in(turn.county, turn.store, turn.actor, station_id=nearest_stations(turn.store, village)[0][1].id)
        return Step(form, _station_told(turn), done=True)
    live_in(turn.county, turn.store, turn.actor, village=key)
    return Step(replace(form, done=True), say(words("settings-village-noted", village=key)))


def _station_told(turn: Turn) -> Reply:
    assert turn.person.station_id is not None
    station = station_of(turn.store, turn.person.station_id)
    coming = [
        o.code for o in turn.store.orders.of_person(turn.person.id, 5) if o.is_open() and o.station_id != station.id
    ]
    notes = [words("settings-open-orders", codes=coming)] if coming else []
    return say(words("settings-station-noted", station=station.village, address=station.address), *notes)


def _street(turn: Turn, street: str) -> Words:
    reachable_at(turn.county, turn.store, turn.actor, street=street)
    return words("settings-street-noted", street=street)


def _phone(turn: Turn, phone: str) -> Words:
    number = " ".join(phone.split())
    reachable_at(turn.county, turn.store, turn.actor, phone=number)
    return words("settings-phone-noted", phone=number)


def _nearest(turn: Turn) -> tuple[float, StationId]:
    village = turn.store.people.village(turn.person.village or "")
    assert village is not None
    distance, station = nearest_stations(turn.store, village)[0]
    return distance, station.id


SETTINGS = Flow(
    name="settings",
    about="Ort, Abholpunkt, Straße oder Telefon ändern",
    form=SettingsForm,
    for_roles=BUYERS,
    intents=frozenset({"set_address"}),
    begin=begin,
    asks=(
        Ask("what", offers=what_options, expects=Expects.CHOICE),
        Ask("done", words=value_words, chosen=value_chosen, hears=value_heard, expects=Expects.PLACE, free_text=True),
        Ask(
            "station",
            needed=wants_nearer,
            words=station_words,
            offers=station_options,
            chosen=station_chosen,
            expects=Expects.YES_NO,
        ),
    ),
    finish=lambda _turn, _form: Reply(),
)
