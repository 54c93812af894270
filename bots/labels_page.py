"""`/etiketten/…`: the labels of a tour's crates, four on a sheet of A4, for a printer that knows no colours."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape
from typing import Protocol, TypeVar

import segno
from aiohttp import web

from bots.channels.web.pages import Pages
from bots.dialogue.reply import Words, words
from bots.flows.labels import label_kind, label_place, share_words
from bots.labels_link import PATH, check_labels_link
from bots.texts.texts import Texts
from domain.county import County
from domain.errors import DomainError
from domain.ids import PersonId
from domain.store import UnitOfWork
from domain.tours.labels import CrateLabel, Share, labels_of
from domain.tours.model import CrateKind

T = TypeVar("T")
A_SHEET = 4
FEW_CODES = 3  # so many are written large
MOST_CODES = 10  # so many have room on one label


class Core(Protocol):
    """Reads the store."""

    async def read(self, work: Callable[[UnitOfWork], T]) -> T: ...


class LabelPage:
    """Shows labels to whoever has a link and still works where crates are packed; they are as planned now."""

    def __init__(self, core: Core, county: County, pages: Pages, texts: Texts, info: Mapping[str, str]) -> None:
        self._core, self._county, self._pages, self._texts, self._info = core, county, pages, texts, info

    def add_to(self, app: web.Application) -> None:
        """Serve the page."""
        app.router.add_get(PATH + "{token}", self._show)

    async def _show(self, request: web.Request) -> web.Response:
        asked = check_labels_link(self._info, request.match_info["token"], self._county.now())
        labels = await self._core.read(lambda store: self._labels(store, *asked)) if asked is not None else None
        if asked is None or labels is None:
            raise web.HTTPNotFound(text=self._say(words("label-gone")))
        _, day, no = asked
        sheets = [labels[first : first + A_SHEET] for first in range(0, len(labels), A_SHEET)]
        told = {
            "head": self._say(words("label-head", no=str(no), day=day)),
            "how": self._say(words("label-how", count=len(labels), sheets=len(sheets))) if labels else "",
            "print": self._say(words("label-print")),
        }
        html = "".join(map(self._sheet, sheets)) or f"<p>{escape(self._say(words('label-empty')))}</p>"
        page = self._pages.render("etiketten.html", self._say(words("label-title")), told, kind="labels", sheets=html)
        return self._pages.answer(request, page)

    def _labels(self, store: UnitOfWork, person_id: PersonId, day: date, no: int) -> list[CrateLabel] | None:
        """The use case asks for the person's roles once more: who has left reads nothing."""
        person = store.people.get(person_id)
        if person is None or person.erased_at is not None:
            return None
        try:
            return labels_of(self._county, store, person.actor(), day, no)
        except DomainError:
            return None

    def _sheet(self, labels: Sequence[CrateLabel]) -> str:
        return f'<section class="sheet">{"".join(map(self._label, labels))}</section>'

    def _label(self, label: CrateLabel) -> str:
        where = self._say(label_place(label))
        count = self._say(words("label-crate", no=str(label.no), of=str(label.of)))
        tour, halt = (
            self._say(words("label-tour", no=str(label.tour))),
            self._say(words("label-halt", no=str(label.halt))),
        )
        name = escape(f"{tour}, {halt}, {count}", quote=True)
        many = len(label.shares) > FEW_CODES
        cold = "" if label.kind is CrateKind.AMBIENT else f" {label.kind.value}"
        return "".join(
            (
                f'<article class="crate" aria-label="{name}">',
                f'<p class="way"><b>{escape(tour)}</b><b>{escape(halt)}</b></p>',
                f'<p class="day">{escape(self._say(words("label-day", day=label.day)))}</p>',
                f"<h2>{escape(where)}</h2>",
                f'<p class="kind{cold}">{escape(self._say(label_kind(label)))}</p>',
                f'<div class="with-code"><p class="count">{escape(count)}</p>{self._code(label)}</div>',
                f'<ul class="{"many" if many else "few"}">{self._shares(label.shares, many=many)}</ul>',
                "</article>",
            )
        )

    def _shares(self, shares: Sequence[Share], *, many: bool) -> str:
        told = [
            f"<li><b>{escape(one.code)}</b> {escape(self._share(one, many=many))}</li>" for one in shares[:MOST_CODES]
        ]
        if len(shares) > MOST_CODES:
            told.append(f"<li>{escape(self._say(words('label-more', count=len(shares) - MOST_CODES)))}</li>")
        return "".join(told)

    def _share(self, share: Share, *, many: bool) -> str:
        if many:
            return self._say(words("label-share-short", packs=str(share.packs)))
        return self._say(share_words(share))

    def _code(self, label: CrateLabel) -> str:
        """The crate's id for a scanner."""
        drawn = segno.make(label.id, error="m", micro=False).svg_inline(border=2, svgclass="qr", omitsize=True)
        return f'<div role="img" aria-label="{escape(self._say(words("label-code")), quote=True)}">{drawn}</div>'

    def _say(self, told: Words) -> str:
        return self._texts.say(told)
