"""The public page of figures: nothing of few, plots with words, no markup from outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bots.channels.web.insight import Insight, _figures
from bots.channels.web.pages import OperatorCard, Pages
from domain.figures.service import Figures
from domain.money import Money
from domain.store import UnitOfWork
from tests.builders import Hamlet

T = TypeVar("T")


class Reads:
    def __init__(self, store: UnitOfWork) -> None:
        self._store = store

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        return work(self._store)


async def _page(hamlet: Hamlet, address: str) -> str:
    app = web.Application()
    Insight(Reads(hamlet.uow), hamlet.county, Pages(OperatorCard(), demo=True)).add_to(app)
    async with TestClient(TestServer(app)) as client:
        answer = await client.get(address)
        assert answer.status == 200
        return await answer.text()


async def test_of_few_households_the_page_shows_no_figure() -> None:
    hamlet = Hamlet()
    hamlet.ready("erna", HOF_1=1)
    page = await _page(hamlet, "/einblick")
    assert "zu wenige Haushalte" in page
    assert "<svg" not in page


async def test_a_place_nobody_knows_is_the_whole_county_and_no_markup() -> None:
    page = await _page(Hamlet(), "/einblick?ort=<script>alert(1)</script>")
    assert "der ganze Kreis" in page
    assert "<script>alert" not in page


def test_every_plot_says_its_numbers_in_words() -> None:
    figures = Figures(
        village=None,
        first=date(2026, 3, 2),
        last=date(2026, 3, 9),
        households=12,
        orders=30,
        orders_by_week=((date(2026, 3, 2), 10), (date(2026, 3, 9), 20)),
        goods=Money(20_000),
        regional=Money(15_000),
        by_category=(("Brot & Brötchen", 7),),
        saved_km=1234.5,
    )
    html = _figures(figures)
    assert 'aria-label="Bestellungen je Woche. ab 02.03.: 10; ab 09.03.: 20"' in html
    assert "75 %" in html
    assert "1.234" in html
    assert "Brot &amp; Brötchen" in html
