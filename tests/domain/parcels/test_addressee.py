"""Whom a label means: one person or nobody, and never a guess."""

from __future__ import annotations

import pytest

from domain.ids import StationId
from domain.parcels.addressee import addressee
from domain.people.model import Village
from tests.builders import WIESENAU, Hamlet, resident

BRAKEL = Village("Brakel, Brakel", "Brakel", "Brakel", "33034", 51.71, 9.18)
FAR = Village("Fernau, Höxter", "Fernau", "Höxter", "37671", 51.8, 9.4)
ERNA = resident("erna", name="Erna Müller-Groß", street="Am Bach 902")


def found(hamlet: Hamlet, name: str, *villages: Village, street: str | None = None) -> str | None:
    person = addressee(hamlet.uow, name, [village.key for village in villages], street)
    return person.id if person else None


NAMES = [
    "Erna Müller-Groß",
    "erna mueller-gross",
    "Müller-Groß, Erna",
    "Frau Erna Müller Groß",
    "ERNA MÜLLER-GROSS",
]


@pytest.mark.parametrize("name", NAMES)
def test_spelling_titles_and_order_do_not_matter(name: str) -> None:
    assert found(Hamlet(ERNA), name, WIESENAU) == "erna"


@pytest.mark.parametrize("name", ["Erna Müller", "E. Müller-Groß", "Müller-Groß", "", "Frau"])
def test_half_a_name_is_nobody(name: str) -> None:
    assert found(Hamlet(ERNA), name, WIESENAU) is None


def test_labels_name_the_village_its_town_or_the_pick_up_point() -> None:
    hamlet = Hamlet(ERNA, BRAKEL, FAR, resident("otto", village=FAR.key, station_id=StationId("P1")))
    assert found(hamlet, "Erna Müller-Groß", BRAKEL) == "erna"
    assert found(hamlet, "Erna Müller-Groß", FAR) is None
    assert found(hamlet, "Otto", WIESENAU) == "otto", "he collects there"
    assert found(hamlet, "Otto", FAR) == "otto"


def test_of_two_with_one_name_the_street_decides_or_nobody_does() -> None:
    other = resident("lena", name="Erna Müller-Groß", street="Zum Tor 911")
    hamlet = Hamlet(ERNA, other)
    assert found(hamlet, "Erna Müller-Groß", WIESENAU) is None
    assert found(hamlet, "Erna Müller-Groß", WIESENAU, street="am bach 902") == "erna"
    assert found(hamlet, "Erna Müller-Groß", WIESENAU, street="Am Bach 1") is None
