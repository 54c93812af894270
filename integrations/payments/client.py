"""A provider of payments behind its HTTP interface, as docs/payments.md describes it."""

from __future__ import annotations

from typing import Any

import aiohttp

from domain.ids import PaymentId
from domain.money import Money
from domain.payments.ports import PaymentsUnreachable, PaymentWish, ProviderPayment, ProviderStatus

PATIENCE_SECONDS = 5.0
UNKNOWN, OUR_FAULT, THEIR_FAULT = 404, 400, 500


class HttpPayments:
    """Fulfils `domain.payments.ports.Payments`. `base` is the address of the interface, `secret` our key to it."""

    def __init__(self, base: str, secret: str, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._base = base.rstrip("/")
        self._headers = {"Authorization": f"Bearer {secret}"}
        self._patience = aiohttp.ClientTimeout(total=patience_seconds)
        self._session: aiohttp.ClientSession | None = None

    async def authorise(self, wish: PaymentWish) -> ProviderPayment:
        """Have money set aside."""
        body = {
            "method": wish.method.value,
            "amount": wish.amount.cents,
            "currency": "EUR",
            "merchant": wish.merchant_id,
            "seller": wish.seller,
            "lines": [{"text": text, "amount": amount.cents} for text, amount in wish.about],
            "reader": wish.reader,
            "card": wish.card,
        }
        return await self._asked("PUT", wish.key, body)

    async def capture(self, key: PaymentId, amount: Money) -> ProviderPayment:
        """Take what was set aside."""
        return await self._asked("POST", f"{key}/capture", {"amount": amount.cents})

    async def void(self, key: PaymentId) -> ProviderPayment:
        """Set nothing aside any more; an unknown key is burned."""
        return await self._asked("POST", f"{key}/void", {})

    async def refund(self, key: PaymentId, amount: Money) -> ProviderPayment:
        """Give back what was taken."""
        return await self._asked("POST", f"{key}/refund", {"amount": amount.cents})

    async def look_up(self, key: PaymentId) -> ProviderPayment | None:
        """The payment as it is now."""
        status, answer = await self._call("GET", key, None)
        return None if status == UNKNOWN else _read(answer)

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def _asked(self, method: str, path: str, body: dict[str, Any]) -> ProviderPayment:
        _, answer = await self._call(method, path, body)
        return _read(answer)

    async def _call(self, method: str, path: str, body: dict[str, Any] | None) -> tuple[int, Any]:
        """One request. What was not answered in order may have been done: `PaymentsUnreachable`."""
        if self._session is None:
            self._session = aiohttp.ClientSession(headers=self._headers, timeout=self._patience)
        try:
            async with self._session.request(method, f"{self._base}/payments/{path}", json=body) as response:
                if response.status >= THEIR_FAULT:
                    raise PaymentsUnreachable(f"the provider answers {response.status}")
                answer = await response.json()
        except (aiohttp.ClientError, TimeoutError, ValueError) as fault:
            raise PaymentsUnreachable(type(fault).__name__) from fault
        if response.status >= OUR_FAULT and response.status != UNKNOWN:
            raise ValueError(f"the provider refuses {method} {path}: {response.status} {answer}")
        return response.status, answer


def _read(answer: Any) -> ProviderPayment:
    return ProviderPayment(
        key=PaymentId(answer["key"]),
        ref=answer["ref"],
        status=ProviderStatus(answer["status"]),
        captured=Money(answer["captured"]),
        refunded=Money(answer["refunded"]),
        link=answer["link"] or "",
        reason=answer["reason"] or "",
    )
