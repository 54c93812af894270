"""The way in: a message is answered once, dues come first, a burst is one message, a bug eats nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bots.channels.channel import Address, Capabilities, Incoming, Outgoing
from bots.dialogue.joining import WRONG_A_MINUTE
from bots.dialogue.manager import Manager
from bots.dialogue.reply import Verbatim, say
from bots.dialogue.scribe import Scribe
from bots.dialogue.turn import Conversations
from bots.flows.repertoire import REPERTOIRE
from bots.front_door import Door
from bots.texts.texts import Texts
from domain.errors import DomainError
from domain.people.model import SYSTEM, Role
from domain.people.service import invite
from domain.store import UnitOfWork
from nlu.result import Intent, ParseContext, ParseResult
from tests.conversations.stage import INFO
from tests.fakes import FixedClock, InlineExecutor, MemoryStore, county

ANNA = Address("web", "anna")
QUIET = 0.05


class GreetingParser:
    """Takes everything for a greeting, and remembers what it was asked; "kaputt" breaks it."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, store: UnitOfWork) -> GreetingParser:
        return self

    def parse(self, text: str, context: ParseContext) -> ParseResult:
        self.asked.append(text)
        if text == "kaputt":
            raise RuntimeError("a bug of ours")
        return ParseResult(text=text, intent=Intent("greet", 1.0))


class House:
    """A door with everything behind it but a database, and itself the channel behind which Anna listens."""

    name, capabilities = "web", Capabilities()

    def __init__(self) -> None:
        self.county = county()
        self.store = MemoryStore(self.county.clock, self.county.ids)
        self.parser = GreetingParser()
        self.core = InlineExecutor(self.store)
        scribe = Scribe(Texts(), self.county.chance)
        self.talk = Conversations(self.county, Manager(REPERTOIRE), scribe, self.parser, INFO, FixedClock())
        self.pushed: list[Outgoing] = []
        self.shortened: list[Outgoing] = []
        self.door = self.another_door()

    def another_door(self) -> Door:
        """The door after a restart: nothing but the store is the same."""
        door = Door(self.core, self.county, self.talk, QUIET)
        door.channels = {"web": self}
        door.ready.set()
        return door

    async def deliver(self, _address: Address, messages: Sequence[Outgoing]) -> bool:
        self.pushed += messages
        return True

    async def shorten(self, _address: Address, message: Outgoing, _sent_as: str | None) -> None:
        self.shortened.append(message)

    async def tell(self, text: str) -> None:
        """Something becomes due for Anna."""
        await self.core.run(lambda store: self.talk.tell(store, ANNA, say(Verbatim(text))))


@pytest.fixture
def house() -> House:
    return House()


def said(text: str, message_id: str | None = None) -> Incoming:
    return Incoming(ANNA, message_id, text=text)


async def test_the_same_message_id_gets_the_same_answer_and_is_understood_once(house: House) -> None:
    first = await house.door.turn(said("Moin", "m-1"))
    again = await house.door.turn(said("Moin", "m-1"))
    assert again == first
    assert house.parser.asked == ["Moin"]


async def test_without_an_id_every_message_is_new(house: House) -> None:
    await house.door.turn(said("Moin"))
    await house.door.turn(said("Moin"))
    assert house.parser.asked == ["Moin", "Moin"]


async def test_what_is_due_stands_first_and_is_told_again_with_the_same_id(house: House) -> None:
    await house.door.turn(said("Moin"))
    await house.tell("Ihre Sachen sind da.")
    first = await house.door.turn(said("Moin", "m-2"))
    assert first[0].text == "Ihre Sachen sind da."
    assert await house.door.turn(said("Moin", "m-2")) == first
    assert await house.door.undelivered(ANNA) == []


async def test_what_was_fetched_is_not_due_any_more(house: House) -> None:
    await house.tell("Ihre Sachen sind da.")
    assert [one.text for one in await house.door.undelivered(ANNA)] == ["Ihre Sachen sind da."]
    assert await house.door.undelivered(ANNA) == []


async def test_a_burst_is_answered_as_one_message_when_it_is_quiet(house: House) -> None:
    await house.door.gather(said("Milch", "g-1"))
    await house.door.gather(said("und Brot", "g-2"))
    assert house.parser.asked == []
    await asyncio.sleep(4 * QUIET)
    assert house.parser.asked == ["Milch\nund Brot"]
    assert house.pushed


async def test_what_was_taken_in_before_a_restart_is_answered_after_it(house: House) -> None:
    await house.door.gather(said("Milch", "g-1"))
    await house.door.close()
    restarted = house.another_door()
    await restarted.answer_waiting()
    await asyncio.sleep(4 * QUIET)
    assert house.parser.asked == ["Milch"]


async def test_nothing_is_answered_before_the_parser_has_learned(house: House) -> None:
    house.door.ready.clear()
    waiting = asyncio.create_task(house.door.turn(said("Moin")))
    await asyncio.sleep(QUIET)
    assert not waiting.done()
    house.door.ready.set()
    assert await waiting


async def test_a_bug_is_apologised_for_once_and_eats_no_message(house: House) -> None:
    answer = await house.door.turn(said("kaputt", "b-1"))
    assert "Bei uns ist etwas schiefgegangen" in answer[0].text
    assert await house.door.turn(said("kaputt", "b-1")) == answer
    assert house.parser.asked == ["kaputt"]
    history = await house.door.history(ANNA)
    assert [line.text for line in history.lines] == ["kaputt", answer[0].text]


async def test_a_bug_in_a_burst_does_not_come_back_for_ever(house: House) -> None:
    await house.door.gather(said("kaputt", "b-2"))
    await asyncio.sleep(4 * QUIET)
    assert [one.text for one in house.pushed if "schiefgegangen" in one.text]
    await house.another_door().answer_waiting()
    await asyncio.sleep(4 * QUIET)
    assert house.parser.asked == ["kaputt"]


async def test_an_invitation_binds_the_address_once(house: House) -> None:
    made = await house.core.run(lambda store: invite(house.county, store, SYSTEM, Role.OPERATOR).code)
    assert await house.door.link(ANNA, made.lower())
    assert not await house.door.link(Address("web", "somebody else"), made)
    person = await house.core.run(lambda store: store.people.at_address(ANNA.channel, ANNA.id))
    assert person is not None
    assert person.actor().has(Role.OPERATOR)


async def test_an_invitation_may_be_written_into_the_chat(house: House) -> None:
    made = await house.core.run(lambda store: invite(house.county, store, SYSTEM, Role.OPERATOR).code)
    (answer,) = await house.door.turn(said(f"Einladung: {made[:4].lower()} {made[4:].lower()}"))
    assert answer.text.startswith("Die Einladung gilt")
    person = await house.core.run(lambda store: store.people.at_address(ANNA.channel, ANNA.id))
    assert person is not None
    assert person.actor().roles == {Role.OPERATOR}


async def test_guesses_in_the_chat_count_with_all_others(house: House) -> None:
    made = await house.core.run(lambda store: invite(house.county, store, SYSTEM, Role.OPERATOR).code)
    for number in range(WRONG_A_MINUTE):
        await house.door.turn(said("ACFG ACFG", f"{number}"))
    assert not await house.door.link(ANNA, made)
    await house.door.turn(said(made))
    person = await house.core.run(lambda store: store.people.at_address(ANNA.channel, ANNA.id))
    assert person is not None
    assert person.actor().roles == {Role.GUEST}


async def test_who_guesses_invitations_is_refused_for_a_while(house: House) -> None:
    made = await house.core.run(lambda store: invite(house.county, store, SYSTEM, Role.OPERATOR).code)
    for _ in range(WRONG_A_MINUTE):
        assert not await house.door.link(ANNA, "AAAAAAAA")
    assert not await house.door.link(ANNA, made)


async def test_a_busy_database_is_said_in_a_sentence_and_the_message_may_come_again(house: House) -> None:
    class Busy(DomainError):
        """The service is busy."""

        @classmethod
        def text_key(cls) -> str:
            return "error-database-busy"

    whole = house.core.run

    async def busy(_work: object) -> None:
        raise Busy

    house.core.run = busy  # type: ignore[method-assign, assignment]
    refused = await house.door.turn(said("Moin", "m-9"))
    assert "noch einmal" in refused[0].text
    house.core.run = whole  # type: ignore[method-assign]
    assert await house.door.turn(said("Moin", "m-9")) != refused
    assert house.parser.asked == ["Moin"]
