"""The village square in a real browser, before the real demo: the story, hands on everything, and a line that dies."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.chromium import barriers
from tests.journeys.program import Program

pytestmark = pytest.mark.asyncio(loop_scope="session")

STEP_MS = 60_000
SIZES = [
    pytest.param(320, 568, id="a small phone"),
    pytest.param(800, 500, id="a wide screen at 200 per cent"),
    pytest.param(1600, 1000, id="a wide screen"),
]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory, trained_cache: Path) -> Iterator[Program]:
    """One demo for all tests of this page: each uses people of its own."""
    program = Program(tmp_path_factory.mktemp("square") / "var", trained_cache)
    program.start()
    yield program
    program.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def square(page: Page, program: Program) -> AsyncIterator[Page]:
    await page.set_viewport_size({"width": 1600, "height": 1000})
    await page.goto(program.url)
    await expect(page.locator('.chat[data-line="up"]')).to_have_count(4)
    await expect(page.locator(".door")).not_to_have_count(0)
    yield page
    # The page goes first: a page whose service has gone would try to come back during the next test.
    await page.goto("about:blank")


def card(square: Page, number: int) -> Locator:
    return square.locator(f"#platz-{number}")


def log(square: Page, number: int) -> Locator:
    return card(square, number).locator(".log")


def button(square: Page, name: str) -> Locator:
    return square.get_by_role("button", name=name, exact=True)


def chapter(square: Page, name: str) -> Locator:
    return square.locator(".chapter", has_text=name)


# --- the story ----------------------------------------------------------------------------------------------


async def test_the_story_is_played_to_its_end_through_a_pause_and_a_reload(square: Page) -> None:
    await square.get_by_label("Schneller").check()
    await button(square, "Vorführen").click()
    await expect(log(square, 1)).to_contain_text("Vier Brötchen und ein Pumpernickel")
    await button(square, "Anhalten").click()
    said = await log(square, 1).inner_text()
    await asyncio.sleep(1)
    await expect(button(square, "Weiter")).to_be_visible()
    await square.reload()  # in the middle of the story
    await expect(square.locator(".story-told")).to_contain_text("Die Vorführung steht bei „Bestellen“.")
    await expect(log(square, 1)).to_contain_text(said.splitlines()[-1])
    await square.get_by_label("Schneller").check()
    await button(square, "Weiter").click()

    await expect(log(square, 4)).to_contain_text("Ihr Code fürs Nachfüllen", timeout=STEP_MS)  # Silke Althaus
    await expect(log(square, 2)).to_contain_text("Danke, das haben Sie zugesagt.", timeout=STEP_MS)
    await expect(square.locator(".van")).to_be_visible(timeout=STEP_MS)
    await expect(square.get_by_role("img", name=re.compile("Tour 1 ist bei: Bäckerei Korn & Kruste"))).to_be_visible()
    await expect(log(square, 3)).to_contain_text("Tour 2 ist fertig.", timeout=STEP_MS)
    await expect(square.locator(".door.waiting")).to_have_count(2, timeout=STEP_MS)  # what she bought, and a parcel
    await expect(log(square, 1)).to_contain_text("In Vinsebeck ist alles geöffnet.", timeout=STEP_MS)
    await expect(log(square, 4)).to_contain_text("Danke, das sind 0,96 €.", timeout=STEP_MS)  # Reinhold Finke
    await expect(log(square, 1)).to_contain_text("Es stimmt genau: Sie bekommen 0,96 €.", timeout=STEP_MS)
    await expect(square.locator(".story-told")).to_contain_text("und das Leergut zurück", timeout=STEP_MS)
    assert len(re.findall("Vier Brötchen und ein Pumpernickel", await log(square, 1).inner_text())) == 1
    codes = await square.locator("#platz-1 strong.code").all_inner_texts()
    assert len(codes) >= 2  # for what she bought, and for the empties

    await chapter(square, "Ohne Netz").click()
    await expect(square.locator("#platz-wand.silent")).to_be_visible(timeout=STEP_MS)
    await expect(square.locator(".story-told")).to_contain_text("Ein Netzausfall hält niemanden auf", timeout=STEP_MS)
    await expect(square.locator(".running-line")).to_contain_text("Vinsebeck hat wieder Netz.")
    await behind_the_curtain(square, codes)


async def behind_the_curtain(square: Page, codes: list[str]) -> None:
    """What an engineer finds there, however much has happened since, and what nobody may find."""
    await button(square, "Hinter den Kulissen").click()
    table = square.locator(".behind table")
    for kind, seen in (
        ("turn", ("order_items ", "BAE-120", "order-done")),
        ("transaction", ("orders", "messages")),
        ("event", ("OrderPlaced", "TourBegan", "EmptiesCounted")),
        ("outbox", ("station.open",)),
        ("mqtt", ("dorf/v1/st/p1/cmd",)),
        ("all", ("door_opened",)),
    ):
        await square.get_by_label("Zeigen").select_option(kind)
        for words in seen:
            await expect(table).to_contain_text(words)
        if kind != "all":
            shown = await table.locator("tbody tr").evaluate_all("rows => rows.map(row => row.dataset.kind)")
            assert set(shown) == {kind}
        told = await table.inner_text()
        for secret in ('"mac"', '"ver"', *codes, *(code.replace(" ", "") for code in codes)):
            assert secret not in told
    await button(square, "Schließen").click()
    await expect(button(square, "Hinter den Kulissen")).to_be_focused()


# --- by hand ------------------------------------------------------------------------------------------------------


async def test_everybody_can_try_with_words_taps_and_keys(square: Page, program: Program) -> None:
    await card(square, 1).get_by_label("Wer schreibt hier?").select_option("R003")
    await expect(card(square, 1)).to_contain_text("68 Jahre, wohnt in Ovenhausen")
    await card(square, 1).get_by_role("button", name="Vier Brötchen, bitte").click()
    await expect(log(square, 1)).to_contain_text("Brötchen, hell")
    await card(square, 1).get_by_label("Nachricht von Elfriede Nolte").fill("und ein Pumpernickel")
    await card(square, 1).get_by_role("button", name="Senden").click()
    await expect(log(square, 1)).to_contain_text("Pumpernickel, 500 g")
    await log(square, 1).get_by_role("button", name="Das ist alles").last.click()
    await expect(log(square, 1)).to_contain_text("Wie möchten Sie Ihre Sachen bekommen?")

    await square.get_by_label("Welcher?").select_option("P3")
    await expect(square.get_by_role("heading", name="Abholpunkt Ovenhausen")).to_be_visible()
    for digit in "123456":
        await button(square, digit).click()
    await expect(square.locator(".display")).to_have_text("123 456")
    await button(square, "Öffnen").click()
    await expect(square.locator(".display")).to_contain_text("Diesen Code kennt diese Station nicht.")
    await expect(square.locator(".running-line")).to_contain_text("In Ovenhausen wurde ein Code getippt")

    await square.get_by_label("Fach", exact=True).select_option("7")
    await square.get_by_role("switch", name="Tür klemmt").click()
    await expect(square.locator('.door[data-no="7"]')).to_contain_text("klemmt")
    assert (await asyncio.to_thread(program.state))["stations_themselves"]["p3"]["jammed"] == [7]
    vending = square.locator(".door.vending").first
    await vending.click()
    await button(square, "Karte vorhalten").click()
    await expect(square.locator(".running-line")).to_contain_text("In Ovenhausen hält jemand eine Karte an Fach")

    before = await square.locator(".clock-time").inner_text()
    await button(square, "Eine Stunde weiter").click()
    await expect(square.locator(".clock-time")).not_to_have_text(before, timeout=STEP_MS)
    await square.reload()
    await expect(card(square, 1)).to_contain_text("wohnt in Ovenhausen")
    await expect(square.get_by_label("Welcher?")).to_have_value("P3")


@pytest.mark.parametrize("person", ["R007", "HOF", "SLF", "D2", "C2", "V09", "O2", "X2", "GAST1"])
async def test_every_example_sentence_is_understood(square: Page, program: Program, person: str) -> None:
    """One person of each role; of the merchants, one with goods and one with services only."""
    await asyncio.to_thread(program.say, "R001", "Pakete dürfen ins Fach")  # else no courier may bring her any
    await card(square, 2).get_by_label("Wer schreibt hier?").select_option(person)
    await expect(card(square, 2).locator(".chat")).to_have_attribute("data-line", "up")
    chips = await card(square, 2).locator(".samples .chip").all()
    for chip in chips:
        said = await log(square, 2).locator(".own").count()
        await chip.click()
        await expect(log(square, 2).locator(".own")).to_have_count(said + 1)
        await expect(log(square, 2).locator(".own").last.locator("time")).to_be_attached()  # it is on disk over there
        await expect(log(square, 2).locator("> li").last).not_to_have_class(re.compile("own"))  # and it was answered
    turns = [line["detail"] for line in await asyncio.to_thread(program.feed) if line["kind"] == "turn"]
    hers = turns[-len(chips) :]  # nobody else says anything meanwhile
    assert [turn.get("said") for turn in hers] == [await chip.inner_text() for chip in chips]
    for turn in hers:
        assert "not-understood" not in turn["reply"], turn
        assert "out-of-scope" not in turn["reply"], turn
        assert "error-" not in turn["reply"], turn


async def test_when_the_service_dies_the_page_says_so_and_goes_on_when_it_is_back(
    square: Page, program: Program
) -> None:
    await card(square, 4).get_by_label("Wer schreibt hier?").select_option("R004")
    await expect(card(square, 4).locator(".chat")).to_have_attribute("data-line", "up")
    port = str(urlsplit(program.url).port)
    program.kill()
    lost = "Die Verbindung ist unterbrochen."
    await expect(square.locator(".running-line")).to_contain_text(lost)
    await expect(card(square, 4).locator(".remark")).to_contain_text(lost)
    await card(square, 4).get_by_label("Nachricht von Wilhelm Drüke").fill("Moin")
    await card(square, 4).get_by_role("button", name="Senden").click()
    await expect(log(square, 4)).to_contain_text("wird gesendet …")
    await button(square, "Eine Stunde weiter").click()
    await expect(square.locator(".running-line")).to_contain_text("Der Dorfbote antwortet gerade nicht.")
    program.settings["DORFBOTE_PORT"] = port
    program.start()
    await square.evaluate("window.dispatchEvent(new Event('online'))")  # else it may take 15 s to try again
    await expect(log(square, 4)).to_contain_text("Guten Tag", timeout=STEP_MS)
    await expect(square.locator(".running-line")).not_to_contain_text(lost)
    before = await square.locator(".clock-time").inner_text()
    await button(square, "Eine Stunde weiter").click()
    await expect(square.locator(".clock-time")).not_to_have_text(before, timeout=STEP_MS)
    await expect(square.locator(".running-line li").first).to_contain_text("Die Uhr steht jetzt auf", timeout=STEP_MS)


# --- seen and used by everybody --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_nothing_stands_out_to_the_side_and_every_place_is_reached(square: Page, width: int, height: int) -> None:
    await square.set_viewport_size({"width": width, "height": height})
    tabs = await square.get_by_role("tab").all() if width < 700 else []
    assert len(tabs) == (6 if width < 700 else 0)
    for tab in [None, *tabs]:
        if tab is not None:
            await tab.click()
            await expect(square.get_by_role("tabpanel")).to_have_count(1)
        assert await square.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (
            await tab.inner_text() if tab else "at first"
        )
    assert await small_things(square) == []


async def small_things(square: Page) -> list[str]:
    """What is to be pressed and lower than 48 pixels, and letters under 16 pixels."""
    found: list[str] = await square.evaluate(
        """() => {
            const seen = e => e.offsetParent !== null && !e.closest(".unseen");
            const low = Array.from(document.querySelectorAll("button, select, textarea, .foot a"))
                .filter(e => seen(e) && e.getBoundingClientRect().height < 47.9);
            const tiny = Array.from(document.querySelectorAll("main *, header *"))
                .filter(e => seen(e) && parseFloat(getComputedStyle(e).fontSize) < 15.9);
            return low.concat(tiny).map(e => e.outerHTML.slice(0, 120));
        }"""
    )
    return found


async def test_axe_finds_nothing(square: Page) -> None:
    await square.emulate_media(reduced_motion="reduce")
    await square.get_by_role("switch", name="Tür klemmt").click()
    await button(square, "Hinter den Kulissen").click()
    await square.get_by_label("Zeigen").select_option("event")  # hundreds of rows alike take axe half a minute
    await expect(square.locator(".door.jammed")).to_have_count(1)
    for dark, forced in ((False, False), (True, False), (False, True)):
        await square.emulate_media(
            color_scheme="dark" if dark else "light", forced_colors="active" if forced else "none"
        )
        assert await barriers(square) == [], f"dark: {dark}, forced colours: {forced}"
    await square.get_by_role("switch", name="Tür klemmt").click()


async def test_it_works_with_the_keyboard_alone(square: Page) -> None:
    press = square.keyboard.press
    await press("Tab")
    await press("Enter")  # past the banner, to the contents
    names = []
    for _ in range(9):
        await press("Tab")
        names.append(await square.evaluate("document.activeElement.textContent.trim()"))
    assert names[:7] == ["Vorführen", "Bestellen", "Nachfüllen", "Zusagen", "Ausfahren", "Paket", "Abholen"]
    outline = "document.activeElement.matches(':focus-visible') && getComputedStyle(document.activeElement).outline"
    assert await square.evaluate(outline) == "rgb(242, 182, 50) solid 3px"

    await chapter(square, "Ausfahren").focus()
    await press("Enter")
    await expect(square.locator(".story-told")).to_contain_text("Beginnen Sie mit „Bestellen“.")

    await card(square, 4).get_by_role("button", name="Aufgaben").focus()
    await press("Enter")
    await expect(log(square, 4).locator(".own").last).to_contain_text("Aufgaben")
    await expect(card(square, 4).locator(".heard p")).not_to_have_count(0)  # a screen reader hears this chat …
    await expect(card(square, 1).locator(".heard p")).to_have_count(0)  # … and no other

    await button(square, "1").focus()
    await square.keyboard.type("111222")
    await expect(square.locator(".display")).to_have_text("111 222")
    await press("Backspace")
    await expect(square.locator(".display")).not_to_have_text("111 222")

    await square.set_viewport_size({"width": 390, "height": 844})
    await square.get_by_role("tab", name="Irmgard").focus()
    await press("ArrowLeft")
    await expect(square.get_by_role("tab", name="Karte")).to_be_focused()
    await expect(square.get_by_role("img", name=re.compile("Karte des Kreises"))).to_be_visible()
