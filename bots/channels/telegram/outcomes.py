"""What can become of a call to Telegram, and what the bot says about itself. Nothing here needs its package."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """What people read before they write: the list of commands (name, what it does) and two descriptions."""

    commands: tuple[tuple[str, str], ...]
    description: str
    short_description: str


class CallFailed(Exception):
    """A call to Telegram has not done what it should."""


class LineDown(CallFailed):
    """Telegram was not reached, or did not answer, or is broken: nobody knows whether it has taken the message."""


class LineBusy(CallFailed):
    """Too many messages: wait so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds:g} seconds")
        self.seconds = seconds


class LineTaken(CallFailed):
    """Somebody else asks for this bot's messages, or an address is set that is called with them."""


class TokenRefused(CallFailed):
    """Telegram does not know the token."""


class ShutOut(CallFailed):
    """The person has blocked the bot, is gone, or never was there."""


class Moved(CallFailed):
    """The chat has another id now."""

    def __init__(self, to: str) -> None:
        super().__init__("the chat has moved")
        self.to = to


class Refused(CallFailed):
    """Telegram will never take this message as it is."""
