"""Filling a pick-up point: choose an order, open its Fach, put the goods in, next Fach; the last one makes the code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import NO_WORDS, NOTHING_SAID, Json, Option, Reply, TableRow, Verbatim, Words, say, words
from bots.flows import take_along
from bots.flows.hearing import said_any
from bots.flows.paging import MORE, a_page
from bots.flows.tables import amount_words
from bots.flows.tour import tour_option
from domain.errors import NotFound
from domain.ids import PickupId, StationId
from domain.lockers.errors import StationSilent
from domain.lockers.finding import station_of
from domain.lockers.model import Pickup, PickupBox, PickupStatus
from domain.lockers.reserving import parts_of
from domain.lockers.service import begin_filling, box_filled, open_to_fill, to_clear, to_fill, use_other_box
from domain.people.model import Role
from domain.quantity import Amount
from nlu.result import Expects

DONE_WORDS = ("eingeräumt", "fertig", "erledigt", "ist drin", "alles drin", "drin", "eingelegt", "liegt drin")
STUCK_WORDS = ("klemmt", "belegt", "geht nicht auf", "nicht leer", "besetzt", "voll", "anderes fach")


@dataclass(frozen=True, slots=True)
class FillForm:
    """Which order is being put in, and whether its next Fach has been opened from here."""

    station: str | None = None
    pickup: str | None = None
    opened: bool = False
    page: int = 0


# --- beginning -----------------------------------------------------------------------------------------------


def begin(turn: Turn) -> Step[FillForm]:
    """What is to be put in today; the only order there is, or the one just begun, comes at once."""
    waiting = to_fill(turn.county, turn.store, turn.actor)
    mine = [p for p in waiting if p.status is PickupStatus.FILLING and p.status_by == turn.person.id]
    if len(mine) == 1 and turn.parse and turn.parse.intent.name in {"finish_task", "open_compartment"}:
        return Step(FillForm(pickup=mine[0].id, opened=turn.parse.intent.name == "finish_task"))
    if not waiting:
        return Step(FillForm(), say(words("fill-nothing"), options=_left_behind(turn)), done=True)
    form = FillForm()
    return _take_up(turn, form, waiting[0].id) if len(waiting) == 1 else Step(form)


def start_with(turn: Turn, value: Json) -> Step[FillForm]:
    """A button: an order to put in, or what became of one Fach of it; a tour that halts at a pick-up point."""
    if value is None:
        return begin(turn)
    if "station" in value:
        waiting = [p for p in to_fill(turn.county, turn.store, turn.actor) if p.station_id == value["station"]]
        if not waiting:
            return Step(FillForm(), say(words("fill-nothing"), options=tour_option(turn)), done=True)
        form = FillForm(station=value["station"])
        return _take_up(turn, form, waiting[0].id) if len(waiting) == 1 else Step(form)
    form = FillForm(pickup=value["pickup"])
    if "did" not in value:
        return _take_up(turn, form, value["pickup"])
    pickup = _pickup(turn, form)
    if pickup.status not in {PickupStatus.PLANNED, PickupStatus.FILLING}:
        return Step(form, say(words("fill-already", code=_code(turn, pickup))), done=True)
    return box_chosen(turn, form, {"did": value["did"], "box": value["box"]})


def show(turn: Turn, form: FillForm) -> Step[FillForm]:
    """The list once more; at the centre all that is to be done, for that is more than filling."""
    if turn.actor.has(Role.CENTRE):
        return Step(form, done=True, then=("centre", None))
    return begin(turn)


def _take_up(turn: Turn, form: FillForm, pickup_id: str) -> Step[FillForm]:
    """Begin with an order, or go on where it stopped; the goods are shown once."""
    pickup = begin_filling(turn.county, turn.store, turn.actor, PickupId(pickup_id))
    told = words("fill-goods", code=_code(turn, pickup), station=_place(turn, pickup), count=len(pickup.boxes))
    return Step(replace(form, pickup=pickup.id, opened=False), say(told, rows=_goods(turn, pickup)))


# --- which order --------------------------------------------------------------------------------------------------


def lacks_station(turn: Turn, form: FillForm) -> bool:
    """Whether orders wait at several pick-up points."""
    return form.pickup is None and form.station is None and len(_by_station(turn)) > 1


def station_options(turn: Turn, _form: FillForm) -> Sequence[Option]:
    """The pick-up points with the number of orders for each."""
    return [
        Option(
            words("fill-option-station", station=place, count=len(pickups)), pickups[0].station_id, heard_as=(place,)
        )
        for place, pickups in _by_station(turn).items()
    ]


def lacks_pickup(_turn: Turn, form: FillForm) -> bool:
    """Whether an order is to be chosen."""
    return form.pickup is None


def pickup_options(turn: Turn, form: FillForm) -> Sequence[Option]:
    """The orders of the pick-up point, a page at a time."""
    options = [
        Option(words("fill-option-pickup", code=_code(turn, p), count=len(p.boxes)), p.id, heard_as=(_code(turn, p),))
        for p in to_fill(turn.county, turn.store, turn.actor)
        if form.station in {None, p.station_id}
    ]
    return a_page(options, form.page)


def pickup_chosen(turn: Turn, form: FillForm, value: Json) -> Step[FillForm]:
    """An order, or the next page."""
    if value == MORE:
        return Step(replace(form, page=form.page + 1))
    return _take_up(turn, form, value)


# --- Fach by Fach ---------------------------------------------------------------------------------------------------


def lacks_box(turn: Turn, form: FillForm) -> bool:
    """Whether a Fach of the order still waits for its goods."""
    return form.pickup is not None and _box(turn, form) is not None


def box_words(turn: Turn, form: FillForm) -> Words:
    """Open it, or say that all is in; an old question whose Fach somebody else has filled meanwhile says so."""
    if _box(turn, form) is None:
        return words("fill-already", code=_code(turn, _pickup(turn, form)))
    return words("fill-ask-stored" if form.opened else "fill-ask-box", box=_the_box(turn, form).no)


def box_options(turn: Turn, form: FillForm) -> Sequence[Option]:
    """Before the door is open: open it; after: all in, stuck, or not empty."""
    if _box(turn, form) is None:
        return []
    no = _the_box(turn, form).no
    stuck = {"did": "stuck", "box": no}
    if not form.opened:
        opening = ("fach auf", "öffnen", "auf", "ja", f"fach {no} auf", "mach auf")
        return [
            Option(words("fill-option-open", box=no), {"did": "open", "box": no}, style="main", heard_as=opening),
            Option(words("fill-option-later"), {"did": "later", "box": no}, heard_as=("später", "nein", "jetzt nicht")),
        ]
    return [
        Option(words("fill-option-in"), {"did": "in", "box": no}, style="main", heard_as=(*DONE_WORDS, "ja")),
        Option(words("fill-option-stuck"), stuck, heard_as=("klemmt", "tür klemmt", "geht nicht auf")),
        Option(words("fill-option-occupied"), stuck, heard_as=("belegt", "nicht leer", "da liegt schon etwas")),
    ]


def box_chosen(turn: Turn, form: FillForm, value: Json) -> Step[FillForm]:
    """Open a Fach, have its goods in, or take another one for it."""
    pickup = _pickup(turn, form)
    no: int = value["box"]
    if value["did"] == "later":
        return Step(form, say(words("fill-later")), done=True)
    if all(box.no != no for box in pickup.boxes):  # an old button: this Fach was given up for another one
        return Step(replace(form, opened=False), say(words("fill-not-this", box=no)))
    if value["did"] == "open":
        try:
            open_to_fill(turn.county, turn.store, turn.actor, pickup.id, no)
        except StationSilent:
            return Step(replace(form, opened=False), say(words("fill-silent", station=_place(turn, pickup))))
        return Step(replace(form, opened=True), say(words("fill-opening", box=no)), asks_itself=True)
    if value["did"] == "stuck":
        new = use_other_box(turn.county, turn.store, turn.actor, pickup.id, no)
        return Step(replace(form, opened=False), say(words("fill-other", box=no, new=new.no)))
    pickup = box_filled(turn.county, turn.store, turn.actor, pickup.id, no)
    more = pickup.next_to_fill() is not None
    return Step(replace(form, opened=False), say(words("fill-stored", box=no)) if more else NOTHING_SAID)


def box_heard(turn: Turn, form: FillForm) -> Step[FillForm] | None:
    """ "Eingeräumt", "klemmt", "Fach 12 auf" in words."""
    assert turn.parse is not None
    if _box(turn, form) is None:  # meanwhile somebody else has filled it, or it comes on another day
        return show(turn, form)
    no, intent = _the_box(turn, form).no, turn.parse.intent.name
    if said_any(turn.said, STUCK_WORDS) or intent == "report_problem":
        return box_chosen(turn, form, {"did": "stuck", "box": no})
    if said_any(turn.said, DONE_WORDS) or intent == "finish_task":
        if not form.opened:  # whoever opens by another way says so once more; goods beside a shut door wait for nobody
            return Step(replace(form, opened=True), say(words("fill-not-seen-open", box=no)))
        return box_chosen(turn, form, {"did": "in", "box": no})
    if intent == "open_compartment":
        return box_chosen(turn, form, {"did": "open", "box": turn.parse.compartment or no})
    if intent == "deny":
        return Step(form, say(words("fill-wait")), asks_itself=True)
    return None


def done(turn: Turn, form: FillForm) -> Reply:
    """The code goes to the station; what is next."""
    pickup = _pickup(turn, form)
    said = [words("fill-done", code=_code(turn, pickup), station=_place(turn, pickup))]
    if station_of(turn.store, pickup.station_id).silent:
        said.append(words("fill-done-silent"))
    waiting = [p for p in to_fill(turn.county, turn.store, turn.actor) if p.id != pickup.id]
    on_tour = tour_option(turn)
    here = [p for p in waiting if p.station_id == pickup.station_id] or ([] if on_tour else waiting)
    if not here:
        return say(*said, words("fill-done-all"), options=[*on_tour, *_empties(turn)])
    label = words("fill-option-next", code=_code(turn, here[0]), station=_place(turn, here[0]))
    following = Option(label, {"pickup": here[0].id}, "fill", heard_as=("ja", "weiter", "nächste"))
    return say(*said, words("fill-left", count=len(waiting)), options=[following, *on_tour])


# --- shared ---------------------------------------------------------------------------------------------------------


def _left_behind(turn: Turn) -> list[Option]:
    """The ways to what nobody has fetched and to empties, if there is such a thing."""
    count = len(to_clear(turn.county, turn.store, turn.actor))
    left = [Option(words("fill-option-clear", count=count), None, "clear")] if count else []
    return [*left, *_empties(turn)]


def _empties(turn: Turn) -> list[Option]:
    """The ways to empties; a volunteer has her own way to them."""
    return take_along.ways_in(turn) if turn.actor.roles & take_along.DRIVERS else []


def _by_station(turn: Turn) -> dict[str, list[Pickup]]:
    found: dict[str, list[Pickup]] = {}
    for pickup in to_fill(turn.county, turn.store, turn.actor):
        found.setdefault(_place(turn, pickup), []).append(pickup)
    return found


def _pickup(turn: Turn, form: FillForm) -> Pickup:
    pickup = turn.store.lockers.pickup(PickupId(form.pickup or ""))
    if pickup is None:
        raise NotFound
    return pickup


def _box(turn: Turn, form: FillForm) -> PickupBox | None:
    pickup = _pickup(turn, form)
    return pickup.next_to_fill() if pickup.status is PickupStatus.FILLING else None


def _the_box(turn: Turn, form: FillForm) -> PickupBox:
    box = _box(turn, form)
    assert box is not None, "no Fach is asked for"
    return box


def _code(turn: Turn, pickup: Pickup) -> str:
    order = turn.store.orders.get(pickup.order_id) if pickup.order_id else None
    return order.code if order else ""


def _place(turn: Turn, pickup: Pickup) -> str:
    return station_of(turn.store, StationId(pickup.station_id)).village


def _goods(turn: Turn, pickup: Pickup) -> list[TableRow]:
    """What goes in, by the temperature it needs, with the Fächer of that temperature. No name: the bag has a code."""
    lines = [line for part in parts_of(turn.store, pickup) for line in part.lines if line.by_compartment and line.due]
    rows: list[TableRow] = []
    for zone in sorted({line.zone for line in lines}, key=str):
        numbers = [str(box.no) for box in sorted(pickup.boxes, key=lambda b: b.no) if box.zone is zone]
        head = words(f"fill-zone-{zone.value}", boxes=numbers, count=len(numbers))
        rows.append(TableRow(NO_WORDS, head, NO_WORDS, kind="seller"))
        for line in (line for line in lines if line.zone is zone):
            due = Amount(packs=line.due) if line.packs is not None else Amount(grams=line.due)
            rows.append(TableRow(amount_words(due), Verbatim(line.name), NO_WORDS))
    return rows


FILL = Flow(
    name="fill",
    about="Bestellungen in die Fächer räumen",
    form=FillForm,
    for_roles=frozenset({Role.CENTRE, Role.DRIVER, Role.VOLUNTEER}),
    begin=begin,
    start_with=start_with,
    takes={"list_tasks": show},
    asks=(
        Ask("station", needed=lacks_station, offers=station_options, expects=Expects.CHOICE),
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
    ),
    finish=done,
)
