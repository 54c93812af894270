"""Photographs the village square while it plays its story; `python -m tools.picture` calls it."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize

from tests.journeys.program import Program

WIDE: ViewportSize = {"width": 1600, "height": 1000}
PHONE: ViewportSize = {"width": 390, "height": 844}
GAP = 24
PAPER = "#fbf8f1"
STORY_MS = 240_000
UNDERWAY_MS = 600  # the van has left, and is not there yet
COLOURS = 192


def photograph_square(browser: Browser, program: Program, folder: Path) -> list[Path]:
    """The square when the doors open, a driver and his van, and what stands behind the curtain."""
    page = _opened(browser, program, WIDE)
    _play(page)
    page.locator("#platz-3 .choices button:enabled", has_text="Einräumen").wait_for(timeout=STORY_MS)
    page.wait_for_timeout(UNDERWAY_MS)
    driver, county = page.locator("#platz-3").screenshot(), page.locator("#platz-karte").screenshot()
    tour = _side_by_side([driver, county], folder / "square-tour.png")
    page.locator(".chapter[aria-current]", has_text="Abholen").wait_for(timeout=STORY_MS)
    page.locator(".door.open").nth(1).wait_for(timeout=STORY_MS)
    page.wait_for_timeout(450)  # until the doors stand open
    page.evaluate("window.scrollTo(0, 0)")  # else what sticks to the top would lie across the chats
    square = _kept(page.screenshot(full_page=True), folder / "square.png")
    page.close()

    page = _opened(browser, program, WIDE)
    page.locator("#platz-1").get_by_label("Wer schreibt hier?").select_option("R003")
    page.locator("#platz-1").get_by_role("button", name="Zwei Liter Milch und ein Pfund Butter").click()
    page.locator("#platz-1 .choices").last.wait_for()
    page.get_by_role("button", name="Hinter den Kulissen").click()
    page.wait_for_timeout(500)
    behind = _kept(page.locator(".behind").screenshot(), folder / "square-behind.png")
    page.close()
    return [square, tour, behind]


def photograph_phone(browser: Browser, program: Program, folder: Path) -> Path:
    """Four moments of the story on a phone."""
    page = _opened(browser, program, PHONE)
    _play(page, slowly=True)
    moments = []
    for offered in ("Jetzt kaufen", "Alles da", "Eingeräumt"):
        button = page.locator(".pane.chosen .choices button:enabled", has_text=offered)
        button.last.wait_for(timeout=STORY_MS)
        page.wait_for_timeout(1000)
        moments.append(page.screenshot())
    page.locator(".door.open").first.wait_for(timeout=STORY_MS)
    page.wait_for_timeout(450)
    moments.append(page.screenshot())
    page.close()
    return _side_by_side(moments, folder / "square-phone.png")


def _opened(browser: Browser, program: Program, size: ViewportSize) -> Page:
    page = browser.new_page(viewport=size, device_scale_factor=1.25, locale="de-DE")
    page.goto(program.url)
    page.locator('.chat[data-line="up"]').nth(3).wait_for(state="attached")
    return page


def _play(page: Page, *, slowly: bool = False) -> None:
    if not slowly:
        page.get_by_label("Schneller").check()
    page.get_by_role("button", name="Vorführen", exact=True).click()


def _side_by_side(shots: list[bytes], path: Path) -> Path:
    pictures = [Image.open(io.BytesIO(shot)) for shot in shots]
    width = sum(picture.width for picture in pictures) + GAP * (len(pictures) - 1)
    sheet = Image.new("RGB", (width, max(picture.height for picture in pictures)), PAPER)
    left = 0
    for picture in pictures:
        sheet.paste(picture, (left, 0))
        left += picture.width + GAP
    return _saved(sheet, path)


def _kept(shot: bytes, path: Path) -> Path:
    return _saved(Image.open(io.BytesIO(shot)).convert("RGB"), path)


def _saved(picture: Image.Image, path: Path) -> Path:
    picture.quantize(COLOURS).save(path, optimize=True)
    return path
