"""The demo's interface over HTTP, on loopback only: docs/demo-interface.md describes it."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Protocol

from aiohttp import web

from bots.demo.display import Display
from bots.demo.state import demo_state
from bots.demo.steps import Core, Steps
from domain.clock import Clock, local

_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


class Keypad(Protocol):
    """What a keypad says and opens."""

    @property
    def text(self) -> str: ...
    @property
    def opened(self) -> tuple[int, ...]: ...


class Stations(Protocol):
    """Simulated stations, named as in the domain."""

    async def keypad(self, name: str, code: str) -> Keypad: ...
    def card(self, name: str, box: int, detail: str = "") -> None: ...
    def jam(self, name: str, box: int, on: bool) -> None: ...
    def link(self, name: str, up: bool) -> None: ...
    def state(self) -> dict[str, dict[str, object]]: ...


class Provider(Protocol):
    """A simulated provider of payments that can be out of reach."""

    reachable: bool


class DemoRoutes:
    """Clock, stations and state of the demo."""

    def __init__(
        self, core: Core, clock: Clock, steps: Steps, stations: Stations, display: Display, provider: Provider | None
    ) -> None:
        self._core = core
        self._clock = clock
        self._steps = steps
        self._stations = stations
        self._display = display
        self._provider = provider

    def add_to(self, app: web.Application) -> None:
        """Serve the interface."""
        app.router.add_post("/demo/clock", _answered(self._move_clock))
        app.router.add_post("/demo/stations/{station}/keypad", _answered(self._type))
        app.router.add_post("/demo/stations/{station}/card", _answered(self._hold_card))
        app.router.add_post("/demo/payments", _answered(self._reach_provider))
        app.router.add_post("/demo/stations/{station}/jam", _answered(self._jam))
        app.router.add_post("/demo/stations/{station}/link", _answered(self._cut_or_mend))
        app.router.add_get("/demo/state", _answered(self._tell_state))

    async def _move_clock(self, request: web.Request) -> dict[str, Any]:
        step = (await _body(request)).get("advance")
        if step == "next":
            now = await self._steps.next()
        else:
            now = await self._steps.advance(_duration(step))
        return {"now": now.isoformat(), "local": local(now).isoformat()}

    async def _type(self, request: web.Request) -> dict[str, Any]:
        code = (await _body(request)).get("code")
        if not isinstance(code, str | int):
            raise _Refused('Send {"code": "471108"}.')
        answer = await self._stations.keypad(request.match_info["station"], str(code).replace(" ", ""))
        await self._steps.settled()
        return {"text": answer.text, "opened": list(answer.opened)}

    async def _hold_card(self, request: web.Request) -> dict[str, Any]:
        body = await _body(request)
        station, box, card = request.match_info["station"].upper(), _box(body), body.get("card", "")
        if not isinstance(card, str):
            raise _Refused('"card" is the name of a test card: "declined" or "slow".')
        before = await self._core.read(lambda store: self._display.last_sale(store, station, box))
        self._stations.card(station, box, card)
        await self._steps.settled()
        return await self._core.read(lambda store: self._display.told(store, station, box, before))

    async def _reach_provider(self, request: web.Request) -> dict[str, Any]:
        if self._provider is None:
            raise _Refused("Payments are not simulated here: DORFBOTE_PAYMENTS_URL is set.")
        reachable = _switch(await _body(request), default=not self._provider.reachable)
        self._provider.reachable = reachable
        return {"up": reachable}

    async def _jam(self, request: web.Request) -> dict[str, Any]:
        body = await _body(request)
        self._stations.jam(request.match_info["station"], _box(body), _switch(body, default=True))
        return {}

    async def _cut_or_mend(self, request: web.Request) -> dict[str, Any]:
        station = request.match_info["station"]
        is_up = self._stations.state()[station.lower()]["link"] == "up"
        up = _switch(await _body(request), default=not is_up)
        self._stations.link(station, up)
        await self._steps.reached(station.upper(), up=up)
        return {"up": up}

    async def _tell_state(self, _request: web.Request) -> dict[str, Any]:
        core = await self._core.read(lambda store: demo_state(store, self._clock.now()))
        return {**core, "stations_themselves": self._stations.state()}


class _Refused(Exception):
    """A request that cannot be understood; its text goes back."""


Handler = Callable[[web.Request], Awaitable[dict[str, Any]]]


def _answered(handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        try:
            return web.json_response(await handler(request))
        except _Refused as refusal:
            return web.json_response({"error": str(refusal)}, status=400)
        except KeyError:
            return web.json_response({"error": "There is no such station or compartment."}, status=404)
        except TimeoutError:
            return web.json_response({"error": "A command is still on its way; look again in a moment."}, status=503)

    return answer


async def _body(request: web.Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.read() or b"{}")
    except ValueError as broken:
        raise _Refused("The body is not valid JSON.") from broken
    if not isinstance(body, dict):
        raise _Refused("The body must be a JSON object.")
    return body


def _box(body: dict[str, Any]) -> int:
    box = body.get("compartment", body.get("box"))
    if not isinstance(box, int) or isinstance(box, bool):
        raise _Refused('Send {"compartment": 7}.')
    return box


def _switch(body: dict[str, Any], *, default: bool) -> bool:
    """Whether something is to be on: "on" or "up" say it; with neither it is the default."""
    given = [body[name] for name in ("on", "up") if name in body]
    if any(not isinstance(one, bool) for one in given):
        raise _Refused('"on" and "up" are true or false.')
    return given[0] if given else default


def _duration(text: object) -> timedelta:
    """An ISO 8601 duration of days, hours, minutes and seconds."""
    found = _DURATION.fullmatch(text) if isinstance(text, str) else None
    if found is None or not any(found.groups()):
        raise _Refused('Send {"advance": "PT1H"} or {"advance": "next"}.')
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
