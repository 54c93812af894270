"""By which way empties come: a Fach here or elsewhere, or the driver; and what is needed for it of a stranger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bots.dialogue.flow import Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Saying, Verbatim, Words, say, words
from bots.flows.empties_form import EmptiesForm, station_for
from bots.flows.empties_heard import is_question, tours_drive, way_said
from bots.flows.empties_steps import SHOWN, how_to_change
from bots.flows.empties_tables import piece_rows
from bots.flows.order_buying import name_said
from bots.flows.order_where import kilometres_words, near_stations, places_said
from domain.deposits.model import Way
from domain.deposits.taking import compartment_for, is_heavy
from domain.ids import ReturnId
from domain.lockers.model import Station
from domain.people.service import live_in, reachable_at, register

CHANGE, ANOTHER_DAY = "change", "another-day"
SURE = 0.7
LATER_WORDS = ("später", "anderer tag", "morgen", "nein", "ein andermal")
LONGEST_STREET = 80


# --- where she lives -------------------------------------------------------------------------------------------------


def lacks_village(turn: Turn, _form: EmptiesForm) -> bool:
    """Whether we do not know where she lives."""
    return turn.person.village is None and turn.person.station_id is None


def village_heard(turn: Turn, form: EmptiesForm) -> Step[EmptiesForm] | None:
    """A village in words; a name that exists twice is asked back with its town."""
    keys = places_said(turn)
    if not keys:
        return Step(form, say(words("order-village-unknown")))
    if len(keys) > 1:
        options = [Option(Verbatim(key), key) for key in keys[:SHOWN]]
        return Step(form, say(words("order-village-which"), options=options), asks_itself=True)
    return village_chosen(turn, form, keys[0])


def village_chosen(turn: Turn, form: EmptiesForm, value: Json) -> Step[EmptiesForm]:
    """With the village the nearest pick-up point is known."""
    live_in(turn.county, turn.store, turn.actor, village=value)
    return Step(form)


# --- by which way -----------------------------------------------------------------------------------------------------


def lacks_way(turn: Turn, form: EmptiesForm) -> bool:
    """Whether it is open how it comes; a Fach that is not free any more is as good as none."""
    if form.way is None:
        return True
    return form.way is Way.COMPARTMENT and not has_room(turn, form, station_for(turn, form))


def has_room(turn: Turn, form: EmptiesForm, station: Station) -> bool:
    """Whether a fitting Fach is free there now."""
    reach, instead = turn.person.reach_only, ReturnId(form.instead_of) if form.instead_of else None
    found = compartment_for(turn.store, station, form.wanted(), reach_only=reach, ignoring=instead)
    return found is not None


def way_words(turn: Turn, form: EmptiesForm) -> Reply:
    """What was understood with its sum, then the question."""
    wanted, station = form.wanted(), station_for(turn, form)
    shown = Saying((words("empties-head"),), rows=tuple(piece_rows(turn.store.deposits.types(), wanted)))
    if not has_room(turn, form, station):
        asked = words("empties-ask-way-full", station=station.village)
    elif is_heavy(turn.store, turn.person, wanted) and tours_drive(turn):
        asked = words("empties-ask-way-heavy")
    else:
        asked = words("empties-ask-way")
    return Reply((shown, Saying((asked,))))


def way_options(turn: Turn, form: EmptiesForm) -> Sequence[Option]:
    """A Fach, the driver, another pick-up point with its distance; heavy things go with the driver first."""
    station, wanted = station_for(turn, form), form.wanted()
    drives = [_tour_option()] if tours_drive(turn) else []
    change = Option(words("empties-option-change"), CHANGE, heard_as=("ändern", "stimmt nicht", "nein", "falsch"))
    if has_room(turn, form, station):
        fach = _fach_option(station)
        ways = [*drives, fach] if is_heavy(turn.store, turn.person, wanted) else [fach, *drives]
        ways[0] = replace(ways[0], heard_as=(*ways[0].heard_as, "ja", "ja bitte"))
        return [*ways, change]
    later = Option(words("empties-option-another-day"), ANOTHER_DAY, heard_as=LATER_WORDS)
    ways = [*drives, *_elsewhere(turn, form, station, SHOWN - 1 - len(drives))]
    return [*ways, later, *([change] if len(ways) + 1 < SHOWN else [])]


def way_chosen(turn: Turn, form: EmptiesForm, value: Json) -> Step[EmptiesForm]:
    """A Fach here or elsewhere, the driver, another day, or a correction."""
    if value == CHANGE:
        return how_to_change(form)
    if value == ANOTHER_DAY:
        return Step(form, say(words("empties-another-day")), done=True)
    if value == Way.TOUR.value:
        return Step(replace(form, way=Way.TOUR, agreed=True))
    return Step(replace(form, way=Way.COMPARTMENT, station=value, agreed=True))


def way_heard(turn: Turn, form: EmptiesForm) -> Step[EmptiesForm] | None:
    """The driver or a Fach in words, also with the place."""
    assert turn.parse is not None
    if is_question(turn):
        return None
    wished = way_said(turn)
    if wished is Way.TOUR:
        return (
            way_chosen(turn, form, Way.TOUR.value) if tours_drive(turn) else Step(form, say(words("empties-no-tour")))
        )
    place = _place_station(turn)
    if place is not None and has_room(turn, form, place):
        return way_chosen(turn, form, place.id)
    willing = turn.parse.intent.name == "affirm" and turn.parse.intent.confidence >= SURE
    if willing and tours_drive(turn) and is_heavy(turn.store, turn.person, form.wanted()):
        return way_chosen(turn, form, Way.TOUR.value)
    if wished is Way.COMPARTMENT or willing:
        station = station_for(turn, form)
        return way_chosen(turn, form, station.id) if has_room(turn, form, station) else Step(form)
    return how_to_change(form) if turn.parse.intent.name == "deny" else None


# --- is that right ------------------------------------------------------------------------------------------------


def lacks_agreement(_turn: Turn, form: EmptiesForm) -> bool:
    """Whether she has not seen yet what was understood, because she named the way at once or has changed something."""
    return not form.agreed


def agreed_words(turn: Turn, form: EmptiesForm) -> Reply:
    """What was understood, with its sum."""
    shown = Saying((words("empties-head"),), rows=tuple(piece_rows(turn.store.deposits.types(), form.wanted())))
    asked = "empties-ask-agreed-tour" if form.way is Way.TOUR else "empties-ask-agreed"
    return Reply((shown, Saying((words(asked, station=station_for(turn, form).village),))))


def agreed_options(_turn: Turn, _form: EmptiesForm) -> Sequence[Option]:
    """Yes, or something else."""
    return [
        Option(words("empties-option-agreed"), True, heard_as=("ja", "stimmt", "ja stimmt", "richtig", "passt")),
        Option(words("empties-option-change"), False, heard_as=("nein", "ändern", "stimmt nicht")),
    ]


def agreed_chosen(_turn: Turn, form: EmptiesForm, value: Json) -> Step[EmptiesForm]:
    """So it is, or a correction."""
    return Step(replace(form, agreed=True)) if value else how_to_change(form)


def agreed_heard(turn: Turn, form: EmptiesForm) -> Step[EmptiesForm] | None:
    """Yes or no in other words; another way after all."""
    assert turn.parse is not None
    if way_said(turn) is not None:
        return way_heard(turn, form)
    answer = {"affirm": True, "deny": False}.get(turn.parse.intent.name)
    return agreed_chosen(turn, form, answer) if answer is not None else None


def take_way(turn: Turn, form: EmptiesForm) -> Step[EmptiesForm]:
    """A Fach or the driver, said before or after it was asked."""
    wished = way_said(turn) or Way.COMPARTMENT
    if wished is Way.TOUR and not tours_drive(turn):
        return Step(form, say(words("empties-no-tour")))
    place = _place_station(turn) if wished is Way.COMPARTMENT else None
    if wished is form.way and place is None:
        return Step(form)
    return Step(replace(form, way=wished, station=place.id if place else form.station, agreed=False))


def _tour_option() -> Option:
    heard_as = ("fahrer", "der fahrer", "mitnehmen", "abholen", "tour", "die tour", "abholen lassen")
    return Option(words("empties-option-tour"), Way.TOUR.value, heard_as=heard_as)


def _fach_option(station: Station) -> Option:
    heard_as = ("fach", "ins fach", "in ein fach", "abholpunkt", station.village)
    return Option(words("empties-option-fach", station=station.village), station.id, heard_as=heard_as)


def _elsewhere(turn: Turn, form: EmptiesForm, full: Station, most: int) -> list[Option]:
    others = [(km, s) for km, s in near_stations(turn) if s.id != full.id and has_room(turn, form, s)]
    return [
        Option(
            words("empties-option-elsewhere", station=s.village, distance=kilometres_words(km)),
            s.id,
            heard_as=(s.village,),
        )
        for km, s in others[:most]
    ]


def _place_station(turn: Turn) -> Station | None:
    assert turn.parse is not None
    named = {key.split(",")[0] for mention in turn.parse.places for key in mention.keys}
    return next((station for station in turn.store.lockers.stations() if station.village in named), None)


# --- street and name -----------------------------------------------------------------------------------------------


def lacks_street(turn: Turn, form: EmptiesForm) -> bool:
    """Whether the driver would not find the door."""
    return form.way is Way.TOUR and turn.person.street is None


def street_heard(turn: Turn, form: EmptiesForm) -> Step[EmptiesForm] | None:
    """A street with its number."""
    street = " ".join(turn.said.split()).strip(" .!,")
    if "?" in street:
        return None
    if not 4 <= len(street) <= LONGEST_STREET or not any(c.isdigit() for c in street):
        return Step(form, say(words("order-street-unclear")))
    reachable_at(turn.county, turn.store, turn.actor, street=street)
    return Step(form)


def lacks_name(turn: Turn, _form: EmptiesForm) -> bool:
    """Whom the merchant owes the money to; asked last of what is asked of a stranger."""
    return turn.person.name is None


def name_words(turn: Turn, _form: EmptiesForm) -> Words:
    """With the one line on privacy and its link."""
    return words("empties-ask-name", link=f"{turn.info['base_url']}/datenschutz")


def name_heard(turn: Turn, form: EmptiesForm) -> Step[EmptiesForm] | None:
    """A name as people say it."""
    if "?" in turn.said:
        return None
    name = name_said(turn)
    if name is None:
        return Step(form, say(words("order-name-unclear")))
    register(turn.county, turn.store, turn.actor, name)
    return Step(form)
