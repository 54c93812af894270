"""Which intents a sender's role makes plausible. Names are the contract of `docs/intents.md`."""

from __future__ import annotations

from collections.abc import Mapping

_CONVERSATION_WORDS = """
greet goodbye thank affirm deny help talk_to_human repeat go_back stop emergency unsubscribe small_talk
out_of_scope
"""
CONVERSATION = frozenset(_CONVERSATION_WORDS.split())
_RESIDENT_WORDS = """
order_items remove_items change_quantity show_basket checkout cancel_order withdraw_contract reorder ask_product
browse_assortment choose_delivery book_service ask_code open_compartment report_problem return_deposit
ask_deposit_rules ask_balance ask_parcel order_status ask_pickup_point ask_bill pay set_address add_helper
bereavement_or_absence privacy
"""
RESIDENT = frozenset(_RESIDENT_WORDS.split())
_VOLUNTEER_WORDS = """
list_tasks claim_task decline_task finish_task report_stock report_problem open_compartment ask_code
"""
VOLUNTEER = frozenset(_VOLUNTEER_WORDS.split())
_MERCHANT_WORDS = """
list_orders confirm_order reject_order partial_order set_sold_out set_price report_problem
"""
MERCHANT = frozenset(_MERCHANT_WORDS.split())
_BY_ROLE = {"resident": RESIDENT, "helper": RESIDENT, "volunteer": VOLUNTEER, "merchant": MERCHANT}
_ALL_ROLES = RESIDENT | VOLUNTEER | MERCHANT
# What a role does not do stays possible, so that a stray wish is still recognised and kindly refused.
OTHER_ROLE = 0.001

# The intents whose messages name goods.
_WITH_GOODS_WORDS = """
order_items remove_items change_quantity ask_product partial_order set_sold_out set_price report_stock
report_problem finish_task book_service reject_order
"""
WITH_GOODS = frozenset(_WITH_GOODS_WORDS.split())
# The intents that want goods, so that unknown words may be goods, too.
WISHES = frozenset({"order_items", "remove_items", "change_quantity"})
# A label set with these follows our contract; only then do the rules about goods apply.
_CONTRACT = frozenset({"order_items", "remove_items", "checkout"})


def follows_contract(labels: frozenset[str]) -> bool:
    """True if the intents of a model are those of the ordering service."""
    return labels >= _CONTRACT


# Said in one role, a sentence means another thing than in the other: "der Kaffee ist alle" is a wish of
# a resident and a notice of a merchant.
_COUNTERPARTS = {
    "resident": {
        "set_sold_out": "order_items",
        "partial_order": "change_quantity",
        "confirm_order": "affirm",
        "reject_order": "cancel_order",
        "list_orders": "order_status",
        "claim_task": "affirm",
        "decline_task": "deny",
    },
    "merchant": {
        "remove_items": "set_sold_out",
        "change_quantity": "partial_order",
        "cancel_order": "reject_order",
        "order_status": "list_orders",
        "show_basket": "list_orders",
        "checkout": "confirm_order",
        "list_tasks": "list_orders",
        "decline_task": "reject_order",
        "claim_task": "confirm_order",
    },
    "volunteer": {
        "set_sold_out": "report_stock",
        "list_orders": "list_tasks",
        "confirm_order": "claim_task",
        "reject_order": "decline_task",
        "cancel_order": "decline_task",
        "checkout": "finish_task",
    },
}
_PASSED_ON = 0.7


def judged_in_role(shares: Mapping[str, float], roles: frozenset[str]) -> dict[str, float]:
    """The shares of all intents as these roles would mean them; they need not sum to one."""
    judged: dict[str, float] = {name: share * plausibility(name, roles) for name, share in shares.items()}
    if len(roles) == 1:
        for said, meant in _COUNTERPARTS.get(next(iter(roles)), {}).items():
            if said in shares and meant in judged:
                judged[meant] += shares[said] * _PASSED_ON
    return judged


def plausibility(intent: str, roles: frozenset[str]) -> float:
    """1 for what these roles do, less for what only others do."""
    if not roles or intent in CONVERSATION or intent not in _ALL_ROLES or "staff" in roles:
        return 1.0
    return 1.0 if any(intent in _BY_ROLE.get(role, _ALL_ROLES) for role in roles) else OTHER_ROLE
