"""The line to the Bot API: the only module that knows python-telegram-bot. Loaded when a token is set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    MessageEntity,
    Update,
)
from telegram.constants import KeyboardButtonStyle
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bots.channels.channel import Button
from bots.channels.telegram.outcomes import (
    LineBusy,
    LineDown,
    LineTaken,
    Moved,
    Profile,
    Refused,
    ShutOut,
    TokenRefused,
)
from bots.channels.telegram.telling import Part

CONNECTIONS = 24
ANSWER_WITHIN = 15.0  # seconds; who gives up early sends twice
LONG_POLL = 50  # seconds
WANTED = ("message", "edited_message", "callback_query", "my_chat_member")
NOBODY_THERE = ("chat not found", "user not found", "peer_id_invalid")
# For a preview Telegram opens every link itself: nobody but the person may open the one to her own data.
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
STYLES = {"main": KeyboardButtonStyle.PRIMARY, "buy": KeyboardButtonStyle.SUCCESS}


class Line:
    """One bot's calls. What can become of them are the outcomes of `outcomes.py`, and nothing else."""

    def __init__(self, token: str, api_url: str) -> None:
        base = api_url.rstrip("/")
        # One pool for asking and sending, with room for both: each of its own would load all certificates anew.
        self._requests = HTTPXRequest(
            connection_pool_size=CONNECTIONS,
            read_timeout=ANSWER_WITHIN,
            write_timeout=ANSWER_WITHIN,
            pool_timeout=ANSWER_WITHIN,
        )
        self._bot = Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=self._requests,
            get_updates_request=self._requests,
        )

    async def close(self) -> None:
        """Hang up."""
        await self._requests.shutdown()

    # --- about the bot ------------------------------------------------------------------------------

    async def who_am_i(self) -> str:
        """The bot's user name, without the @."""
        with _outcome():
            return (await self._bot.get_me()).username or ""

    async def show_profile(self, profile: Profile) -> None:
        """Set commands and descriptions where they are not so already."""
        with _outcome():
            wanted = tuple(BotCommand(name, about) for name, about in profile.commands)
            if await self._bot.get_my_commands() != wanted:
                await self._bot.set_my_commands(wanted)
            if (await self._bot.get_my_description()).description != profile.description:
                await self._bot.set_my_description(profile.description)
            if (await self._bot.get_my_short_description()).short_description != profile.short_description:
                await self._bot.set_my_short_description(profile.short_description)

    # --- in ----------------------------------------------------------------------------------------------

    async def updates(self, offset: int | None) -> Sequence[Update]:
        """What has come in since; waits for it a while. An `offset` tells that all before it is safe with us."""
        with _outcome():
            return await self._bot.get_updates(offset=offset, timeout=LONG_POLL, allowed_updates=WANTED)

    async def ask_by_polling(self) -> None:
        """No address is called any more: we ask. What waits at Telegram stays there."""
        with _outcome():
            await self._bot.delete_webhook(drop_pending_updates=False)

    async def ask_to_be_called(self, url: str, secret: str) -> None:
        """Telegram calls this address with every update, and tells the secret each time."""
        with _outcome():
            await self._bot.set_webhook(
                url, secret_token=secret, allowed_updates=WANTED, max_connections=10, drop_pending_updates=False
            )

    def update(self, data: Mapping[str, Any]) -> Update:
        """An update as a call of Telegram brings it. Raises `TypeError` or `KeyError` for what is none."""
        return Update.de_json(dict(data), self._bot)

    # --- out -----------------------------------------------------------------------------------------------

    async def send(self, chat_id: str, part: Part) -> str:
        """Send one message; its number in that chat."""
        with _outcome():
            if part.picture is None:
                sent = await self._bot.send_message(
                    chat_id,
                    part.text,
                    entities=_bold(part),
                    reply_markup=_keyboard(part.buttons),
                    link_preview_options=NO_PREVIEW,
                )
            else:
                sent = await self._bot.send_photo(
                    chat_id,
                    InputFile(part.picture, filename="bild.png"),
                    caption=part.text,
                    caption_entities=_bold(part),
                    reply_markup=_keyboard(part.buttons),
                )
        return str(sent.message_id)

    async def shorten(self, chat_id: str, number: str, part: Part) -> None:
        """Put what is left of a passing message in the place of the one with this number."""
        with _outcome():
            await self._bot.edit_message_text(
                part.text,
                chat_id,
                int(number),
                entities=_bold(part),
                reply_markup=_keyboard(part.buttons),
                link_preview_options=NO_PREVIEW,
            )

    async def has_seen_tap(self, query_id: str, words: str | None) -> None:
        """End the waiting sign of a tapped button, and show for a moment what was tapped."""
        with _outcome():
            await self._bot.answer_callback_query(query_id, text=words)

    async def leave(self, chat_id: str) -> None:
        """Leave a group."""
        with _outcome():
            await self._bot.leave_chat(chat_id)


def _bold(part: Part) -> list[MessageEntity]:
    return [MessageEntity(MessageEntity.BOLD, one.offset, one.length) for one in part.bold]


def _keyboard(buttons: Sequence[Button]) -> InlineKeyboardMarkup | None:
    """Each button on a row of its own, as wide as the screen."""
    rows = [
        [InlineKeyboardButton(button.title, callback_data=button.payload, style=STYLES.get(button.style))]
        for button in buttons
    ]
    return InlineKeyboardMarkup(rows) if rows else None


@contextmanager
def _outcome() -> Iterator[None]:
    """Errors of the package in our words; none of them may carry the token, which is part of every address."""
    try:
        yield
    except RetryAfter as flood:
        # Its public attribute warns with every look that it will change its type.
        raise LineBusy(flood._retry_after.total_seconds()) from None
    except ChatMigrated as moved:
        raise Moved(str(moved.new_chat_id)) from None
    except Forbidden as forbidden:
        raise ShutOut(forbidden.message) from None
    except InvalidToken:
        raise TokenRefused("the token is not known there") from None
    except Conflict as conflict:
        raise LineTaken(conflict.message) from None
    except BadRequest as bad:  # before its parent, which stands for faults of the network
        if any(sign in bad.message.lower() for sign in NOBODY_THERE):
            raise ShutOut(bad.message) from None
        raise Refused(bad.message) from None
    except TelegramError as error:
        raise LineDown(f"{type(error).__name__}: {error.message}") from None
