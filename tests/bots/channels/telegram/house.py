"""The real channel on the real front door, between an emulator and a store in memory."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

from structlog.testing import capture_logs

from bots.channels.channel import Address, Outgoing
from bots.channels.telegram.channel import Connection, Telegram
from bots.channels.telegram.pace import BackOff
from bots.channels.telegram.words import telegram_words
from bots.dialogue.manager import Manager
from bots.dialogue.reply import Option, Reply, Saying, TableRow, Verbatim, WallPicture, say, words
from bots.dialogue.scribe import Scribe
from bots.dialogue.turn import Conversations
from bots.flows.repertoire import REPERTOIRE
from bots.front_door import Door
from bots.mailbag import Mailbag
from bots.texts.texts import Texts
from domain.county import County
from domain.errors import DomainError
from domain.ids import PersonId
from domain.people.model import SYSTEM, ContactAddress, Role
from domain.people.service import invite
from domain.store import Conversation, InboxItem, OutboxItem, UnitOfWork
from nlu.result import Intent, ParseContext, ParseResult
from tests.conversations.stage import INFO
from tests.fakes import FixedClock, InlineExecutor, MemoryStore, county
from tests.telegram.emulator import TOKEN, Emulator
from tests.telegram.server import serving

QUIET = 0.02
FIRST_PAUSE = 0.02
PNG = b"\x89PNG a wall"
ERNA, FRIEDA = 101, 102
TEXTS = Texts()
# What is logged when something of ours is broken: no test expects it.
BUGS = {"telegram.send", "telegram.sweep", "telegram.note", "telegram.update", "telegram.not understood"}


T = TypeVar("T")


class Busy(DomainError):
    """The service is busy."""


class GreetingParser:
    """Takes everything for a greeting, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, store: UnitOfWork) -> GreetingParser:
        return self

    def parse(self, text: str, context: ParseContext) -> ParseResult:
        self.asked.append(text)
        return ParseResult(text=text, intent=Intent("greet", 1.0))


class FailingExecutor(InlineExecutor):
    """A core whose database is away for the next few writes."""

    failures = 0

    async def run(self, work: Callable[[UnitOfWork], T]) -> T:
        if self.failures:
            self.failures -= 1
            raise Busy
        return await super().run(work)


@dataclass
class Service:
    """A service that can be killed and started again on the same store."""

    url: str
    store: MemoryStore
    webhook: str | None = None
    secret: str = "a secret of the webhook"
    token: str = TOKEN

    def __post_init__(self) -> None:
        self.county = county()
        self.parser = GreetingParser()
        self.core = FailingExecutor(self.store)
        scribe = Scribe(TEXTS, self.county.chance)
        self.talk = Conversations(self.county, Manager(REPERTOIRE), scribe, self.parser, INFO, FixedClock())
        self.door = Door(self.core, self.county, self.talk, QUIET)
        self.telegram = Telegram(
            Connection(self.token, self.url, self.webhook, self.secret),
            *telegram_words(TEXTS),
            door=self.door,
            mail=Mailbag(self.core, self.county, self.talk),
            pictures=self.picture,
            back_off=BackOff(self.county.chance, FIRST_PAUSE),
        )
        self.door.channels = {"telegram": self.telegram}
        self.door.ready.set()
        self.task: asyncio.Task[None] | None = None

    async def picture(self, _path: str) -> bytes | None:
        return PNG

    def start(self) -> None:
        self.task = asyncio.create_task(self.telegram.run())

    async def stop(self) -> None:
        if self.task is not None:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)
        await self.door.close()

    # --- what else happens in the house ---

    async def tell(self, who: int, reply: Reply | str, urgency: str = "status") -> None:
        """Something becomes due for somebody."""
        said = say(Verbatim(reply)) if isinstance(reply, str) else reply
        await self.core.run(lambda store: self.talk.tell(store, address(who), said, urgency=urgency))
        await self.door.deliver(address(who))

    async def shortened(self) -> None:
        """What the relay does with what has passed."""
        for item in self.outbox("message.shorten"):
            await self.door.shorten(Address(item.payload["channel"], item.payload["id"]), item.payload["seq"])

    async def with_code_for(self, who: int, world: Emulator) -> None:
        """A code with a picture of the wall becomes due for somebody."""
        world.chat(who)
        wall = WallPicture("P1", (7,), words("notice-wall", station="Vinsebeck", count=1, boxes=["7"]))
        await self.tell(who, Reply((Saying((Verbatim("Ihr Code: 471 108"),), picture=wall),)))

    async def also_reached(self, who: int, channel: str, channel_id: str) -> None:
        """Somebody has another address, too."""

        def add(store: UnitOfWork) -> None:
            person = store.people.at_address("telegram", str(who))
            assert person is not None
            other = ContactAddress(
                channel=channel, channel_id=channel_id, person_id=person.id, last_used_at=self.county.now()
            )
            store.people.add_address(other)

        await self.core.run(add)

    async def invited(self, role: Role = Role.OPERATOR, person: PersonId | None = None) -> str:
        """The code of an invitation."""
        made = await self.core.run(lambda store: invite(self.county, store, SYSTEM, role, person_id=person))
        return made.code

    def outbox(self, kind: str) -> list[OutboxItem]:
        with self.store.begin() as uow:
            due = uow.outbox.claim_due(FixedClock().now(), FixedClock().now(), 100)
            return [item for item in due if item.kind == kind]

    def address(self, who: int) -> ContactAddress | None:
        with self.store.begin() as uow:
            return uow.people.address("telegram", str(who))

    def heard(self, who: int) -> list[InboxItem]:
        with self.store.begin() as uow:
            return list(uow.conversations.recent_inbox("telegram", str(who), 100))

    def chat(self, who: int) -> Conversation:
        with self.store.begin() as uow:
            chat = uow.conversations.lock("telegram", str(who))
            assert chat is not None
            return chat


@dataclass
class House:
    """An emulator and a service."""

    world: Emulator
    service: Service

    async def hears(self, who: int, count: int, seconds: float = 10.0) -> list[str]:
        """The texts somebody has been told, once there are so many."""
        chat = self.world.chat(who)
        try:
            await self.world.wait_for(lambda: len(chat.told) >= count, seconds)
        except TimeoutError:
            raise AssertionError(f"only {[told.text for told in chat.told]}") from None
        return [told.text for told in chat.told]

    async def confirmed(self) -> None:
        """Wait until every update has been confirmed."""
        await self.world.wait_for(lambda: self.world.unconfirmed == 0)

    async def settled(self) -> None:
        """Wait until nothing waits to be sent any more."""
        async with asyncio.timeout(10):
            while self.service.telegram.waiting:
                await asyncio.sleep(0.01)

    async def restarted(self) -> None:
        """The process dies and is started again."""
        await self.service.stop()
        old = self.service
        self.service = Service(old.url, old.store, old.webhook)
        self.service.start()
        await self.service.door.answer_waiting()


@asynccontextmanager
async def house(*, limits: bool = False, starts: bool = True) -> AsyncIterator[House]:
    """A service that asks an emulator for its messages."""
    world = Emulator(limits=limits)
    setting = county()
    with capture_logs() as logs:
        async with _running(world, setting, starts) as at:
            yield at
    bugs = [line for line in logs if line["event"] in BUGS]
    assert bugs == []
    gc.collect()  # what was left open would be a warning in somebody else's test


@asynccontextmanager
async def _running(world: Emulator, setting: County, starts: bool) -> AsyncIterator[House]:
    async with serving(world) as url:
        at = House(world, Service(url, MemoryStore(setting.clock, setting.ids)))
        if starts:
            at.service.start()
        try:
            yield at
        finally:
            await at.service.stop()


def address(who: int) -> Address:
    return Address("telegram", str(who))


def question() -> Reply:
    """A question with two choices, and a table."""
    rows = (
        TableRow(Verbatim(""), Verbatim("Molkerei Nethewiese"), Verbatim(""), "seller"),
        TableRow(Verbatim("2 ×"), Verbatim("Vollmilch 1 l"), Verbatim("2,38 €")),
        TableRow(Verbatim(""), Verbatim("Zusammen"), Verbatim("2,38 €"), "total"),
    )
    options = (
        Option(words("pattern-option-basket"), flow="show-basket"),
        Option(words("pattern-option-human"), flow="human"),
    )
    return Reply((Saying((Verbatim("Stimmt das so?"),), options, rows),))


def outgoing(text: str, **more: object) -> Outgoing:
    return Outgoing(1, FixedClock().now(), text, **more)  # type: ignore[arg-type]
