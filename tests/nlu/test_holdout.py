"""The hold-out is sound: it fits the catalogue and the contract, and nobody has trained on it."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from nlu.scoring import read_expected

Entry = dict[str, Any]

ROOT = Path(__file__).parents[2]
HOLDOUT = Path(__file__).parent / "holdout"
CATALOGUE = ROOT / "integrations" / "demo" / "region" / "products.csv"
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
MARK = re.compile(r"\[([^\]]+)\]\(([a-z_]+)\)")


def orders() -> list[Entry]:
    return read_expected([HOLDOUT / "orders.jsonl"])


def answers(line: Entry) -> list[Entry]:
    return line.get("expect_any") or [line["expect"]]


def listed(value: str | list[str]) -> set[str]:
    return {value} if isinstance(value, str) else set(value)


def utterances(path: Path) -> list[tuple[str, str]]:
    """Intent and marked sentence, of every section with examples."""
    sections = yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu", [])
    return [
        (section["intent"], line.removeprefix("-").strip())
        for section in sections
        if "intent" in section
        for line in section["examples"].splitlines()
        if line.strip()
    ]


def contract() -> set[str]:
    """All names of intents and entities, from the tables of the contract."""
    page = (ROOT / "docs" / "intents.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([a-z_]+)` \|", page, flags=re.MULTILINE))


def plain(sentence: str) -> str:
    """A sentence as it is compared: without marks, case and punctuation."""
    words = MARK.sub(r"\1", sentence).casefold().translate(UMLAUTS)
    return " ".join(re.findall(r"\w+", words))


@pytest.fixture(scope="module")
def catalogue() -> dict[str, dict[str, str]]:
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        return {row["sku"]: row for row in csv.DictReader(file)}


def test_there_are_300_orders_and_400_utterances_sixty_of_them_foreign() -> None:
    intents = Counter(intent for intent, _ in utterances(HOLDOUT / "utterances.yml"))
    assert len(orders()) == 300
    assert intents.total() == 400
    assert intents["out_of_scope"] >= 60


def test_no_text_is_there_twice_and_every_letter_is_whole() -> None:
    texts = [line["text"] for line in orders()]
    sentences = [sentence for _, sentence in utterances(HOLDOUT / "utterances.yml")]
    for group in (texts, sentences):
        assert [text for text, times in Counter(map(plain, group)).items() if times > 1 and text] == []
    for text in texts + sentences:
        assert unicodedata.is_normalized("NFC", text), text
        assert not re.search(r"Ã|Â|\N{REPLACEMENT CHARACTER}", text), text


def test_every_expected_item_and_candidate_is_goods_of_the_catalogue(catalogue: dict[str, dict[str, str]]) -> None:
    for line in orders():
        for answer in [*answers(line), {"items": line.get("given_basket", []), "ask": []}]:
            skus = [item["sku"] for item in answer["items"]]
            assert len(skus) == len(set(skus)), line
            for sku in [*skus, *(sku for question in answer["ask"] for sku in question["accept"])]:
                assert catalogue[sku]["kind"] == "good", line


def test_loose_goods_are_weighed_and_all_others_are_counted(catalogue: dict[str, dict[str, str]]) -> None:
    for line in orders():
        for answer in [*answers(line), {"items": line.get("given_basket", [])}]:
            for item in answer["items"]:
                key = "grams" if catalogue[item["sku"]]["sold_by"] == "weight" else "packs"
                amount = item[key]
                assert item.keys() == {"sku", key}, line
                assert 0 < (amount["from"] if isinstance(amount, dict) else amount) < 10_000, line


def test_every_question_says_what_it_is_about_and_whom_it_may_offer() -> None:
    for line in orders():
        for answer in answers(line):
            assert answer.keys() == {"items", "ask", "unknown", "intent"}, line
            for question in answer["ask"]:
                assert listed(question["about"]) <= {"product", "quantity"}, line
                assert question["accept"], line
                assert len(question["accept"]) == len(set(question["accept"])), line


def test_intents_and_entities_are_those_of_the_contract() -> None:
    known = contract()
    for line in orders():
        for answer in answers(line):
            assert listed(answer["intent"]) <= known, line
    sentences = utterances(HOLDOUT / "utterances.yml")
    entities = {entity for _, sentence in sentences for _, entity in MARK.findall(sentence)}
    intents = {intent for intent, _ in sentences}
    assert intents | entities == known


def test_no_sentence_of_the_holdout_is_trained_on() -> None:
    trained = {plain(sentence) for path in (ROOT / "nlu" / "data").rglob("*.yml") for _, sentence in utterances(path)}
    held_out = [line["text"] for line in orders()]
    held_out += [sentence for _, sentence in utterances(HOLDOUT / "utterances.yml")]
    assert trained
    assert [text for text in held_out if plain(text) in trained] == []
