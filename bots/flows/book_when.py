"""When an appointment would suit, and where it is to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from bots.dialogue.flow import Step, Turn
from bots.dialogue.reply import Json, Option, Words, joined, say, words
from bots.flows import order_where as where
from bots.flows.book_form import BookForm, merchant_of, product_of
from bots.flows.settings import street_said
from bots.flows.times_wished import refuses_times, says_also, wishes_said
from domain.appointments.model import MOST_WISHES, Wish
from domain.appointments.slots import earliest_start
from domain.catalogue.calendar import FAR
from domain.catalogue.model import Merchant
from domain.clock import local_day
from domain.people.service import reachable_at


def with_wishes(turn: Turn, form: BookForm) -> Step[BookForm]:
    """The days that were said. Without such words all stays as it was."""
    if refuses_times(turn):
        return Step(form, say(words("book-service-only-fitting")))
    wishes = wishes_said(turn)
    if wishes is None:
        return Step(form)
    before = form.wishes if form.wishes and says_also(turn.said) else ()
    step = possible(turn, replace(form, wishes=(*before, *wishes)[:MOST_WISHES]))
    if len(before) + len(wishes) <= MOST_WISHES:
        return step
    return replace(step, reply=joined(say(words("book-service-first-three")), step.reply))


def possible(turn: Turn, form: BookForm) -> Step[BookForm]:
    """Days on which it cannot be are said back, and asked for anew when none is left."""
    if form.sku is None or not form.wishes:
        return Step(form)
    told, left = _sifted(turn, form, form.wishes)
    return Step(replace(form, wishes=left or None), say(*told)) if told else Step(form)


def _sifted(turn: Turn, form: BookForm, wishes: Sequence[Wish]) -> tuple[list[Words], tuple[Wish, ...]]:
    """What is to be said of days on which it cannot be, and the wishes that are left."""
    product, merchant = product_of(turn, form), merchant_of(turn, form)
    earliest = _first_open_day(turn, merchant, local_day(earliest_start(turn.county, product.min_notice_hours or 0)))
    soon = [wish for wish in wishes if wish.last is not None and wish.last < earliest]
    closed = [
        wish.first
        for wish in wishes
        if wish not in soon
        and wish.first is not None
        and wish.first == wish.last
        and not turn.county.calendar.open_on(merchant.opening_hours, wish.first)
    ]
    told = [words("book-service-too-soon", day=earliest)] if soon else []
    told += [words("book-service-closed", day=day, owner=merchant.owner) for day in closed]
    return told, tuple(wish for wish in wishes if wish not in soon and (wish.first is None or wish.first not in closed))


def _first_open_day(turn: Turn, merchant: Merchant, day: date) -> date:
    ahead = (day + timedelta(days=n) for n in range(FAR))
    return next((one for one in ahead if turn.county.calendar.open_on(merchant.opening_hours, one)), day)


def wishes_options(_turn: Turn, _form: object) -> Sequence[Option]:
    """Any time, or half of the day."""
    return [
        Option(words("book-service-option-any"), [], heard_as=("egal", "ist egal", "mir egal", "jederzeit")),
        Option(words("book-service-option-forenoon"), ["08:00", "12:00"], heard_as=("vormittags",)),
        Option(words("book-service-option-afternoon"), ["13:00", "18:00"], heard_as=("nachmittags",)),
    ]


def wishes_of(value: Json) -> tuple[Wish, ...]:
    """The wishes that such a button stands for."""
    if not value:
        return ()
    begin, end = (time.fromisoformat(one) for one in value)
    return (Wish(begin=begin, end=end),)


def wishes_chosen(_turn: Turn, form: BookForm, value: Json) -> Step[BookForm]:
    """Any time, or half of any day."""
    return Step(replace(form, wishes=wishes_of(value)))


def wishes_heard(turn: Turn, form: BookForm) -> Step[BookForm] | None:
    """Days and times in words."""
    step = with_wishes(turn, form)
    return step if step.form.wishes is not None or step.reply else None


def days_changed(turn: Turn, form: BookForm) -> Step[BookForm]:
    """Other days while we talk: "lieber Freitag"."""
    step = with_wishes(turn, form)
    return step if step.reply or step.form != form else Step(form, say(words("book-service-which-day")))


# --- where ----------------------------------------------------------------------------------------------------------


def village_words(_turn: Turn, _form: object) -> Words:
    """Where she lives."""
    return words("order-ask-village")


def lacks_street(turn: Turn, form: BookForm) -> bool:
    """Whether somebody is to come and would not know where to."""
    return product_of(turn, form).home_visit and turn.person.street is None


def street_words(turn: Turn, form: BookForm) -> Words:
    """Who comes."""
    return words("book-service-ask-street", owner=merchant_of(turn, form).owner)


def street_heard(turn: Turn, form: BookForm) -> Step[BookForm] | None:
    """Street and number."""
    street = street_said(turn.said)
    if street is None:
        return None
    reachable_at(turn.county, turn.store, turn.actor, street=street)
    return Step(form)


def station_heard(turn: Turn, form: BookForm) -> Step[BookForm] | None:
    """ "Ja" takes the nearest; a place takes the point there (or the nearest to it)."""
    assert turn.parse is not None
    if turn.parse.intent.name == "affirm":
        return where.station_chosen(turn, form, where.near_stations(turn)[0][1].id)
    station = where.place_station(turn)
    return where.station_chosen(turn, form, station.id) if station else None


def lacks_station(turn: Turn, form: BookForm) -> bool:
    """Whether it is handed over at a pick-up point and none is chosen."""
    return not product_of(turn, form).home_visit and where.lacks_station(turn, form)
