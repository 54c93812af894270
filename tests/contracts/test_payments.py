"""The port of payments: the simulated provider beside us, and behind its HTTP interface, keep the same promises."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from domain.ids import MerchantId, PaymentId
from domain.money import Money
from domain.payments.model import Method
from domain.payments.ports import Payments, PaymentsUnreachable, PaymentWish, ProviderStatus
from integrations.payments.client import HttpPayments
from integrations.payments.server import ProviderServer
from integrations.payments.simulated import DECLINED, SLOW, NearPayments, SimulatedProvider

S = ProviderStatus
KEY = PaymentId("z1")
WISH = PaymentWish(
    key=KEY,
    method=Method.CARD,
    amount=Money(164),
    merchant_id=MerchantId("DOR"),
    seller="Dorfmarkt & Söhne",
    about=(("1 × Joghurt", Money(149)), ("Pfand", Money(15))),
    reader="P1-32",
)
LINK = replace(WISH, method=Method.LINK, reader="")


class Twin:
    """One of the two, with the provider behind it."""

    def __init__(self, payments: Payments, provider: SimulatedProvider, page: str) -> None:
        self.payments, self.provider, self.page = payments, provider, page


def books(folder: Path) -> SimulatedProvider:
    tokens = itertools.count(1)
    return SimulatedProvider(folder / "provider.db", lambda: f"token{next(tokens)}", lambda token: f"/pay/{token}")


@pytest.fixture(params=["near", "http"])
async def twin(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Twin]:
    provider = books(tmp_path)
    if request.param == "near":
        yield Twin(NearPayments(provider), provider, "")
        provider.close()
        return
    server = TestServer(ProviderServer(provider, "secret", "http://127.0.0.1:9/none", hangs_seconds=1.5).app())
    await server.start_server()
    page = str(server.make_url("")).rstrip("/")
    payments = HttpPayments(f"{page}/v1", "secret", patience_seconds=1.0)
    yield Twin(payments, provider, page)
    await payments.close()
    await server.close()
    provider.close()


async def test_a_card_is_asked_at_once_and_the_money_taken_once(twin: Twin) -> None:
    seen = await twin.payments.authorise(WISH)
    assert (seen.key, seen.status, seen.captured, seen.link) == (KEY, S.AUTHORISED, Money(0), "")
    taken = await twin.payments.capture(KEY, Money(164))
    assert (taken.status, taken.captured, taken.ref) == (S.CAPTURED, Money(164), seen.ref)
    assert await twin.payments.capture(KEY, Money(164)) == taken


async def test_the_same_key_is_one_payment(twin: Twin) -> None:
    first = await twin.payments.authorise(WISH)
    assert await twin.payments.authorise(WISH) == first


async def test_a_page_waits_for_the_payer(twin: Twin) -> None:
    seen = await twin.payments.authorise(LINK)
    assert seen.status is S.PENDING
    assert seen.link
    token = seen.link.rpartition("/")[2]
    assert twin.provider.agreed(token, yes=True)
    found = await twin.payments.look_up(KEY)
    assert found
    assert found.status is S.AUTHORISED
    assert twin.provider.agreed(token, yes=False), "what has ended stays so"
    assert await twin.payments.look_up(KEY) == found


async def test_who_declines_has_nothing_set_aside(twin: Twin) -> None:
    assert (await twin.payments.authorise(replace(WISH, card=DECLINED))).status is S.FAILED
    seen = await twin.payments.authorise(replace(LINK, key=PaymentId("z2")))
    twin.provider.agreed(seen.link.rpartition("/")[2], yes=False)
    found = await twin.payments.look_up(PaymentId("z2"))
    assert found
    assert (found.status, found.reason) == (S.FAILED, "cancelled_by_payer")


async def test_what_is_set_free_cannot_be_taken(twin: Twin) -> None:
    await twin.payments.authorise(WISH)
    for _ in range(2):
        assert (await twin.payments.void(KEY)).status is S.VOIDED
    with pytest.raises(Exception, match="voided"):
        await twin.payments.capture(KEY, Money(164))


async def test_a_key_that_was_never_seen_is_burned(twin: Twin) -> None:
    """The wish may still be on its way: it must not set anything aside when it comes after all."""
    assert await twin.payments.look_up(KEY) is None
    assert (await twin.payments.void(KEY)).status is S.VOIDED
    assert (await twin.payments.authorise(WISH)).status is S.VOIDED


async def test_money_goes_back_once(twin: Twin) -> None:
    await twin.payments.authorise(WISH)
    await twin.payments.capture(KEY, Money(164))
    for _ in range(2):
        back = await twin.payments.refund(KEY, Money(164))
        assert (back.status, back.refunded) == (S.REFUNDED, Money(164))


async def test_never_more_than_was_set_aside(twin: Twin) -> None:
    await twin.payments.authorise(WISH)
    with pytest.raises(Exception, match="authorised"):
        await twin.payments.capture(KEY, Money(165))


async def test_out_of_reach_says_so(twin: Twin) -> None:
    twin.provider.reachable = False
    with pytest.raises(PaymentsUnreachable):
        await twin.payments.authorise(WISH)
    with pytest.raises(PaymentsUnreachable):
        await twin.payments.look_up(KEY)
    twin.provider.reachable = True
    assert await twin.payments.look_up(KEY) is None


# --- the line and the page ----------------------------------------------------------------------------------------


@pytest.fixture
async def http(tmp_path: Path) -> AsyncIterator[Twin]:
    provider = books(tmp_path)
    server = TestServer(ProviderServer(provider, "secret", "http://127.0.0.1:9/none", hangs_seconds=1.5).app())
    await server.start_server()
    page = str(server.make_url("")).rstrip("/")
    payments = HttpPayments(f"{page}/v1", "secret", patience_seconds=0.3)
    yield Twin(payments, provider, page)
    await payments.close()
    await server.close()
    provider.close()


async def test_an_answer_that_gets_lost_leaves_the_money_set_aside(http: Twin) -> None:
    with pytest.raises(PaymentsUnreachable):
        await http.payments.authorise(replace(WISH, card=SLOW))
    found = await http.payments.look_up(KEY)
    assert found
    assert found.status is S.AUTHORISED


async def test_nobody_asks_without_the_secret(http: Twin) -> None:
    stranger = HttpPayments(f"{http.page}/v1", "guess")
    with pytest.raises(ValueError, match="401"):
        await stranger.void(KEY)
    await stranger.close()
    assert await http.payments.look_up(KEY) is None


async def test_the_books_outlive_the_provider(tmp_path: Path) -> None:
    provider = books(tmp_path)
    provider.authorise(WISH)
    provider.close()
    again = books(tmp_path)
    found = again.look_up(KEY)
    assert found
    assert found.status is S.AUTHORISED
    again.close()


async def test_the_page_says_what_is_paid_to_whom_and_pays_it(http: Twin) -> None:
    seen = await http.payments.authorise(LINK)
    async with ClientSession() as session:
        async with session.get(http.page + seen.link) as response:
            text = await response.text()
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert "Dorfmarkt &amp; Söhne" in text
        assert "1,64 € bezahlen" in text
        async with session.post(http.page + seen.link, data={"do": "pay"}) as response:
            assert "Bezahlt." in await response.text()
        async with session.post(http.page + seen.link, data={"do": "something"}) as response:
            assert response.status == 404
        async with session.get(http.page + "/pay/guess") as response:
            assert response.status == 404
    found = await http.payments.look_up(KEY)
    assert found
    assert found.status is S.AUTHORISED
