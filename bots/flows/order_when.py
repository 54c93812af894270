"""When the goods come: what is gone by then, together or apart, another day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bots.dialogue.flow import Step, Turn
from bots.dialogue.reply import Json, Option, Reply, Verbatim, Words, say, words
from bots.flows.order_form import OrderForm, basket, offer
from bots.flows.tables import product_words
from domain.catalogue.service import like
from domain.clock import local_day
from domain.ids import Sku
from domain.ordering.model import Together
from domain.ordering.service import choose_receiving, put_in, set_amount
from domain.quantity import Amount
from nlu.german.spelling import fold

SHOWN = 3


def has_gone(turn: Turn, _form: OrderForm) -> bool:
    """Whether something cannot be had any more."""
    return bool(offer(turn).gone)


def gone_words(turn: Turn, _form: OrderForm) -> Words:
    """Name the first thing that is gone."""
    return words("order-ask-gone", thing=offer(turn).gone[0].name)


def gone_options(turn: Turn, _form: OrderForm) -> Sequence[Option]:
    """Leave it out, or take something like it."""
    now = offer(turn)
    gone = now.gone[0]
    day = now.days()[0] if now.parts else local_day(turn.county.now())
    others = [other for other in like(turn.store, gone, day, limit=SHOWN - 1) if other.sold_by is gone.sold_by]
    leave = Option(words("order-option-leave-out"), {"gone": gone.sku}, heard_as=("weglassen", "nein", "ohne", "ja"))
    return [leave, *(Option(Verbatim(product_words(o)), {"gone": gone.sku, "take": o.sku}) for o in others)]


def gone_chosen(turn: Turn, form: OrderForm, value: Json) -> Step[OrderForm]:
    """Out it goes; what was chosen in its place goes in."""
    line = basket(turn).line(Sku(value["gone"]))
    set_amount(turn.county, turn.store, turn.actor, Sku(value["gone"]), None)
    if value.get("take"):
        amount = line.amount if line is not None else Amount(packs=1)
        put_in(turn.county, turn.store, turn.actor, Sku(value["take"]), amount)
    if not basket(turn).lines:
        return Step(replace(form, checkout=False), say(words("order-basket-empty")))
    return Step(form)


def lacks_together(turn: Turn, _form: OrderForm) -> bool:
    """Whether goods come on different days and she has not said how she wants it."""
    return offer(turn).asks_together


def together_words(turn: Turn, _form: OrderForm) -> Words:
    """Which goods come later: never silently the later day."""
    now = offer(turn)
    last = max(part.earliest for part in now.parts)
    late = [part.merchant.name for part in now.parts if part.earliest == last]
    first = min(part.earliest for part in now.parts)
    return words("order-ask-together", merchants=late, late=last, early=first)


def together_options(turn: Turn, _form: OrderForm) -> Sequence[Option]:
    """All at once, or as it comes."""
    now = offer(turn)
    options = []
    if now.common_day is not None:
        label = words("order-option-together", day=now.common_day)
        options.append(
            Option(label, Together.TOGETHER.value, heard_as=("alles zusammen", "zusammen", "eine lieferung"))
        )
    apart = words("order-option-separate", count=len({part.earliest for part in now.parts}))
    options.append(Option(apart, Together.SEPARATE.value, heard_as=("getrennt", "einzeln", "zwei lieferungen")))
    return options


def together_chosen(turn: Turn, form: OrderForm, value: Json) -> Step[OrderForm]:
    """Her way."""
    choose_receiving(turn.county, turn.store, turn.actor, together=Together(value))
    return Step(form)


def together_heard(turn: Turn, form: OrderForm) -> Step[OrderForm] | None:
    """A day in words: the common day, or one of her own."""
    day = day_said(turn)
    return None if day is None else Step(form, choose_day(turn, day))


def day_said(turn: Turn) -> date | None:
    """The day in the words; where a day is at stake a bare "morgen" is no greeting."""
    assert turn.parse is not None
    if fold(turn.said).strip(" .!") == "morgen":
        return local_day(turn.county.now()) + timedelta(days=1)
    return turn.parse.days[0].first if turn.parse.days else None


def choose_day(turn: Turn, wished: date) -> Reply:
    """Take the day that was said; when not everything can come on it, say the first day on which it can."""
    choose_receiving(turn.county, turn.store, turn.actor, day=wished)
    now = offer(turn)
    if now.refused_day is not None:
        first = now.common_day or now.days()[0]
        choose_receiving(turn.county, turn.store, turn.actor, together=Together.TOGETHER)
        return say(words("order-day-impossible", day=wished, first=first))
    return say(words("order-day-chosen", day=wished))
