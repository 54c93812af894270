"""What a county sets for itself about empties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

from domain.money import Money

SMALL, SMALL_A_MONTH, MUCH = Money(100), Money(300), Money(2500)


@dataclass(frozen=True, slots=True)
class EmptiesRules:
    """How long things may take, and what is not argued about.

    A compartment is kept until `hand_in_until` of the last of `hand_in_days`; `remind_at` is a time of the day before.
    A difference of at most `goodwill` and `goodwill_pieces` goes to the resident, as long as she has not had more than
    `goodwill_a_month` that way. What is worth more than `unusual` beyond her purchases is asked back before it counts.
    """

    hand_in_days: int = 3
    hand_in_until: time = time(20, 0)
    remind_at: time = time(10, 0)
    count_within: timedelta = timedelta(hours=48)
    ask_again_after: timedelta = timedelta(hours=4)
    fetch_within: timedelta = timedelta(days=7)
    goodwill: Money = SMALL
    goodwill_pieces: int = 3
    goodwill_a_month: Money = SMALL_A_MONTH
    unusual: Money = MUCH
