"""What happened to orders."""

from __future__ import annotations

from dataclasses import dataclass

from domain.events import Event
from domain.ids import MerchantId, MerchantOrderId, OrderId, PersonId, PicklistId


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPlaced(Event):
    """A resident has tapped "Jetzt kaufen" (`amended`: for an order she had placed before)."""

    order_id: OrderId
    person_id: PersonId
    amended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCancelled(Event):
    """A resident has called off what could still be called off."""

    order_id: OrderId
    person_id: PersonId
    part_ids: tuple[MerchantOrderId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PicklistSent(Event):
    """A merchant's cut-off has come: here is the list."""

    picklist_id: PicklistId
    merchant_id: MerchantId


@dataclass(frozen=True, slots=True, kw_only=True)
class PicklistReminderDue(Event):
    """Half of the time to answer is over."""

    picklist_id: PicklistId
    merchant_id: MerchantId


@dataclass(frozen=True, slots=True, kw_only=True)
class PicklistNearlyLapsed(Event):
    """The operator should call the merchant now."""

    picklist_id: PicklistId
    merchant_id: MerchantId


@dataclass(frozen=True, slots=True, kw_only=True)
class PartAnswered(Event):
    """A merchant has answered one resident's part: confirmed, partly or not."""

    order_id: OrderId
    part_id: MerchantOrderId
    merchant_id: MerchantId
    person_id: PersonId
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLapsed(Event):
    """Nobody has answered: it is not ordered."""

    order_id: OrderId
    part_id: MerchantOrderId
    merchant_id: MerchantId
    person_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractWithdrawn(Event):
    """A resident has used the right of withdrawal (sec. 355, 356a BGB); in the chat the receipt is given at once."""

    order_id: OrderId
    part_id: MerchantOrderId
    merchant_id: MerchantId
    person_id: PersonId
    line_ids: tuple[str, ...]
    at: str
    receipt_given: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartHandedOver(Event):
    """A merchant has given goods to the customer at the counter."""

    order_id: OrderId
    part_id: MerchantOrderId
    merchant_id: MerchantId
    person_id: PersonId
