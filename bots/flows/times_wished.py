"""When an appointment would suit, as people say it: "am liebsten Donnerstag vormittag oder Freitag ab 15 Uhr"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import reduce

from bots.dialogue.flow import Turn
from bots.dialogue.reply import Words, words
from bots.flows.hearing import said_any
from domain.appointments.model import Wish
from domain.clock import at_local, local_day
from nlu.result import DayMention, TimeMention

ANY = (
    "egal",
    "gleich",
    "jeder tag",
    "jederzeit",
    "immer",
    "beliebig",
    "wann es passt",
    "wie es passt",
    "wann sie wollen",
)
ALSO = ("auch", "oder", "dazu", "ginge", "außerdem")
NOT = ("nicht", "kein", "außer", "ohne", "auf keinen fall", "schlecht")
_DAY_END, _DAY_BEGIN = time(23, 59), time(0)
_PARTS = {
    (time(6), time(9)): "early",
    (time(6), time(10)): "early",
    (time(8), time(12)): "forenoon",
    (time(11), time(14)): "noon",
    (time(13), time(18)): "afternoon",
    (time(17), time(21)): "evening",
}


def wishes_said(turn: Turn) -> tuple[Wish, ...] | None:
    """The days and times in the words; empty for "egal"; None when there are none or only what does not suit."""
    if turn.parse is None or refuses_times(turn):
        return None
    days = [day for day in turn.parse.days if day.last >= local_day(turn.county.now())]
    if not days and not turn.parse.times:
        return () if said_any(turn.said, ANY) else None
    return tuple(_paired(turn.said, days, turn.parse.times))


def says_also(text: str) -> bool:
    """Whether these days come to those that were said before."""
    return said_any(text, ALSO)


def refuses_times(turn: Turn) -> bool:
    """Whether the words say when it does not suit: that is asked, never turned round."""
    return turn.parse is not None and bool(turn.parse.days or turn.parse.times) and said_any(turn.said, NOT)


def single_days(wishes: Sequence[Wish]) -> list[date]:
    """The days that were named one by one."""
    return [wish.first for wish in wishes if wish.first is not None and wish.first == wish.last]


def wish_words(wish: Wish) -> Words:
    """ "Donnerstag, 26. November, vormittags"."""
    when = _part_words(wish)
    if wish.first is None:
        return when or words("times-any")
    if wish.last in {None, wish.first}:
        days = words("times-day", first=wish.first)
    else:
        days = words("times-days", first=wish.first, last=wish.last)
    return words("times-day-part", days=days, part=when) if when else days


def either(wishes: Sequence[Wish]) -> Words:
    """Several wishes in one line: "Montag oder Dienstag oder Mittwoch"."""
    return reduce(lambda first, last: words("times-either", first=first, last=last), map(wish_words, wishes))


def _paired(text: str, days: Sequence[DayMention], times: Sequence[TimeMention]) -> list[Wish]:
    """Each day with its time: the one said behind it, or before all days; "Dienstag oder Donnerstag nachmittags" is
    two afternoons, "Freitag ab 15 Uhr oder Samstag" leaves all of Saturday.
    """
    if not days:
        return [Wish(begin=one.first, end=one.last) for one in times]
    said: list[DayMention | TimeMention] = sorted([*days, *times], key=lambda one: text.find(one.text))
    wishes: list[Wish] = []
    for_all: TimeMention | None = None
    for one in said:
        if isinstance(one, DayMention):
            wishes.append(_on(one, for_all))
        elif not wishes:
            for_all = one
        else:
            since = next((at for at, wish in enumerate(wishes) if wish.begin is None), len(wishes) - 1)
            wishes[since:] = [replace(wish, begin=one.first, end=one.last) for wish in wishes[since:]]
    return wishes


def _on(day: DayMention, part: TimeMention | None) -> Wish:
    return Wish(day.first, day.last, part.first if part else None, part.last if part else None)


def _part_words(wish: Wish) -> Words | None:
    begin, end = wish.begin, wish.end
    if begin is None or end is None:
        return None
    part = _PARTS.get((begin, end))
    if part is not None:
        return words(f"times-part-{part}")
    if begin == end:
        return words("times-at", at=_clock(begin))
    if end == _DAY_END:
        return words("times-from", begin=_clock(begin))
    if begin == _DAY_BEGIN:
        return words("times-until", end=_clock(end))
    return words("times-between", begin=_clock(begin), end=_clock(end))


def _clock(moment: time) -> datetime:
    """A time of day as texts say it: on a day without a change of clocks."""
    return at_local(date(2026, 1, 1), moment)
