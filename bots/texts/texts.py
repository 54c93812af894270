"""Sentences from Fluent files, with prices, days and times as people in the county say them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, cast

from babel.dates import format_date
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Resource

from bots.dialogue.reply import Verbatim, Words
from domain.clock import local
from domain.money import Money

FOLDER = Path(__file__).parent
LOCALE = "de_DE"
LONGEST_VALUE = 500  # what somebody wrote is said again in part; Fluent itself refuses values above 1,000


class TextMissing(Exception):
    """A key has no sentence, or a sentence wants something it was not given."""


class Texts:
    """All sentences of one language."""

    def __init__(self, language: str = "de") -> None:
        self.bundle = FluentBundle(["de-DE"], use_isolating=False, functions=cast(Any, {"DAY": _day, "CLOCK": _clock}))
        for resource in _parsed(language):
            self.bundle.add_resource(resource)
        self.spoken: set[str] = set()  # for the test that every sentence is said somewhere

    def has(self, key: str) -> bool:
        """Whether there is a sentence of this key."""
        return self.bundle.has_message(key)

    def say(self, what: Words | Verbatim) -> str:
        """The sentence in words. Raises `TextMissing`: a missing sentence is a bug, not a shrug."""
        if isinstance(what, Verbatim):
            return what.text
        if not self.bundle.has_message(what.key):
            raise TextMissing(what.key)
        self.spoken.add(what.key)
        message = self.bundle.get_message(what.key)
        assert message.value is not None
        text, errors = self.bundle.format_pattern(message.value, self._arguments(what.args))
        if errors:
            raise TextMissing(f"{what.key}: {errors}")
        return str(text)

    def _arguments(self, args: Mapping[str, object]) -> dict[str, Any]:
        return {name: self._value(value) for name, value in args.items()}

    def _value(self, value: object) -> Any:
        match value:
            case Words() | Verbatim():
                return self.say(value)
            case Money():
                return money(value)
            case datetime():
                return local(value).replace(tzinfo=None)
            case bool() | None:
                return str(value)
            case str():
                said = str(value)
                return said if len(said) <= LONGEST_VALUE else f"{said[:LONGEST_VALUE]} …"
            case int() | date():
                return value
            case Decimal() | float():
                return format_decimal(value, locale=LOCALE)
            case list() | tuple():
                return enumeration([str(self._value(one)) for one in value])
        raise TextMissing(f"nobody says a {type(value).__name__}")


@cache
def _parsed(language: str) -> list[Resource]:
    """All sentences of a language as Fluent reads them, which takes it most of a second."""
    return [FluentResource(path.read_text(encoding="utf-8")) for path in sorted((FOLDER / language).glob("*.ftl"))]


def money(amount: Money) -> str:
    """A price as on a shelf label: "6,90 €"."""
    return f"{format_decimal(Decimal(amount.cents) / 100, '#,##0.00', locale=LOCALE)} €"


def enumeration(things: list[str]) -> str:
    """ "Milch, Butter und Brot"."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} und {things[-1]}"


def _day(value: Any, style: str = "long") -> str:
    """A day: "Donnerstag, 26. November"; `style: "weekday"` says only the weekday, "full" the year, too."""
    pattern = {"weekday": "EEEE", "full": "EEEE, d. MMMM y"}.get(str(style), "EEEE, d. MMMM")
    return format_date(value, pattern, locale=LOCALE)


def _clock(value: Any) -> str:
    """A time of day: "14 Uhr", "14:30 Uhr"."""
    return f"{value.hour} Uhr" if value.minute == 0 else f"{value.hour}:{value.minute:02d} Uhr"
