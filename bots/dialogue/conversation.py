"""What is remembered of a talk between two messages. It lives as JSON in the conversation row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bots.dialogue.reply import Json

REMEMBERED_BUTTONS = 60  # a merchant's list of this morning must still be answered tonight
REMEMBERED_STEPS = 6


@dataclass(slots=True)
class Frame:
    """One open flow: its form, and the question that stands."""

    id: int
    flow: str
    form: Json
    asked: str | None = None
    earlier: list[Json] = field(default_factory=list)


@dataclass(slots=True)
class Offered:
    """A button that was shown. `frame` and `ask` bind it to a question; `flow` makes it start something.

    `strict` is a button that costs: only its own words mean it, no number and nothing alike. `reply` is the
    inbox item that its first tap led to: the second tap gets the same answer.
    """

    token: str
    title: str
    value: Json = None
    frame: int | None = None
    ask: str | None = None
    flow: str | None = None
    heard_as: list[str] = field(default_factory=list)
    strict: bool = False
    reply: str | None = None


@dataclass(slots=True)
class Talk:
    """The state of one conversation."""

    frames: list[Frame] = field(default_factory=list)
    menu: list[str] = field(default_factory=list)  # tokens of the choices that stand now, in order
    buttons: list[Offered] = field(default_factory=list)
    last: list[Json] = field(default_factory=list)  # the last reply in words, for "Nochmal"
    misses: int = 0
    repeats: int = 0
    counter: int = 0
    introduced: bool = False  # whether a stranger has been told that this is a machine
    case_id: str | None = None
    case_mine: str | None = None  # the case an operator is writing in
    kept: Json = None  # what was said before it was known who writes
    later: list[str] = field(default_factory=list)  # further requests of a message that wait for their turn

    @property
    def frame(self) -> Frame | None:
        """The flow that is talked about now."""
        return self.frames[-1] if self.frames else None

    def next_id(self) -> int:
        """A number never used in this talk."""
        self.counter += 1
        return self.counter

    def remember(self, offered: Offered) -> None:
        """Keep a button, forgetting the oldest ones."""
        self.buttons.append(offered)
        del self.buttons[:-REMEMBERED_BUTTONS]

    def button(self, token: str) -> Offered | None:
        """A button that was shown in this talk, or None."""
        return next((offered for offered in self.buttons if offered.token == token), None)

    def standing(self) -> list[Offered]:
        """The choices that stand now, in the order shown."""
        known = {offered.token: offered for offered in self.buttons}
        return [known[token] for token in self.menu if token in known]

    def to_json(self) -> dict[str, Any]:
        """The state as a JSON document. `asdict` would copy it leaf by leaf, in every turn."""
        document = _fields(self)
        document["frames"] = [_fields(frame) for frame in self.frames]
        document["buttons"] = [_without_blanks(_fields(offered)) for offered in self.buttons]
        return document

    @classmethod
    def from_json(cls, state: dict[str, Any]) -> Talk:
        """The inverse of `to_json`; an empty document is a new talk."""
        known = dict(state)
        known["frames"] = [Frame(**frame) for frame in state.get("frames", [])]
        known["buttons"] = [Offered(**offered) for offered in state.get("buttons", [])]
        return cls(**known)


def _fields(thing: Talk | Frame | Offered) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in thing.__slots__}


def _without_blanks(fields: dict[str, Any]) -> dict[str, Any]:
    """Many buttons are remembered: what says nothing is not written, in every turn, for each of them."""
    return {name: value for name, value in fields.items() if value is not None and value != []}
