"""From a full basket towards "Jetzt kaufen": anything else, and where or when in words at any time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bots.dialogue.flow import Step, Turn
from bots.dialogue.reply import NOTHING_SAID, Json, Option, Reply, joined, say, words
from bots.flows.appointment import open_proposal
from bots.flows.appointment_words import proposal
from bots.flows.order_filling import basket_table
from bots.flows.order_form import OrderForm, basket
from bots.flows.order_when import choose_day
from bots.flows.order_where import HOME_WORDS, place_station, receive_chosen, station_chosen
from domain.lockers.finding import station_of
from domain.ordering.model import Receive
from domain.ordering.service import choose_receiving
from nlu.german.spelling import fold


def checkout(turn: Turn, form: OrderForm) -> Step[OrderForm]:
    """The resident is finished choosing."""
    proposed = open_proposal(turn) if not basket(turn).lines else None
    if proposed is not None:  # "kaufen" means the time that was proposed
        return Step(form, proposal(turn.county, turn.store, proposed), done=True)
    if not basket(turn).lines:
        return Step(replace(form, checkout=False), say(words("order-basket-empty")))
    return Step(replace(form, checkout=True), say(words("order-first-this")) if form.pending else NOTHING_SAID)


def wants_more(_turn: Turn, form: OrderForm) -> bool:
    """Whether we still ask if there is anything else."""
    return not form.checkout


def more_options(turn: Turn, _form: OrderForm) -> Sequence[Option]:
    """Finish, look at the basket, look at the shelves."""
    finish = Option(
        words("order-option-finish"), "finish", style="main", heard_as=("nein", "fertig", "das wars", "nein danke")
    )
    shelves = Option(words("order-option-shelves"), flow="assortment")
    if not basket(turn).lines:
        return [shelves]
    return [finish, Option(words("order-option-basket"), "basket", heard_as=("korb",)), shelves]


def more_chosen(turn: Turn, form: OrderForm, value: Json) -> Step[OrderForm]:
    """A way on was tapped."""
    if value == "basket":
        return Step(form, basket_table(turn))
    return checkout(turn, form)


def more_heard(turn: Turn, form: OrderForm) -> Step[OrderForm] | None:
    """ "Nein danke", "das war alles", or "ja" (then: what?)."""
    assert turn.parse is not None
    intent = turn.parse.intent.name
    if intent in {"deny", "checkout"} and not any(item.text and item.candidates for item in turn.parse.items):
        return checkout(turn, form)
    if intent == "affirm":
        return Step(form, say(words("order-what-else")), asks_itself=True)
    return None


def choose_delivery(turn: Turn, form: OrderForm) -> Step[OrderForm]:
    """Place and day in words, at any time: the last word counts."""
    assert turn.parse is not None
    told: list[Reply] = []
    said = fold(turn.said)
    station = place_station(turn)
    if station is None and any(word in said for word in ("fach", "abhol")) and turn.person.station_id is not None:
        station = station_of(turn.store, turn.person.station_id)  # "ins Fach" means the usual one
    if any(word in said for word in HOME_WORDS):
        if turn.person.station_id is not None:
            told.append(receive_chosen(turn, form, Receive.HOME.value).reply or _coming_home(turn))
    elif station is not None:
        station_chosen(turn, form, station.id)
        choose_receiving(turn.county, turn.store, turn.actor, receive=Receive.PICKUP)
        told.append(say(words("order-station-chosen", station=station.village)))
    if turn.parse.days:
        told.append(choose_day(turn, turn.parse.days[0].first))
    return Step(form, joined(*told) if told else say(words("order-delivery-unclear")))


def _coming_home(turn: Turn) -> Reply:
    return say(words("order-home-chosen" if turn.person.street is not None else "order-home-chosen-first"))
