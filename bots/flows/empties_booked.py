"""A return that is booked already: where it stands, its code once more, its Fach opened, called off or changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Saying, WallPicture, Words, say, words
from bots.flows.empties_tables import pieces_words
from bots.flows.who import BUYERS
from domain.codes import grouped
from domain.deposits.model import EmptiesReturn, ReturnStatus, Way
from domain.deposits.service import access_to, cancel, open_to_hand_in, own_return, under_way
from domain.deposits.taking import pieces_of
from domain.ids import ReturnId
from domain.lockers.access import code_of_access
from domain.lockers.errors import CodeNotReady, StationSilent
from domain.lockers.finding import station_of
from domain.people.model import Role
from nlu.result import Expects

SHOWN = 3


@dataclass(frozen=True, slots=True)
class BookedForm:
    """Whose Fach is to be opened, and whether she stands before it."""

    return_id: str | None = None
    here: bool | None = None


def begin(turn: Turn) -> Step[BookedForm]:
    """Everything under way, each with what can be done."""
    coming = under_way(turn.store, turn.person.id)[:SHOWN]
    if not coming:
        return Step(BookedForm(), done=True, then=("empties", {}))
    return Step(BookedForm(), Reply(tuple(_told(turn, made) for made in coming)), done=True)


def start_with(turn: Turn, value: Json) -> Step[BookedForm]:
    """Call it off, or open its Fach."""
    if not value or "return" not in value:
        return begin(turn)
    made = own_return(turn.store, turn.actor, ReturnId(value["return"]))
    if not made.status.is_under_way():
        return Step(BookedForm(), say(words("empties-already", code=made.code)), done=True)
    if value["did"] == "cancel":
        cancel(turn.county, turn.store, turn.actor, made.id)
        return Step(BookedForm(), say(words("empties-cancelled", code=made.code)), done=True)
    return Step(BookedForm(made.id))


def waiting(turn: Turn) -> EmptiesReturn | None:
    """The newest return that is booked and not handed in."""
    booked = (made for made in under_way(turn.store, turn.person.id) if made.status is ReturnStatus.BOOKED)
    return next(booked, None)


def to_open(turn: Turn) -> EmptiesReturn | None:
    """The return whose Fach she may open now: the newest one."""
    coming = under_way(turn.store, turn.person.id) if Role.RESIDENT in turn.actor.roles else []
    return next((made for made in coming if made.way is Way.COMPARTMENT), None)


def code_saying(turn: Turn, made: EmptiesReturn) -> Saying:
    """Point, Fach, code in groups, until when, telephone; or that the code is still on its way."""
    station, access, code = station_of(turn.store, made.station_id), access_to(turn.store, made), None
    if access is not None:
        try:
            code = grouped(code_of_access(turn.county, turn.store, turn.actor, access.id))
        except CodeNotReady:
            code = None
    if code is None or made.expires_at is None:
        return Saying((words("empties-code-waits", station=station.village, phone=turn.info["phone"]),))
    box = str(made.compartment)
    told = (
        words("empties-where", station=station.village, address=station.address),
        words("notice-boxes", count=1, boxes=[box]),
        words("notice-code", code=code),
        words("notice-until", until=made.expires_at),
        words("notice-phone", phone=turn.info["phone"]),
    )
    alt = words("notice-wall", station=station.village, count=1, boxes=[box])
    return Saying(told, (_open_option(made),), picture=WallPicture(station.id, (int(box),), alt))


def _told(turn: Turn, made: EmptiesReturn) -> Saying:
    station = station_of(turn.store, made.station_id).village
    pieces = pieces_words(turn.store.deposits.types(), pieces_of(made.lines))
    if made.status is ReturnStatus.HANDED_IN:
        return Saying((words("empties-state-handed-in", code=made.code, pieces=pieces),))
    off = Option(
        words("empties-option-cancel"), {"did": "cancel", "return": made.id}, "empties-booked", heard_as=("absagen",)
    )
    change = Option(words("empties-option-change"), {"return": made.id}, "empties", heard_as=("ändern",))
    if made.way is Way.TOUR:
        return Saying((words("empties-state-tour", code=made.code, pieces=pieces),), (change, off))
    told = words("empties-state-booked", code=made.code, pieces=pieces, box=made.compartment, station=station)
    code = Option(words("empties-option-code"), flow="code", heard_as=("code", "mein code"))
    return Saying((told,), (code, change, off))


# --- opening ----------------------------------------------------------------------------------------------------


def here_words(turn: Turn, form: BookedForm) -> Words:
    """Nobody opens a door from the sofa."""
    made = _made(turn, form)
    station = station_of(turn.store, made.station_id).village
    return words("open-compartment-ask-here", no=made.compartment, station=station)


def here_options(_turn: Turn, _form: BookedForm) -> Sequence[Option]:
    """Yes or no."""
    return [
        Option(words("open-compartment-option-yes"), True, style="main", heard_as=("ja", "öffnen", "ja bitte", "auf")),
        Option(words("open-compartment-option-no"), False, heard_as=("nein", "nee", "noch nicht")),
    ]


def here_chosen(turn: Turn, form: BookedForm, value: Json) -> Step[BookedForm]:
    """The command goes out; without a line the code at the keypad works all the same."""
    if not value:
        return Step(form, say(words("open-compartment-stays-shut")), done=True)
    made = _made(turn, form)
    try:
        open_to_hand_in(turn.county, turn.store, turn.actor, made.id)
    except StationSilent:
        silent = say(words("open-compartment-silent", station=station_of(turn.store, made.station_id).village))
        return Step(form, silent + Reply((code_saying(turn, made),)), done=True, asks_itself=True)
    told = say(words("open-compartment-opening", no=made.compartment))
    return Step(replace(form, here=True), told, done=True, asks_itself=True)


def here_heard(turn: Turn, form: BookedForm) -> Step[BookedForm] | None:
    """Yes or no in other words."""
    assert turn.parse is not None
    answer = {"affirm": True, "open_compartment": True, "deny": False}.get(turn.parse.intent.name)
    return here_chosen(turn, form, answer) if answer is not None else None


def codes(turn: Turn) -> list[Saying]:
    """The codes of all returns that wait for their Fach."""
    if Role.RESIDENT not in turn.actor.roles:
        return []
    coming = [made for made in under_way(turn.store, turn.person.id) if made.way is Way.COMPARTMENT]
    return [code_saying(turn, made) for made in coming]


def _made(turn: Turn, form: BookedForm) -> EmptiesReturn:
    return own_return(turn.store, turn.actor, ReturnId(form.return_id or ""))


def _open_option(made: EmptiesReturn) -> Option:
    value = {"did": "open", "return": made.id}
    return Option(words("notice-option-open", count=1), value, "empties-booked", heard_as=("fach auf", "öffnen"))


EMPTIES_BOOKED = Flow(
    name="empties-booked",
    about="Angemeldetes Leergut zeigen, absagen, das Fach dafür öffnen",
    form=BookedForm,
    for_roles=BUYERS,
    begin=begin,
    start_with=start_with,
    asks=(
        Ask(
            "here",
            words=here_words,
            offers=here_options,
            chosen=here_chosen,
            hears=here_heard,
            expects=Expects.YES_NO,
        ),
    ),
    finish=lambda _turn, _form: Reply(),
)
