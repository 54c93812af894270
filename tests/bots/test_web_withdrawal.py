"""The withdrawal form of the web page: it counts when it arrives, once, and only for one's own contract."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest

from bots.channels.web.withdrawal import WithdrawalForm
from bots.web_withdrawal import WebWithdrawal
from domain.appointments.events import AppointmentCancelled
from domain.appointments.model import AppointmentStatus
from domain.catalogue.model import Withdrawal
from domain.ordering.events import ContractWithdrawn
from domain.store import UnitOfWork
from domain.support.events import CaseOpened
from tests.builders import Hamlet, product
from tests.domain.appointments.salon import SATURDAY, Salon, at

T = TypeVar("T")


class InHamlet:
    """Runs work in the one unit of work of a hamlet."""

    def __init__(self, hamlet: Hamlet) -> None:
        self._hamlet = hamlet

    async def run(self, work: Callable[[UnitOfWork], T]) -> T:
        return work(self._hamlet.uow)


@pytest.fixture
def hamlet() -> Hamlet:
    return Hamlet(product("HOF-1", withdrawal=Withdrawal.YES))


def form(order: str, name: str, request_id: str = "request-1") -> WithdrawalForm:
    return WithdrawalForm(request_id=request_id, name=name, order=order, contact="anna@example.org")


async def test_the_owner_withdraws_without_logging_in_and_a_human_sees_it(hamlet: Hamlet) -> None:
    order = hamlet.agreed(hamlet.buy(HOF_1=2))
    receipt = await WebWithdrawal(InHamlet(hamlet), hamlet.county)(form(order.code.lower(), order.name))
    assert receipt.at == hamlet.clock.now()
    assert len(hamlet.events(ContractWithdrawn)) == 1
    assert len(hamlet.events(CaseOpened)) == 1


async def test_the_same_declaration_twice_is_one_with_the_same_receipt(hamlet: Hamlet) -> None:
    order = hamlet.agreed(hamlet.buy(HOF_1=2))
    withdraw = WebWithdrawal(InHamlet(hamlet), hamlet.county)
    first = await withdraw(form(order.code, order.name))
    hamlet.later(minutes=5)
    assert await withdraw(form(order.code, order.name)) == first
    assert len(hamlet.events(ContractWithdrawn)) == 1


async def test_nobody_withdraws_from_the_contract_of_somebody_else(hamlet: Hamlet) -> None:
    order = hamlet.agreed(hamlet.buy(HOF_1=2))
    receipt = await WebWithdrawal(InHamlet(hamlet), hamlet.county)(form(order.code, "Ganz Anders"))
    assert receipt.reference
    assert hamlet.events(ContractWithdrawn) == []
    assert len(hamlet.events(CaseOpened)) == 1


async def test_an_unknown_order_gets_its_receipt_too(hamlet: Hamlet) -> None:
    receipt = await WebWithdrawal(InHamlet(hamlet), hamlet.county)(form("die vom Dienstag", "Erna"))
    assert receipt.at == hamlet.clock.now()
    assert len(hamlet.events(CaseOpened)) == 1


async def test_an_agreed_appointment_is_withdrawn_from_in_the_same_way() -> None:
    salon = Salon()
    agreed = salon.bought(at(SATURDAY, 10))
    withdraw, seen = WebWithdrawal(InHamlet(salon), salon.county), []
    for request_id, name in (("request-1", "Ganz Anders"), ("request-2", agreed.name), ("request-3", agreed.name)):
        await withdraw(form(agreed.code, name, request_id))
        seen.append(agreed.status)
    assert seen == [AppointmentStatus.AGREED, AppointmentStatus.CANCELLED, AppointmentStatus.CANCELLED]
    assert [event["withdrawn"] for event in salon.events(AppointmentCancelled)] == [True]
    assert len(salon.events(CaseOpened)) == 3  # a human sees each of them
