"""Slots, sales, refills, payments and the books."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import Session

from domain.ids import PaymentId, PersonId, RefillId, SaleId, Sku, StationId
from domain.payments.model import Payment, Posting
from domain.refills.model import Refill, RefillStatus
from domain.vending.model import Sale, SaleStatus, StockMove, VendingSlot
from integrations.database.tables.vending import (
    payments,
    postings,
    refill_answers,
    refills,
    sales,
    stock_moves,
    vending_slots,
)

T = TypeVar("T")

_SLOTS = select(VendingSlot).order_by(vending_slots.c.station_id, vending_slots.c.no)
_SALES = select(Sale).order_by(sales.c.started_at, sales.c.id)
_REFILLS = select(Refill).order_by(refills.c.opened_at, refills.c.id)
_LIVE = _REFILLS.where(refills.c.status.in_(sorted(status for status in RefillStatus if status.is_live())))
_HOLDING = sorted(status for status in SaleStatus if status.holds_goods())


def _locked(chosen: Select[T]) -> Select[T]:
    return chosen.with_for_update().execution_options(populate_existing=True)


_LOCK_SLOT = _locked(
    select(VendingSlot).where(
        vending_slots.c.station_id == bindparam("station_id"), vending_slots.c.no == bindparam("no")
    )
)
_LOCK_SALE = _locked(select(Sale).where(sales.c.id == bindparam("id")))
_LOCK_REFILL = _locked(select(Refill).where(refills.c.id == bindparam("id")))
_LOCK_PAYMENT = _locked(select(Payment).where(payments.c.id == bindparam("id")))


class SqlVending:
    """Fulfils `domain.store.Vending`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def slot(self, station_id: StationId, no: int) -> VendingSlot | None:
        return self._session.get(VendingSlot, (station_id, no))

    def lock_slot(self, station_id: StationId, no: int) -> VendingSlot | None:
        return self._session.scalars(_LOCK_SLOT, {"station_id": station_id, "no": no}).one_or_none()

    def slots_at(self, station_id: StationId) -> Sequence[VendingSlot]:
        return self._session.scalars(_SLOTS.where(vending_slots.c.station_id == station_id)).all()

    def slots_of(self, sku: Sku) -> Sequence[VendingSlot]:
        return self._session.scalars(_SLOTS.where(vending_slots.c.sku == sku)).all()

    def all_slots(self) -> Sequence[VendingSlot]:
        return self._session.scalars(_SLOTS).all()

    def add_slot(self, slot: VendingSlot) -> None:
        self._session.add(slot)

    def add_move(self, move: StockMove) -> None:
        self._session.add(move)

    def moves_of(self, station_id: StationId, no: int) -> Sequence[StockMove]:
        moves = select(StockMove).where(stock_moves.c.station_id == station_id, stock_moves.c.no == no)
        return self._session.scalars(moves.order_by(stock_moves.c.at, stock_moves.c.id)).all()

    def sale(self, sale_id: SaleId) -> Sale | None:
        return self._session.get(Sale, sale_id)

    def lock_sale(self, sale_id: SaleId) -> Sale | None:
        return self._session.scalars(_LOCK_SALE, {"id": sale_id}).one_or_none()

    def sale_by_key(self, key: str) -> Sale | None:
        return self._session.scalars(select(Sale).where(sales.c.key == key)).one_or_none()

    def sale_by_code(self, code: str) -> Sale | None:
        return self._session.scalars(select(Sale).where(sales.c.code == code)).one_or_none()

    def sales_holding(self, station_id: StationId, no: int) -> Sequence[Sale]:
        here = sales.c.station_id == station_id, sales.c.no == no, sales.c.status.in_(_HOLDING)
        return self._session.scalars(_SALES.where(*here)).all()

    def sales_in(self, statuses: Collection[SaleStatus]) -> Sequence[Sale]:
        return self._session.scalars(_SALES.where(sales.c.status.in_(sorted(statuses)))).all()

    def sales_of_person(self, person_id: PersonId, limit: int = 10) -> Sequence[Sale]:
        own = select(Sale).where(sales.c.buyer_id == person_id)
        return self._session.scalars(own.order_by(sales.c.started_at.desc(), sales.c.id.desc()).limit(limit)).all()

    def last_sale_at(self, station_id: StationId, no: int) -> Sale | None:
        here = select(Sale).where(sales.c.station_id == station_id, sales.c.no == no)
        newest = here.order_by(sales.c.started_at.desc(), sales.c.id.desc()).limit(1)
        return self._session.scalars(newest).one_or_none()

    def add_sale(self, sale: Sale) -> None:
        self._session.add(sale)


class SqlRefills:
    """Fulfils `domain.store.Refills`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, refill_id: RefillId) -> Refill | None:
        return self._session.get(Refill, refill_id)

    def lock(self, refill_id: RefillId) -> Refill | None:
        return self._session.scalars(_LOCK_REFILL, {"id": refill_id}).one_or_none()

    def live(self) -> Sequence[Refill]:
        return self._session.scalars(_LIVE).all()

    def live_at(self, station_id: StationId) -> Sequence[Refill]:
        return self._session.scalars(_LIVE.where(refills.c.station_id == station_id)).all()

    def done_between(self, since: datetime, until: datetime) -> Sequence[Refill]:
        done = refills.c.status == RefillStatus.DONE, refills.c.status_at >= since, refills.c.status_at < until
        return self._session.scalars(_REFILLS.where(*done)).all()

    def of_person(self, person_id: PersonId) -> Sequence[Refill]:
        answered = select(refill_answers.c.refill_id).where(refill_answers.c.person_id == person_id)
        own = or_(refills.c.claimed_by == person_id, refills.c.id.in_(answered))
        return self._session.scalars(_REFILLS.where(own)).all()

    def add(self, refill: Refill) -> None:
        self._session.add(refill)


class SqlTill:
    """Fulfils `domain.store.Till`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, payment_id: PaymentId) -> Payment | None:
        return self._session.get(Payment, payment_id)

    def lock(self, payment_id: PaymentId) -> Payment | None:
        return self._session.scalars(_LOCK_PAYMENT, {"id": payment_id}).one_or_none()

    def all(self) -> Sequence[Payment]:
        return self._session.scalars(select(Payment).order_by(payments.c.opened_at, payments.c.id)).all()

    def add(self, payment: Payment) -> None:
        self._session.add(payment)

    def postings(self) -> Sequence[Posting]:
        return self._session.scalars(select(Posting).order_by(postings.c.at, postings.c.id)).all()

    def add_posting(self, posting: Posting) -> None:
        self._session.add(posting)
