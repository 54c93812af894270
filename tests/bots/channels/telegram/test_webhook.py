"""Telegram calls us: only Telegram, and with 200 only what is on disk."""

from __future__ import annotations

import io
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bots.channels.telegram.listening import LARGEST_UPDATE, SECRET_HEADER, WEBHOOK
from tests.bots.channels.telegram.house import ERNA, House, Service, house


@asynccontextmanager
async def called_house() -> AsyncIterator[tuple[House, str]]:
    """A service that Telegram calls, and its address."""
    app = web.Application(client_max_size=64 * 1024)
    server = TestServer(app)
    async with house(starts=False) as at:
        port_known = await _port(server)
        url = f"http://127.0.0.1:{port_known}{WEBHOOK}"
        old = at.service
        at.service = Service(old.url, old.store, webhook=url)
        at.service.telegram.add_routes(app)
        await server.start_server()
        at.service.start()
        try:
            yield at, url
        finally:
            await server.close()


async def _port(server: TestServer) -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server.port = free.getsockname()[1]
    return server.port


async def test_a_call_is_answered_when_the_message_is_safe() -> None:
    async with called_house() as (at, _):
        at.service.core.failures = 2  # the database is away: Telegram calls again
        await at.world.write(ERNA, "Moin")
        await at.hears(ERNA, 1)
        await at.confirmed()
        assert at.service.parser.asked == ["Moin"]
        assert "getUpdates" not in [method for method, _ in at.world.calls]


async def test_nobody_else_may_call() -> None:
    async with called_house() as (at, url), aiohttp.ClientSession() as client:
        for headers in ({}, {SECRET_HEADER: "guessed"}, {SECRET_HEADER: ""}):
            async with client.post(url, json={"update_id": 1}, headers=headers) as answer:
                assert answer.status == 403
        assert at.service.heard(ERNA) == []


async def test_what_is_no_update_is_refused() -> None:
    async with called_house() as (at, url), aiohttp.ClientSession() as client:
        await at.world.wait_for(lambda: bool(at.world.webhook["url"]))
        headers = {SECRET_HEADER: at.service.secret}
        for body in (b"{", b"[]", b'{"no": 1}', b" " * (LARGEST_UPDATE + 1)):
            async with client.post(url, data=io.BytesIO(body), headers=headers) as answer:
                assert answer.status == 400, body[:20]


async def test_an_update_larger_than_our_pages_take_is_read() -> None:
    async with called_house() as (at, _):
        await at.world.write(ERNA, "Moin " + "🥔" * 20_000)
        await at.hears(ERNA, 1)


async def test_a_service_that_asks_again_takes_the_address_back() -> None:
    async with called_house() as (at, _):
        await at.world.wait_for(lambda: bool(at.world.webhook["url"]))
        old = at.service
        await old.stop()
        at.service = Service(old.url, old.store)
        at.service.start()
        await at.world.write(ERNA, "Moin")
        await at.hears(ERNA, 1)
        assert at.world.webhook["url"] == ""
