"""The channels' routes around a fake front door, ready to be called."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bots.channels import rest
from bots.channels.channel import Address
from bots.channels.webchat import OperatorCard, WebChat, WithdrawalForm, WithdrawalReceipt
from tests.bots.channels.fake_door import START, CountingChance, FakeDoor

KEY = b"a key of enough bytes for a test"
REST_TOKEN = "long-and-secret"
IRMGARD = Address("web", "demo-R001")

Client = TestClient[web.Request, web.Application]


@dataclass
class Office:
    """Takes withdrawals, each once."""

    taken: dict[str, WithdrawalForm] = field(default_factory=dict)
    closed: bool = False

    async def withdraw(self, form: WithdrawalForm) -> WithdrawalReceipt:
        if self.closed:
            raise RuntimeError("the database is locked")
        self.taken.setdefault(form.request_id, form)
        return WithdrawalReceipt("WDR-4K7", START, form.contact)


@dataclass
class House:
    """One running service: call it through `client`, look behind its door."""

    client: Client
    door: FakeDoor
    chat: WebChat
    office: Office

    @property
    def origin(self) -> str:
        return str(self.client.make_url("/").origin())


@asynccontextmanager
async def house(*, demo: bool = True, door: FakeDoor | None = None, port: int | None = None) -> AsyncIterator[House]:
    """A service on a free port of this machine."""
    door = door or FakeDoor()
    chat = WebChat(key=KEY, clock=door.clock, chance=CountingChance(), demo=demo, operator=OperatorCard())
    office = Office()
    app = web.Application()
    chat.add_routes(app, door, office.withdraw)
    rest.add_routes(app, door, demo=demo, token=REST_TOKEN)
    server = TestServer(app) if port is None else TestServer(app, port=port)
    async with TestClient(server) as client:
        yield House(client, door, chat, office)
