"""What comes later, or is somebody else's task: one honest sentence, and the way to a human. Nothing stays mute."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bots.dialogue.flow import Flow, Turn, answer_flow
from bots.dialogue.reply import Option, Reply, say, words
from bots.flows.who import BUYERS, EVERYBODY
from domain.people.model import Role

# The contract of intents, by who says them (docs/intents.md); "repeat" and "stop" are manners, not flows.
OF_ALL = frozenset(
    {
        "greet", "goodbye", "thank", "affirm", "deny", "help", "talk_to_human", "go_back", "emergency", "unsubscribe",
        "small_talk", "out_of_scope",
    }
)  # fmt: skip
OF_RESIDENTS = frozenset(
    {
        "order_items", "remove_items", "change_quantity", "show_basket", "checkout", "cancel_order",
        "withdraw_contract", "reorder", "ask_product", "browse_assortment", "choose_delivery", "book_service",
        "ask_code", "open_compartment", "report_problem", "return_deposit", "ask_deposit_rules", "ask_balance",
        "ask_parcel", "order_status", "ask_pickup_point", "ask_bill", "pay", "set_address", "add_helper",
        "bereavement_or_absence", "privacy",
    }
)  # fmt: skip
OF_VOLUNTEERS = frozenset({"list_tasks", "claim_task", "decline_task", "finish_task", "report_stock"})
OF_MERCHANTS = frozenset(
    {"list_orders", "confirm_order", "reject_order", "partial_order", "set_sold_out", "set_price"}
)  # fmt: skip
INTENTS = OF_ALL | OF_RESIDENTS | OF_VOLUNTEERS | OF_MERCHANTS


def _human() -> Option:
    return Option(words("pattern-option-human"), flow="human")


def _later(key: str) -> Callable[[Turn], Reply]:
    """One sentence that says what does not work yet, and the way to a human."""
    return lambda turn: say(words(key, phone=turn.info["phone"]), options=[_human()])


def with_answers_to_the_rest(flows: Sequence[Flow[Any]]) -> tuple[Flow[Any], ...]:
    """The flows, and after them one for each role that answers what no flow of this role does."""
    return (*flows, *_rest(flows))


def _rest(flows: Sequence[Flow[Any]]) -> Iterable[Flow[Any]]:
    for role in sorted(EVERYBODY):
        claimed = {intent for flow in flows if role in flow.for_roles for intent in flow.intents}
        missing = INTENTS - claimed
        for whose, intents in (
            ("residents", OF_RESIDENTS | OF_ALL),
            ("volunteers", OF_VOLUNTEERS),
            ("merchants", OF_MERCHANTS),
        ):
            if missing & intents:
                yield answer_flow(
                    f"later:{role}:{whose}",
                    f"Was {role} von hier aus nicht kann",
                    {role},
                    missing & intents,
                    _later(_key(role, whose)),
                )


def _key(role: Role, whose: str) -> str:
    """The sentence: what is one's own task will come; what is another's belongs to that one."""
    own = {"volunteers": {Role.VOLUNTEER, Role.DRIVER, Role.CENTRE}, "merchants": {Role.MERCHANT}, "residents": BUYERS}
    return "not-yet-own-task" if role in own[whose] else f"not-yet-for-{whose}"
