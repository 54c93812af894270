"""What merchants do: get one picking list a cut-off, and answer it with a tap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.county import County
from domain.deposits.settling import set_off
from domain.errors import NotFound
from domain.ids import MerchantId, OrderId, PersonId, PicklistId, Sku
from domain.lockers.reserving import release_unneeded
from domain.ordering.events import (
    PartAnswered,
    PartLapsed,
    PicklistNearlyLapsed,
    PicklistReminderDue,
    PicklistSent,
)
from domain.ordering.model import MerchantOrder, MerchantOrderStatus, OrderLine, Picklist, PicklistStatus
from domain.ordering.purchase import give_back
from domain.people.model import Actor, Role
from domain.permission import allowed
from domain.store import UnitOfWork
from domain.tours.timing import want_tours

FAR_AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class PickItem:
    """One product on a picking list: how much in all (packs, or grams of weighed goods)."""

    sku: Sku
    name: str
    amount: int
    weighed: bool


@allowed(Role.SYSTEM)
def send_picklist(county: County, store: UnitOfWork, actor: Actor, merchant_id: MerchantId, until: datetime) -> None:
    """Gather what is due for a merchant into one list. Nothing due, no list: a quiet day needs no message."""
    parts = store.orders.parts_to_list(merchant_id, until)
    if not parts:
        return
    now = county.now()
    picklist = Picklist(
        id=PicklistId(county.ids.new()),
        merchant_id=merchant_id,
        sent_at=now,
        confirm_by=max(*(part.confirm_by for part in parts), now + county.rules.schedule.confirm_at_least),
    )
    store.orders.add_picklist(picklist)
    for part in parts:
        part.move(MerchantOrderStatus.LISTED, actor.person_id, now)
        part.picklist_id = picklist.id
    _schedule_deadline(county, store, picklist)
    store.record(PicklistSent(picklist_id=picklist.id, merchant_id=merchant_id))


@allowed(Role.MERCHANT)
def open_lists(county: County, store: UnitOfWork, actor: Actor) -> Sequence[Picklist]:
    """The lists of the merchant's own shops that wait for an answer."""
    shops = actor.scopes_of(Role.MERCHANT)
    return [picklist for shop in shops for picklist in store.orders.open_picklists(MerchantId(shop))]


@allowed(Role.MERCHANT)
def ordered_so_far(county: County, store: UnitOfWork, actor: Actor) -> list[PickItem]:
    """What has been ordered of the merchant since the last list; residents may still change it."""
    until = county.now() + FAR_AHEAD
    shops = actor.scopes_of(Role.MERCHANT)
    return items_of([part for shop in shops for part in store.orders.parts_to_list(MerchantId(shop), until)])


def items_of(parts: Sequence[MerchantOrder]) -> list[PickItem]:
    """All lines of these parts summed up by product, in the order of their names: what is to be packed."""
    sums: dict[Sku, PickItem] = {}
    for line in (line for part in parts for line in part.lines):
        before = sums[line.sku].amount if line.sku in sums else 0
        sums[line.sku] = PickItem(line.sku, line.name, before + line.ordered, line.grams is not None)
    return sorted(sums.values(), key=lambda item: item.name)


@allowed(Role.MERCHANT)
def confirm_all(county: County, store: UnitOfWork, actor: Actor, picklist_id: PicklistId) -> Picklist:
    """Everything is there. Raises `AlreadyAnswered`, `NotAllowed` for another shop's list."""
    return _answer(county, store, actor, picklist_id, {})


@allowed(Role.MERCHANT)
def confirm_except(
    county: County, store: UnitOfWork, actor: Actor, picklist_id: PicklistId, available: Mapping[Sku, int]
) -> Picklist:
    """Of these products only so much is there (0: none). Who ordered first is served first."""
    return _answer(county, store, actor, picklist_id, available)


@allowed(Role.MERCHANT)
def reject_all(county: County, store: UnitOfWork, actor: Actor, picklist_id: PicklistId) -> Picklist:
    """Nothing of it can be done."""
    parts = store.orders.parts_on(picklist_id)
    return _answer(county, store, actor, picklist_id, {item.sku: 0 for item in items_of(parts)})


@allowed(Role.SYSTEM)
def remind_merchant(county: County, store: UnitOfWork, actor: Actor, picklist_id: PicklistId) -> None:
    """Half of the time is over."""
    picklist = store.orders.picklist(picklist_id)
    if picklist is not None and picklist.status is PicklistStatus.OPEN:
        store.record(PicklistReminderDue(picklist_id=picklist.id, merchant_id=picklist.merchant_id))


@allowed(Role.SYSTEM)
def warn_operator(county: County, store: UnitOfWork, actor: Actor, picklist_id: PicklistId) -> None:
    """Half an hour is left: a human should call."""
    picklist = store.orders.picklist(picklist_id)
    if picklist is not None and picklist.status is PicklistStatus.OPEN:
        store.record(PicklistNearlyLapsed(picklist_id=picklist.id, merchant_id=picklist.merchant_id))


@allowed(Role.SYSTEM)
def lapse(county: County, store: UnitOfWork, actor: Actor, picklist_id: PicklistId) -> None:
    """The deadline: what is not confirmed is not ordered, and the residents hear it at once."""
    picklist = store.orders.picklist(picklist_id)
    if picklist is None or picklist.status is not PicklistStatus.OPEN:
        return
    picklist.lapse()
    for part in store.orders.parts_on(picklist_id):
        if not part.status.awaits_answer():
            continue
        part.move(MerchantOrderStatus.LAPSED, actor.person_id, county.now())
        give_back(store, part)
        order = _release(county, store, actor, part)
        store.record(
            PartLapsed(order_id=order, part_id=part.id, merchant_id=part.merchant_id, person_id=_buyer(store, part))
        )


def _answer(
    county: County, store: UnitOfWork, actor: Actor, picklist_id: PicklistId, available: Mapping[Sku, int]
) -> Picklist:
    picklist = store.orders.picklist(picklist_id)
    if picklist is None:
        raise NotFound
    actor.require(Role.MERCHANT, scope=picklist.merchant_id)
    picklist.answer(actor.person_id, county.now())
    left = dict(available)
    for part in store.orders.parts_on(picklist_id):
        if part.status is MerchantOrderStatus.LISTED:
            for line in part.lines:
                line.confirmed = _served(line, left)
            part.move(_outcome(part), actor.person_id, county.now())
            _tell(county, store, actor, part)
            if part.status.is_contract():
                set_off(county, store, part, _buyer(store, part))
    for kind in ("remind", "warn", "lapse"):
        store.outbox.cancel(f"picklist.{kind}:{picklist.id}")
    return picklist


def _served(line: OrderLine, left: dict[Sku, int]) -> int:
    """How much of a line is there; what is scarce goes down with every line."""
    if line.sku not in left:
        return line.ordered
    served = max(0, min(line.ordered, left[line.sku]))
    left[line.sku] -= served
    return served


def _outcome(part: MerchantOrder) -> MerchantOrderStatus:
    if all(line.confirmed == line.ordered for line in part.lines):
        return MerchantOrderStatus.CONFIRMED
    if not any(line.confirmed for line in part.lines):
        return MerchantOrderStatus.REJECTED
    return MerchantOrderStatus.PARTLY_CONFIRMED


def _tell(county: County, store: UnitOfWork, actor: Actor, part: MerchantOrder) -> None:
    order_id = _release(county, store, actor, part)
    want_tours(county, store, part.day)
    store.record(
        PartAnswered(
            order_id=order_id,
            part_id=part.id,
            merchant_id=part.merchant_id,
            person_id=_buyer(store, part),
            status=part.status.value,
        )
    )


def _release(county: County, store: UnitOfWork, actor: Actor, part: MerchantOrder) -> OrderId:
    order = store.orders.get(part.order_id)
    if order is None:
        raise NotFound
    release_unneeded(county, store, order, actor.person_id)
    return order.id


def _buyer(store: UnitOfWork, part: MerchantOrder) -> PersonId:
    order = store.orders.get(part.order_id)
    if order is None:
        raise NotFound
    return order.person_id


def _schedule_deadline(county: County, store: UnitOfWork, picklist: Picklist) -> None:
    half = picklist.sent_at + (picklist.confirm_by - picklist.sent_at) / 2
    # Nobody calls a merchant before he has been reminded himself.
    warn = max(half, picklist.confirm_by - county.rules.schedule.operator_before)
    for kind, at in (("remind", half), ("warn", warn), ("lapse", picklist.confirm_by)):
        store.outbox.put(
            f"picklist.{kind}", {"picklist_id": picklist.id}, due_at=at, key=f"picklist.{kind}:{picklist.id}"
        )
