"""Giving back empties: what comes, by which way, and what becomes of the money. No order is needed."""

from __future__ import annotations

from dataclasses import replace

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json, say, words
from bots.flows import empties_money as money
from bots.flows import empties_steps as steps
from bots.flows import empties_ways as ways
from bots.flows.empties_booked import waiting
from bots.flows.empties_form import EmptiesForm
from bots.flows.empties_heard import heard, put, remark, tours_drive, way_said
from bots.flows.empties_steps import or_changed
from bots.flows.hearing import said_any
from bots.flows.who import BUYERS
from domain.deposits.model import ReturnStatus, Way
from domain.deposits.service import own_return, under_way
from domain.ids import ReturnId
from nlu.result import Expects

CANCEL_WORDS = ("absag", "stornier", "abmeld", "doch nicht bringen", "bring doch nicht", "bringe doch nicht", "lösch")


def begin(turn: Turn) -> Step[EmptiesForm]:
    """What was named; without it what is booked already, if there is anything."""
    assert turn.parse is not None
    booked, found = waiting(turn), heard(turn)
    if booked is not None and said_any(turn.said, CANCEL_WORDS):
        return Step(EmptiesForm(), done=True, then=("empties-booked", {"did": "cancel", "return": booked.id}))
    if under_way(turn.store, turn.person.id) and not (found.pieces or found.unclear):
        return Step(EmptiesForm(), done=True, then=("empties-booked", None))
    form = put(turn, EmptiesForm(way=_way(turn)), found)
    only_barred = found.barred and not (form.pieces or form.unclear)
    return Step(form, remark(found, phone=turn.info["phone"]), done=bool(only_barred))


def start_with(turn: Turn, value: Json) -> Step[EmptiesForm]:
    """A button: anew, or a booking that is to be changed."""
    if not value or "return" not in value:
        return Step(EmptiesForm())
    made = own_return(turn.store, turn.actor, ReturnId(value["return"]))
    if made.status is not ReturnStatus.BOOKED:
        return Step(EmptiesForm(), say(words("empties-too-late")), done=True)
    pieces = {str(line.type_id): line.declared for line in made.lines}
    if value.get("did") == "anew":  # its Fach is stuck: the rest is as it was
        return Step(EmptiesForm(pieces=pieces, instead_of=made.id))
    form = EmptiesForm(pieces=pieces, instead_of=made.id, way=made.way, station=made.station_id)
    return steps.how_to_change(form)


def speaks_of_empties(turn: Turn) -> bool:
    """Words that are about nothing else, when nobody has understood the rest."""
    return said_any(turn.said, ("leergut", "pfandflasch", "pfandgut", "leere flaschen", "leere kästen", "leere kisten"))


def take(turn: Turn, form: EmptiesForm) -> Step[EmptiesForm]:
    """More empties, or another way, while the talk is open."""
    found = heard(turn, form)
    if found:
        return Step(put(turn, form, found), remark(found, phone=turn.info["phone"]))
    wished = _way(turn)
    return Step(replace(form, way=wished) if wished else form)


def _way(turn: Turn) -> Way | None:
    """The way she has named at once, if it can be gone."""
    wished = way_said(turn)
    return None if wished is Way.TOUR and not tours_drive(turn) else wished


EMPTIES = Flow(
    name="empties",
    about="Leergut abgeben, auch ohne Bestellung",
    form=EmptiesForm,
    for_roles=BUYERS,
    intents=frozenset({"return_deposit"}),
    begin=begin,
    start_with=start_with,
    takes={"return_deposit": take, "choose_delivery": ways.take_way, "pay": money.take_wish},
    knows=speaks_of_empties,
    asks=(
        Ask(
            "what",
            needed=steps.lacks_pieces,
            words=steps.what_words,
            offers=steps.what_options,
            chosen=steps.what_chosen,
            hears=steps.what_heard,
        ),
        Ask(
            "amount",
            needed=steps.lacks_amount,
            words=steps.amount_words,
            hears=or_changed(steps.amount_heard, first=True),
            expects=Expects.AMOUNT,
        ),
        Ask(
            "full",
            needed=steps.lacks_full,
            words=steps.full_words,
            offers=steps.full_options,
            chosen=steps.full_chosen,
            hears=or_changed(steps.full_heard, first=True),
            expects=Expects.YES_NO,
        ),
        Ask(
            "kind",
            needed=steps.lacks_kind,
            words=steps.kind_words,
            offers=steps.kind_options,
            chosen=steps.kind_chosen,
            hears=or_changed(steps.kind_heard, first=True),
            expects=Expects.CHOICE,
        ),
        Ask(
            "sure",
            needed=steps.may_be_a_slip,
            words=steps.sure_words,
            offers=steps.sure_options,
            chosen=steps.sure_chosen,
            hears=or_changed(steps.sure_heard),
            expects=Expects.YES_NO,
        ),
        Ask(
            "village",
            needed=ways.lacks_village,
            chosen=ways.village_chosen,
            hears=ways.village_heard,
            expects=Expects.PLACE,
        ),
        Ask(
            "way",
            needed=ways.lacks_way,
            words=ways.way_words,
            offers=ways.way_options,
            chosen=ways.way_chosen,
            hears=or_changed(ways.way_heard),
            expects=Expects.PLACE,
        ),
        Ask(
            "agreed",
            needed=ways.lacks_agreement,
            words=ways.agreed_words,
            offers=ways.agreed_options,
            chosen=ways.agreed_chosen,
            hears=or_changed(ways.agreed_heard),
            expects=Expects.YES_NO,
        ),
        Ask(
            "street",
            needed=ways.lacks_street,
            hears=ways.street_heard,
            expects=Expects.TEXT,
            free_text=True,
        ),
        Ask(
            "name",
            needed=ways.lacks_name,
            words=ways.name_words,
            hears=ways.name_heard,
            expects=Expects.NAME,
            free_text=True,
        ),
        Ask(
            "wish",
            words=money.wish_words,
            offers=money.wish_options,
            chosen=money.wish_chosen,
            hears=or_changed(money.wish_heard),
            expects=Expects.CHOICE,
        ),
    ),
    finish=money.done,
)
