"""Telegram: the channel, and everything that runs for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from aiohttp import web

from bots.channels.channel import Address, Capabilities, FrontDoor, Mail, Outgoing
from bots.channels.telegram.hearing import NAME
from bots.channels.telegram.listening import WEBHOOK, Listener
from bots.channels.telegram.outcomes import CallFailed, LineBusy, Profile, Refused, ShutOut, TokenRefused
from bots.channels.telegram.pace import BackOff
from bots.channels.telegram.sending import URGENCIES, Pictures, Sender
from bots.channels.telegram.telling import LONGEST_TEXT, Part, parts

if TYPE_CHECKING:
    from bots.channels.telegram.line import Line

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Connection:
    """How the bot is reached. `webhook` is the address Telegram calls, with the secret it then tells; None: we ask."""

    token: str
    api_url: str
    webhook: str | None = None
    secret: str = ""


class Telegram:
    """The bot, to the rest of the house a channel like any other."""

    name = NAME
    capabilities = Capabilities(
        buttons=True, tables=False, pictures=True, push=True, max_text=LONGEST_TEXT, max_button_title=40
    )

    def __init__(
        self,
        connection: Connection,
        profile: Profile,
        goodbye: str,
        *,
        door: FrontDoor,
        mail: Mail,
        pictures: Pictures,
        back_off: BackOff,
    ) -> None:
        self._connection = connection
        self._profile = profile
        self._goodbye = goodbye
        self._back_off = back_off
        self._sender = Sender(mail, pictures, back_off)
        self._listener = Listener(door, mail, self._sender.wake, back_off)
        self._line: Line | None = None
        self._refused = False

    # --- for the house ---------------------------------------------------------------------------------------------

    async def deliver(self, address: Address, messages: Sequence[Outgoing]) -> bool:
        """Have them sent. They have not left yet: the sender marks each one when it has."""
        self._sender.wake(address, min((message.urgency for message in messages), key=URGENCIES.index))
        return False

    async def shorten(self, address: Address, message: Outgoing, sent_as: str | None) -> None:
        """Edit the one kind of message that does not stay. Raises `CallFailed` when that has to be tried again."""
        if sent_as is None:
            return  # it has not left; when it does, it is short, or it is noted and taken back then
        if self._line is None:
            raise CallFailed("not connected yet")
        try:
            await self._line.shorten(address.id, sent_as, parts(message, None)[0])
        except (Refused, ShutOut) as gone:  # deleted there, or short already
            log.info("telegram.shorten", left=str(gone))

    async def leave_group(self, address: Address, *, with_words: bool) -> None:
        """Say why, and leave. Raises `CallFailed` when that has to be tried again."""
        if self._line is None:
            raise CallFailed("not connected yet")
        try:
            if with_words:
                await self._line.send(address.id, Part(self._goodbye))
            await self._line.leave(address.id)
        except ShutOut:
            log.info("telegram.group", left="already")

    @property
    def condition(self) -> str:
        """How it is: "ok", "away" (it will be tried again), or "refused" (the token is wrong)."""
        if self._refused:
            return "refused"
        return "ok" if self._line is not None and self._listener.line_works and self._sender.line_works else "away"

    @property
    def waiting(self) -> int:
        """For how many chats something waits to be sent."""
        return self._sender.waiting

    def add_routes(self, app: web.Application) -> None:
        """The address that Telegram calls, where that is wished."""
        secret = self._connection.secret
        if self._connection.webhook is None:
            return

        async def called(request: web.Request) -> web.Response:
            return await self._listener.called(self._line, secret, request)

        app.router.add_post(WEBHOOK, called)

    # --- running -----------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Talk to Telegram until cancelled. Nothing waits for this: the service is ready without Telegram."""
        # The package costs a fifth of a second and 16 MB: in a thread, and only where there is a bot.
        line = self._line = await asyncio.to_thread(_open, self._connection)
        try:
            async with asyncio.TaskGroup() as together:
                together.create_task(self._sender.run(line))
                together.create_task(self._begin(line))
        finally:
            self._line = None  # whoever calls from now on is told to come again
            await self._listener.close()
            await line.close()

    async def _begin(self, line: Line) -> None:
        await self._until_done(lambda: self._connect(line))
        async with asyncio.TaskGroup() as together:
            together.create_task(self._until_done(lambda: line.show_profile(self._profile)))
            if self._connection.webhook is None:
                together.create_task(self._listener.ask(line))

    async def _connect(self, line: Line) -> None:
        name = await line.who_am_i()
        if self._connection.webhook is None:
            await line.ask_by_polling()
        else:
            await line.ask_to_be_called(self._connection.webhook, self._connection.secret)
        self._refused, self._listener.line_works = False, True
        log.info("telegram.connected", bot=name, webhook=self._connection.webhook is not None)

    async def _until_done(self, call: Callable[[], Awaitable[None]]) -> None:
        tries = 0
        while True:
            try:
                await call()
                return
            except CallFailed as failed:
                tries += 1
                self._refused = isinstance(failed, TokenRefused)
                (log.error if self._refused else log.warning)("telegram.unreached", reason=str(failed))
                pause = self._back_off.seconds(tries)
                await asyncio.sleep(max(pause, failed.seconds) if isinstance(failed, LineBusy) else pause)


def _open(connection: Connection) -> Line:
    from bots.channels.telegram.line import Line

    return Line(connection.token, connection.api_url)
