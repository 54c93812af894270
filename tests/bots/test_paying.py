"""The cashier asks the provider once, looks before it asks again, and gives up only what nobody waits for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bots.paying import TRIES_AT_ONCE, Cashier, add_hint_route
from bots.texts.texts import Texts
from domain.ids import PaymentId
from domain.money import NOTHING, Money
from domain.payments.events import PaymentStuck
from domain.payments.model import Payment, PaymentStatus
from domain.payments.ports import Payments, PaymentsUnreachable, PaymentWish, ProviderPayment, ProviderStatus
from domain.payments.service import STUCK_AFTER, TRY_AGAIN_AFTER
from domain.people.model import SYSTEM
from domain.store import OutboxItem, UnitOfWork
from domain.vending import service as vending
from domain.vending.model import Sale, SaleStatus
from tests.domain.vending.village_shop import VillageShop

P = PaymentStatus


class Provider:
    """Does what it is told, and notes in which order; what it is to fail at raises, done or not."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.known: dict[PaymentId, ProviderPayment] = {}
        self.silent = False
        self.loses_answers = False

    async def authorise(self, wish: PaymentWish) -> ProviderPayment:
        return self._done("authorise", wish.key, ProviderStatus.AUTHORISED)

    async def capture(self, key: PaymentId, amount: Money) -> ProviderPayment:
        return self._done("capture", key, ProviderStatus.CAPTURED, captured=amount)

    async def void(self, key: PaymentId) -> ProviderPayment:
        return self._done("void", key, ProviderStatus.VOIDED)

    async def refund(self, key: PaymentId, amount: Money) -> ProviderPayment:
        return self._done("refund", key, ProviderStatus.REFUNDED, refunded=amount)

    async def look_up(self, key: PaymentId) -> ProviderPayment | None:
        self.asked.append("look up")
        if self.silent:
            raise PaymentsUnreachable
        return self.known.get(key)

    def _done(
        self, what: str, key: PaymentId, status: ProviderStatus, captured: Money = NOTHING, refunded: Money = NOTHING
    ) -> ProviderPayment:
        self.asked.append(what)
        if self.silent:
            raise PaymentsUnreachable
        self.known[key] = ProviderPayment(key, "ref", status, captured=captured, refunded=refunded)
        if self.loses_answers:
            self.loses_answers = False
            raise PaymentsUnreachable
        return self.known[key]


class Core:
    """Runs work on the one unit of work of the shop."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    async def run(self, work):  # type: ignore[no-untyped-def]
        return work(self.uow)

    read = run


class Counter(VillageShop):
    """The shop with a cashier whose tries the test counts."""

    def __init__(self) -> None:
        super().__init__()
        self.bank = Provider()
        payments: Payments = self.bank
        self.cashier = Cashier(Core(self.uow), self.county, payments, Texts())

    async def ask(self, kind: str, payment: Payment, *, tries: int = TRIES_AT_ONCE) -> int:
        """Have an outbox item handled until it is done; how many tries it took."""
        item = OutboxItem(
            id="o1",
            kind=kind,
            payload={"payment_id": payment.id},
            due_at=self.clock.now(),
            created_at=self.clock.now(),
        )
        for attempt in range(1, tries + 1):
            item.attempts = attempt
            if await self.cashier.handlers()[kind](item):
                vending.payment_settled(self.county, self.uow, SYSTEM, payment.id)
                return attempt
        raise AssertionError("never done")

    async def authorised(self) -> tuple[Sale, Payment]:
        sale = self.card()
        await self.ask("payment.authorise", self.payment(sale))
        return sale, self.payment(sale)


@pytest.fixture
def shop() -> Counter:
    return Counter()


async def test_a_wish_is_told_once(shop: Counter) -> None:
    sale, payment = await shop.authorised()
    assert (sale.status, payment.status) == (SaleStatus.OPENING, P.AUTHORISED)
    await shop.ask("payment.authorise", payment)
    assert shop.bank.asked == ["authorise"]


async def test_after_a_lost_answer_it_is_looked_up_and_not_asked_again(shop: Counter) -> None:
    shop.bank.loses_answers = True
    sale = shop.card()
    assert await shop.ask("payment.authorise", shop.payment(sale)) == 2
    assert shop.bank.asked == ["authorise", "look up"]
    assert shop.payment(sale).status is P.AUTHORISED


async def test_what_nobody_has_heard_is_asked_again(shop: Counter) -> None:
    sale = shop.card()
    shop.bank.silent = True
    with pytest.raises(AssertionError):
        await shop.ask("payment.authorise", shop.payment(sale), tries=1)
    shop.bank.silent = False
    item = OutboxItem(
        id="o1",
        kind="payment.authorise",
        payload={"payment_id": shop.payment(sale).id},
        due_at=shop.clock.now(),
        created_at=shop.clock.now(),
        attempts=2,
    )
    assert await shop.cashier.authorise(item)
    assert shop.bank.asked == ["authorise", "look up", "authorise"]


async def test_whoever_stands_before_the_reader_does_not_wait_for_ever(shop: Counter) -> None:
    shop.bank.silent = True
    sale = shop.card()
    payment = shop.payment(sale)
    assert await shop.ask("payment.authorise", payment) == TRIES_AT_ONCE
    assert (sale.status, payment.status) == (SaleStatus.FAILED, P.VOIDING)
    assert shop.due("payment.void") == [shop.clock.now() + TRY_AGAIN_AFTER]
    shop.bank.silent = False
    await shop.ask("payment.void", payment)
    assert payment.status is P.VOIDED
    assert shop.bank.asked[-2:] == ["look up", "void"]


async def test_money_that_must_be_taken_is_tried_until_it_is(shop: Counter) -> None:
    sale, payment = await shop.authorised()
    shop.door(sale)
    shop.bank.silent = True
    for _ in range(STUCK_AFTER):
        await shop.ask("payment.capture", payment)
    assert (sale.status, payment.status, payment.tries) == (SaleStatus.DISPENSED, P.CAPTURING, STUCK_AFTER)
    assert shop.events(PaymentStuck) == [{"payment_id": payment.id}], "operators hear of it once"
    shop.bank.silent = False
    await shop.ask("payment.capture", payment)
    assert [sale.status] == [SaleStatus.PAID]
    assert (payment.captured, payment.tries) == (Money(250), 0)


async def test_captured_unheard_is_not_captured_twice(shop: Counter) -> None:
    sale, payment = await shop.authorised()
    shop.door(sale)
    shop.bank.loses_answers = True
    await shop.ask("payment.capture", payment)
    assert shop.bank.asked.count("capture") == 1
    assert sale.status is SaleStatus.PAID


async def test_a_refund_that_is_refused_is_told(shop: Counter) -> None:
    sale, payment = await shop.authorised()
    shop.door(sale)
    await shop.ask("payment.capture", payment)
    vending.give_money_back(shop.county, shop.uow, shop.actor("olga"), sale.id)
    await shop.ask("payment.refund", payment)
    assert (payment.status, sale.status) == (P.REFUNDED, SaleStatus.REFUNDED)


async def test_a_page_that_nobody_has_paid_is_taken_back_at_its_end(shop: Counter) -> None:
    sale = shop.purchase()
    payment = shop.payment(sale)
    shop.bank.known[payment.id] = ProviderPayment(payment.id, "ref", ProviderStatus.PENDING, link="https://x")
    payment.move(P.PENDING, SYSTEM.person_id, shop.clock.now())
    await shop.ask("payment.end", payment)
    assert (payment.status, sale.status, sale.why_not) == (P.VOIDING, SaleStatus.FAILED, "expired")


async def test_a_page_that_was_paid_in_the_last_moment_is_paid(shop: Counter) -> None:
    sale = shop.purchase()
    payment = shop.payment(sale)
    payment.move(P.PENDING, SYSTEM.person_id, shop.clock.now())
    shop.bank.known[payment.id] = ProviderPayment(payment.id, "ref", ProviderStatus.AUTHORISED)
    shop.later(minutes=15)
    await shop.ask("payment.end", payment)
    assert (payment.status, sale.status) == (P.AUTHORISED, SaleStatus.AUTHORISED)
    assert shop.due("sale.lapse") == [shop.clock.now() + timedelta(hours=1)]


async def test_a_hint_is_believed_by_nobody(shop: Counter) -> None:
    sale = shop.purchase()
    payment = shop.payment(sale)
    payment.move(P.PENDING, SYSTEM.person_id, shop.clock.now())
    looks = len(shop.due("payment.look"))
    app = web.Application()
    add_hint_route(app, Core(shop.uow))
    async with TestClient(TestServer(app)) as client:
        assert (await client.post("/webhooks/payments", json={"key": payment.id, "status": "captured"})).status == 202
        assert (await client.post("/webhooks/payments", json={"key": "unknown"})).status == 202
        assert (await client.post("/webhooks/payments", data=b"{")).status == 400
        assert (await client.post("/webhooks/payments", json=["z1"])).status == 400
    assert (payment.status, len(shop.due("payment.look"))) == (P.PENDING, looks + 1)
