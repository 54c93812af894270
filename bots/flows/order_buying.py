"""Buying: once more or to an open order, the name, the offer with its button, and the receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from bots.dialogue.flow import Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Words, joined, say, words
from bots.flows.absence import are_you_back
from bots.flows.order_form import OrderForm, basket, offer
from bots.flows.order_home import hours_words, not_brought, wants_home
from bots.flows.order_when import choose_day, day_said
from bots.flows.tables import offer_rows
from domain.errors import DomainError
from domain.ids import OrderId
from domain.lockers.errors import StationFull
from domain.lockers.finding import station_of
from domain.ordering.errors import JustSoldOut, OfferChanged, TooLate
from domain.ordering.model import Order
from domain.ordering.offer import Offer
from domain.ordering.service import amend, place, show
from domain.people.model import Role
from domain.people.service import register
from nlu.german.spelling import fold

F = TypeVar("F")  # whoever asks for somebody's time is asked for the name, too
SAME_WITHIN = timedelta(hours=12)
BUY_WORDS = ("kaufen", "jetzt kaufen", "zahlungspflichtig bestellen")
NAME_BEGINNINGS = ("ich heisse ", "ich bin die ", "ich bin der ", "ich bin ", "mein name ist ", "mein name lautet ")
LONGEST_NAME = 80


def open_order(turn: Turn) -> Order | None:
    """The newest own order that can still be changed, unless it is the one being changed."""
    if basket(turn).amends is not None:
        return None
    now = turn.county.now()
    return next((o for o in turn.store.orders.of_person(turn.person.id, 5) if o.changeable_parts(now)), None)


def may_join(turn: Turn, form: OrderForm) -> bool:
    """Whether to ask if these things go to the order of this morning."""
    return form.join is None and open_order(turn) is not None


def join_words(turn: Turn, _form: OrderForm) -> Words:
    """The question names the order."""
    order = open_order(turn)
    assert order is not None
    return words("order-ask-join", code=order.code)


def join_options(_turn: Turn, _form: OrderForm) -> Sequence[Option]:
    """Together or apart."""
    return [
        Option(words("order-option-join"), True, heard_as=("ja", "dazu", "zusammen")),
        Option(words("order-option-apart"), False, heard_as=("nein", "extra", "eigene")),
    ]


def join_chosen(turn: Turn, form: OrderForm, value: Json) -> Step[OrderForm]:
    """Together: the earlier lines come back into the basket, to be bought anew as one order."""
    order = open_order(turn)
    if value and order is not None:
        amend(turn.county, turn.store, turn.actor, OrderId(order.id))
        return Step(replace(form, join=True, again=True), say(words("order-joined", code=order.code)))
    return Step(replace(form, join=False))


def bought_before(turn: Turn, form: OrderForm) -> bool:
    """Whether the same things were bought within hours: asked once, without blame."""
    if form.again:
        return False
    mine = {line.sku for line in basket(turn).lines}
    now = turn.county.now()
    recent = (o for o in turn.store.orders.of_person(turn.person.id, 5) if now - o.placed_at < SAME_WITHIN)
    return any(mine == {line.sku for part in o.live_parts() for line in part.lines} for o in recent)


def again_options(_turn: Turn, _form: OrderForm) -> Sequence[Option]:
    """Once more, or not."""
    return [
        Option(words("order-option-again"), True, heard_as=("ja", "trotzdem", "noch einmal")),
        Option(words("order-option-not-again"), False, heard_as=("nein", "nee", "doch nicht")),
    ]


def again_chosen(turn: Turn, form: OrderForm, value: Json) -> Step[OrderForm]:
    """Not once more: the basket is left as it is, nothing is bought."""
    if value:
        return Step(replace(form, again=True))
    return Step(replace(form, checkout=False), say(words("order-not-again")), done=True)


def lacks_name(turn: Turn, _form: object) -> bool:
    """The name comes last."""
    return turn.person.name is None


def name_words(turn: Turn, _form: object) -> Words:
    """The last question, with the one line on privacy and its link."""
    return words("order-ask-name", link=f"{turn.info['base_url']}/datenschutz")


def name_heard(turn: Turn, form: F) -> Step[F] | None:
    """A name as people say it; without letters it is none."""
    if "?" in turn.said:
        return None
    name = name_said(turn)
    if name is None:
        return Step(form, say(words("order-name-unclear")))
    register(turn.county, turn.store, turn.actor, name)
    return Step(form)


def name_said(turn: Turn) -> str | None:
    """The name in a message that was asked for one; without letters it is none."""
    name = " ".join(turn.said.split()).strip(" .!,")
    for beginning in NAME_BEGINNINGS:
        if fold(name).startswith(fold(beginning)):
            name = " ".join(name.split()[len(beginning.split()) :])
            break
    if not 2 <= len(name) <= LONGEST_NAME or not any(c.isalpha() for c in name) or any(c in name for c in "<>{}/\\@"):
        return None
    return name.title() if name.islower() or name.isupper() else name


def confirm_words(turn: Turn, _form: OrderForm) -> Reply:
    """The whole offer: goods, deposit, total, day, place, seller, until when it can be changed."""
    now = offer(turn)
    show(turn.county, turn.store, turn.actor, now)
    if wants_home(turn):
        return _confirm_home(turn, now)
    assert turn.person.station_id is not None
    station = station_of(turn.store, turn.person.station_id)
    by_hand = [one for part in now.parts for one in part.lines if not one.product.goes_into_a_compartment]
    notes: list[Words] = []
    if by_hand:
        merchants = sorted({p.merchant.name for p in now.parts for one in p.lines if one in by_hand})
        notes.append(words("order-confirm-in-person", things=[o.product.name for o in by_hand], merchants=merchants))
    days = [words("order-day", day=day) for day in now.days()]
    to_station = sum(len(part.lines) for part in now.parts) > len(by_hand)
    key = "order-confirm" if to_station else "order-confirm-nothing-to-station"
    head = words(key, station=station.village, days=days, cutoff=now.cutoff(), total=now.total)
    table = say(*notes, words("order-confirm-head"), rows=offer_rows(now))
    return joined(table, say(head, words("order-ask-confirm")))


def _confirm_home(turn: Turn, now: Offer) -> Reply:
    """The offer that comes to the door: the street, the hours, and what only the merchant hands over."""
    counter = not_brought(turn)
    notes: list[Words] = []
    if counter:
        merchants = sorted({part.merchant.name for part in now.parts for one in part.lines if one in counter})
        things = [one.product.name for one in counter]
        notes.append(words("order-confirm-at-counter", things=things, merchants=merchants))
    days = [words("order-day", day=day) for day in now.days()]
    head = words("order-confirm-home", street=turn.person.street, days=days, cutoff=now.cutoff(), total=now.total)
    table = say(*notes, words("order-confirm-head"), rows=offer_rows(now))
    return joined(table, say(head, *hours_words(turn), words("order-ask-confirm")))


def confirm_options(_turn: Turn, _form: OrderForm) -> Sequence[Option]:
    """Nothing but the words the law wants on the button (sec. 312j BGB), and a way back."""
    return [
        Option(words("order-option-buy"), "buy", style="buy", heard_as=BUY_WORDS),
        Option(words("order-option-change"), "change", heard_as=("ändern", "nein", "noch nicht", "etwas ändern")),
    ]


def confirm_chosen(turn: Turn, form: OrderForm, value: Json) -> Step[OrderForm]:
    """Buy; when something has changed meanwhile, say so and show the new offer. Nothing is lost."""
    if value != "buy":
        return Step(replace(form, checkout=False), say(words("order-change-how")), asks_itself=True)
    try:
        if turn.person.name and not turn.actor.has(Role.RESIDENT):  # a volunteer who orders for herself
            register(turn.county, turn.store, turn.actor, turn.person.name)
        order = place(turn.county, turn.store, turn.actor)
    except (OfferChanged, TooLate, JustSoldOut, StationFull) as changed:
        return Step(form, say(_sorry(changed)))
    return Step(replace(form, order_id=order.id), finished=True)


def confirm_heard(turn: Turn, form: OrderForm) -> Step[OrderForm] | None:
    """A plain "ja" buys nothing: the words or the button do."""
    assert turn.parse is not None
    if turn.parse.intent.name in {"affirm", "checkout"} and not turn.parse.items:
        return Step(form, say(words("order-say-buy"), options=confirm_options(turn, form)), asks_itself=True)
    if turn.parse.intent.name == "deny":
        return confirm_chosen(turn, form, "change")
    day = day_said(turn)
    if turn.parse.intent.name == "greet" and day is not None:
        return Step(form, choose_day(turn, day))
    return None


def bought(turn: Turn, form: OrderForm) -> Reply:
    """ "Wir haben Ihre Bestellung erhalten": the contract comes with the merchant's yes."""
    assert form.order_id is not None
    order = turn.store.orders.get(OrderId(form.order_id))
    assert order is not None
    parts = order.changeable_parts(turn.county.now())
    cutoff = min((part.cutoff for part in parts), default=turn.county.now())
    return say(words("order-done", code=order.code, cutoff=cutoff)) + are_you_back(turn, order)


def _sorry(refusal: DomainError) -> Words:
    return Words(refusal.text_key(), refusal.details)
