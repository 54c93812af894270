"""`dorfbote nlu baskets`: strangers' orders as JSON lines in, baskets and questions out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bots.app import basket_reader
from bots.basket_reading import BasketReader, MessageUnusable
from integrations.demo.region import FOLDER


@pytest.fixture(scope="module")
def reader(trained_cache: Path) -> Iterator[BasketReader]:
    with basket_reader(None, trained_cache) as made:
        yield made


def answer(reader: BasketReader, text: str, **more: Any) -> dict[str, Any]:
    line = json.dumps({"id": "x", "text": text, **more})
    (told,) = reader.answers([line])
    read: dict[str, Any] = json.loads(told)
    return read


def test_what_is_clear_goes_in_and_what_is_not_is_asked(reader: BasketReader) -> None:
    told = answer(reader, "einen Kasten Sprudel, zwei Liter Milch und drei Ananas bitte")
    assert told["id"] == "x"
    assert told["intent"] == "order_items"
    assert [sorted(item) for item in told["items"]] == [["packs", "sku"]]
    (milk,) = told["ask"]
    assert (milk["text"], milk["about"], milk["packs"]) == ("Milch", "product", 2)
    assert len(milk["candidates"]) == 3
    assert told["unknown"] == ["Ananas"]


def test_weighed_goods_without_a_weight_are_asked_for_it(reader: BasketReader) -> None:
    (asked,) = answer(reader, "Aufschnitt vom Rind")["ask"] or answer(reader, "Hackfleisch vom Rind")["ask"]
    assert asked["about"] in {"quantity", "product"}


def test_a_given_basket_is_changed_and_comes_back_whole(reader: BasketReader) -> None:
    given = [{"sku": "MOL-111", "packs": 2}, {"sku": "BAE-101", "packs": 1}]
    told = answer(reader, "die Butter bitte doch nicht", given_basket=given)
    assert told["items"] == [{"sku": "BAE-101", "packs": 1}]


def test_every_message_is_the_first_one(reader: BasketReader) -> None:
    first = answer(reader, "einen Kasten Sprudel")
    assert first["items"] == answer(reader, "einen Kasten Sprudel")["items"]


def test_other_goods_can_be_read(trained_cache: Path, tmp_path: Path) -> None:
    rows = (FOLDER / "products.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    other = tmp_path / "goods.csv"
    other.write_text("".join([rows[0], *(row for row in rows if row.startswith("MOL-1"))]), encoding="utf-8")
    with basket_reader(other, trained_cache) as reader:
        told = answer(reader, "einen Kasten Sprudel und zwei Brote")
    assert told["items"] == []
    assert len(told["unknown"]) == 2


@pytest.mark.parametrize("line", ["no json", "[]", '{"id": 1}', '{"id": 1, "text": "x", "given_basket": [{"sku": 1}]}'])
def test_a_line_that_is_no_message_is_named(reader: BasketReader, line: str) -> None:
    with pytest.raises(MessageUnusable, match="line 2 is no message"):
        list(reader.answers(['{"id": 1, "text": "Moin"}', line]))
