"""Tells the provider of payments what is wished, and writes down what it says. Only the outbox calls it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, Protocol, TypeVar

from aiohttp import web

from bots.dialogue.reply import words
from bots.texts.texts import Texts
from domain.county import County
from domain.ids import PaymentId, SaleId
from domain.payments.model import Payment, PaymentStatus
from domain.payments.ports import Payments, PaymentsUnreachable, PaymentWish, ProviderPayment, ProviderStatus
from domain.payments.service import not_reached, run_out, settle
from domain.people.model import SYSTEM
from domain.store import OutboxItem, UnitOfWork

T = TypeVar("T")
HINT = "/webhooks/payments"
TRIES_AT_ONCE = 3  # 1 + 2 seconds of pause: somebody stands before the reader

Handle = Callable[[OutboxItem], Coroutine[Any, Any, bool]]


class Core(Protocol):
    """Runs work in transactions."""

    async def run(self, work: Callable[[UnitOfWork], T]) -> T: ...
    async def read(self, work: Callable[[UnitOfWork], T]) -> T: ...


class Cashier:
    """Handlers of the outbox kinds "payment.…". Each is safe to be run twice: the payment's id is the key."""

    def __init__(self, core: Core, county: County, payments: Payments, texts: Texts) -> None:
        self._core = core
        self._county = county
        self._payments = payments
        self._texts = texts

    def handlers(self) -> Mapping[str, Handle]:
        """Every kind with its handler."""
        return {
            "payment.authorise": self.authorise,
            "payment.capture": self.capture,
            "payment.void": self.void,
            "payment.refund": self.refund,
            "payment.look": self.look,
            "payment.end": self.end,
        }

    async def authorise(self, item: OutboxItem) -> bool:
        """Have money set aside."""

        async def ask(payment: Payment) -> ProviderPayment:
            wish = await self._core.read(lambda store: wish_of(store, payment, self._texts))
            return await self._payments.authorise(wish)

        return await self._wish(item, PaymentStatus.CREATED, set(ProviderStatus), ask)

    async def capture(self, item: OutboxItem) -> bool:
        """Take what was set aside."""
        ended = {ProviderStatus.CAPTURED, ProviderStatus.FAILED, ProviderStatus.VOIDED}
        return await self._wish(
            item, PaymentStatus.CAPTURING, ended, lambda payment: self._payments.capture(payment.id, payment.amount)
        )

    async def void(self, item: OutboxItem) -> bool:
        """Set it free."""
        ended = {ProviderStatus.VOIDED, ProviderStatus.FAILED}
        return await self._wish(item, PaymentStatus.VOIDING, ended, lambda payment: self._payments.void(payment.id))

    async def refund(self, item: OutboxItem) -> bool:
        """Give it back."""
        ended = {ProviderStatus.REFUNDED}
        return await self._wish(
            item, PaymentStatus.REFUNDING, ended, lambda payment: self._payments.refund(payment.id, payment.captured)
        )

    async def look(self, item: OutboxItem) -> bool:
        """Somebody has said that a payment has changed, or it is time to see: fetch it. Later looks follow anyway."""
        payment = await self._payment(item)
        if payment is not None and payment.status is PaymentStatus.PENDING:
            seen = await self._seen(payment)
            if seen is not None:
                await self._settle(payment, seen)
        return True

    async def end(self, item: OutboxItem) -> bool:
        """The time to pay is over: a last look, then it is taken back."""
        await self.look(item)
        payment = await self._payment(item)
        if payment is not None:
            await self._core.run(lambda store: run_out(self._county, store, SYSTEM, payment.id))
        return True

    async def _wish(
        self,
        item: OutboxItem,
        wished: PaymentStatus,
        ended: set[ProviderStatus],
        ask: Callable[[Payment], Awaitable[ProviderPayment]],
    ) -> bool:
        """Ask, unless that has been done. After any failure look first: it may have been done unheard."""
        payment = await self._payment(item)
        if payment is None or payment.status is not wished:
            return True
        try:
            seen = await self._payments.look_up(payment.id) if item.attempts > 1 or payment.tries else None
            if seen is None or seen.status not in ended:
                seen = await ask(payment)
        except PaymentsUnreachable:
            if item.attempts < TRIES_AT_ONCE:
                return False
            await self._core.run(lambda store: not_reached(self._county, store, SYSTEM, payment.id))
            return True
        await self._settle(payment, seen)
        return True

    async def _seen(self, payment: Payment) -> ProviderPayment | None:
        try:
            return await self._payments.look_up(payment.id)
        except PaymentsUnreachable:
            return None

    async def _settle(self, payment: Payment, seen: ProviderPayment) -> None:
        await self._core.run(lambda store: settle(self._county, store, SYSTEM, payment.id, seen))

    async def _payment(self, item: OutboxItem) -> Payment | None:
        return await self._core.read(lambda store: store.till.get(PaymentId(item.payload["payment_id"])))


def wish_of(store: UnitOfWork, payment: Payment, texts: Texts) -> PaymentWish:
    """What the provider is told: whose money it is, and what the payer reads."""
    sale = store.vending.sale(SaleId(payment.subject))
    seller = store.catalogue.merchant(payment.merchant_id)
    assert sale is not None
    assert seller is not None
    about = [(f"{sale.packs} × {sale.name}", sale.price)]
    if sale.deposit:
        about.append((texts.say(words("table-deposit")), sale.deposit))
    return PaymentWish(
        key=payment.id,
        method=payment.method,
        amount=payment.amount,
        merchant_id=payment.merchant_id,
        seller=seller.name,
        about=tuple(about),
        reader=payment.reader,
        card=payment.card,
    )


def add_hint_route(app: web.Application, core: Core) -> None:
    """Serve `/webhooks/payments`: the provider says that a payment has changed. Nobody is believed, it is fetched."""

    async def hint(request: web.Request) -> web.Response:
        try:
            body = await request.json()
        except ValueError:
            body = None
        key = body.get("key") if isinstance(body, dict) else None
        if not isinstance(key, str):
            raise web.HTTPBadRequest(text='Send {"key": "…"}.')
        await core.run(lambda store: look_soon(store, PaymentId(key)))
        return web.Response(status=202)

    app.router.add_post(HINT, hint)


def look_soon(store: UnitOfWork, payment_id: PaymentId) -> None:
    """The provider has said that something has changed: it is asked what."""
    payment = store.till.get(payment_id)
    if payment is not None and payment.status is PaymentStatus.PENDING:
        store.outbox.put("payment.look", {"payment_id": payment.id}, key=f"payment.look:{payment.id}")
