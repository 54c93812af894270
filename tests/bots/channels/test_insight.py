"""The public page of figures: nothing of few, plots with words, no markup from outside."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bots.channels.web.insight import Insight, _figures
from bots.channels.web.pages import OperatorCard, Pages
from bots.plots import bars
from domain.figures.model import Empties, Figures, Kilometres, Volunteering
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
    assert "weniger als 5 Haushalte" in page
    assert "<svg" not in page


async def test_a_place_nobody_knows_is_the_whole_county_and_no_markup() -> None:
    page = await _page(Hamlet(), "/einblick?ort=<script>alert(1)</script>")
    assert "der ganze Kreis" in page
    assert "<script>alert" not in page


def _shown(**changes: Any) -> str:
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
        kilometres=Kilometres(own_trips=1634.5, tours=400.2),
        empties=Empties(7, 1240, Money(18_660), (("Bierflaschen", 1200), ("Kästen", 40))),
        volunteering=Volunteering(people=6, tasks=41, minutes=1230),
    )
    return _figures(replace(figures, **changes))


def test_every_plot_says_its_numbers_in_words() -> None:
    html = _shown()
    assert 'aria-label="Bestellungen je Woche. ab 02.03.: 10; ab 09.03.: 20"' in html
    assert 'aria-label="Kilometer. Fahrten der Haushalte: 1.634 km; Touren stattdessen: 400 km"' in html
    assert 'aria-label="Leergut nach Sorte. Bierflaschen: 1.200; Kästen: 40"' in html
    assert html.count("<svg") == html.count('role="img"') == html.count("aria-label") == 4


def test_every_figure_is_named() -> None:
    html = _shown()
    for name, value in (
        ("davon aus dem Kreis", "75 %"),
        ("gespart", "1.234 km"),
        ("Stück", "1.240"),
        ("Pfand", "186,60 €"),
        ("Ehrenamtliche", "6"),
        ("erledigte Aufgaben", "41"),
        ("Stunden", "20"),
    ):
        assert f"<dt>{name}</dt><dd>{value}</dd>" in html
    assert "Brot &amp; Brötchen" in html


def test_when_the_tours_drove_more_than_they_spared_the_page_says_so() -> None:
    html = _shown(kilometres=Kilometres(own_trips=100, tours=340))
    assert "<dt>mehr gefahren</dt><dd>240 km</dd>" in html
    assert "gespart" not in html


def test_few_people_with_empties_or_tasks_are_not_shown() -> None:
    html = _shown(empties=Empties(4, 99, Money(9_900), (("Dosen", 99),)), volunteering=Volunteering(4, 98, 970))
    assert "Weniger als 5 Haushalte haben Leergut abgegeben." in html
    assert "Weniger als 5 Ehrenamtliche haben eine Aufgabe erledigt." in html
    assert "Dosen" not in html
    assert not {">99<", ">98<", ">99,00 €<", ">16<"} & set(re.findall(r">[^<]*<", html))


def test_letters_of_a_plot_are_not_drawn_smaller_on_a_phone() -> None:
    plot = bars("Kilometer", [("Fahrten der Haushalte", 1.0, "1 km")])
    phone, margins = 390, 32
    box = re.search(r'viewBox="0 0 (\d+) ', plot)
    assert box
    assert int(box[1]) <= phone - margins
    assert {int(size) for size in re.findall(r'font-size="(\d+)"', plot)} == {16}
