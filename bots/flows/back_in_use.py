"""A Fach that was taken out of use works again: "Fach 7 in Vinsebeck geht wieder"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Verbatim, Words, say, words
from bots.flows.hearing import said_any
from bots.flows.order_where import place_station
from domain.ids import StationId
from domain.lockers.finding import station_of
from domain.lockers.model import BLOCKED, Station
from domain.lockers.service import put_back_in_use
from domain.people.model import Role
from nlu.result import Expects

SHOWN = 3
WORKS = ("geht wieder", "funktioniert wieder", "ist repariert", "wieder frei", "wieder in ordnung", "wieder benutz",
         "klemmt nicht mehr", "öffnet wieder")  # fmt: skip


@dataclass(frozen=True, slots=True)
class BackForm:
    """Which Fach, and at which pick-up point."""

    box: int
    station: str | None = None


def is_meant(turn: Turn) -> bool:
    """Whether a Fach is named that works again."""
    return turn.parse is not None and turn.parse.compartment is not None and said_any(turn.said, WORKS)


def begin(turn: Turn) -> Step[BackForm]:
    """The Fach of the place that was named, or of the only one where it is out of use."""
    assert turn.parse is not None
    assert turn.parse.compartment is not None
    form = BackForm(turn.parse.compartment)
    named, blocked = place_station(turn), _where_blocked(turn, form.box)
    if named is not None:
        return station_chosen(turn, form, named.id)
    if len(blocked) == 1:
        return station_chosen(turn, form, blocked[0].id)
    return Step(form) if blocked else Step(form, say(words("back-in-use-nowhere", box=form.box)), done=True)


def station_options(turn: Turn, form: BackForm) -> Sequence[Option]:
    """The points at which that Fach is out of use."""
    return [Option(Verbatim(one.village), one.id, heard_as=(one.village,)) for one in _where_blocked(turn, form.box)][
        :SHOWN
    ]


def station_words(_turn: Turn, form: BackForm) -> Words:
    """At which point."""
    return words("back-in-use-ask-station", box=form.box)


def station_chosen(turn: Turn, form: BackForm, value: Json) -> Step[BackForm]:
    """Back in use, unless only the station itself can say so."""
    station = station_of(turn.store, StationId(value))
    box = next((one for one in station.compartments if one.no == form.box), None)
    if box is None:
        return Step(form, say(words("back-in-use-unknown", box=form.box, station=station.village)), done=True)
    was = box.fault
    put_back_in_use(turn.county, turn.store, turn.actor, station.id, form.box)
    key = "back-in-use-done" if was == BLOCKED else "back-in-use-was" if was is None else "back-in-use-jammed"
    return Step(form, say(words(key, box=form.box, station=station.village)), done=True)


def _where_blocked(turn: Turn, no: int) -> list[Station]:
    return [s for s in turn.store.lockers.stations() if any(c.no == no and c.fault == BLOCKED for c in s.compartments)]


BACK_IN_USE = Flow(
    name="back-in-use",
    about="Ein gesperrtes Fach wieder freigeben",
    form=BackForm,
    for_roles=frozenset({Role.OPERATOR, Role.CENTRE, Role.DRIVER}),
    begin=begin,
    claims=is_meant,
    asks=(
        Ask(
            "station",
            words=station_words,
            offers=station_options,
            chosen=station_chosen,
            expects=Expects.CHOICE,
        ),
    ),
    finish=lambda _turn, _form: Reply(),
)
