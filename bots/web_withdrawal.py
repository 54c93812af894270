"""The withdrawal form of the web page: it counts when it arrives, log-in or not (sec. 356a BGB)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

from rapidfuzz import fuzz

from bots.channels.web.withdrawal import WithdrawalForm, WithdrawalReceipt
from domain.appointments.model import Appointment
from domain.appointments.service import may_withdraw, withdraw_from
from domain.county import County
from domain.ids import CaseId, PersonId
from domain.ordering.errors import NothingToWithdraw
from domain.ordering.model import Order
from domain.ordering.service import withdraw_part
from domain.people.service import meet
from domain.store import UnitOfWork
from domain.support.events import CaseOpened
from domain.support.model import Case, CaseKind
from nlu.german.spelling import fold

T = TypeVar("T")
SAME_NAME = 85.0


class Core(Protocol):
    """Runs a function with a unit of work and commits what it did."""

    async def run(self, work: Callable[[UnitOfWork], T]) -> T: ...


class WebWithdrawal:
    """Takes declarations; the same one twice is one. A human sees every one of them."""

    def __init__(self, core: Core, county: County) -> None:
        self._core = core
        self._county = county

    async def __call__(self, form: WithdrawalForm) -> WithdrawalReceipt:
        """Note the declaration and give the receipt with the time of its arrival."""
        at = await self._core.run(lambda store: self._take(store, form))
        return WithdrawalReceipt(reference=form.request_id[:8].upper(), at=at)

    def _take(self, store: UnitOfWork, form: WithdrawalForm) -> datetime:
        known = store.cases.get(CaseId(form.request_id))
        if known is not None:
            return known.opened_at
        order, service = self._order(store, form), self._service(store, form)
        if order is not None:
            self._withdraw(store, order)
        if service is not None and may_withdraw(self._county, service):
            withdraw_from(self._county, store, service)
        known_as = order or service
        person_id = known_as.person_id if known_as else meet(self._county, store, "form", form.request_id).id
        self._tell_a_human(store, form, person_id)
        return self._county.now()

    def _order(self, store: UnitOfWork, form: WithdrawalForm) -> Order | None:
        """The order only if code and name fit together: nobody withdraws from somebody else's contract."""
        order = store.orders.by_code(form.order.strip().upper())
        return order if order is not None and _is_of(order.name, form) else None

    def _service(self, store: UnitOfWork, form: WithdrawalForm) -> Appointment | None:
        """The same of an agreed appointment."""
        service = store.appointments.by_code(form.order.strip().upper())
        return service if service is not None and _is_of(service.name, form) else None

    def _withdraw(self, store: UnitOfWork, order: Order) -> None:
        for part in order.parts:
            try:
                withdraw_part(self._county, store, order.person_id, part)
            except NothingToWithdraw:
                continue

    def _tell_a_human(self, store: UnitOfWork, form: WithdrawalForm, person_id: PersonId) -> None:
        said = f"Widerruf von {form.name}, Bestellung {form.order}, {form.parts}. Kontakt: {form.contact}"
        case = Case(
            id=CaseId(form.request_id),
            kind=CaseKind.PROBLEM,
            person_id=person_id,
            channel="form",
            channel_id=form.request_id,
            said=said[:500],
            opened_at=self._county.now(),
            about="withdrawal",
        )
        store.cases.add(case)
        store.record(CaseOpened(case_id=case.id, kind=case.kind.value, person_id=person_id))


def _is_of(name: str, form: WithdrawalForm) -> bool:
    return fuzz.ratio(fold(name), fold(form.name)) >= SAME_NAME
