"""What people say while it is measured: an order with a correction, questions, a look at the basket, the purchase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Words are said; [words] tap the button of that beginning, [n] the n-th one. A button that is not there is said.
TALK = (
    "zwei Liter Milch, ein Graubrot und ein Pfund Butter bitte",
    "[1]",
    "[1]",
    "[1]",
    "doch drei Liter Milch",
    "Wann kommt meine Bestellung?",
    "und noch sechs Eier",
    "[1]",
    "Was ist im Korb?",
    "das wars",
    "[Ins Fach]",
    "[Jetzt kaufen]",
)
RESIDENTS = tuple(f"R{number:03}" for number in range(1, 63))
WARMING_UP = ("V01", "V02")  # their talks are not counted


@dataclass(frozen=True, slots=True)
class Shown:
    """A button as it was shown."""

    title: str
    payload: str


def spoken(line: str, shown: Sequence[Shown]) -> str:
    """What is sent for a line of the talk: its words, or the payload of the button it names."""
    if not line.startswith("["):
        return line
    wanted = line.strip("[]")
    if wanted.isdigit():
        return shown[int(wanted) - 1].payload if len(shown) >= int(wanted) else wanted
    return next((button.payload for button in shown if button.title.startswith(wanted)), wanted)
