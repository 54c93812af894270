"""Messages as Telegram shows them: text with bold prices, a picture with a caption, buttons below each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bots.channels.channel import Button, Outgoing, Row
from bots.channels.rendering import button_lines

LONGEST_TEXT = 4096  # UTF-16 units, as Telegram counts
LONGEST_CAPTION = 1024
READABLE_TITLE = 32  # a button has one line, and cuts what is longer; in large type even less
_NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Bold:
    """A stretch of a text in bold, in UTF-16 units. What people write never makes one: nothing is markup."""

    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Part:
    """What one call of the Bot API sends."""

    text: str
    bold: tuple[Bold, ...] = ()
    buttons: tuple[Button, ...] = ()
    picture: bytes | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    bold: str = ""  # the end of the line that is bold

    @property
    def whole(self) -> str:
        return self.text + self.bold


def parts(message: Outgoing, picture: bytes | None) -> list[Part]:
    """The message in as few calls as possible. `picture` is the PNG of its picture, if it could be drawn.

    The words of a picture stand in its caption: they are all that a screen reader has.
    """
    lines = _lines(message)
    if picture is None:
        told = _texts(lines)
    elif _length(lines) <= LONGEST_CAPTION:
        told = [replace(_text(lines), picture=picture)]
    else:
        alt = message.picture.alt if message.picture else ""
        told = [Part(alt[:LONGEST_CAPTION], picture=picture), *_texts(lines)]
    told[-1] = replace(told[-1], buttons=_numbered(message.buttons))
    return told


def plain_parts(message: Outgoing) -> list[Part]:
    """The same in words alone, for the case that Telegram refuses the rest: the choices can be typed."""
    lines = _lines(replace(message, buttons=()))
    return [replace(part, bold=()) for part in _texts([*lines, *map(_Line, button_lines(message.buttons))])]


def _lines(message: Outgoing) -> list[_Line]:
    words = f"{message.speaker} (Mensch): {message.text}" if message.speaker else message.text
    lines = [_Line(line) for line in words.splitlines()] if words else []
    if message.rows and lines:
        lines.append(_Line(""))
    for row in message.rows:
        lines += _row(row, first=not lines or not lines[-1].whole)
    if message.picture:
        lines += [_Line(""), _Line(f"Bild: {message.picture.alt}")]
    if _are_numbered(message.buttons) and any(len(button.title) > READABLE_TITLE for button in message.buttons):
        lines += [_Line(""), *map(_Line, button_lines(message.buttons))]
    return lines or [_Line("…")]  # Telegram takes no empty message


def _row(row: Row, *, first: bool) -> list[_Line]:
    """One line a row, its price bold at the end: no columns, which fall apart in large type."""
    thing = f"{row.amount} {row.thing}" if row.amount else row.thing
    if row.kind == "seller":
        return [_Line(f"{thing}:")] if first else [_Line(""), _Line(f"{thing}:")]
    if not row.price:
        return [_Line(thing)]
    return [_Line(f"{thing}: ", row.price.replace(" ", _NO_BREAK))]


def _numbered(buttons: Sequence[Button]) -> tuple[Button, ...]:
    """A number before each choice: it can be typed instead. A button that costs is never a number."""
    if not _are_numbered(buttons):
        return tuple(buttons)
    return tuple(
        replace(button, title=f"{number}.{_NO_BREAK}{button.title}") for number, button in enumerate(buttons, 1)
    )


def _are_numbered(buttons: Sequence[Button]) -> bool:
    return len(buttons) > 1 and all(button.style == "plain" for button in buttons)


def _texts(lines: Sequence[_Line]) -> list[Part]:
    """As many messages as it needs, cut between lines."""
    told: list[list[_Line]] = [[]]
    for line in lines:
        for piece in _short(line):
            if _length([*told[-1], piece]) > LONGEST_TEXT:
                told.append([])
            if told[-1] or piece.whole:  # no message begins with an empty line
                told[-1].append(piece)
    return [_text(some) for some in told if some]


def _short(line: _Line) -> list[_Line]:
    """The line itself, or pieces of one that alone is too long."""
    if _units(line.whole) <= LONGEST_TEXT:
        return [line]
    half = LONGEST_TEXT // 2  # every character is at most two units
    return [_Line(line.whole[start : start + half]) for start in range(0, len(line.whole), half)]


def _text(lines: Sequence[_Line]) -> Part:
    bold, offset = [], 0
    for line in lines:
        if line.bold:
            bold.append(Bold(offset + _units(line.text), _units(line.bold)))
        offset += _units(line.whole) + 1
    return Part("\n".join(line.whole for line in lines), tuple(bold))


def _length(lines: Sequence[_Line]) -> int:
    return sum(_units(line.whole) + 1 for line in lines) - 1


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
