"""What is due at its time: each outbox kind with the use case it calls, as the county itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bots.passing import stop_left
from bots.reactions import reactions
from domain.appointments import deadlines
from domain.county import County
from domain.deposits import reports as deposits
from domain.ids import (
    AppointmentId,
    GrantId,
    MerchantId,
    ParcelId,
    PersonId,
    PicklistId,
    PickupId,
    RefillId,
    ReturnId,
    SaleId,
    StopId,
    TourId,
)
from domain.lockers import access, reports, stay
from domain.ordering import picklists
from domain.parcels import service as parcels
from domain.people.model import SYSTEM
from domain.refills import service as refills
from domain.store import OutboxItem, UnitOfWork
from domain.tours import delays
from domain.tours import watching as tours
from domain.vending import service as vending
from domain.vending import stock

Timer = Callable[[UnitOfWork, OutboxItem], None]
HOUSEKEEPING_EVERY = timedelta(hours=24)


def timers(county: County) -> Mapping[str, Timer]:
    """The handlers of everything that becomes due by the county's clock."""

    def send_picklist(store: UnitOfWork, item: OutboxItem) -> None:
        until = datetime.fromisoformat(item.payload["until"])
        picklists.send_picklist(county, store, SYSTEM, MerchantId(item.payload["merchant_id"]), until)

    def picklist(step: Callable[..., None]) -> Timer:
        return lambda store, item: step(county, store, SYSTEM, PicklistId(item.payload["picklist_id"]))

    def pickup(step: Callable[..., None]) -> Timer:
        return lambda store, item: step(county, store, SYSTEM, PickupId(item.payload["pickup_id"]))

    def appointment(step: Callable[..., None]) -> Timer:
        return lambda store, item: step(county, store, SYSTEM, AppointmentId(item.payload["appointment_id"]))

    def parcel(step: Callable[..., None]) -> Timer:
        return lambda store, item: step(county, store, SYSTEM, ParcelId(item.payload["parcel_id"]))

    def expire_access(store: UnitOfWork, item: OutboxItem) -> None:
        access.expire_access(county, store, SYSTEM, GrantId(item.payload["access_id"]))

    def empties(step: Callable[..., None]) -> Timer:
        return lambda store, item: step(county, store, SYSTEM, ReturnId(item.payload["return_id"]))

    def ask_to_count_again(store: UnitOfWork, item: OutboxItem) -> None:
        person_id = PersonId(item.payload["person_id"])
        deposits.ask_again(county, store, SYSTEM, ReturnId(item.payload["return_id"]), person_id)

    def look_after_tour(store: UnitOfWork, item: OutboxItem) -> None:
        tours.look_after(county, store, SYSTEM, TourId(item.payload["tour_id"]))

    def look_at_stop(store: UnitOfWork, item: OutboxItem) -> None:
        tour_id, stop_id = TourId(item.payload["tour_id"]), StopId(item.payload["stop_id"])
        delays.look_at_stop(county, store, SYSTEM, tour_id, stop_id, delays.Look(item.payload["step"]))

    def forget_chat(store: UnitOfWork, item: OutboxItem) -> None:
        store.conversations.forget_chat(item.payload["channel"], item.payload["channel_id"])

    def tidy(store: UnitOfWork, _item: OutboxItem) -> None:
        store.conversations.forget_before(county.now() - timedelta(days=county.rules.chat_log_days))
        store.lockers.forget_before(county.now() - timedelta(days=county.rules.device_log_days))
        plan_housekeeping(county, store)

    return {
        "picklist.send": send_picklist,
        "picklist.remind": picklist(picklists.remind_merchant),
        "picklist.warn": picklist(picklists.warn_operator),
        "picklist.lapse": picklist(picklists.lapse),
        "pickup.remind": pickup(reports.remind),
        "pickup.expire": pickup(reports.expire),
        "pickup.close": pickup(reports.close_reopening),
        "pickup.renew": pickup(stay.renew_code),
        "access.expire": expire_access,
        "appointment.nudge": appointment(deadlines.nudge),
        "appointment.warn": appointment(deadlines.warn),
        "appointment.lapse": appointment(deadlines.lapse),
        "appointment.tomorrow": appointment(deadlines.tomorrow),
        "appointment.over": appointment(deadlines.over),
        "appointment.over_again": appointment(deadlines.over_again),
        "appointment.close": appointment(deadlines.close),
        "empties.remind": empties(deposits.remind),
        "empties.expire": empties(deposits.expire),
        "empties.ask": ask_to_count_again,
        "empties.uncounted": empties(deposits.uncounted),
        "empties.unfetched": empties(deposits.unfetched),
        "parcel.settle": parcel(parcels.settle),
        "parcel.lapse": parcel(parcels.lapse),
        **_at_slots(county),
        "stop.left": stop_left,
        "stop.look": look_at_stop,
        "tour.look": look_after_tour,
        "chat.forget": forget_chat,
        "housekeeping": tidy,
        **reactions(county),
    }


def _at_slots(county: County) -> Mapping[str, Timer]:
    """What becomes due where goods are sold and refilled."""

    def lapse_sale(store: UnitOfWork, item: OutboxItem) -> None:
        vending.lapse(county, store, SYSTEM, SaleId(item.payload["sale_id"]))

    def look_for_old_goods(store: UnitOfWork, _item: OutboxItem) -> None:
        stock.look_for_old_goods(county, store, SYSTEM)

    def ask_again(store: UnitOfWork, item: OutboxItem) -> None:
        refills.ask_again(county, store, SYSTEM, RefillId(item.payload["refill_id"]))

    def remind_later(store: UnitOfWork, item: OutboxItem) -> None:
        person_id = PersonId(item.payload["person_id"])
        refills.remind_later(county, store, SYSTEM, RefillId(item.payload["refill_id"]), person_id)

    def look_after_claimed(store: UnitOfWork, item: OutboxItem) -> None:
        refill_id = RefillId(item.payload["refill_id"])
        refills.look_after_claimed(county, store, SYSTEM, refill_id, item.payload["times"])

    return {
        "sale.lapse": lapse_sale,
        "vending.look": look_for_old_goods,
        "refill.ask": ask_again,
        "refill.later": remind_later,
        "refill.overdue": look_after_claimed,
    }


def plan_housekeeping(county: County, store: UnitOfWork) -> None:
    """Let old chat lines be forgotten once a day."""
    store.outbox.put("housekeeping", {}, due_at=county.now() + HOUSEKEEPING_EVERY, key="housekeeping")
