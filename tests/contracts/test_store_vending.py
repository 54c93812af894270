from __future__ import annotations

from datetime import timedelta

import pytest

from domain.errors import Stale
from domain.ids import MerchantId, PaymentId, PersonId, RefillId, SaleId, Sku, StationId
from domain.money import Money
from domain.payments.model import Account, PaymentStatus, Posting
from domain.refills.model import RefillStatus, Said
from domain.vending.model import SaleStatus, StockChange, StockMove, VendingSlot
from tests.contracts import things
from tests.contracts.things import NOW
from tests.contracts.twins import Twin

P1, P2 = StationId("P1"), StationId("P2")
ERNA = PersonId("p1")


def slot(no: int = 24, station_id: StationId = P1, **changes: object) -> VendingSlot:
    values = {"station_id": station_id, "no": no, "sku": Sku("HOF-1"), "capacity": 12, "quantity": 5, "threshold": 4}
    return VendingSlot(**(values | changes))  # type: ignore[arg-type]


def given_slots(store: Twin) -> None:
    with store.turn() as uow:
        uow.add_all(*things.region().stations)
        for one in (slot(25), slot(24), slot(18, P2), slot(19, P2, sku=Sku("HOF-2"))):
            uow.vending.add_slot(one)


def test_slots_are_found_by_place_and_by_what_they_sell(store: Twin) -> None:
    given_slots(store)
    with store.look() as uow:
        assert [one.no for one in uow.vending.slots_at(P1)] == [24, 25]
        assert [(one.station_id, one.no) for one in uow.vending.slots_of(Sku("HOF-1"))] == [
            (P1, 24),
            (P1, 25),
            (P2, 18),
        ]
        assert len(uow.vending.all_slots()) == 4
        assert uow.vending.slot(P2, 24) is None
        assert uow.vending.lock_slot(P2, 24) is None


def test_a_lock_keeps_what_was_changed_before(store: Twin) -> None:
    given_slots(store)
    with store.turn() as uow:
        first = uow.vending.lock_slot(P1, 24)
        assert first
        first.quantity = 4
        again = uow.vending.lock_slot(P1, 24)
        assert again is first
        assert again.quantity == 4
    with store.look() as uow:
        found = uow.vending.slot(P1, 24)
        assert found
        assert (found.quantity, found.version) == (4, 2)


def test_every_change_of_a_stock_is_kept_in_order(store: Twin) -> None:
    with store.turn() as uow:
        for name, after in (("m2", 3), ("m1", 4)):
            uow.vending.add_move(
                StockMove(
                    id=name,
                    station_id=P1,
                    no=24,
                    sku=Sku("HOF-1"),
                    at=NOW,
                    by=ERNA,
                    why=StockChange.SALE,
                    before=after + 1,
                    after=after,
                )
            )
    with store.look() as uow:
        assert [move.after for move in uow.vending.moves_of(P1, 24)] == [4, 3]
        assert uow.vending.moves_of(P1, 25) == []


def test_sales_are_found_by_key_code_person_and_place(store: Twin) -> None:
    with store.turn() as uow:
        uow.vending.add_sale(things.sale("s1"))
        uow.vending.add_sale(things.sale("s2", status=SaleStatus.PAID))
        uow.vending.add_sale(things.sale("s3", no=25, buyer_id=None))
    with store.look() as uow:
        assert [sale.id for sale in uow.vending.sales_of_person(ERNA)] == ["s2", "s1"]
        assert [sale.id for sale in uow.vending.sales_of_person(ERNA, limit=1)] == ["s2"]
        assert [sale.id for sale in uow.vending.sales_holding(P1, 24)] == ["s1"]
        assert [sale.id for sale in uow.vending.sales_in({SaleStatus.STARTED})] == ["s1", "s3"]
        last, by_key, by_code = (
            uow.vending.last_sale_at(P1, 24),
            uow.vending.sale_by_key("key-s3"),
            uow.vending.sale_by_code("KAP-s1"),
        )
        assert last
        assert by_key
        assert by_code
        assert (last.id, by_key.id, by_code.id) == ("s2", "s3", "s1")
        assert uow.vending.sale_by_key("nothing") is None
        assert uow.vending.lock_sale(SaleId("s9")) is None


def test_two_receipts_never_have_the_same_number(store: Twin) -> None:
    store.given(things.sale("s1"))
    with pytest.raises(Stale), store.turn() as uow:
        uow.vending.add_sale(things.sale("s2", code="KAP-s1"))


def test_refills_are_found_while_somebody_still_has_to_do_them(store: Twin) -> None:
    with store.turn() as uow:
        uow.refills.add(things.refill("f1", 25, 24))
        uow.refills.add(things.refill("f2", 18, station_id=P2, status=RefillStatus.CLAIMED, claimed_by=ERNA))
        uow.refills.add(things.refill("f3", 24, status=RefillStatus.DONE))
    with store.look() as uow:
        assert [refill.id for refill in uow.refills.live()] == ["f1", "f2"]
        assert [refill.id for refill in uow.refills.live_at(P1)] == ["f1"]
        found = uow.refills.lock(RefillId("f1"))
        assert found
        assert [item.no for item in found.items] == [24, 25]


def test_done_refills_are_found_by_when_they_were_done(store: Twin) -> None:
    hour = timedelta(hours=1)
    store.given(
        things.refill("f1", 24, status=RefillStatus.DONE, status_at=NOW),
        things.refill("f2", 24, status=RefillStatus.DONE, status_at=NOW + hour),
        things.refill("f3", 24, status=RefillStatus.CLAIMED, status_at=NOW),
    )
    with store.look() as uow:
        assert [refill.id for refill in uow.refills.done_between(NOW, NOW + hour)] == ["f1"]
        assert [refill.id for refill in uow.refills.done_between(NOW, NOW + 2 * hour)] == ["f1", "f2"]


def test_a_refill_belongs_to_who_has_taken_or_answered_it(store: Twin) -> None:
    store.given(things.refill("f1", 24), things.refill("f2", 25, claimed_by=ERNA))
    with store.turn() as uow:
        refill = uow.refills.lock(RefillId("f1"))
        assert refill
        refill.answer(ERNA, Said.LATER, NOW, NOW)
        refill.answer(ERNA, Said.NO, NOW)
        refill.items.remove(refill.item(24))
    with store.look() as uow:
        assert [refill.id for refill in uow.refills.of_person(ERNA)] == ["f1", "f2"]
        assert uow.refills.of_person(PersonId("p2")) == []
        refill = uow.refills.get(RefillId("f1"))
        assert refill
        assert [(one.person_id, one.said, one.until) for one in refill.answers] == [(ERNA, Said.NO, None)]
        assert refill.items == []


def test_payments_and_the_books(store: Twin) -> None:
    with store.turn() as uow:
        uow.till.add(things.payment("z1"))
        uow.till.add_posting(
            Posting(
                id="b1",
                at=NOW,
                payment_id=PaymentId("z1"),
                merchant_id=MerchantId("HOF"),
                debit=Account.PROVIDER,
                credit=Account.GOODS,
                amount=Money(798),
            )
        )
    with store.turn() as uow:
        payment = uow.till.lock(PaymentId("z1"))
        assert payment
        payment.move(PaymentStatus.PENDING, ERNA, NOW)
        assert uow.till.lock(PaymentId("z1")) is payment
    with store.look() as uow:
        assert [(p.id, p.status, p.amount) for p in uow.till.all()] == [("z1", PaymentStatus.PENDING, Money(828))]
        assert [(b.debit, b.credit, b.amount.cents) for b in uow.till.postings()] == [("provider", "goods", 798)]
        assert uow.till.get(PaymentId("z2")) is None
