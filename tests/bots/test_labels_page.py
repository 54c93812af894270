"""The page of crate labels: one for each crate, none torn by a page's end, and only for whom it is work."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TypeVar

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Page

from bots.channels.web.pages import OperatorCard, Pages, add_static_route
from bots.labels_link import check_labels_link, labels_link
from bots.labels_page import LabelPage
from bots.signed_link import VALID
from bots.texts.texts import Texts
from domain.catalogue.model import Zone
from domain.ids import PersonId
from domain.store import UnitOfWork
from tests.builders import compartment, crate, product, station
from tests.chromium import barriers
from tests.domain.tours.bench import THURSDAY, Depot

pytestmark = pytest.mark.asyncio(loop_scope="session")

T = TypeVar("T")
A4_MM = (210, 297)
MM = 96 / 25.4  # a millimetre in the pixels of a style sheet

FITS = "one => one.scrollHeight <= one.clientHeight + 1 && one.scrollWidth <= one.clientWidth + 1"


class Reads:
    def __init__(self, store: UnitOfWork) -> None:
        self._store = store

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        return work(self._store)


def depot() -> Depot:
    """Nine crates: seven for Erna's door, two for the pick-up point."""
    depot = Depot(product("HOF-2", zone=Zone.FROZEN), product("HOF-3", zone=Zone.CHILLED), crate("HOF-7"))
    depot.ordered("erna", HOF_1=3, HOF_2=1, HOF_7=5)
    depot.ordered("otto", home=False, HOF_1=1, HOF_3=1)
    depot.evening()
    return depot


@asynccontextmanager
async def served(depot: Depot, *, person: str = "cem", no: int = 2) -> AsyncIterator[str]:
    """The address of the page, as it is told to somebody."""
    info = {"base_url": "", "link_key": "secret"}
    app = web.Application()
    pages = Pages(OperatorCard(), demo=True)
    LabelPage(Reads(depot.uow), depot.county, pages, Texts(), info).add_to(app)
    add_static_route(app, "/chat/static")
    server = TestServer(app)
    await server.start_server()
    link = labels_link(info, PersonId(person), THURSDAY, no, depot.clock.now())
    try:
        yield str(server.make_url(link))
    finally:
        await server.close()


async def test_every_crate_has_one_label_and_says_where_to(page: Page) -> None:
    async with served(depot()) as url:
        await page.goto(url)
        labels = page.locator("article.crate")
        assert await labels.count() == 9
        names = [await label.get_attribute("aria-label") for label in await labels.all()]
        assert len(set(names)) == 9
        home = await page.locator("article.crate", has_text="E. in Wiesenau").all_inner_texts()
        station = await page.locator("article.crate", has_text="Abholpunkt Wiesenau").all_inner_texts()
        assert (len(home), len(station)) == (7, 2)
        assert sum("Getränkekiste" in text for text in home) == 5
        assert sum("gekühlt und gefroren" in text for text in home) == 1
        assert sorted("ungekühlt" in text for text in station) == [False, True]
        assert "Kiste 1 von 7" in home[0]
        assert "3 Sachen" in home[0]
        assert await page.locator("article.crate svg.qr").count() == 9
        body = await page.inner_text("body")
        assert not any(word in body for word in ("Dorfstraße", "Erna", "Otto"))


async def test_no_label_is_torn_by_the_end_of_a_page(page: Page) -> None:
    async with served(depot()) as url:
        await page.goto(url)
        await page.set_viewport_size({"width": round(194 * MM), "height": 1000})  # what the margins leave of A4
        await page.emulate_media(media="print")
        boxes = [await sheet.bounding_box() for sheet in await page.locator(".sheet").all()]
        assert all(box is not None and box["height"] <= (A4_MM[1] - 16) * MM for box in boxes)
        for label in await page.locator("article.crate").all():
            assert await label.evaluate(FITS), await label.get_attribute("aria-label")
        printed = await page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 3  # four, four and one


async def test_the_page_can_be_read_by_everybody_on_every_screen(page: Page) -> None:
    async with served(depot()) as url:
        await page.goto(url)
        assert await barriers(page) == []
        await page.set_viewport_size({"width": 320, "height": 700})
        assert await page.evaluate("document.documentElement.scrollWidth") <= 320


async def test_a_full_label_keeps_within_its_frame(page: Page) -> None:
    """Many small orders for one pick-up point, in one crate."""
    frozen = [compartment(no, zone=Zone.FROZEN) for no in range(1, 25)]
    full = Depot(station(compartments=frozen), product("HOF-2", zone=Zone.FROZEN))
    for _ in range(24):
        full.ordered("erna", home=False, HOF_2=1)
    full.evening()
    async with served(full) as url:
        await page.goto(url)
        await page.emulate_media(media="print")
        label = page.locator("article.crate").first
        assert "weitere" in await label.inner_text()
        assert await label.evaluate(FITS)


@pytest.mark.parametrize("person", ["erna", "doris", "nobody"])
async def test_for_others_there_is_no_such_page(page: Page, person: str) -> None:
    async with served(depot(), person=person) as url:
        answer = await page.goto(url)
        assert answer is not None
        assert answer.status == 404


async def test_who_has_left_the_centre_prints_no_labels_any_more(page: Page) -> None:
    kept = depot()
    async with served(kept) as url:
        kept.person("cem").grants.clear()
        answer = await page.goto(url)
        assert answer is not None
        assert answer.status == 404


async def test_the_link_is_good_for_a_day_and_for_one_tour() -> None:
    info = {"base_url": "https://dorfbote.example", "link_key": "secret"}
    now = Depot().clock.now()
    link = labels_link(info, PersonId("cem"), THURSDAY, 2, now)
    token = link.rsplit("/", 1)[1]
    assert check_labels_link(info, token, now) == ("cem", THURSDAY, 2)
    assert check_labels_link(info, token, now + VALID - timedelta(seconds=1)) is not None
    assert check_labels_link(info, token, now + VALID) is None
    assert check_labels_link(info, token.replace(".2-", ".3-"), now) is None
    assert check_labels_link(info | {"link_key": "other"}, token, now) is None
