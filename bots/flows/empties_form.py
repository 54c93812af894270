"""Empties in talk: what is understood so far, what is still unclear, and how it is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bots.dialogue.flow import Turn
from domain.deposits.model import DepositKind, DepositType, Way
from domain.deposits.taking import kinds
from domain.ids import DepositTypeId, StationId
from domain.lockers.finding import nearest_stations, station_of
from domain.lockers.model import Station
from domain.money import Money


@dataclass(frozen=True, slots=True)
class Unclear:
    """Something that was said of which one question must be asked: how many, full crates, or of which kind.

    `crate` is the kind of crate, if it is one; then `kinds` are the bottles that may be in it.
    """

    text: str
    amount: int | None = None
    kinds: tuple[str, ...] = ()
    crate: str | None = None
    full: bool | None = None


@dataclass(frozen=True, slots=True)
class EmptiesForm:
    """What comes back, by kind; then by which way, and what becomes of the money.

    `station` is a pick-up point for this once. `changing` says that she has
    just been asked what to change, `sure` that a large amount was meant, `agreed` that she has seen
    what was understood; `instead_of` is the booking that is being changed.
    """

    pieces: Mapping[str, int] = field(default_factory=dict)
    unclear: tuple[Unclear, ...] = ()
    changing: bool = False
    sure: bool = False
    agreed: bool = False
    way: Way | None = None
    station: str | None = None
    wish: str | None = None
    instead_of: str | None = None

    def first(self) -> Unclear:
        """What is asked about now."""
        return self.unclear[0]

    def with_first(self, unclear: Unclear | None) -> EmptiesForm:
        """The first unclear thing has become clearer, or None: it is settled."""
        return replace(self, unclear=((unclear,) if unclear else ()) + self.unclear[1:])

    def wanted(self) -> dict[DepositTypeId, int]:
        """The pieces as the domain takes them."""
        return {DepositTypeId(key): count for key, count in self.pieces.items() if count}


def table(turn: Turn) -> dict[DepositTypeId, DepositType]:
    """The kinds that are taken today."""
    return kinds(turn.county, turn.store)


def crate_of(turn: Turn) -> DepositType | None:
    """The county's crate."""
    return next((kind for kind in table(turn).values() if kind.kind is DepositKind.CRATE), None)


def station_for(turn: Turn, form: EmptiesForm) -> Station:
    """The pick-up point of this return: one chosen for this once, the usual one, or the nearest."""
    chosen = form.station or turn.person.station_id
    if chosen is not None:
        return station_of(turn.store, StationId(chosen))
    village = turn.store.people.village(turn.person.village or "")
    return nearest_stations(turn.store, village)[0][1] if village else turn.store.lockers.stations()[0]


def value_of(turn: Turn, pieces: Mapping[DepositTypeId, int]) -> Money:
    """What all of it is worth."""
    known = table(turn)
    return Money.total(known[key].value * count for key, count in pieces.items())
