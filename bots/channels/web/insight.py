"""`/einblick`: the public figures of the county, or of one village of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from html import escape
from typing import Protocol, TypeVar

from aiohttp import web

from bots.channels.web.pages import Pages
from bots.plots import bars
from bots.texts.texts import money
from domain.county import County
from domain.figures.service import Figures, figures_of
from domain.store import UnitOfWork

T = TypeVar("T")
COUNTY_WORDS = "der ganze Kreis"
KEPT_FOR = timedelta(minutes=5)  # counting takes a while, and nothing here is urgent


class Core(Protocol):
    """Reads the store."""

    async def read(self, work: Callable[[UnitOfWork], T]) -> T: ...


class Insight:
    """Counts figures when somebody asks, and keeps them for some minutes."""

    def __init__(self, core: Core, county: County, pages: Pages) -> None:
        self._core, self._county, self._pages = core, county, pages
        self._kept: dict[str | None, tuple[datetime, Figures]] = {}

    def add_to(self, app: web.Application) -> None:
        """Serve the page."""
        app.router.add_get("/einblick", self._show)

    async def _show(self, request: web.Request) -> web.Response:
        villages = await self._core.read(lambda store: sorted(village.key for village in store.people.villages()))
        wanted = request.query.get("ort", "")
        village = wanted if wanted in villages else None
        figures = await self._figures(village)
        example = '<p class="notice">Beispielzahlen einer Vorführung.</p>' if self._pages.demo else ""
        html = self._pages.render(
            "einblick.html",
            "Einblick",
            {"place": village or COUNTY_WORDS},
            example=example,
            villages=_choices(villages, village),
            figures=_figures(figures),
        )
        return self._pages.answer(request, html)

    async def _figures(self, village: str | None) -> Figures:
        now = self._county.now()
        kept = self._kept.get(village)
        if kept is None or now - kept[0] >= KEPT_FOR:
            kept = now, await self._core.read(lambda store: figures_of(self._county, store, village))
            self._kept[village] = kept
        return kept[1]


def _choices(villages: Sequence[str], chosen: str | None) -> str:
    options = [f'<option value=""{"" if chosen else " selected"}>{COUNTY_WORDS}</option>']
    for village in villages:
        mark = " selected" if village == chosen else ""
        options.append(f'<option value="{escape(village, quote=True)}"{mark}>{escape(village)}</option>')
    return "".join(options)


def _figures(figures: Figures) -> str:
    if figures.too_few:
        return "<p>Hier haben noch zu wenige Haushalte bestellt. Deshalb zeigen wir keine Zahlen.</p>"
    weeks = [(f"ab {day:%d.%m.}", float(count), str(count)) for day, count in figures.orders_by_week]
    shelves = [(name, float(count), str(count)) for name, count in figures.by_category]
    kilometres = f"{figures.saved_km:,.0f}".replace(",", ".")
    return "".join(
        (
            '<dl class="figures">',
            _figure("Haushalte", str(figures.households)),
            _figure("Bestellungen", str(figures.orders)),
            _figure("Waren", money(figures.goods)),
            _figure("davon aus dem Kreis", f"{figures.regional_percent} %"),
            _figure("gesparte Kilometer", kilometres),
            "</dl><h2>Bestellungen je Woche</h2>",
            bars("Bestellungen je Woche", weeks),
            "<h2>Was am meisten bestellt wird</h2>" if shelves else "",
            bars("Was am meisten bestellt wird", shelves) if shelves else "",
        )
    )


def _figure(name: str, value: str) -> str:
    return f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
