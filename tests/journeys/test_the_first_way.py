"""The whole first way as a real process: a sentence, a merchant's nod, a code, an open door."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from nlu.training import load_or_train
from tests.journeys.program import Program

Answer = list[dict[str, Any]]


@pytest.fixture(scope="session")
def trained_cache(pytestconfig: pytest.Config) -> Path:
    cache = Path(pytestconfig.cache.mkdir("nlu"))
    load_or_train(Path(__file__).parents[2] / "nlu" / "data", cache)
    return cache


@pytest.fixture
def program(tmp_path: Path, trained_cache: Path) -> Iterator[Program]:
    program = Program(tmp_path / "var", trained_cache)
    program.start()
    yield program
    program.stop()


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
        self.answer = self.program.say("R001", "1", "m2")

    def settle_the_rest(self) -> None:
        self.answer = self.program.say("R001", "1", "m3")
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
        answer = self.program.say("C1", "was liegt an")
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


def test_the_way_is_gone_and_nothing_is_said_twice(program: Program) -> None:
    way = Way(program)
    for step in STEPS:
        step(way)
    program.wait_for("R001", "geöffnet")
    told = [text for text in program.said["R001"] if "Code" in text and way.code in text]
    assert len(told) == 1


@pytest.mark.parametrize("deaths_before", range(1, len(STEPS)), ids=lambda n: f"killed_before_{STEPS[n].__name__}")
def test_nothing_is_lost_when_the_process_dies(program: Program, deaths_before: int) -> None:
    way = Way(program)
    for number, step in enumerate(STEPS):
        if number == deaths_before:
            program.kill()
            program.start()
        step(way)
    program.wait_for("R001", "geöffnet")
    bought = [text for text in program.said["R001"] if "Wir haben Ihre Bestellung erhalten" in text]
    assert len(bought) == 1
    assert sum(way.code in text for text in program.said["R001"]) == 1


def test_the_code_opens_while_the_line_is_cut(program: Program) -> None:
    way = Way(program)
    for step in STEPS[:-1]:
        step(way)
    program.station("P1", "link", up=False)
    assert program.station("P1", "keypad", code=way.code)["opened"]
    program.station("P1", "link", up=True)
    program.wait_for("R001", "geöffnet")


def _text(answer: Answer) -> str:
    return "\n".join(one["text"] for one in answer)


def _has(answer: Answer, label: str) -> bool:
    return any(label in button["title"] for one in answer for button in one.get("buttons", []))
