"""Filling what runs low: take it over, open each Fach, say how many lie in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Words, say, words
from bots.flows.calling import call_a_human
from bots.flows.hearing import said_any
from bots.flows.volunteer_task import Did, VolunteerTask
from bots.notices.notice import Desk
from bots.notices.refills import EMPTIED, asked_for, code_for, is_to_be_emptied, refill_rows, where_from
from domain.clock import at_local, local
from domain.errors import MoveRefused, NotFound
from domain.ids import RefillId
from domain.lockers.errors import StationSilent
from domain.lockers.finding import station_of
from domain.people.model import Role
from domain.refills.model import Refill, RefillItem, RefillStatus
from domain.refills.service import claim, counted, decline, hand_back, later, open_to_refill, refills_for
from domain.support.model import CaseKind
from domain.vending.errors import MoreThanFits
from domain.vending.model import VendingSlot
from nlu.result import Expects

AFTERNOON, MORNING = time(14, 0), time(9, 0)
EARLIEST = timedelta(minutes=30)  # "heute Nachmittag" is not in five minutes
FULL_WORDS = ("voll", "alles voll", "ganz voll", "randvoll")
EMPTY_WORDS = ("leer", "nichts", "keine", "null")
STUCK_WORDS = ("klemmt", "geht nicht auf", "lässt sich nicht", "kaputt")


@dataclass(frozen=True, slots=True)
class RefillForm:
    """Which refill; which Fach has been opened from here; whether "später" waits for its time."""

    refill: str | None = None
    opened: int | None = None
    later: bool = False


# --- beginning ------------------------------------------------------------------------------------------------


def begin(turn: Turn) -> Step[RefillForm]:
    """One's own goes on; else what there is."""
    found = refills_for(turn.county, turn.store, turn.actor)
    mine = [refill for refill in found if refill.claimed_by == turn.person.id]
    if mine:
        return _going_on(turn, mine[0])
    return _shown(turn, found[0]) if found else Step(RefillForm(), say(words("tasks-nothing")), done=True)


def start_with(turn: Turn, value: Json) -> Step[RefillForm]:
    """A button or a volunteer's words. What somebody else has done meanwhile is said as it is now."""
    if value is None or "refill" not in value:
        return begin(turn)
    refill = _refill(turn, value["refill"])
    if not refill.status.is_live():
        return Step(RefillForm(), say(words("refill-already")), done=True)
    mine = refill.claimed_by == turn.person.id
    match value["did"]:
        case "set_free":
            return _given_back(turn, refill)
        case Did.DECLINE:
            return _given_back(turn, refill) if mine else _declined(turn, refill)
        case "later":
            return Step(RefillForm(refill.id, later=True)) if not mine else _going_on(turn, refill)
        case Did.CLAIM:
            return _claimed(turn, refill)
    if not mine:
        return _shown(turn, refill) if refill.status.is_free() else _taken()
    form = _form_so_far(turn, refill)
    match value["did"]:
        case Did.OPEN:
            return _opened(turn, form, value.get("box", _next(refill)))
        case "counted":
            return _counted(turn, form, int(value["box"]), int(value["count"]))
        case "stuck":
            return _stuck(turn, form, int(value["box"]))
        case Did.FINISH:
            return Step(replace(form, opened=_next(refill)))  # how many lie in it is asked, Fach by Fach
    return _going_on(turn, refill)


def tasks_to_refill(turn: Turn) -> list[VolunteerTask]:
    """Refills as tasks: the person's own and those that nobody has."""
    return [
        VolunteerTask(
            flow="refill",
            name={"refill": refill.id},
            label=words(
                "refill-task",
                station=_place(turn, refill),
                count=len(_left(refill)),
                boxes=[str(item.no) for item in _left(refill)],
            ),
            mine=refill.claimed_by == turn.person.id,
            boxes=tuple(item.no for item in _left(refill)),
        )
        for refill in refills_for(turn.county, turn.store, turn.actor)
    ]


def _shown(turn: Turn, refill: Refill) -> Step[RefillForm]:
    """What it is about, and whether she does it."""
    return Step(RefillForm(refill.id))


def _going_on(turn: Turn, refill: Refill) -> Step[RefillForm]:
    head = say(words("refill-what", station=_place(turn, refill)), rows=refill_rows(turn.store, refill))
    return Step(RefillForm(refill.id), head)


def _claimed(turn: Turn, refill: Refill) -> Step[RefillForm]:
    if refill.claimed_by == turn.person.id:
        return _going_on(turn, refill)
    try:
        claim(turn.county, turn.store, turn.actor, refill.id)
    except MoveRefused:
        return _taken()
    shop = where_from(_desk(turn), refill)[:1]
    code_comes = words("refill-code-comes" if shop else "refill-code-comes-alone")
    told = say(words("refill-claimed"), *shop, code_comes)
    return Step(RefillForm(refill.id), Reply((replace(told.sayings[0], rows=tuple(refill_rows(turn.store, refill))),)))


def _taken() -> Step[RefillForm]:
    return Step(RefillForm(), say(words("clear-taken")), done=True)


def _declined(turn: Turn, refill: Refill) -> Step[RefillForm]:
    decline(turn.county, turn.store, turn.actor, refill.id)
    return Step(RefillForm(), say(words("tasks-declined")), done=True)


def _given_back(turn: Turn, refill: Refill) -> Step[RefillForm]:
    hand_back(turn.county, turn.store, turn.actor, refill.id)
    return Step(RefillForm(), say(words("refill-given-back")), done=True)


# --- whether, and when ------------------------------------------------------------------------------------------


def is_to_be_claimed(turn: Turn, form: RefillForm) -> bool:
    """Whether it is shown and not taken over yet."""
    return form.refill is not None and not form.later and _refill(turn, form.refill).claimed_by is None


def claim_words(turn: Turn, form: RefillForm) -> Reply:
    """As the message that asked first: what, how much, where from, how long."""
    refill = _refill(turn, form.refill or "")
    head, please = asked_for(_desk(turn), refill)
    return say(head, *where_from(_desk(turn), refill), please, rows=refill_rows(turn.store, refill))


def claim_options(_turn: Turn, _form: RefillForm) -> Sequence[Option]:
    """Yes, later, no."""
    return [
        Option(words("notice-option-claim"), "claim", style="main", heard_as=("ja", "mach ich", "ich mache das")),
        Option(words("refill-option-later"), "later", heard_as=("später", "nachher", "jetzt nicht")),
        Option(words("notice-option-decline"), "decline", heard_as=("nein", "heute nicht", "geht nicht", "nee")),
    ]


def claim_chosen(turn: Turn, form: RefillForm, value: Json) -> Step[RefillForm]:
    """One of them."""
    refill = _refill(turn, form.refill or "")
    if value == "later":
        return Step(replace(form, later=True))
    return _claimed(turn, refill) if value == "claim" else _declined(turn, refill)


def claim_heard(turn: Turn, form: RefillForm) -> Step[RefillForm] | None:
    """ "Ich mach das", "kann nicht" in other words."""
    assert turn.parse is not None
    meant = {"claim_task": "claim", "affirm": "claim", "decline_task": "decline", "deny": "decline"}
    value = meant.get(turn.parse.intent.name)
    return claim_chosen(turn, form, value) if value is not None else None


def later_options(turn: Turn, _form: RefillForm) -> Sequence[Option]:
    """This afternoon while there is one, or tomorrow."""
    options = [Option(words("refill-option-tomorrow"), "tomorrow", heard_as=("morgen", "morgen früh"))]
    if local(turn.county.now() + EARLIEST).time() <= AFTERNOON:
        options.insert(0, Option(words("refill-option-afternoon"), "afternoon", heard_as=("nachmittag", "nachmittags")))
    return options


def later_chosen(turn: Turn, form: RefillForm, value: Json) -> Step[RefillForm]:
    """Asked again at that time, if nobody has taken it by then."""
    today = local(turn.county.now()).date()
    at = at_local(today, AFTERNOON) if value == "afternoon" else at_local(today + timedelta(days=1), MORNING)
    return _later(turn, form, at)


def later_heard(turn: Turn, form: RefillForm) -> Step[RefillForm] | None:
    """A day or a part of it in words: "morgen", "Freitag", "heute Abend um sechs"."""
    assert turn.parse is not None
    if turn.parse.intent.name in {"deny", "decline_task"}:
        return _declined(turn, _refill(turn, form.refill or ""))
    if said_any(turn.said, ("morgen",)) and not turn.parse.times:
        return later_chosen(turn, form, "tomorrow")
    if not turn.parse.days and not turn.parse.times:
        return None
    now = turn.county.now()
    day = turn.parse.days[0].first if turn.parse.days else local(now).date()
    clock = turn.parse.times[0].first if turn.parse.times else (AFTERNOON if day == local(now).date() else MORNING)
    at = at_local(day, clock)
    return _later(turn, form, at) if at >= now + EARLIEST else Step(form, say(words("refill-later-past")))


def _later(turn: Turn, form: RefillForm, at: datetime) -> Step[RefillForm]:
    later(turn.county, turn.store, turn.actor, RefillId(form.refill or ""), at)
    return Step(form, say(words("refill-later", at=at)), done=True)


# --- Fach by Fach -------------------------------------------------------------------------------------------------


def lacks_count(turn: Turn, form: RefillForm) -> bool:
    """Whether a Fach is still to be filled."""
    return form.refill is not None and _next(_refill(turn, form.refill)) is not None


def fach_words(turn: Turn, form: RefillForm) -> Words:
    """Open it; or, when it has been opened: how many lie in it."""
    no = _now(turn, form)
    return words("refill-ask-count" if form.opened == no else "refill-ask-open", box=no)


def fach_options(turn: Turn, form: RefillForm) -> Sequence[Option]:
    """Open, or give it back; when it is open: full, or stuck."""
    no = _now(turn, form)
    if form.opened != no:
        opening = ("fach auf", "öffnen", "auf", "ja", f"fach {no} auf", "mach auf")
        return [
            Option(words("clear-option-open", box=no), {"did": "open", "box": no}, style="main", heard_as=opening),
            Option(words("refill-option-filled"), {"did": "ask", "box": no}, heard_as=("fertig", "eingeräumt")),
            Option(words("refill-option-not-today"), {"did": "back", "box": no}, heard_as=("kann nicht", "nein")),
        ]
    slot = _slot(turn, form, no)
    if slot.blocked:
        empty = {"did": "counted", "box": no, "count": 0}
        return [
            Option(words("refill-option-empty"), empty, style="main", heard_as=EMPTIED),
            Option(words("refill-option-stuck"), {"did": "stuck", "box": no}, heard_as=("klemmt", "tür klemmt")),
        ]
    full = {"did": "counted", "box": no, "count": slot.capacity}
    return [
        Option(words("refill-option-full-of", count=slot.capacity), full, style="main", heard_as=FULL_WORDS),
        Option(words("refill-option-stuck"), {"did": "stuck", "box": no}, heard_as=("klemmt", "tür klemmt")),
    ]


def fach_chosen(turn: Turn, form: RefillForm, value: Json) -> Step[RefillForm]:
    """Open a Fach, take the count, call a human for a stuck door, or give it back."""
    no = int(value["box"])
    match value["did"]:
        case "open":
            return _opened(turn, form, no)
        case "ask":
            return Step(replace(form, opened=no))
        case "counted":
            return _counted(turn, form, no, int(value["count"]))
        case "stuck":
            return _stuck(turn, form, no)
    return _given_back(turn, _refill(turn, form.refill or ""))


def fach_heard(turn: Turn, form: RefillForm) -> Step[RefillForm] | None:
    """ "Aufgefüllt, 10 drin", "Fach 24 voll", "Fach 25 auf", "klemmt". Goods of an own order are none of it."""
    assert turn.parse is not None
    intent, refill = turn.parse.intent.name, _refill(turn, form.refill or "")
    named = turn.parse.compartment
    no = named if named in {item.no for item in _left(refill)} else _now(turn, form)
    if _names_other_goods(turn, form, no):
        return None
    if said_any(turn.said, STUCK_WORDS) or intent == "report_problem":
        return _stuck(turn, form, no)
    if intent == "open_compartment":
        return _opened(turn, form, no)
    count = _count_said(turn, form, no)
    if count is not None:
        return _counted(turn, form, no, count)
    if intent in {"finish_task", "checkout", "affirm"}:
        return Step(replace(form, opened=no))
    if intent in {"decline_task", "deny"} and form.opened != no:
        return _given_back(turn, refill)
    if intent == "deny":
        return Step(form, say(words("refill-wait")), asks_itself=True)
    return None


def give_back(turn: Turn, form: RefillForm) -> Step[RefillForm]:
    """Not after all."""
    refill = _refill(turn, form.refill or "")
    return _given_back(turn, refill) if refill.claimed_by == turn.person.id else _declined(turn, refill)


def _opened(turn: Turn, form: RefillForm, no: int) -> Step[RefillForm]:
    refill = _refill(turn, form.refill or "")
    try:
        open_to_refill(turn.county, turn.store, turn.actor, refill.id, no)
    except StationSilent:  # the keypad works all the same
        code = code_for(_desk(turn), turn.person.id, refill.access_id)
        typed = [words("notice-door-code", code=code)] if code else []
        return Step(form, say(words("refill-silent", station=_place(turn, refill)), *typed))
    return Step(replace(form, opened=no), say(words("clear-opening", box=no)), asks_itself=True)


def _counted(turn: Turn, form: RefillForm, no: int, count: int) -> Step[RefillForm]:
    refill = _refill(turn, form.refill or "")
    try:
        counted(turn.county, turn.store, turn.actor, refill.id, no, count)
    except MoreThanFits as much:
        return Step(replace(form, opened=no), say(Words(much.text_key(), much.details)))
    told = say(words("refill-counted", box=no, count=count))
    return Step(replace(form, opened=None), told)


def _stuck(turn: Turn, form: RefillForm, no: int) -> Step[RefillForm]:
    refill = _refill(turn, form.refill or "")
    call_a_human(turn, CaseKind.PROBLEM, about=f"{_place(turn, refill)}, Fach {no} klemmt")
    return Step(replace(form, opened=None), say(words("clear-stuck", phone=turn.info["phone"])), done=True)


def _count_said(turn: Turn, form: RefillForm, no: int) -> int | None:
    """How many lie in it: "10 drin", "zwölf", "voll", "leer"; the number of the Fach is none."""
    assert turn.parse is not None
    slot = _slot(turn, form, no)
    if said_any(turn.said, FULL_WORDS) and not said_any(turn.said, ("halb", "fast")):
        return slot.capacity
    numbers = [int(number) for number in turn.parse.numbers if number == int(number)]
    if turn.parse.compartment in numbers:
        numbers.remove(turn.parse.compartment)
    if len(numbers) == 1:
        return numbers[0]
    return 0 if not numbers and said_any(turn.said, EMPTY_WORDS) else None


def _names_other_goods(turn: Turn, form: RefillForm, no: int) -> bool:
    """ "Zwei Brote" while a Fach is being filled are an order of her own."""
    assert turn.parse is not None
    sku = _slot(turn, form, no).sku
    meant = [item for item in turn.parse.items if item.text and item.candidates]
    return any(sku not in {candidate.key for candidate in item.candidates} for item in meant)


def done(turn: Turn, form: RefillForm) -> Reply:
    """Thanks."""
    refill = _refill(turn, form.refill) if form.refill is not None else None
    if refill is None or refill.status is not RefillStatus.DONE:
        return Reply()
    emptied = all(is_to_be_emptied(turn.store, refill, item) for item in refill.items)
    return say(words("refill-done-out" if emptied else "refill-done", station=_place(turn, refill)))


# --- shared ---------------------------------------------------------------------------------------------------------


def _form_so_far(turn: Turn, refill: Refill) -> RefillForm:
    """The form that is open for this refill, or a new one: a tap under a notice goes on where the talk is."""
    frame = next((frame for frame in turn.talk.frames if frame.flow == "refill"), None)
    form = REFILL.adapter.validate_python(frame.form) if frame is not None else None
    return form if form is not None and form.refill == refill.id else RefillForm(refill.id)


def _refill(turn: Turn, refill_id: str) -> Refill:
    refill = turn.store.refills.get(RefillId(refill_id))
    if refill is None:
        raise NotFound
    return refill


def _left(refill: Refill) -> list[RefillItem]:
    return [item for item in refill.by_number() if item.counted is None]


def _next(refill: Refill) -> int | None:
    item = refill.next_item()
    return item.no if item and refill.status is RefillStatus.CLAIMED else None


def _now(turn: Turn, form: RefillForm) -> int:
    """The Fach that is talked about: the one that was opened, else the next one."""
    left = _left(_refill(turn, form.refill or ""))
    return form.opened if form.opened in {item.no for item in left} and form.opened else left[0].no


def _slot(turn: Turn, form: RefillForm, no: int) -> VendingSlot:
    slot = turn.store.vending.slot(_refill(turn, form.refill or "").station_id, no)
    if slot is None:
        raise NotFound
    return slot


def _place(turn: Turn, refill: Refill) -> str:
    return station_of(turn.store, refill.station_id).village


def _desk(turn: Turn) -> Desk:
    return Desk(turn.county, turn.store, turn.info)


REFILL = Flow(
    name="refill",
    about="Fächer am Abholpunkt nachfüllen",
    form=RefillForm,
    for_roles=frozenset({Role.VOLUNTEER, Role.OPERATOR}),
    begin=begin,
    start_with=start_with,
    takes={"decline_task": give_back},
    asks=(
        Ask(
            "claim",
            needed=is_to_be_claimed,
            words=claim_words,
            offers=claim_options,
            chosen=claim_chosen,
            hears=claim_heard,
            expects=Expects.YES_NO,
        ),
        Ask(
            "later",
            needed=lambda _turn, form: form.later,
            offers=later_options,
            chosen=later_chosen,
            hears=later_heard,
            expects=Expects.DAY,
        ),
        Ask(
            "fach",
            needed=lacks_count,
            words=fach_words,
            offers=fach_options,
            chosen=fach_chosen,
            hears=fach_heard,
            expects=Expects.AMOUNT,
        ),
    ),
    finish=done,
)
