"""Slots, sales, refills, payments and the books in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from domain.ids import PaymentId, PersonId, RefillId, SaleId, Sku, StationId
from domain.payments.model import Payment, Posting
from domain.refills.model import Refill, RefillStatus
from domain.vending.model import Sale, SaleStatus, StockMove, VendingSlot
from tests.memory.view import View, by


class MemoryVending:
    """Fulfils `domain.store.Vending`."""

    def __init__(self, view: View) -> None:
        self._view = view

    def slot(self, station_id: StationId, no: int) -> VendingSlot | None:
        return self._view.get(VendingSlot, station_id, no)

    def lock_slot(self, station_id: StationId, no: int) -> VendingSlot | None:
        self._view.refresh(VendingSlot, station_id, no)
        return self.slot(station_id, no)

    def slots_at(self, station_id: StationId) -> Sequence[VendingSlot]:
        return self._slots(lambda slot: slot.station_id == station_id)

    def slots_of(self, sku: Sku) -> Sequence[VendingSlot]:
        return self._slots(lambda slot: slot.sku == sku)

    def all_slots(self) -> Sequence[VendingSlot]:
        return self._slots(lambda _: True)

    def add_slot(self, slot: VendingSlot) -> None:
        self._view.add(slot)

    def add_move(self, move: StockMove) -> None:
        self._view.add(move)

    def moves_of(self, station_id: StationId, no: int) -> Sequence[StockMove]:
        return by(self._view.all(StockMove, lambda m: (m.station_id, m.no) == (station_id, no)), "at", "id")

    def sale(self, sale_id: SaleId) -> Sale | None:
        return self._view.get(Sale, sale_id)

    def lock_sale(self, sale_id: SaleId) -> Sale | None:
        self._view.refresh(Sale, sale_id)
        return self.sale(sale_id)

    def sale_by_key(self, key: str) -> Sale | None:
        return self._view.one(Sale, lambda sale: sale.key == key)

    def sale_by_code(self, code: str) -> Sale | None:
        return self._view.one(Sale, lambda sale: sale.code == code)

    def sales_holding(self, station_id: StationId, no: int) -> Sequence[Sale]:
        return self._sales(lambda s: (s.station_id, s.no) == (station_id, no) and s.status.holds_goods())

    def sales_in(self, statuses: Collection[SaleStatus]) -> Sequence[Sale]:
        return self._sales(lambda sale: sale.status in statuses)

    def sales_of_person(self, person_id: PersonId, limit: int = 10) -> Sequence[Sale]:
        return self._sales(lambda sale: sale.buyer_id == person_id)[::-1][:limit]

    def last_sale_at(self, station_id: StationId, no: int) -> Sale | None:
        return next(iter(self._sales(lambda s: (s.station_id, s.no) == (station_id, no))[::-1]), None)

    def add_sale(self, sale: Sale) -> None:
        self._view.add(sale)

    def _slots(self, chosen: Callable[[VendingSlot], bool]) -> list[VendingSlot]:
        return by(self._view.all(VendingSlot, chosen), "station_id", "no")

    def _sales(self, chosen: Callable[[Sale], bool]) -> list[Sale]:
        return by(self._view.all(Sale, chosen), "started_at", "id")


class MemoryRefills:
    """Fulfils `domain.store.Refills`."""

    def __init__(self, view: View) -> None:
        self._view = view

    def get(self, refill_id: RefillId) -> Refill | None:
        return self._view.get(Refill, refill_id)

    def lock(self, refill_id: RefillId) -> Refill | None:
        self._view.refresh(Refill, refill_id)
        return self.get(refill_id)

    def live(self) -> Sequence[Refill]:
        return self._refills(lambda refill: refill.status.is_live())

    def live_at(self, station_id: StationId) -> Sequence[Refill]:
        return self._refills(lambda refill: refill.status.is_live() and refill.station_id == station_id)

    def done_between(self, since: datetime, until: datetime) -> Sequence[Refill]:
        return self._refills(lambda r: r.status is RefillStatus.DONE and since <= r.status_at < until)

    def of_person(self, person_id: PersonId) -> Sequence[Refill]:
        def is_own(refill: Refill) -> bool:
            return refill.claimed_by == person_id or any(one.person_id == person_id for one in refill.answers)

        return self._refills(is_own)

    def add(self, refill: Refill) -> None:
        self._view.add(refill)

    def _refills(self, chosen: Callable[[Refill], bool]) -> list[Refill]:
        return by(self._view.all(Refill, chosen), "opened_at", "id")


class MemoryTill:
    """Fulfils `domain.store.Till`."""

    def __init__(self, view: View) -> None:
        self._view = view

    def get(self, payment_id: PaymentId) -> Payment | None:
        return self._view.get(Payment, payment_id)

    def lock(self, payment_id: PaymentId) -> Payment | None:
        self._view.refresh(Payment, payment_id)
        return self.get(payment_id)

    def all(self) -> Sequence[Payment]:
        return by(self._view.all(Payment), "opened_at", "id")

    def add(self, payment: Payment) -> None:
        self._view.add(payment)

    def postings(self) -> Sequence[Posting]:
        return by(self._view.all(Posting), "at", "id")

    def add_posting(self, posting: Posting) -> None:
        self._view.add(posting)
