"""How bytes from the wire become trusted values: strict JSON, typed fields, and a refusal that names the reason."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

VERSION = 1
MAX_BYTES = 8 * 1024
MAX_LIST_BYTES = 32 * 1024
"""Of what lists a whole station at once: its rights, which are replaced whole, and its compartments."""

LAST_INSTANT = 32_503_680_000
"""The year 3000: far enough for us, near enough for every calendar function."""

Document = Mapping[str, object]

_LARGEST = 2**53 - 1
_E = TypeVar("_E", bound=StrEnum)


class Fault(StrEnum):
    """Why a message is refused."""

    TOO_LARGE = "too_large"
    NOT_JSON = "not_json"
    NOT_OBJECT = "not_object"
    UNKNOWN_VERSION = "unknown_version"
    MISSING = "missing"
    BAD_VALUE = "bad_value"
    BAD_SIGNATURE = "bad_signature"


class BadMessage(Exception):
    """A message that is not followed. It names the fault and the field, never the content."""

    def __init__(self, fault: Fault, field: str = "") -> None:
        super().__init__(f"{fault}: {field}" if field else str(fault))
        self.fault = fault
        self.field = field


def read_document(payload: bytes, limit: int = MAX_BYTES) -> dict[str, object]:
    """The JSON object in a payload: no fractions, no doubled names, no nonsense numbers."""
    if len(payload) > limit:
        raise BadMessage(Fault.TOO_LARGE)
    try:
        document = json.loads(
            payload.decode("utf-8"),
            object_pairs_hook=_once_each,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
    except (ValueError, RecursionError) as bad:
        raise BadMessage(Fault.NOT_JSON) from bad
    if not isinstance(document, dict):
        raise BadMessage(Fault.NOT_OBJECT)
    return document


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise ValueError("a name occurs twice")
    return document


def _no_number(text: str) -> object:
    raise ValueError("only whole numbers")


class Fields:
    """Typed access to the fields of a document; what nobody asks for is ignored."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @classmethod
    def of_our_version(cls, document: Document) -> Fields:
        """The fields of a document of our version; any other is refused."""
        found = document.get("v")
        if found != VERSION or isinstance(found, bool):
            raise BadMessage(Fault.UNKNOWN_VERSION, "v")
        return cls(document)

    def text(self, name: str, longest: int = 128) -> str:
        """A text of at least one and at most `longest` characters."""
        value = self._there(name)
        if not isinstance(value, str) or not value or len(value) > longest:
            raise BadMessage(Fault.BAD_VALUE, name)
        return value

    def free_text(self, name: str, longest: int = 256) -> str:
        """A text that may be empty or left out."""
        value = self._document.get(name, "")
        if not isinstance(value, str) or len(value) > longest:
            raise BadMessage(Fault.BAD_VALUE, name)
        return value

    def whole(self, name: str, least: int = 0, most: int = _LARGEST) -> int:
        """A whole number within bounds."""
        value = self._there(name)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise BadMessage(Fault.BAD_VALUE, name)
        return value

    def instant(self, name: str) -> int:
        """Seconds since 1970, of a year that calendars know."""
        return self.whole(name, most=LAST_INSTANT)

    def whole_or_none(self, name: str, least: int = 0, most: int = _LARGEST) -> int | None:
        """A whole number, or None when it is left out or null."""
        return None if self._document.get(name) is None else self.whole(name, least, most)

    def text_or_none(self, name: str, longest: int = 128) -> str | None:
        """A text, or None when it is left out or null."""
        return None if self._document.get(name) is None else self.text(name, longest)

    def flag(self, name: str) -> bool:
        """True or false; left out means false."""
        value = self._document.get(name, False)
        if not isinstance(value, bool):
            raise BadMessage(Fault.BAD_VALUE, name)
        return value

    def one_of(self, name: str, words: type[_E]) -> _E:
        """One of the words of an enum."""
        try:
            return words(self.text(name))
        except ValueError as bad:
            raise BadMessage(Fault.BAD_VALUE, name) from bad

    def wholes(self, name: str, most_items: int, least: int = 0, most: int = _LARGEST) -> tuple[int, ...]:
        """A list of whole numbers within bounds."""
        values = self._items(name, most_items)
        for value in values:
            if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
                raise BadMessage(Fault.BAD_VALUE, name)
        return tuple(value for value in values if isinstance(value, int))

    def objects(self, name: str, most_items: int) -> tuple[Fields, ...]:
        """A list of objects, each to be read in turn."""
        values = self._items(name, most_items)
        if not all(isinstance(value, dict) for value in values):
            raise BadMessage(Fault.BAD_VALUE, name)
        return tuple(Fields(value) for value in values if isinstance(value, dict))

    def object_or_none(self, name: str) -> Fields | None:
        """An object to be read in turn, or None when it is left out or null."""
        value = self._document.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise BadMessage(Fault.BAD_VALUE, name)
        return Fields(value)

    def _items(self, name: str, most_items: int) -> list[object]:
        values = self._there(name)
        if not isinstance(values, list) or len(values) > most_items:
            raise BadMessage(Fault.BAD_VALUE, name)
        return values

    def _there(self, name: str) -> object:
        value = self._document.get(name)
        if value is None:
            raise BadMessage(Fault.MISSING, name)
        return value
