"""The basket by a button, also when no order is being talked about."""

from __future__ import annotations

from bots.dialogue.flow import Flow, Nothing, Step
from bots.flows.who import BUYERS

SHOW_BASKET = Flow(
    name="show-basket",
    about="Den Korb zeigen",
    form=Nothing,
    for_roles=BUYERS,
    start_with=lambda _turn, _value: Step(Nothing(), done=True, then=("order", {"do": "basket"})),
)
