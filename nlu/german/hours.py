"""Hours of the week in which somebody may be written to: "nur vormittags", "nicht vor 9", "nicht am Wochenende"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from nlu.german.spelling import fold

ALL_DAYS = tuple(range(7))
_WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_NAME = "|".join((*_WEEKDAYS, "sonnabend"))
_SPAN = re.compile(rf"\b({_NAME})s?\s*(?:bis|-)\s*({_NAME})s?\b")
_ONE = re.compile(rf"\b({_NAME})s?\b")
_PARTS = {
    "vormittag": (time(8), time(12)),
    "mittag": (time(11), time(14)),
    "nachmittag": (time(13), time(18)),
    "abend": (time(17), time(20)),
    "morgen": (time(7), time(10)),
}
_CLOCK = r"(\d{1,2})(?:[:.](\d\d))?(?:\s*uhr)?"
_BETWEEN = re.compile(rf"\b(?:von|zwischen)\s+{_CLOCK}\s+(?:bis|und)\s+{_CLOCK}")
_FROM = re.compile(rf"\b(?:nicht vor|nie vor|erst ab|ab|erst nach|fruehestens)\s+{_CLOCK}")
_UNTIL = re.compile(rf"\b(?:nicht nach|nie nach|nur bis|bis|spaetestens|nicht mehr nach)\s+{_CLOCK}")
_ANY = re.compile(r"\b(jederzeit|immer schreiben|zu jeder zeit|rund um die uhr|wann sie wollen)\b")


@dataclass(frozen=True, slots=True)
class WeekHours:
    """Days of the week (0 is Monday) and the span of each; None where nothing was said of it. `always`: no limits."""

    days: tuple[int, ...] | None = None
    begin: time | None = None
    end: time | None = None
    always: bool = False


def week_hours(text: str) -> WeekHours | None:
    """The hours in a text, or None when it names none."""
    plain = fold(text)
    if _ANY.search(plain):
        return WeekHours(always=True)
    days, (begin, end) = _days(plain), _times(plain)
    return WeekHours(days, begin, end) if days is not None or begin is not None or end is not None else None


def _days(plain: str) -> tuple[int, ...] | None:
    if "wochenende" in plain and re.search(r"\b(nicht|kein\w*|ausser)\b", plain):
        return ALL_DAYS[:5]
    if re.search(r"\b(werktags|werktagen)\b", plain):
        return ALL_DAYS[:6]
    if re.search(r"\b(wochentags|unter der woche|in der woche)\b", plain):
        return ALL_DAYS[:5]
    span = _SPAN.search(plain)
    if span is not None:
        first, last = _number(span[1]), _number(span[2])
        return tuple(range(first, last + 1)) if first <= last else None
    named = tuple(sorted({_number(name) for name in _ONE.findall(plain)}))
    if not named:
        return None
    without = re.search(rf"\b(nicht|kein\w*|ausser)\b[^,.]*\b(?:{_NAME})", plain) or re.search(
        rf"\b(?:{_NAME})s?\s+(?:bitte\s+)?nicht\b", plain
    )
    return tuple(day for day in ALL_DAYS if day not in named) if without else named


def _times(plain: str) -> tuple[time | None, time | None]:
    between = _BETWEEN.search(plain)
    if between is not None:
        return _time(between[1], between[2]), _time(between[3], between[4])
    begin, end = _FROM.search(plain), _UNTIL.search(plain)
    if begin is not None or end is not None:
        return (_time(begin[1], begin[2]) if begin else None), (_time(end[1], end[2]) if end else None)
    part = next((span for name, span in _PARTS.items() if re.search(rf"\b{name}s\b", plain)), None)
    return part or (None, None)


def _time(hour: str, minute: str | None) -> time | None:
    return time(int(hour), int(minute or 0)) if int(hour) < 24 and int(minute or 0) < 60 else None


def _number(name: str) -> int:
    return _WEEKDAYS.index("samstag" if name == "sonnabend" else name)
