"""Where the goods go: village, pick-up point, or home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from bots.dialogue.flow import Step, Turn
from bots.dialogue.reply import Json, Option, Verbatim, Words, say, words
from bots.flows.order_form import OrderForm, basket, offer
from bots.flows.order_home import drives_home, home_option, is_far, wants_home
from domain.ids import StationId
from domain.lockers.finding import nearest_stations, station_of
from domain.lockers.model import Station
from domain.ordering.model import Receive
from domain.ordering.service import choose_receiving, has_room
from domain.people.service import live_in, prefer_home
from nlu.german.spelling import fold

F = TypeVar("F")  # other forms than an order's ask for village and pick-up point, too
SHOWN = 3
CHANGE = "change"
HOME_WORDS = ("nach haus", "zuhaus", "zu haus", "zu mir", "an die tur")


def lacks_village(turn: Turn, _form: object) -> bool:
    """Whether we do not know where somebody lives."""
    return turn.person.village is None


def village_heard(turn: Turn, form: F) -> Step[F] | None:
    """A village in words; a name that exists twice is asked back with its town."""
    keys = places_said(turn)
    if not keys:
        return Step(form, say(words("order-village-unknown")))
    if len(keys) > 1:
        options = [Option(Verbatim(key), key) for key in keys[:SHOWN]]
        return Step(form, say(words("order-village-which"), options=options), asks_itself=True)
    return village_chosen(turn, form, keys[0])


def village_chosen(turn: Turn, form: F, value: Json) -> Step[F]:
    """The village is known; with it the nearest pick-up points are."""
    live_in(turn.county, turn.store, turn.actor, village=value)
    return Step(form)


def lacks_station(turn: Turn, _form: object) -> bool:
    """Whether no pick-up point is chosen."""
    return turn.person.station_id is None


def station_words(turn: Turn, _form: object) -> Words:
    """The nearest point with its distance."""
    distance, station = near_stations(turn)[0]
    return words(
        "order-ask-station", station=station.village, distance=kilometres_words(distance), address=station.address
    )


def station_options(turn: Turn, _form: object) -> Sequence[Option]:
    """The three nearest."""
    return [
        Option(
            words("order-option-station", station=s.village, distance=kilometres_words(km)), s.id, heard_as=(s.village,)
        )
        for km, s in near_stations(turn)[:SHOWN]
    ]


def station_chosen(turn: Turn, form: F, value: Json) -> Step[F]:
    """The usual pick-up point from now on."""
    live_in(turn.county, turn.store, turn.actor, station_id=StationId(value))
    return Step(form)


def station_heard(turn: Turn, form: OrderForm) -> Step[OrderForm] | None:
    """ "Ja" takes the nearest; a place takes the point there (or the nearest to it); home settles the rest, too."""
    assert turn.parse is not None
    if any(word in fold(turn.said) for word in HOME_WORDS):
        step = station_chosen(turn, form, near_stations(turn)[0][1].id)
        return replace(step, reply=receive_chosen(turn, form, Receive.HOME.value).reply)
    if turn.parse.intent.name == "affirm":
        return station_chosen(turn, form, near_stations(turn)[0][1].id)
    station = place_station(turn)
    return station_chosen(turn, form, station.id) if station else None


def receive_options(turn: Turn, _form: OrderForm) -> Sequence[Option]:
    """Pick-up point or home; home first when the way on foot is long and somebody drives."""
    assert turn.person.station_id is not None
    station = station_of(turn.store, turn.person.station_id)
    place_words = (station.village, "fach", "abholpunkt", "ins fach", "abholen", "ja")
    pickup = Option(words("order-option-pickup", station=station.village), Receive.PICKUP.value, heard_as=place_words)
    return [home_option(), pickup] if is_far(turn) and drives_home(turn) else [pickup, home_option()]


def lacks_receive(turn: Turn, _form: OrderForm) -> bool:
    """Whether pick-up or home is open; home is so again when nobody drives any more."""
    return basket(turn).receive is None or (wants_home(turn) and not drives_home(turn))


def receive_chosen(turn: Turn, form: OrderForm, value: Json) -> Step[OrderForm]:
    """A Fach or the door. In a county without tours the wish is noted, and it is said honestly."""
    home = value == Receive.HOME.value
    if home:
        prefer_home(turn.county, turn.store, turn.actor, wanted=True)
    if home and drives_home(turn):
        choose_receiving(turn.county, turn.store, turn.actor, receive=Receive.HOME)
        return Step(form)
    choose_receiving(turn.county, turn.store, turn.actor, receive=Receive.PICKUP)
    if home:
        assert turn.person.station_id is not None
        station = station_of(turn.store, turn.person.station_id)
        return Step(form, say(words("order-home-not-yet", station=station.village)))
    return Step(form)


def receive_heard(turn: Turn, form: OrderForm) -> Step[OrderForm] | None:
    """Home or a place in words."""
    assert turn.parse is not None
    said = fold(turn.said)
    if any(word in said for word in HOME_WORDS):
        return receive_chosen(turn, form, Receive.HOME.value)
    station = place_station(turn)
    if station is not None:
        station_chosen(turn, form, station.id)
        return receive_chosen(turn, form, Receive.PICKUP.value)
    if turn.parse.intent.name in {"affirm", "choose_delivery"} and not turn.parse.days:
        return receive_chosen(turn, form, Receive.PICKUP.value)
    return None


def is_full(turn: Turn, _form: OrderForm) -> bool:
    """Whether her pick-up point has no room on those days."""
    if wants_home(turn):
        return False
    station_id = turn.person.station_id
    return station_id is not None and not has_room(turn.county, turn.store, turn.person, offer(turn), station_id)


def full_words(turn: Turn, _form: OrderForm) -> Words:
    """Say it before she buys."""
    assert turn.person.station_id is not None
    return words("order-ask-full", station=station_of(turn.store, turn.person.station_id).village)


def full_options(turn: Turn, _form: OrderForm) -> Sequence[Option]:
    """The nearest other points with room, with their distance, and home: first of all if the nearest is far on foot."""
    now = offer(turn)
    others = [
        (km, s)
        for km, s in near_stations(turn)
        if s.id != turn.person.station_id and has_room(turn.county, turn.store, turn.person, now, s.id)
    ]
    homes = [home_option()] if drives_home(turn) else []
    points = [
        Option(
            words("order-option-station", station=s.village, distance=kilometres_words(km)), s.id, heard_as=(s.village,)
        )
        for km, s in others[: SHOWN - 1 - len(homes)]
    ]
    near = bool(others) and others[0][0] <= turn.county.rules.walk_km
    ways = [*points, *homes] if near else [*homes, *points]
    return [*ways, Option(words("order-option-change"), CHANGE, heard_as=("ändern", "nein", "weglassen"))]


def full_chosen(turn: Turn, form: OrderForm, value: Json) -> Step[OrderForm]:
    """Another point, or other goods: a crate may fit nowhere within her reach."""
    if value == CHANGE:
        return Step(replace(form, checkout=False), say(words("order-change-how")), asks_itself=True)
    if value == Receive.HOME.value:
        return receive_chosen(turn, form, value)
    return station_chosen(turn, form, value)


def full_heard(turn: Turn, form: OrderForm) -> Step[OrderForm] | None:
    """Home or another point in words."""
    if any(word in fold(turn.said) for word in HOME_WORDS):
        return receive_chosen(turn, form, Receive.HOME.value)
    return station_heard(turn, form)


def place_station(turn: Turn) -> Station | None:
    """The pick-up point in (or nearest to) a place that was named."""
    keys = places_said(turn)
    village = turn.store.people.village(keys[0]) if keys else None
    return nearest_stations(turn.store, village)[0][1] if village else None


def places_said(turn: Turn) -> tuple[str, ...]:
    """The places that were named, best first."""
    assert turn.parse is not None
    return turn.parse.places[0].keys if turn.parse.places else ()


def near_stations(turn: Turn) -> list[tuple[float, Station]]:
    """All pick-up points with their distance from her village, nearest first."""
    village = turn.store.people.village(turn.person.village or "")
    if village is None:
        return [(0.0, station) for station in turn.store.lockers.stations()]
    return nearest_stations(turn.store, village)


def kilometres_words(distance: float) -> str:
    """ "gleich im Ort", "2,4 km"."""
    return "gleich im Ort" if distance < 1 else f"{distance:.1f} km".replace(".", ",")
