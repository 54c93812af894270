"""What a message means: the values a parser returns, and the port every parser fulfils.

Names of intents and entities are the contract in `docs/intents.md`. `nlu` knows no product,
price or person: product and place names come in as a `Vocabulary`, and what it returns are the
keys of that vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Protocol


class Unit(StrEnum):
    """The measure or pack a person names, folded to one word each."""

    PIECE = "piece"
    GRAM = "g"
    KILOGRAM = "kg"
    MILLILITRE = "ml"
    LITRE = "l"
    CRATE = "crate"
    BOTTLE = "bottle"
    GLASS = "glass"
    CUP = "cup"
    TIN = "tin"
    PACK = "pack"
    BAG = "bag"
    NET = "net"
    BUNCH = "bunch"
    SLICE = "slice"
    LOAF = "loaf"
    RING = "ring"
    BAR = "bar"
    TUBE = "tube"
    ROLL = "roll"
    SACK = "sack"
    TRAY = "tray"
    STACK = "stack"  # "eine Stiege", "eine Palette": nobody knows how much that is


class Match(StrEnum):
    """How a product was found in the words, best first."""

    NAME = "name"
    SYNONYM = "synonym"
    HEAD = "head"  # the head of a compound or the first word of a shelf label
    SPELLING = "spelling"
    NEAR = "near"  # only a near thing (margarine for butter): always ask


class Expects(StrEnum):
    """What the open question waits for; it narrows what a short message can mean."""

    NOTHING = "nothing"
    YES_NO = "yes_no"
    CHOICE = "choice"
    AMOUNT = "amount"
    PRODUCT = "product"
    PLACE = "place"
    DAY = "day"
    NAME = "name"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Intent:
    """One meaning with its calibrated probability (0 to 1)."""

    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Entity:
    """A marked stretch of the message: `text[start:end]` as said, `value` where it was understood."""

    name: str
    text: str
    start: int
    end: int
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product of the vocabulary that the words may mean; `score` 0 to 1, comparable in one item."""

    key: str
    score: float
    match: Match


@dataclass(frozen=True, slots=True)
class Item:
    """One wished thing: words as said, amount and unit if said, candidates best first.

    No candidate means the thing is not in the vocabulary. `budget_cents` is set for "für 5 Euro".
    `decisive` says that the first candidate is clearly better than the second: nobody need be asked.
    An empty `text` is an amount without goods ("zwei Pfund" as an answer). `amount_to` is the upper end
    of "zwei bis drei", `about` stands for "ungefähr" and "ein paar" (then `amount` may be None: ask).
    `change` is 1 for "eins mehr", -1 for "zwei weniger": the amount is a difference; else it is 0.
    `factor` is 2 for "doppelt so viel". `instead_of` are what "statt Gouda" may mean: this takes its place.
    """

    text: str
    amount: Decimal | None = None
    unit: Unit | None = None
    budget_cents: int | None = None
    candidates: tuple[Candidate, ...] = ()
    decisive: bool = False
    amount_to: Decimal | None = None
    about: bool = False
    change: int = 0
    factor: Decimal | None = None
    instead_of: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class DayMention:
    """A day or span of days, resolved against today; `first == last` for one day."""

    first: date
    last: date
    text: str


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A clock time or part of a day as a span of local time."""

    first: time
    last: time
    text: str


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Places of the vocabulary that the words may mean, best first."""

    keys: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class GroupMention:
    """Shelf groups or sellers of the vocabulary that the words may mean, best first."""

    keys: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class ContainerMention:
    """Empties as said, from `start` on: how many (None: not said), and the kinds they may be, best first.

    `crates` are the kinds of crate that are meant; then `keys` are the bottles in them, and `full` says whether the
    crates hold them (None: not said). `vessel` is a bare "Flaschen", `drink` a bare "Bier". What is `barred` never
    carries a deposit ("Weinflaschen").
    """

    text: str
    start: int
    amount: int | None = None
    keys: tuple[str, ...] = ()
    crates: tuple[str, ...] = ()
    full: bool | None = None
    vessel: bool = False
    drink: bool = False
    barred: bool = False


@dataclass(frozen=True, slots=True)
class ParseResult:
    """The meaning of one message.

    `intent` is the one that decides; `ranking` the best few, `intent` first; `parts` are further
    requests in the same message, each with its own words as `text` and the letter where they `start`.
    Everything else is empty where nothing was found. `left_out` are goods that were named beside the
    wished ones only to say that they are not wanted ("ohne Milch", "statt Gouda lieber …"). `numbers` are
    all plain numbers in the order said ("die zweite" and "2" both give 2). `answers` is True when the
    words fit what the open question expects: the open question gets them before any intent counts.
    """

    text: str
    intent: Intent
    ranking: tuple[Intent, ...] = ()
    entities: tuple[Entity, ...] = ()
    items: tuple[Item, ...] = ()
    left_out: tuple[Item, ...] = ()
    numbers: tuple[Decimal, ...] = ()
    days: tuple[DayMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    groups: tuple[GroupMention, ...] = ()
    containers: tuple[ContainerMention, ...] = ()
    price_cents: int | None = None
    compartment: int | None = None
    unsure: bool = False
    parts: tuple[ParseResult, ...] = ()
    answers: bool = False
    start: int = 0

    def entity(self, name: str) -> Entity | None:
        """The first entity of this name, or None."""
        return next((found for found in self.entities if found.name == name), None)


@dataclass(frozen=True, slots=True)
class ProductTerm:
    """The words for one product. `key` is the caller's own (a sku); `group` and `seller` are keys of groups.

    A `service` is somebody's time and no thing: it is booked, not put into a basket.
    """

    key: str
    name: str
    synonyms: tuple[str, ...] = ()
    near_words: tuple[str, ...] = ()
    brand: str = ""
    group: str = ""
    seller: str = ""
    service: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A name with its other spellings: a place, a shelf group, a seller or a kind of empties."""

    key: str
    name: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one county: what can be bought, where, from whom, in what. `version` changes with its content."""

    version: str
    products: tuple[ProductTerm, ...] = ()
    places: tuple[Term, ...] = ()
    groups: tuple[Term, ...] = ()
    containers: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class ParseContext:
    """What is known before the words: today's date, the sender's roles, what the open question expects.

    `roles` holds "resident", "volunteer", "merchant", "staff"; empty means any. `prefer` holds product
    keys that come first among equals (the basket when something is taken out, a merchant's own range).
    `opinion` is what another parser makes of the bare text, best first; it counts only where one is unsure.
    """

    today: date
    roles: frozenset[str] = frozenset()
    expects: Expects = Expects.NOTHING
    prefer: frozenset[str] = frozenset()
    opinion: tuple[Intent, ...] = ()


class Parser(Protocol):
    """Text in, meaning out. Implementations never raise on any text; nonsense is `out_of_scope`."""

    def parse(self, text: str, context: ParseContext) -> ParseResult:
        """The meaning of `text` (any length, any characters) in `context`."""
        ...
