"""Whoever adds a package says under which licence it stands."""

from __future__ import annotations

from tests.architecture.house import ROOT
from tools.licences import PAGE, page


def test_the_page_of_licences_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: make licences"


def test_every_package_states_its_licence() -> None:
    assert "UNKNOWN" not in page()


def test_the_licence_of_the_house_is_the_european_one() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
