"""Empties as people say them: how many, which kinds they may be, and whether they are to be given back at all."""

from __future__ import annotations

import pytest

from nlu.containers import ContainerIndex, find_containers, gives_back
from nlu.result import ContainerMention, Term
from nlu.tokens import tokenize

INDEX = ContainerIndex(
    (
        Term("can", "Dose", ("Dosen", "Bierdose", "Flasche")),
        Term("beer", "Bierflasche", ("Bierflaschen", "Bier", "Pils", "Flasche")),
        Term("water", "Wasserflasche", ("Wasserflaschen", "Wasser", "Sprudel", "Flasche")),
        Term("swing", "Bügelflasche", ("Bügelflaschen", "Bier", "Bierflasche", "Flasche")),
        Term("crate", "Kasten", ("Kästen", "Kiste")),
    )
)


def read(text: str) -> tuple[ContainerMention, ...]:
    return find_containers(text, tokenize(text), INDEX)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zwölf Bierflaschen", [(12, ("beer", "swing"))]),
        ("12 Sprudel und 3 Dosen", [(12, ("water",)), (3, ("can",))]),
        ("ein paar Flaschen", [(None, ("can", "beer", "water", "swing"))]),
        ("vier Bügelflaschen", [(4, ("swing",))]),
        ("zwölf Birflaschen", [(12, ("beer", "swing"))]),
        ("was ist das", []),
    ],
)
def test_how_many_of_which_kinds(text: str, expected: list[tuple[int | None, tuple[str, ...]]]) -> None:
    assert [(one.amount, one.keys) for one in read(text)] == expected


def test_crates_are_crates_whatever_was_in_them() -> None:
    [beer] = read("zwei Kästen Bier")
    assert (beer.amount, beer.crates) == (2, ("crate",))
    assert "beer" in beer.keys
    [bare] = read("drei Kisten Leergut")
    assert (bare.amount, bare.crates, bare.keys, bare.full) == (3, ("crate",), (), None)


@pytest.mark.parametrize("text", ["zwei Weinflaschen", "drei Marmeladengläser", "vier Weinflaschen"])
def test_what_never_carries_a_deposit_is_told_apart(text: str) -> None:
    [one] = read(text)
    assert one.barred
    assert one.keys == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vier Dosen zurück", True),
        ("sechs leere Bierflaschen", True),
        ("ich will zwölf Bierflaschen abgeben", True),
        ("zwölf Flaschen Bier", False),
        ("ich brauche zwölf leere Bierflaschen", False),
        ("guten Morgen zurück", False),
    ],
)
def test_what_is_given_back_and_what_is_wanted(text: str, expected: bool) -> None:
    assert gives_back(tokenize(text), read(text)) is expected


def test_a_county_without_deposit_hears_no_empties() -> None:
    text = "zwölf Bierflaschen"
    assert find_containers(text, tokenize(text), ContainerIndex(())) == ()
