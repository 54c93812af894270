"""Bringing goods home: whether somebody drives, how far it would be on foot, and what is needed at the door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bots.dialogue.flow import Step, Turn
from bots.dialogue.reply import Json, Option, Words, say, words
from bots.flows.order_form import OrderForm, basket, offer
from domain.catalogue.model import Handover
from domain.clock import local_day
from domain.distance import kilometres
from domain.lockers.finding import station_of
from domain.lockers.packing import HEAVY_G
from domain.ordering.model import Receive
from domain.ordering.offer import OfferLine
from domain.people.finding import home_of
from domain.people.service import reachable_at
from domain.tours.timing import home_hours

LONGEST_STREET = 80
LONGEST_NOTE = 120
NOTHING_MORE = ("nein", "nichts", "nee", "nein danke", "nichts weiter", "keiner")


def drives_home(turn: Turn) -> bool:
    """Whether this county brings goods to the door at all."""
    days = offer(turn).days() or [local_day(turn.county.now())]
    return turn.county.rules.tours.planned_at is not None and any(
        home_hours(turn.county, turn.store, day) is not None for day in days
    )


def wants_home(turn: Turn) -> bool:
    """Whether this basket goes to the door."""
    return basket(turn).receive is Receive.HOME


def is_far(turn: Turn) -> bool:
    """Whether the way to her pick-up point is too long on foot: then home is offered first."""
    home = home_of(turn.store, turn.person)
    if home is None or turn.person.station_id is None:
        return False
    station = station_of(turn.store, turn.person.station_id)
    return kilometres(*home, station.lat, station.lon) > turn.county.rules.walk_km


def home_option() -> Option:
    """The door instead of a Fach."""
    heard = ("nach hause", "zu mir", "heim", "bringen", "liefern", "zuhause")
    return Option(words("order-option-home"), Receive.HOME.value, heard_as=heard)


# --- the street and the bell ------------------------------------------------------------------------------------


def lacks_street(turn: Turn, _form: OrderForm) -> bool:
    """Whether nobody would find the door."""
    return wants_home(turn) and turn.person.street is None


def street_heard(turn: Turn, form: OrderForm) -> Step[OrderForm] | None:
    """A street with its number."""
    street = " ".join(turn.said.split()).strip(" .!,")
    if "?" in street:
        return None
    if not 4 <= len(street) <= LONGEST_STREET or not any(c.isdigit() for c in street):
        return Step(form, say(words("order-street-unclear")))
    reachable_at(turn.county, turn.store, turn.actor, street=street)
    return Step(replace(form, bell=False))


def may_tell_bell(turn: Turn, form: OrderForm) -> bool:
    """Whether we ask, once for a new street, what a driver should know."""
    return wants_home(turn) and form.bell is False


def bell_options(_turn: Turn, _form: OrderForm) -> Sequence[Option]:
    """Nothing to know."""
    return [Option(words("order-option-no-bell"), "", heard_as=NOTHING_MORE)]


def bell_chosen(_turn: Turn, form: OrderForm, _value: Json) -> Step[OrderForm]:
    """There is nothing to know."""
    return Step(replace(form, bell=True))


def bell_heard(turn: Turn, form: OrderForm) -> Step[OrderForm] | None:
    """Whatever she says is for the driver."""
    assert turn.parse is not None
    if turn.parse.intent.name == "deny":
        return Step(replace(form, bell=True))
    note = " ".join(turn.said.split())[:LONGEST_NOTE]
    reachable_at(turn.county, turn.store, turn.actor, doorbell=note)
    return Step(replace(form, bell=True), say(words("order-bell-noted")))


# --- heavy things -------------------------------------------------------------------------------------------------


def may_carry(turn: Turn, _form: OrderForm) -> bool:
    """Whether something is heavy and nobody knows yet how far it is to be carried."""
    return wants_home(turn) and turn.person.carry_in is None and any(_is_heavy(line) for line in _lines(turn))


def carry_options(_turn: Turn, _form: OrderForm) -> Sequence[Option]:
    """Into the kitchen, or to the door."""
    return [
        Option(words("order-option-carry"), True, heard_as=("ja", "küche", "bis in die küche", "bitte", "rein")),
        Option(words("order-option-door"), False, heard_as=("nein", "tür", "bis zur tür", "nicht nötig")),
    ]


def carry_chosen(turn: Turn, form: OrderForm, value: Json) -> Step[OrderForm]:
    """Her wish, from now on."""
    reachable_at(turn.county, turn.store, turn.actor, carry_in=bool(value))
    return Step(form)


# --- what the offer says of it --------------------------------------------------------------------------------------


def not_brought(turn: Turn) -> list[OfferLine]:
    """What changes hands only at the merchant's own counter."""
    return [line for line in _lines(turn) if line.product.handover is Handover.MERCHANT]


def hours_words(turn: Turn) -> list[Words]:
    """When somebody comes, as honestly as we know it on the day of the order; and what she must show."""
    said = []
    for day in offer(turn).days():
        hours = home_hours(turn.county, turn.store, day)
        if hours is not None:
            said.append(words("order-home-hours", day=day, earliest=hours[0], latest=hours[1]))
    said.append(words("order-home-evening"))
    checked = turn.person.adult_checked_on is not None
    aged = [line.product.name for line in _lines(turn) if line.product.min_age]
    return said if checked or not aged else [*said, words("order-home-card", things=aged)]


def _lines(turn: Turn) -> list[OfferLine]:
    return [line for part in offer(turn).parts for line in part.lines]


def _is_heavy(line: OfferLine) -> bool:
    return line.product.weight_g >= HEAVY_G
