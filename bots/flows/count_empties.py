"""Counting empties: take it over, open the Fach, "stimmt" or kind by kind, pieces nobody takes, done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Saying, Words, joined, say, words
from bots.flows.calling import call_a_human
from bots.flows.counted_heard import counted_said
from bots.flows.empties_tables import piece_rows, pieces_words, shown_kinds
from bots.flows.hearing import said_any
from bots.flows.paging import MORE, a_page
from bots.flows.tour import tour_option
from bots.flows.volunteer_task import Did, VolunteerTask
from bots.notices.notice import first_name, village_of
from domain.deposits.counting import (
    MOST_ODD,
    claim_counting,
    count,
    count_later,
    hand_back_counting,
    open_to_count,
    to_count,
)
from domain.deposits.model import MOST_PIECES, EmptiesReturn, ReturnStatus
from domain.deposits.taking import pieces_of
from domain.errors import NotFound
from domain.ids import DepositTypeId, ReturnId
from domain.lockers.errors import StationSilent
from domain.lockers.finding import station_of
from domain.people.model import Role
from domain.support.model import CaseKind
from nlu.result import Expects

SAME_WORDS = ("stimmt", "passt", "genau", "alles da", "richtig", "fertig", "erledigt")
OTHER_WORDS = ("anders", "weniger", "mehr", "stimmt nicht", "falsch", "nicht ganz")
NOTHING_WORDS = ("nichts", "gar nichts", "keine", "null", "leer", "fach ist leer")
STUCK_WORDS = ("klemmt", "geht nicht auf", "lässt sich nicht")
NOTHING_ODD = ("nein", "nichts", "nee", "nein danke", "keine", "alles gut")


COUNT_WORDS = ("leergut zählen", "leergut nachzählen", "flaschen zählen", "pfand zählen")
FEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class CountForm:
    """What is counted: `opened` says that the Fach is (or there is none), `counted` holds what is known so far.

    `differs` says that it is counted kind by kind; `odd` are pieces nobody takes; `checked` that she has seen the sum.
    """

    return_id: str | None = None
    opened: bool = False
    differs: bool = False
    counted: Mapping[str, int] | None = None
    odd: int | None = None
    checked: bool = False
    page: int = 0


# --- beginning ------------------------------------------------------------------------------------------------


def is_meant(turn: Turn) -> bool:
    """ "Leergut zählen": the work, and not empties of one's own, which come with a number or a wish."""
    return len(turn.said.split()) <= FEW_WORDS and said_any(turn.said, COUNT_WORDS)


def begin(turn: Turn) -> Step[CountForm]:
    """One's own goes on; else what there is to count."""
    waiting = to_count(turn.county, turn.store, turn.actor)
    mine = [made for made in waiting if made.counting_by == turn.person.id]
    if mine:
        return _go_on(turn, mine[0])
    if all(made.counting_by is not None for made in waiting):
        return Step(CountForm(), say(words("count-nothing")), done=True)
    return Step(CountForm())


def start_with(turn: Turn, value: Json) -> Step[CountForm]:
    """A button or a helper's words: take it over, later, not today, or what became of the door and the count."""
    if not value or "return" not in value:
        return begin(turn)
    made = _made(turn, value["return"])
    if made.status is not ReturnStatus.HANDED_IN:
        return Step(CountForm(), say(words("count-already")), done=True)
    did, mine = value["did"], made.counting_by == turn.person.id
    if did == Did.CLAIM or (did == Did.SHOW and not mine):
        return _claim(turn, made) if did == Did.CLAIM else Step(CountForm())
    if did == Did.DECLINE:
        return _give_back(turn, made) if mine else Step(CountForm(), say(words("clear-declined")), done=True)
    if did == "later":
        count_later(turn.county, turn.store, turn.actor, made.id)
        return Step(CountForm(), say(words("count-later")), done=True)
    form = _form_so_far(turn, made)
    if did in {Did.OPEN, "stuck"}:
        return box_chosen(turn, form, did)
    if did in {"same", "other"}:
        return same_chosen(turn, replace(form, opened=True), did)
    return Step(replace(form, opened=form.opened or did in {"opened", Did.FINISH}))


def tasks_to_count(turn: Turn) -> list[VolunteerTask]:
    """Empties as tasks: the person's own and those that nobody has."""
    return [
        VolunteerTask(
            flow="count-empties",
            name={"return": made.id},
            label=words("count-task", what=_label(turn, made)),
            mine=made.counting_by == turn.person.id,
            boxes=(made.compartment,) if made.compartment is not None else (),
        )
        for made in to_count(turn.county, turn.store, turn.actor)
        if made.counting_by in {None, turn.person.id}
    ]


def _claim(turn: Turn, made: EmptiesReturn) -> Step[CountForm]:
    if made.counting_by not in {None, turn.person.id} and Role.OPERATOR not in turn.actor.roles:
        return Step(CountForm(), say(words("clear-taken")), done=True)
    claim_counting(turn.county, turn.store, turn.actor, made.id)
    step = _go_on(turn, made)
    return replace(step, reply=joined(say(words("clear-claimed")), step.reply))


def _go_on(turn: Turn, made: EmptiesReturn) -> Step[CountForm]:
    form = _form_so_far(turn, made)
    pieces = _pieces(turn, made)
    if made.compartment is None:  # a driver reads nobody's name once the stop is over
        told = words("count-what-tour", pieces=pieces, code=made.code)
    else:
        resident = turn.store.people.get(made.person_id)
        name, village = first_name(resident), village_of(resident)
        station = station_of(turn.store, made.station_id).village
        told = words("count-what", station=station, box=made.compartment, pieces=pieces, name=name, village=village)
    return Step(form, say(told))


def _give_back(turn: Turn, made: EmptiesReturn) -> Step[CountForm]:
    hand_back_counting(turn.county, turn.store, turn.actor, made.id)
    return Step(CountForm(), say(words("clear-given-back")), done=True)


def decline(turn: Turn, form: CountForm) -> Step[CountForm]:
    """Not today after all."""
    made = _made(turn, form.return_id) if form.return_id else None
    if made is not None and made.counting_by == turn.person.id:
        return _give_back(turn, made)
    return Step(form, say(words("clear-declined")), done=True)


# --- which ----------------------------------------------------------------------------------------------------------


def lacks_return(_turn: Turn, form: CountForm) -> bool:
    """Whether one is to be chosen."""
    return form.return_id is None


def return_options(turn: Turn, form: CountForm) -> Sequence[Option]:
    """What nobody else has taken over."""
    waiting = to_count(turn.county, turn.store, turn.actor)
    free = [made for made in waiting if made.counting_by in {None, turn.person.id}]
    none = Option(words("clear-option-none"), "none", heard_as=("nein", "keins", "nichts", "kann nicht", "heute nicht"))
    return a_page([Option(_label(turn, made), made.id) for made in free], form.page, none)


def return_chosen(turn: Turn, form: CountForm, value: Json) -> Step[CountForm]:
    """One of them, the next page, or none."""
    if value == MORE:
        return Step(replace(form, page=form.page + 1))
    if value == "none":
        return Step(form, say(words("clear-declined")), done=True)
    return _claim(turn, _made(turn, value))


# --- the Fach ---------------------------------------------------------------------------------------------------------


def lacks_open_box(turn: Turn, form: CountForm) -> bool:
    """Whether the Fach is still shut."""
    return not form.opened and _made(turn, form.return_id or "").compartment is not None


def box_words(turn: Turn, form: CountForm) -> Words:
    """Nobody opens a door from the sofa."""
    return words("clear-ask-box", box=_made(turn, form.return_id or "").compartment)


def box_options(turn: Turn, form: CountForm) -> Sequence[Option]:
    """Open it, or not today."""
    no = _made(turn, form.return_id or "").compartment
    opening = ("fach auf", "öffnen", "auf", "ja", f"fach {no} auf", "mach auf")
    return [
        Option(words("clear-option-open", box=no), Did.OPEN.value, style="main", heard_as=opening),
        Option(words("clear-option-not-today"), "back", heard_as=("kann nicht", "nein")),
    ]


def box_chosen(turn: Turn, form: CountForm, value: Json) -> Step[CountForm]:
    """Open it; a door that is stuck is a matter for people."""
    made = _made(turn, form.return_id or "")
    place, box = station_of(turn.store, made.station_id).village, made.compartment
    if value == "back":
        return _give_back(turn, made)
    if value == "stuck":
        call_a_human(turn, CaseKind.PROBLEM, about=f"{place}, Fach {box} klemmt, darin Leergut {made.code}")
        return Step(form, say(words("clear-stuck", phone=turn.info["phone"])), done=True)
    try:
        open_to_count(turn.county, turn.store, turn.actor, made.id)
    except StationSilent:
        return Step(replace(form, opened=False), say(words("clear-silent", station=place)))
    return Step(replace(form, opened=True), say(words("clear-opening", box=box)), asks_itself=True)


def box_heard(turn: Turn, form: CountForm) -> Step[CountForm] | None:
    """ "Fach 34 auf", "klemmt"; who has counted already says so at once."""
    assert turn.parse is not None
    if said_any(turn.said, STUCK_WORDS) or turn.parse.intent.name == "report_problem":
        return box_chosen(turn, form, "stuck")
    if turn.parse.intent.name == "open_compartment":
        return box_chosen(turn, form, Did.OPEN.value)
    return same_heard(turn, replace(form, opened=True)) if turn.parse.containers else None


# --- the count -----------------------------------------------------------------------------------------------


def lacks_count(_turn: Turn, form: CountForm) -> bool:
    """Whether nobody has said yet what is inside."""
    return form.counted is None


def same_words(turn: Turn, form: CountForm) -> Words:
    """As it was booked, or not."""
    return words("count-ask-same", pieces=_pieces(turn, _made(turn, form.return_id or "")))


def same_options(turn: Turn, form: CountForm) -> Sequence[Option]:
    """Just so, or otherwise; a door may be stuck."""
    same = Option(words("count-option-same"), "same", style="main", heard_as=("ja", "stimmt", "stimmt genau", "passt"))
    other = Option(words("count-option-other"), "other", heard_as=("nein", "anders", "stimmt nicht"))
    if _made(turn, form.return_id or "").compartment is None:
        return [same, other]
    return [same, other, Option(words("count-option-stuck"), "stuck", heard_as=("klemmt", "tür klemmt"))]


def same_chosen(turn: Turn, form: CountForm, value: Json) -> Step[CountForm]:
    """Just so: done. Otherwise: kind by kind."""
    if value == "stuck":
        return box_chosen(turn, form, "stuck")
    if value == "other":
        return Step(replace(form, differs=True, counted={}))
    declared = {str(key): pieces for key, pieces in pieces_of(_made(turn, form.return_id or "").lines).items()}
    return Step(replace(form, counted=declared, odd=0, checked=True))


def same_heard(turn: Turn, form: CountForm) -> Step[CountForm] | None:
    """ "Neun Bier, drei Kästen" in one go, or "stimmt"."""
    assert turn.parse is not None
    found = counted_said(turn, _made(turn, form.return_id or ""))
    if found is not None:
        return _noted(form, found)
    if said_any(turn.said, STUCK_WORDS) or turn.parse.intent.name == "report_problem":
        return box_chosen(turn, form, "stuck")
    if said_any(turn.said, NOTHING_WORDS):
        nothing = {str(line.type_id): 0 for line in _made(turn, form.return_id or "").lines}
        return _noted(form, nothing)
    if said_any(turn.said, OTHER_WORDS) or turn.parse.intent.name == "deny":
        return same_chosen(turn, form, "other")
    if said_any(turn.said, SAME_WORDS) or turn.parse.intent.name in {"affirm", "finish_task"}:
        return same_chosen(turn, form, "same")
    return None


def lacks_piece(turn: Turn, form: CountForm) -> bool:
    """Whether a kind has not been counted yet."""
    return form.differs and _next(turn, form) is not None


def piece_words(turn: Turn, form: CountForm) -> Words:
    """How many of this kind."""
    kind = next(kind for kind in turn.store.deposits.types() if kind.id == _next(turn, form))
    return words("count-ask-piece", kind=kind.many)


def piece_heard(turn: Turn, form: CountForm) -> Step[CountForm] | None:
    """A number; or several kinds in words."""
    assert turn.parse is not None
    found = counted_said(turn, _made(turn, form.return_id or ""))
    if found is not None:
        return _noted(form, found)
    numbers = [int(number) for number in turn.parse.numbers if number == int(number)]
    kind = _next(turn, form)
    if turn.parse.intent.name == "deny" or said_any(turn.said, NOTHING_WORDS):
        numbers = [0]
    elif not numbers and said_any(turn.said, ("ein", "eine", "einer", "einen")):
        numbers = [1]
    if len(numbers) != 1 or kind is None:
        return None
    if not 0 <= numbers[0] <= MOST_PIECES:
        return Step(form, say(words("count-too-many", most=MOST_PIECES)))
    return _noted(form, {str(kind): numbers[0]})


def lacks_odd(_turn: Turn, form: CountForm) -> bool:
    """Whether nobody has said if there is something that nobody takes."""
    return form.odd is None


def odd_options(_turn: Turn, _form: CountForm) -> Sequence[Option]:
    """Nothing, or a number in words."""
    return [Option(words("count-option-nothing-odd"), 0, heard_as=NOTHING_ODD)]


def odd_heard(turn: Turn, form: CountForm) -> Step[CountForm] | None:
    """How many pieces."""
    assert turn.parse is not None
    numbers = [int(number) for number in turn.parse.numbers if number == int(number)]
    numbers = numbers or [mention.amount for mention in turn.parse.containers if mention.amount is not None]
    if turn.parse.intent.name == "deny":
        return Step(replace(form, odd=0))
    return Step(replace(form, odd=min(sum(numbers), MOST_ODD))) if numbers else None


def lacks_check(_turn: Turn, form: CountForm) -> bool:
    """Whether the sum has not been seen yet."""
    return not form.checked


def check_words(turn: Turn, form: CountForm) -> Reply:
    """What was understood, before it counts."""
    counted = {DepositTypeId(key): pieces for key, pieces in (form.counted or {}).items()}
    rows = tuple(piece_rows(turn.store.deposits.types(), counted))
    odd = [words("count-odd", count=form.odd)] if form.odd else []
    return Reply((Saying((words("count-head"), *odd), rows=rows), Saying((words("count-ask-check"),))))


def check_options(_turn: Turn, _form: CountForm) -> Sequence[Option]:
    """Right, or once more."""
    return [
        Option(words("count-option-right"), True, style="main", heard_as=("ja", "stimmt", "fertig", "richtig")),
        Option(words("count-option-again"), False, heard_as=("nein", "noch einmal", "nochmal", "falsch")),
    ]


def check_chosen(turn: Turn, form: CountForm, value: Json) -> Step[CountForm]:
    """It counts, or from the beginning."""
    if value:
        return Step(replace(form, checked=True))
    return Step(replace(form, differs=True, counted={}, odd=None))


def check_heard(turn: Turn, form: CountForm) -> Step[CountForm] | None:
    """Yes or no in other words, or a number that was wrong."""
    assert turn.parse is not None
    found = counted_said(turn, _made(turn, form.return_id or ""))
    if found is not None:
        return _noted(form, found)
    answer = {"affirm": True, "finish_task": True, "deny": False}.get(turn.parse.intent.name)
    return check_chosen(turn, form, answer) if answer is not None else None


def done(turn: Turn, form: CountForm) -> Reply:
    """It is owed from here on; where the empties go."""
    counted = {DepositTypeId(key): pieces for key, pieces in (form.counted or {}).items()}
    made = count(turn.county, turn.store, turn.actor, ReturnId(form.return_id or ""), counted, odd=form.odd or 0)
    key = "count-done" if made.compartment is not None else "count-done-tour"
    told = words(key, total=made.counted_value, box=made.compartment or 0)
    return say(told, options=tour_option(turn))


# --- shared -----------------------------------------------------------------------------------------------


def _noted(form: CountForm, found: Mapping[str, int]) -> Step[CountForm]:
    return Step(replace(form, opened=True, differs=True, counted={**(form.counted or {}), **found}, checked=False))


def _next(turn: Turn, form: CountForm) -> DepositTypeId | None:
    """The first declared kind that has not been counted, in the order in which they are read."""
    declared = pieces_of(_made(turn, form.return_id or "").lines)
    left = {key: pieces for key, pieces in declared.items() if key not in (form.counted or {})}
    return next((kind.id for kind in shown_kinds(turn.store.deposits.types(), left)), None)


def _form_so_far(turn: Turn, made: EmptiesReturn) -> CountForm:
    """The form that is open for this task, or a new one: a tap under a notice goes on where the talk is."""
    frame = next((frame for frame in turn.talk.frames if frame.flow == "count-empties"), None)
    form = COUNT_EMPTIES.adapter.validate_python(frame.form) if frame is not None else None
    return form if form is not None and form.return_id == made.id else CountForm(made.id)


def _made(turn: Turn, return_id: str) -> EmptiesReturn:
    made = turn.store.deposits.get(ReturnId(return_id))
    if made is None:
        raise NotFound
    return made


def _pieces(turn: Turn, made: EmptiesReturn) -> list[str]:
    return pieces_words(turn.store.deposits.types(), pieces_of(made.lines))


def _label(turn: Turn, made: EmptiesReturn) -> Words:
    if made.compartment is None:
        return words("count-option-return-tour", code=made.code)
    station, name = station_of(turn.store, made.station_id).village, first_name(turn.store.people.get(made.person_id))
    return words("count-option-return", station=station, box=made.compartment, name=name)


COUNT_EMPTIES = Flow(
    name="count-empties",
    about="Abgegebenes Leergut zählen",
    form=CountForm,
    for_roles=frozenset({Role.VOLUNTEER, Role.OPERATOR, Role.CENTRE, Role.DRIVER}),
    begin=begin,
    start_with=start_with,
    claims=is_meant,
    takes={"decline_task": decline},
    asks=(
        Ask("return_id", needed=lacks_return, offers=return_options, chosen=return_chosen, expects=Expects.CHOICE),
        Ask(
            "opened",
            needed=lacks_open_box,
            words=box_words,
            offers=box_options,
            chosen=box_chosen,
            hears=box_heard,
            expects=Expects.CHOICE,
        ),
        Ask(
            "counted",
            needed=lacks_count,
            words=same_words,
            offers=same_options,
            chosen=same_chosen,
            hears=same_heard,
            expects=Expects.CHOICE,
        ),
        Ask("differs", needed=lacks_piece, words=piece_words, hears=piece_heard, expects=Expects.AMOUNT),
        Ask("odd", needed=lacks_odd, offers=odd_options, hears=odd_heard, expects=Expects.AMOUNT),
        Ask(
            "checked",
            needed=lacks_check,
            words=check_words,
            offers=check_options,
            chosen=check_chosen,
            hears=check_heard,
            expects=Expects.YES_NO,
        ),
    ),
    finish=done,
)
