"""A courier puts a parcel into a compartment: whose, how large, which Fach. Made for numbers and gloves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Words, joined, say, words
from bots.flows.drop_label import (
    PARCEL_WORDS,
    is_by_hand,
    name_said,
    size_said,
    street_said,
    villages_said,
)
from bots.flows.hearing import said_any
from bots.flows.order_where import kilometres_words
from bots.notices.notice import Desk
from bots.notices.parcels import DROP_FLOW, drop_code, tap
from domain.errors import NotFound
from domain.ids import ParcelId, PickupId, StationId
from domain.lockers.errors import StationSilent
from domain.lockers.finding import station_of
from domain.lockers.model import AccessStatus
from domain.parcels.errors import DoorStillShut, NoRoomForParcel, ParcelNotTaken
from domain.parcels.model import Parcel, ParcelSize, ParcelStatus
from domain.parcels.service import Label, accepts, assign, assign_again, call_off, on_my_way, open_to_drop, put_in
from domain.people.model import Role
from nlu.result import Expects

IN_WORDS = ("eingelegt", "ist drin", "liegt drin", "drin", "fertig", "erledigt", "eingestellt", "abgelegt")
SMALL_WORDS = ("passt nicht", "zu klein", "zu groß", "geht nicht rein", "zu eng", "größeres fach")
STUCK_WORDS = ("klemmt", "belegt", "besetzt", "nicht leer", "geht nicht auf", "anderes fach", "schmutzig")
LARGER = "larger"
TOO_LARGE = "too large"
SHOWN = 3


@dataclass(frozen=True, slots=True)
class DropForm:
    """What the label says, the size, and where else it may go when the first pick-up point is full.

    `again` is a parcel whose first compartment did not do.
    """

    name: str | None = None
    villages: tuple[str, ...] = ()
    street: str | None = None
    larger: bool = False
    size: ParcelSize | None = None
    full: str | None = None
    silent: bool = False
    other: str | None = None
    distance: float = 0.0
    again: str | None = None


# --- beginning ------------------------------------------------------------------------------------------------


def begin(turn: Turn) -> Step[DropForm]:
    """A label, or what became of the parcel he has a compartment for; else he is asked."""
    if is_by_hand(turn):
        return Step(DropForm(), say(words("drop-by-hand")), done=True)
    if said_any(turn.said, PARCEL_WORDS) or villages_said(turn):
        return _labelled(turn, DropForm())
    mine = on_my_way(turn.county, turn.store, turn.actor)
    return _of_mine(turn, mine) if mine else Step(DropForm())


def start_with(turn: Turn, value: Json) -> Step[DropForm]:
    """A button under a code or a door."""
    parcel = _parcel_in(turn, PickupId(value["pickup"]))
    if parcel.status is not ParcelStatus.ASSIGNED:
        return Step(DropForm(), say(words("drop-over")), done=True)
    return _did(turn, parcel, value["did"])


def speaks_of_a_parcel(turn: Turn) -> bool:
    """A courier's words are about parcels: a parcel, a place or what was done is in them, and nothing is asked."""
    known = (*PARCEL_WORDS, *IN_WORDS, *SMALL_WORDS, *STUCK_WORDS)
    return turn.talk.frame is None and (said_any(turn.said, known) or bool(villages_said(turn)))


def _labelled(turn: Turn, form: DropForm) -> Step[DropForm]:
    """What of a label was said; for whom no parcel is taken, it is said before anything else is asked."""
    form = replace(
        form,
        name=form.name or name_said(turn),
        villages=form.villages or villages_said(turn),
        street=form.street or street_said(turn),
    )
    if form.name is not None and form.villages and not accepts(turn.county, turn.store, turn.actor, _label(form)):
        return Step(DropForm(), _refused(turn), done=True)
    return Step(form)


# --- the label --------------------------------------------------------------------------------------------------


def name_heard(turn: Turn, form: DropForm) -> Step[DropForm] | None:
    """A name, perhaps with its place."""
    if is_by_hand(turn):
        return Step(DropForm(), say(words("drop-by-hand")), done=True)
    return _labelled(turn, form) if name_said(turn) is not None else None


def lacks_village(_turn: Turn, form: DropForm) -> bool:
    """Whether no place was said."""
    return form.again is None and not form.villages


def village_heard(turn: Turn, form: DropForm) -> Step[DropForm] | None:
    """The place on the label."""
    return _labelled(turn, form) if villages_said(turn) else None


# --- the size -----------------------------------------------------------------------------------------------------


def size_options(_turn: Turn, form: DropForm) -> Sequence[Option]:
    """Three at a time: small, middle, larger; then large, very large, or none of them."""
    if not form.larger:
        return [
            Option(words("drop-option-s"), ParcelSize.S.value, heard_as=("klein", "s")),
            Option(words("drop-option-m"), ParcelSize.M.value, heard_as=("mittel", "m")),
            Option(words("drop-option-larger"), LARGER, heard_as=("größer", "groß", "l", "xl")),
        ]
    return [
        Option(words("drop-option-l"), ParcelSize.L.value, heard_as=("groß", "l")),
        Option(words("drop-option-xl"), ParcelSize.XL.value, heard_as=("sehr groß", "xl")),
        Option(words("drop-option-too-large"), TOO_LARGE, heard_as=("zu groß", "passt nicht", "noch größer")),
    ]


def size_chosen(turn: Turn, form: DropForm, value: Json) -> Step[DropForm]:
    """A size: now there is a Fach, or another pick-up point is offered."""
    if value == LARGER:
        return Step(replace(form, larger=True))
    if value == TOO_LARGE:
        return Step(form, say(words("drop-too-large")), done=True)
    return _assigned(turn, replace(form, size=ParcelSize(value)))


def size_heard(turn: Turn, form: DropForm) -> Step[DropForm] | None:
    """A size in words."""
    size = size_said(turn)
    return _assigned(turn, replace(form, size=size)) if size is not None else None


def _assigned(turn: Turn, form: DropForm, station: StationId | None = None) -> Step[DropForm]:
    assert form.size is not None
    try:
        if form.again is not None:
            parcel = assign_again(turn.county, turn.store, turn.actor, ParcelId(form.again), form.size, station)
        else:
            parcel = assign(turn.county, turn.store, turn.actor, _label(form), form.size, station)
    except ParcelNotTaken:
        return Step(DropForm(), _refused(turn), done=True)
    except NoRoomForParcel as full:
        return _offered_elsewhere(form, full)
    place = station_of(turn.store, parcel.station_id)
    told = words("drop-assigned", station=place.village, address=place.address, box=_box(turn, parcel))
    return Step(form, say(told), done=True)


# --- elsewhere -----------------------------------------------------------------------------------------------------


def _offered_elsewhere(form: DropForm, full: NoRoomForParcel) -> Step[DropForm]:
    there = full.details
    if there["too_far"]:
        key = "drop-silent-too-far" if there["silent"] else "drop-too-far"
        return Step(form, say(words(key, station=there["station"])), done=True)
    if there["other_id"] is None or form.other is not None:
        return Step(form, say(words("drop-nowhere")), done=True)
    return Step(
        replace(
            form,
            full=str(there["station"]),
            silent=bool(there["silent"]),
            other=str(there["other_id"]),
            distance=float(str(there["distance"])),
        )
    )


def lacks_elsewhere(_turn: Turn, form: DropForm) -> bool:
    """Whether the first pick-up point had no room."""
    return form.other is not None


def elsewhere_words(turn: Turn, form: DropForm) -> Words:
    """The nearest one, with its distance."""
    assert form.other is not None
    other = station_of(turn.store, StationId(form.other)).village
    key = "drop-ask-silent" if form.silent else "drop-ask-full"
    return words(key, station=form.full, other=other, distance=kilometres_words(form.distance))


def elsewhere_options(turn: Turn, form: DropForm) -> Sequence[Option]:
    """There, or not at all."""
    assert form.other is not None
    other = station_of(turn.store, StationId(form.other)).village
    return [
        Option(words("drop-option-there", station=other), True, style="main", heard_as=("ja", other)),
        Option(words("drop-option-not-there"), False, heard_as=("nein", "nee")),
    ]


def elsewhere_chosen(turn: Turn, form: DropForm, value: Json) -> Step[DropForm]:
    """There, or it goes another way."""
    if not value or form.other is None:
        return Step(form, say(words("drop-not-there")), done=True)
    return _assigned(turn, form, StationId(form.other))


def elsewhere_heard(turn: Turn, form: DropForm) -> Step[DropForm] | None:
    """Yes or no in other words."""
    assert turn.parse is not None
    answer = {"affirm": True, "deny": False}.get(turn.parse.intent.name)
    return elsewhere_chosen(turn, form, answer) if answer is not None else None


# --- at the Fach ---------------------------------------------------------------------------------------------------


def _of_mine(turn: Turn, mine: Sequence[Parcel]) -> Step[DropForm]:
    """ "Eingelegt", "passt nicht", "klemmt" mean the one on its way; else the codes are shown."""
    did = _what_was_done(turn)
    if did is not None and len(mine) == 1:
        return _did(turn, mine[0], did)
    desk = Desk(turn.county, turn.store, turn.info)
    live = [(a, p) for p in mine for a in turn.store.lockers.accesses_for(p.id) if a.status is not AccessStatus.SENT]
    told = tuple(saying for access, p in live if (saying := drop_code(desk, access, p)) is not None)
    if not told:
        return Step(DropForm(), say(words("drop-code-coming")), done=True)
    return Step(DropForm(), Reply(told[-SHOWN:]), done=True)


def _what_was_done(turn: Turn) -> str | None:
    assert turn.parse is not None
    if said_any(turn.said, SMALL_WORDS):
        return "small"
    if said_any(turn.said, STUCK_WORDS):
        return "stuck"
    if said_any(turn.said, IN_WORDS) or turn.parse.intent.name == "finish_task":
        return "in"
    return "open" if turn.parse.intent.name == "open_compartment" else None


def _did(turn: Turn, parcel: Parcel, did: str) -> Step[DropForm]:
    """Open it, say that it is in, or take another one."""
    box = _box(turn, parcel)
    place = station_of(turn.store, parcel.station_id).village
    match did:
        case "open":
            try:
                open_to_drop(turn.county, turn.store, turn.actor, parcel.id)
            except StationSilent:
                return Step(DropForm(), say(words("drop-silent", station=place)), done=True)
            return Step(DropForm(), say(words("drop-opening", box=box)), done=True, asks_itself=True)
        case "in":
            try:
                put_in(turn.county, turn.store, turn.actor, parcel.id)
            except DoorStillShut:
                options = (tap(parcel, box, "drop-option-open", "open", "öffnen", "ja", "auf"),)
                return Step(DropForm(), say(words("drop-still-shut", box=box), options=options), done=True)
            return Step(DropForm(), say(words("drop-done", box=box, station=place)), done=True)
        case "stuck":
            call_off(turn.county, turn.store, turn.actor, parcel.id, blocked=True)
            form = DropForm(name="", again=parcel.id, size=parcel.size)
            step = _assigned(turn, form)
            return replace(step, reply=joined(say(words("drop-blocked", box=box)), step.reply))
    call_off(turn.county, turn.store, turn.actor, parcel.id)
    form = DropForm(name="", again=parcel.id, larger=parcel.size is not ParcelSize.S)
    return Step(form, say(words("drop-freed", box=box)))


def give_up(turn: Turn, form: DropForm) -> Step[DropForm]:
    """Not here after all."""
    return Step(form, say(words("drop-not-there")), done=True)


# --- shared --------------------------------------------------------------------------------------------------------


def _label(form: DropForm) -> Label:
    return Label(form.name or "", form.villages, form.street)


def _refused(turn: Turn) -> Reply:
    return say(words("drop-refused", phone=turn.info["phone"]))


def _parcel_in(turn: Turn, pickup_id: PickupId) -> Parcel:
    pickup = turn.store.lockers.pickup(pickup_id)
    parcel = turn.store.parcels.get(pickup.parcel_id) if pickup and pickup.parcel_id else None
    if parcel is None or parcel.courier_id != turn.person.id:
        raise NotFound
    return parcel


def _box(turn: Turn, parcel: Parcel) -> int:
    pickup = turn.store.lockers.pickup(parcel.pickup_id)
    assert pickup is not None
    (box,) = pickup.boxes
    return box.no


DROP = Flow(
    name=DROP_FLOW,
    about="Ein Paket ins Fach legen",
    form=DropForm,
    for_roles=frozenset({Role.COURIER}),
    intents=frozenset(
        {"ask_parcel", "order_items", "list_tasks", "claim_task", "finish_task", "open_compartment", "ask_code"}
    ),
    claims=speaks_of_a_parcel,
    begin=begin,
    start_with=start_with,
    takes={"decline_task": give_up},
    asks=(
        Ask("name", hears=name_heard, expects=Expects.NAME, free_text=True),
        Ask("village", needed=lacks_village, hears=village_heard, expects=Expects.PLACE),
        Ask("size", offers=size_options, chosen=size_chosen, hears=size_heard, expects=Expects.CHOICE),
        Ask(
            "elsewhere",
            needed=lacks_elsewhere,
            words=elsewhere_words,
            offers=elsewhere_options,
            chosen=elsewhere_chosen,
            hears=elsewhere_heard,
            expects=Expects.YES_NO,
        ),
    ),
    finish=lambda _turn, _form: Reply(),
)
