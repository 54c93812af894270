"""Orders in talk: which one is meant, how its sellers are called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bots.dialogue.flow import Turn
from domain.ids import MerchantId
from domain.ordering.model import Order

_CODE = re.compile(r"\b([a-z]{3})[\s-]?(\d{2})\b", re.IGNORECASE)


def named_order(turn: Turn, orders: Sequence[Order]) -> Order | None:
    """The one of these orders whose code was said: "KAP-74", "kap 74"."""
    codes = named_code(turn.said)
    return next((order for order in orders if order.code in codes), None)


def named_code(text: str) -> set[str]:
    """The codes of orders and appointments in a text, whoever's they are."""
    return {f"{letters.upper()}-{digits}" for letters, digits in _CODE.findall(text)}


def merchant_name(turn: Turn, merchant_id: MerchantId) -> str:
    """The seller's name."""
    merchant = turn.store.catalogue.merchant(merchant_id)
    return merchant.name if merchant else merchant_id


def merchant_phone(turn: Turn, merchant_id: MerchantId) -> str:
    """The seller's telephone, or the service's own."""
    merchant = turn.store.catalogue.merchant(merchant_id)
    return merchant.phone if merchant and merchant.phone else turn.info["phone"]
