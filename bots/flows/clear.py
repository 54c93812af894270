"""Taking out what nobody has fetched: claim it, open each Fach, done. Helpers read a first name and a village only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Words, joined, say, words
from bots.flows.calling import call_a_human
from bots.flows.hearing import said_any
from bots.flows.paging import MORE, a_page
from bots.flows.volunteer_task import Did, VolunteerTask
from bots.notices.notice import first_name, village_of
from domain.errors import NotFound
from domain.ids import PickupId
from domain.lockers.errors import StationSilent
from domain.lockers.finding import station_of
from domain.lockers.model import Pickup, PickupStatus
from domain.lockers.service import claim_clearing, cleared, hand_back_clearing, open_to_clear, to_clear
from domain.people.model import Role
from domain.support.model import CaseKind
from nlu.result import Expects

DONE_WORDS = ("herausgenommen", "rausgenommen", "fertig", "erledigt", "ausgeräumt", "draussen", "leer", "hab ich")
STUCK_WORDS = ("klemmt", "geht nicht auf", "lässt sich nicht", "kaputt")


@dataclass(frozen=True, slots=True)
class ClearForm:
    """Which goods are taken out, and which Fächer are empty already."""

    pickup: str | None = None
    out: tuple[int, ...] = ()
    opened: bool = False
    page: int = 0


# --- beginning ------------------------------------------------------------------------------------------------


def begin(turn: Turn) -> Step[ClearForm]:
    """One's own goes on; else what is there to do."""
    waiting = to_clear(turn.county, turn.store, turn.actor)
    mine = [pickup for pickup in waiting if pickup.clearing_by == turn.person.id]
    if mine:
        return Step(ClearForm(mine[0].id), _told(turn, mine[0]))
    if all(pickup.clearing_by is not None for pickup in waiting):
        return Step(ClearForm(), say(words("clear-nothing")), done=True)
    return Step(ClearForm())


def start_with(turn: Turn, value: Json) -> Step[ClearForm]:
    """A button or a volunteer's words: the list, take it over, not today, or what became of one Fach."""
    if value is None or "pickup" not in value:
        return begin(turn)
    pickup = _pickup(turn, value["pickup"])
    if pickup.status is not PickupStatus.EXPIRED:
        return Step(ClearForm(), say(words("clear-already")), done=True)
    mine = pickup.clearing_by == turn.person.id
    match value["did"]:
        case Did.CLAIM:
            return _claim(turn, pickup.id)
        case Did.DECLINE:
            return _give_back(turn, pickup) if mine else Step(ClearForm(), say(words("clear-declined")), done=True)
        case Did.SHOW:
            return Step(ClearForm(pickup.id), _told(turn, pickup)) if mine else Step(ClearForm())
    form = _form_so_far(turn, pickup)
    box = value.get("box", _next(turn, form))
    return box_chosen(turn, form, {"did": "out" if value["did"] == Did.FINISH else value["did"], "box": box})


def tasks_to_clear(turn: Turn) -> list[VolunteerTask]:
    """Left goods as tasks: the person's own and those that nobody has."""
    waiting = to_clear(turn.county, turn.store, turn.actor)
    return [
        VolunteerTask(
            flow="clear",
            name={"pickup": pickup.id},
            label=words("clear-task", what=_label(turn, pickup)),
            mine=pickup.clearing_by == turn.person.id,
            boxes=tuple(_boxes(pickup)),
        )
        for pickup in waiting
        if pickup.clearing_by in {None, turn.person.id}
    ]


def _claim(turn: Turn, pickup_id: str) -> Step[ClearForm]:
    pickup = _pickup(turn, pickup_id)
    if pickup.clearing_by not in {None, turn.person.id}:
        return Step(ClearForm(), say(words("clear-taken")), done=True)
    claim_clearing(turn.county, turn.store, turn.actor, pickup.id)
    return Step(ClearForm(pickup.id), joined(say(words("clear-claimed")), _told(turn, pickup)))


def _give_back(turn: Turn, pickup: Pickup) -> Step[ClearForm]:
    hand_back_clearing(turn.county, turn.store, turn.actor, pickup.id)
    return Step(ClearForm(), say(words("clear-given-back")), done=True)


def decline(turn: Turn, form: ClearForm) -> Step[ClearForm]:
    """Not today after all."""
    pickup = _pickup(turn, form.pickup) if form.pickup else None
    if pickup is not None and pickup.clearing_by == turn.person.id:
        return _give_back(turn, pickup)
    return Step(form, say(words("clear-declined")), done=True)


# --- which --------------------------------------------------------------------------------------------------------


def lacks_pickup(_turn: Turn, form: ClearForm) -> bool:
    """Whether one is to be chosen."""
    return form.pickup is None


def pickup_options(turn: Turn, form: ClearForm) -> Sequence[Option]:
    """What nobody else has taken over."""
    waiting = to_clear(turn.county, turn.store, turn.actor)
    free = [pickup for pickup in waiting if pickup.clearing_by in {None, turn.person.id}]
    options = [Option(_label(turn, pickup), pickup.id) for pickup in free]
    none = Option(words("clear-option-none"), "none", heard_as=("nein", "keins", "nichts", "kann nicht", "heute nicht"))
    return a_page(options, form.page, none)


def pickup_chosen(turn: Turn, form: ClearForm, value: Json) -> Step[ClearForm]:
    """One of them, the next page, or none."""
    if value == MORE:
        return Step(replace(form, page=form.page + 1))
    if value == "none":
        return Step(form, say(words("clear-declined")), done=True)
    return _claim(turn, value)


# --- Fach by Fach ---------------------------------------------------------------------------------------------------


def lacks_box(turn: Turn, form: ClearForm) -> bool:
    """Whether a Fach is still full."""
    return form.pickup is not None and _next(turn, form) is not None


def box_words(turn: Turn, form: ClearForm) -> Words:
    """Open it, or say that it is empty."""
    return words("clear-ask-out" if form.opened else "clear-ask-box", box=_next(turn, form))


def box_options(turn: Turn, form: ClearForm) -> Sequence[Option]:
    """Open, taken out, stuck; or not today."""
    no = _next(turn, form)
    if not form.opened:
        opening = ("fach auf", "öffnen", "auf", "ja", f"fach {no} auf", "mach auf")
        return [
            Option(words("clear-option-open", box=no), {"did": "open", "box": no}, style="main", heard_as=opening),
            Option(words("clear-option-not-today"), {"did": "back", "box": no}, heard_as=("kann nicht", "nein")),
        ]
    return [
        Option(words("clear-option-out"), {"did": "out", "box": no}, style="main", heard_as=(*DONE_WORDS, "ja")),
        Option(words("clear-option-stuck"), {"did": "stuck", "box": no}, heard_as=("klemmt", "tür klemmt")),
    ]


def box_chosen(turn: Turn, form: ClearForm, value: Json) -> Step[ClearForm]:
    """Open a Fach, have it empty, call a human for a stuck door, or give the task back."""
    pickup, no = _pickup(turn, form.pickup or ""), int(value["box"])
    match value["did"]:
        case "open":
            try:
                open_to_clear(turn.county, turn.store, turn.actor, pickup.id, no)
            except StationSilent:
                return Step(replace(form, opened=False), say(words("clear-silent", station=_place(turn, pickup))))
            return Step(replace(form, opened=True), say(words("clear-opening", box=no)), asks_itself=True)
        case "stuck":
            call_a_human(turn, CaseKind.PROBLEM, about=f"{_place(turn, pickup)}, Fach {no} klemmt")
            return Step(replace(form, opened=False), say(words("clear-stuck", phone=turn.info["phone"])), done=True)
        case "back":
            return _give_back(turn, pickup)
    out = (*form.out, no) if no not in form.out else form.out
    if set(out) >= set(_boxes(pickup)):
        cleared(turn.county, turn.store, turn.actor, pickup.id)
        return Step(replace(form, out=out, opened=False))
    return Step(replace(form, out=out, opened=False), say(words("clear-out", box=no)))


def box_heard(turn: Turn, form: ClearForm) -> Step[ClearForm] | None:
    """ "Herausgenommen", "klemmt", "Fach 12 auf" in words."""
    assert turn.parse is not None
    no, intent = _next(turn, form), turn.parse.intent.name
    if said_any(turn.said, STUCK_WORDS) or intent == "report_problem":
        return box_chosen(turn, form, {"did": "stuck", "box": no})
    if said_any(turn.said, DONE_WORDS) or intent == "finish_task":
        return box_chosen(turn, form, {"did": "out", "box": no})
    if intent == "open_compartment":
        asked = turn.parse.compartment
        mine = asked if asked in _boxes(_pickup(turn, form.pickup or "")) else no
        return box_chosen(turn, form, {"did": "open", "box": mine})
    if intent == "deny":
        return Step(form, say(words("clear-wait")), asks_itself=True)
    return None


def done(turn: Turn, _form: ClearForm) -> Reply:
    """Thanks, and where the goods go."""
    return say(words("clear-done", phone=turn.info["phone"]))


# --- shared ---------------------------------------------------------------------------------------------------------


def _form_so_far(turn: Turn, pickup: Pickup) -> ClearForm:
    """The form that is open for this task, or a new one: a tap under a notice goes on where the talk is."""
    frame = next((frame for frame in turn.talk.frames if frame.flow == "clear"), None)
    form = CLEAR.adapter.validate_python(frame.form) if frame is not None else None
    return form if form is not None and form.pickup == pickup.id else ClearForm(pickup.id)


def _pickup(turn: Turn, pickup_id: str) -> Pickup:
    pickup = turn.store.lockers.pickup(PickupId(pickup_id))
    if pickup is None:
        raise NotFound
    return pickup


def _boxes(pickup: Pickup) -> list[int]:
    return sorted(box.no for box in pickup.boxes)


def _next(turn: Turn, form: ClearForm) -> int | None:
    pickup = _pickup(turn, form.pickup or "")
    if pickup.status is not PickupStatus.EXPIRED:
        return None
    return next((no for no in _boxes(pickup) if no not in form.out), None)


def _place(turn: Turn, pickup: Pickup) -> str:
    return station_of(turn.store, pickup.station_id).village


def _label(turn: Turn, pickup: Pickup) -> Words:
    resident = turn.store.people.get(pickup.person_id)
    numbers = [str(no) for no in _boxes(pickup)]
    return words(
        "clear-option-pickup",
        station=_place(turn, pickup),
        boxes=numbers,
        count=len(numbers),
        name=first_name(resident),
    )


def _told(turn: Turn, pickup: Pickup) -> Reply:
    resident = turn.store.people.get(pickup.person_id)
    numbers = [str(no) for no in _boxes(pickup)]
    told = words(
        "clear-what",
        station=_place(turn, pickup),
        boxes=numbers,
        count=len(numbers),
        name=first_name(resident),
        village=village_of(resident),
    )
    return say(told)


_ASKS: tuple[Ask[ClearForm], ...] = (
    Ask("pickup", needed=lacks_pickup, offers=pickup_options, chosen=pickup_chosen, expects=Expects.CHOICE),
    Ask(
        "box",
        needed=lacks_box,
        words=box_words,
        offers=box_options,
        chosen=box_chosen,
        hears=box_heard,
        expects=Expects.CHOICE,
    ),
)

# The work itself, begun by a button; operators and the centre get to it that way, too.
CLEAR = Flow(
    name="clear",
    about="Liegengebliebenes aus den Fächern nehmen",
    form=ClearForm,
    for_roles=frozenset({Role.VOLUNTEER, Role.OPERATOR, Role.CENTRE, Role.DRIVER}),
    begin=begin,
    start_with=start_with,
    takes={"decline_task": decline},
    asks=_ASKS,
    finish=done,
)
