"""What happens to sales out of a Fach and to refills, in one sentence for whoever looks on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bots.demo.square.onlooker import Onlooker, Tell, Told
from bots.dialogue.reply import words
from domain.events import Event
from domain.ids import RefillId, SaleId
from domain.payments.events import PaymentStuck
from domain.recalls.events import BuyerAffected, ProductRecalled
from domain.refills.events import (
    RefillCancelled,
    RefillClaimed,
    RefillDone,
    RefillEscalated,
    RefillGrew,
    RefillHandedBack,
    RefillNeeded,
    RefillOverdue,
    RefillReminder,
)
from domain.vending.events import (
    PaymentPageReady,
    SaleAuthorised,
    SaleCameToNothing,
    SaleDispensed,
    SaleNeedsPerson,
    SaleOpenedLate,
    SalePaid,
    SaleRefunded,
    SlotDoubted,
    SlotsBlocked,
    StockCounted,
)


def _of_sale(key: str) -> Callable[[Onlooker, Any], Told]:
    """A sentence that names place, Fach, goods and price."""

    def told(look: Onlooker, event: Any) -> Told:
        sale = look.store.vending.sale(SaleId(event.sale_id))
        if sale is None:
            return None
        return words(key, station=look.place(sale.station_id), box=str(sale.no), thing=sale.name, total=sale.total)

    return told


def _of_refill(key: str) -> Callable[[Onlooker, Any], Told]:
    """A sentence that names the place, and who does it."""

    def told(look: Onlooker, event: Any) -> Told:
        refill = look.store.refills.get(RefillId(event.refill_id))
        if refill is None:
            return None
        by = getattr(event, "by", None) or getattr(event, "person_id", None)
        name = look.person(by) if by else words("square-nobody")
        return words(key, station=look.place(refill.station_id), name=name)

    return told


def stock_counted(look: Onlooker, event: StockCounted) -> Told:
    """Somebody has counted."""
    station, name = look.place(event.station_id), look.person(event.by)
    return words("square-stock-counted", name=name, station=station, box=str(event.no), count=event.after)


def slot_doubted(look: Onlooker, event: SlotDoubted) -> Told:
    """Somebody has found nothing in it."""
    return words("square-slot-doubted", name=look.person(event.by), station=look.place(event.station_id), no=event.no)


def slots_blocked(look: Onlooker, event: SlotsBlocked) -> Told:
    """Something may not be sold any more, or again."""
    key = "square-slots-blocked" if event.reason else "square-slots-free"
    return words(key, product=look.product(event.sku))


def product_recalled(look: Onlooker, event: ProductRecalled) -> Told:
    """Something may not be eaten or used; how many are warned."""
    return words("square-recalled", product=look.product(event.sku), count=event.warned)


TOLD: Mapping[type[Event], Tell] = {
    PaymentPageReady: _of_sale("square-payment-page"),
    SaleAuthorised: _of_sale("square-sale-authorised"),
    SalePaid: _of_sale("square-sale-paid"),
    SaleCameToNothing: _of_sale("square-sale-nothing"),
    SaleNeedsPerson: _of_sale("square-sale-person"),
    SaleOpenedLate: _of_sale("square-sale-late"),
    SaleRefunded: _of_sale("square-sale-refunded"),
    StockCounted: stock_counted,
    SlotDoubted: slot_doubted,
    SlotsBlocked: slots_blocked,
    ProductRecalled: product_recalled,
    RefillNeeded: _of_refill("square-refill-needed"),
    RefillClaimed: _of_refill("square-refill-claimed"),
    RefillHandedBack: _of_refill("square-refill-handed-back"),
    RefillOverdue: _of_refill("square-refill-overdue"),
    RefillEscalated: _of_refill("square-refill-escalated"),
    RefillDone: _of_refill("square-refill-done"),
    RefillCancelled: _of_refill("square-refill-cancelled"),
}
SILENT: Mapping[type[Event], str] = {
    BuyerAffected: "who has bought what is nobody else's business",
    SaleDispensed: "the door itself tells that it is open",
    PaymentStuck: "only operators can do anything about it",
    RefillGrew: "the list grows; who fills reads it",
    RefillReminder: "one volunteer is asked again, as she wished",
}
