"""How much lies in the slots: counted by people, blocked by operators, too old by the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from domain.clock import local_day
from domain.county import County
from domain.ids import PersonId, Sku, StationId
from domain.people.model import Actor, Role
from domain.permission import CUSTOMERS, allowed
from domain.refills.alerting import no_longer_low, ran_low
from domain.store import UnitOfWork
from domain.vending.errors import MoreThanFits
from domain.vending.events import SlotDoubted, SlotsBlocked, StockCounted
from domain.vending.model import StockChange, VendingSlot
from domain.vending.slots import change_stock, locked_slot, plan_look

DOUBT_LASTS = timedelta(days=1)


@allowed(Role.VOLUNTEER, Role.OPERATOR)
def report_stock(
    county: County, store: UnitOfWork, actor: Actor, station_id: StationId, no: int, count: int
) -> VendingSlot:
    """Say how many packs lie in a slot. Raises `NotFound`, `MoreThanFits`; volunteers know their own station."""
    slot = locked_slot(store, station_id, no)
    if not actor.has(Role.OPERATOR):
        actor.require(Role.VOLUNTEER, scope=station_id)
    if not 0 <= count <= slot.capacity:
        raise MoreThanFits(compartment=no, capacity=slot.capacity)
    before = slot.quantity
    change_stock(county, store, actor.person_id, slot, count, StockChange.COUNT)
    store.record(StockCounted(station_id=station_id, no=no, before=before, after=count, by=actor.person_id))
    return slot


@allowed(*CUSTOMERS)
def say_empty(county: County, store: UnitOfWork, actor: Actor, station_id: StationId, no: int) -> VendingSlot:
    """Somebody stands before an empty slot. Raises `NotFound`. Whoever looks after it is asked to look, once a day.

    What is known already is not asked again: it is to be filled, or blocked. A hint changes no number; counting does.
    """
    slot = locked_slot(store, station_id, no)
    asked = slot.doubted_at is not None and county.now() < slot.doubted_at + DOUBT_LASTS
    if not (slot.alerted or slot.blocked or asked):
        slot.doubted_at = county.now()
        store.record(SlotDoubted(station_id=station_id, no=no, by=actor.person_id))
    return slot


@allowed(Role.OPERATOR)
def block_product(county: County, store: UnitOfWork, actor: Actor, sku: Sku, reason: str) -> Sequence[VendingSlot]:
    """Sell nothing of a product out of slots any more, wherever it lies (a recall); without a reason it sells again."""
    slots = [locked_slot(store, slot.station_id, slot.no) for slot in store.vending.slots_of(sku)]
    for slot in slots:
        _block(county, store, actor.person_id, slot, reason)
    if slots:
        store.record(SlotsBlocked(sku=sku, reason=reason, by=actor.person_id))
    return slots


@allowed(Role.OPERATOR)
def block_slot(
    county: County, store: UnitOfWork, actor: Actor, station_id: StationId, no: int, reason: str
) -> VendingSlot:
    """Sell nothing out of one slot any more; without a reason it sells again."""
    slot = locked_slot(store, station_id, no)
    _block(county, store, actor.person_id, slot, reason)
    store.record(SlotsBlocked(sku=slot.sku, reason=reason, by=actor.person_id))
    return slot


@allowed(Role.SYSTEM)
def look_for_old_goods(county: County, store: UnitOfWork, actor: Actor) -> None:
    """What may not be sold any more since today is to be exchanged by the volunteers of its station."""
    today = local_day(county.now())
    for slot in store.vending.all_slots():
        if slot.is_too_old(today):
            ran_low(county, store, locked_slot(store, slot.station_id, slot.no))
    plan_look(county, store)


def _block(county: County, store: UnitOfWork, by: PersonId, slot: VendingSlot, reason: str) -> None:
    """What sells again is filled if it has been emptied meanwhile, and need not be emptied if it has not."""
    slot.blocked = reason
    if reason:
        return
    if slot.runs_low:
        ran_low(county, store, slot)
    elif not slot.is_too_old(local_day(county.now())):
        no_longer_low(county, store, by, slot)
