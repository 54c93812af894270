"""A real browser for tests: Debian's Chromium, started once a session, a fresh profile for every test.

Modules that use `page` share one event loop, because the browser belongs to the loop it was started in:

    pytestmark = pytest.mark.asyncio(loop_scope="session")
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator

import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, async_playwright

from tests.optional import need

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """The running browser, with a new and empty profile."""
    program = shutil.which("chromium")
    need("chromium", program is not None)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(chromium: Browser) -> AsyncIterator[Page]:
    """An empty page as a phone of the county would show it. A script that fails on it fails the test."""
    context = await chromium.new_context(
        locale="de-DE", timezone_id="Europe/Berlin", viewport={"width": 390, "height": 844}
    )
    context.set_default_timeout(10_000)
    page = await context.new_page()
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    yield page
    await context.close()
    assert mistakes == []


async def barriers(page: Page) -> list[str]:
    """What axe finds on this page against WCAG 2.2 AA and good practice, a line each; empty is good."""
    found = await Axe().run(page)
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']}: {node['html']}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]
