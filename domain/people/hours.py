"""The hours in which somebody may be written to unasked, in the syntax of OpenStreetMap: "Mo-Fr 08:00-12:00"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def hours_of(days: Sequence[int], begin: time, end: time) -> str:
    """These days of the week (0 is Monday) from `begin` to `end`."""
    return f"{','.join(_spans(sorted(set(days))))} {begin:%H:%M}-{end:%H:%M}"


def _spans(days: Sequence[int]) -> list[str]:
    """ "Mo-Fr" for days that follow each other."""
    spans: list[list[int]] = []
    for day in days:
        if spans and spans[-1][-1] == day - 1:
            spans[-1].append(day)
        else:
            spans.append([day])
    return [DAYS[span[0]] if len(span) == 1 else f"{DAYS[span[0]]}-{DAYS[span[-1]]}" for span in spans]
