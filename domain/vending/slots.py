"""A slot as it is changed: steps of whoever sells, fills or counts. It is locked, and every change is written down."""

from __future__ import annotations

from datetime import time, timedelta

from domain.clock import at_local, local_day
from domain.county import County
from domain.errors import NotFound
from domain.ids import PersonId, StationId
from domain.refills.alerting import no_longer_low, ran_low
from domain.store import UnitOfWork
from domain.vending.model import StockChange, StockMove, VendingSlot

LOOK_AT = time(6, 0)  # before the first buyer of the day


def plan_look(county: County, store: UnitOfWork) -> None:
    """Look again on the morning after the next date, if any goods have one."""
    today = local_day(county.now())
    coming = [slot.use_by for slot in store.vending.all_slots() if slot.use_by is not None and slot.use_by >= today]
    if coming:
        due_at = at_local(min(coming) + timedelta(days=1), LOOK_AT)
        store.outbox.put("vending.look", {}, due_at=due_at, key="vending.look")


def change_stock(
    county: County,
    store: UnitOfWork,
    by: PersonId,
    slot: VendingSlot,
    after: int,
    why: StockChange,
    subject: str = "",
) -> None:
    """Have another number of packs in a slot (which is locked), with who and why. Running low is told once."""
    before, slot.quantity = slot.quantity, after
    store.vending.add_move(
        StockMove(
            id=county.ids.new(),
            station_id=slot.station_id,
            no=slot.no,
            sku=slot.sku,
            at=county.now(),
            by=by,
            why=why,
            before=before,
            after=after,
            subject=subject,
        )
    )
    if why is not StockChange.SALE:
        slot.doubted_at = None
    if slot.runs_low and why is not StockChange.REFILL:
        ran_low(county, store, slot)
    elif not slot.blocked and not slot.runs_low and not slot.is_too_old(local_day(county.now())):
        no_longer_low(county, store, by, slot)


def filled_up(county: County, slot: VendingSlot, shelf_life_days: int | None) -> None:
    """Fresh goods were put in. The date is the oldest pack's: a new one only where nothing old is left inside."""
    today = local_day(county.now())
    if (slot.quantity == 0 or slot.is_too_old(today)) and shelf_life_days is not None:
        slot.use_by = today + timedelta(days=shelf_life_days)


def locked_slot(store: UnitOfWork, station_id: StationId, no: int) -> VendingSlot:
    """The slot, locked until commit. Raises `NotFound`."""
    slot = store.vending.lock_slot(station_id, no)
    if slot is None:
        raise NotFound
    return slot
