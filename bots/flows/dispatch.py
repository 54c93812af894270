"""The office and its tours: plan, look, give a tour to another driver, stop it in one step, and decide for the left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bots.dialogue.flow import Ask, Flow, Step, Turn, answer_flow
from bots.dialogue.reply import NO_WORDS, Json, Option, Reply, TableRow, Verbatim, Words, say, words
from bots.flows.hearing import said_any
from bots.flows.labels import labels_option
from bots.flows.paging import MORE, a_page
from bots.flows.tour_tables import tour_map, tour_rows, tour_words
from bots.notices.notice import full_name
from domain.catalogue.calendar import is_tour_day, next_tour_day
from domain.clock import local, local_day
from domain.errors import NotFound
from domain.ids import PersonId, TourId
from domain.people.model import Role
from domain.tours.dispatch import assign_tour, drivers, stop_tour
from domain.tours.model import Tour, TourStatus
from domain.tours.ports import Direction
from domain.tours.service import ask_for_plan, bring_to_station, postpone, tours_of
from nlu.german.spelling import fold
from nlu.result import Expects

_NUMBER = re.compile(r"\btour\s+(\d+)\b")
_SPEAKS_OF_TOURS = re.compile(r"\btour(en)?\b")
SHOW_WORDS = ("zeig", "karte", "bild")
PLAN_WORDS = ("plan", "neu plan", "rechne")
STOP_WORDS = ("stopp", "halt", "abbrech", "absag", "streich")
TAKE_WORDS = ("übernimmt", "übernehm", "fährt", "fahren", "anderer fahrer", "vertret")


@dataclass(frozen=True, slots=True)
class DispatchForm:
    """Which day and tour the office looks at, and whether another driver is wanted."""

    day: date | None = None
    tour: str | None = None
    other: bool = False
    page: int = 0


# --- beginning -------------------------------------------------------------------------------------------------


def speaks_of_tours(turn: Turn) -> bool:
    """Whether the words are about tours: an operator's word means nothing else."""
    return _SPEAKS_OF_TOURS.search(fold(turn.said)) is not None


def begin(turn: Turn) -> Step[DispatchForm]:
    """ "Touren planen", "Zeig mir Tour 2", "Tour 2 stoppen", "Tour 2 übernimmt Torben Haase", or just "Touren"."""
    assert turn.parse is not None
    day = _day(turn)
    form = DispatchForm(day)
    number = _NUMBER.search(fold(turn.said))
    if number is None and said_any(turn.said, SHOW_WORDS):
        tours = tours_of(turn.county, turn.store, turn.actor, day)
        return _show(turn, replace(form, tour=tours[0].id)) if len(tours) == 1 else _overview(turn, form)
    if number is None:
        return _plan(turn, form) if said_any(turn.said, PLAN_WORDS) else _overview(turn, form)
    tour = _numbered(turn, day, int(number[1]))
    if tour is None:
        return Step(form, say(words("dispatch-no-such", no=number[1], day=day)), done=True)
    form = replace(form, day=tour.day, tour=tour.id)
    if said_any(turn.said, STOP_WORDS):
        return _stop(turn, form)
    if said_any(turn.said, TAKE_WORDS):
        named = [person for person in drivers(turn.county, turn.store, turn.actor) if _names(turn.said, person.name)]
        return _give_to(turn, form, named[0].id) if len(named) == 1 else Step(replace(form, other=True))
    return _show(turn, form)


def start_with(turn: Turn, value: Json) -> Step[DispatchForm]:
    """A button: the tours of a day, one tour, or another driver for it."""
    day = date.fromisoformat(value["day"]) if "day" in value else _next_day(turn)
    form = DispatchForm(day)
    match value.get("did"):
        case "plan":
            return _plan(turn, form)
        case "show":
            return _show(turn, replace(form, tour=value["tour"]))
        case "other":
            return Step(replace(form, tour=value["tour"], other=True))
        case "give":
            return _give_to(turn, replace(form, tour=value["tour"]), value["to"])
    return _overview(turn, form)


# --- all tours of a day ----------------------------------------------------------------------------------------


def _overview(turn: Turn, form: DispatchForm) -> Step[DispatchForm]:
    assert form.day is not None
    tours = tours_of(turn.county, turn.store, turn.actor, form.day)
    plan = Option(words("dispatch-option-plan"), {"day": form.day.isoformat(), "did": "plan"}, "dispatch")
    if not tours:
        return Step(form, say(words("dispatch-none", day=form.day), options=[plan]), done=True, asks_itself=True)
    said = words("dispatch-day", day=form.day, count=len(tours))
    options = [_show_option(tour) for tour in tours]
    reply = say(said, options=[*a_page(options, 0), plan], rows=[_line(turn, tour) for tour in tours])
    return Step(form, reply, done=True, asks_itself=True)


def _show_option(tour: Tour) -> Option:
    value = {"day": tour.day.isoformat(), "tour": tour.id, "did": "show"}
    return Option(words("dispatch-option-tour", no=str(tour.no)), value, "dispatch", heard_as=(f"tour {tour.no}",))


def _line(turn: Turn, tour: Tour) -> TableRow:
    driver = full_name(turn.store.people.get(tour.driver_id))
    times = f"{local(tour.starts_at):%H:%M}–{local(tour.ends_at):%H:%M}"
    thing = words("dispatch-line", no=str(tour.no), driver=driver, count=len(tour.halts()), status=tour.status.value)
    return TableRow(Verbatim(times), thing, NO_WORDS)


def _plan(turn: Turn, form: DispatchForm) -> Step[DispatchForm]:
    assert form.day is not None
    ask_for_plan(turn.county, turn.store, turn.actor, form.day)
    return Step(form, say(words("dispatch-planning", day=form.day)), done=True)


# --- one tour ----------------------------------------------------------------------------------------------------


def _show(turn: Turn, form: DispatchForm) -> Step[DispatchForm]:
    """The picture once; the question behind it may be asked again."""
    return Step(form, tour_map(turn.store, _tour(turn, form)))


def lacks_what(_turn: Turn, form: DispatchForm) -> bool:
    """Whether a tour is shown and nobody has said what shall become of it."""
    return form.tour is not None and not form.other


def what_words(turn: Turn, form: DispatchForm) -> Reply:
    """The tour with all its stops."""
    tour = _tour(turn, form)
    driver = full_name(turn.store.people.get(tour.driver_id))
    head = words("dispatch-tour", driver=driver, status=tour.status.value)
    return say(tour_words(turn.store, tour), head, rows=tour_rows(turn.store, tour))


def what_options(turn: Turn, form: DispatchForm) -> Sequence[Option]:
    """Stop it, give it to somebody else, print labels for what it brings, or leave it."""
    fine = Option(words("dispatch-option-fine"), "fine", heard_as=("gut so", "nichts", "passt", "nein", "danke"))
    tour = _tour(turn, form)
    if not tour.status.is_open():
        return [fine]
    labels = [labels_option(tour)] if tour.leg is Direction.DELIVER else []
    other = ("anderer fahrer", "jemand anders", "übernehmen")
    return [
        Option(words("dispatch-option-stop"), "stop", heard_as=("stoppen", "tour stoppen", "absagen")),
        Option(words("dispatch-option-other"), "other", heard_as=other),
        *labels,
        fine,
    ]


def what_chosen(turn: Turn, form: DispatchForm, value: Json) -> Step[DispatchForm]:
    """One of them."""
    match value:
        case "stop":
            return _stop(turn, form)
        case "other":
            return Step(replace(form, other=True))
    return Step(form, say(words("dispatch-fine")), done=True)


def _stop(turn: Turn, form: DispatchForm) -> Step[DispatchForm]:
    tour = _tour(turn, form)
    if not tour.status.is_open():
        return Step(form, say(words("dispatch-over", no=str(tour.no))), done=True)
    stop_tour(turn.county, turn.store, turn.actor, tour.id)
    return Step(form, say(words("dispatch-stopped", no=str(tour.no), day=_later(turn, tour.day))), done=True)


# --- another driver ----------------------------------------------------------------------------------------------


def lacks_driver(_turn: Turn, form: DispatchForm) -> bool:
    """Whether another driver is to be chosen."""
    return form.other


def driver_words(turn: Turn, form: DispatchForm) -> Words:
    """Who shall drive?"""
    return words("dispatch-ask-driver", no=str(_tour(turn, form).no))


def driver_options(turn: Turn, form: DispatchForm) -> Sequence[Option]:
    """Everybody who may drive, but for the one who has it."""
    tour = _tour(turn, form)
    others = [one for one in drivers(turn.county, turn.store, turn.actor) if one.id != tour.driver_id]
    return a_page([Option(Verbatim(full_name(one)), one.id) for one in others], form.page)


def driver_chosen(turn: Turn, form: DispatchForm, value: Json) -> Step[DispatchForm]:
    """Somebody, or the next page."""
    if value == MORE:
        return Step(replace(form, page=form.page + 1))
    return _give_to(turn, form, value)


def driver_heard(turn: Turn, form: DispatchForm) -> Step[DispatchForm] | None:
    """A name in words."""
    named = [one for one in drivers(turn.county, turn.store, turn.actor) if _names(turn.said, one.name)]
    return _give_to(turn, form, named[0].id) if len(named) == 1 else None


def _give_to(turn: Turn, form: DispatchForm, driver_id: str) -> Step[DispatchForm]:
    tour = _tour(turn, form)
    if not tour.status.is_open():
        return Step(form, say(words("dispatch-over", no=str(tour.no))), done=True)
    assign_tour(turn.county, turn.store, turn.actor, tour.id, PersonId(driver_id))
    name = full_name(turn.store.people.get(PersonId(driver_id)))
    return Step(form, say(words("dispatch-given", no=str(tour.no), driver=name)), done=True)


# --- shared --------------------------------------------------------------------------------------------------------


def _tour(turn: Turn, form: DispatchForm) -> Tour:
    tour = turn.store.tours.get(TourId(form.tour or ""))
    if tour is None:
        raise NotFound
    return tour


def _numbered(turn: Turn, day: date, number: int) -> Tour | None:
    """The tour of that number: of the day that was said, else of today while it is open, else of the next day."""
    assert turn.parse is not None
    days = [day] if turn.parse.days else [local_day(turn.county.now()), _next_day(turn)]
    found = [tour for one in days for tour in tours_of(turn.county, turn.store, turn.actor, one) if tour.no == number]
    alive = [tour for tour in found if tour.status in {TourStatus.PLANNED, TourStatus.UNDERWAY}]
    return next(iter(alive or found), None)


def _day(turn: Turn) -> date:
    """The day that was said; else today while anything is to be driven, else the next tour day."""
    assert turn.parse is not None
    if turn.parse.days:
        return turn.parse.days[0].first
    today = local_day(turn.county.now())
    tours = tours_of(turn.county, turn.store, turn.actor, today)
    planning = said_any(turn.said, PLAN_WORDS)
    return today if not planning and any(tour.status.is_open() for tour in tours) else _next_day(turn)


def _next_day(turn: Turn) -> date:
    return next_tour_day(turn.county.calendar, local_day(turn.county.now()))


def _later(turn: Turn, day: date) -> date:
    return next_tour_day(turn.county.calendar, day)


def _names(said: str, name: str | None) -> bool:
    """Whether a person is named, by the whole name or by the family name."""
    return name is not None and said_any(said, (name, name.split()[-1]))


DISPATCH = Flow(
    name="dispatch",
    about="Touren zeigen, planen, stoppen, einem anderen Fahrer geben",
    form=DispatchForm,
    for_roles=frozenset({Role.OPERATOR}),
    begin=begin,
    start_with=start_with,
    claims=speaks_of_tours,
    asks=(
        Ask(
            "what",
            needed=lacks_what,
            words=what_words,
            offers=what_options,
            chosen=what_chosen,
            expects=Expects.CHOICE,
        ),
        Ask(
            "driver",
            needed=lacks_driver,
            words=driver_words,
            offers=driver_options,
            chosen=driver_chosen,
            hears=driver_heard,
            expects=Expects.CHOICE,
        ),
    ),
    finish=lambda _turn, _form: Reply(),
)


# --- whom nobody can serve ---------------------------------------------------------------------------------------


def decide(turn: Turn, value: Json) -> Reply:
    """A tap under a name: it comes on the next day, or into the pick-up point. The person is told."""
    day, call = date.fromisoformat(value["day"]), value["call"]
    if not is_tour_day(turn.county.calendar, day):
        raise NotFound
    if value["did"] == "later":
        later = postpone(turn.county, turn.store, turn.actor, day, call)
        return say(words("dispatch-postponed", day=later))
    made = bring_to_station(turn.county, turn.store, turn.actor, day, call)
    station = turn.store.lockers.station(made[0].station_id) if made else None
    return say(words("dispatch-to-station", station=station.village if station else ""))


UNDONE = answer_flow(
    "undone",
    "Entscheiden, was aus jemandem wird, zu dem keine Tour fahren kann",
    {Role.OPERATOR},
    (),
    lambda turn: say(words("dispatch-none", day=_next_day(turn))),
    tapped=decide,
)
