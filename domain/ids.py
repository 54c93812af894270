"""Names of things: one type per kind of id, and the port that makes new ones."""

from __future__ import annotations

from typing import NewType, Protocol

PersonId = NewType("PersonId", str)
MerchantId = NewType("MerchantId", str)
Sku = NewType("Sku", str)
StationId = NewType("StationId", str)
BasketId = NewType("BasketId", str)
OrderId = NewType("OrderId", str)
MerchantOrderId = NewType("MerchantOrderId", str)
PicklistId = NewType("PicklistId", str)
PickupId = NewType("PickupId", str)
GrantId = NewType("GrantId", str)
CommandId = NewType("CommandId", str)
CaseId = NewType("CaseId", str)
ParcelId = NewType("ParcelId", str)
VehicleId = NewType("VehicleId", str)
TourId = NewType("TourId", str)
StopId = NewType("StopId", str)
HelperId = NewType("HelperId", str)
AppointmentId = NewType("AppointmentId", str)
DepositTypeId = NewType("DepositTypeId", str)
ReturnId = NewType("ReturnId", str)
CreditId = NewType("CreditId", str)
PaymentId = NewType("PaymentId", str)
SaleId = NewType("SaleId", str)
RefillId = NewType("RefillId", str)
EventId = NewType("EventId", str)


class Ids(Protocol):
    """Makes new ids: UUIDv7 strings (RFC 9562), so that ids sort by the time they were made."""

    def new(self) -> str:
        """A new id, never given before."""
        ...


class Chance(Protocol):
    """The only source of chance: for codes and tokens a cryptographic one, in tests a seeded one."""

    def below(self, limit: int) -> int:
        """A whole number from 0 to limit - 1, all equally likely."""
        ...
