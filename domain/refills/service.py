"""What volunteers do with refills: take over, not now, give back, open, count. The first who takes one has it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.county import County
from domain.errors import MoveRefused, NotAllowed, NotFound
from domain.ids import PersonId, RefillId
from domain.lockers.access import give_access, take_access
from domain.lockers.model import AccessPurpose, DoorCommand
from domain.lockers.opening import send_open
from domain.lockers.reserving import locked
from domain.people.model import Actor, Role
from domain.permission import allowed
from domain.refills.alerting import ask_volunteers, close, give_to_operators
from domain.refills.events import RefillClaimed, RefillDone, RefillHandedBack, RefillOverdue, RefillReminder
from domain.refills.model import Refill, RefillStatus, Said
from domain.store import UnitOfWork
from domain.vending.errors import MoreThanFits
from domain.vending.model import StockChange
from domain.vending.slots import change_stock, filled_up, locked_slot

HELPERS = (Role.VOLUNTEER, Role.OPERATOR)
OPEN_TO_REFILL = "refill"  # the `why` of an opening by who fills
TWICE = 2


@allowed(*HELPERS)
def refills_for(county: County, store: UnitOfWork, actor: Actor) -> list[Refill]:
    """What the actor has taken over or may take over, oldest first: volunteers at their own stations."""
    live = [refill for refill in store.refills.live() if _looks_after(actor, refill)]
    return [refill for refill in live if refill.claimed_by in {None, actor.person_id}]


@allowed(*HELPERS)
def claim(county: County, store: UnitOfWork, actor: Actor, refill_id: RefillId) -> Refill:
    """Take it over; the first one has it. Raises `MoveRefused` when somebody else has. A code opens its slots."""
    refill = _refill(store, actor, refill_id)
    if refill.status is RefillStatus.CLAIMED and refill.claimed_by == actor.person_id:
        return refill
    refill.move(RefillStatus.CLAIMED, actor.person_id, county.now())
    refill.claimed_by = actor.person_id
    close(store, refill)
    left = [item for item in refill.by_number() if item.counted is None]
    for item in left:
        slot = store.vending.slot(refill.station_id, item.no)
        item.wanted = slot.to_bring if slot else item.wanted
    access = give_access(
        county,
        store,
        locked(store, refill.station_id),
        AccessPurpose.REFILL,
        subject=refill.id,
        holder_id=actor.person_id,
        boxes=[item.no for item in left],
        valid_until=county.now() + TWICE * county.rules.refill_done_within,
    )
    refill.access_id = access.id
    _plan_reminder(county, store, refill, 1)
    store.record(RefillClaimed(refill_id=refill.id, by=actor.person_id))
    return refill


@allowed(*HELPERS)
def decline(county: County, store: UnitOfWork, actor: Actor, refill_id: RefillId) -> Refill:
    """Not this time. When all volunteers of the station have said so, operators hear of it without waiting."""
    refill = _refill(store, actor, refill_id)
    refill.answer(actor.person_id, Said.NO, county.now())
    helpers = store.people.with_role(Role.VOLUNTEER, refill.station_id)
    if refill.status is RefillStatus.OPEN and all(refill.was_declined_by(helper.id) for helper in helpers):
        give_to_operators(county, store, refill)
    return refill


@allowed(*HELPERS)
def later(county: County, store: UnitOfWork, actor: Actor, refill_id: RefillId, at: datetime) -> Refill:
    """Ask again at that time, if nobody has taken it by then."""
    refill = _refill(store, actor, refill_id)
    refill.answer(actor.person_id, Said.LATER, county.now(), at)
    payload = {"refill_id": refill.id, "person_id": actor.person_id}
    key = f"refill-later:{refill.id}:{actor.person_id}"
    store.outbox.cancel(key)  # her last word counts
    store.outbox.put("refill.later", payload, due_at=at, key=key)
    return refill


@allowed(*HELPERS)
def hand_back(county: County, store: UnitOfWork, actor: Actor, refill_id: RefillId) -> Refill:
    """It cannot be done after all: the others are asked again. Slots that are counted stay so.

    An operator may take it from whoever has not come.
    """
    refill = _refill(store, actor, refill_id)
    if refill.status is not RefillStatus.CLAIMED or not _has(actor, refill):
        raise NotAllowed
    before = refill.claimed_by
    assert before is not None
    refill.answer(before, Said.NO, county.now())
    _end_access(county, store, refill)
    refill.move(RefillStatus.OPEN, actor.person_id, county.now())
    refill.claimed_by = None
    refill.rounds += 1
    close(store, refill)
    store.record(RefillHandedBack(refill_id=refill.id, by=before))
    ask_volunteers(county, store, refill, besides=before)
    return refill


@allowed(*HELPERS)
def open_to_refill(county: County, store: UnitOfWork, actor: Actor, refill_id: RefillId, no: int) -> DoorCommand:
    """Open one of its slots. Raises `StationSilent` (the code works all the same), `CompartmentInUse`."""
    refill = _own(store, actor, refill_id)
    refill.item(no)
    station = locked(store, refill.station_id)
    return send_open(county, store, actor.person_id, station, no, why=OPEN_TO_REFILL, subject=refill.id)


@allowed(*HELPERS)
def counted(county: County, store: UnitOfWork, actor: Actor, refill_id: RefillId, no: int, count: int) -> Refill:
    """So many packs lie in this slot now. With the last slot the refill is done. Raises `MoreThanFits`.

    What was to be brought is the refill; what was counted besides is a correction, with who and when.
    """
    known = store.refills.get(refill_id)
    slot = locked_slot(store, known.station_id, no) if known else None  # first the slot, as every sale does
    refill = _own(store, actor, refill_id)
    item = refill.item(no)
    if item.counted is not None or slot is None:
        return refill
    if not 0 <= count <= slot.capacity:
        raise MoreThanFits(compartment=no, capacity=slot.capacity)
    product = store.catalogue.product(slot.sku)
    if not slot.blocked:
        filled_up(county, slot, product.shelf_life_days if product else None)
    expected = min(slot.capacity, slot.quantity + item.wanted)
    change_stock(county, store, actor.person_id, slot, expected, StockChange.REFILL, refill.id)
    if count != expected:
        change_stock(county, store, actor.person_id, slot, count, StockChange.COUNT, refill.id)
    slot.alerted = False  # if it is still low, the next sale asks anew
    item.counted, item.counted_at = count, county.now()
    if refill.next_item() is None:
        _end_access(county, store, refill)
        close(store, refill)
        refill.move(RefillStatus.DONE, actor.person_id, county.now())
        store.record(RefillDone(refill_id=refill.id, by=actor.person_id))
    return refill


# --- by the clock, and by stations ----------------------------------------------------------------------------


@allowed(Role.SYSTEM)
def ask_again(county: County, store: UnitOfWork, actor: Actor, refill_id: RefillId) -> None:
    """Nobody has taken it: ask once more, and after that tell operators."""
    refill = store.refills.lock(refill_id)
    if refill is None or refill.status is not RefillStatus.OPEN:
        return
    if refill.rounds >= TWICE:
        give_to_operators(county, store, refill)
        return
    refill.rounds += 1
    ask_volunteers(county, store, refill)


@allowed(Role.SYSTEM)
def remind_later(county: County, store: UnitOfWork, actor: Actor, refill_id: RefillId, person_id: PersonId) -> None:
    """The time has come that a volunteer had named."""
    refill = store.refills.get(refill_id)
    if refill is not None and refill.status.is_free():
        store.record(RefillReminder(refill_id=refill.id, person_id=person_id))


@allowed(Role.SYSTEM)
def look_after_claimed(county: County, store: UnitOfWork, actor: Actor, refill_id: RefillId, times: int) -> None:
    """It was taken over and is not done: its volunteer is reminded, the second time operators hear of it."""
    refill = store.refills.lock(refill_id)
    if refill is None or refill.status is not RefillStatus.CLAIMED or refill.claimed_by is None:
        return
    store.record(RefillOverdue(refill_id=refill.id, person_id=refill.claimed_by, times=times))
    if times < TWICE:
        _plan_reminder(county, store, refill, times + 1)


@allowed(Role.SYSTEM)
def slot_was_open(
    county: County, store: UnitOfWork, actor: Actor, refill_id: RefillId, boxes: Iterable[int], at: datetime
) -> None:
    """A door of it has been opened, from the chat or by the code: the work has begun."""
    refill = store.refills.lock(refill_id)
    for item in refill.items if refill else ():
        if item.no in set(boxes):
            item.opened_at = item.opened_at or at


# --- shared ---------------------------------------------------------------------------------------------------


def _plan_reminder(county: County, store: UnitOfWork, refill: Refill, times: int) -> None:
    payload = {"refill_id": refill.id, "times": times}
    due_at = county.now() + county.rules.refill_done_within
    store.outbox.put("refill.overdue", payload, due_at=due_at, key=f"refill:{refill.id}")


def _end_access(county: County, store: UnitOfWork, refill: Refill) -> None:
    access = store.lockers.access(refill.access_id) if refill.access_id else None
    if access is not None:
        take_access(county, store, access)
    refill.access_id = None


def _looks_after(actor: Actor, refill: Refill) -> bool:
    return actor.has(Role.VOLUNTEER, refill.station_id) or actor.has(Role.OPERATOR)


def _has(actor: Actor, refill: Refill) -> bool:
    return refill.claimed_by == actor.person_id or actor.has(Role.OPERATOR)


def _refill(store: UnitOfWork, actor: Actor, refill_id: RefillId) -> Refill:
    refill = store.refills.lock(refill_id)
    if refill is None:
        raise NotFound
    if not _looks_after(actor, refill):
        raise NotAllowed
    return refill


def _own(store: UnitOfWork, actor: Actor, refill_id: RefillId) -> Refill:
    refill = _refill(store, actor, refill_id)
    if refill.claimed_by != actor.person_id:
        raise NotAllowed
    if refill.status is not RefillStatus.CLAIMED:
        raise MoveRefused(status=refill.status)
    return refill
