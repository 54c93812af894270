"""Getting at one's goods: the code once more, or a Fach that opens from the chat. Only for their owner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bots.dialogue.flow import Ask, Flow, Step, Turn, answer_flow
from bots.dialogue.reply import NOTHING_SAID, Json, Option, Reply, Saying, Words, say, words
from bots.flows import empties_booked, tasks
from bots.flows.hearing import said_any
from bots.flows.who import BUYERS, is_resident
from bots.notices.helping import second_code
from bots.notices.lying import code_saying, what
from bots.notices.notice import full_name
from domain.codes import grouped
from domain.ids import PickupId
from domain.lockers.access import codes_held
from domain.lockers.errors import StationSilent
from domain.lockers.finding import station_of
from domain.lockers.model import Access, AccessPurpose, Pickup
from domain.lockers.service import code_of, open_own, waiting_for
from domain.people.helping import helped_by
from domain.people.model import Role
from nlu.german.spelling import fold
from nlu.result import Expects

SHOWN = 3
FOR_ANOTHER = ("ich bin der enkel", "ich bin die enkel", "ich bin der sohn", "ich bin die tochter", "bin der enkel",
               "bin die enkelin", "bin die tochter", "bin der sohn", "code von", "code für frau", "code für herr",
               "code für mein", "ihren code", "seinen code", "fach von frau", "fach von herr", "fach von mein",
               "code meiner", "code meines", "ihr fach", "sein fach")  # fmt: skip
_TITLED = re.compile(r"\b(?:frau|herrn?|oma|opa|nachbarin|nachbar) (\w+)")


# --- the code --------------------------------------------------------------------------------------------


def code(turn: Turn) -> Reply:
    """Every code in force, with point, Fach and until when; before that an honest sentence."""
    seconds = [access for access in _seconds(turn) if _is_meant(turn, access)]
    if asks_for_another(turn):
        theirs = _told_seconds(turn, seconds)
        return theirs if theirs else say(words("code-only-own", phone=turn.info["phone"]))
    waiting = waiting_for(turn.county, turn.store, turn.actor) if is_resident(turn) else []
    live = [pickup for pickup in waiting if pickup.may_open(turn.county.now())]
    told = code_sayings(turn, live) + Reply(tuple(empties_booked.codes(turn)))
    if told or seconds:
        return told + _told_seconds(turn, seconds)
    if waiting:
        station = station_of(turn.store, waiting[0].station_id).village
        return say(words("code-on-its-way", what=what(waiting), station=station, phone=turn.info["phone"]))
    coming = next((o for o in turn.store.orders.of_person(turn.person.id, 5) if o.is_open()), None)
    if coming is not None:
        return say(words("code-not-yet", code=coming.code, day=coming.days()[0]))
    helped = [full_name(turn.store.people.get(h.resident_id)) for h in helped_by(turn.county, turn.store, turn.actor)]
    return say(words("code-none-for", names=helped)) if helped else say(words("code-none"))


def code_sayings(turn: Turn, pickups: Sequence[Pickup]) -> Reply:
    """One message for each code, with all that may be opened with it now."""
    if not pickups:
        return NOTHING_SAID
    live = [p for p in waiting_for(turn.county, turn.store, turn.actor) if p.may_open(turn.county.now())]
    wanted = {pickup.grant_id for pickup in pickups}
    together = {grant: [p for p in live if p.grant_id == grant] for grant in dict.fromkeys(p.grant_id for p in live)}
    return Reply(tuple(_code_saying(turn, ones) for grant, ones in together.items() if grant in wanted))


def _code_saying(turn: Turn, pickups: Sequence[Pickup]) -> Saying:
    station = station_of(turn.store, pickups[0].station_id)
    code = grouped(code_of(turn.county, turn.store, turn.actor, PickupId(pickups[0].id)))
    head = words("code-where", station=station.village, address=station.address)
    return code_saying(head, station, pickups, code, turn.info["phone"])


def _seconds(turn: Turn) -> list[Access]:
    """The codes with which this person collects for somebody else, or that she passes on."""
    held = codes_held(turn.county, turn.store, turn.actor)
    return [access for access in held if access.purpose is AccessPurpose.SECOND]


def _is_meant(turn: Turn, access: Access) -> bool:
    """Whether no other person is named than the one it is for."""
    named = _TITLED.findall(fold(turn.said))
    helper = turn.store.people.helper(access.helper_id) if access.helper_id else None
    owner = turn.store.people.get(helper.resident_id) if helper else None
    names = fold(f"{owner.name if owner else ''} {helper.name if helper else ''}").split()
    return all(name in names for name in named)


def _told_seconds(turn: Turn, accesses: Sequence[Access]) -> Reply:
    told = (second_code(turn.county, turn.store, turn.info["phone"], access) for access in accesses)
    return Reply(tuple(saying for saying in told if saying is not None))


def asks_for_another(turn: Turn) -> bool:
    """Whether the code or Fach of somebody else is meant: a name that is not one's own, "der Enkel"."""
    own = set(fold(turn.person.name or "").split())
    said = fold(turn.said)
    if any(name not in own for name in _TITLED.findall(said)):
        return True
    entity = turn.parse.entity("name") if turn.parse else None
    if entity is not None and own and not set(fold(entity.text).split()) & own:
        return True
    return said_any(said, FOR_ANOTHER) and not any(name in said for name in own)


# --- opening ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenForm:
    """Which Fach ("pickup:no"), and whether she stands before it."""

    box: str | None = None
    here: bool | None = None


def begin(turn: Turn) -> Step[OpenForm]:
    """The Fach that was named, or the only one."""
    if asks_for_another(turn):
        return Step(OpenForm(), say(words("code-only-own", phone=turn.info["phone"])), done=True)
    boxes = _boxes(turn)
    named = turn.parse.compartment if turn.parse else None
    fitting = [box for box in boxes if named in {None, _no(box)}]
    task = tasks.opening(turn) if not fitting and Role.VOLUNTEER in turn.actor.roles else None
    if task is not None:  # she helps here, too, and means the Fach of her task
        return Step(OpenForm(), done=True, then=task)
    empties = empties_booked.to_open(turn)
    if empties is not None and not fitting and named in {None, empties.compartment}:
        return Step(OpenForm(), done=True, then=("empties-booked", {"did": "open", "return": empties.id}))
    if not boxes:
        return Step(OpenForm(), code(turn), done=True)
    if not fitting:
        own = sorted({_no(box) for box in boxes})
        told = words("open-compartment-not-yours", no=named, count=len(own), boxes=[str(no) for no in own])
        return Step(OpenForm(), say(told), done=True)
    return Step(OpenForm(fitting[0] if len(fitting) == 1 else None))


def start_with(turn: Turn, value: Json) -> Step[OpenForm]:
    """A button that names the pickup, perhaps the Fach; goods that are gone meanwhile are told as they are now."""
    boxes = [box for box in _boxes(turn) if _fits(box, value or {})]
    if not boxes:
        return Step(OpenForm(), code(turn), done=True)
    return Step(OpenForm(boxes[0] if len(boxes) == 1 else None))


def _fits(box: str, value: dict[str, Json]) -> bool:
    pickup_id, _, no = box.rpartition(":")
    named = value.get("pickups") or [value.get("pickup") or pickup_id]
    return pickup_id in named and value.get("box") in {None, int(no)}


def box_options(turn: Turn, _form: OpenForm) -> Sequence[Option]:
    """The own compartments."""
    return [Option(_box_words(turn, box), box, heard_as=(str(_no(box)),)) for box in _boxes(turn)[:SHOWN]]


def box_heard(turn: Turn, form: OpenForm) -> Step[OpenForm] | None:
    """A number of a Fach in words."""
    assert turn.parse is not None
    numbers = {turn.parse.compartment, *(int(number) for number in turn.parse.numbers)}
    found = [box for box in _boxes(turn) if _no(box) in numbers]
    return Step(replace(form, box=found[0])) if len(found) == 1 else None


def here_words(turn: Turn, form: OpenForm) -> Words:
    """Nobody opens a door from the sofa."""
    assert form.box is not None
    station = station_of(turn.store, _pickup(turn, form.box).station_id)
    return words("open-compartment-ask-here", no=_no(form.box), station=station.village)


def here_options(_turn: Turn, _form: OpenForm) -> Sequence[Option]:
    """Yes or no."""
    return [
        Option(words("open-compartment-option-yes"), True, style="main", heard_as=("ja", "öffnen", "ja bitte", "auf")),
        Option(words("open-compartment-option-no"), False, heard_as=("nein", "nee", "noch nicht")),
    ]


def here_chosen(turn: Turn, form: OpenForm, value: Json) -> Step[OpenForm]:
    """The command goes out; what the door says is told when it says it."""
    assert form.box is not None
    if not value:
        return Step(form, say(words("open-compartment-stays-shut")), done=True)
    pickup = _pickup(turn, form.box)
    try:
        open_own(turn.county, turn.store, turn.actor, PickupId(pickup.id), _no(form.box))
    except StationSilent:  # the keypad works all the same: here is what to type
        silent = words("open-compartment-silent", station=station_of(turn.store, pickup.station_id).village)
        return Step(form, say(silent) + code_sayings(turn, [pickup]), done=True, asks_itself=True)
    return Step(form, say(words("open-compartment-opening", no=_no(form.box))), done=True, asks_itself=True)


def here_heard(turn: Turn, form: OpenForm) -> Step[OpenForm] | None:
    """Yes or no in other words."""
    assert turn.parse is not None
    answer = {"affirm": True, "open_compartment": True, "deny": False}.get(turn.parse.intent.name)
    return here_chosen(turn, form, answer) if answer is not None else None


def _boxes(turn: Turn) -> list[str]:
    if not is_resident(turn):
        return []
    now = turn.county.now()
    live = [p for p in waiting_for(turn.county, turn.store, turn.actor) if p.may_open(now)]
    return [f"{pickup.id}:{box.no}" for pickup in live for box in sorted(pickup.boxes, key=lambda b: b.no)]


def _no(box: str) -> int:
    return int(box.rpartition(":")[2])


def _pickup(turn: Turn, box: str) -> Pickup:
    pickup_id = box.rpartition(":")[0]
    return next(p for p in waiting_for(turn.county, turn.store, turn.actor) if p.id == pickup_id)


def _box_words(turn: Turn, box: str) -> Words:
    station = station_of(turn.store, _pickup(turn, box).station_id)
    return words("open-compartment-option-box", no=_no(box), station=station.village)


CODE = answer_flow(
    "code", "Den Abholcode noch einmal sagen", BUYERS, {"ask_code"}, code, tapped=lambda turn, _value: code(turn)
)
OPEN_COMPARTMENT = Flow(
    name="open-compartment",
    about="Ein Fach aus dem Gespräch öffnen",
    form=OpenForm,
    for_roles=frozenset({Role.GUEST, Role.RESIDENT}),
    intents=frozenset({"open_compartment"}),
    begin=begin,
    start_with=start_with,
    asks=(
        Ask("box", offers=box_options, hears=box_heard, expects=Expects.CHOICE),
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
