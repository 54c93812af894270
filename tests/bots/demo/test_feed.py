"""The feed: lines in order and without gaps, what happened in two languages, and no code in either."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import pytest
from aiohttp import WSServerHandshakeError, web
from aiohttp.test_utils import TestClient, TestServer

from bots.channels.channel import Address
from bots.channels.web.pages import OperatorCard, Pages
from bots.demo.square import behind
from bots.demo.square.feed import KEPT_OF_A_KIND, Entry, Feed, Kind
from bots.demo.square.page import Square
from bots.demo.square.watcher import Watcher
from bots.dialogue.conversation import Offered
from bots.dialogue.reply import say, words
from bots.dialogue.turn import Seen
from bots.texts.texts import Texts
from domain.ids import MerchantId, PersonId, StationId
from domain.lockers.ports import BoxSeen, Door, StationEvent, StationEventKind
from domain.store import OutboxItem, UnitOfWork
from nlu.result import Candidate, Intent, Item, Match, ParseResult
from tests.bots.test_notifications import RESIDENT, World

T = TypeVar("T")
NOW = datetime(2026, 11, 25, 8, 10, tzinfo=UTC)
SCENERY: dict[str, Any] = {"ages": {"R001": 82}, "places": [], "river": []}


class Core:
    """Reads a county in memory."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        return work(self.world.uow)


@pytest.fixture(scope="module")
def world() -> World:
    """The sample county, to look at."""
    return World()


def entry(title: str = "x") -> Entry:
    return Entry(NOW, Kind.EVENT, title)


# --- lines ---------------------------------------------------------------------------------------------------


def test_a_page_hears_what_it_has_missed_and_after_a_restart_everything() -> None:
    feed = Feed("run-2")
    for number in range(5):
        feed.add(entry(str(number)))
    assert [line["n"] for line in feed.since("run-2", 3)] == [4, 5]
    assert [line["title"] for line in feed.since("run-1", 3)] == ["0", "1", "2", "3", "4"]


def test_old_lines_go_and_the_numbers_stay() -> None:
    feed = Feed("run")
    for _ in range(KEPT_OF_A_KIND + 7):
        feed.add(entry())
    lines = feed.since("run", 0)
    assert len(lines) == KEPT_OF_A_KIND
    assert lines[0]["n"] == 8


def test_much_of_one_kind_does_not_push_out_another() -> None:
    feed = Feed("run")
    feed.add(Entry(NOW, Kind.TURN, "order_items"))
    for _ in range(KEPT_OF_A_KIND + 7):
        feed.add(Entry(NOW, Kind.LIFE, "dorf/v1/st/p1/state"))
    feed.add(Entry(NOW, Kind.TURN, "tap"))
    lines = feed.since("run", 0)
    assert [line["title"] for line in lines if line["kind"] == "turn"] == ["order_items", "tap"]
    assert [line["n"] for line in lines] == sorted(line["n"] for line in lines)


def test_who_hears_no_more_hears_no_more() -> None:
    feed = Feed("run")
    heard: list[dict[str, Any]] = []
    stop = feed.listen(heard.append)
    feed.add(entry())
    stop()
    feed.add(entry())
    assert [line["n"] for line in heard] == [1]


# --- what the machine saw ---------------------------------------------------------------------------------------


def test_a_turn_shows_what_was_understood_and_no_code() -> None:
    item = Item("brötchen", candidates=(Candidate("BAE-120", 0.98, Match.NAME), Candidate("BAE-116", 0.7, Match.NEAR)))
    parse = ParseResult("", Intent("order_items", 0.971), items=(item,))
    seen = Seen(
        Address("web", "demo-R001"),
        RESIDENT,
        "mein Code 471 108 geht nicht",
        parse,
        None,
        say(words("order-put")),
        "order",
    )
    told = behind.turn(seen)
    assert told["said"] == "mein Code ••• ••• geht nicht"
    assert told["intent"] == "order_items 0.97"
    assert told["items"] == "„brötchen“ → BAE-120 0.98, BAE-116 0.70"
    assert told["reply"] == "order-put"


def test_a_tap_shows_its_button() -> None:
    tapped = Offered("t", "Alles da", value={"list": 3})
    told = behind.turn(Seen(Address("web", "x"), PersonId("BAE"), "", None, tapped, say(words("order-put")), None))
    assert told["tapped"] == 'Alles da {"list": 3}'


def test_the_wire_is_shown_without_signatures_and_verifiers() -> None:
    sent = {"v": 1, "grants": [{"g": "0197", "box": [7], "ver": "c2VjcmV0"}], "mac": "c2lnbmF0dXJl"}
    shown = behind.payload(json.dumps(sent).encode())
    assert json.loads(shown) == {"v": 1, "grants": [{"g": "0197", "box": [7]}]}
    assert behind.payload(b"\xff\x00") == "2 bytes"
    assert len(behind.payload(json.dumps({"x": "y" * 5000}).encode())) < 400


async def test_signs_of_life_are_told_apart(world: World) -> None:
    def look(watcher: Watcher) -> None:
        watcher.wire("up", "dorf/v1/st/p1/state", b"{}")
        watcher.wire("up", "dorf/v1/st/p1/box/7/state", b"{}")
        watcher.wire("down", "dorf/v1/st/p1/cmd", b'{"type":"set-time","v":1}')
        watcher.wire("down", "dorf/v1/st/p1/cmd", b'{"type":"open","v":1}')

    assert [line["kind"] for line in await lines_of(world, look)] == ["life", "mqtt", "life", "mqtt"]


def test_a_number_in_an_id_is_no_code() -> None:
    assert behind.short("01a204b3-c8c5-758f-97fb-5c6faf123456 471108") == "01a204b3-c8c5-758f-97fb-5c6faf123456 ••• •••"


# --- watching ------------------------------------------------------------------------------------------------------


async def lines_of(world: World, look: Callable[[Watcher], None]) -> list[dict[str, Any]]:
    feed = Feed("run")
    watcher = Watcher(feed, Core(world), world.clock, Texts())
    running = asyncio.create_task(watcher.run())
    look(watcher)
    await asyncio.sleep(0.05)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    return feed.since(None, 0)


async def test_an_event_is_told_in_a_sentence_and_in_fields() -> None:
    own = World()
    own.ready()
    events = [{"name": type(event).__name__, "fields": event.payload()} for event in own.commit()]
    items = [OutboxItem(id="1", kind="event", payload=e, due_at=NOW, created_at=NOW) for e in events]

    def look(watcher: Watcher) -> None:
        for item in items:
            watcher.outbox(item, True, 0.0042)

    line = next(line for line in await lines_of(own, look) if line["title"] == "PickupReady")
    assert line["told"] == "Der Abholpunkt Vinsebeck kennt den Code von Irmgard Pöppelbaum. Er öffnet auch ohne Netz."
    assert line["ms"] == 4.2
    assert line["detail"]["person_id"] == "R001"


async def test_a_line_that_cannot_be_told_does_not_hide_the_next(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    broken = {"name": "AnEventOfYesterday", "fields": {}}
    item = OutboxItem(id="1", kind="event", payload=broken, due_at=NOW, created_at=NOW)

    def look(watcher: Watcher) -> None:
        watcher.outbox(item, True, 0)
        watcher.commit("Door.turn.<locals>.<lambda>", 0.01, {"messages": 2, "inbox": 1})

    lines = await lines_of(world, look)
    assert [line["detail"] for line in lines] == [{"work": "Door.turn", "rows": "1 inbox · 2 messages"}]
    assert "a line of the feed was lost" in caplog.text


async def test_doors_are_told_when_they_move_and_not_with_every_sign_of_life(world: World) -> None:
    opened = StationEvent(StationId("P1"), "b", 1, StationEventKind.DOOR_OPENED, 7, None, NOW, False)

    def look(watcher: Watcher) -> None:
        watcher.report(BoxSeen(StationId("P1"), 7, Door.OPEN, None, 1))
        watcher.report(opened)

    assert [line["told"] for line in await lines_of(world, look)] == ["Fach 7 in Vinsebeck ist offen."]


async def test_an_item_that_must_wait_says_so(world: World) -> None:
    item = OutboxItem(id="1", kind="station.open", payload={"command_id": "c"}, due_at=NOW, created_at=NOW, attempts=2)
    (line,) = await lines_of(world, lambda watcher: watcher.outbox(item, False, 0.1))
    assert line["detail"] == {"command_id": "c", "try": "2", "state": "not yet"}
    assert line["told"] is None


# --- over the line ---------------------------------------------------------------------------------------------------


async def square(world: World) -> tuple[TestClient[web.Request, web.Application], Feed]:
    feed = Feed("run")
    app = web.Application()
    Square(Core(world), Pages(OperatorCard(), demo=True), feed, SCENERY).add_to(app)
    return TestClient(TestServer(app)), feed


async def test_a_page_gets_what_there_is_and_then_what_comes(world: World) -> None:
    client, feed = await square(world)
    async with client:
        feed.add(entry("before"))
        async with client.ws_connect("/demo/feed", origin=str(client.make_url("/").origin())) as line:
            await line.send_json({"type": "hello", "since": 0})
            history = await line.receive_json()
            assert (history["type"], [one["title"] for one in history["lines"]]) == ("history", ["before"])
            feed.add(entry("after"))
            lines = await line.receive_json()
            assert (lines["type"], [one["title"] for one in lines["lines"]]) == ("lines", ["after"])
            await line.send_str("nonsense")
            await line.send_json({"type": "hello", "run": "run", "since": 2})
            assert (await line.receive_json())["lines"] == []
        async with client.get("/demo/feed") as response:
            assert [one["title"] for one in (await response.json())["lines"]] == ["before", "after"]


async def test_other_pages_cannot_listen(world: World) -> None:
    client, _ = await square(world)
    async with client:
        with pytest.raises(WSServerHandshakeError):
            await client.ws_connect("/demo/feed", origin="https://elsewhere.example")


async def test_the_stage_knows_people_by_role_and_ages_only_from_the_scenery(world: World) -> None:
    client, _ = await square(world)
    async with client, client.get("/demo/stage") as response:
        told = await response.json()
    people = {person["id"]: person for person in told["people"]}
    assert people["R001"] == {
        "id": "R001",
        "name": "Irmgard Pöppelbaum",
        "role": "resident",
        "at": "Vinsebeck",
        "age": 82,
        "sells": None,
    }
    assert people["BAE"]["at"] == "Bäckerei Korn & Kruste"
    shelf = {product.name for product in world.uow.catalogue.of_merchant(MerchantId("BAE"))}
    assert people["BAE"]["sells"]["name"] in shelf
    assert people["V02"]["at"] == "Vinsebeck"
    assert len(told["stations"]) == 6
    assert sum(village["town"] for village in told["villages"]) == 9  # nobody lives in a place called Marienmünster


async def test_the_page_keeps_foreign_scripts_out(world: World) -> None:
    client, _ = await square(world)
    async with client, client.get("/") as response:
        html = await response.text()
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "Vorführung, es wird nichts verkauft" in html
    assert "GeoNames" in html
    assert " style=" not in html
    assert "$" not in html
