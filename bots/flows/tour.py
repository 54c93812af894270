"""Driving a tour, one stop at a time: a driver reads name, street and bell of the current stop only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import NOTHING_SAID, Json, Option, Reply, TableRow, Words, passing, say, words
from bots.flows.hearing import said_any
from bots.flows.tour_stop import (
    crate_words,
    empties_words,
    home_words,
    left_of_home,
    merchant_words,
    station_words,
    uncounted_at,
)
from bots.flows.tour_tables import place_words, tour_map, tour_rows, tour_words
from bots.flows.volunteer_task import Did, VolunteerTask
from bots.passing import door_of
from domain.catalogue.calendar import next_tour_day
from domain.clock import local_day
from domain.deposits.counting import to_count
from domain.deposits.model import EmptiesReturn, Way
from domain.errors import NotFound
from domain.ids import PersonId, TourId
from domain.people.helping import named_for
from domain.people.model import Role
from domain.tours.driving import (
    begin_tour,
    card_needed,
    card_seen,
    done_here,
    empties_at,
    empties_taken,
    give_back,
    handed_over,
    left_with_neighbour,
    my_tours,
    nobody_home,
    pickups_at,
    skip,
    still_driving,
    trouble,
)
from domain.tours.model import Stop, StopKind, Tour, TourStatus
from domain.tours.ports import Direction
from nlu.result import Expects

DONE_WORDS = ("fertig", "erledigt", "geladen", "abgegeben", "abgeladen", "übergeben", "alles drin", "eingeräumt")
ABSENT_WORDS = (
    *("niemand da", "keiner da", "niemand ist da", "keiner ist da", "niemand zu hause", "niemand zuhause"),
    *("keiner zu hause", "nicht zu hause", "macht keiner auf", "macht niemand auf", "keiner macht auf"),
    *("niemand macht auf", "öffnet nicht", "öffnet niemand", "öffnet keiner", "rührt sich nichts", "nicht angetroffen"),
)
STUCK_WORDS = ("problem", "panne", "gesperrt", "klemmt", "komme nicht durch", "unfall", "glatt", "schnee")
ILL_WORDS = ("krank", "kann heute nicht fahren", "kann nicht fahren")
NOT_WORDS = (*ILL_WORDS, "kann nicht", "kann heute nicht", "geht nicht", "zurückgeben")
STILL_WORDS = ("dauert noch", "dauert länger", "stau", "bin noch", "komme später", "verspäte", "noch unterwegs")
TAKEN_WORDS = ("mitgenommen", "leergut dabei", "ist im wagen", "leergut im wagen")
LEFT_WORDS = ("nicht mitgenommen", "nicht dabei", "keins da", "kein leergut", "bleibt hier", "kein platz")
SHOW_WORDS = ("zeig", "karte", "bild")
OWN_WORDS = ("tour", "losfahren", "los gehts", "panne")


@dataclass(frozen=True, slots=True)
class TourForm:
    """Which tour; whether nobody opened (and a neighbour may take it), and how far a problem has been told.

    `ending` is how the stop ends once it is known what became of its empties.
    """

    tour: str | None = None
    absent: bool = False
    ending: str | None = None
    stuck: bool = False
    told: bool = False


# --- beginning -------------------------------------------------------------------------------------------------


def begin(turn: Turn) -> Step[TourForm]:
    """The tour of today; without one the other work of a driver."""
    intent = turn.parse.intent.name if turn.parse else "list_tasks"
    tours = _mine(turn)
    if not tours or intent == "open_compartment":
        return _other_work(turn)
    form = TourForm(tours[0].id if len(tours) == 1 or tours[0].status is TourStatus.UNDERWAY else None)
    if said_any(turn.said, NOT_WORDS):
        return _give_back(turn, *tours)
    stop = _current(turn, form)
    if stop is not None and said_any(turn.said, DONE_WORDS) and stop.kind is not StopKind.HOME:
        return _did(turn, form, stop, "done")
    return Step(form, _map(turn, form) if said_any(turn.said, SHOW_WORDS) else NOTHING_SAID)


def speaks_of_it(turn: Turn) -> bool:
    """Whether a driver with a tour today speaks of it."""
    return said_any(turn.said, (*OWN_WORDS, *ILL_WORDS)) and bool(_mine(turn))


def start_with(turn: Turn, value: Json) -> Step[TourForm]:
    """A button: set out, give it back, or go on."""
    if value is None:
        return begin(turn)
    form = TourForm(value["tour"])
    tour = _tour(turn, form)
    if tour.driver_id != turn.person.id or not tour.status.is_open():
        return Step(form, say(words("tour-not-yours", no=str(tour.no))), done=True)
    stop = _current(turn, form)
    match value.get("did"):
        case "back" | Did.DECLINE:
            return _give_back(turn, tour)
        case "begin":
            return begin_chosen(turn, form, "begin")
        case "still" | "stuck" as did if stop is not None:
            return _did(turn, form, stop, did) if value["stop"] == stop.id else _earlier(form)
        case Did.FINISH if stop is not None and stop.kind is not StopKind.HOME:
            return _did(turn, form, stop, "done")
        case Did.OPEN if stop is not None and stop.kind is StopKind.STATION:
            return _did(turn, form, stop, "fill")
    return Step(form)


def _map(turn: Turn, form: TourForm) -> Reply:
    """One's tour as a picture, with no door nearer than its village."""
    return tour_map(turn.store, _tour(turn, form)) if form.tour is not None else NOTHING_SAID


def tasks_to_drive(turn: Turn) -> list[VolunteerTask]:
    """One's tours as tasks: those of today, and of the next day on which tours are driven."""
    return [VolunteerTask("tour", {"tour": tour.id}, _task_words(turn, tour), mine=True) for tour in _coming(turn)]


def _task_words(turn: Turn, tour: Tour) -> Words:
    if tour.day == local_day(turn.county.now()):
        return words("tour-task", no=str(tour.no), at=tour.starts_at)
    return words("tour-task-later", no=str(tour.no), day=tour.day)


def _other_work(turn: Turn) -> Step[TourForm]:
    coming = [_task_words(turn, tour) for tour in _coming(turn)]
    told = say(words("tour-next", tours=coming)) if coming else Reply()
    if turn.actor.has(Role.DRIVER):
        return Step(TourForm(), told, done=True, then=("fill", None))
    return Step(TourForm(), told or say(words("tour-none")), done=True)


def _give_back(turn: Turn, *tours: Tour) -> Step[TourForm]:
    """Somebody else is looked for; nobody has to say why."""
    for tour in tours:
        give_back(turn.county, turn.store, turn.actor, tour.id)
    said = words("tour-given-back", numbers=[str(tour.no) for tour in tours])
    return Step(TourForm(), say(said), done=True)


# --- which one, and setting out --------------------------------------------------------------------------------


def lacks_tour(_turn: Turn, form: TourForm) -> bool:
    """Whether there are several."""
    return form.tour is None


def tour_options(turn: Turn, _form: TourForm) -> Sequence[Option]:
    """One's tours of today."""
    return [Option(words("dispatch-option-tour", no=str(t.no)), t.id, heard_as=(str(t.no),)) for t in _mine(turn)]


def lacks_begin(turn: Turn, form: TourForm) -> bool:
    """Whether it has not begun."""
    return _is_mine(turn, form) and _tour(turn, form).status is TourStatus.PLANNED


def begin_words(turn: Turn, form: TourForm) -> Reply:
    """The whole tour once more."""
    tour = _tour(turn, form)
    return say(tour_words(turn.store, tour), words("tour-ask-set-out"), rows=tour_rows(turn.store, tour))


def begin_options(_turn: Turn, _form: TourForm) -> Sequence[Option]:
    """Now, later, or not at all."""
    return [
        Option(words("notice-option-tour-begin"), "begin", style="main", heard_as=("ja", "los", "losfahren", "weiter")),
        Option(words("fill-option-later"), "later", heard_as=("später", "nein", "noch nicht")),
        Option(words("notice-option-tour-not"), "back", heard_as=("kann nicht", "ich bin krank", "geht nicht")),
    ]


def begin_chosen(turn: Turn, form: TourForm, value: Json) -> Step[TourForm]:
    """Set out on its day."""
    tour = _tour(turn, form)
    if value == "back":
        return _give_back(turn, tour)
    if value == "later":
        return Step(form, say(words("tour-later", at=tour.starts_at)), done=True)
    if tour.day != local_day(turn.county.now()):
        return Step(form, say(words("tour-other-day", day=tour.day, at=tour.starts_at)), done=True)
    under_way = next((one for one in _mine(turn) if one.status is TourStatus.UNDERWAY), None)
    if under_way is not None and under_way is not tour:
        return Step(TourForm(under_way.id), say(words("tour-first-this", no=str(under_way.no))))
    begin_tour(turn.county, turn.store, turn.actor, tour.id)
    return Step(form, tour_map(turn.store, tour))


# --- the stop ----------------------------------------------------------------------------------------------------


def lacks_stop(turn: Turn, form: TourForm) -> bool:
    """Whether the driver is at a stop, or on the way to it."""
    return _current(turn, form) is not None and not (form.absent or form.ending or form.stuck or form.told)


def stop_words(turn: Turn, form: TourForm) -> Reply:
    """What, where, which crates. Only now a door has a name."""
    tour, stop = _tour(turn, form), _current(turn, form)
    if stop is None:
        return done(turn, form)
    match stop.kind:
        case StopKind.MERCHANT:
            return say(*merchant_words(turn.store, tour, stop))
        case StopKind.STATION:
            return say(*station_words(turn, tour, stop))
        case StopKind.HOME:
            told = say(*home_words(turn.county, turn.store, tour, stop))
            return passing(told, door_of(stop.id), left_of_home(turn.store, tour, stop))
    if tour.leg is Direction.COLLECT:
        return say(words("tour-unload"))
    return say(words("tour-load", count=len(tour.halts())), rows=_to_load(turn, tour))


def _to_load(turn: Turn, tour: Tour) -> list[TableRow]:
    """What comes out last goes in first."""
    return [
        TableRow(words("tour-halt", no=str(tour.number_of(stop))), place_words(turn.store, stop), crate_words(stop))
        for stop in reversed(tour.halts())
    ]


def stop_options(turn: Turn, form: TourForm) -> Sequence[Option]:
    """At most three taps; a problem can always be said."""
    stop = _current(turn, form)
    if stop is None:
        return []
    problem = _tap(stop, "stuck", "tour-option-problem", *STUCK_WORDS)
    match stop.kind:
        case StopKind.HOME if card_needed(turn.store, stop):
            return [
                _tap(stop, "card", "tour-option-card", "ja", "ausweis gesehen", style="main"),
                _tap(stop, "no-card", "tour-option-no-card", "nein", "kein ausweis", "zu jung"),
                _tap(stop, "absent", "tour-option-absent", *ABSENT_WORDS),
            ]
        case StopKind.HOME:
            return [
                _tap(stop, "given", "tour-option-given", *DONE_WORDS, style="main"),
                _tap(stop, "absent", "tour-option-absent", *ABSENT_WORDS),
                problem,
            ]
        case StopKind.STATION if pickups_at(turn.store, stop):
            fill = _tap(stop, "fill", "tour-option-fill", "ja", "einräumen", "fächer", style="main")
            return [fill, _tap(stop, "done", "tour-option-done", *DONE_WORDS), problem]
        case StopKind.STATION:
            on = _tap(stop, "done", "tour-option-on", *DONE_WORDS, "ja", style="main")
            uncounted = uncounted_at(turn, stop)
            return [on, _count_here(uncounted[0]), problem] if uncounted else [on, problem]
        case StopKind.CENTRE if _tour(turn, form).leg is Direction.COLLECT:
            return [_tap(stop, "done", "tour-option-unloaded", *DONE_WORDS, "ja", style="main"), problem]
    loaded = _tap(stop, "done", "tour-option-loaded", *DONE_WORDS, "ja", style="main")
    return [loaded, _tap(stop, "short", "tour-option-short", "fehlt", "es fehlt etwas"), problem]


def stop_chosen(turn: Turn, form: TourForm, value: Json) -> Step[TourForm]:
    """What became of the stop; the next one comes by itself. A tap of an earlier stop ends no later one."""
    stop = _current(turn, form)
    if stop is None:
        return Step(form, finished=True)
    if value["stop"] != stop.id:
        return _earlier(form)
    return _did(turn, form, stop, value["did"])


def _did(turn: Turn, form: TourForm, stop: Stop, did: str) -> Step[TourForm]:
    match did:
        case "fill":
            return Step(form, done=True, then=("fill", {"station": stop.ref}))
        case "card":
            card_seen(turn.county, turn.store, turn.actor, stop.tour_id, stop.id)
            return Step(form, say(words("tour-card-noted")))
        case "absent":
            return _absent(turn, form, stop)
        case "short":
            trouble(turn.county, turn.store, turn.actor, stop.tour_id, stop.id, "goods")
            return Step(form, say(words("tour-short")))
        case "stuck":
            return Step(replace(form, stuck=True))
        case "still":
            still_driving(turn.county, turn.store, turn.actor, stop.tour_id, stop.id)
            return Step(form, say(words("tour-still")))
    if not empties_at(turn.store, _tour(turn, form), stop):
        return _end(turn, form, stop, did)
    if said_any(turn.said, TAKEN_WORDS) and not said_any(turn.said, LEFT_WORDS):
        return _end_with_empties(turn, replace(form, ending=did), stop)
    return Step(replace(form, ending=did))


def _end(turn: Turn, form: TourForm, stop: Stop, how: str) -> Step[TourForm]:
    at = turn.county, turn.store, turn.actor, stop.tour_id, stop.id
    form = replace(form, ending=None)
    match how:
        case "no-card":
            handed_over(*at, of_age=False)
            return Step(form, say(words("tour-kept")))
        case "given":
            handed_over(*at)
        case _:
            done_here(*at)
    return Step(form)


def stop_heard(turn: Turn, form: TourForm) -> Step[TourForm] | None:
    """The same in words."""
    stop = _current(turn, form)
    if stop is None:
        return Step(form, finished=True)
    offered = [option.value["did"] for option in stop_options(turn, form) if option.flow is None]
    said = turn.said
    if said_any(said, ABSENT_WORDS) and "absent" in offered:
        return _did(turn, form, stop, "absent")
    if said_any(said, STUCK_WORDS):
        return _did(turn, form, stop, "stuck")
    if said_any(said, STILL_WORDS):
        return _did(turn, form, stop, "still")
    main = next((did for did in offered if did in {"done", "given"}), None)
    return _did(turn, form, stop, main) if main is not None and said_any(said, DONE_WORDS) else None


# --- empties -----------------------------------------------------------------------------------------------------


def lacks_empties(turn: Turn, form: TourForm) -> bool:
    """Whether it is still to be said what became of the empties of this stop."""
    return form.ending is not None and _current(turn, form) is not None


def taken_words(turn: Turn, form: TourForm) -> Reply:
    """What was to be taken along from here."""
    found = empties_at(turn.store, _tour(turn, form), _the_stop(turn, form))
    return say(words("tour-ask-empties", pieces=empties_words(turn.store, found)))


def empties_options(turn: Turn, form: TourForm) -> Sequence[Option]:
    """It is in the vehicle, or it stays: then it comes along another time."""
    stop = _current(turn, form)
    if stop is None:
        return []
    return [
        _tap(stop, "taken", "tour-option-taken", "ja", *TAKEN_WORDS, style="main"),
        _tap(stop, "left", "tour-option-left", "nein", *LEFT_WORDS),
    ]


def empties_chosen(turn: Turn, form: TourForm, value: Json) -> Step[TourForm]:
    """Then the stop is over."""
    stop = _current(turn, form)
    if stop is None:
        return Step(form, finished=True)
    if value["stop"] != stop.id:
        return _earlier(form)
    if value["did"] == "taken":
        return _end_with_empties(turn, form, stop)
    return _end(turn, form, stop, form.ending or "done")


def empties_heard(turn: Turn, form: TourForm) -> Step[TourForm] | None:
    """Yes or no in other words."""
    assert turn.parse is not None
    stop = _current(turn, form)
    if stop is None:
        return Step(form, finished=True)
    if turn.parse.intent.name == "deny" or said_any(turn.said, LEFT_WORDS):
        return _end(turn, form, stop, form.ending or "done")
    taken = turn.parse.intent.name == "affirm" or said_any(turn.said, TAKEN_WORDS)
    return _end_with_empties(turn, form, stop) if taken else None


def _end_with_empties(turn: Turn, form: TourForm, stop: Stop) -> Step[TourForm]:
    empties_taken(turn.county, turn.store, turn.actor, stop.tour_id, stop.id)
    return _end(turn, form, stop, form.ending or "done")


def _count_here(made: EmptiesReturn) -> Option:
    """Open this Fach and count what stands in it; then it goes along."""
    box, counting = made.compartment, {"return": made.id, "did": Did.CLAIM.value}
    heard_as = ("zählen", "leergut", f"fach {box}", f"fach {box} auf")
    return Option(words("tour-option-count", box=box), counting, "count-empties", heard_as=heard_as)


def _in_own_vehicle(turn: Turn) -> list[EmptiesReturn]:
    """What the driver has taken along at doors and nobody has counted."""
    uncounted = to_count(turn.county, turn.store, turn.actor)
    return [made for made in uncounted if made.way is Way.TOUR and made.status_by == turn.person.id]


# --- nobody opens ------------------------------------------------------------------------------------------------


def _absent(turn: Turn, form: TourForm, stop: Stop) -> Step[TourForm]:
    if named_for(turn.store, PersonId(stop.ref), local_day(turn.county.now())):
        return Step(replace(form, absent=True))
    return _to_station(turn, form)


def lacks_neighbour(turn: Turn, form: TourForm) -> bool:
    """Whether somebody she has named may take it."""
    return form.absent and _current(turn, form) is not None


def neighbour_words(turn: Turn, form: TourForm) -> Reply:
    """Who has been named may be read only here."""
    asked = words("tour-ask-neighbour")
    return passing(say(asked), door_of(_the_stop(turn, form).id), asked, keeps_options=False)


def neighbour_options(turn: Turn, form: TourForm) -> Sequence[Option]:
    """Those she has named, and the pick-up point."""
    stop = _current(turn, form)
    if stop is None:
        return []
    named = named_for(turn.store, PersonId(stop.ref), local_day(turn.county.now()))[:2]
    found = [
        Option(words("tour-option-neighbour", name=one.name), {"stop": stop.id, "name": one.name}, heard_as=(one.name,))
        for one in named
    ]
    to_station = {"stop": stop.id, "name": None}
    return [*found, Option(words("tour-option-to-station"), to_station, heard_as=("nein", "fach", "abholpunkt"))]


def neighbour_chosen(turn: Turn, form: TourForm, value: Json) -> Step[TourForm]:
    """In the hands of a neighbour, or into compartments."""
    stop = _current(turn, form)
    if stop is None:
        return Step(form, finished=True)
    if value["stop"] != stop.id:
        return _earlier(form)
    if value["name"] is None:
        return _to_station(turn, form)
    left_with_neighbour(turn.county, turn.store, turn.actor, stop.tour_id, stop.id, value["name"])
    return Step(replace(form, absent=False), say(words("tour-with-neighbour")))


def _to_station(turn: Turn, form: TourForm) -> Step[TourForm]:
    stop = _the_stop(turn, form)
    tour = nobody_home(turn.county, turn.store, turn.actor, TourId(form.tour or ""), stop.id)
    held = any(one.kind is StopKind.STATION for one in tour.open_stops())
    said = words("tour-to-station" if held else "tour-rides-back")
    return Step(replace(form, absent=False), say(said))


# --- a problem ---------------------------------------------------------------------------------------------------


def lacks_what(turn: Turn, form: TourForm) -> bool:
    """Whether it is to be said what is wrong."""
    return form.stuck and _current(turn, form) is not None


def what_options(_turn: Turn, _form: TourForm) -> Sequence[Option]:
    """The three that happen most."""
    return [
        Option(words("tour-option-breakdown"), "breakdown", heard_as=("panne", "auto", "unfall")),
        Option(words("tour-option-road"), "road", heard_as=("gesperrt", "schnee", "glatt", "straße")),
        Option(words("tour-option-other"), "other", heard_as=("etwas anderes", "anderes", "ware")),
    ]


def what_chosen(turn: Turn, form: TourForm, value: Json) -> Step[TourForm]:
    """The office hears it at once."""
    stop = _current(turn, form)
    if stop is None:
        return Step(form, finished=True)
    trouble(turn.county, turn.store, turn.actor, TourId(form.tour or ""), stop.id, value)
    return Step(replace(form, stuck=False, told=True), say(words("tour-trouble-told", phone=turn.info["phone"])))


def lacks_next(turn: Turn, form: TourForm) -> bool:
    """Whether it is to be said how it goes on."""
    return form.told and _current(turn, form) is not None


def next_options(turn: Turn, form: TourForm) -> Sequence[Option]:
    """Go on here, or leave this stop out."""
    on = Option(words("tour-option-on"), "on", style="main", heard_as=("weiter", "ja", "es geht"))
    stop = _current(turn, form)
    if stop is None or stop.kind is StopKind.CENTRE:
        return [on]
    return [on, Option(words("tour-option-skip"), "skip", heard_as=("auslassen", "nein", "überspringen"))]


def next_chosen(turn: Turn, form: TourForm, value: Json) -> Step[TourForm]:
    """Leave it out: who waits there is told a new day."""
    stop = _current(turn, form)
    form = replace(form, told=False)
    if stop is None or value == "on":
        return Step(form)
    skip(turn.county, turn.store, turn.actor, TourId(form.tour or ""), stop.id)
    return Step(form, say(words("tour-skipped")))


# --- the end -----------------------------------------------------------------------------------------------------


def done(turn: Turn, form: TourForm) -> Reply:
    """Thanks, and the next tour if there is one."""
    tour = _tour(turn, form)
    if tour.driver_id != turn.person.id or tour.status is TourStatus.STOPPED:
        return say(words("tour-not-yours", no=str(tour.no)))
    following = [
        Option(words("tour-option-next", no=str(one.no)), {"tour": one.id}, "tour", heard_as=("weiter", "ja"))
        for one in _mine(turn)[:1]
    ]
    uncounted = _in_own_vehicle(turn)
    label = words("count-option-begin", count=len(uncounted))
    counting = [Option(label, None, "count-empties", heard_as=("zählen",))] if uncounted else []
    return say(words("tour-done", no=str(tour.no)), options=[*following, *counting])


# --- shared ------------------------------------------------------------------------------------------------------


def tour_option(turn: Turn) -> list[Option]:
    """The way back from other work to a tour that is under way."""
    if not turn.actor.roles & {Role.DRIVER, Role.VOLUNTEER}:
        return []
    under_way = [tour for tour in _mine(turn) if tour.status is TourStatus.UNDERWAY]
    return [Option(words("tour-option-back"), {"tour": t.id}, "tour", heard_as=("weiter", "tour")) for t in under_way]


def _tap(stop: Stop, did: str, label: str, *heard_as: str, style: str = "plain") -> Option:
    """A tap that belongs to one stop: under an old message it must not end a later one."""
    return Option(words(label), {"did": did, "stop": stop.id}, style=style, heard_as=heard_as)


def _earlier(form: TourForm) -> Step[TourForm]:
    return Step(form, say(words("tour-earlier-stop")))


def _mine(turn: Turn) -> list[Tour]:
    return my_tours(turn.county, turn.store, turn.actor, local_day(turn.county.now()))


def _coming(turn: Turn) -> list[Tour]:
    later = next_tour_day(turn.county.calendar, local_day(turn.county.now()))
    return [*_mine(turn), *my_tours(turn.county, turn.store, turn.actor, later)]


def _tour(turn: Turn, form: TourForm) -> Tour:
    tour = turn.store.tours.get(TourId(form.tour or ""))
    if tour is None:
        raise NotFound
    return tour


def _is_mine(turn: Turn, form: TourForm) -> bool:
    return form.tour is not None and _tour(turn, form).driver_id == turn.person.id


def _current(turn: Turn, form: TourForm) -> Stop | None:
    return _tour(turn, form).current() if _is_mine(turn, form) else None


def _the_stop(turn: Turn, form: TourForm) -> Stop:
    stop = _current(turn, form)
    if stop is None:
        raise NotFound
    return stop


TOUR = Flow(
    name="tour",
    about="Eine Tour fahren, einen Halt nach dem anderen",
    form=TourForm,
    for_roles=frozenset({Role.DRIVER, Role.VOLUNTEER}),
    begin=begin,
    start_with=start_with,
    claims=speaks_of_it,
    asks=(
        Ask("tour", needed=lacks_tour, offers=tour_options, expects=Expects.CHOICE),
        Ask(
            "begin",
            needed=lacks_begin,
            words=begin_words,
            offers=begin_options,
            chosen=begin_chosen,
            expects=Expects.CHOICE,
        ),
        Ask(
            "neighbour",
            needed=lacks_neighbour,
            words=neighbour_words,
            offers=neighbour_options,
            chosen=neighbour_chosen,
            expects=Expects.CHOICE,
        ),
        Ask(
            "empties",
            needed=lacks_empties,
            words=taken_words,
            offers=empties_options,
            chosen=empties_chosen,
            hears=empties_heard,
            expects=Expects.CHOICE,
        ),
        Ask("what", needed=lacks_what, offers=what_options, chosen=what_chosen, expects=Expects.CHOICE),
        Ask("next", needed=lacks_next, offers=next_options, chosen=next_chosen, expects=Expects.CHOICE),
        Ask(
            "stop",
            needed=lacks_stop,
            words=stop_words,
            offers=stop_options,
            chosen=stop_chosen,
            hears=stop_heard,
            expects=Expects.CHOICE,
        ),
    ),
    finish=done,
)

# A driver's words about work: the tour of today first, else what is to be put in.
DRIVERS_WORK = Flow(
    name="drivers-work",
    about="Was ein Fahrer heute zu tun hat",
    form=TourForm,
    for_roles=frozenset({Role.DRIVER}),
    intents=frozenset({"list_tasks", "claim_task", "decline_task", "finish_task", "open_compartment"}),
    begin=lambda turn: Step(TourForm(), done=True, then=("tour", None)),
)
