"""What the service wants to say, before it becomes words: keys, arguments, choices. Free of channel and language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

Json = Any  # a JSON value: what a choice stands for


@dataclass(frozen=True, slots=True)
class Words:
    """One text by its key, with what it speaks of. Arguments are domain values: texts know how to say them."""

    key: str
    args: Mapping[str, object] = field(default_factory=dict)


def words(key: str, **args: object) -> Words:
    """A text by its key: `words("order-put", thing="Milch")`."""
    return Words(key, args)


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Words that somebody else chose: a product's name, what a human wrote. Never markup, never a format."""

    text: str


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose. In answer to a question `value` fills it; with `flow` it starts that flow with `value`.

    `heard_as` are more words that mean it when typed.
    """

    label: Words | Verbatim
    value: Json = None
    flow: str | None = None
    style: str = "plain"
    heard_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """A line of a table: amount, thing, price; `kind` as in `bots.channels.channel.Row`."""

    amount: Words | Verbatim
    thing: Words | Verbatim
    price: Words | Verbatim
    kind: str = "line"


NO_WORDS = Verbatim("")


@dataclass(frozen=True, slots=True)
class WallPicture:
    """The wall of a station with somebody's compartments marked."""

    station_id: str
    boxes: tuple[int, ...]
    alt: Words


@dataclass(frozen=True, slots=True)
class TourPicture:
    """A tour on the map: its stops with their numbers, each no nearer than its village."""

    tour_id: str
    alt: Words


@dataclass(frozen=True, slots=True)
class Passes:
    """That a message may be read only as long as `what` lasts, and the sentences that stay after that."""

    what: str
    left: tuple[Words | Verbatim, ...]
    keeps_options: bool = True


@dataclass(frozen=True, slots=True)
class Saying:
    """One message: sentences, perhaps a table, a picture, and choices. Few messages pass; all others stay for ever."""

    sentences: tuple[Words | Verbatim, ...]
    options: tuple[Option, ...] = ()
    rows: tuple[TableRow, ...] = ()
    picture: WallPicture | TourPicture | None = None
    speaker: str | None = None
    passes: Passes | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said in one turn, in order. An empty reply says nothing."""

    sayings: tuple[Saying, ...] = ()

    def __add__(self, other: Reply) -> Reply:
        return Reply(self.sayings + other.sayings)

    def __bool__(self) -> bool:
        return bool(self.sayings)

    def and_then(self, *more: Words | Verbatim) -> Reply:
        """The same with more sentences in its last message."""
        if not self.sayings:
            return Reply((Saying(tuple(more)),))
        last = self.sayings[-1]
        return Reply((*self.sayings[:-1], replace(last, sentences=last.sentences + more)))


NOTHING_SAID = Reply()


def say(*sentences: Words | Verbatim, options: Sequence[Option] = (), rows: Sequence[TableRow] = ()) -> Reply:
    """A reply of one message."""
    return Reply((Saying(sentences, tuple(options), tuple(rows)),))


def joined(*replies: Reply) -> Reply:
    """Several replies as one message where that is possible: a short answer and the next question.

    Messages with a table, a picture or choices of their own stay apart from what follows them.
    """
    sayings: list[Saying] = []
    for saying in (saying for reply in replies for saying in reply.sayings):
        before = sayings[-1] if sayings else None
        if before is not None and _is_plain(before) and not saying.speaker:
            sayings[-1] = _after(before, saying)
        else:
            sayings.append(saying)
    return Reply(tuple(sayings))


def passing(reply: Reply, what: str, *left: Words | Verbatim, keeps_options: bool = True) -> Reply:
    """The same, to be read only as long as `what` lasts."""
    passes = Passes(what, left, keeps_options)
    return Reply(tuple(replace(saying, passes=passes) for saying in reply.sayings))


def _is_plain(saying: Saying) -> bool:
    return not (saying.options or saying.rows or saying.picture or saying.speaker or saying.passes)


def _after(before: Saying, saying: Saying) -> Saying:
    """Plain sentences and what follows them as one message; those sentences stay when the rest passes."""
    passes = saying.passes and replace(saying.passes, left=before.sentences + saying.passes.left)
    return replace(saying, sentences=before.sentences + saying.sentences, passes=passes)
