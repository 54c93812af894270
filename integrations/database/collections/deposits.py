"""Kinds of deposit, returns, and what is owed for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from domain.deposits.model import CreditStatus, DepositCredit, DepositType, EmptiesReturn, ReturnStatus
from domain.ids import MerchantId, MerchantOrderId, PersonId, ReturnId, StationId
from integrations.database.tables.deposits import deposit_credits, deposit_types, empties_returns

_TYPES = select(DepositType).order_by(deposit_types.c.position, deposit_types.c.id)
_NEWEST_FIRST = select(EmptiesReturn).order_by(empties_returns.c.booked_at.desc(), empties_returns.c.id.desc())
_OLDEST_FIRST = select(EmptiesReturn).order_by(empties_returns.c.booked_at, empties_returns.c.id)
_CREDITS = select(DepositCredit).order_by(deposit_credits.c.created_at, deposit_credits.c.id)


class SqlDeposits:
    """Fulfils `domain.store.Deposits`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def types(self) -> Sequence[DepositType]:
        return self._session.scalars(_TYPES).all()

    def get(self, return_id: ReturnId) -> EmptiesReturn | None:
        return self._session.get(EmptiesReturn, return_id)

    def by_code(self, code: str) -> EmptiesReturn | None:
        return self._session.scalars(select(EmptiesReturn).where(empties_returns.c.code == code)).one_or_none()

    def of_person(self, person_id: PersonId) -> Sequence[EmptiesReturn]:
        return self._session.scalars(_NEWEST_FIRST.where(empties_returns.c.person_id == person_id)).all()

    def at_station(self, station_id: StationId, statuses: Collection[ReturnStatus]) -> Sequence[EmptiesReturn]:
        return self._returns(_OLDEST_FIRST.where(empties_returns.c.station_id == station_id), statuses)

    def with_status(self, statuses: Collection[ReturnStatus]) -> Sequence[EmptiesReturn]:
        return self._returns(_OLDEST_FIRST, statuses)

    def booked_between(self, since: datetime, until: datetime) -> Sequence[EmptiesReturn]:
        booked_at = empties_returns.c.booked_at
        return self._session.scalars(_OLDEST_FIRST.where(booked_at >= since, booked_at < until)).all()

    def add(self, made: EmptiesReturn) -> None:
        self._session.add(made)

    def credits_of(self, person_id: PersonId, statuses: Collection[CreditStatus]) -> Sequence[DepositCredit]:
        return self._credits(_CREDITS.where(deposit_credits.c.person_id == person_id), statuses)

    def credits_at(self, merchant_id: MerchantId, statuses: Collection[CreditStatus]) -> Sequence[DepositCredit]:
        return self._credits(_CREDITS.where(deposit_credits.c.merchant_id == merchant_id), statuses)

    def credits_for(self, return_id: ReturnId) -> Sequence[DepositCredit]:
        return self._session.scalars(_CREDITS.where(deposit_credits.c.return_id == return_id)).all()

    def credits_on(self, part_id: MerchantOrderId) -> Sequence[DepositCredit]:
        return self._session.scalars(_CREDITS.where(deposit_credits.c.part_id == part_id)).all()

    def add_credit(self, credit: DepositCredit) -> None:
        self._session.add(credit)

    def _returns(self, chosen: Select[EmptiesReturn], statuses: Collection[ReturnStatus]) -> Sequence[EmptiesReturn]:
        return self._session.scalars(chosen.where(empties_returns.c.status.in_(sorted(statuses)))).all()

    def _credits(self, chosen: Select[DepositCredit], statuses: Collection[CreditStatus]) -> Sequence[DepositCredit]:
        return self._session.scalars(chosen.where(deposit_credits.c.status.in_(sorted(statuses)))).all()
