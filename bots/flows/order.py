"""Ordering: a basket that stays open, and the way from it to "Jetzt kaufen"."""

from __future__ import annotations

from datetime import datetime

from bots.dialogue.flow import Ask, Flow, Turn
from bots.dialogue.reply import Json
from bots.flows import order_buying as buying
from bots.flows import order_checkout as checkout
from bots.flows import order_clarifying as clarifying
from bots.flows import order_doors as doors
from bots.flows import order_filling as filling
from bots.flows import order_home as home
from bots.flows import order_when as when
from bots.flows import order_where as where
from bots.flows.order_form import OrderForm, basket
from bots.flows.who import BUYERS
from domain.ids import Sku
from domain.ordering.service import restore_basket
from domain.quantity import Amount
from nlu.result import Expects


def _snapshot(turn: Turn) -> Json:
    now = basket(turn)
    return {
        "lines": [[line.sku, line.amount.packs, line.amount.grams] for line in now.lines],
        "amends": now.amends,
        "since": now.amends_since.isoformat() if now.amends_since else None,
    }


def _restore(turn: Turn, before: Json) -> None:
    wanted = [(Sku(sku), Amount(packs=packs, grams=grams)) for sku, packs, grams in before["lines"]]
    since = datetime.fromisoformat(before["since"]) if before["since"] else None
    restore_basket(turn.county, turn.store, turn.actor, wanted, amends=before["amends"], amends_since=since)


ORDER: Flow[OrderForm] = Flow(
    name="order",
    about="Waren in den Korb legen, ändern und kaufen",
    form=OrderForm,
    for_roles=BUYERS,
    intents=doors.INTENTS,
    begin=doors.begin,
    start_with=doors.start_with,
    takes={
        "order_items": filling.put_items,
        "remove_items": filling.take_out,
        "change_quantity": filling.change_amount,
        "show_basket": filling.show_basket,
        "checkout": checkout.checkout,
        "choose_delivery": checkout.choose_delivery,
    },
    asks=(
        Ask(
            "pending",
            needed=clarifying.is_unclear,
            words=clarifying.unclear_words,
            offers=clarifying.unclear_options,
            chosen=clarifying.unclear_chosen,
            hears=clarifying.unclear_heard,
            expects=Expects.PRODUCT,
        ),
        Ask(
            "more",
            needed=checkout.wants_more,
            offers=checkout.more_options,
            chosen=checkout.more_chosen,
            hears=checkout.more_heard,
            expects=Expects.PRODUCT,
        ),
        Ask(
            "again",
            needed=buying.bought_before,
            offers=buying.again_options,
            chosen=buying.again_chosen,
            expects=Expects.YES_NO,
        ),
        Ask(
            "join",
            needed=buying.may_join,
            words=buying.join_words,
            offers=buying.join_options,
            chosen=buying.join_chosen,
            expects=Expects.YES_NO,
        ),
        Ask(
            "village",
            needed=where.lacks_village,
            chosen=where.village_chosen,
            hears=where.village_heard,
            expects=Expects.PLACE,
        ),
        Ask(
            "station",
            needed=where.lacks_station,
            words=where.station_words,
            offers=where.station_options,
            chosen=where.station_chosen,
            hears=where.station_heard,
            expects=Expects.PLACE,
        ),
        Ask(
            "receive",
            needed=where.lacks_receive,
            offers=where.receive_options,
            chosen=where.receive_chosen,
            hears=where.receive_heard,
            expects=Expects.PLACE,
        ),
        Ask(
            "gone",
            needed=when.has_gone,
            words=when.gone_words,
            offers=when.gone_options,
            chosen=when.gone_chosen,
            expects=Expects.YES_NO,
        ),
        Ask(
            "together",
            needed=when.lacks_together,
            words=when.together_words,
            offers=when.together_options,
            chosen=when.together_chosen,
            hears=when.together_heard,
            expects=Expects.DAY,
        ),
        Ask(
            "full",
            needed=where.is_full,
            words=where.full_words,
            offers=where.full_options,
            chosen=where.full_chosen,
            hears=where.full_heard,
            expects=Expects.PLACE,
        ),
        Ask(
            "street",
            needed=home.lacks_street,
            hears=home.street_heard,
            expects=Expects.TEXT,
            free_text=True,
        ),
        Ask(
            "bell",
            needed=home.may_tell_bell,
            offers=home.bell_options,
            chosen=home.bell_chosen,
            hears=home.bell_heard,
            expects=Expects.TEXT,
            free_text=True,
        ),
        Ask(
            "carry",
            needed=home.may_carry,
            offers=home.carry_options,
            chosen=home.carry_chosen,
            expects=Expects.YES_NO,
        ),
        Ask(
            "name",
            needed=buying.lacks_name,
            words=buying.name_words,
            hears=buying.name_heard,
            expects=Expects.NAME,
            free_text=True,
        ),
        Ask(
            "order_id",
            words=buying.confirm_words,
            offers=buying.confirm_options,
            chosen=buying.confirm_chosen,
            hears=buying.confirm_heard,
            expects=Expects.YES_NO,
        ),
    ),
    finish=buying.bought,
    snapshot=_snapshot,
    restore=_restore,
)
