from __future__ import annotations

from datetime import timedelta

import pytest

from domain.deposits.model import CreditStatus, ReturnStatus, Wish
from domain.errors import Stale
from domain.ids import CreditId, MerchantId, MerchantOrderId, PersonId, ReturnId, StationId
from domain.money import Money
from integrations.demo.seed import plant
from tests.contracts import things
from tests.contracts.test_store_things import values
from tests.contracts.things import NOW, region
from tests.contracts.twins import Twin

P1, ERNA = StationId("P1"), PersonId("p1")


def test_kinds_of_deposit_come_in_the_order_of_the_table(store: Twin) -> None:
    with store.turn() as uow:
        plant(uow, region())
    with store.look() as uow:
        kinds = uow.deposits.types()
        assert [kind.id for kind in kinds][:3] == ["ew25", "mw8", "mw15"]
        assert [values(kind) for kind in kinds] == [values(kind) for kind in region().deposit_types]


def test_a_return_is_written_with_its_lines_and_read_as_it_was(store: Twin) -> None:
    with store.turn() as uow:
        uow.deposits.add(things.empties())
    with store.turn() as uow:
        found = uow.deposits.get(ReturnId("r1"))
        assert found
        assert values(found) | {"version": 0} == values(things.empties())
        found.lines[0].counted = 1
        found.move(ReturnStatus.HANDED_IN, ERNA, NOW)
        found.odd_kept = False
    with store.look() as uow:
        found = uow.deposits.by_code("LEK-47")
        assert found
        assert (found.status, found.odd_kept, found.version) == (ReturnStatus.HANDED_IN, False, 2)
        assert [(line.type_id, line.counted) for line in found.lines] == [("crate150", 1), ("mw15", None)]
        assert uow.deposits.by_code("LEK-48") is None


def test_returns_are_found_by_person_place_and_status(store: Twin) -> None:
    done = things.empties("r2", code="LEK-48", minutes=1)
    done.status = ReturnStatus.SETTLED
    other = things.empties("r3", "p2", code="LEK-49", minutes=2)
    other.station_id = StationId("P2")
    store.given(things.empties(), done, other)
    with store.look() as uow:
        assert [r.id for r in uow.deposits.of_person(ERNA)] == ["r2", "r1"]
        assert [r.id for r in uow.deposits.at_station(P1, set(ReturnStatus))] == ["r1", "r2"]
        assert [r.id for r in uow.deposits.at_station(P1, {ReturnStatus.BOOKED})] == ["r1"]
        assert [r.id for r in uow.deposits.with_status({ReturnStatus.BOOKED})] == ["r1", "r3"]


def test_returns_are_found_by_when_they_were_announced(store: Twin) -> None:
    first, second = things.empties(), things.empties("r2", "p2", code="LEK-48", minutes=1)
    store.given(second, first)
    with store.look() as uow:
        assert [r.id for r in uow.deposits.booked_between(first.booked_at, second.booked_at)] == ["r1"]
        after = second.booked_at + timedelta(minutes=1)
        assert [r.id for r in uow.deposits.booked_between(first.booked_at, after)] == ["r1", "r2"]


def test_two_returns_never_have_the_same_code(store: Twin) -> None:
    with store.look() as uow:
        uow.deposits.add(things.empties())
        uow.deposits.add(things.empties("r2"))
        with pytest.raises(Stale):
            uow.flush()


def test_what_is_owed_is_found_by_whom_to_whom_and_for_what(store: Twin) -> None:
    on_a_bill = things.credit("g2", status=CreditStatus.SET_OFF, part_id=MerchantOrderId("m1"), wish=Wish.SET_OFF)
    elsewhere = things.credit("g3", merchant_id=MerchantId("DOR"), created_at=NOW - timedelta(hours=1))
    others = things.credit("g4", "p2", return_id=ReturnId("r9"))
    store.given(things.credit(), on_a_bill, elsewhere, others)
    with store.look() as uow:
        assert [c.id for c in uow.deposits.credits_of(ERNA, {CreditStatus.OPEN})] == ["g3", "g1"]
        assert [c.id for c in uow.deposits.credits_at(MerchantId("GET"), {CreditStatus.OPEN})] == ["g1", "g4"]
        assert [c.id for c in uow.deposits.credits_for(ReturnId("r9"))] == ["g4"]
        assert [c.id for c in uow.deposits.credits_on(MerchantOrderId("m1"))] == ["g2"]
        assert values(next(c for c in uow.deposits.credits_for(ReturnId("r1")) if c.id == "g2")) | {
            "version": 0
        } == values(on_a_bill) | {"version": 0}


def test_a_credit_that_is_split_and_settled_keeps_its_sum(store: Twin) -> None:
    store.given(things.credit())
    with store.turn() as uow:
        [whole] = uow.deposits.credits_for(ReturnId("r1"))
        uow.deposits.add_credit(whole.split(Money(100), CreditId("g9")))
        whole.move(CreditStatus.PAID_OUT, ERNA, NOW)
    with store.look() as uow:
        parts = uow.deposits.credits_for(ReturnId("r1"))
        assert [(c.id, c.amount, c.status, c.version) for c in parts] == [
            ("g1", Money(100), CreditStatus.PAID_OUT, 2),
            ("g9", Money(230), CreditStatus.OPEN, 1),
        ]
