"""The developers' chat over the real REST interface."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bots.channels.channel import Address, Button, Incoming, Outgoing
from bots.channels.console import Console
from tests.bots.channels.fake_door import START, FakeDoor
from tests.bots.channels.house import house


def milk(incoming: Incoming) -> Sequence[Outgoing]:
    if incoming.tap:
        return [Outgoing(0, START, f"Gewählt: {incoming.tap}")]
    choices = (Button("Vollmilch", "/milk whole"), Button("Heumilch", "/milk hay"))
    return [Outgoing(0, START, "Welche Milch?\nEs gibt zwei.", buttons=choices)]


async def test_a_number_taps_the_button_beside_it() -> None:
    shown: list[str] = []
    async with house(door=FakeDoor(milk)) as at, Console(at.origin, "R001") as console:
        await console.say("milch", shown.append)
        await console.say("2", shown.append)
        assert [one.tap for one in at.door.heard] == [None, "/milk hay"]
    assert shown == [
        "",
        "Dorfbote ‹ Welche Milch?",
        "           Es gibt zwei.",
        "           1. [Vollmilch]",
        "           2. [Heumilch]",
        "[Heumilch]",
        "",
        "Dorfbote ‹ Gewählt: /milk hay",
    ]


async def test_a_number_without_a_button_is_just_said() -> None:
    async with house() as at, Console(at.origin, "R001") as console:
        await console.say("2", lambda _line: None)
        assert at.door.heard[0].text == "2"


async def test_what_becomes_due_appears_while_nothing_is_typed() -> None:
    shown: list[str] = []
    arrived = asyncio.Event()
    lines = iter(["Moin"])

    def show(line: str) -> None:
        shown.append(line)
        if "liegt bereit" in line:
            arrived.set()

    async with house() as at, Console(at.origin, "anna", poll_seconds=0.01) as console:

        async def read_line() -> str | None:
            if line := next(lines, None):
                return line
            at.door.becomes_due(Address("rest", "anna"), Outgoing(0, START, "Ihre Bestellung liegt bereit."))
            await asyncio.wait_for(arrived.wait(), 5)
            return None

        assert await console.talk(read_line, show) == 0
    assert [line for line in shown if "‹" in line] == [
        "Dorfbote ‹ Sie sagten: Moin",
        "Dorfbote ‹ Ihre Bestellung liegt bereit.",
    ]


async def test_a_refusal_is_shown_as_it_is() -> None:
    shown: list[str] = []
    async with house(demo=False) as at, Console(at.origin, "R001", "wrong") as console:
        assert not await console.say("Moin", shown.append)
    assert "(401)" in shown[0]


async def test_nobody_there_is_said_in_one_sentence() -> None:
    shown: list[str] = []

    async def nothing() -> str | None:
        return None

    async with Console("http://127.0.0.1:9", "R001") as console:
        assert await console.talk(nothing, shown.append) == 1
    assert shown == ["Dorfbote antwortet nicht unter http://127.0.0.1:9. Läuft er? (make run)"]
