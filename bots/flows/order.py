"""Ordering: a basket that stays open, and the way from it to "Jetzt kaufen"."""

from __future__ import annotations

from bots.dialogue.flow import Ask, Flow, Turn
from bots.dialogue.reply import Json
from bots.flows import order_checkout as checkout
from bots.flows import order_doors as doors
from bots.flows import order_filling as filling
from bots.flows.order_form import OrderForm, basket
from bots.flows.who import BUYERS
from domain.ids import Sku
from domain.ordering.service import restore_lines
from domain.quantity import Amount
from nlu.result import Expects


def _snapshot(turn: Turn) -> Json:
    return [[line.sku, line.amount.packs, line.amount.grams] for line in basket(turn).lines]


def _restore(turn: Turn, lines: Json) -> None:
    wanted = [(Sku(sku), Amount(packs=packs, grams=grams)) for sku, packs, grams in lines]
    restore_lines(turn.county, turn.store, turn.actor, wanted)


ORDER = Flow(
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
            needed=filling.is_unclear,
            words=filling.unclear_words,
            offers=filling.unclear_options,
            chosen=filling.unclear_chosen,
            hears=filling.unclear_heard,
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
            "join",
            needed=checkout.may_join,
            words=checkout.join_words,
            offers=checkout.join_options,
            chosen=checkout.join_chosen,
            expects=Expects.YES_NO,
        ),
        Ask(
            "again",
            needed=checkout.bought_before,
            offers=checkout.again_options,
            chosen=checkout.again_chosen,
            expects=Expects.YES_NO,
        ),
        Ask(
            "village",
            needed=checkout.lacks_village,
            chosen=checkout.village_chosen,
            hears=checkout.village_heard,
            expects=Expects.PLACE,
        ),
        Ask(
            "station",
            needed=checkout.lacks_station,
            words=checkout.station_words,
            offers=checkout.station_options,
            chosen=checkout.station_chosen,
            hears=checkout.station_heard,
            expects=Expects.PLACE,
        ),
        Ask(
            "receive",
            needed=checkout.lacks_receive,
            offers=checkout.receive_options,
            chosen=checkout.receive_chosen,
            hears=checkout.receive_heard,
            expects=Expects.PLACE,
        ),
        Ask(
            "gone",
            needed=checkout.has_gone,
            words=checkout.gone_words,
            offers=checkout.gone_options,
            chosen=checkout.gone_chosen,
            expects=Expects.YES_NO,
        ),
        Ask(
            "together",
            needed=checkout.lacks_together,
            words=checkout.together_words,
            offers=checkout.together_options,
            chosen=checkout.together_chosen,
            hears=checkout.together_heard,
            expects=Expects.DAY,
        ),
        Ask(
            "full",
            needed=checkout.is_full,
            words=checkout.full_words,
            offers=checkout.full_options,
            chosen=checkout.station_chosen,
            hears=checkout.station_heard,
            expects=Expects.PLACE,
        ),
        Ask(
            "name",
            needed=checkout.lacks_name,
            hears=checkout.name_heard,
            expects=Expects.NAME,
            free_text=True,
        ),
        Ask(
            "order_id",
            words=checkout.confirm_words,
            offers=checkout.confirm_options,
            chosen=checkout.confirm_chosen,
            hears=checkout.confirm_heard,
            expects=Expects.YES_NO,
        ),
    ),
    finish=checkout.bought,
    snapshot=_snapshot,
    restore=_restore,
)
