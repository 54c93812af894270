"""The picking list: all there, something missing, or impossible; by taps or in the merchant's own words."""

from __future__ import annotations

from bots.dialogue.flow import Ask, Flow
from bots.flows import picking_steps as steps
from bots.flows.picking_form import PicklistForm
from domain.people.model import Role
from nlu.result import Expects

PICKING_LIST = Flow(
    name="picking-list",
    about="Packliste ansehen und beantworten",
    form=PicklistForm,
    for_roles=frozenset({Role.MERCHANT}),
    intents=frozenset({"list_orders", "confirm_order", "reject_order", "partial_order"}),
    begin=steps.begin,
    start_with=steps.start_with,
    takes={
        "list_orders": steps.show,
        "confirm_order": steps.confirm,
        "reject_order": steps.reject,
        "partial_order": steps.partly,
        "report_problem": steps.partly,  # "Rhabarber fehlt" over an open list is an answer to it
    },
    asks=(
        Ask(
            "left",
            needed=steps.lacks_left,
            words=steps.left_words,
            offers=steps.left_options,
            chosen=steps.left_chosen,
            hears=steps.left_heard,
            expects=Expects.AMOUNT,
        ),
        Ask(
            "how",
            words=steps.how_words,
            offers=steps.how_options,
            chosen=steps.how_chosen,
            hears=steps.how_heard,
            expects=Expects.PRODUCT,
        ),
        Ask(
            "sure",
            needed=steps.lacks_sure,
            offers=steps.sure_options,
            chosen=steps.sure_chosen,
            expects=Expects.YES_NO,
        ),
        Ask(
            "line",
            needed=steps.lacks_lines,
            words=steps.line_words,
            offers=steps.line_options,
            chosen=steps.line_chosen,
            hears=steps.line_heard,
            expects=Expects.PRODUCT,
        ),
    ),
    finish=steps.finish,
)
