"""From the first word on Telegram to the code, with the real program, which dies in between."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.program import Program
from tests.telegram.emulator import TOKEN
from tests.telegram.remote import Person, Telegram, telegram

ERNA, BERND = 101, 102


@pytest.fixture
def everybody() -> Iterator[Telegram]:
    """Telegram: it goes on while the service is dead."""
    with telegram() as running:
        yield running


@pytest.fixture
def service(everybody: Telegram, tmp_path: Path, trained_cache: Path) -> Iterator[Program]:
    """The demo, with a bot, telling all it can to its log."""
    program = Program(
        tmp_path / "var", trained_cache, DORFBOTE_LOG_LEVEL="DEBUG", DORFBOTE_BURST_SECONDS="0.3", **everybody.settings
    )
    program.start()
    yield program
    program.stop()


def order_bread(erna: Person, *, until: str = "Jetzt kaufen") -> None:
    """A stranger orders, and becomes a resident by it."""
    erna.write("ein Weißbrot 500 g bitte")
    erna.hear("Darf es noch etwas sein?")
    erna.tap("Das ist alles")
    erna.hear("In welchem Ort wohnen Sie?")
    erna.write("Vinsebeck")
    erna.hear("Passt das?")
    erna.tap("1.")
    erna.hear("Wie möchten Sie Ihre Sachen bekommen?")
    erna.tap("1.")
    erna.hear("Name")
    erna.write("Erna Sievers")
    erna.hear(until)


def test_from_the_first_word_to_the_code(service: Program, everybody: Telegram) -> None:
    erna = everybody.person(ERNA)
    order_bread(erna)
    confirm = erna.heard[-1]
    assert [button["title"] for button in confirm["buttons"]] == ["Jetzt kaufen", "Etwas ändern"]

    service.kill()  # the tap waits at Telegram
    erna.tap("Jetzt kaufen")
    service.start()
    order = re.search(r"[A-Z]{3}-\d\d", erna.hear("Wir haben Ihre Bestellung erhalten")[-1]["text"])
    assert order is not None

    service.advance("PT8H30M")
    service.tap("BAE", service.fetch("BAE"), "Alles da")
    erna.hear("zugesagt")
    service.advance("PT15H")
    answer = service.asks_for_filling()
    box = next(b for one in answer for b in one.get("buttons", []) if "öffnen" in b["title"])
    service.say("C1", box["payload"])
    everybody.do("fail", how="500", times=2, method="sendPhoto")  # the code comes all the same
    answer = service.wait_for("C1", "offen")
    service.tap("C1", answer, "Eingeräumt")
    told = erna.hear("Ihr Code")[-1]
    code = re.search(r"\b(\d{3} \d{3})\b", told["text"])
    assert code is not None
    assert told["picture"] > 1000
    assert service.station("P1", "keypad", code=code[1])["opened"]
    erna.hear("geöffnet")

    texts = erna.texts()
    assert sum("Wir haben Ihre Bestellung erhalten" in text for text in texts) == 1
    assert sum(code[1] in text for text in texts) == 1
    assert service.state()["parked"] == 0
    assert not {"editMessageText", "editMessageReplyMarkup", "deleteMessage"} & set(everybody.state()["calls"])
    keeps_its_secrets(service, code[1])


def keeps_its_secrets(service: Program, code: str) -> None:
    """Token, code and words are nowhere in the log, which was told to write everything."""
    log = (service.data_dir / "log.txt").read_text()
    assert "telegram.connected" in log
    assert TOKEN.partition(":")[2] not in log
    assert code not in log
    assert "Weißbrot" not in log


def test_many_deaths_lose_no_message_and_double_none_but_the_last(service: Program, everybody: Telegram) -> None:
    people = [everybody.person(200 + number) for number in range(8)]
    for number, person in enumerate(people):
        person.write("ein Weißbrot 500 g bitte")
        if number in (2, 5):
            time.sleep(0.45)  # some are being answered just now
            service.kill()
            service.start()
    for person in people:
        person.hear("Darf es noch etwas sein?")
        in_basket = [text for text in person.texts() if "Ich habe in Ihren Korb gelegt" in text]
        assert in_basket
        assert all("1 × Weißbrot" in text for text in in_basket)  # bought once, whatever was said twice
        assert len(set(in_basket)) == 1
        assert len(in_basket) <= 2


def test_invited_in_a_group_and_refused(service: Program, everybody: Telegram) -> None:
    bernd = everybody.person(BERND)
    code = service.invite("volunteer", "P1")
    bernd.write(f"/start {code}")
    bernd.hear("Die Einladung gilt")
    bernd.write("/hilfe")
    bernd.hear("Ihre Aufgaben kommen von allein")

    everybody.do("add_to_group", by=BERND, group=-77)
    group = until(lambda: everybody.chat(-77), lambda chat: not chat["member"])
    assert [told["text"] for told in group["told"]] == [
        "Ich schreibe nur mit einzelnen Menschen und verlasse diese Gruppe. Schreiben Sie mir gern allein."
    ]

    everybody.do("fail", how="400", times=2, chat=BERND, words="Bad Request: nobody likes this")
    bernd.write("/hilfe")
    until(lambda: {"parked": service.state()["parked"]}, lambda seen: seen["parked"] == 1)
    bernd.write("/impressum")
    bernd.hear("impressum")  # the next message comes all the same


def until(look: Callable[[], dict[str, Any]], wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Look until it is so."""
    for _ in range(300):
        if wanted(seen := look()):
            return seen
        time.sleep(0.1)
    raise AssertionError(look())


def test_called_by_telegram(everybody: Telegram, tmp_path: Path, trained_cache: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"DORFBOTE_TELEGRAM_WEBHOOK": "true", "DORFBOTE_PUBLIC_URL": f"http://127.0.0.1:{port}/"}
    program = Program(tmp_path / "var", trained_cache, DORFBOTE_PORT=str(port), **settings, **everybody.settings)
    erna = everybody.person(ERNA)
    program.start()
    try:
        erna.write("Moin")
        erna.hear("ein Programm")
        program.kill()
        erna.write("ein Weißbrot 500 g bitte")  # Telegram calls until somebody is there
        program.start()
        erna.hear("Darf es noch etwas sein?")
    finally:
        program.stop()
    assert "getUpdates" not in everybody.state()["calls"]


def test_telegram_away_keeps_nobody_from_starting(tmp_path: Path, trained_cache: Path) -> None:
    nowhere = {"DORFBOTE_TELEGRAM_TOKEN": TOKEN, "DORFBOTE_TELEGRAM_API_URL": "http://127.0.0.1:9"}
    program = Program(tmp_path / "var", trained_cache, **nowhere)
    program.start()
    try:
        assert program.say("R001", "Moin")
        assert program.health() == {"status": "ok", "telegram": "away"}
    finally:
        program.stop()
