"""The page behind the link to one's own data: the whole export as JSON, for a day."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from aiohttp import web

from bots.own_data_link import check_data_link
from domain.county import County
from domain.people.own_data import own_data
from domain.store import UnitOfWork

T = TypeVar("T")


class Core(Protocol):
    """Reads the store."""

    async def read(self, work: Callable[[UnitOfWork], T]) -> T: ...


def add_own_data_route(app: web.Application, core: Core, county: County, info: Mapping[str, str]) -> None:
    """Serve `/meine-daten/<token>`; an unknown or old token is not found."""

    async def page(request: web.Request) -> web.Response:
        person_id = check_data_link(info, request.match_info["token"], county.now())
        if person_id is None:
            raise web.HTTPNotFound(text="Dieser Link gilt nicht mehr. Schreiben Sie im Gespräch: Meine Daten.")

        def export(store: UnitOfWork) -> dict[str, object]:
            person = store.people.get(person_id)
            return own_data(county, store, person.actor()) if person else {}

        data = await core.read(export)
        headers = {
            "Content-Disposition": 'attachment; filename="meine-daten.json"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        body = json.dumps(data, ensure_ascii=False, indent=2)
        return web.Response(text=body, content_type="application/json", headers=headers)

    app.router.add_get("/meine-daten/{token}", page)
