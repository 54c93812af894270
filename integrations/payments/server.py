"""The simulated provider on HTTP: its interface for services, and the page on which people pay."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
from collections.abc import Awaitable, Callable
from html import escape
from pathlib import Path
from string import Template
from typing import Any

import aiohttp
from aiohttp import web

from domain.ids import MerchantId, PaymentId
from domain.money import Money
from domain.payments.model import Method
from domain.payments.ports import PaymentWish, ProviderPayment, ProviderStatus
from integrations.payments.simulated import SLOW, Conflict, Kept, SimulatedProvider

HINT_SECONDS = 3.0
HANGS_SECONDS = 8.0  # longer than anybody waits for an answer
_PAGE = Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_ENDED = {
    ProviderStatus.AUTHORISED: "Bezahlt. Bitte gehen Sie zurück in Ihr Gespräch.",
    ProviderStatus.CAPTURED: "Bezahlt. Vielen Dank.",
    ProviderStatus.REFUNDED: "Der Betrag wurde zurückgegeben.",
    ProviderStatus.VOIDED: "Diese Zahlung gilt nicht mehr. Es wurde nichts abgebucht.",
    ProviderStatus.FAILED: "Nicht bezahlt. Es wurde nichts abgebucht.",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ProviderServer:
    """Serves `/v1/payments/…` for services that know the secret, and `/pay/<token>` for everybody who has the link.

    `hook` is the address that is called when a payer has done something.
    """

    def __init__(
        self, provider: SimulatedProvider, secret: str, hook: str, *, hangs_seconds: float = HANGS_SECONDS
    ) -> None:
        self._provider = provider
        self._secret = secret
        self._hook = hook
        self._hangs_seconds = hangs_seconds

    def app(self) -> web.Application:
        """To be served alone, or under a path of another application."""
        app = web.Application()
        app.router.add_put("/v1/payments/{key}", self._answered(self._authorise))
        app.router.add_get("/v1/payments/{key}", self._answered(self._look_up))
        app.router.add_post("/v1/payments/{key}/capture", self._answered(self._capture))
        app.router.add_post("/v1/payments/{key}/void", self._answered(self._void))
        app.router.add_post("/v1/payments/{key}/refund", self._answered(self._refund))
        app.router.add_get("/pay/{token}", self._show)
        app.router.add_post("/pay/{token}", self._agree)
        return app

    # --- for services ------------------------------------------------------------------------------------

    def _answered(self, handle: Callable[[str, Any], Awaitable[ProviderPayment | None]]) -> Handler:
        async def answer(request: web.Request) -> web.Response:
            if not self._provider.reachable:
                return web.json_response({"error": "out of reach"}, status=503)
            given = request.headers.get("Authorization", "")
            if not hmac.compare_digest(given.encode(), f"Bearer {self._secret}".encode()):
                return web.json_response({"error": "who are you?"}, status=401)
            body = await request.json() if request.can_read_body else {}
            try:
                payment = await handle(request.match_info["key"], body)
            except Conflict as conflict:
                return web.json_response({"error": str(conflict)}, status=409)
            if payment is None:
                return web.json_response({"error": "unknown"}, status=404)
            return web.json_response(_as_json(payment))

        return answer

    async def _authorise(self, key: str, body: Any) -> ProviderPayment:
        wish = PaymentWish(
            key=PaymentId(key),
            method=Method(body["method"]),
            amount=Money(body["amount"]),
            merchant_id=MerchantId(body["merchant"]),
            seller=body["seller"],
            about=tuple((line["text"], Money(line["amount"])) for line in body["lines"]),
            reader=body["reader"],
            card=body["card"],
        )
        payment = self._provider.authorise(wish)
        if wish.card == SLOW:
            await asyncio.sleep(self._hangs_seconds)
        return payment

    async def _look_up(self, key: str, _body: Any) -> ProviderPayment | None:
        return self._provider.look_up(key)

    async def _capture(self, key: str, body: Any) -> ProviderPayment:
        return self._provider.capture(key, Money(body["amount"]))

    async def _void(self, key: str, _body: Any) -> ProviderPayment:
        return self._provider.void(key)

    async def _refund(self, key: str, body: Any) -> ProviderPayment:
        return self._provider.refund(key, Money(body["amount"]))

    # --- for payers --------------------------------------------------------------------------------------

    async def _show(self, request: web.Request) -> web.Response:
        kept = self._provider.by_token(request.match_info["token"])
        if kept is None:
            raise web.HTTPNotFound(text="Diese Seite gibt es nicht.")
        return web.Response(text=_page(kept), content_type="text/html", charset="utf-8", headers=_HEADERS)

    async def _agree(self, request: web.Request) -> web.Response:
        token = request.match_info["token"]
        form = await request.post()
        if form.get("do") not in {"pay", "cancel"} or self._provider.by_token(token) is None:
            raise web.HTTPNotFound(text="Diese Seite gibt es nicht.")
        kept = self._provider.agreed(token, yes=form["do"] == "pay")
        if kept is not None:
            await self._call(kept)
        raise web.HTTPSeeOther(location=request.path)

    async def _call(self, kept: Kept) -> None:
        """Hint at a change; a hint may get lost, whoever needs to know looks."""
        with contextlib.suppress(aiohttp.ClientError, TimeoutError):
            async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=HINT_SECONDS)) as session:
                await session.post(self._hook, json={"key": kept.key})


def _page(kept: Kept) -> str:
    ended = _ENDED.get(ProviderStatus(kept.status))
    rows = "".join(f"<tr><td>{escape(text)}</td><td>{_euros(cents)}</td></tr>" for text, cents in kept.lines)
    buttons = (
        f'<p class="end" role="status">{ended}</p>'
        if ended
        else (
            '<form method="post">'
            f'<button class="pay" name="do" value="pay">{_euros(kept.amount)} bezahlen</button>'
            '<button name="do" value="cancel">Abbrechen</button></form>'
        )
    )
    return _PAGE.substitute(seller=escape(kept.seller), rows=rows, total=_euros(kept.amount), buttons=buttons)


def _euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d} €"


def _as_json(payment: ProviderPayment) -> dict[str, object]:
    return {
        "key": payment.key,
        "ref": payment.ref,
        "status": payment.status.value,
        "captured": payment.captured.cents,
        "refunded": payment.refunded.cents,
        "link": payment.link or None,
        "reason": payment.reason or None,
    }
