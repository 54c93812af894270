"""The whole first way as a real process: a sentence, a merchant's nod, a code, an open door."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from typing import Any

from tests.journeys.program import Program
from tests.journeys.web_page import WebPage

Answer = list[dict[str, Any]]


class Way:
    """The steps of the way, one after another; each can be followed by a death of the process."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.answer: Answer = []
        self.code = ""
        self.box = 0
        self.order = ""

    def order_goods(self) -> None:
        self.answer = self.program.say("R001", "zwei Liter Milch und ein Pfund Butter bitte", "m1")
        self.answer = self.program.tap("R001", self.answer, "H-Milch 3,5")

    def settle_the_rest(self) -> None:
        self.answer = self.program.tap("R001", self.answer, "Deutsche Markenbutter")
        self.answer = self.program.say("R001", "das ist alles", "m4")
        self.answer = self.program.say("R001", "ins Fach", "m5")

    def buy(self) -> None:
        self.answer = self.program.tap("R001", self.answer, "Jetzt kaufen")
        self.order = re.search(r"[A-Z]{3}-\d\d", _text(self.answer))[0]  # type: ignore[index]

    def merchants_nod(self) -> None:
        for merchant, step in (("MOL", "PT4H30M"), ("DOR", "PT3H")):  # 13:40 and 16:40: their lists have come
            self.program.advance(step)
            self.program.tap(merchant, self.program.fetch(merchant), "Alles da")
        heard = _text(self.program.fetch("R001"))
        assert heard.count("zugesagt") == 2, heard

    def fill(self) -> None:
        self.program.advance("PT15H30M")  # 08:10 on the next day
        answer = self.program.asks_for_filling()
        answer = self.program.tap("C1", answer, self.order) if _has(answer, self.order) else answer
        for _ in range(8):
            opening = next((b for one in answer for b in one.get("buttons", []) if "öffnen" in b["title"]), None)
            if opening is None:
                break
            self.box = int(re.search(r"\d+", opening["title"])[0])  # type: ignore[index]
            self.program.say("C1", opening["payload"])
            answer = self.program.wait_for("C1", "offen")
            answer = self.program.tap("C1", answer, "Eingeräumt")

    def hear_the_code(self) -> None:
        heard = self.program.wait_for("R001", "Code")
        self.code = re.search(r"\b(\d{3} \d{3})\b", _text(heard))[1]  # type: ignore[index]

    def open_the_door(self) -> None:
        answer = self.program.station("P1", "keypad", code=self.code)
        assert answer["opened"], answer


STEPS: list[Callable[[Way], None]] = [
    Way.order_goods,
    Way.settle_the_rest,
    Way.buy,
    Way.merchants_nod,
    Way.fill,
    Way.hear_the_code,
    Way.open_the_door,
]


def test_nothing_is_lost_or_said_twice_when_the_process_dies_between_any_two_steps(program: Program) -> None:
    way = Way(program)
    for number, step in enumerate(STEPS):
        if number:
            program.kill()
            program.start()
        step(way)
    program.wait_for("R001", "geöffnet")
    told = program.said["R001"]
    assert sum("Wir haben Ihre Bestellung erhalten" in text for text in told) == 1
    assert sum(way.code in text for text in told) == 1
    assert _parked(program) == 0


def test_an_answer_that_got_lost_is_given_again_and_nothing_is_bought_twice(program: Program) -> None:
    way = Way(program)
    way.order_goods()
    way.settle_the_rest()
    payload = next(b["payload"] for b in way.answer[-1]["buttons"] if b["title"] == "Jetzt kaufen")
    with ThreadPoolExecutor() as hands:
        sent = hands.submit(program.say, "R001", payload, "the-tap")
        time.sleep(0.01)  # somewhere between the request and the answer
        program.kill()
        with contextlib.suppress(OSError, AssertionError, HTTPException):
            sent.result()
    program.start()
    first = program.say("R001", payload, "the-tap")
    assert "Wir haben Ihre Bestellung erhalten" in _text(first)
    assert program.say("R001", payload, "the-tap") == first
    assert program.say("R001", payload, "another tap") == first[-1:]
    program.advance("PT4H30M")
    lists = [text for text in [_text(program.fetch("MOL"))] if "Packliste" in text]
    assert len(lists) == 1
    assert lists[0].count("Markenbutter") == 2  # once in the sum, once with her name


def test_the_code_opens_while_the_line_is_cut(program: Program) -> None:
    way = Way(program)
    for step in STEPS[:-1]:
        step(way)
    program.station("P1", "link", up=False)
    assert program.station("P1", "keypad", code=way.code)["opened"]
    program.station("P1", "link", up=True)
    program.wait_for("R001", "geöffnet")


async def test_the_way_over_the_web_page(program: Program) -> None:
    async with WebPage(program.url, "R001") as page:
        await page.say("journey-1", "zwei Liter Milch")
        await page.say("journey-2", "und ein Pfund Butter bitte")  # a burst is one message
        await page.hear("„Milch“")
        await page.say("journey-3", "1")
        await page.hear("„Butter“")
        await page.say("journey-4", "1")
        await page.hear("noch etwas")
        await page.tap("journey-5", "Das ist alles")
        await page.hear("Wie möchten Sie")
    async with WebPage(program.url, "R001") as page:  # opened again: nothing is lost
        await page.hear("Wie möchten Sie")
        await page.tap("journey-6", "Ins Fach")
        await page.hear("Jetzt kaufen")
        await page.say("journey-7", "kaufen")
        assert "Sie heißt" in await page.hear("Wir haben Ihre Bestellung erhalten")
        await asyncio.to_thread(program.advance, "PT4H30M")
        answer = await asyncio.to_thread(program.fetch, "MOL")
        await asyncio.to_thread(program.tap, "MOL", answer, "Alles da")
        await page.hear("zugesagt")  # unasked, on the open page


def _text(answer: Answer) -> str:
    return "\n".join(one["text"] for one in answer)


def _parked(program: Program) -> int:
    return int(program.state()["parked"])


def _has(answer: Answer, label: str) -> bool:
    return any(label in button["title"] for one in answer for button in one.get("buttons", []))
