"""The request itself: everything once more, then out it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bots.dialogue.flow import Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Words, joined, say, words
from bots.flows.appointment_words import length_words, note_words, service_rows, wishes_words
from bots.flows.book_form import BookForm, merchant_of, product_of
from bots.flows.book_when import with_wishes
from domain.appointments.service import request
from domain.catalogue.model import Merchant, Product
from domain.ids import Sku
from domain.lockers.finding import station_of
from domain.people.model import Role
from domain.people.service import register

OTHER_DAYS, STOP = "days", "stop"


def name_words(turn: Turn, _form: object) -> Words:
    """The last question, with the one line on privacy and its link."""
    return words("book-service-ask-name", link=f"{turn.info['base_url']}/datenschutz")


def sure_words(turn: Turn, form: BookForm) -> Reply:
    """What was understood: service, price, who, where, how long, when."""
    product, merchant, pieces = product_of(turn, form), merchant_of(turn, form), form.pieces or 1
    head = say(
        words("book-service-echo", merchant=merchant.name),
        rows=service_rows(product.name, pieces, product.price * pieces),
    )
    length = length_words((product.duration_minutes or 0) * pieces)
    said = _place(turn, product, merchant), words("appointment-length", length=length)
    wished = wishes_words(form.wishes or ()), *note_words(product.note)
    return joined(head, say(*said, *wished, words("book-service-ask-sure")))


def sure_options(_turn: Turn, _form: BookForm) -> Sequence[Option]:
    """Ask for it; it costs nothing yet."""
    return [
        Option(words("book-service-option-ask"), True, style="main", heard_as=("ja", "ja bitte", "anfragen")),
        Option(words("book-service-option-days"), OTHER_DAYS, heard_as=("anderer tag", "ändern", "andere zeit")),
        Option(words("book-service-option-stop"), STOP, heard_as=("nein", "doch nicht", "nee")),
    ]


def sure_chosen(_turn: Turn, form: BookForm, value: Json) -> Step[BookForm]:
    """Out it goes; or other days, or nothing."""
    if value == OTHER_DAYS:
        return Step(replace(form, wishes=None))
    if value == STOP:
        return Step(form, say(words("book-service-stopped")), done=True)
    return Step(replace(form, sure=True), finished=True)


def sure_heard(turn: Turn, form: BookForm) -> Step[BookForm] | None:
    """Yes in other words, or other days."""
    assert turn.parse is not None
    if turn.parse.intent.name in {"affirm", "checkout"}:
        return sure_chosen(turn, form, True)
    return with_wishes(turn, form) if turn.parse.days or turn.parse.times else None


def sent(turn: Turn, form: BookForm) -> Reply:
    """It is on its way: until when she hears of it, and that it costs nothing."""
    if turn.person.name and not turn.actor.has(Role.RESIDENT):  # a volunteer who asks for herself
        register(turn.county, turn.store, turn.actor, turn.person.name)
    pieces, wishes = form.pieces or 1, form.wishes or ()
    asked = request(turn.county, turn.store, turn.actor, Sku(form.sku or ""), pieces, wishes)
    owner = merchant_of(turn, form).owner
    return say(words("book-service-sent", code=asked.code, owner=owner, until=asked.deadline))


def _place(turn: Turn, product: Product, merchant: Merchant) -> Words:
    if product.home_visit:
        village = (turn.person.village or "").split(",")[0]
        return words("book-service-home", owner=merchant.owner, street=turn.person.street or "", village=village)
    assert turn.person.station_id is not None
    station = station_of(turn.store, turn.person.station_id)
    return words("appointment-by-hand", station=station.village, address=station.address)
