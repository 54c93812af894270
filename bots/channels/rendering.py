"""Messages as plain text, for channels that have no tables or no buttons."""

from __future__ import annotations

from collections.abc import Sequence

from bots.channels.channel import Button, Outgoing, Row

_WIDEST_THING = 34


def plain_text(message: Outgoing, *, numbered_buttons: bool = False) -> str:
    """The whole message as lines of text: who writes if it is a person, the words, the table, the choices."""
    words = f"{message.speaker} (Mensch): {message.text}" if message.speaker else message.text
    parts = [words, *table_lines(message.rows)]
    if numbered_buttons:
        parts += button_lines(message.buttons)
    return "\n".join(part for part in parts if part)


def button_lines(buttons: Sequence[Button]) -> list[str]:
    """The choices as numbered lines; the number, typed, is the answer."""
    return [f"{number}. {button.title}" for number, button in enumerate(buttons, 1)]


def table_lines(rows: Sequence[Row]) -> list[str]:
    """One line for each row: "2 × Vollmilch  2,38 €", prices in one column with the commas under each other."""
    priced = [row for row in rows if row.price]
    if not priced:
        return [_label(row) for row in rows]
    # One very long name must not push every price to the right: it alone stands out.
    width = max((len(label) for row in priced if len(label := _label(row)) <= _WIDEST_THING), default=0)
    whole = max(len(_whole(row.price)) for row in priced)
    return [_line(row, width, whole) for row in rows]


def _line(row: Row, width: int, whole: int) -> str:
    label = _label(row)
    if not row.price:
        return label
    gap = " " * (whole - len(_whole(row.price)))
    return f"{label:<{width}}  {gap}{row.price}"


def _label(row: Row) -> str:
    if row.kind == "seller":
        return f"{row.thing}:"
    return f"{row.amount} {row.thing}" if row.amount else row.thing


def _whole(price: str) -> str:
    """What stands before the comma."""
    return price.partition(",")[0]
