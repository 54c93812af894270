"""The start page: what this is, and the way to the chat."""

from __future__ import annotations

from aiohttp import web

from bots.channels.web.pages import Pages


def add_start_route(app: web.Application, pages: Pages) -> None:
    """Serve the page at /."""

    async def start(request: web.Request) -> web.Response:
        return pages.answer(request, pages.render("start.html", "Willkommen"))

    app.router.add_get("/", start)
