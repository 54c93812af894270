"""One question to Telegram, for a command at a terminal: who is this bot?"""

from __future__ import annotations

import asyncio

from bots.channels.telegram.line import Line
from bots.channels.telegram.outcomes import LineDown

PATIENCE = 8.0


def user_name(token: str, api_url: str) -> str:
    """The bot's user name, without the @. Raises a `CallFailed`."""
    return asyncio.run(_ask(token, api_url))


async def _ask(token: str, api_url: str) -> str:
    line = Line(token, api_url)
    try:
        async with asyncio.timeout(PATIENCE):
            return await line.who_am_i()
    except TimeoutError:
        raise LineDown("no answer") from None
    finally:
        await line.close()
