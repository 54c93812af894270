"""The web chat below the page: cookie, origin, socket protocol, headers."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import ClientResponse, ClientWebSocketResponse, WSServerHandshakeError, web
from aiohttp.test_utils import TestClient, TestServer

from bots.channels.channel import Address, Button, Incoming, Outgoing
from bots.channels.web.pages import DEMO_BANNER, OperatorCard, Pages
from bots.channels.web.signing import Signer
from bots.channels.web.socket import EMPTY, LATER, TOO_LONG, UNREADABLE
from bots.channels.web.start import add_start_route
from tests.bots.channels.fake_door import START, FakeDoor
from tests.bots.channels.house import IRMGARD, KEY, House, house

COOKIE = "dorfbote"


def said(text: str) -> Outgoing:
    return Outgoing(0, START, text)


class Line:
    """A socket as the page uses it."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.socket = socket

    async def tell(self, **said: Any) -> None:
        await self.socket.send_str(json.dumps(said))

    async def hear(self, count: int = 1) -> list[dict[str, Any]]:
        return [await self.socket.receive_json(timeout=5) for _ in range(count)]

    async def kinds(self, count: int) -> list[str]:
        return [one["type"] for one in await self.hear(count)]


@asynccontextmanager
async def line(at: House, query: str = "?as=R001", origin: str | None = None) -> AsyncIterator[Line]:
    async with at.client.ws_connect(f"/chat/socket{query}", origin=origin or at.origin) as socket:
        yield Line(socket)


# --- who is it ---------------------------------------------------------------------------------------


async def test_a_stranger_gets_a_cookie_and_keeps_the_name_in_it() -> None:
    async with house(demo=False) as at:
        async with at.client.get("/chat") as response:
            cookie = response.cookies[COOKIE]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert not cookie["secure"]
        async with at.client.get("/chat") as response:
            assert response.cookies[COOKIE].value == cookie.value
        visitor = cookie.value.partition(".")[0]
        async with line(at, "") as page:
            await page.tell(type="say", id="m-000001", text="Moin")
            assert await page.kinds(2) == ["taken", "working"]
        assert at.door.heard == [Incoming(Address("web", visitor), "m-000001", text="Moin")]


@pytest.mark.parametrize("forged", ["", "0" * 32, "0" * 32 + "." + "a" * 40, "ü.ü"])
async def test_a_forged_cookie_is_nobody(forged: str) -> None:
    async with house() as at, line(at, "", at.origin) as page:
        assert await page.hear() == [{"type": "reload"}]
    async with house() as at:
        at.client.session.cookie_jar.update_cookies({COOKIE: forged})
        async with at.client.ws_connect("/chat/socket", origin=at.origin) as socket:
            assert (await socket.receive_json(timeout=5))["type"] == "reload"


async def test_what_was_signed_for_a_form_is_no_cookie() -> None:
    assert Signer(KEY, "visitor").read(Signer(KEY, "withdrawal").signed("0" * 32)) is None


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        Signer(b"short", "visitor")


async def test_persons_of_the_sample_region_exist_in_demo_mode_only() -> None:
    async with house(demo=True) as at, line(at) as page:
        await page.tell(type="say", id="m-000001", text="Moin")
        await page.hear(2)
        assert at.door.heard[0].address == IRMGARD
    async with house(demo=False) as at, line(at) as page:
        assert await page.hear() == [{"type": "reload"}]


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1"])
async def test_other_peoples_pages_get_no_line(origin: str) -> None:
    async with house() as at:
        with pytest.raises(WSServerHandshakeError) as refused:
            await at.client.ws_connect("/chat/socket?as=R001", origin=origin)
        assert refused.value.status == 403
        with pytest.raises(WSServerHandshakeError):
            await at.client.ws_connect("/chat/socket?as=R001")


# --- the talk -----------------------------------------------------------------------------------------


async def test_a_tap_is_taken_as_a_tap() -> None:
    async with house() as at, line(at) as page:
        await page.tell(type="tap", id="m-000001", payload="/open 7", title="Fach auf")
        assert await page.kinds(2) == ["taken", "working"]
        assert at.door.heard == [Incoming(IRMGARD, "m-000001", tap="/open 7")]


async def test_a_message_sent_again_is_taken_again_and_heard_once() -> None:
    async with house() as at, line(at) as page:
        for _ in range(2):
            await page.tell(type="say", id="m-000001", text="Moin")
            assert await page.kinds(2) == ["taken", "working"]
        assert len(at.door.heard) == 1


async def test_a_new_page_gets_the_history_and_nothing_of_it_waits_any_more() -> None:
    async with house() as at, line(at) as page:
        await at.door.gather(Incoming(IRMGARD, "m-000001", text="Moin"))
        at.door.becomes_due(IRMGARD, said("Guten Tag."))
        await page.tell(type="hello", since=0)
        history, ready = await page.hear(2)
        assert [(one["type"], one["text"]) for one in history["lines"]] == [("said", "Moin"), ("message", "Guten Tag.")]
        assert history["lines"][0]["id"] == "m-000001"
        assert ready == {"type": "ready"}
        assert await at.door.undelivered(IRMGARD) == []


async def test_a_page_that_comes_back_gets_what_it_missed() -> None:
    async with house() as at, line(at) as page:
        for text in ("eins", "zwei", "drei"):
            at.door.becomes_due(IRMGARD, said(text))
        await page.tell(type="hello", since=1)
        assert [one.get("text") for one in await page.hear(3)] == ["zwei", "drei", None]


@pytest.mark.parametrize("since", [None, -1, True, "7", 1.5])
async def test_a_page_that_does_not_know_where_it_was_gets_the_history(since: object) -> None:
    async with house() as at, line(at) as page:
        await page.tell(type="hello", since=since)
        assert await page.kinds(2) == ["history", "ready"]


async def test_messages_reach_every_open_page_of_a_person_and_nobody_else() -> None:
    async with house() as at, line(at) as first, line(at) as second, line(at, "?as=R002") as other:
        for page in (first, second, other):
            await page.tell(type="hello", since=0)
            await page.hear(2)
        assert await at.chat.deliver(IRMGARD, [replace(said("Ihre Bestellung liegt bereit."), seq=1)])
        assert [one["text"] for page in (first, second) for one in await page.hear()] == [
            "Ihre Bestellung liegt bereit."
        ] * 2
        await first.tell(type="say", id="m-000001", text="Danke")
        assert await first.kinds(2) == ["taken", "working"]
        assert [(one["type"], one["text"]) for one in await second.hear()] == [("said", "Danke")]
        await other.tell(type="hello", since=0)
        assert await other.kinds(2) == ["history", "ready"]


async def test_without_an_open_page_a_message_has_not_left() -> None:
    async with house() as at:
        assert not await at.chat.deliver(IRMGARD, [said("Moin")])
        async with line(at) as page:
            await page.tell(type="hello", since=0)
            await page.hear(2)
        assert not await at.chat.deliver(IRMGARD, [said("Moin")])


# --- bad input ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        ("{", UNREADABLE),
        ("[1]", UNREADABLE),
        ('{"type":"dance"}', UNREADABLE),
        ('{"type":"say","text":"Moin"}', UNREADABLE),
        ('{"type":"say","id":"<b>","text":"Moin"}', UNREADABLE),
        ('{"type":"say","id":"m-000001","text":7}', UNREADABLE),
        ('{"type":"say","id":"m-000001","text":" \\u0000 "}', EMPTY),
        ('{"type":"tap","id":"m-000001","title":"Ja"}', UNREADABLE),
        ('{"type":"tap","id":"m-000001","title":"Ja","payload":7}', UNREADABLE),
        (json.dumps({"type": "say", "id": "m-000001", "text": "x" * 20_001}), TOO_LONG),
    ],
)
async def test_what_cannot_be_read_is_refused_and_the_line_stays(frame: str, sentence: str) -> None:
    async with house() as at, line(at) as page:
        await page.socket.send_str(frame)
        assert [(one["type"], one["text"]) for one in await page.hear()] == [("refused", sentence)]
        await page.socket.send_bytes(b"\x00")
        assert await page.kinds(1) == ["refused"]
        await page.tell(type="say", id="m-000002", text="Moin")
        assert await page.kinds(2) == ["taken", "working"]
        assert [one.text for one in at.door.heard] == ["Moin"]


async def test_ten_thousand_characters_are_taken_whole() -> None:
    async with house() as at, line(at) as page:
        await page.tell(type="say", id="m-000001", text="🥛" * 10_000)
        assert await page.kinds(2) == ["taken", "working"]
        assert at.door.heard[0].text == "🥛" * 10_000


async def test_a_message_that_could_not_be_stored_is_not_called_taken() -> None:
    async with house() as at, line(at) as page:
        at.door.broken = True
        await page.tell(type="say", id="m-000001", text="Moin")
        assert await page.hear() == [{"type": "later", "id": "m-000001", "text": LATER}]
        at.door.broken = False
        await page.tell(type="say", id="m-000001", text="Moin")
        assert await page.kinds(2) == ["taken", "working"]


async def test_one_person_cannot_open_pages_without_end() -> None:
    async with house() as at:
        sockets = [await at.client.ws_connect("/chat/socket?as=R001", origin=at.origin) for _ in range(13)]
        closed = await sockets[0].receive(timeout=5)
        assert closed.data == 1012
        for socket in sockets:
            await socket.close()


async def test_who_opens_the_chat_is_told_to_who_wants_to_know() -> None:
    async with house() as at:
        came: list[Address] = []

        async def note(address: Address) -> None:
            came.append(address)

        at.chat.came = note
        async with line(at) as open_line:
            await open_line.tell(type="hello", since=0)
            await open_line.hear(2)
        assert came == [IRMGARD]


# --- pages ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/chat", "/impressum", "/datenschutz", "/barrierefreiheit", "/widerruf"])
@pytest.mark.parametrize("demo", [True, False])
async def test_every_page_keeps_foreign_scripts_out_and_names_the_law(path: str, demo: bool) -> None:
    async with house(demo=demo) as at, at.client.get(path) as response:
        html = await response.text()
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert " style=" not in html
        assert "$" not in html
        assert all(
            f'href="{link}"' in html for link in ("/impressum", "/datenschutz", "/barrierefreiheit", "/widerruf")
        )
        assert (DEMO_BANNER in html) is demo
        assert ("Beispielangaben" in html) is (demo and path in {"/impressum", "/datenschutz", "/barrierefreiheit"})


async def test_the_start_page_leads_to_the_chat_and_to_a_human() -> None:
    app = web.Application()
    add_start_route(app, Pages(OperatorCard(), demo=False))
    async with TestClient(TestServer(app)) as client, client.get("/") as response:
        html = await response.text()
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    for link in ("/chat", "tel:05271000000", "/impressum", "/datenschutz", "/barrierefreiheit", "/widerruf"):
        assert f'href="{link}"' in html
    assert "$" not in html


async def test_a_host_that_is_none_does_not_reach_the_policy() -> None:
    async with house() as at, at.client.get("/chat", headers={"Host": "x; script-src *"}) as response:
        assert "script-src *" not in response.headers.get("Content-Security-Policy", "")


async def test_static_files_are_fetched_once() -> None:
    async with house() as at:
        async with at.client.get("/chat/static/chat.js") as response:
            assert response.content_type == "text/javascript"
            etag = response.headers["ETag"]
        async with at.client.get("/chat/static/chat.js", headers={"If-None-Match": etag}) as response:
            assert response.status == 304
        async with at.client.get("/chat/static/..%2fpages.py") as response:
            assert response.status == 404


async def test_no_page_asks_another_machine_for_anything() -> None:
    async with house() as at:
        for name in ("chat.html", "dorfbote.css", "chat.js", "line.js", "bubbles.js", "dorfbote.svg"):
            path = "/chat" if name == "chat.html" else f"/chat/static/{name}"
            async with at.client.get(path) as response:
                text = (await response.text()).replace("http://www.w3.org/2000/svg", "")
            assert "http://" not in text
            assert "https://" not in text


# --- invitations ---------------------------------------------------------------------------------------------


def accept(at: House, origin: str) -> AbstractAsyncContextManager[ClientResponse]:
    """Press the button of the invitation."""
    headers = {"Origin": origin}
    return at.client.post("/chat/einladung", data={"code": "KAPELLEN"}, headers=headers, allow_redirects=False)


async def test_opening_an_invitation_does_not_use_it_up_pressing_the_button_does() -> None:
    async with house(demo=False) as at:
        at.door.invite("KAPELLEN")
        async with at.client.get("/chat?einladung=KAPELLEN") as response:
            assert "Einladung annehmen" in await response.text()
            visitor = response.cookies[COOKIE].value.partition(".")[0]
        assert at.door.invitations["KAPELLEN"] == Address("", "")
        async with accept(at, at.origin) as response:
            assert (response.status, response.headers["Location"]) == (303, "/chat")
        assert at.door.invitations["KAPELLEN"] == Address("web", visitor)
        async with accept(at, at.origin) as response:
            assert response.status == 404
            assert "gilt nicht mehr" in await response.text()


@pytest.mark.parametrize("code", ["", "<script>", "x" * 50])
async def test_a_code_that_is_none_is_said_kindly(code: str) -> None:
    async with house() as at, at.client.get("/chat", params={"einladung": code}) as response:
        assert response.status == 404
        assert "<script>" not in await response.text()


async def test_another_page_cannot_accept_an_invitation() -> None:
    async with house() as at:
        at.door.invite("KAPELLEN")
        async with accept(at, "http://evil.example") as response:
            assert response.status == 403
        assert at.door.invitations["KAPELLEN"] == Address("", "")


async def test_history_marks_who_wrote_and_what_can_be_tapped() -> None:
    async with house(door=FakeDoor()) as at, line(at) as page:
        person = replace(said("Guten Tag."), speaker="Anna Meier", buttons=(Button("Ja", "/yes", "main"),))
        at.door.becomes_due(IRMGARD, person)
        await page.tell(type="hello", since=0)
        told = (await page.hear(2))[0]["lines"][0]
        assert told["speaker"] == "Anna Meier"
        assert told["buttons"] == [{"title": "Ja", "payload": "/yes", "style": "main"}]
