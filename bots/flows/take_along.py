"""What drivers take along: empties at people's doors, and what was counted at a pick-up point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bots.dialogue.flow import Turn, answer_flow
from bots.dialogue.reply import NOTHING_SAID, Json, Option, Reply, say, words
from bots.flows.empties_tables import pieces_words
from bots.flows.hearing import said_any
from bots.notices.notice import village_of
from domain.deposits.counting import fetched, stored_at, taken_along, to_count, to_take_along
from domain.deposits.model import EmptiesReturn
from domain.deposits.taking import pieces_of
from domain.ids import DepositTypeId, ReturnId, StationId
from domain.lockers.finding import station_of
from domain.people.model import Role

TAKE_WORDS = ("leergut mitnehmen", "leergut einsammeln", "leergut abholen")
FEW_WORDS = 3
DRIVERS = frozenset({Role.DRIVER, Role.CENTRE})


def is_meant(turn: Turn) -> bool:
    """ "Leergut mitnehmen": the work, and not "drei Kästen Leergut mitnehmen", which are one's own."""
    return len(turn.said.split()) <= FEW_WORDS and said_any(turn.said, TAKE_WORDS)


def answer(turn: Turn) -> Reply:
    """At doors first, then at pick-up points; one tap says that it is in the van."""
    waiting = to_take_along(turn.county, turn.store, turn.actor)
    stored = _stored(turn)
    if not waiting and not stored:
        return say(words("take-along-nothing"))
    told = _at_door(turn, waiting[0], len(waiting) - 1) if waiting else NOTHING_SAID
    for station_id in stored:
        told = told + _at_station(turn, station_id)
    return told


def tapped(turn: Turn, value: Json) -> Reply:
    """It is in the van: from a door it is still to be counted, from a pick-up point it is counted."""
    if not value:
        return answer(turn)
    if "station" in value:
        gone = fetched(turn.county, turn.store, turn.actor, StationId(value["station"]))
        return say(words("take-along-fetched", count=len(gone)))
    made = taken_along(turn.county, turn.store, turn.actor, ReturnId(value["return"]))
    counting = {"return": made.id, "did": "claim"}
    now = Option(words("take-along-option-count"), counting, "count-empties", heard_as=("ja", "zählen"))
    return say(words("take-along-taken", code=made.code), options=[now])


def ways_in(turn: Turn) -> list[Option]:
    """The ways to what is to be taken along and to be counted, if there is such a thing."""
    options = []
    count = len(to_take_along(turn.county, turn.store, turn.actor)) + len(_stored(turn))
    if count:
        options.append(Option(words("take-along-option", count=count), None, "take-along", heard_as=("leergut",)))
    uncounted = len(to_count(turn.county, turn.store, turn.actor))
    if uncounted:
        label = words("count-option-begin", count=uncounted)
        options.append(Option(label, None, "count-empties", heard_as=("zählen",)))
    return options


def _stored(turn: Turn) -> Sequence[StationId]:
    return [station.id for station in turn.store.lockers.stations() if stored_at(turn.store, station.id)]


def _at_door(turn: Turn, made: EmptiesReturn, others: int) -> Reply:
    """One door at a time, by its village: name and street are read at the stop of a tour, and nowhere else."""
    village = village_of(turn.store.people.get(made.person_id))
    pieces = pieces_words(turn.store.deposits.types(), pieces_of(made.lines))
    said = [words("take-along-door", code=made.code, village=village, pieces=pieces)]
    if others:
        said.append(words("take-along-others", count=others))
    taken = Option(words("take-along-option-taken", code=made.code), {"return": made.id}, "take-along")
    return say(*said, options=[taken])


def _at_station(turn: Turn, station_id: StationId) -> Reply:
    counted: Counter[DepositTypeId] = Counter()
    for made in stored_at(turn.store, station_id):
        counted.update({line.type_id: line.counted or 0 for line in made.lines})
    place = station_of(turn.store, station_id).village
    pieces = pieces_words(turn.store.deposits.types(), counted)
    gone = Option(words("take-along-option-fetched", station=place), {"station": station_id}, "take-along")
    return say(words("take-along-station", station=place, pieces=pieces), options=[gone])


TAKE_ALONG = answer_flow("take-along", "Leergut mitnehmen", DRIVERS, (), answer, tapped=tapped, claims=is_meant)
