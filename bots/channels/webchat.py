"""The web chat at /chat: a page for everybody with a browser, and the channel that writes to it."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from html import escape

from aiohttp import web

from bots.channels.channel import Address, Capabilities, FrontDoor, Outgoing
from bots.channels.web.invitation import Invitations
from bots.channels.web.legal import add_legal_routes
from bots.channels.web.origin import from_own_page
from bots.channels.web.pages import OperatorCard, Pages, add_static_route
from bots.channels.web.socket import LARGEST_FRAME, OpenPage
from bots.channels.web.visitor import NAME, Visitors
from bots.channels.web.withdrawal import Withdraw, WithdrawalForm, WithdrawalReceipt, add_withdrawal_routes
from domain.clock import Clock
from domain.ids import Chance

__all__ = ["OperatorCard", "WebChat", "WithdrawalForm", "WithdrawalReceipt"]

_log = logging.getLogger(__name__)

_HEARTBEAT_SECONDS = 25
_PAGES_PER_PERSON = 12


class WebChat:
    """Every open page of the web chat, by the address it talks as."""

    name = NAME
    capabilities = Capabilities(buttons=True, tables=True, pictures=True, push=True, max_text=20_000)

    def __init__(
        self,
        *,
        key: bytes,
        clock: Clock,
        chance: Chance,
        demo: bool,
        operator: OperatorCard,
        public_url: str | None = None,
    ) -> None:
        self._key = key
        self._clock = clock
        self._chance = chance
        self._demo = demo
        self._public_url = public_url
        self._pages = Pages(operator, demo=demo)
        self._visitors = Visitors(key, chance, demo=demo, public_url=public_url)
        self._open: dict[Address, list[OpenPage]] = defaultdict(list)
        self.came: Callable[[Address], Awaitable[None]] = _nobody_asks  # is told whenever somebody opens the chat

    async def deliver(self, address: Address, messages: Sequence[Outgoing]) -> bool:
        """Show messages on every open page of this address; True when at least one page has them all."""
        pages = tuple(self._open.get(address, ()))
        return any(await asyncio.gather(*(page.show(messages) for page in pages)))

    async def shorten(self, address: Address, message: Outgoing, sent_as: str | None) -> None:
        """Have every open page take back what has passed; a page that is opened later never shows it."""
        shortened = {"type": "shortened", **message.to_json()}
        await asyncio.gather(*(page.send(shortened) for page in tuple(self._open.get(address, ()))))

    def add_routes(self, app: web.Application, door: FrontDoor, withdraw: Withdraw) -> None:
        """Serve the chat, its socket and the pages around it."""
        invitations = Invitations(door, self._pages, self._visitors, self._public_url)

        async def chat(request: web.Request) -> web.StreamResponse:
            return invitations.show(request) if "einladung" in request.query else self._chat(request)

        async def socket(request: web.Request) -> web.StreamResponse:
            return await self._talk(request, door)

        app.router.add_get("/chat", chat)
        app.router.add_get("/chat/socket", socket)
        app.router.add_post("/chat/einladung", invitations.accept)
        add_static_route(app, "/chat/static")
        add_legal_routes(app, self._pages)
        add_withdrawal_routes(
            app,
            self._pages,
            withdraw=withdraw,
            key=self._key,
            clock=self._clock,
            chance=self._chance,
            public_url=self._public_url,
        )
        app.on_shutdown.append(self._say_goodbye)

    def _chat(self, request: web.Request) -> web.Response:
        person = self._visitors.demo_person(request) or ""
        talk = self._pages.part("talk.html")
        html = self._pages.render("chat.html", "Gespräch", kind="with-chat", speaks_as=escape(person), talk=talk)
        response = self._pages.answer(request, html)
        if not person:
            self._visitors.remember(request, response, self._visitors.known_or_new(request))
        return response

    async def _talk(self, request: web.Request, door: FrontDoor) -> web.StreamResponse:
        if not from_own_page(request, self._public_url):
            raise web.HTTPForbidden(text="Diese Leitung gehört zur Seite /chat.")
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT_SECONDS, max_msg_size=LARGEST_FRAME)
        await socket.prepare(request)
        address = self._visitors.known(request)
        if address is None:
            # Without its cookie the page would be a new stranger at each connection: it must be loaded again.
            await socket.send_json({"type": "reload"})
            await socket.close()
            return socket
        await self.came(address)
        page = OpenPage(socket, address, door, self._clock, self._others)
        self._open[address].append(page)
        try:
            if len(self._open[address]) > _PAGES_PER_PERSON:
                await self._open[address].pop(0).close()
            await page.listen()
        finally:
            self._forget(page)
        return socket

    def _others(self, page: OpenPage) -> Sequence[OpenPage]:
        return [other for other in self._open.get(page.address, ()) if other is not page]

    def _forget(self, page: OpenPage) -> None:
        pages = self._open[page.address]
        if page in pages:
            pages.remove(page)
        if not pages:
            del self._open[page.address]

    async def _say_goodbye(self, _app: web.Application) -> None:
        await self.restart_lines()

    async def restart_lines(self) -> None:
        """Close every socket; the pages come back by themselves."""
        pages = [page for pages in self._open.values() for page in pages]
        await asyncio.gather(*(page.close() for page in pages), return_exceptions=True)


async def _nobody_asks(_address: Address) -> None:
    return
