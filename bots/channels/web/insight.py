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
from domain.figures.model import (
    FEWEST_HOUSEHOLDS,
    FEWEST_VOLUNTEERS,
    Empties,
    Figures,
    Kilometres,
    Volunteering,
)
from domain.figures.service import figures_of
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
        few = f"Hier haben noch weniger als {FEWEST_HOUSEHOLDS} Haushalte bestellt."
        return f"<p>{few} Deshalb zeigen wir keine Zahlen.</p>"
    weeks = [(f"ab {day:%d.%m.}", float(count), str(count)) for day, count in figures.orders_by_week]
    return "".join(
        (
            '<dl class="figures">',
            _figure("Haushalte", str(figures.households)),
            _figure("Bestellungen", str(figures.orders)),
            _figure("Waren", money(figures.goods)),
            _figure("davon aus dem Kreis", f"{figures.regional_percent} %"),
            "</dl>",
            _plot("Bestellungen je Woche", weeks),
            _plot("Was am meisten bestellt wird", _counted(figures.by_category)),
            _kilometres(figures.kilometres),
            _empties(figures.empties),
            _volunteering(figures.volunteering),
        )
    )


def _kilometres(found: Kilometres) -> str:
    rows = [
        ("Fahrten der Haushalte", found.own_trips, _km(found.own_trips)),
        ("Touren stattdessen", found.tours, _km(found.tours)),
    ]
    named = "gespart" if found.saved >= 0 else "mehr gefahren"
    figures = _figure(named, _km(abs(found.saved)))
    return f'<h2>Kilometer</h2><dl class="figures">{figures}</dl>{bars("Kilometer", rows)}'


def _empties(found: Empties) -> str:
    if found.too_few:
        return f"<h2>Leergut</h2><p>Weniger als {FEWEST_HOUSEHOLDS} Haushalte haben Leergut abgegeben.</p>"
    figures = _figure("Stück", _whole(found.pieces)) + _figure("Pfand", money(found.deposit))
    return f'<h2>Leergut</h2><dl class="figures">{figures}</dl>{bars("Leergut nach Sorte", _counted(found.by_kind))}'


def _volunteering(found: Volunteering) -> str:
    if found.too_few:
        return f"<h2>Ehrenamt</h2><p>Weniger als {FEWEST_VOLUNTEERS} Ehrenamtliche haben eine Aufgabe erledigt.</p>"
    figures = (
        _figure("Ehrenamtliche", str(found.people))
        + _figure("erledigte Aufgaben", _whole(found.tasks))
        + _figure("Stunden", _whole(found.hours))
    )
    return f'<h2>Ehrenamt</h2><dl class="figures">{figures}</dl>'


def _plot(title: str, rows: Sequence[tuple[str, float, str]]) -> str:
    return f"<h2>{escape(title)}</h2>{bars(title, rows)}" if rows else ""


def _counted(rows: Sequence[tuple[str, int]]) -> list[tuple[str, float, str]]:
    return [(name, float(count), _whole(count)) for name, count in rows]


def _km(kilometres: float) -> str:
    return f"{_whole(round(kilometres))} km"


def _whole(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _figure(name: str, value: str) -> str:
    return f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
