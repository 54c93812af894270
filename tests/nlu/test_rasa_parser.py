"""The second opinion: taken when it comes in time, missed by nobody when it does not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from nlu.rasa.answer import result_of
from nlu.rasa_parser import FAILURES, LONGEST_TEXT, RasaParser
from nlu.result import Entity

Answering = Callable[[str], Awaitable[web.Response]]
ANSWER = {
    "text": "zwo Milch",
    "intent": {"name": "order_items", "confidence": 0.9},
    "intent_ranking": [{"name": "order_items", "confidence": 0.9}, {"name": "ask_product", "confidence": 0.1}],
    "entities": [
        {"entity": "quantity", "start": 0, "end": 3, "value": "2"},
        {"entity": "product", "start": 4, "end": 9, "value": "Milch"},
    ],
}


class Server:
    """A server with Rasa's address for parsing; what it answers is up to the test."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer: Answering = self.well

    async def well(self, _text: str) -> web.Response:
        return web.json_response(ANSWER)

    async def handle(self, request: web.Request) -> web.Response:
        text = (await request.json())["text"]
        self.asked.append(text)
        return await self.answer(text)


@asynccontextmanager
async def parser_and_server(seconds: float = 5.0) -> AsyncIterator[tuple[RasaParser, Server]]:
    server, app = Server(), web.Application()
    app.router.add_post("/model/parse", server.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    parser = RasaParser(f"http://127.0.0.1:{runner.addresses[0][1]}/", seconds)
    try:
        yield parser, server
    finally:
        await parser.close()
        await runner.cleanup()


async def test_intent_ranking_and_marked_words_are_read() -> None:
    async with parser_and_server() as (parser, _):
        result = await parser.opinion("zwo Milch")
    assert result is not None
    assert [(one.name, one.confidence) for one in result.ranking] == [("order_items", 0.9), ("ask_product", 0.1)]
    assert result.entities == (Entity("quantity", "zwo", 0, 3, "2"), Entity("product", "Milch", 4, 9))


async def test_who_answers_late_has_no_opinion() -> None:
    async with parser_and_server(seconds=0.05) as (parser, server):

        async def late(_text: str) -> web.Response:
            await asyncio.sleep(30)
            raise AssertionError("nobody waited so long")

        server.answer = late
        assert await parser.opinion("Milch") is None


async def test_a_server_that_is_gone_has_no_opinion() -> None:
    gone = RasaParser("http://127.0.0.1:9", 1.0)
    assert await gone.opinion("Milch") is None
    await gone.close()


@pytest.mark.parametrize("body", ["no json", "[]", '{"intent": {"name": "x"}}', "null"])
async def test_an_answer_that_is_none_is_no_opinion(body: str) -> None:
    async with parser_and_server() as (parser, server):

        async def broken(_text: str) -> web.Response:
            return web.Response(text=body, content_type="application/json")

        server.answer = broken
        assert await parser.opinion("Milch") is None


async def test_after_failures_in_a_row_it_is_left_alone_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    async with parser_and_server() as (parser, server):

        async def broken(_text: str) -> web.Response:
            return web.Response(status=500)

        server.answer = broken
        for _ in range(FAILURES):
            assert await parser.opinion("Milch") is None
        server.answer = server.well
        assert await parser.opinion("Milch") is None
        assert len(server.asked) == FAILURES

        loop = asyncio.get_running_loop()
        began = loop.time
        monkeypatch.setattr(loop, "time", lambda: began() + 31)
        assert await parser.opinion("Milch") is not None
        assert len(server.asked) == FAILURES + 1


async def test_nothing_and_novels_are_not_asked_about() -> None:
    async with parser_and_server() as (parser, server):
        assert await parser.opinion("  ") is None
        assert await parser.opinion("Milch " * LONGEST_TEXT) is None
        assert server.asked == []


def test_what_is_no_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="no answer of Rasa"):
        result_of("Milch", {"intent": None})
