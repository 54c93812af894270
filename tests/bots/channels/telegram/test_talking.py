"""A person and the bot, over a real HTTP line."""

from __future__ import annotations

import asyncio
import json

from bots.dialogue.reply import Verbatim, passing, say
from bots.passing import take_back
from domain.people.model import Role
from tests.bots.channels.telegram.house import ERNA, FRIEDA, PNG, address, house, question

UNTOUCHED = {"editMessageText", "editMessageReplyMarkup", "editMessageCaption", "editMessageMedia", "deleteMessage"}


async def test_a_message_is_answered_and_confirmed() -> None:
    async with house() as at:
        await at.world.write(ERNA, "Moin")
        told = await at.hears(ERNA, 1)
        assert told[0].startswith("Guten Tag. Ich bin der Dorfbote, ein Programm.")
        await at.confirmed()
        await at.settled()
        assert at.service.chat(ERNA).delivered_seq == at.service.chat(ERNA).last_seq
        (sent,) = [params for method, params in at.world.calls if method == "sendMessage"]
        assert json.loads(sent["link_preview_options"]) == {"is_disabled": True}  # nobody else opens her links


async def test_a_burst_is_one_message() -> None:
    async with house() as at:
        await at.world.write(ERNA, "Milch")
        await at.world.write(ERNA, "und Brot")
        await at.hears(ERNA, 1)
        assert at.service.parser.asked == ["Milch\nund Brot"]


async def test_a_question_has_its_choices_below_each_other() -> None:
    async with house() as at:
        at.world.chat(ERNA)
        await at.service.tell(ERNA, question())
        await at.hears(ERNA, 1)
        told = at.world.chat(ERNA).told[0]
        assert (
            told.text == "Stimmt das so?\n\nMolkerei Nethewiese:\n2 × Vollmilch 1 l: 2,38\u00a0€\nZusammen: 2,38\u00a0€"
        )
        assert told.bold == ("2,38\u00a0€", "2,38\u00a0€")
        assert [title for title, _, _ in told.buttons] == ["1.\u00a0Mein Korb", "2.\u00a0Mensch, bitte"]
        markup = next(params["reply_markup"] for method, params in at.world.calls if method == "sendMessage")
        assert markup.count("[[") + markup.count("], [") == 2  # a row each


async def test_a_tap_is_answered_at_once_and_shows_what_was_tapped() -> None:
    async with house() as at:
        at.world.chat(ERNA)
        await at.service.tell(ERNA, question())
        await at.hears(ERNA, 1)
        query = await at.world.tap(ERNA, "1.")
        told = await at.hears(ERNA, 2)
        assert "Korb" in told[1]
        await at.world.wait_for(lambda: query in at.world.answered)
        assert at.world.answered[query] == "1.\u00a0Mein Korb"


async def test_the_same_tap_again_says_nothing_new_but_ends_the_waiting_sign() -> None:
    async with house() as at:
        at.world.chat(ERNA)
        await at.service.tell(ERNA, question())
        await at.hears(ERNA, 1)
        first = await at.world.tap(ERNA, "1.")
        await at.hears(ERNA, 2)
        second = await at.world.tap(ERNA, "1.")
        await at.world.wait_for(lambda: {first, second} <= at.world.answered.keys())
        await asyncio.sleep(0.1)
        assert len(at.world.chat(ERNA).told) == 2


async def test_nothing_that_was_told_is_ever_changed_or_taken_back() -> None:
    async with house() as at:
        await at.world.write(ERNA, "Moin")
        await at.hears(ERNA, 1)
        await at.service.tell(ERNA, question())
        await at.hears(ERNA, 2)
        await at.world.tap(ERNA, "2.")
        await at.hears(ERNA, 3)
        await at.world.tap(ERNA, "1.")
        await at.hears(ERNA, 4)
        assert {method for method, _ in at.world.calls} & UNTOUCHED == set()


async def test_only_what_was_to_be_read_for_a_while_is_shortened_where_it_stands() -> None:
    async with house() as at:
        at.world.chat(ERNA)
        await at.service.tell(ERNA, question())
        door = say(Verbatim("Klara Drüke, Kapellenweg 914"), Verbatim("An der Tür: zweimal klingeln"))
        await at.service.tell(ERNA, passing(door, "stop:s1", Verbatim("Halt 1 von 3: ein Haus in Vinsebeck.")))
        before = await at.hears(ERNA, 2)
        await at.settled()
        await at.service.core.run(lambda store: take_back(store, "stop:s1"))
        await at.service.shortened()
        told = await at.hears(ERNA, 2)
        assert told == [before[0], "Halt 1 von 3: ein Haus in Vinsebeck."]
        assert {method for method, _ in at.world.calls} & UNTOUCHED == {"editMessageText"}
        await at.service.core.run(lambda store: take_back(store, "stop:s1"))
        assert len(at.service.outbox("message.shorten")) == 1  # the first one; nothing is taken back twice


async def test_what_has_passed_before_it_could_be_sent_is_never_sent_whole() -> None:
    async with house(starts=False) as at:
        at.world.chat(ERNA)
        door = passing(say(Verbatim("Klara Drüke, Kapellenweg 914")), "stop:s1", Verbatim("Halt 1 von 3."))
        await at.service.tell(ERNA, door)
        await at.service.core.run(lambda store: take_back(store, "stop:s1"))
        await at.service.shortened()
        at.service.start()
        assert await at.hears(ERNA, 1) == ["Halt 1 von 3."]


async def test_a_message_that_somebody_has_deleted_need_not_be_shortened() -> None:
    async with house() as at:
        at.world.chat(ERNA)
        door = passing(say(Verbatim("Klara Drüke, Kapellenweg 914")), "stop:s1", Verbatim("Halt 1 von 3."))
        await at.service.tell(ERNA, door)
        await at.hears(ERNA, 1)
        await at.settled()
        at.world.chat(ERNA).told.clear()
        await at.service.core.run(lambda store: take_back(store, "stop:s1"))
        await at.service.shortened()
        assert at.world.chat(ERNA).told == []


async def test_a_picture_is_sent_as_one() -> None:
    async with house() as at:
        await at.service.with_code_for(ERNA, at.world)
        await at.hears(ERNA, 1)
        told = at.world.chat(ERNA).told[0]
        assert told.picture == PNG
        assert told.text == "Ihr Code: 471 108\n\nBild: Wand in Vinsebeck, Fach 7 ist markiert"


UNREADABLE = {
    "voice": "Sprache kann ich leider noch nicht hören",
    "photo": "Bilder kann ich leider nicht lesen",
    "sticker": "Das kann ich leider nicht lesen",
    "location": "Mit dem Standort kann ich nichts anfangen",
    "contact": "Einen geschickten Kontakt kann ich nicht lesen",
    "document": "Dateien kann ich leider nicht öffnen",
    "hologram": "Das kann ich leider nicht lesen",
}


async def test_what_cannot_be_read_is_said_kindly() -> None:
    async with house() as at:
        for who, (kind, answer) in enumerate(UNREADABLE.items(), 500):
            await at.world.send(who, kind)
            introduction, told = await at.hears(who, 2)
            assert "ein Programm" in introduction
            assert told.startswith(answer)


async def test_words_below_a_picture_are_answered() -> None:
    async with house() as at:
        await at.world.send(ERNA, "photo", caption="zwei Liter Milch")
        told = await at.hears(ERNA, 3)
        assert told[1].startswith("Das Bild kann ich leider nicht sehen.")
        assert at.service.parser.asked == ["zwei Liter Milch"]


async def test_an_album_is_answered_once() -> None:
    async with house() as at:
        for _ in range(3):
            await at.world.send(ERNA, "photo", album="44")
        await at.hears(ERNA, 2)
        await at.confirmed()
        await asyncio.sleep(0.1)
        assert len(at.world.chat(ERNA).told) == 2


async def test_a_changed_message_orders_nothing_twice() -> None:
    async with house() as at:
        number = await at.world.write(ERNA, "zwei Liter Milch")
        await at.hears(ERNA, 1)
        await at.world.edit(ERNA, number, "drei Liter Milch")
        told = await at.hears(ERNA, 2)
        assert told[1].startswith("Sie haben eine frühere Nachricht geändert.")
        assert at.service.parser.asked == ["zwei Liter Milch"]


async def test_the_link_of_an_invitation_makes_somebody_known_once() -> None:
    async with house() as at:
        code = await at.service.invited()
        await at.world.write(ERNA, f"/start {code}")
        assert (await at.hears(ERNA, 1))[0].startswith("Die Einladung gilt, ab jetzt kenne ich Sie hier.")
        await at.world.repeat(new_ids=True)  # the same update, as after a lost confirmation
        await at.world.write(FRIEDA, f"/start {code}")
        assert "Diese Einladung gilt nicht mehr." in "\n".join(await at.hears(FRIEDA, 1))
        await at.confirmed()
        assert len(at.world.chat(ERNA).told) == 1
        with at.service.store.begin() as uow:
            person = uow.people.at_address("telegram", str(ERNA))
            assert person is not None
            assert person.actor().has(Role.OPERATOR)


async def test_who_blocks_us_is_told_nothing_until_she_writes_again() -> None:
    async with house() as at:
        await at.world.write(ERNA, "Moin")
        await at.hears(ERNA, 1)
        at.world.chat(ERNA).blocked = True  # we learn of it by trying
        await at.service.tell(ERNA, "Ihr Code: 471 108")
        await at.settled()
        contact = at.service.address(ERNA)
        assert contact is not None
        assert contact.blocked
        assert [item.payload["name"] for item in at.service.outbox("event")][-1] == "AddressShut"
        at.world.chat(ERNA).blocked = False
        await at.world.write(ERNA, "Moin")
        told = await at.hears(ERNA, 3)
        assert told[1] == "Ihr Code: 471 108"  # what waited comes first
        contact = at.service.address(ERNA)
        assert contact is not None
        assert not contact.blocked


async def test_who_has_another_way_hears_it_there() -> None:
    async with house() as at:
        await at.world.write(ERNA, "Moin")
        await at.hears(ERNA, 1)
        await at.service.also_reached(ERNA, "web", "her-tablet")
        at.world.chat(ERNA).blocked = True
        await at.service.tell(ERNA, "Ihr Code: 471 108")
        await at.settled()
        with at.service.store.begin() as uow:
            there = uow.conversations.undelivered("web", "her-tablet")
            assert [message.body["text"] for message in there] == ["Ihr Code: 471 108"]
            assert uow.conversations.undelivered("telegram", str(ERNA)) == []
        assert [item.payload for item in at.service.outbox("push")] == [{"channel": "web", "id": "her-tablet"}]


async def test_telegram_tells_when_somebody_blocks_us_or_lets_us_in() -> None:
    async with house() as at:
        await at.world.write(ERNA, "Moin")
        await at.hears(ERNA, 1)
        await at.world.block(ERNA)
        await at.confirmed()
        contact = at.service.address(ERNA)
        assert contact is not None
        assert contact.blocked
        await at.service.tell(ERNA, "Ihr Code: 471 108")
        await at.settled()
        await at.world.unblock(ERNA)
        assert (await at.hears(ERNA, 2))[1] == "Ihr Code: 471 108"
        contact = at.service.address(ERNA)
        assert contact is not None
        assert not contact.blocked


async def test_a_chat_that_moves_takes_its_messages_along() -> None:
    async with house() as at:
        await at.world.write(ERNA, "Moin")
        await at.hears(ERNA, 1)
        await at.world.migrate(ERNA, to=909)
        await at.service.tell(ERNA, "Ihre Sachen sind da.")
        await at.settled()
        assert at.service.address(ERNA) is None
        assert at.service.address(909) is not None
        (push,) = at.service.outbox("push")
        await at.service.door.deliver(address(int(push.payload["id"])))  # as the relay does
        assert await at.hears(909, 1) == ["Ihre Sachen sind da."]


async def test_in_a_group_it_says_one_sentence_and_leaves() -> None:
    async with house() as at:
        await at.world.add_to_group(ERNA, group=-77)
        await at.confirmed()
        (item,) = at.service.outbox("group.leave")  # one, though Telegram told it twice
        group = address(int(item.payload["id"]))
        await at.service.telegram.leave_group(group, with_words=True)
        await at.service.telegram.leave_group(group, with_words=False)  # the relay may come again
        assert [told.text for told in at.world.chat(-77).told] == [
            "Ich schreibe nur mit einzelnen Menschen und verlasse diese Gruppe. Schreiben Sie mir gern allein."
        ]
        assert not at.world.chat(-77).member
        assert at.service.heard(-77) == []


async def test_what_people_read_before_they_write_is_set_once() -> None:
    async with house() as at:
        await at.world.wait_for(lambda: bool(at.world.short_description))
        assert [command["command"] for command in at.world.commands][:3] == ["hilfe", "code", "korb"]
        assert "ein Programm" in at.world.description
        assert len(at.world.description) <= 512
        assert len(at.world.short_description) <= 120
        at.world.calls.clear()
        await at.restarted()
        await at.world.wait_for(lambda: ("getMyShortDescription", {}) in at.world.calls)
        assert not [method for method, _ in at.world.calls if method.startswith("setMy")]
