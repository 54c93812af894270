"""German sentences and their meaning: the tables in `tests/nlu/de`."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from nlu.local_parser import LocalParser
from nlu.result import Expects, Item, ParseContext, Unit
from tests.nlu.county import WEDNESDAY

TABLES = Path(__file__).parent / "de"


def rows() -> list[Any]:
    return [
        pytest.param(row, id=f"{file.stem}: {row['say'][:50]}")
        for file in sorted(TABLES.glob("*.yaml"))
        for row in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("row", rows())
def test_sentence(row: dict[str, Any], parser: LocalParser) -> None:
    context = ParseContext(
        today=WEDNESDAY, roles=frozenset(row.get("roles", ())), expects=Expects(row.get("expects", "nothing"))
    )
    result = parser.parse(row["say"], context)
    if "intent" in row:
        assert result.intent.name == row["intent"], result.ranking[:3]
    assert result.intent.name != row.get("not")
    if "items" in row:
        assert len(result.items) == len(row["items"]), result.items
        for wanted, item in zip(row["items"], result.items, strict=True):
            check_item(wanted, item)
    if "change" in row:
        assert [item.change for item in result.items] == [row["change"]]
    if "answers" in row:
        assert result.answers is row["answers"]
    for name in ("compartment", "price_cents"):
        wanted = row.get(name.removesuffix("_cents"))
        assert wanted is None or getattr(result, name) == wanted
    if "numbers" in row:
        assert list(result.numbers) == [Decimal(number) for number in row["numbers"]]
    if "days" in row:
        assert [day.first.isoformat() for day in result.days] == row["days"]
    if "times" in row:
        assert [clock.first.isoformat("minutes") for clock in result.times] == row["times"]
    if "places" in row:
        assert [place.keys[0] for place in result.places] == row["places"]
    if "groups" in row:
        assert [group.keys[0] for group in result.groups] == row["groups"]


def check_item(wanted: dict[str, Any], item: Item) -> None:
    assert item.text == wanted["text"]
    amount = wanted.get("amount")
    assert item.amount == (None if amount is None else Decimal(str(amount)))
    assert item.unit == (Unit(wanted["unit"]) if "unit" in wanted else None)
    assert item.budget_cents == wanted.get("budget")
    assert item.change == wanted.get("change", 0)
    if "first" in wanted:
        assert item.candidates[0].key == wanted["first"]
    if "decisive" in wanted:
        assert item.decisive is wanted["decisive"]
