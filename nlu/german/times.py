"""Clock times and parts of the day: `halb vier`, `drei viertel acht`, `vormittags`, `ab 15 Uhr`.

Hours from one to six without a further word mean the afternoon: nobody wants bread at half past three
at night. "viertel acht" is a quarter past seven, as in the east and south.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from nlu.german.numbers import number_at, word_value
from nlu.result import TimeMention
from nlu.tokens import Token, span_text

_PARTS: dict[str, tuple[time, time]] = {
    "frueh": (time(6), time(9)),
    "morgen": (time(6), time(10)),
    "vormittag": (time(8), time(12)),
    "mittag": (time(11), time(14)),
    "nachmittag": (time(13), time(18)),
    "abend": (time(17), time(21)),
    "nacht": (time(21), time(23, 59)),
}
_PART_WORDS: dict[str, str] = {
    "frueh": "frueh", "frueher": "", "morgens": "morgen", "fruehmorgens": "frueh",
    "vormittag": "vormittag", "vormittags": "vormittag",
    "mittag": "mittag", "mittags": "mittag", "nachmittag": "nachmittag", "nachmittags": "nachmittag",
    "namittag": "nachmittag",
    "nachmitag": "nachmittag", "abend": "abend", "abends": "abend", "nachts": "nacht",
}  # fmt: skip
_DAYS_BEFORE_PART = re.compile(
    r"(heute?|gestern|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)$"
)
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)$")
_FROM, _UNTIL = frozenset({"ab", "nach", "fruehestens"}), frozenset({"bis", "vor", "spaetestens"})
_AFTERNOON, _FORENOON = (
    frozenset({"nachmittags", "abends", "nachmittag", "abend"}),
    frozenset({"frueh", "morgens", "nachts", "vormittags"}),
)
_DAY_END = time(23, 59)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time in tokens `first` up to, not including, `last`."""

    first: int
    last: int
    time: TimeMention


@dataclass(frozen=True, slots=True)
class _Clock:
    last: int
    minutes: int  # since midnight, as said
    sure: bool  # said with "Uhr", a colon or a quarter: surely a time


def find_times(text: str, tokens: list[Token]) -> list[TimeSpan]:
    """All times of a message in the order said."""
    found: list[TimeSpan] = []
    at = 0
    while at < len(tokens):
        hit = _span_at(tokens, at) or _part_at(tokens, at)
        if hit is None:
            at += 1
            continue
        last, first_time, last_time = hit
        found.append(TimeSpan(at, last, TimeMention(first_time, last_time, span_text(text, tokens, at, last))))
        at = last
    return _narrowed(text, tokens, found)


def _narrowed(text: str, tokens: list[Token], spans: list[TimeSpan]) -> list[TimeSpan]:
    """ "abends um sechs" is one time: the part of the day tells which six is meant."""
    kept: list[TimeSpan] = []
    for span in spans:
        part = kept[-1] if kept else None
        exact = span.time.first == span.time.last
        if part is None or not exact or part.last != span.first or part.time.first == part.time.last:
            kept.append(span)
            continue
        moment = span.time.first
        choices = [moment, moment.replace(hour=(moment.hour + 12) % 24)]
        fitting = next((one for one in choices if part.time.first <= one <= part.time.last), moment)
        kept[-1] = TimeSpan(
            part.first, span.last, TimeMention(fitting, fitting, span_text(text, tokens, part.first, span.last))
        )
    return kept


def _part_at(tokens: Sequence[Token], at: int) -> tuple[int, time, time] | None:
    word = tokens[at].folded
    before = tokens[at - 1].folded if at else ""
    part = _PART_WORDS.get(word, "")
    if word in {"abend", "mittag"} and before in {"guten", "schoenen", "einen", "n", "gude"}:
        return None
    if word in {"morgen", "morgn"}:
        # Only behind a day word is "morgen" the morning; "am Morgen" too.
        is_morning = _DAYS_BEFORE_PART.match(before) or before in {"am", "jeden", "diesen"}
        part = "morgen" if is_morning else part
    if not part:
        for name in _PARTS:
            if word.endswith(name) and _DAYS_BEFORE_PART.match(word.removesuffix(name)):
                part = name
    if not part:
        return None
    first, last = _PARTS[part]
    return at + 1, first, last


def _span_at(tokens: Sequence[Token], at: int) -> tuple[int, time, time] | None:
    word = tokens[at].folded
    if word in {"zwischen", "von"} and at + 1 < len(tokens):
        return _between(tokens, at)
    start = at
    led = word in {"um", "gegen", "ab", "bis", "vor", "nach", "so", "zirka", "ca", "spaetestens", "fruehestens"}
    if led:
        start += 1
        while start < len(tokens) and tokens[start].folded in {"um", "gegen", "so"}:
            start += 1
    clock = _clock_at(tokens, start)
    if clock is None or not (clock.sure or word in {"um", "gegen"}):
        return None
    last, moment = _with_part(tokens, clock)
    if word in _FROM:
        return last, moment, _DAY_END
    if word in _UNTIL:
        return last, time(0), moment
    return last, moment, moment


def _between(tokens: Sequence[Token], at: int) -> tuple[int, time, time] | None:
    low = _clock_at(tokens, at + 1)
    if low is None or low.last >= len(tokens) or tokens[low.last].folded not in {"und", "bis", "-"}:
        return None
    high = _clock_at(tokens, low.last + 1)
    if high is None or not (low.sure or high.sure):
        return None
    last, until = _with_part(tokens, high)
    start = _moment(low.minutes, "")
    if start > until:
        start = _moment(low.minutes % 720, "frueh")
    return (last, start, until) if start <= until else None


def _with_part(tokens: Sequence[Token], clock: _Clock) -> tuple[int, time]:
    word = tokens[clock.last].folded if clock.last < len(tokens) else ""
    if word in {"in", "am"} and clock.last + 1 < len(tokens):
        further = tokens[clock.last + 1].folded
        if further in _AFTERNOON | _FORENOON | {"morgen"}:
            return clock.last + 2, _moment(clock.minutes, "frueh" if further == "morgen" else further)
    if word in _AFTERNOON | _FORENOON:
        return clock.last + 1, _moment(clock.minutes, word)
    return clock.last, _moment(clock.minutes, "")


def _moment(minutes: int, part: str) -> time:
    if (part in _AFTERNOON and minutes < 720) or (not part and 60 <= minutes < 420 and minutes < 7 * 60):
        minutes += 720
    minutes %= 1440
    return time(minutes // 60, minutes % 60)


def _clock_at(tokens: Sequence[Token], at: int) -> _Clock | None:
    if at >= len(tokens):
        return None
    word = tokens[at].folded
    written = _CLOCK.fullmatch(tokens[at].text)
    if written is not None:
        has_hour_word = at + 1 < len(tokens) and tokens[at + 1].folded in {"uhr", "h"}
        if ":" in word or has_hour_word:
            minutes = int(written[1]) * 60 + int(written[2])
            return _Clock(at + (2 if has_hour_word else 1), minutes, True)
        return None
    return _spoken_quarter(tokens, at) or _full_hour(tokens, at)


def _hour(tokens: Sequence[Token], at: int) -> int | None:
    if at >= len(tokens):
        return None
    token = tokens[at]
    value = word_value("eins" if token.folded == "ein" else token.folded) if token.is_word else None
    if value is None and token.text.isdecimal() and len(token.text) <= 2:
        value = word_value("null") if token.text in {"0", "00"} else None
        return int(token.text) if int(token.text) <= 24 else None
    return int(value) if value is not None and value == value.to_integral_value() and 0 <= value <= 24 else None


def _spoken_quarter(tokens: Sequence[Token], at: int) -> _Clock | None:
    word = tokens[at].folded
    follower = tokens[at + 1].folded if at + 1 < len(tokens) else ""
    if word == "halb":
        return _relative_to(tokens, at + 1, -30)
    if word == "viertel" and follower in {"nach", "ueber"}:
        return _relative_to(tokens, at + 2, 15)
    if word == "viertel" and follower == "vor":
        return _relative_to(tokens, at + 2, -15)
    if word == "viertel":
        return _relative_to(tokens, at + 1, -45)
    if word == "dreiviertel":
        return _relative_to(tokens, at + 1, -15)
    if word in {"drei", "3"} and follower == "viertel":
        return _relative_to(tokens, at + 2, -15)
    minutes = _hour(tokens, at)
    if minutes in {5, 10, 20} and follower in {"nach", "vor"}:
        sign = 1 if follower == "nach" else -1
        if at + 2 < len(tokens) and tokens[at + 2].folded == "halb":
            return _relative_to(tokens, at + 3, -30 + sign * minutes)
        return _relative_to(tokens, at + 2, sign * minutes)
    return None


def _relative_to(tokens: Sequence[Token], at: int, shift: int) -> _Clock | None:
    hour = _hour(tokens, at)
    if hour is None or hour == 0:
        return None
    last = at + 1
    if last < len(tokens) and tokens[last].folded in {"uhr", "h"}:
        last += 1
    # "halb vier Eier" does not exist, but "viertel 8" could: a measure behind it makes it an amount.
    if last < len(tokens) and tokens[last].folded in {"pfund", "liter", "kilo", "kg", "stueck", "euro", "cent"}:
        return None
    return _Clock(last, (hour % 24) * 60 + shift if hour * 60 + shift >= 0 else shift + 1440, True)


def _full_hour(tokens: Sequence[Token], at: int) -> _Clock | None:
    hour = _hour(tokens, at)
    if hour is None:
        return None
    last = at + 1
    if last < len(tokens) and tokens[last].folded in {"uhr", "h", "uhrn"}:
        minutes = number_at(tokens, last + 1) if last + 1 < len(tokens) else None
        if minutes is not None and not minutes.article and 5 <= minutes.value < 60 and minutes.last == last + 2:
            after = tokens[minutes.last].folded if minutes.last < len(tokens) else ""
            if after in {"", ",", ".", "!", "?", "und", "bitte"}:
                return _Clock(minutes.last, hour * 60 + int(minutes.value), True)
        return _Clock(last + 1, hour * 60, True)
    return _Clock(last, hour * 60, False)
