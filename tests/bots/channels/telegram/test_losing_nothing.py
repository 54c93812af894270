"""The line breaks, Telegram is away, the process dies: nothing is lost, and nothing is done twice."""

from __future__ import annotations

import asyncio

import pytest

from bots.dialogue.reply import Verbatim, say
from tests.bots.channels.telegram.house import ERNA, FRIEDA, address, house, outgoing, question


async def told_in_order(count: int, *faults: tuple[str, int]) -> list[str]:
    """Somebody is told so many messages while these faults happen to sending them."""
    async with house() as at:
        at.world.chat(ERNA)
        for how, times in faults:
            at.world.fail(how, times=times, method="sendMessage")
        for number in range(1, count + 1):
            await at.service.tell(ERNA, f"Nummer {number}")
        told = await at.hears(ERNA, count)
        await at.settled()
        assert at.service.chat(ERNA).delivered_seq == count
        return told


@pytest.mark.parametrize("how", ["500", "502", "cut-before", "429"])
async def test_what_was_not_taken_is_sent_again(how: str) -> None:
    assert await told_in_order(3, (how, 1)) == ["Nummer 1", "Nummer 2", "Nummer 3"]


async def test_a_line_that_breaks_after_the_message_repeats_that_one_at_worst() -> None:
    told = await told_in_order(3, ("cut-after", 1))
    assert told[:3] == ["Nummer 1", "Nummer 1", "Nummer 2"]


async def test_several_faults_in_a_row_change_neither_order_nor_number() -> None:
    told = await told_in_order(3, ("500", 2), ("cut-before", 1), ("429", 1))
    assert told == ["Nummer 1", "Nummer 2", "Nummer 3"]


async def test_a_message_that_telegram_refuses_comes_in_plain_words() -> None:
    async with house() as at:
        at.world.chat(ERNA)
        at.world.fail("400", method="sendMessage", words="Bad Request: BUTTON_DATA_INVALID")
        await at.service.tell(ERNA, question())
        await at.service.tell(ERNA, "danach")
        told = await at.hears(ERNA, 2)
        assert told[0].endswith("1. Mein Korb\n2. Mensch, bitte")
        assert told[1] == "danach"


async def test_a_message_that_telegram_refuses_altogether_is_parked_and_keeps_nobody_waiting() -> None:
    async with house() as at:
        at.world.chat(ERNA)
        at.world.fail("400", times=2, method="sendMessage", words="Bad Request: nobody likes this")
        await at.service.tell(ERNA, "unmöglich")
        await at.service.tell(ERNA, "danach")
        assert await at.hears(ERNA, 1) == ["danach"]
        (item,) = at.service.outbox("message.refused")
        assert item.payload == {"channel": "telegram", "id": "101", "seq": 1, "why": "Nobody likes this"}


async def test_an_update_is_confirmed_only_when_it_is_on_disk() -> None:
    async with house(starts=False) as at:
        await at.world.write(ERNA, "Milch")
        at.service.core.failures = 2  # the database is away
        at.service.start()
        await asyncio.sleep(0.03)
        assert at.world.unconfirmed == 1
        await at.hears(ERNA, 1)
        await at.confirmed()
        assert at.service.parser.asked == ["Milch"]


async def test_what_was_fetched_and_not_taken_in_is_fetched_again_after_a_death() -> None:
    async with house(starts=False) as at:
        await at.world.write(ERNA, "Milch")
        await at.world.write(FRIEDA, "Brot")
        at.service.core.failures = 1000
        at.service.start()
        await at.world.wait_for(lambda: "getUpdates" in [method for method, _ in at.world.calls])
        await asyncio.sleep(0.05)
        await at.restarted()
        await at.hears(ERNA, 1)
        await at.hears(FRIEDA, 1)
        assert sorted(at.service.parser.asked) == ["Brot", "Milch"]


async def test_what_was_taken_in_but_not_answered_is_answered_after_a_death() -> None:
    async with house() as at:
        at.service.door.ready.clear()  # the parser still learns
        await at.world.write(ERNA, "Milch")
        await at.confirmed()
        await at.restarted()
        await at.hears(ERNA, 1)
        assert at.service.parser.asked == ["Milch"]


async def test_what_was_answered_but_not_sent_is_sent_after_a_death() -> None:
    async with house() as at:
        at.world.fail("500", times=1000, method="sendMessage")
        await at.world.write(ERNA, "Milch")
        await at.world.wait_for(
            lambda: "sendMessage" in [method for method, _ in at.world.calls] or not at.world.unconfirmed
        )
        while not at.service.parser.asked:
            await asyncio.sleep(0.01)
        at.world.heal()
        await at.restarted()
        await at.hears(ERNA, 1)
        await at.settled()
        assert len(at.world.chat(ERNA).told) == 1


@pytest.mark.parametrize("new_ids", [False, True])
async def test_the_same_updates_again_change_nothing(new_ids: bool) -> None:
    async with house() as at:
        at.world.chat(ERNA)
        await at.service.tell(ERNA, question())
        await at.hears(ERNA, 1)
        await at.world.write(ERNA, "Milch")
        await at.hears(ERNA, 2)
        await at.world.tap(ERNA, "1.")
        await at.hears(ERNA, 3)
        await at.world.send(ERNA, "voice")
        await at.hears(ERNA, 4)
        await at.world.repeat(4, new_ids=new_ids)
        await at.confirmed()
        await asyncio.sleep(0.1)
        assert len(at.world.chat(ERNA).told) == 4
        assert at.service.parser.asked == ["Milch"]


async def test_updates_out_of_order_are_put_in_order() -> None:
    async with house(starts=False) as at:
        at.world.reorders = True
        for word in ("Milch", "Brot", "Eier"):
            await at.world.write(ERNA, word)
        at.service.start()
        await at.hears(ERNA, 1)
        assert at.service.parser.asked == ["Milch\nBrot\nEier"]


async def test_after_a_quiet_week_updates_begin_at_a_lower_number() -> None:
    async with house() as at:
        await at.world.write(ERNA, "Milch")
        await at.hears(ERNA, 1)
        await at.confirmed()
        at.world.jump(17)
        for count, word in enumerate(("Brot", "Eier"), 2):
            await at.world.write(ERNA, word)
            await at.hears(ERNA, count)
        await at.confirmed()
        assert at.service.parser.asked == ["Milch", "Brot", "Eier"]


async def test_a_line_that_breaks_while_we_ask_loses_nothing() -> None:
    async with house() as at:
        for how in ("cut-before", "500", "cut-after", "429"):
            at.world.fail(how, method="getUpdates")
        await at.world.write(ERNA, "Milch")
        await at.hears(ERNA, 1)
        await at.confirmed()
        assert at.service.parser.asked == ["Milch"]


async def test_a_service_without_telegram_tries_again_and_says_how_it_is() -> None:
    async with house(starts=False) as at:
        at.world.fail("cut-before", times=3)
        assert at.service.telegram.condition == "away"
        at.service.start()
        await at.world.write(ERNA, "Moin")
        await at.hears(ERNA, 1)
        assert at.service.telegram.condition == "ok"
        await at.settled()
        at.world.fail("500", times=1000)
        await at.service.tell(ERNA, "Ihre Sachen sind da.")
        while at.service.telegram.condition != "away":
            await asyncio.sleep(0.01)
        assert at.service.telegram.waiting == 1
        at.world.heal()
        assert (await at.hears(ERNA, 2))[1] == "Ihre Sachen sind da."
        await at.settled()
        assert at.service.telegram.condition == "ok"


async def test_a_wrong_token_is_told_apart_from_a_bad_line() -> None:
    async with house(starts=False) as at:
        at.service.token = at.world.token
        at.world.token = "0000:another"
        at.service.start()
        async with asyncio.timeout(5):
            while at.service.telegram.condition != "refused":
                await asyncio.sleep(0.01)


async def test_an_answer_that_came_too_late_for_its_query_disturbs_nobody() -> None:
    async with house() as at:
        at.world.chat(ERNA)
        await at.service.tell(ERNA, question())
        await at.hears(ERNA, 1)
        at.world.fail("400", method="answerCallbackQuery", words="Bad Request: query is too old")
        await at.world.tap(ERNA, "1.")
        assert len(await at.hears(ERNA, 2)) == 2


async def test_a_message_that_left_but_could_not_be_marked_is_only_marked_again() -> None:
    async with house() as at:
        at.world.chat(ERNA)
        talk, core = at.service.talk, at.service.core
        await core.run(lambda store: talk.tell(store, address(ERNA), say(Verbatim("einmal"))))
        core.failures = 3  # the database is away when the mark is to be set
        await at.service.telegram.deliver(address(ERNA), [outgoing("einmal")])
        await at.settled()
        assert at.service.chat(ERNA).delivered_seq == 1
        assert [told.text for told in at.world.chat(ERNA).told] == ["einmal"]


async def test_one_chat_that_always_fails_does_not_take_the_turns_of_others() -> None:
    async with house() as at:
        for who in (ERNA, FRIEDA):
            at.world.chat(who)
        at.world.fail("500", times=1000, method="sendMessage", chat=ERNA)
        await at.service.tell(ERNA, "nie")
        for number in range(1, 7):
            await at.service.tell(FRIEDA, f"Nummer {number}")
        await at.hears(FRIEDA, 6)
        assert len(at.world.failed) <= 12
        at.world.heal()
        assert await at.hears(ERNA, 1) == ["nie"]
