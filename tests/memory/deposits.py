"""Empties and what is owed for them, in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from domain.deposits.model import CreditStatus, DepositCredit, DepositType, EmptiesReturn, ReturnStatus
from domain.ids import MerchantId, MerchantOrderId, PersonId, ReturnId, StationId
from tests.memory.view import View, by


class MemoryDeposits:
    """Fulfils `domain.store.Deposits`."""

    def __init__(self, view: View) -> None:
        self._view = view

    def types(self) -> Sequence[DepositType]:
        return by(self._view.all(DepositType), "position", "id")

    def get(self, return_id: ReturnId) -> EmptiesReturn | None:
        return self._view.get(EmptiesReturn, return_id)

    def by_code(self, code: str) -> EmptiesReturn | None:
        return self._view.one(EmptiesReturn, lambda r: r.code == code)

    def of_person(self, person_id: PersonId) -> Sequence[EmptiesReturn]:
        return self._returns(lambda r: r.person_id == person_id)[::-1]

    def at_station(self, station_id: StationId, statuses: Collection[ReturnStatus]) -> Sequence[EmptiesReturn]:
        return self._returns(lambda r: r.station_id == station_id and r.status in statuses)

    def with_status(self, statuses: Collection[ReturnStatus]) -> Sequence[EmptiesReturn]:
        return self._returns(lambda r: r.status in statuses)

    def booked_between(self, since: datetime, until: datetime) -> Sequence[EmptiesReturn]:
        return self._returns(lambda r: since <= r.booked_at < until)

    def add(self, made: EmptiesReturn) -> None:
        self._view.add(made)

    def credits_of(self, person_id: PersonId, statuses: Collection[CreditStatus]) -> Sequence[DepositCredit]:
        return self._credits(lambda c: c.person_id == person_id and c.status in statuses)

    def credits_at(self, merchant_id: MerchantId, statuses: Collection[CreditStatus]) -> Sequence[DepositCredit]:
        return self._credits(lambda c: c.merchant_id == merchant_id and c.status in statuses)

    def credits_for(self, return_id: ReturnId) -> Sequence[DepositCredit]:
        return self._credits(lambda c: c.return_id == return_id)

    def credits_on(self, part_id: MerchantOrderId) -> Sequence[DepositCredit]:
        return self._credits(lambda c: c.part_id == part_id)

    def add_credit(self, credit: DepositCredit) -> None:
        self._view.add(credit)

    def _returns(self, chosen: Callable[[EmptiesReturn], bool]) -> list[EmptiesReturn]:
        return by(self._view.all(EmptiesReturn, chosen), "booked_at", "id")

    def _credits(self, chosen: Callable[[DepositCredit], bool]) -> list[DepositCredit]:
        return by(self._view.all(DepositCredit, chosen), "created_at", "id")
