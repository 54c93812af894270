"""The centre's day: take in what the vans bring, say what is missing, pack crates by stop; else fill pick-up points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import NO_WORDS, Json, Option, Reply, TableRow, Verbatim, Words, say, words
from bots.flows.labels import labels_option
from bots.flows.paging import MORE, a_page
from bots.flows.picking_tables import item_amount, item_words
from bots.flows.tour_stop import crate_words
from bots.flows.tour_tables import place_words
from domain.errors import NotFound
from domain.ids import MerchantId, Sku, StopId
from domain.lockers.service import to_fill
from domain.people.model import Role
from domain.tours.centre import Arrival, expected, packed_for, received, to_pack
from domain.tours.model import Stop, Tour
from nlu.result import Expects

NOTHING_ELSE = "all"
SHORT_WORDS = ("fehlt", "nein", "nicht alles", "es fehlt etwas", "es fehlt was", "fehlt was", "da fehlt etwas")


@dataclass(frozen=True, slots=True)
class CentreForm:
    """Whose goods are being taken in (and from which stop of a van), what of them is short, or which stop is packed."""

    merchant: str | None = None
    fetched_at: str | None = None
    counting: bool = False
    sku: str | None = None
    short: tuple[tuple[str, int], ...] = ()
    stop: str | None = None
    page: int = 0


# --- beginning -------------------------------------------------------------------------------------------------


def begin(turn: Turn) -> Step[CentreForm]:
    """What has come in, what is to be packed; on a day without tours straight to the pick-up points."""
    intent = turn.parse.intent.name if turn.parse else "list_tasks"
    if intent in {"finish_task", "open_compartment"} or not _work(turn):
        return Step(CentreForm(), done=True, then=("fill", None))
    return Step(CentreForm())


def _work(turn: Turn) -> bool:
    at = turn.county, turn.store, turn.actor
    return bool(expected(*at) or to_pack(*at))


# --- what is to be done ----------------------------------------------------------------------------------------


def lacks_what(turn: Turn, form: CentreForm) -> bool:
    """Whether nothing is chosen yet and there is something."""
    return form.merchant is None and form.stop is None and _work(turn)


def what_options(turn: Turn, form: CentreForm) -> Sequence[Option]:
    """Goods to take in by merchant, then stops to pack, then the pick-up points."""
    at = turn.county, turn.store, turn.actor
    coming = expected(*at)
    arrivals = [_arrival_option(turn, arrival, coming) for arrival in coming]
    packing = [
        Option(words("centre-option-pack", no=str(tour.no), place=place_words(turn.store, stop)), {"pack": stop.id})
        for tour, stop in to_pack(*at)
    ]
    filling = len(to_fill(*at))
    fill = [Option(words("centre-option-fill", count=filling), {"fill": True})] if filling else []
    return a_page([*arrivals, *packing, *fill], form.page)


def what_chosen(turn: Turn, form: CentreForm, value: Json) -> Step[CentreForm]:
    """One of them, or the next page."""
    if value == MORE:
        return Step(replace(form, page=form.page + 1))
    if "in" in value:
        return Step(CentreForm(merchant=value["in"], fetched_at=value.get("at")))
    if "pack" in value:
        return Step(CentreForm(stop=value["pack"]))
    return Step(form, done=True, then=("fill", None))


def _arrival_option(turn: Turn, arrival: Arrival, coming: Sequence[Arrival]) -> Option:
    """The merchant; where several vans bring goods of the same, with the tour."""
    value = {"in": arrival.merchant_id, "at": arrival.fetched_at}
    merchant = _merchant(turn, arrival)
    tour = turn.store.tours.with_stop(arrival.fetched_at) if arrival.fetched_at is not None else None
    if tour is None or sum(one.merchant_id == arrival.merchant_id for one in coming) < 2:
        return Option(words("centre-option-in", merchant=merchant), value)
    return Option(words("centre-option-in-tour", merchant=merchant, no=str(tour.no)), value)


# --- taking in ---------------------------------------------------------------------------------------------------


def lacks_complete(_turn: Turn, form: CentreForm) -> bool:
    """Whether it is to be said if all is there."""
    return form.merchant is not None and not form.counting


def complete_words(turn: Turn, form: CentreForm) -> Reply:
    """What should be there."""
    arrival = _arrival(turn, form)
    rows = [TableRow(item_amount(item), Verbatim(item.name), NO_WORDS) for item in arrival.items]
    return say(words("centre-ask-complete", merchant=_merchant(turn, arrival)), rows=rows)


def complete_options(_turn: Turn, _form: CentreForm) -> Sequence[Option]:
    """All, not all, or not here yet."""
    return [
        Option(words("picking-list-option-all"), "all", style="main", heard_as=("ja", "alles da", "vollständig")),
        Option(words("picking-list-option-missing"), "short", heard_as=SHORT_WORDS),
        Option(words("fill-option-later"), "later", heard_as=("später", "noch nicht")),
    ]


def complete_chosen(turn: Turn, form: CentreForm, value: Json) -> Step[CentreForm]:
    """Note it, or count."""
    if value == "later":
        return Step(form, say(words("centre-later")), done=True)
    if value == "short":
        return Step(replace(form, counting=True))
    return _received(turn, form)


def lacks_line(_turn: Turn, form: CentreForm) -> bool:
    """Whether it is to be said what is missing."""
    return form.counting and form.sku is None


def line_options(turn: Turn, form: CentreForm) -> Sequence[Option]:
    """What should be there, but for what has been counted already."""
    counted = {sku for sku, _ in form.short}
    items = [item for item in _arrival(turn, form).items if item.sku not in counted]
    last = Option(words("centre-option-no-more"), NOTHING_ELSE, heard_as=("nein", "nichts", "fertig", "mehr nicht"))
    return a_page([Option(Verbatim(item_words(item)), item.sku) for item in items], form.page, last)


def line_chosen(turn: Turn, form: CentreForm, value: Json) -> Step[CentreForm]:
    """One product, or nothing more."""
    if value == MORE:
        return Step(replace(form, page=form.page + 1))
    return _received(turn, form) if value == NOTHING_ELSE else Step(replace(form, sku=value))


def lacks_left(_turn: Turn, form: CentreForm) -> bool:
    """Whether it is to be counted."""
    return form.sku is not None


def left_words(turn: Turn, form: CentreForm) -> Words:
    """How much of it is there?"""
    return words("centre-ask-left", thing=_item_name(turn, form))


def left_options(_turn: Turn, _form: CentreForm) -> Sequence[Option]:
    """None at all."""
    return [Option(words("centre-option-none"), 0, heard_as=("keine", "nichts", "gar nichts"))]


def left_chosen(_turn: Turn, form: CentreForm, value: Json) -> Step[CentreForm]:
    """Note it; perhaps something else is missing."""
    assert form.sku is not None
    return Step(replace(form, sku=None, short=(*form.short, (form.sku, int(value)))))


def left_heard(turn: Turn, form: CentreForm) -> Step[CentreForm] | None:
    """A number in words or digits."""
    assert turn.parse is not None
    if len(turn.parse.numbers) != 1 or turn.parse.numbers[0] < 0:
        return None
    return left_chosen(turn, form, int(turn.parse.numbers[0]))


def _received(turn: Turn, form: CentreForm) -> Step[CentreForm]:
    arrival = _arrival(turn, form)
    available = {Sku(sku): left for sku, left in form.short}
    at = turn.county, turn.store, turn.actor
    short = received(*at, arrival.merchant_id, available, fetched_at=arrival.fetched_at)
    key = "centre-received-short" if short else "centre-received"
    return Step(CentreForm(), say(words(key, merchant=_merchant(turn, arrival), count=len(short))))


# --- packing -------------------------------------------------------------------------------------------------------


def lacks_packed(_turn: Turn, form: CentreForm) -> bool:
    """Whether the crates of a stop are being packed."""
    return form.stop is not None


def packed_words(turn: Turn, form: CentreForm) -> Reply:
    """The crates with their orders; no name is on them."""
    tour, stop = _stop(turn, form)
    rows = [
        TableRow(words("centre-crate", no=str(crate.no)), Verbatim(crate.codes), words(f"centre-{crate.kind.value}"))
        for crate in stop.crates
    ]
    place = place_words(turn.store, stop)
    halt = str(tour.number_of(stop))
    head = words("centre-ask-packed", no=str(tour.no), halt=halt, place=place, crates=crate_words(stop))
    return say(head, rows=rows)


def packed_options(turn: Turn, form: CentreForm) -> Sequence[Option]:
    """Packed and closed, or later; or first the labels of the whole tour."""
    tour, _ = _stop(turn, form)
    return [
        Option(words("centre-option-packed"), "packed", style="main", heard_as=("ja", "gepackt", "fertig", "zu")),
        Option(words("fill-option-later"), "later", heard_as=("später", "nein")),
        labels_option(tour),
    ]


def packed_chosen(turn: Turn, form: CentreForm, value: Json) -> Step[CentreForm]:
    """Closed: the tour may take them."""
    if value == "later":
        return Step(form, say(words("centre-later")), done=True)
    packed_for(turn.county, turn.store, turn.actor, StopId(form.stop or ""))
    return Step(CentreForm(), say(words("centre-packed")))


# --- shared --------------------------------------------------------------------------------------------------------


def done(_turn: Turn, _form: CentreForm) -> Reply:
    """Nothing is left."""
    return say(words("centre-done"))


def _arrival(turn: Turn, form: CentreForm) -> Arrival:
    """What is being taken in; when tours were planned anew meanwhile, what comes of that merchant now."""
    his = [one for one in expected(turn.county, turn.store, turn.actor) if one.merchant_id == form.merchant]
    arrival = next((one for one in his if one.fetched_at == form.fetched_at), his[0] if len(his) == 1 else None)
    if arrival is None:
        raise NotFound
    return arrival


def _merchant(turn: Turn, arrival: Arrival) -> str:
    merchant = turn.store.catalogue.merchant(MerchantId(arrival.merchant_id))
    return merchant.name if merchant else arrival.merchant_id


def _item_name(turn: Turn, form: CentreForm) -> str:
    return next((item.name for item in _arrival(turn, form).items if item.sku == form.sku), "")


def _stop(turn: Turn, form: CentreForm) -> tuple[Tour, Stop]:
    stop_id = StopId(form.stop or "")
    tour = turn.store.tours.with_stop(stop_id)
    if tour is None:
        raise NotFound
    return tour, tour.stop(stop_id)


CENTRE = Flow(
    name="centre",
    about="Waren im Zentrum annehmen, Fehlendes melden, Kisten packen",
    form=CentreForm,
    for_roles=frozenset({Role.CENTRE}),
    intents=frozenset({"list_tasks", "claim_task", "finish_task", "open_compartment"}),
    begin=begin,
    start_with=lambda turn, _value: begin(turn),
    asks=(
        Ask("what", needed=lacks_what, offers=what_options, chosen=what_chosen, expects=Expects.CHOICE),
        Ask(
            "complete",
            needed=lacks_complete,
            words=complete_words,
            offers=complete_options,
            chosen=complete_chosen,
            expects=Expects.CHOICE,
        ),
        Ask("line", needed=lacks_line, offers=line_options, chosen=line_chosen, expects=Expects.CHOICE),
        Ask(
            "left",
            needed=lacks_left,
            words=left_words,
            offers=left_options,
            chosen=left_chosen,
            hears=left_heard,
            expects=Expects.AMOUNT,
        ),
        Ask(
            "packed",
            needed=lacks_packed,
            words=packed_words,
            offers=packed_options,
            chosen=packed_chosen,
            expects=Expects.CHOICE,
        ),
    ),
    finish=done,
)
