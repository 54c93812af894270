"""Where goods are fetched: the point that was named or is nearest, its address, and how one gets in."""

from __future__ import annotations

from bots.dialogue.flow import Turn, answer_flow
from bots.dialogue.reply import Json, Option, Reply, Words, say, words
from bots.flows.order_where import kilometres_words, place_station
from bots.flows.who import EVERYBODY
from domain.ids import StationId
from domain.lockers.finding import nearest_stations, station_of
from domain.lockers.model import Station

SHOWN = 3


def answer(turn: Turn) -> Reply:
    """The named one, her own, the nearest three, or (nobody knows where she lives) all by name."""
    named = place_station(turn) if turn.parse is not None else None
    if named is not None:
        return _about(turn, named)
    if turn.person.station_id is not None:
        return _about(turn, station_of(turn.store, turn.person.station_id))
    village = turn.store.people.village(turn.person.village or "")
    if village is not None:
        return _about(turn, nearest_stations(turn.store, village)[0][1])
    stations = turn.store.lockers.stations()
    options = [Option(words("pickup-point-option", station=s.village), s.id, flow="pickup-point") for s in stations]
    return say(words("pickup-point-all", stations=[s.village for s in stations]), options=options[:SHOWN])


def tapped(turn: Turn, value: Json) -> Reply:
    """One of the points, or the others."""
    if isinstance(value, dict):
        return _others(turn, StationId(value["not"]))
    return _about(turn, station_of(turn.store, StationId(value)))


def _about(turn: Turn, station: Station) -> Reply:
    village = turn.store.people.village(turn.person.village or "")
    told: list[Words] = [words("pickup-point-where", station=station.village, address=station.address)]
    if village is not None and village.name != station.village:
        distance = next(km for km, s in nearest_stations(turn.store, village) if s.id == station.id)
        told.append(words("pickup-point-distance", village=village.name, distance=kilometres_words(distance)))
    told.append(words("pickup-point-step-free" if station.step_free else "pickup-point-steps"))
    others = Option(words("pickup-point-option-others"), {"not": station.id}, flow="pickup-point")
    return say(*told, options=[others])


def _others(turn: Turn, shown: StationId) -> Reply:
    village = turn.store.people.village(turn.person.village or "")
    near = nearest_stations(turn.store, village) if village else [(0.0, s) for s in turn.store.lockers.stations()]
    others = [(km, s) for km, s in near if s.id != shown]
    if village is None:
        options = [
            Option(words("pickup-point-option", station=s.village), s.id, flow="pickup-point") for _, s in others
        ]
    else:
        options = [
            Option(
                words("order-option-station", station=s.village, distance=kilometres_words(km)), s.id, "pickup-point"
            )
            for km, s in others
        ]
    return say(words("pickup-point-others"), options=options[:SHOWN])


PICKUP_POINT = answer_flow(
    "pickup-point", "Sagen, wo ein Abholpunkt ist", EVERYBODY, {"ask_pickup_point"}, answer, tapped=tapped
)
