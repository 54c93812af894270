"""What must hold whatever has happened: for checks of the running service and for simulations."""

from __future__ import annotations

from domain.payments.model import PaymentStatus
from domain.store import UnitOfWork
from domain.vending.model import Sale, SaleStatus, StockChange

_MONEY_TAKEN = {SaleStatus.PAID, SaleStatus.REFUNDING, SaleStatus.REFUNDED}
_GOODS_OUT = _MONEY_TAKEN | {SaleStatus.DISPENSED, SaleStatus.UNPAID}


def faults(store: UnitOfWork) -> list[str]:
    """Where sales, payments and stock differ, and slots that run low while nobody is asked; nothing, or it is wrong."""
    sales = store.vending.sales_in(set(SaleStatus))
    found = [f"sale {sale.code}: {wrong}" for sale in sales if (wrong := _wrong(store, sale))]
    for slot in store.vending.all_slots():
        place = f"{slot.station_id} {slot.no}"
        if not 0 <= slot.quantity <= slot.capacity:
            found.append(f"slot {place}: {slot.quantity} packs in a place for {slot.capacity}")
        moves = store.vending.moves_of(slot.station_id, slot.no)
        if moves and moves[-1].after != slot.quantity:
            found.append(f"slot {place}: {slot.quantity} packs, {moves[-1].after} in its book")
        out = {move.subject for move in moves if move.why is StockChange.SALE}
        sold = {s.id for s in sales if (s.station_id, s.no) == (slot.station_id, slot.no) and s.status in _GOODS_OUT}
        if out != sold:
            found.append(f"slot {place}: goods went out for {sorted(out ^ sold)} in one book only")
        asked = any(item.no == slot.no for refill in store.refills.live_at(slot.station_id) for item in refill.items)
        if slot.alerted and not asked:
            found.append(f"slot {place}: runs low, and nobody is asked")
    return found


def _wrong(store: UnitOfWork, sale: Sale) -> str:
    payment = store.till.get(sale.payment_id) if sale.payment_id else None
    taken = payment is not None and payment.status.was_paid()
    if taken and sale.status is SaleStatus.DISPENSED:
        return ""  # the news is on its way to the sale
    if taken != (sale.status in _MONEY_TAKEN):
        return f"is {sale.status.value}, its payment {payment.status.value if payment else 'missing'}"
    if payment is not None and taken and payment.captured != sale.total:
        return f"costs {sale.total.cents} cents, {payment.captured.cents} were taken"
    if sale.status is SaleStatus.REFUNDED and payment is not None and payment.status is not PaymentStatus.REFUNDED:
        return "is refunded, its payment is not"
    return ""
