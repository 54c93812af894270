"""Amounts as people wish them and as merchants sell them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Measure(StrEnum):
    """In what a wish is counted. A pack word (bottle, glass, bag) is PACK whatever it is called."""

    GRAM = "g"
    MILLILITRE = "ml"
    PIECE = "piece"
    PACK = "pack"
    CRATE = "crate"
    SLICE = "slice"


@dataclass(frozen=True, slots=True)
class Wish:
    """How much somebody wants: 500 GRAM, 2 PIECE, 1 CRATE."""

    amount: Decimal
    measure: Measure


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is ordered: whole packs, or grams of goods sold by weight. Exactly one is set."""

    packs: int | None = None
    grams: int | None = None

    def __post_init__(self) -> None:
        given = [amount for amount in (self.packs, self.grams) if amount is not None]
        if len(given) != 1 or given[0] < 1:
            raise ValueError("an amount is a positive number of packs or of grams")

    def __add__(self, other: Amount) -> Amount:
        if self.packs is not None and other.packs is not None:
            return Amount(packs=self.packs + other.packs)
        if self.grams is not None and other.grams is not None:
            return Amount(grams=self.grams + other.grams)
        raise ValueError("packs and grams do not add up")

    def without(self, other: Amount) -> Amount | None:
        """What is left when the other is taken away, or None for nothing."""
        if (self.packs is None) != (other.packs is None):
            raise ValueError("packs and grams do not add up")
        left = (self.packs or self.grams or 0) - (other.packs or other.grams or 0)
        if left <= 0:
            return None
        return Amount(packs=left) if self.packs is not None else Amount(grams=left)
