"""What updates mean, without anything being done about it."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update

from bots.channels.channel import Address, Incoming
from bots.channels.telegram.hearing import (
    ATTACHED,
    HasMoved,
    Heard,
    InGroup,
    Reachable,
    Said,
    Tapped,
    understood,
)
from bots.dialogue.patterns import UNREADABLE
from tests.telegram.emulator import KINDS

ERNA = Address("telegram", "101")
PERSON = {"id": 101, "is_bot": False, "first_name": "Erna"}
CHAT = {"id": 101, "type": "private", "first_name": "Erna"}
GROUP = {"id": -5, "type": "group", "title": "Dorfgruppe"}


def heard(**update: Any) -> Heard | None:
    return understood(Update.de_json({"update_id": 1, **update}, None))


def message(chat: dict[str, Any] = CHAT, **body: Any) -> dict[str, Any]:
    return {"message_id": 7, "date": 0, "chat": chat, "from": PERSON, **body}


def said(**body: Any) -> Incoming:
    found = heard(message=message(**body))
    assert isinstance(found, Said)
    assert len(found.messages) == 1
    return found.messages[0]


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("zwei Liter Milch", "zwei Liter Milch"),
        ("  Milch\x00 ", "Milch"),
        ("*fett* <b>", "*fett* <b>"),
        ("/hilfe", "Hilfe"),
        ("/Hilfe bitte", "Hilfe"),
        ("/code@dorfbote_bot", "Code"),
        ("/korb", "Korb zeigen"),
        ("/warenkorb", "Korb zeigen"),
        ("/stopp", "Stopp"),
        ("/widerruf", "Vertrag widerrufen"),
        ("/start", "Guten Tag"),
        ("/start plakat-am-rathaus", "Guten Tag"),
        ("/start ACFGHKLM", "Einladung ACFGHKLM"),
        ("/start acfghklm", "Einladung ACFGHKLM"),
        ("/start abcdefgh", "Guten Tag"),
        ("/zwei Brote", "zwei Brote"),
        ("/", "/"),
    ],
)
def test_words_and_commands_are_words(written: str, means: str) -> None:
    assert said(text=written) == Incoming(ERNA, "m7", text=means)


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("voice", "voice"),
        ("audio", "voice"),
        ("photo", "picture"),
        ("video", "picture"),
        ("sticker", "sticker"),
        ("location", "location"),
        ("contact", "contact"),
        ("document", "document"),
        ("hologram", "sticker"),
    ],
)
def test_what_cannot_be_read_is_named(kind: str, what: str) -> None:
    assert said(**KINDS[kind]) == Incoming(ERNA, "m7", other=what)


def test_for_everything_that_is_attached_there_is_a_sentence() -> None:
    assert set(ATTACHED.values()) <= UNREADABLE


def test_text_of_zero_characters_is_something_nobody_can_read() -> None:
    assert said(text="\x00") == Incoming(ERNA, "m7", other="sticker")


def test_the_words_below_a_picture_are_read() -> None:
    found = heard(message=message(**KINDS["photo"], caption="Das bitte: 2 Liter Milch"))
    assert found == Said(
        (Incoming(ERNA, "m7+", other="captioned"), Incoming(ERNA, "m7", text="Das bitte: 2 Liter Milch"))
    )


def test_an_album_is_one_thing() -> None:
    first, second = (said(**KINDS["photo"], media_group_id="44", message_id=number) for number in (7, 8))
    assert first == second


def test_notes_of_telegram_itself_mean_nothing() -> None:
    assert heard(message=message(**KINDS["pinned"])) is None
    assert heard(poll={"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
                       "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
                       "allows_revoting": False, "members_only": False}) is None  # fmt: skip


def test_a_changed_message_is_no_new_message_however_often_it_changes() -> None:
    changes = [message(text=text, edit_date=date) for text, date in (("3 Liter", 1), ("4 Liter", 2))]
    assert {heard(edited_message=change) for change in changes} == {Said((Incoming(ERNA, "e7", other="edited"),))}


def test_a_living_location_changes_all_the_time_and_says_nothing() -> None:
    assert heard(edited_message=message(**KINDS["location"], edit_date=1)) is None


def tapped(**query: Any) -> Heard | None:
    return heard(callback_query={"id": "q", "from": PERSON, "chat_instance": "1", **query})


def test_a_tap_brings_payload_and_title() -> None:
    keyboard = {
        "inline_keyboard": [[{"text": "Ja", "callback_data": "/t-1"}], [{"text": "Nein", "callback_data": "/t-2"}]]
    }
    found = tapped(message=message(text="Gut so?", reply_markup=keyboard), data="/t-2")
    assert found == Tapped(Incoming(ERNA, "tq", tap="/t-2"), "q", "Nein")


def test_a_tap_on_a_very_old_message_counts_too() -> None:
    inaccessible = {"message_id": 7, "date": 0, "chat": CHAT}
    assert tapped(message=inaccessible, data="/t-2") == Tapped(Incoming(ERNA, "tq", tap="/t-2"), "q", None)


@pytest.mark.parametrize("query", [{"message": message(GROUP, text="?"), "data": "/t-1"}, {"inline_message_id": "5"}])
def test_taps_from_elsewhere_are_only_answered(query: dict[str, Any]) -> None:
    assert tapped(**query) == Tapped(None, "q", None)


def membership(chat: dict[str, Any], status: str) -> Heard | None:
    bot = {"id": 1, "is_bot": True, "first_name": "Dorfbote"}
    new = {"status": status, "user": bot, **({"until_date": 0} if status == "kicked" else {})}
    old = {"status": "member", "user": bot}
    return heard(
        my_chat_member={"chat": chat, "from": PERSON, "date": 0, "old_chat_member": old, "new_chat_member": new}
    )


def test_who_blocks_us_and_who_lets_us_in_again() -> None:
    assert membership(CHAT, "kicked") == Reachable(ERNA, is_open=False)
    assert membership(CHAT, "member") == Reachable(ERNA, is_open=True)


def test_groups_and_channels_are_no_place_for_us() -> None:
    group = InGroup(Address("telegram", "-5"))
    assert membership(GROUP, "member") == group
    assert membership(GROUP | {"type": "channel"}, "member") == group
    assert membership(GROUP, "left") is None
    assert heard(message=message(GROUP, text="Hallo Dorfbote")) == group


def test_a_chat_that_moves() -> None:
    found = heard(message=message(GROUP, migrate_to_chat_id=-1005))
    assert found == HasMoved(Address("telegram", "-5"), Address("telegram", "-1005"))
