"""The chat page in a real browser: what an elderly resident does with it, and what life does to the line."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bots.channels.channel import Button, Incoming, Outgoing, Row
from tests.bots.channels.fake_door import START, FakeDoor
from tests.bots.channels.house import IRMGARD, House, house
from tests.chromium import barriers

pytestmark = pytest.mark.asyncio(loop_scope="session")

CHAT = "/chat?as=R001"
BASKET = Outgoing(
    0,
    START,
    "Das steht in Ihrem Warenkorb. Es kostet noch nichts.",
    rows=(
        Row("", "Bäckerei Müller", "", "seller"),
        Row("2 ×", "Graubrot 750 g", "7,80 €"),
        Row("", "5,20 € je kg", "", "note"),
        Row("1 ×", "Aufschnitt gemischt, etwa 500 g", "höchstens 112,49 €"),
        Row("", "Pfand", "0,30 €", "deposit"),
        Row("", "Zusammen", "120,59 €", "total"),
    ),
    buttons=(Button("Etwas ändern", "/change"), Button("Jetzt kaufen", "/buy", "buy")),
)
MILK = Outgoing(
    0,
    START,
    "Welche Milch meinen Sie?",
    buttons=(
        Button("Vollmilch", "/milk whole"),
        Button("Fettarme Milch", "/milk low"),
        Button("Heumilch", "/milk hay"),
    ),
)


def said(text: str, speaker: str | None = None) -> Outgoing:
    return Outgoing(0, START, text, speaker=speaker)


class Village:
    """The running chat, the page that is open, and what happens behind the door."""

    def __init__(self, at: House, page: Page) -> None:
        self.at = at
        self.page = page

    @property
    def door(self) -> FakeDoor:
        return self.at.door

    async def open(self, path: str = CHAT) -> None:
        await self.page.goto(self.at.origin + path)

    async def settled(self) -> None:
        """Wait until the line is up and has told its history."""
        await line_is_up(self.page)

    async def answers(self, *messages: Outgoing) -> None:
        """The machine (or a person) says something."""
        numbered = [self.door.becomes_due(IRMGARD, message) for message in messages]
        await self.at.chat.deliver(IRMGARD, numbered)

    async def takes_back(self, seq: int, left: Outgoing) -> None:
        """What was to be read only for a while has passed."""
        await self.at.chat.shorten(IRMGARD, replace(left, seq=seq), None)

    async def heard(self, count: int) -> list[Incoming]:
        """Wait until so many messages have been taken."""
        async with asyncio.timeout(10):
            await self._until(count)
        return self.door.heard

    async def _until(self, count: int) -> None:
        for _ in range(200):
            if len(self.door.heard) >= count:
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"heard only {self.door.heard}")

    async def write(self, text: str) -> None:
        await self.page.get_by_label("Ihre Nachricht").fill(text)
        await self.page.get_by_role("button", name="Senden").click()


async def line_is_up(page: Page) -> None:
    await expect(page.locator(".chat")).to_have_attribute("data-line", "up", timeout=10_000)


@pytest_asyncio.fixture(loop_scope="session")
async def village(page: Page) -> AsyncIterator[Village]:
    async with house() as at:
        yield Village(at, page)
        # The page goes first: a page whose service has gone would try to come back during the next test.
        await page.goto("about:blank")


# --- talking -------------------------------------------------------------------------------------------


async def test_a_door_is_taken_back_where_it_stands_and_nothing_else(village: Village) -> None:
    await village.open()
    await village.settled()
    door = Outgoing(
        0, START, "Halt 1 von 2: Klara Drüke, Kapellenweg 914.", buttons=(Button("Abgegeben", "/t-1"),), rows=()
    )
    await village.answers(door, said("Halt 2 von 2: Abholpunkt Vinsebeck."))
    await village.page.get_by_role("button", name="Abgegeben").click()
    await village.heard(1)
    await village.takes_back(1, replace(door, text="Halt 1 von 2: ein Haus in Vinsebeck."))
    first = village.page.locator('[data-seq="1"]')
    await expect(first).to_contain_text("ein Haus in Vinsebeck")
    await expect(village.page.locator(".chat")).not_to_contain_text("Kapellenweg")
    await expect(first.get_by_role("button", name="Abgegeben")).to_be_disabled()
    await expect(village.page.locator("[data-seq]")).to_have_count(2)
    await expect(village.page.locator('[data-seq="2"]')).to_contain_text("Abholpunkt Vinsebeck")


async def test_she_writes_and_is_answered(village: Village) -> None:
    await village.open()
    await expect(village.page.locator(".greeting")).to_contain_text("ein Computerprogramm")
    await village.settled()
    await village.write("zwei Liter Milch")
    own = village.page.locator(".log .own")
    await expect(own).to_contain_text("zwei Liter Milch")
    await expect(own).to_contain_text("09:10 Uhr")
    await expect(village.page.locator(".working")).to_be_visible()
    await village.answers(MILK)
    await expect(village.page.locator(".log .bot")).to_contain_text("Welche Milch meinen Sie?")
    await expect(village.page.locator(".working")).to_be_hidden()
    await expect(village.page.locator(".heard")).to_contain_text("Zum Antippen: Vollmilch, Fettarme Milch, Heumilch")
    assert [one.text for one in village.door.heard] == ["zwei Liter Milch"]


async def test_she_taps_and_the_buttons_rest(village: Village) -> None:
    village.door.becomes_due(IRMGARD, MILK)
    await village.open()
    await village.page.get_by_role("button", name="3. Heumilch").click()
    await expect(village.page.locator(".log .own")).to_contain_text("Heumilch")
    assert [(one.tap, one.text) for one in await village.heard(1)] == [("/milk hay", None)]
    for button in await village.page.locator(".choices button").all():
        await expect(button).to_be_disabled()
    await expect(village.page.locator(".chosen")).to_have_text("✓ 3. Heumilch")
    await village.page.reload()
    await expect(village.page.locator(".chosen")).to_have_text("✓ 3. Heumilch")


@pytest.mark.parametrize("word", ["Hilfe", "Nochmal", "Zurück", "Mensch"])
async def test_help_is_always_one_tap_away(village: Village, word: str) -> None:
    await village.open()
    await village.settled()
    await village.page.get_by_role("button", name=word, exact=True).click()
    assert [one.text for one in await village.heard(1)] == [word]


async def test_a_person_looks_different_from_the_machine_and_is_called_one(village: Village) -> None:
    village.door.becomes_due(IRMGARD, said("Guten Tag. Wie kann ich helfen?", "Anna Meier"))
    await village.open()
    await expect(village.page.locator(".human .who")).to_contain_text("Anna Meier (Mensch)")
    await village.write("Danke")
    await village.heard(1)
    await expect(village.page.locator(".log .own time")).to_be_visible()
    # She has a person now: the machine does not pretend to write.
    await expect(village.page.locator(".working")).to_be_hidden()


async def test_the_basket_is_a_table_with_the_commas_under_each_other(village: Village) -> None:
    village.door.becomes_due(IRMGARD, BASKET)
    await village.open()
    table = village.page.get_by_role("table")
    await expect(table.get_by_role("columnheader")).to_have_text(["Menge", "Ware", "Preis"])
    await expect(table.locator(".sums tr")).to_have_text([re.compile("Pfand.*0,30"), re.compile("Zusammen.*120,59")])
    commas = await table.evaluate(
        """table => Array.from(table.querySelectorAll("tr:not(.total) .price"), cell => {
            const text = cell.firstChild;
            if (!text || !text.data.includes(",")) return null;
            const range = document.createRange();
            range.setStart(text, text.data.lastIndexOf(","));
            range.setEnd(text, text.data.lastIndexOf(",") + 1);
            return range.getBoundingClientRect().left;
        }).filter(Boolean)"""
    )
    assert len(commas) == 3
    assert max(commas) - min(commas) < 1
    buy = village.page.get_by_role("button", name="Jetzt kaufen")
    assert await buy.evaluate("button => getComputedStyle(button).backgroundColor") == "rgb(138, 47, 34)"


async def test_html_in_a_message_is_shown_as_text(village: Village) -> None:
    bad = "<img src=x onerror=document.title=1> **fett** &amp; <b>x</b>"
    village.door.becomes_due(IRMGARD, said(f"Sie sagten: {bad}"))
    await village.open()
    await village.settled()
    await village.write(bad)
    await village.heard(1)
    await expect(village.page.locator(".log .bot .words")).to_have_text(f"Sie sagten: {bad}")
    await expect(village.page.locator(".log .own .words")).to_have_text(bad)
    assert await village.page.locator(".log img, .log .words b").count() == 0
    assert await village.page.title() == "Gespräch – Dorfbote"


async def test_a_code_stands_out_and_a_telephone_number_does_not(village: Village) -> None:
    text = "Code 471 108. Fragen? 05271 965 431 oder 0800 111 0 111. https://dorfbote.example/datenschutz."
    village.door.becomes_due(IRMGARD, said(text))
    await village.open()
    await expect(village.page.locator(".words")).to_have_text(text)
    await expect(village.page.locator("strong.code").first).to_have_text("471 108")
    await expect(village.page.locator(".words a")).to_have_attribute("href", "https://dorfbote.example/datenschutz")


async def test_ten_thousand_characters_arrive_whole_and_too_many_stay_in_the_field(village: Village) -> None:
    await village.open()
    await village.settled()
    await village.write("Milch " * 1666 + "Brot")
    assert len((await village.heard(1))[0].text or "") == 10_000
    assert await fits(village.page)
    await village.write("x" * 20_001)
    await expect(village.page.locator(".remark")).to_contain_text("zu lang für eine Nachricht")
    await expect(village.page.get_by_label("Ihre Nachricht")).to_have_value("x" * 20_001)
    assert len(village.door.heard) == 1


# --- what life does to the line ----------------------------------------------------------------------------


async def test_reloading_in_the_middle_loses_neither_talk_nor_draft(village: Village) -> None:
    await village.open()
    await village.settled()
    await village.write("zwei Liter Milch")
    await village.heard(1)
    await village.answers(MILK)
    await village.page.get_by_label("Ihre Nachricht").fill("und noch ein")
    await village.page.reload()
    await expect(village.page.locator(".log .own")).to_have_count(1)
    await expect(village.page.locator(".log .bot")).to_have_count(1)
    await expect(village.page.get_by_label("Ihre Nachricht")).to_have_value("und noch ein")
    assert len(village.door.heard) == 1


async def test_what_is_written_while_the_line_is_lost_is_sent_when_it_is_back(page: Page) -> None:
    door = FakeDoor()
    async with AsyncExitStack() as first:
        village = Village(await first.enter_async_context(house(door=door)), page)
        port = village.at.client.port
        await village.open()
        await village.settled()
        await village.write("Moin")
        await village.heard(1)
        await expect(page.locator(".log .own time")).to_be_visible()
    await expect(page.locator(".remark")).to_contain_text("Die Verbindung ist unterbrochen.")
    await village.write("zwei Liter Milch")
    await expect(page.locator(".log .own").last).to_contain_text("wird gesendet …")
    door.becomes_due(IRMGARD, said("In der Zwischenzeit geschrieben."))
    async with house(door=door, port=port):
        await expect(page.locator(".remark")).to_have_text("", timeout=20_000)
        await expect(page.locator(".log .bot")).to_contain_text("In der Zwischenzeit geschrieben.")
        await expect(page.locator(".log .pending")).to_have_count(0)
        await expect(page.locator(".log .own")).to_have_count(2)
        assert [one.text for one in door.heard] == ["Moin", "zwei Liter Milch"]
        assert len({one.message_id for one in door.heard}) == 2
        await page.goto("about:blank")


async def test_what_was_not_taken_is_sent_again_under_the_same_name_also_after_a_reload(village: Village) -> None:
    await village.open()
    await village.settled()
    village.door.broken = True
    await village.write("zwei Liter Milch")
    await expect(village.page.locator(".remark")).to_contain_text("noch nicht angekommen")
    kept = await village.page.evaluate("JSON.parse(localStorage.getItem('dorfbote.R001.waiting'))[0].id")
    await village.page.reload()
    await expect(village.page.locator(".log .own")).to_contain_text("wird gesendet …")
    village.door.broken = False
    assert [one.message_id for one in await village.heard(1)] == [kept]
    await expect(village.page.locator(".log .pending")).to_have_count(0)
    assert await village.page.evaluate("localStorage.getItem('dorfbote.R001.waiting')") == "[]"


async def test_a_message_missed_on_the_way_is_fetched_and_put_in_its_place(village: Village) -> None:
    village.door.becomes_due(IRMGARD, said("eins"))
    await village.open()
    await village.settled()
    lost = village.door.becomes_due(IRMGARD, said("zwei"))
    await village.answers(said("drei"))
    await expect(village.page.locator(".log .bot .words")).to_have_text(["eins", "zwei", "drei"])
    await village.at.chat.deliver(IRMGARD, [lost])
    await village.answers(said("vier"))
    await expect(village.page.locator(".log .bot .words")).to_have_text(["eins", "zwei", "drei", "vier"])


async def test_two_pages_of_one_person_show_the_same(village: Village) -> None:
    await village.open()
    await village.settled()
    other = await village.page.context.new_page()
    await other.goto(village.at.origin + CHAT)
    await line_is_up(other)
    await village.write("Moin")
    await expect(other.locator(".log .own")).to_contain_text("Moin")
    await other.close()


async def test_a_page_without_its_cookie_gets_a_new_one_and_goes_on(village: Village) -> None:
    await village.open("/chat")
    await village.settled()
    await village.page.context.clear_cookies()
    await village.page.evaluate("localStorage.setItem('dorfbote.ich.draft', 'zwei Liter')")
    await village.at.chat.restart_lines()
    await village.page.wait_for_url("**/chat#neu")
    await village.settled()
    await expect(village.page.get_by_label("Ihre Nachricht")).to_have_value("zwei Liter")


# --- seen and used by everybody -------------------------------------------------------------------------------


async def fits(page: Page) -> bool:
    """Nothing stands out to the side."""
    return bool(await page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def everything(door: FakeDoor) -> None:
    door.becomes_due(IRMGARD, MILK)
    door.becomes_due(IRMGARD, said("Code 471 108\nhttps://dorfbote.example/" + "lang" * 30, "Anna Meier"))
    door.becomes_due(IRMGARD, BASKET)


async def test_it_works_with_the_keyboard_alone(village: Village) -> None:
    village.door.becomes_due(IRMGARD, MILK)
    await village.open()
    await village.settled()
    keyboard = village.page.keyboard
    await village.page.get_by_role("button", name="Vollmilch").focus()
    outline = "document.activeElement.matches(':focus-visible') && getComputedStyle(document.activeElement).outline"
    await keyboard.press("Tab")
    assert await village.page.evaluate(outline) == "rgb(242, 182, 50) solid 3px"
    await keyboard.press("Enter")
    assert [one.tap for one in await village.heard(1)] == ["/milk low"]
    assert await village.page.evaluate("document.activeElement.className") == "own"
    for _ in range(5):
        await keyboard.press("Tab")
    assert await village.page.evaluate("document.activeElement.className") == "text"
    await keyboard.type("und Brot")
    await keyboard.press("Shift+Enter")
    await keyboard.type("bitte")
    await keyboard.press("Enter")
    assert (await village.heard(2))[1].text == "und Brot\nbitte"
    assert await village.page.evaluate("document.activeElement.className") == "text"


@pytest.mark.parametrize(
    ("width", "height"),
    [pytest.param(320, 568, id="a small phone"), pytest.param(512, 384, id="a tablet at 200 per cent")],
)
async def test_there_is_no_scrolling_to_the_side(village: Village, width: int, height: int) -> None:
    await village.page.set_viewport_size({"width": width, "height": height})
    everything(village.door)
    for path in (CHAT, "/widerruf", "/datenschutz", "/impressum", "/barrierefreiheit", "/chat?einladung=KAPELLEN"):
        await village.open(path)
        if path == CHAT:
            await village.settled()
        assert await fits(village.page), path


async def test_everything_to_press_is_large_and_no_letter_is_small(village: Village) -> None:
    everything(village.door)
    await village.open()
    await village.settled()
    small = await village.page.evaluate(
        """() => Array.from(document.querySelectorAll("button, .foot a, .top-line a, textarea"))
            .filter(e => e.getBoundingClientRect().height < 48).map(e => e.outerHTML)"""
    )
    assert small == []
    tiny = await village.page.evaluate(
        """() => Array.from(document.querySelectorAll("body *"))
            .filter(e => parseFloat(getComputedStyle(e).fontSize) < 16).map(e => e.outerHTML)"""
    )
    assert tiny == []
    assert await village.page.evaluate("getComputedStyle(document.body).fontSize") == "20px"


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing(village: Village, scheme: str) -> None:
    everything(village.door)
    await village.door.gather(Incoming(IRMGARD, "m-1", tap="/milk hay"))
    await village.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in (CHAT, "/widerruf", "/datenschutz", "/impressum", "/barrierefreiheit", "/chat?einladung=KAPELLEN"):
        await village.open(path)
        if path == CHAT:
            await village.settled()
        assert await barriers(village.page) == [], path


async def test_with_forced_colours_a_person_still_looks_different(village: Village) -> None:
    everything(village.door)
    await village.page.emulate_media(forced_colors="active", reduced_motion="reduce")
    await village.open()
    await village.settled()
    style = "element => getComputedStyle(element).borderStyle"
    assert await village.page.locator(".human .bubble").evaluate(style) == "double"
    assert await village.page.locator(".bot .bubble").first.evaluate(style) == "solid"
    assert await barriers(village.page) == []


async def test_the_newest_line_is_not_hidden_behind_the_field(village: Village) -> None:
    for number in range(12):
        village.door.becomes_due(IRMGARD, said(f"Zeile {number}"))
    await village.open()
    await village.settled()
    await expect(village.page.get_by_text("Zeile 11")).to_be_in_viewport(ratio=1)
    await village.write("Warenkorb")
    await village.heard(1)
    await village.answers(BASKET)
    buy = village.page.get_by_role("button", name="Jetzt kaufen")
    await expect(buy).to_be_in_viewport(ratio=1)
    covered = await buy.evaluate(
        """button => {
            const box = button.getBoundingClientRect();
            return document.elementFromPoint(box.left + box.width / 2, box.bottom - 4) !== button;
        }"""
    )
    assert not covered


async def test_a_withdrawal_needs_no_javascript(chromium: Browser) -> None:
    async with house() as at:
        context = await chromium.new_context(java_script_enabled=False, locale="de-DE")
        page = await context.new_page()
        await page.goto(f"{at.origin}/chat")
        await page.get_by_role("link", name="Vertrag widerrufen").click()
        await page.get_by_label("Ihr Name").fill("Irmgard Pöppelbaum")
        await page.get_by_label("Bestellnummer").fill("KAP-7")
        await page.get_by_role("button", name="Vertrag widerrufen").click()
        await expect(page.get_by_role("alert")).to_contain_text("Es fehlt noch etwas")
        await page.get_by_label("E-Mail-Adresse oder Telefonnummer").fill("05284 123456")
        await page.get_by_role("button", name="Vertrag widerrufen").click()
        await page.get_by_role("button", name="Widerruf bestätigen").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Ihr Widerruf ist angekommen")
        assert [form.order for form in at.office.taken.values()] == ["KAP-7"]
        await context.close()
