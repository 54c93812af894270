"""What a channel is: messages in, messages out, and what it can show. Nothing of Telegram or HTTP goes further."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person is reached: (channel, id there). One person may have several."""

    channel: str
    id: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message of a person. Exactly one of `text`, `tap`, `other` says what it was.

    `message_id` is the channel's own and makes a repetition harmless; None means always new.
    `tap` is the payload of a button; `other` names what cannot be read ("picture", "voice", "sticker" …, the keys
    of `bots.dialogue.patterns.cannot_read`).
    """

    address: Address
    message_id: str | None
    text: str | None = None
    tap: str | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """Something to tap. `style` is "plain", "main" or "buy"; the buy button stands alone on its row."""

    title: str
    payload: str
    style: str = "plain"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: amount with its unit ("2 ×", "500 g"), thing, price.

    `kind` is "line", "seller", "deposit", "note" or "total".
    """

    amount: str
    thing: str
    price: str
    kind: str = "line"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture at `path` on this service (`/picture/<token>.png`), with the same words as `alt` text."""

    path: str
    alt: str


@dataclass(frozen=True, slots=True)
class Passing:
    """What a message may be read as long as (`what`, such as a stop of a tour), and the text that stays after that.

    Its buttons stay readable unless they, too, tell what is to pass.
    """

    what: str
    left: str
    keeps_buttons: bool = True


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to a person, already in words.

    `seq` numbers the messages of one address without a gap, from 1. `speaker` is None for the machine,
    else the name of the human who wrote it. `rows` is a table (basket, confirmation, picking list).
    `urgency` says who goes first where a channel lets only so many through: "danger", "answer", "status" or
    "proactive" (`bots.notices.notice.Urgency`). `passing` is for the rare message that does not stay as it is.
    """

    seq: int
    at: datetime
    text: str
    buttons: tuple[Button, ...] = ()
    rows: tuple[Row, ...] = ()
    picture: Picture | None = None
    speaker: str | None = None
    urgency: str = "answer"
    passing: Passing | None = None

    def passed(self) -> Outgoing:
        """What is left of a passing message; any other stays as it is."""
        if self.passing is None:
            return self
        buttons = self.buttons if self.passing.keeps_buttons else ()
        return replace(self, text=self.passing.left, buttons=buttons, rows=(), picture=None, passing=None)

    def to_json(self) -> dict[str, Any]:
        """The form in which messages are stored and sent to the web chat."""
        return {
            "seq": self.seq,
            "at": self.at.isoformat(),
            "text": self.text,
            "buttons": [{"title": b.title, "payload": b.payload, "style": b.style} for b in self.buttons],
            "rows": [{"amount": r.amount, "thing": r.thing, "price": r.price, "kind": r.kind} for r in self.rows],
            "picture": {"path": self.picture.path, "alt": self.picture.alt} if self.picture else None,
            "speaker": self.speaker,
            "urgency": self.urgency,
            **({"passing": asdict(self.passing)} if self.passing else {}),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Outgoing:
        """The inverse of `to_json`."""
        return cls(
            seq=data["seq"],
            at=datetime.fromisoformat(data["at"]),
            text=data["text"],
            buttons=tuple(Button(**b) for b in data["buttons"]),
            rows=tuple(Row(**r) for r in data["rows"]),
            picture=Picture(**data["picture"]) if data["picture"] else None,
            speaker=data["speaker"],
            urgency=data.get("urgency", "answer"),  # lines of an earlier version have none
            passing=Passing(**data["passing"]) if data.get("passing") else None,
        )


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a chat's history: what the person wrote (or tapped), as she saw it."""

    at: datetime
    text: str
    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can show. Texts are rendered to fit; nothing else asks which channel it is."""

    buttons: bool = True
    tables: bool = False
    pictures: bool = True
    push: bool = True
    max_text: int = 4000
    max_button_title: int = 40


@dataclass(frozen=True, slots=True)
class History:
    """The chat so far, oldest first, for a page that is opened again."""

    lines: Sequence[Outgoing | Said] = field(default_factory=tuple)


class FrontDoor(Protocol):
    """The way in. Every call is durable before it returns: what was accepted is on disk."""

    async def turn(self, incoming: Incoming) -> Sequence[Outgoing]:
        """What has become due, then the answer to one message; the same message_id gets the same again."""
        ...

    async def gather(self, incoming: Incoming) -> None:
        """Take one message of a burst; after a quiet moment the burst is answered through `Channel.deliver`."""
        ...

    async def since(self, address: Address, seq: int) -> Sequence[Outgoing]:
        """Every message to this address numbered above `seq`, oldest first; they count as delivered."""
        ...

    async def undelivered(self, address: Address) -> Sequence[Outgoing]:
        """What has become due for this address since the last call, oldest first; it counts as delivered."""
        ...

    async def history(self, address: Address, limit: int = 50) -> History:
        """The last lines of this chat."""
        ...

    async def link(self, address: Address, invitation: str) -> bool:
        """Bind this address to the person an invitation was made for; False when it is unknown or used up."""
        ...


class Mail(Protocol):
    """What waits for the people of a channel to which we carry the messages ourselves. Every call is durable."""

    async def chats(self, channel: str) -> Sequence[Address]:
        """All chats for which something waits, whether they can be reached or not."""
        ...

    async def waiting(self, address: Address) -> Sequence[Outgoing]:
        """What has not left yet, in order. Nothing while the person has shut us out there."""
        ...

    async def left(self, address: Address, seq: int, sent_as: str = "") -> None:
        """The message of this number has left, and all before it; `sent_as` is the channel's own number of it."""
        ...

    async def refused(self, address: Address, seq: int, why: str) -> None:
        """The message of this number will never be taken: put it where an operator sees it, and go on."""
        ...

    async def shut_out(self, address: Address) -> None:
        """The person does not want to hear from us there."""
        ...

    async def let_in(self, address: Address) -> None:
        """The person wants to hear from us there again."""
        ...

    async def moved(self, address: Address, to: Address) -> None:
        """The same person is reached under another id from now on."""
        ...

    async def came_to_group(self, address: Address) -> None:
        """Somebody has taken us into a group: say goodbye and leave, later and surely."""
        ...


class Channel(Protocol):
    """A way to people that can be written to unasked."""

    name: str
    capabilities: Capabilities

    async def deliver(self, address: Address, messages: Sequence[Outgoing]) -> bool:
        """Hand over messages; True when they have left (a page may be closed: then they wait)."""
        ...

    async def shorten(self, address: Address, message: Outgoing, sent_as: str | None) -> None:
        """Put what is left of a passing message in its place, wherever it is still shown; `sent_as` as `Mail.left`."""
        ...
