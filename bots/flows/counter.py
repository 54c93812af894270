"""A merchant says who has fetched at the counter: by name, by code, or by a tap."""

from __future__ import annotations

from collections.abc import Sequence

from bots.dialogue.flow import Turn, answer_flow
from bots.dialogue.reply import Json, Option, Reply, say, words
from bots.flows.hearing import said_any
from bots.flows.orders_said import named_code
from domain.ids import MerchantOrderId
from domain.ordering.counter import hand_over, to_hand_over
from domain.ordering.model import MerchantOrder, Order
from domain.people.model import Role
from nlu.german.spelling import fold

FETCHED = ("abgeholt", "hat geholt", "hat es geholt", "hat alles geholt", "mitgenommen", "übergeben", "ausgehändigt")
ASKING = ("wer holt", "wer muss noch abholen", "was ist abzuholen", "noch abzuholen", "wer kommt noch abholen")
NOT = ("nicht abgeholt", "noch nicht", "nicht geholt", "nicht mitgenommen")
SHOWN = 3


def speaks_of_fetching(turn: Turn) -> bool:
    """ "Frau Nolte hat abgeholt", "Wer holt noch ab?"."""
    if turn.talk.frame is not None or said_any(turn.said, NOT):
        return False
    return said_any(turn.said, FETCHED) or said_any(turn.said, ASKING)


def answer(turn: Turn) -> Reply:
    """The one that is meant is handed over; where several may be, they are shown."""
    waiting = to_hand_over(turn.county, turn.store, turn.actor)
    if not waiting:
        return say(words("counter-nothing"))
    meant = _meant(turn, waiting)
    if not said_any(turn.said, FETCHED):
        return say(words("counter-waiting", count=len(waiting)), options=_options(waiting))
    if len(meant) == 1:
        return _handed_over(turn, meant[0][1].id)
    return say(words("counter-which"), options=_options(meant or waiting))


def tapped(turn: Turn, value: Json) -> Reply:
    """This one."""
    return _handed_over(turn, MerchantOrderId(value))


def _handed_over(turn: Turn, part_id: MerchantOrderId) -> Reply:
    order = hand_over(turn.county, turn.store, turn.actor, part_id)
    return say(words("counter-done", name=order.name, code=order.code))


def _meant(turn: Turn, waiting: Sequence[tuple[Order, MerchantOrder]]) -> list[tuple[Order, MerchantOrder]]:
    codes = named_code(turn.said)
    by_code = [pair for pair in waiting if pair[0].code in codes]
    said = set(fold(turn.said).replace(",", " ").replace(".", " ").split())
    return by_code or [pair for pair in waiting if pair[0].name and fold(pair[0].name).split()[-1] in said]


def _options(waiting: Sequence[tuple[Order, MerchantOrder]]) -> list[Option]:
    return [
        Option(words("counter-option", name=order.name, code=order.code), part.id, "counter", heard_as=(order.code,))
        for order, part in waiting[:SHOWN]
    ]


COUNTER = answer_flow(
    "counter",
    "Sagen, wer am Tresen abgeholt hat",
    {Role.MERCHANT},
    (),
    answer,
    tapped=tapped,
    claims=speaks_of_fetching,
)
