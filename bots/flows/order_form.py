"""The form of an order in talk: what is still unclear, and how far the resident has got."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bots.dialogue.flow import Turn
from bots.flows.wishes import Pending
from domain.ordering.model import Basket
from domain.ordering.offer import Offer
from domain.ordering.service import basket_of, offer_for


@dataclass(frozen=True, slots=True)
class OrderForm:
    """The basket itself is the county's; here is only what the talk about it needs.

    `checkout` says that the resident is finished choosing. `join` is her answer whether it goes to an order
    that can still be changed; `again` that she really wants the same twice. `bell` is False while a new street
    waits for a word to the driver. `order_id` is set once bought.
    """

    pending: tuple[Pending, ...] = ()
    last_sku: str | None = None
    checkout: bool = False
    join: bool | None = None
    again: bool = False
    bell: bool | None = None
    order_id: str | None = None

    def without_first(self) -> OrderForm:
        """The first unclear thing is settled."""
        return replace(self, pending=self.pending[1:])


def basket(turn: Turn) -> Basket:
    """The basket of who is talking."""
    return basket_of(turn.county, turn.store, turn.person.id)


def offer(turn: Turn) -> Offer:
    """That basket, priced and dated now."""
    return offer_for(turn.county, turn.store, turn.person)
