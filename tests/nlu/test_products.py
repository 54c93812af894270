"""Which products words may mean, and when nobody need be asked."""

from __future__ import annotations

import time

import pytest

from nlu.products import ProductIndex
from nlu.result import Match, Unit
from tests.nlu.county import demo_county


def keys(index: ProductIndex, said: str, unit: Unit | None = None) -> list[str]:
    return [one.key for one in index.lookup(said, unit).candidates]


@pytest.mark.parametrize(
    ("said", "unit", "key"),
    [
        ("laktosefreie Milch", None, "V3"),
        ("Buttermilch", None, "V4"),
        ("Brötchen", None, "R1"),
        ("broetchen", None, "R1"),
        ("Roggenbrötchen", None, "R2"),
        ("Käse in Scheiben", None, "K1"),
        ("Gouda mittelalt", None, "K2"),
        ("mittelalter Gouda", None, "K2"),
        ("grobe Leberwurst", None, "W3"),
        ("Leberwurst fein", None, "W4"),
        ("rote Zwiebeln", None, "Z2"),
        ("Bier", Unit.CRATE, "D2"),
        ("Sprudel", Unit.CRATE, "D3"),
        ("Zwiebeln", Unit.NET, "Z1"),
        ("Erdbeer Joghurt", None, "J1"),
        ("Mehl 405", None, "M1"),
        ("Zuker", None, "M3"),
        ("Spagetti", None, "S1"),
        ("Bananne", None, "A3"),
    ],
)
def test_one_is_clearly_meant(index: ProductIndex, said: str, unit: Unit | None, key: str) -> None:
    found = index.lookup(said, unit)
    assert found.candidates[0].key == key
    assert found.decisive


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("Milch", {"V1", "V2", "V3"}),
        ("Butter", {"B1", "B2"}),
        ("Gouda", {"K1", "K2"}),
        ("Mehl", {"M1", "M2"}),
        ("Eier", {"E1", "E2"}),
    ],
)
def test_several_fit_equally(index: ProductIndex, said: str, first: set[str]) -> None:
    found = index.lookup(said)
    assert {one.key for one in found.candidates[: len(first)]} == first
    assert not found.decisive


@pytest.mark.parametrize(
    "said", ["Hafermilch", "Kokosmilch", "Vollkornspaghetti", "Schokoladeneier", "H-Milch", "Kräuterbutter"]
)
def test_a_compound_never_collapses_to_its_last_part(index: ProductIndex, said: str) -> None:
    assert keys(index, said) == []


def test_a_near_thing_is_never_taken_without_asking(index: ProductIndex) -> None:
    found = index.lookup("Feta")
    assert [(one.key, one.match) for one in found.candidates] == [("K3", Match.NEAR)]
    assert not found.decisive


@pytest.mark.parametrize("said", ["glutenfreies Brot", "vegane Leberwurst", "alkoholfreies Pils"])
def test_an_unmet_demand_is_asked_about(index: ProductIndex, said: str) -> None:
    assert not index.lookup(said).decisive


@pytest.mark.parametrize("said", ["", "   ", "xyzzy", "???", "12", "der die das"])
def test_nothing_is_found_for_nothing(index: ProductIndex, said: str) -> None:
    assert keys(index, said) == []


def test_the_demonstration_county_is_indexed_quickly() -> None:
    county = demo_county()
    if county is None:
        pytest.skip("the demonstration region is not here")
    began = time.perf_counter()
    index = ProductIndex(county)
    assert time.perf_counter() - began < 3.0
    unknown = [term.name for term in county.products if term.key not in keys(index, term.name)]
    assert unknown == []


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("Aufschnitt", "Aufschnitt gemischt"),
        ("Eier", "Eier Freiland, Größe M, 6 Stück"),
        ("helle Brötchen", "Brötchen, hell"),
        ("Kartoffeln vorwiegend festkochend lose", "Kartoffeln vorwiegend festkochend, lose"),
        ("ein Helles", "Eggekrone Landbier, Bügelflasche 0,5 l"),
    ],
)
def test_what_is_called_so_comes_first(said: str, first: str) -> None:
    county = demo_county()
    if county is None:
        pytest.skip("the demonstration region is not here")
    names = {term.key: term.name for term in county.products}
    assert names[keys(ProductIndex(county), said)[0]] == first


def test_every_name_and_synonym_leads_to_its_product() -> None:
    county = demo_county()
    if county is None:
        pytest.skip("the demonstration region is not here")
    index = ProductIndex(county)
    lost = [
        (term.key, said)
        for term in county.products
        for said in (term.name, *term.synonyms)
        if term.key not in [one.key for one in index.lookup(said).candidates]
    ]
    assert lost == []
