"""Changing a placed order: it comes back into the basket and is bought anew; until then the old one holds."""

from __future__ import annotations

from bots.dialogue.flow import Flow, Nothing, Step, Turn
from bots.dialogue.reply import Json
from bots.flows.order_doors import changeable_order
from bots.flows.who import BUYERS
from domain.ordering.errors import TooLate


def start_with(turn: Turn, value: Json) -> Step[Nothing]:
    """The order of the button, else the newest that can still be changed. Raises `TooLate`."""
    order = changeable_order(turn)
    order_id = value or (order.id if order else None)
    if order_id is None:
        raise TooLate
    return Step(Nothing(), done=True, then=("order", {"do": "amend", "order": order_id}))


CHANGE_ORDER = Flow(
    name="change-order",
    about="Eine aufgegebene Bestellung ändern",
    form=Nothing,
    for_roles=BUYERS,
    start_with=start_with,
)
