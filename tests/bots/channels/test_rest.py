"""The REST interface keeps Rasa's contract and answers bad input with one clear sentence."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import Any

import pytest

from bots.channels.channel import Address, Button, Incoming, Outgoing, Picture, Row
from bots.channels.rest import RestChannel
from tests.bots.channels.fake_door import START, FakeDoor
from tests.bots.channels.house import REST_TOKEN, House, house

PATH = "/webhooks/rest/webhook"
ANNA = Address("rest", "anna")


async def post(at: House, body: object, **more: Any) -> tuple[int, Any]:
    async with at.client.post(PATH, json=body, **more) as response:
        return response.status, await response.json()


async def test_it_says_that_it_is_there() -> None:
    async with house() as at, at.client.get("/webhooks/rest/") as response:
        assert await response.json() == {"status": "ok"}


async def test_a_message_gets_its_answers() -> None:
    async with house() as at:
        status, answers = await post(at, {"sender": "anna", "message": " zwei Liter Milch "})
        assert (status, answers) == (200, [{"recipient_id": "anna", "text": "Sie sagten: zwei Liter Milch"}])
        assert at.door.heard == [Incoming(ANNA, None, text="zwei Liter Milch")]


def everything(_incoming: Incoming) -> Sequence[Outgoing]:
    return [
        Outgoing(
            0,
            START,
            "Ihre Bestellung liegt bereit.",
            buttons=(Button("Fach auf", "/open 7", "main"),),
            rows=(Row("2 ×", "Brot", "7,80 €"),),
            picture=Picture("/picture/abcdefgh.png", "Fach 7"),
            speaker="Anna Meier",
        )
    ]


async def test_buttons_table_picture_and_person_arrive_as_rasa_would_send_them() -> None:
    async with house(door=FakeDoor(everything)) as at:
        _, answers = await post(at, {"sender": "anna", "message": "code"})
        assert answers == [
            {
                "recipient_id": "anna",
                "text": "Anna Meier (Mensch): Ihre Bestellung liegt bereit.\n2 × Brot  7,80 €",
                "buttons": [{"title": "Fach auf", "payload": "/open 7"}],
                "image": f"{at.origin}/picture/abcdefgh.png",
            }
        ]


async def test_a_payload_sent_as_a_message_is_a_tap() -> None:
    async with house() as at:
        await post(at, {"sender": "anna", "message": "/open 7"})
        assert at.door.heard == [Incoming(ANNA, None, tap="/open 7")]


async def test_the_same_message_id_gets_the_same_answer_and_nothing_happens_twice() -> None:
    async with house() as at:
        once = await post(at, {"sender": "anna", "message": "Moin", "message_id": "m-1"})
        again = await post(at, {"sender": "anna", "message": "Moin", "message_id": "m-1"})
        assert once == again
        assert len(at.door.heard) == 1


async def test_what_has_become_due_stands_first_and_comes_once() -> None:
    async with house() as at:
        at.door.becomes_due(ANNA, Outgoing(0, START, "Ihre Bestellung liegt bereit."))
        _, answers = await post(at, {"sender": "anna", "message": "Moin"})
        assert [one["text"] for one in answers] == ["Ihre Bestellung liegt bereit.", "Sie sagten: Moin"]
        assert await post(at, {"sender": "anna", "message": ""}) == (200, [])


@pytest.mark.parametrize("empty", ["", "  \n ", None, "\x00"])
async def test_an_empty_message_only_fetches(empty: str | None) -> None:
    async with house() as at:
        at.door.becomes_due(ANNA, Outgoing(0, START, "Es ist so weit."))
        _, answers = await post(at, {"sender": "anna", "message": empty})
        assert [one["text"] for one in answers] == ["Es ist so weit."]
        assert at.door.heard == []


async def test_asked_to_stream_it_sends_a_json_object_a_line() -> None:
    async with house() as at:
        at.door.becomes_due(ANNA, Outgoing(0, START, "Zuerst"))
        async with at.client.post(f"{PATH}?stream=true", json={"sender": "anna", "message": "Moin"}) as response:
            lines = (await response.text()).splitlines()
        assert [json.loads(line)["text"] for line in lines] == ["Zuerst", "Sie sagten: Moin"]


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ([], "object"),
        ({"message": "Moin"}, "'sender' is missing"),
        ({"sender": "  ", "message": "Moin"}, "'sender' is missing"),
        ({"sender": 7, "message": "Moin"}, "'sender' is missing"),
        ({"sender": "a" * 101, "message": "Moin"}, "longer than 100"),
        ({"sender": "a\x00", "message": "Moin"}, "cannot be stored"),
        ({"sender": "a", "message": ["Moin"]}, "'message' must be a text"),
        ({"sender": "a", "message": "Moin", "message_id": 3}, "'message_id' must be"),
        ({"sender": "a", "message": "Moin", "message_id": ""}, "'message_id' must be"),
        ({"sender": "a", "message": "M" * 100_001}, "longer than 100000"),
    ],
)
async def test_what_cannot_be_understood_is_refused_in_one_sentence(body: object, word: str) -> None:
    async with house() as at:
        status, answer = await post(at, body)
        assert status == 400
        assert word in answer["error"]
        assert at.door.heard == []


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe\x00", b"[" * 50_000])
async def test_what_is_no_json_is_refused(raw: bytes) -> None:
    async with house() as at, at.client.post(PATH, data=raw) as response:
        assert response.status == 400
        assert await response.json() == {"error": "The body is not valid JSON."}


async def test_a_body_beyond_all_measure_is_refused_as_json_too() -> None:
    async with house() as at, at.client.post(PATH, data=io.BytesIO(b"x" * 2_000_000)) as response:
        assert response.status == 413
        assert await response.json() == {"error": "The request is too large."}


async def test_halves_of_characters_are_made_storable() -> None:
    async with house() as at:
        async with at.client.post(
            PATH, data=b'{"sender":"anna","message":"Milch \\ud83e und Brot\\u0000"}'
        ) as response:
            assert response.status == 200
        assert at.door.heard[0].text == "Milch ? und Brot"


@pytest.mark.parametrize("header", [None, "Bearer wrong", "Bearer", "Basic abc", f"bearer{REST_TOKEN}", "Bearer ü"])
async def test_outside_demo_mode_nobody_speaks_without_the_token(header: str | None) -> None:
    headers = {"Authorization": header} if header else {}
    async with house(demo=False) as at:
        status, answer = await post(at, {"sender": "R001", "message": "Moin"}, headers=headers)
        assert status == 401
        assert "Authorization: Bearer" in answer["error"]
        assert at.door.heard == []


async def test_outside_demo_mode_the_token_opens() -> None:
    async with house(demo=False) as at:
        headers = {"Authorization": f"Bearer {REST_TOKEN}"}
        status, _ = await post(at, {"sender": "x", "message": "Moin"}, headers=headers)
        assert status == 200


async def test_something_broken_inside_is_said_as_json() -> None:
    def broken(_incoming: Incoming) -> Sequence[Outgoing]:
        raise RuntimeError("bug")

    async with house(door=FakeDoor(broken)) as at:
        status, answer = await post(at, {"sender": "anna", "message": "Moin"})
        assert status == 500
        assert "message_id" in answer["error"]


async def test_nothing_leaves_unasked() -> None:
    assert not await RestChannel().deliver(ANNA, [Outgoing(1, START, "Moin")])
