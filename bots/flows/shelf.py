"""The merchant's shelf: sold out, back again, only so many left, a new price; one sentence is enough."""

from __future__ import annotations

from bots.dialogue.flow import Ask, Flow
from bots.flows import shelf_steps as steps
from bots.flows.shelf_form import ShelfForm
from domain.people.model import Role
from nlu.result import Expects

SHELF = Flow(
    name="shelf",
    about="Ware aus dem Regal nehmen, wieder hineinstellen, Preise ändern",
    form=ShelfForm,
    for_roles=frozenset({Role.MERCHANT}),
    intents=frozenset({"set_sold_out", "set_price"}),
    begin=steps.begin,
    start_with=steps.start_with,
    takes={"set_sold_out": steps.again, "set_price": steps.again},
    asks=(
        Ask(
            "which",
            needed=steps.lacks_choice,
            words=steps.which_words,
            offers=steps.which_options,
            chosen=steps.which_chosen,
            hears=steps.which_heard,
            expects=Expects.PRODUCT,
        ),
        Ask(
            "product",
            needed=steps.lacks_product,
            offers=steps.product_options,
            chosen=steps.product_chosen,
            hears=steps.product_heard,
            expects=Expects.PRODUCT,
        ),
        Ask(
            "price",
            needed=steps.lacks_price,
            words=steps.price_words,
            hears=steps.price_heard,
            expects=Expects.AMOUNT,
        ),
        Ask(
            "sure",
            needed=steps.lacks_sure,
            words=steps.sure_words,
            offers=steps.sure_options,
            chosen=steps.sure_chosen,
            hears=steps.sure_heard,
            expects=Expects.YES_NO,
        ),
    ),
    finish=steps.finish,
)
