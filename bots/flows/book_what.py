"""Which service, one more or what is running, and how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bots.dialogue.flow import Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Verbatim, Words, say, words
from bots.flows.book_form import BookForm, merchant_of, product_of, running
from bots.flows.book_when import possible, with_wishes
from bots.flows.services_said import SHOWN, Meant, services_meant
from domain.appointments.service import service_of
from domain.catalogue.model import Product
from domain.clock import local_day
from domain.ids import Sku

NONE, MORE = "none", "more"
HOW_MANY = {1: ("eine", "ein", "einen", "eins", "nur eine"), 2: ("zwei", "zwo"), 3: ("drei",)}


def understood(turn: Turn, form: BookForm, meant: Meant) -> Step[BookForm]:
    """All that the words say at once: the service, how many, the days."""
    if meant.sure and len(meant.skus) == 1:
        form = replace(form, sku=meant.skus[0], choices=(), near=False)
    elif meant.skus:
        form = replace(form, sku=None, choices=meant.skus, near=meant.near, page=0)
    step = with_wishes(turn, replace(form, pieces=_usual(turn, _pieces_said(turn, form)) or form.pieces))
    return step if step.form.sku is None or step.reply else is_there(turn, step.form)


def is_there(turn: Turn, form: BookForm) -> Step[BookForm]:
    """Go on with the service and the days that can be, unless its merchant has paused it."""
    product = product_of(turn, form)
    if product.available_on(local_day(turn.county.now())):
        return possible(turn, form)
    until = product.sold_out_until
    off = words("order-off-until", thing=product.name, day=until) if until else words("order-off", thing=product.name)
    return Step(form, say(off), done=True)


# --- which one ----------------------------------------------------------------------------------------------------


def sku_words(turn: Turn, form: BookForm) -> Reply:
    """Which one, or: only this is like it, and what it is not."""
    if form.near:
        notes = dict.fromkeys(product.note for product in _offered(turn, form) if product.note)
        return say(*map(Verbatim, notes), words("book-service-near"))
    return say(words("book-service-which" if form.choices else "book-service-ask-sku"))


def sku_options(turn: Turn, form: BookForm) -> Sequence[Option]:
    """At most three services with their prices."""
    services = _offered(turn, form)
    options = [_service_option(product) for product in services[form.page * SHOWN :][:SHOWN]]
    if len(services) > SHOWN:
        return [*options, Option(words("assortment-option-more"), MORE, heard_as=("weitere", "mehr"))]
    nothing = Option(words("book-service-option-none"), NONE, heard_as=("nichts davon", "nein", "keins davon"))
    return [*options, nothing] if len(options) < SHOWN else options


def sku_chosen(turn: Turn, form: BookForm, value: Json) -> Step[BookForm]:
    """That one, the next ones, or none of them."""
    if value == MORE:
        pages = (len(_offered(turn, form)) + SHOWN - 1) // SHOWN
        return Step(replace(form, page=(form.page + 1) % pages))
    if value == NONE:
        human = Option(words("pattern-option-human"), flow="human")
        return Step(form, say(words("book-service-none", phone=turn.info["phone"]), options=[human]), done=True)
    return is_there(turn, replace(form, sku=value, choices=(), near=False))


def sku_heard(turn: Turn, form: BookForm) -> Step[BookForm] | None:
    """A service in words, "ja" to the only one, or "nein"."""
    assert turn.parse is not None
    intent, offered = turn.parse.intent.name, [product.sku for product in _offered(turn, form)]
    if intent == "affirm" and len(offered) == 1:
        return sku_chosen(turn, form, offered[0])
    if intent == "deny":
        return sku_chosen(turn, form, NONE)
    meant = services_meant(turn)
    among = tuple(sku for sku in meant.skus if sku in offered)
    if len(among) == 1 and form.choices:
        return understood(turn, form, Meant(among, sure=True))
    return understood(turn, form, meant) if meant.skus and (among or meant.sure or not form.choices) else None


def _offered(turn: Turn, form: BookForm) -> list[Product]:
    if form.choices:
        return [service_of(turn.store, Sku(sku))[0] for sku in form.choices]
    return [product for product in turn.store.catalogue.all_products() if product.is_service]


def _service_option(product: Product) -> Option:
    heard = tuple(word for word in product.synonyms.split(";") if word)
    label = words("book-service-option-service", service=product.name, price=product.price)
    return Option(label, product.sku, heard_as=heard)


# --- one more ------------------------------------------------------------------------------------------------------


def runs_already(turn: Turn, form: BookForm) -> bool:
    """Whether she has asked for the same before: asked once, without blame."""
    return form.another is None and running(turn, form) is not None


def another_words(turn: Turn, form: BookForm) -> Words:
    """The question names what is running."""
    before = running(turn, form)
    assert before is not None
    return words("book-service-ask-another", service=before.service, code=before.code)


def another_options(_turn: Turn, _form: BookForm) -> Sequence[Option]:
    """One more, or a look at what is running."""
    return [
        Option(words("book-service-option-another"), True, heard_as=("ja", "noch einen", "noch einen termin")),
        Option(words("book-service-option-running"), False, heard_as=("nein", "nee", "zeigen")),
    ]


def another_chosen(turn: Turn, form: BookForm, value: Json) -> Step[BookForm]:
    """One more, or what is running."""
    if value:
        return Step(replace(form, another=True))
    before = running(turn, form)
    assert before is not None
    return Step(form, done=True, then=("appointment", {"id": before.id, "do": "show"}))


# --- how many --------------------------------------------------------------------------------------------------------


def lacks_pieces(turn: Turn, form: BookForm) -> bool:
    """Whether it is counted and nobody has said how many."""
    return form.pieces is None and product_of(turn, form).counted_in is not None


def pieces_words(turn: Turn, form: BookForm) -> Words:
    """How many, in the word of the label."""
    return words("book-service-ask-pieces", unit=product_of(turn, form).counted_in)


def pieces_options(_turn: Turn, _form: BookForm) -> Sequence[Option]:
    """The usual numbers."""
    return [
        Option(words("book-service-option-pieces", count=str(count)), count, heard_as=said)
        for count, said in HOW_MANY.items()
    ]


def pieces_heard(turn: Turn, form: BookForm) -> Step[BookForm] | None:
    """A number; so many that it may be a slip are for the telephone."""
    pieces = _pieces_said(turn, form)
    if pieces is None:
        return None
    if _usual(turn, pieces) is None:
        return Step(form, say(words("book-service-many", phone=merchant_of(turn, form).phone)))
    return Step(replace(form, pieces=pieces))


def pieces_changed(turn: Turn, form: BookForm) -> Step[BookForm]:
    """Another number while we talk: "lieber vier"."""
    step = pieces_heard(turn, form)
    return step if step is not None else understood(turn, form, services_meant(turn))


def _pieces_said(turn: Turn, form: BookForm) -> int | None:
    """A whole number beside the service; a number alone counts where something is counted."""
    assert turn.parse is not None
    amounts = [item.amount for item in turn.parse.items if item.amount is not None]
    if form.sku is not None and product_of(turn, form).counted_in is not None:
        amounts += turn.parse.numbers
    whole = next((amount for amount in amounts if amount == amount.to_integral_value() and amount > 0), None)
    return int(whole) if whole is not None else None


def _usual(turn: Turn, pieces: int | None) -> int | None:
    most = turn.county.rules.appointments.most_pieces
    return pieces if pieces is not None and pieces <= most else None
