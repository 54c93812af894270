"""Takes in what people do on Telegram: each update is on disk before Telegram is told that we have it."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import structlog
from aiohttp import web

from bots.channels.channel import Address, FrontDoor, Incoming, Mail
from bots.channels.telegram.hearing import (
    HasMoved,
    Heard,
    InGroup,
    Reachable,
    Said,
    Tapped,
    address_of,
    understood,
)
from bots.channels.telegram.outcomes import CallFailed, LineBusy
from bots.channels.telegram.pace import BackOff
from domain.errors import DomainError

if TYPE_CHECKING:
    from telegram import Update

log = structlog.get_logger()

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header, not a secret
WEBHOOK = "/webhooks/telegram/webhook"
LARGEST_UPDATE = 1024 * 1024
COURTESIES_AT_ONCE = 8


class Inward(Protocol):
    """The part of the line that brings updates (`line.Line`). Raises a `CallFailed`."""

    async def updates(self, offset: int | None) -> Sequence[Update]: ...
    def update(self, data: Mapping[str, Any]) -> Update: ...
    async def has_seen_tap(self, query_id: str, words: str | None) -> None: ...


class Listener:
    """Hears updates, by asking for them or by being called."""

    def __init__(self, door: FrontDoor, mail: Mail, wake: Callable[[Address], None], back_off: BackOff) -> None:
        self._door = door
        self._mail = mail
        self._wake = wake  # see whether something waits to be sent there
        self._back_off = back_off
        self._courtesies: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(COURTESIES_AT_ONCE)
        self.line_works = False

    # --- asking ------------------------------------------------------------------------------------------------------

    async def ask(self, line: Inward) -> None:
        """Ask for updates until cancelled.

        Asking with an offset tells Telegram that everything before it may be forgotten. So the offset moves behind
        an update only when that is on disk: what was fetched and not taken in is fetched again, and known by its
        id. Where nothing is to be told, none is given: after a quiet week update ids start anew, perhaps lower.
        """
        offset: int | None = None
        tries = 0
        while True:
            try:
                updates = await line.updates(offset)
                self._works()
                offset = None
                for update in sorted(updates, key=lambda update: update.update_id):
                    await self.take(line, update)
                    offset = update.update_id + 1
                tries = 0
            except Exception as error:
                tries += 1
                await asyncio.sleep(self._pause(error, tries))

    def _works(self) -> None:
        if not self.line_works:
            self.line_works = True
            log.info("telegram.listening")

    def _pause(self, error: Exception, tries: int) -> float:
        if not isinstance(error, CallFailed):
            # Our own side: the database is busy, or a bug. The update stays at Telegram and comes again.
            if isinstance(error, DomainError):
                log.warning("telegram.update waits", reason=error.text_key())
            else:
                log.error("telegram.update", tries=tries, exc_info=error)
        elif self.line_works or tries == 1:
            log.warning("telegram.deaf", reason=f"{type(error).__name__}: {error}")
            self.line_works = False
        pause = self._back_off.seconds(tries)
        return max(pause, error.seconds) if isinstance(error, LineBusy) else pause

    # --- being called ------------------------------------------------------------------------------------------------

    async def called(self, line: Inward | None, secret: str, request: web.Request) -> web.Response:
        """A call of Telegram with one update. Anything but 200 makes Telegram call again."""
        told = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(told.encode("utf-8", "surrogateescape"), secret.encode()):
            raise web.HTTPForbidden(text="This address is for Telegram.")
        if line is None:
            raise web.HTTPServiceUnavailable(text="Not yet.")
        try:
            update = line.update(await _json(request))
        except (ValueError, TypeError, KeyError) as unreadable:
            log.warning("telegram.unreadable", reason=type(unreadable).__name__)
            raise web.HTTPBadRequest(text="This is no update.") from None
        try:
            await self.take(line, update)
        except DomainError as busy:
            log.warning("telegram.update waits", reason=busy.text_key())
            raise web.HTTPServiceUnavailable(text="Once more, please.") from None
        self._works()
        return web.Response()

    # --- taking in ---------------------------------------------------------------------------------------------------

    async def take(self, line: Inward, update: Update) -> None:
        """When this returns, the update is safe. The same update twice changes nothing."""
        match self._understood(update):
            case Said(messages):
                for incoming in messages:
                    await self._door.gather(incoming)
            case Tapped(incoming, query_id, title):
                if incoming is not None:
                    await self._door.gather(incoming)
                self._soon(line.has_seen_tap(query_id, title))
            case Reachable(address, is_open):
                await (self._mail.let_in(address) if is_open else self._mail.shut_out(address))
                self._wake(address)
            case InGroup(address):
                await self._mail.came_to_group(address)
            case HasMoved(address, to):
                await self._mail.moved(address, to)

    @staticmethod
    def _understood(update: Update) -> Heard | None:
        """What it means; a bug of ours in there must not keep everybody else waiting behind this update."""
        try:
            return understood(update)
        except Exception:
            log.exception("telegram.not understood")
            chat = update.effective_chat
            if chat is None or chat.type != "private":
                return None
            return Said((Incoming(address_of(chat), f"u{update.update_id}", other="sticker"),))

    def _soon(self, courtesy: Coroutine[Any, Any, None]) -> None:
        """Something polite that may fail: nobody waits for it, and it is not tried again."""
        task = asyncio.create_task(self._try(courtesy))
        self._courtesies.add(task)
        task.add_done_callback(self._courtesies.discard)

    async def _try(self, courtesy: Coroutine[Any, Any, None]) -> None:
        try:
            async with self._room:
                await courtesy
        except CallFailed as failed:  # a query that was answered too late, a chat that has blocked us, no line
            log.debug("telegram.courtesy", reason=str(failed))
        finally:
            courtesy.close()

    async def close(self) -> None:
        """Forget what is only polite."""
        for task in self._courtesies:
            task.cancel()
        await asyncio.gather(*self._courtesies, return_exceptions=True)


async def _json(request: web.Request) -> Mapping[str, Any]:
    """The body, which may be larger than what the pages take. Raises `ValueError` when it is no object."""
    body = bytearray()
    async for piece in request.content.iter_chunked(64 * 1024):
        body += piece
        if len(body) > LARGEST_UPDATE:
            raise ValueError("too large")
    update = json.loads(body)
    if not isinstance(update, dict):
        raise ValueError("no object")
    return update
