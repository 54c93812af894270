"""Asking for somebody's time: which service, when it would suit, where. It costs nothing until a time is bought."""

from __future__ import annotations

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json
from bots.flows import book_request as asking
from bots.flows import book_what as what
from bots.flows import book_when as when
from bots.flows import order_buying as buying
from bots.flows import order_where as where
from bots.flows.appointment import asks_for_own
from bots.flows.book_form import BookForm
from bots.flows.services_said import services_meant
from bots.flows.who import BUYERS
from domain.appointments.service import service_of
from domain.ids import Sku
from nlu.result import Expects


def begin(turn: Turn) -> Step[BookForm]:
    """What the words say at once: the service, how many, the days. "Wann ist mein Termin?" asks for none."""
    if asks_for_own(turn):
        return Step(BookForm(), done=True, then=("appointment", None))
    return what.understood(turn, BookForm(), services_meant(turn))


def start_with(turn: Turn, value: Json) -> Step[BookForm]:
    """A service from a button, with the pieces of the time before; or several that may be meant."""
    if "skus" in value:
        return Step(BookForm(choices=tuple(value["skus"])))
    product, _ = service_of(turn.store, Sku(value["sku"]))
    return what.is_there(turn, BookForm(sku=product.sku, pieces=value.get("pieces"), another=value.get("another")))


def more_words(turn: Turn, form: BookForm) -> Step[BookForm]:
    """Another service, another number or other days while we talk: the last word counts."""
    return what.understood(turn, form, services_meant(turn))


def is_meant_after_all(turn: Turn) -> bool:
    """Whether words that nobody has understood are near to a service, or probably ask for one."""
    meant = services_meant(turn)
    probable = turn.parse is not None and turn.parse.intent.name == "book_service"
    return meant.near or (probable and bool(meant.skus))


BOOK_SERVICE: Flow[BookForm] = Flow(
    name="book-service",
    about="Jemanden für einen Dienst anfragen, zum Beispiel die Friseurin nach Hause",
    form=BookForm,
    for_roles=BUYERS,
    intents=frozenset({"book_service"}),
    begin=begin,
    start_with=start_with,
    takes={
        "book_service": more_words,
        "choose_delivery": when.days_changed,
        "change_quantity": what.pieces_changed,
    },
    knows=is_meant_after_all,
    asks=(
        Ask(
            "sku",
            words=what.sku_words,
            offers=what.sku_options,
            chosen=what.sku_chosen,
            hears=what.sku_heard,
            expects=Expects.PRODUCT,
        ),
        Ask(
            "another",
            needed=what.runs_already,
            words=what.another_words,
            offers=what.another_options,
            chosen=what.another_chosen,
            expects=Expects.YES_NO,
        ),
        Ask(
            "pieces",
            needed=what.lacks_pieces,
            words=what.pieces_words,
            offers=what.pieces_options,
            hears=what.pieces_heard,
            expects=Expects.AMOUNT,
        ),
        Ask(
            "wishes",
            offers=when.wishes_options,
            chosen=when.wishes_chosen,
            hears=when.wishes_heard,
            expects=Expects.DAY,
        ),
        Ask(
            "village",
            needed=where.lacks_village,
            words=when.village_words,
            chosen=where.village_chosen,
            hears=where.village_heard,
            expects=Expects.PLACE,
        ),
        Ask(
            "street",
            needed=when.lacks_street,
            words=when.street_words,
            hears=when.street_heard,
            expects=Expects.TEXT,
            free_text=True,
        ),
        Ask(
            "station",
            needed=when.lacks_station,
            words=where.station_words,
            offers=where.station_options,
            chosen=where.station_chosen,
            hears=when.station_heard,
            expects=Expects.PLACE,
        ),
        Ask(
            "name",
            needed=buying.lacks_name,
            words=asking.name_words,
            hears=buying.name_heard,
            expects=Expects.NAME,
            free_text=True,
        ),
        Ask(
            "sure",
            words=asking.sure_words,
            offers=asking.sure_options,
            chosen=asking.sure_chosen,
            hears=asking.sure_heard,
            expects=Expects.YES_NO,
        ),
    ),
    finish=asking.sent,
)
