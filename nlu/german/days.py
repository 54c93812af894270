"""Days: `übermorgen`, `nächsten Dienstag`, `Sonnabend`, `am 3. Dezember`, `in zwei Tagen`, `übernächste Woche`.

A weekday always lies ahead: "Freitag" said on a Friday is a week later (for today people say "heute").
"Nächsten" and "kommenden Freitag" both mean the coming one, "übernächsten" the one after.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from nlu.german.numbers import number_at, ordinal_value
from nlu.result import DayMention
from nlu.tokens import Token, span_text

_RELATIVE = {
    "heute": 0,
    "heut": 0,
    "hoite": 0,
    "morgen": 1,
    "morgn": 1,
    "uebermorgen": 2,
    "uebermorgn": 2,
    "gestern": -1,
    "vorgestern": -2,
}
_WEEKDAYS = {
    "montag": 0, "dienstag": 1, "dinstag": 1, "mittwoch": 2, "mitwoch": 2, "donnerstag": 3, "donerstag": 3,
    "freitag": 4,
    "samstag": 5, "sonnabend": 5, "sonntag": 6,
}  # fmt: skip
_SHORT_WEEKDAYS = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6}
_MONTHS = {
    "januar": 1, "jan": 1, "jaenner": 1, "februar": 2, "feb": 2, "maerz": 3, "april": 4, "apr": 4, "mai": 5, "juni": 6,
    "juno": 6, "juli": 7, "julei": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "oktober": 10, "okt": 10,
    "november": 11, "nov": 11, "dezember": 12, "dez": 12,
}  # fmt: skip
_FEASTS = {
    "heiligabend": (24, 12), "heiligabent": (24, 12), "silvester": (31, 12), "neujahr": (1, 1), "nikolaus": (6, 12),
    "weihnachten": (25, 12),
}  # fmt: skip
_NEXT = frozenset(
    {"naechste", "naechsten", "naechster", "naechstes", "naechstem", "naekste", "kommende", "kommenden", "kommender"}
)
_AFTER_NEXT = frozenset({"uebernaechste", "uebernaechsten", "uebernaechster"})
_THIS = frozenset({"diese", "diesen", "dieser", "diesem"})
_PARTS = frozenset({"frueh", "vormittag", "mittag", "nachmittag", "abend", "morgen", "nacht"})
_BEFORE_SHORT = frozenset({"am", "bis", "ab", "naechsten", "kommenden"}) | _NEXT
_NOT_TOMORROW_AFTER = frozenset(
    {"guten", "gute", "gut", "am", "jeden", "schoenen", "einen", "jedem", "diesen", "moin", "den"}
)
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?")
_DAY_PREFIX = frozenset({"am", "den", "vom", "zum", "der", "dem", "bis", "ab"})

# The token after the words, the first and the last day.
_Hit: TypeAlias = tuple[int, date, date]


@dataclass(frozen=True, slots=True)
class DaySpan:
    """A day or span of days in tokens `first` up to, not including, `last`."""

    first: int
    last: int
    day: DayMention


def find_days(text: str, tokens: list[Token], today: date) -> list[DaySpan]:
    """All days of a message in the order said; "vom 3. bis zum 7. Juli" is one span."""
    found: list[DaySpan] = []
    at = 0
    while at < len(tokens):
        hit = _day_at(tokens, at, today)
        if hit is None:
            at += 1
            continue
        last, first_day, last_day = hit
        found.append(DaySpan(at, last, DayMention(first_day, last_day, span_text(text, tokens, at, last))))
        at = last
    return _joined(text, tokens, found)


def _joined(text: str, tokens: list[Token], spans: list[DaySpan]) -> list[DaySpan]:
    joined: list[DaySpan] = []
    for span in spans:
        before = joined[-1] if joined else None
        between = [] if before is None else [token.folded for token in tokens[before.last : span.first]]
        if before is not None and "bis" in between and len(between) <= 3 and before.day.first <= span.day.last:
            words = span_text(text, tokens, before.first, span.last)
            start = _in_month_of(before, span, tokens)
            joined[-1] = DaySpan(before.first, span.last, DayMention(start, span.day.last, words))
        else:
            joined.append(span)
    return joined


def _in_month_of(early: DaySpan, late: DaySpan, tokens: list[Token]) -> date:
    """In "vom 3. bis zum 10. Juli" the first day is in July, too."""
    bare = early.last - early.first <= 2 and tokens[early.first].text.isdecimal()
    if not bare or early.day.first.day > late.day.first.day:
        return early.day.first
    return late.day.first.replace(day=early.day.first.day)


def _day_at(tokens: Sequence[Token], at: int, today: date) -> _Hit | None:
    word = tokens[at].folded
    if word in _RELATIVE:
        return _relative(tokens, at, today)
    if word in _WEEKDAYS or (word.endswith("s") and word[:-1] in _WEEKDAYS):
        weekday = _WEEKDAYS.get(word, _WEEKDAYS.get(word[:-1], 0))
        return _weekday(tokens, at, at + 1, weekday, today, weeks=0)
    for part in _PARTS:
        if word.endswith(part) and word.removesuffix(part) in _WEEKDAYS:
            return _weekday(tokens, at, at + 1, _WEEKDAYS[word.removesuffix(part)], today, weeks=0)
    if word in _SHORT_WEEKDAYS and at > 0 and tokens[at - 1].folded in _BEFORE_SHORT:
        return _weekday(tokens, at, at + 1, _SHORT_WEEKDAYS[word], today, weeks=0)
    if word in _NEXT or word in _AFTER_NEXT or word in _THIS:
        return _qualified(tokens, at, today)
    if word in {"in", "heut"}:
        return _in_some(tokens, at, today)
    if word == "wochenende":
        return _weekend(at + 1, today, weeks=0)
    if word in _FEASTS:
        day, month = _FEASTS[word]
        return _calendar(at + 1, day, month, None, today)
    return _date_at(tokens, at, today)


def _relative(tokens: Sequence[Token], at: int, today: date) -> _Hit | None:
    word = tokens[at].folded
    if word.startswith("morg"):
        before = tokens[at - 1].folded if at else ""
        # "guten Morgen", "am Morgen", "Freitag morgen", "heute morgen" are no tomorrow.
        if before in _NOT_TOMORROW_AFTER or before in _RELATIVE or before in _WEEKDAYS:
            return None
        if len(tokens) <= 2 and tokens[at].text == "Morgen" and at + 1 < len(tokens) and tokens[at + 1].text == "!":
            return None
    day = today + timedelta(days=_RELATIVE[word])
    last = at + 1
    more = _in_some(tokens, last, day) if last < len(tokens) and word.startswith("heut") else None
    return more if more is not None else (last, day, day)


def _weekday(tokens: Sequence[Token], at: int, last: int, weekday: int, today: date, *, weeks: int) -> _Hit:
    day = today + timedelta(days=((weekday - today.weekday() - 1) % 7 + 1) + 7 * weeks)
    following = [token.folded for token in tokens[last : last + 2]]
    if len(following) == 2 and following[1] == "woche":
        if following[0] in _NEXT or following[0] in _AFTER_NEXT:
            ahead = 2 if following[0] in _AFTER_NEXT else 1
            day = _monday(today) + timedelta(days=7 * ahead + weekday)
            last += 2
        elif following[0] in _THIS:
            last += 2
    else:
        spread = _in_some(tokens, last, day) if last < len(tokens) else None
        if spread is not None:
            return spread
        last = _with_date(tokens, last)
    return last, day, day


def _with_date(tokens: Sequence[Token], last: int) -> int:
    """Past a date that only repeats the weekday: "Freitag, den 3.12."."""
    here = last
    while here < len(tokens) and here < last + 2 and tokens[here].folded in {",", "den", "der", "dem"}:
        here += 1
    if here > last and here < len(tokens) and _DATE.match(tokens[here].text):
        return here + (2 if here + 1 < len(tokens) and tokens[here + 1].text == "." else 1)
    return last


def _qualified(tokens: Sequence[Token], at: int, today: date) -> _Hit | None:
    word = tokens[at].folded
    if at + 1 >= len(tokens):
        return None
    follower = tokens[at + 1].folded
    weeks = 1 if word in _AFTER_NEXT else 0
    if follower in _WEEKDAYS:
        return _weekday(tokens, at, at + 2, _WEEKDAYS[follower], today, weeks=weeks)
    if follower == "woche":
        ahead = 0 if word in _THIS else weeks + 1
        monday = _monday(today) + timedelta(days=7 * ahead)
        if at + 2 < len(tokens) and tokens[at + 2].folded in _WEEKDAYS:
            day = monday + timedelta(days=_WEEKDAYS[tokens[at + 2].folded])
            return at + 3, day, day
        return at + 2, max(monday, today) if word in _THIS else monday, monday + timedelta(days=6)
    if follower == "wochenende":
        return _weekend(at + 2, today, weeks=weeks)
    if follower == "tag" and word in _NEXT:
        return at + 2, today + timedelta(days=1), today + timedelta(days=1)
    if follower in {"tage", "tagen"} and word in _NEXT:
        return at + 2, today, today + timedelta(days=3)
    if follower in {"monat"} and word in _NEXT:
        first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
        return at + 2, first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return None


def _in_some(tokens: Sequence[Token], at: int, base: date) -> _Hit | None:
    """ "in zwei Tagen", "in einer Woche", "in 14 Tagen" counted from `base`."""
    if tokens[at].folded != "in" or at + 2 >= len(tokens):
        return None
    number = number_at(tokens, at + 1)
    if number is None or number.last >= len(tokens) or number.ordinal or number.value > 400:
        return None
    days = {"tag": 1, "tage": 1, "tagen": 1, "woche": 7, "wochen": 7}.get(tokens[number.last].folded)
    if days is None:
        return None
    day = base + timedelta(days=int(number.value * days))
    return number.last + 1, day, day


def _weekend(last: int, today: date, *, weeks: int) -> _Hit:
    saturday = today + timedelta(days=(5 - today.weekday()) % 7 + 7 * weeks)
    return last, saturday, saturday + timedelta(days=1)


def _monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


def _date_at(tokens: Sequence[Token], at: int, today: date) -> _Hit | None:
    token = tokens[at]
    before = tokens[at - 1].folded if at else ""
    found = _DATE.fullmatch(token.text)
    if found is not None:
        closed = at + 1 < len(tokens) and tokens[at + 1].text == "."
        # "3.12" without a last dot could be a price: only a day word before it makes it a day.
        if found[3] is None and not closed and before not in _DAY_PREFIX:
            return None
        year = None if found[3] is None else int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        return _calendar(at + (2 if closed else 1), int(found[1]), int(found[2]), year, today)
    order, last = _day_of_month(tokens, at)
    if order is None:
        return None
    if last < len(tokens) and tokens[last].folded in _MONTHS:
        month = _MONTHS[tokens[last].folded]
        last += 1
        year = None
        if last < len(tokens) and re.fullmatch(r"20\d\d", tokens[last].text):
            year, last = int(tokens[last].text), last + 1
        return _calendar(last, order, month, year, today)
    if (
        last < len(tokens)
        and tokens[last].text.isdecimal()
        and tokens[at].text.isdecimal()
        and 1 <= int(tokens[last].text) <= 12
    ):
        closed = last + 1 < len(tokens) and tokens[last + 1].text == "."
        if closed and before in _DAY_PREFIX:
            return _calendar(last + 2, order, int(tokens[last].text), None, today)
    if before in {"am", "vom", "zum"} and (last >= len(tokens) or not tokens[last].text.isdecimal()):
        return _next_day_of_month(last, order, today, capital=tokens[at].text[:1])
    return None


def _day_of_month(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """The day number at `at` ("3.", "dritten") and the token after it."""
    token = tokens[at]
    if token.text.isdecimal() and len(token.text) <= 2 and at + 1 < len(tokens) and tokens[at + 1].text == ".":
        return int(token.text), at + 2
    if token.text.isdecimal() and len(token.text) <= 2 and at + 1 < len(tokens) and tokens[at + 1].folded in _MONTHS:
        return int(token.text), at + 1
    order = ordinal_value(token.folded) if token.is_word else None
    return (order, at + 1) if order is not None and order <= 31 else (None, at)


def _next_day_of_month(last: int, day: int, today: date, *, capital: str) -> _Hit | None:
    # "am dritten Haus" is no day; "am Dritten" and "am 3." are.
    if not (capital.isdecimal() or capital.isupper()) or not 1 <= day <= 31:
        return None
    for ahead in range(62):
        candidate = today + timedelta(days=ahead)
        if candidate.day == day:
            return last, candidate, candidate
    return None


def _calendar(last: int, day: int, month: int, year: int | None, today: date) -> _Hit | None:
    try:
        if year is not None:
            return last, date(year, month, day), date(year, month, day)
        this_year = date(today.year, month, day)
        if this_year < today - timedelta(days=60):
            this_year = date(today.year + 1, month, day)
        return last, this_year, this_year
    except ValueError:
        return None
