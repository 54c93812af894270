"""The HTTP side of the emulator: the Bot API for the bot, a control interface for whoever tests, and webhooks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import aiohttp
from aiohttp import web

from tests.telegram.emulator import Declined, Emulator, Json

# What a script may do over the control interface: methods of the emulator with their arguments as JSON.
VERBS = {
    "write",
    "send",
    "edit",
    "tap",
    "block",
    "unblock",
    "add_to_group",
    "migrate",
    "repeat",
    "fail",
    "heal",
    "jump",
}


@asynccontextmanager
async def serving(emulator: Emulator, port: int = 0) -> AsyncIterator[str]:
    """The emulator on loopback; its address."""
    app = web.Application(client_max_size=20 * 1024 * 1024)
    app.router.add_route("*", "/bot{token}/{method}", partial(_bot_call, emulator))
    app.router.add_post("/control/{verb}", partial(_control, emulator))
    app.router.add_get("/control/chats/{chat}", partial(_chat, emulator))
    app.router.add_get("/control/state", partial(_state, emulator))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    calling = asyncio.create_task(_call_webhook(emulator), name="webhook")
    try:
        host, listening = runner.addresses[0][:2]
        yield f"http://{host}:{listening}"
    finally:
        calling.cancel()
        await asyncio.gather(calling, return_exceptions=True)
        await runner.cleanup()


# --- the Bot API ---------------------------------------------------------------------------------------------------


async def _bot_call(emulator: Emulator, request: web.Request) -> web.StreamResponse:
    params, picture = await _parameters(request)
    method = request.match_info["method"]
    fault = emulator.fault(method, params)
    if request.match_info["token"] != emulator.token:
        return _declined(Declined(401, "Unauthorized"))
    match fault.how if fault else "":
        case "cut-before":
            return _cut(request)
        case "cut-after":
            await emulator.call(method, params, picture)
            return _cut(request)
        case "slow":
            await asyncio.sleep(fault.seconds if fault else 0)
        case "429":
            return _declined(Declined(429, "Too Many Requests", retry_after=fault.seconds if fault else 1))
        case "":
            pass
        case code:
            return _declined(Declined(int(code), fault.words if fault and fault.words else "Something is broken"))
    try:
        return web.json_response({"ok": True, "result": await emulator.call(method, params, picture)})
    except Declined as declined:
        return _declined(declined)


async def _parameters(request: web.Request) -> tuple[Json, bytes | None]:
    """What the bot sends: a form, perhaps with a file in it, or the query of the address."""
    params: Json = dict(request.query)
    picture: bytes | None = None
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            picture = value.file.read()
        else:
            params[name] = value if isinstance(value, str) else bytes(value).decode()
    return params, picture


def _declined(declined: Declined) -> web.Response:
    body: Json = {"ok": False, "error_code": declined.code, "description": declined.description}
    if declined.parameters:
        body["parameters"] = declined.parameters
    return web.json_response(body, status=declined.code)


def _cut(request: web.Request) -> web.StreamResponse:
    """The line is dead before the answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


# --- the control interface -------------------------------------------------------------------------------------------


async def _control(emulator: Emulator, request: web.Request) -> web.Response:
    verb = request.match_info["verb"]
    if verb not in VERBS:
        raise web.HTTPNotFound(text=f"no such verb: {verb}")
    given = await request.json() if request.can_read_body else {}
    try:
        done: Any = getattr(emulator, verb)(**given)
        done = await done if asyncio.iscoroutine(done) else done
    except (LookupError, TypeError) as wrong:
        raise web.HTTPBadRequest(text=str(wrong)) from wrong
    return web.json_response({"done": done})


async def _chat(emulator: Emulator, request: web.Request) -> web.Response:
    """What one person has been told, beyond `after` messages; waits up to `wait` seconds for the next."""
    who, after = int(request.match_info["chat"]), int(request.query.get("after", 0))
    told = await emulator.next_told(who, after, float(request.query.get("wait", 0)))
    chat = emulator.chat(who)
    return web.json_response({"told": [one.to_json() for one in told], "said_at": chat.said_at, "member": chat.member})


async def _state(emulator: Emulator, _request: web.Request) -> web.Response:
    return web.json_response(
        {
            "unconfirmed": emulator.unconfirmed,
            "calls": [method for method, _ in emulator.calls],
            "answered": emulator.answered,
            "commands": emulator.commands,
            "description": emulator.description,
            "short_description": emulator.short_description,
            "webhook": emulator.webhook["url"],
            "floods": emulator.floods,
        }
    )


# --- webhooks -------------------------------------------------------------------------------------------------------


async def _call_webhook(emulator: Emulator) -> None:
    """Bring updates to the webhook, one after the other, each until it is taken."""
    async with aiohttp.ClientSession() as client:
        while True:
            update = await emulator.next_update()
            headers = {"X-Telegram-Bot-Api-Secret-Token": emulator.webhook["secret_token"]}
            try:
                async with client.post(emulator.webhook["url"], json=update, headers=headers) as answer:
                    taken = answer.status == 200
            except aiohttp.ClientError:
                taken = False
            if taken:
                emulator.brought(update)
            else:
                await asyncio.sleep(0.05)
