"""Invitations by link: a page with one button, because messengers open every link once to make a preview of it."""

from __future__ import annotations

import re
from html import escape

from aiohttp import web

from bots.channels.channel import FrontDoor
from bots.channels.web.origin import from_own_page
from bots.channels.web.pages import Pages
from bots.channels.web.visitor import Visitors

_CODE = re.compile(r"[A-Za-z0-9-]{4,40}")


class Invitations:
    """Shows an invitation and takes it when the person presses the button."""

    def __init__(self, door: FrontDoor, pages: Pages, visitors: Visitors, public_url: str | None) -> None:
        self._door = door
        self._pages = pages
        self._visitors = visitors
        self._public_url = public_url

    def show(self, request: web.Request) -> web.Response:
        """The page behind the link: what happens next, and the button."""
        code = request.query.get("einladung", "").strip()
        if not _CODE.fullmatch(code):
            return self._spent(request)
        hidden = f'<input type="hidden" name="code" value="{escape(code)}">'
        response = self._pages.answer(request, self._pages.render("einladung.html", "Ihre Einladung", hidden=hidden))
        self._visitors.remember(request, response, self._visitors.known_or_new(request))
        return response

    async def accept(self, request: web.Request) -> web.StreamResponse:
        """Bind this browser to the invited person."""
        if not from_own_page(request, self._public_url):
            raise web.HTTPForbidden(text="Bitte öffnen Sie die Einladung noch einmal.")
        code = (await request.post()).get("code", "")
        address = self._visitors.known_or_new(request)
        if not isinstance(code, str) or not _CODE.fullmatch(code) or not await self._door.link(address, code):
            return self._spent(request)
        response = web.Response(status=303, headers={"Location": "/chat"})
        self._visitors.remember(request, response, address)
        return response

    def _spent(self, request: web.Request) -> web.Response:
        return self._pages.answer(request, self._pages.render("einladung-alt.html", "Einladung"), status=404)
