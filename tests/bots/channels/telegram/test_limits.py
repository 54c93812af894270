"""Telegram lets only so many messages through: who goes first, and who has to wait."""

from __future__ import annotations

import time
from itertools import pairwise

from bots.channels.telegram.pace import ALL_A_SECOND, ALL_AT_ONCE, CHAT_A_SECOND, CHAT_AT_ONCE, BackOff, Limit
from tests.bots.channels.telegram.house import ERNA, FRIEDA, house
from tests.fakes import SeededChance


def moments(limit: Limit, seconds: float) -> list[float]:
    """When calls may go that all want to go at once."""
    now, gone = 100.0, []
    while now < 100.0 + seconds:
        now += limit.wait(now)
        limit.take(now)
        gone.append(now)
    return gone


def most_in_a_second(gone: list[float]) -> int:
    return max(sum(1 for other in gone if first <= other < first + 1.0) for first in gone)


def test_in_no_second_more_go_than_telegram_takes() -> None:
    assert most_in_a_second(moments(Limit(ALL_AT_ONCE, ALL_A_SECOND), 5)) <= 30


def test_one_chat_gets_a_short_burst_and_then_one_a_second() -> None:
    gone = moments(Limit(CHAT_AT_ONCE, CHAT_A_SECOND), 6)
    assert [round(moment - 100.0) for moment in gone[:7]] == [0, 0, 0, 0, 1, 2, 3]


def test_the_pause_after_a_failure_grows_and_ends_at_a_minute() -> None:
    pauses = [BackOff(SeededChance()).seconds(tries) for tries in range(1, 12)]
    assert all(before * 1.2 <= after or after >= 60 for before, after in pairwise(pauses))
    assert pauses[0] >= 1
    assert max(pauses) <= 72


async def test_a_code_goes_before_reminders_when_all_cannot_go_at_once() -> None:
    async with house(starts=False) as at:
        for who in range(200, 230):
            at.world.chat(who)
            await at.service.tell(who, "Denken Sie an Ostern?", urgency="proactive")
        at.world.chat(ERNA)
        await at.service.tell(ERNA, "Ihr Code: 471 108", urgency="status")
        at.world.chat(FRIEDA)
        await at.service.tell(FRIEDA, "Bitte rufen Sie 112.", urgency="danger")
        at.service.start()
        await at.world.wait_for(lambda: all(chat.told for chat in at.world.chats.values()))
        order = sorted(at.world.chats.values(), key=lambda chat: chat.told[0].at)
        # Several calls are under way together: the first few may overtake each other, no more.
        assert {ERNA, FRIEDA} <= {chat.id for chat in order[:6]}


async def test_after_a_start_the_urgent_go_first_too() -> None:
    async with house(starts=False) as at:
        for who in range(200, 230):
            at.world.chat(who)
            await at.service.tell(who, "Denken Sie an Ostern?", urgency="proactive")
        at.world.chat(ERNA)
        await at.service.tell(ERNA, "Ihr Code: 471 108", urgency="status")
        await at.restarted()  # nobody remembers whom to wake: it stands in the database
        await at.world.wait_for(lambda: all(chat.told for chat in at.world.chats.values()))
        order = sorted(at.world.chats.values(), key=lambda chat: chat.told[0].at)
        assert ERNA in {chat.id for chat in order[:6]}


async def test_who_is_told_to_wait_keeps_nobody_else_waiting() -> None:
    async with house() as at:
        for who in (ERNA, FRIEDA):
            at.world.chat(who)
        at.world.fail("429", method="sendMessage", chat=ERNA, seconds=1)
        began = time.monotonic()
        await at.service.tell(ERNA, "eins")
        await at.service.tell(FRIEDA, "zwei")
        await at.hears(FRIEDA, 1)
        assert time.monotonic() - began < 0.9
        await at.hears(ERNA, 1)
        assert time.monotonic() - began >= 1.0


async def test_when_two_are_told_to_wait_everybody_does() -> None:
    async with house() as at:
        for who in (ERNA, FRIEDA, 303):
            at.world.chat(who)
        at.world.fail("429", method="sendMessage", chat=ERNA, seconds=1)
        at.world.fail("429", method="sendMessage", chat=FRIEDA, seconds=1)
        began = time.monotonic()
        await at.service.tell(ERNA, "eins")
        await at.service.tell(FRIEDA, "zwei")
        await at.world.wait_for(lambda: [method for method, _ in at.world.calls].count("sendMessage") >= 0)
        await at.world.wait_for(lambda: not at.world.faults)
        await at.service.tell(303, "drei", urgency="danger")
        await at.hears(303, 1)
        assert time.monotonic() - began >= 0.9


async def test_a_crowd_is_answered_within_the_limits() -> None:
    async with house(limits=True) as at:
        people = range(300, 345)
        for who in people:
            await at.world.write(who, "Moin")
        await at.world.wait_for(lambda: all(at.world.chat(who).told for who in people), seconds=20)
        await at.settled()
        assert all(len(at.world.chat(who).told) == 1 for who in people)
        # What leaves evenly may arrive in a heap on a busy machine; without a pace more than half would be refused.
        assert at.world.floods <= 3
