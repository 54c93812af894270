"""Impressum, Datenschutz and Barrierefreiheit: pages of plain text with the operator's own details."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from bots.channels.web.pages import Pages

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_PAGES = {
    "/impressum": ("impressum.html", "Impressum"),
    "/datenschutz": ("datenschutz.html", "Datenschutz"),
    "/barrierefreiheit": ("barrierefreiheit.html", "Barrierefreiheit"),
}


def add_legal_routes(app: web.Application, pages: Pages) -> None:
    """Serve the pages that the law asks for."""
    for path, (template, title) in _PAGES.items():
        app.router.add_get(path, _page(pages, template, title))


def _page(pages: Pages, template: str, title: str) -> Handler:
    async def show(request: web.Request) -> web.StreamResponse:
        example = "Dies sind Beispielangaben einer Vorführung." if pages.demo else ""
        html = pages.render(template, title, example=f'<p class="notice">{example}</p>' if example else "")
        return pages.answer(request, html)

    return show
