"""The square over HTTP: the page at /, who is on the stage, and the feed. Described in docs/demo-interface.md."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol, TypeVar

from aiohttp import WSMsgType, web

from bots.channels.web.origin import from_own_page
from bots.channels.web.pages import Pages, add_static_route
from bots.demo.square.feed import Feed, Line
from bots.demo.square.stage import stage
from domain.store import UnitOfWork

T = TypeVar("T")
HERE = Path(__file__).parent
PAGE, TOP = HERE / "templates" / "square.html", HERE / "templates" / "top.html"
HEARTBEAT_SECONDS = 25
LARGEST_FRAME = 1024
MOST_AT_ONCE = 400  # what a slow reader misses it asks for
SLOW_READER_SECONDS = 5


class Core(Protocol):
    """Reads the store."""

    async def read(self, work: Callable[[UnitOfWork], T]) -> T: ...


class Square:
    """The page and what it asks for."""

    def __init__(self, core: Core, pages: Pages, feed: Feed, scenery: Mapping[str, Any]) -> None:
        self._core = core
        self._pages = pages
        self._feed = feed
        self._scenery = scenery
        self._open: set[web.WebSocketResponse] = set()

    def add_to(self, app: web.Application) -> None:
        """Serve the square."""
        app.router.add_get("/", self._page)
        app.router.add_get("/demo/stage", self._tell_stage)
        app.router.add_get("/demo/feed", self._tell_feed)
        add_static_route(app, "/dorfplatz", HERE / "static")
        app.on_shutdown.append(self._close)

    async def _page(self, request: web.Request) -> web.Response:
        talk = self._pages.part("talk.html")
        html = self._pages.render(PAGE, "Dorfplatz", kind="with-square", top=self._pages.part(TOP), talk=talk)
        return self._pages.answer(request, html)

    async def _tell_stage(self, _request: web.Request) -> web.Response:
        return web.json_response(await self._core.read(lambda store: stage(store, self._scenery)))

    async def _tell_feed(self, request: web.Request) -> web.StreamResponse:
        if not web.WebSocketResponse().can_prepare(request):
            return web.json_response(self._told("history", self._feed.since(None, 0)))
        if not from_own_page(request, None):
            raise web.HTTPForbidden(text="Diese Leitung gehört zum Dorfplatz.")
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, max_msg_size=LARGEST_FRAME)
        await socket.prepare(request)
        waiting: asyncio.Queue[Line] = asyncio.Queue()
        hear_no_more = self._feed.listen(waiting.put_nowait)
        sending = asyncio.create_task(self._send(socket, waiting), name="feed")
        self._open.add(socket)
        try:
            async for frame in socket:
                hello = _hello(frame.data) if frame.type is WSMsgType.TEXT else None
                if hello is not None:
                    await socket.send_json(self._told("history", self._feed.since(*hello)))
        except (ConnectionError, RuntimeError):
            pass  # the page has gone
        finally:
            hear_no_more()
            self._open.discard(socket)
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
        return socket

    async def _send(self, socket: web.WebSocketResponse, waiting: asyncio.Queue[Line]) -> None:
        while not socket.closed:
            lines = [await waiting.get()]
            while not waiting.empty():
                lines.append(waiting.get_nowait())
            try:
                async with asyncio.timeout(SLOW_READER_SECONDS):
                    await socket.send_json(self._told("lines", lines[-MOST_AT_ONCE:]))
            except (ConnectionError, RuntimeError, TimeoutError):
                await socket.close()  # the page comes back and asks for what it has missed

    def _told(self, kind: str, lines: list[Line]) -> dict[str, Any]:
        return {"type": kind, "run": self._feed.run, "lines": lines}

    async def _close(self, _app: web.Application) -> None:
        closing = (socket.close(code=1012, message=b"restart") for socket in tuple(self._open))
        await asyncio.gather(*closing, return_exceptions=True)


def _hello(frame: str) -> tuple[str | None, int] | None:
    """The run and the number up to which a page has every line; None when that is not what it says."""
    said: Any = None
    with contextlib.suppress(ValueError):
        said = json.loads(frame)
    if not isinstance(said, dict) or said.get("type") != "hello":
        return None
    run, since = said.get("run"), said.get("since")
    return (run if isinstance(run, str) else None), (since if isinstance(since, int) else 0)
