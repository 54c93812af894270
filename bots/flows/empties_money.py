"""What becomes of the money for empties; with the answer the return is booked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bots.dialogue.flow import Step, Turn
from bots.dialogue.reply import NOTHING_SAID, Json, Option, Reply, Words, say, words
from bots.flows.empties_form import EmptiesForm, station_for, value_of
from bots.flows.empties_heard import is_question
from bots.flows.hearing import said_any
from bots.flows.orders_said import merchant_name
from domain.deposits.errors import NoRoomForEmpties
from domain.deposits.model import Way, Wish
from domain.deposits.service import book
from domain.deposits.taking import takers
from domain.ids import ReturnId

OUT_WORDS = ("auszahl", "ausbezahl", "bar", "geld", "aufs konto", "überweis")
OFF_WORDS = ("verrechn", "abzieh", "rechnung", "gutschreib", "gutschrift", "anrechn")


def wish_words(turn: Turn, form: EmptiesForm) -> Words:
    """Who owes it, and how she wants to have it."""
    wanted = form.wanted()
    merchants = takers(turn.store, station_for(turn, form), turn.person.id, list(wanted))
    names = [merchant_name(turn, key) for key in dict.fromkeys(merchants.values())]
    return words("empties-ask-wish", total=value_of(turn, wanted), merchants=names, count=len(names))


def wish_options(_turn: Turn, _form: EmptiesForm) -> Sequence[Option]:
    """Paid out first: credit is never the default."""
    return [
        Option(
            words("empties-option-pay-out"), Wish.PAY_OUT.value, heard_as=("auszahlen", "ausgezahlt", "bar", "geld")
        ),
        Option(words("empties-option-set-off"), Wish.SET_OFF.value, heard_as=("verrechnen", "abziehen", "rechnung")),
    ]


def wish_heard(turn: Turn, form: EmptiesForm) -> Step[EmptiesForm] | None:
    """Either in other words. A mere "nein" is no wish to have a credit: what there is to choose is said."""
    assert turn.parse is not None
    if is_question(turn):
        return None
    if said_any(turn.said, OFF_WORDS):
        return wish_chosen(turn, form, Wish.SET_OFF.value)
    if said_any(turn.said, OUT_WORDS) or turn.parse.intent.name == "affirm":
        return wish_chosen(turn, form, Wish.PAY_OUT.value)
    return Step(form, say(words("empties-explain-wish"))) if turn.parse.intent.name == "deny" else None


def wish_chosen(turn: Turn, form: EmptiesForm, value: Json) -> Step[EmptiesForm]:
    """With it the return is booked; a Fach that somebody else has taken meanwhile is asked for anew."""
    assert form.way is not None
    try:
        made = book(
            turn.county,
            turn.store,
            turn.actor,
            form.wanted(),
            way=form.way,
            wish=Wish(value),
            station_id=station_for(turn, form).id,
            instead_of=ReturnId(form.instead_of) if form.instead_of else None,
        )
    except NoRoomForEmpties:
        return Step(replace(form, way=None, agreed=False))
    station = station_for(turn, form)
    if made.way is Way.TOUR:
        told = say(words("empties-booked-tour", code=made.code, street=turn.person.street or ""))
        return Step(replace(form, wish=value), told, finished=True)
    told = say(
        words("empties-booked", code=made.code, box=made.compartment, station=station.village, until=made.expires_at)
    )
    on_its_way = words("empties-code-silent") if station.silent else words("empties-code-comes")
    return Step(replace(form, wish=value), told.and_then(on_its_way), finished=True)


def take_wish(turn: Turn, form: EmptiesForm) -> Step[EmptiesForm]:
    """ "Auszahlen", said before it was asked: first the rest. What the words mean is told at any time."""
    if is_question(turn):
        return Step(form, say(words("empties-explain-wish")))
    return Step(form, say(words("empties-first-this")))


def done(_turn: Turn, _form: EmptiesForm) -> Reply:
    """All has been said when it was booked."""
    return NOTHING_SAID
