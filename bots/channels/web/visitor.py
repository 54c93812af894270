"""Who a browser is: a stranger with a signed cookie, or in demo mode the person named in the address."""

from __future__ import annotations

import re

from aiohttp import web

from bots.channels.channel import Address
from bots.channels.web.signing import Signer, fresh_id
from domain.ids import Chance

NAME = "web"

_COOKIE = "dorfbote"
# Browsers keep a cookie 400 days at most; every visit renews it.
_KEPT_SECONDS = 400 * 24 * 3600
_VISITOR = re.compile(r"[0-9a-f]{32}")
_DEMO_PERSON = re.compile(r"[A-Za-z0-9]{1,12}")


class Visitors:
    """Finds and gives the cookie that names a browser."""

    def __init__(self, key: bytes, chance: Chance, *, demo: bool, public_url: str | None) -> None:
        self._signer = Signer(key, "visitor")
        self._chance = chance
        self._demo = demo
        self._public_https = bool(public_url and public_url.startswith("https:"))

    def demo_person(self, request: web.Request) -> str | None:
        """The person of the sample region this page speaks as ("?as=R001"), only in demo mode."""
        wanted = request.query.get("as", "")
        return wanted if self._demo and _DEMO_PERSON.fullmatch(wanted) else None

    def known(self, request: web.Request) -> Address | None:
        """The address of this browser, or None when it has no valid cookie."""
        person = self.demo_person(request)
        if person is not None:
            return Address(NAME, f"demo-{person}")
        visitor = self._signer.read(request.cookies.get(_COOKIE, ""))
        return Address(NAME, visitor) if visitor and _VISITOR.fullmatch(visitor) else None

    def known_or_new(self, request: web.Request) -> Address:
        """The address of this browser; a browser without a valid cookie is somebody new."""
        return self.known(request) or Address(NAME, fresh_id(self._chance))

    def remember(self, request: web.Request, response: web.StreamResponse, address: Address) -> None:
        """Give the browser its cookie, again at each visit so that it does not run out."""
        if not _VISITOR.fullmatch(address.id):
            return
        response.set_cookie(
            _COOKIE,
            self._signer.signed(address.id),
            max_age=_KEPT_SECONDS,
            path="/",
            httponly=True,
            samesite="Lax",
            secure=request.secure or self._public_https,
        )
