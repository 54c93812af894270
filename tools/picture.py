"""Makes docs/pictures: the real demo, played in a browser and photographed.

    python -m tools.picture

Needs Chromium (Debian package chromium) and a trained parser; the first run trains one.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from nlu.training import load_or_train
from tests.chromium import FLAGS
from tests.journeys.program import Program
from tools.square_picture import photograph_phone, photograph_square

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "pictures" / "chat-and-wall.png"
SIZE: ViewportSize = {"width": 520, "height": 1180}
GAP = 24
PAPER = "#fbf8f1"
SAID = ("zwei Liter H-Milch 3,5 %", "ein Pfund Süßrahmbutter und zwei Graubrot", "1", "das ist alles", "1")


def main() -> None:
    """The village square, then an order in the plain chat up to the code: the basket and the wall."""
    with tempfile.TemporaryDirectory() as folder:
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        cache = ROOT / ".pytest_cache" / "d" / "nlu"
        cache.mkdir(parents=True, exist_ok=True)
        load_or_train(ROOT / "nlu" / "data", cache)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            shots = (("square", _photograph_square), ("phone", _photograph_phone), ("chat", _photograph_chat))
            for name, photograph in shots:
                program = Program(Path(folder) / name, cache)
                program.start()
                try:
                    photograph(browser, program, Path(folder))
                finally:
                    program.stop()
            browser.close()


def _photograph_square(browser: Browser, program: Program, _folder: Path) -> None:
    photograph_square(browser, program, PICTURE.parent)


def _photograph_phone(browser: Browser, program: Program, _folder: Path) -> None:
    photograph_phone(browser, program, PICTURE.parent)


def _photograph_chat(browser: Browser, program: Program, folder: Path) -> None:
    page = browser.new_page(viewport=SIZE, device_scale_factor=1.5)
    page.goto(f"{program.url}/chat?as=R001")
    for text in SAID:
        _say(page, text)
    page.get_by_role("button", name="Jetzt kaufen").last.wait_for()
    time.sleep(1)
    _scroll_to_the_end(page)
    first = folder / "basket.png"
    page.screenshot(path=first)
    page.get_by_role("button", name="Jetzt kaufen").last.click()
    page.get_by_text("Wir haben Ihre Bestellung erhalten").first.wait_for()
    _fill(program)
    page.locator("img").last.wait_for()
    time.sleep(1)
    _scroll_to_the_end(page)
    second = folder / "wall.png"
    page.screenshot(path=second)
    page.close()
    _side_by_side([first, second])


def _say(page: Page, text: str) -> None:
    before = page.locator("article, li").count()
    page.get_by_role("textbox").fill(text)
    page.get_by_role("button", name="Senden").click()
    page.wait_for_function("before => document.querySelectorAll('article, li').length > before + 1", arg=before)
    time.sleep(2.5)


def _scroll_to_the_end(page: Page) -> None:
    page.evaluate("document.querySelectorAll('*').forEach(e => { e.scrollTop = e.scrollHeight })")
    time.sleep(1)


def _fill(program: Program) -> None:
    """The merchants nod, a centre worker fills."""
    for merchant, step in (("MOL", "PT4H30M"), ("DOR", "PT3H"), ("BAE", "PT1H")):
        program.advance(step)
        program.tap(merchant, program.fetch(merchant), "Alles da")
    program.advance("PT14H30M")
    answer = program.say("C1", "was liegt an")
    for _ in range(6):
        opening = next((b for one in answer for b in one.get("buttons", []) if "öffnen" in b["title"]), None)
        if opening is None:
            return
        program.say("C1", opening["payload"])
        answer = program.tap("C1", program.wait_for("C1", "offen"), "Eingeräumt")


def _side_by_side(shots: list[Path]) -> None:
    pictures = [Image.open(shot) for shot in shots]
    width = sum(picture.width for picture in pictures) + GAP * (len(pictures) - 1)
    sheet = Image.new("RGB", (width, max(picture.height for picture in pictures)), PAPER)
    left = 0
    for picture in pictures:
        sheet.paste(picture, (left, 0))
        left += picture.width + GAP
    sheet.quantize(128).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
