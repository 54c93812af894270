"""A slot runs low, or does not any more: steps of whoever changes its stock. One crossing, one alert."""

from __future__ import annotations

from domain.county import County
from domain.ids import PersonId, RefillId
from domain.lockers.access import widen_access
from domain.people.model import SYSTEM, Role
from domain.refills.events import RefillCancelled, RefillEscalated, RefillGrew, RefillNeeded
from domain.refills.model import Refill, RefillItem, RefillStatus
from domain.store import UnitOfWork
from domain.vending.model import VendingSlot


def ran_low(county: County, store: UnitOfWork, slot: VendingSlot) -> None:
    """The slot (which is locked) is to be filled; told once until it is. It joins what nobody has begun yet.

    While nobody has taken the task, another slot in it needs no second message: the list grows silently. Who has
    taken it over hears of it, because she may be on her way to the shop.
    """
    if slot.alerted:
        return
    slot.alerted = True
    refill = next((one for one in store.refills.live_at(slot.station_id) if one.takes_more), None)
    if refill is None:
        _open(county, store, slot)
        return
    refill = locked_refill(store, refill.id)
    refill.items.append(_item(refill, slot))
    access = store.lockers.access(refill.access_id) if refill.access_id else None
    if access is not None:
        widen_access(store, access, slot.no)
    if refill.claimed_by is not None:
        store.record(RefillGrew(refill_id=refill.id, no=slot.no, by=refill.claimed_by))


def want_taken_out(county: County, store: UnitOfWork, slot: VendingSlot) -> None:
    """What lies in the slot (which is locked, and blocked) must come out: its volunteers are asked at once, and once.

    Whoever has taken over to fill it hears that it is to be emptied instead.
    """
    if not slot.alerted:
        ran_low(county, store, slot)
        refill = _refill_of(store, slot)
        if refill is not None and refill.status.is_free() and refill.asked_at != county.now():
            ask_volunteers(county, store, refill)  # it had been asked for something less urgent
        return
    refill = _refill_of(store, slot)
    if refill is None or refill.item(slot.no).wanted == 0:
        return
    refill.item(slot.no).wanted = 0
    if refill.claimed_by is not None:
        store.record(RefillGrew(refill_id=refill.id, no=slot.no, by=refill.claimed_by))
    elif refill.asked_at != county.now():
        ask_volunteers(county, store, refill)


def no_longer_low(county: County, store: UnitOfWork, by: PersonId, slot: VendingSlot) -> None:
    """Somebody has counted enough: the slot leaves a task that nobody has taken yet. An empty task is cancelled."""
    if not slot.alerted:
        return
    for found in store.refills.live_at(slot.station_id):
        if not found.status.is_free() or all(item.no != slot.no for item in found.items):
            continue
        refill = locked_refill(store, found.id)
        refill.items.remove(refill.item(slot.no))
        slot.alerted = False
        if not refill.items:
            close(store, refill)
            refill.move(RefillStatus.CANCELLED, by, county.now())
            store.record(RefillCancelled(refill_id=refill.id))


def ask_volunteers(county: County, store: UnitOfWork, refill: Refill, *, besides: PersonId | None = None) -> None:
    """Ask everybody who helps at the station, each in her own hours; where nobody does, operators hear at once."""
    refill.asked_at = county.now()
    store.record(RefillNeeded(refill_id=refill.id, round=refill.rounds, besides=besides))
    if not store.people.with_role(Role.VOLUNTEER, refill.station_id):
        give_to_operators(county, store, refill)
        return
    due_at = county.now() + county.rules.refill_asked_again
    store.outbox.put("refill.ask", {"refill_id": refill.id}, due_at=due_at, key=f"refill:{refill.id}")


def give_to_operators(county: County, store: UnitOfWork, refill: Refill) -> None:
    """Nobody has taken it."""
    close(store, refill)
    refill.move(RefillStatus.ESCALATED, SYSTEM.person_id, county.now())
    store.record(RefillEscalated(refill_id=refill.id))


def close(store: UnitOfWork, refill: Refill) -> None:
    """Nothing more is asked of anybody at its time."""
    store.outbox.cancel(f"refill:{refill.id}")


def locked_refill(store: UnitOfWork, refill_id: RefillId) -> Refill:
    """The refill, locked until commit: the first who takes it has it."""
    refill = store.refills.lock(refill_id)
    assert refill is not None, f"an unknown refill {refill_id}"
    return refill


def _open(county: County, store: UnitOfWork, slot: VendingSlot) -> None:
    now = county.now()
    refill = Refill(
        id=RefillId(county.ids.new()),
        station_id=slot.station_id,
        opened_at=now,
        asked_at=now,
        status_at=now,
        status_by=SYSTEM.person_id,
    )
    refill.items.append(_item(refill, slot))
    store.refills.add(refill)
    ask_volunteers(county, store, refill)


def _item(refill: Refill, slot: VendingSlot) -> RefillItem:
    return RefillItem(refill_id=refill.id, no=slot.no, sku=slot.sku, wanted=slot.to_bring)


def _refill_of(store: UnitOfWork, slot: VendingSlot) -> Refill | None:
    """The live refill, locked, in which this slot has still to be done."""
    for refill in store.refills.live_at(slot.station_id):
        if any(item.no == slot.no and item.counted is None for item in refill.items):
            return locked_refill(store, refill.id)
    return None
