"""Limits of Telegram, and how long to wait when something has failed."""

from __future__ import annotations

from dataclasses import dataclass

from domain.ids import Chance

# About 30 messages a second to everybody and one a second to one chat, with short bursts (core.telegram.org/bots/faq).
# So many at once and so many a second are never more than 29 in any second.
ALL_AT_ONCE, ALL_A_SECOND = 4, 25.0
CHAT_AT_ONCE, CHAT_A_SECOND = 4, 1.0
LONGEST_PAUSE = 60.0
JITTER_PERCENT = 20


@dataclass(slots=True)
class Limit:
    """So many at once, then one each interval; kept as the one moment when all of it would be free again."""

    at_once: int
    a_second: float
    free_at: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until the next one may go; 0: now."""
        return max(0.0, self.free_at - (self.at_once - 1) / self.a_second - now)

    def take(self, now: float) -> None:
        """One goes now."""
        self.free_at = max(self.free_at, now) + 1 / self.a_second


@dataclass(frozen=True, slots=True)
class BackOff:
    """How long to wait after a failure: 1, 2, 4 … at most 60 seconds.

    A little more by chance, so that not all come back at once.
    """

    chance: Chance
    first_pause: float = 1.0

    def seconds(self, tries: int) -> float:
        """After so many failures in a row."""
        pause = min(LONGEST_PAUSE, self.first_pause * 2.0 ** min(tries - 1, 10))
        return pause * (1 + self.chance.below(JITTER_PERCENT) / 100)
