"""What is shown of a village or the county, and when there is too little of it to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.money import Money

FEWEST_HOUSEHOLDS = 5  # of fewer nothing is shown: somebody might be recognised
FEWEST_VOLUNTEERS = 5


@dataclass(frozen=True, slots=True)
class Kilometres:
    """By road: the households' own trips that nobody had to make, and what the tours drove in their place."""

    own_trips: float
    tours: float

    @property
    def saved(self) -> float:
        """What is left over; less than nothing when the tours drove more than they spared."""
        return self.own_trips - self.tours


@dataclass(frozen=True, slots=True)
class Empties:
    """What was counted of what people gave back."""

    households: int
    pieces: int
    deposit: Money
    by_kind: tuple[tuple[str, int], ...]

    @property
    def too_few(self) -> bool:
        """Whether nothing of it may be shown."""
        return self.households < FEWEST_HOUSEHOLDS


@dataclass(frozen=True, slots=True)
class Volunteering:
    """Finished tasks of volunteers, and how long such tasks take. Never of one person."""

    people: int
    tasks: int
    minutes: int

    @property
    def too_few(self) -> bool:
        """Whether nothing of it may be shown."""
        return self.people < FEWEST_VOLUNTEERS

    @property
    def hours(self) -> int:
        """In whole hours."""
        return round(self.minutes / 60)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a village (or, without one, the county) has done from one day up to another."""

    village: str | None
    first: date
    last: date
    households: int
    orders: int
    orders_by_week: tuple[tuple[date, int], ...]
    goods: Money
    regional: Money
    by_category: tuple[tuple[str, int], ...]
    kilometres: Kilometres
    empties: Empties
    volunteering: Volunteering

    @property
    def too_few(self) -> bool:
        """Whether nothing may be shown."""
        return self.households < FEWEST_HOUSEHOLDS

    @property
    def regional_percent(self) -> int:
        """How much of the goods' value comes from here."""
        return round(100 * self.regional.cents / self.goods.cents) if self.goods else 0
