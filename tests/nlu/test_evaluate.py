"""`evaluate`: learning from one set, measured on another, with the figures and names that others read."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from nlu import commands

TRAIN = """
nlu:
- intent: licht
  examples: |
    - mach das licht in der [küche](raum) an
    - licht an im [flur](raum)
    - schalte die lampe im [bad](raum) ein
    - im [keller](raum) ist es dunkel
- intent: musik
  examples: |
    - spiel musik im [bad](raum)
    - ein lied bitte
    - mehr musik
    - spiele etwas schönes
"""
TEST = """
nlu:
- intent: licht
  examples: |
    - mach im [flur](raum) das licht an
- intent: musik
  examples: |
    - spiel ein schönes lied
    - das licht in der küche an
"""


def measured(*words: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    parser = argparse.ArgumentParser()
    commands.add_arguments(parser)
    assert commands.run(parser.parse_args(["evaluate", "--json", *words])) == 0
    figures: dict[str, Any] = json.loads(capsys.readouterr().out)
    return figures


def test_figures_of_foreign_intents_and_entities(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    train, test, half = tmp_path / "train.yml", tmp_path / "test.yml", tmp_path / "half.yml"
    train.write_text(TRAIN, encoding="utf-8")
    test.write_text(TEST, encoding="utf-8")
    half.write_text(TRAIN.split("- intent: musik", maxsplit=1)[0], encoding="utf-8")
    cache = ("--cache", str(tmp_path / "cache"))
    told = measured("--train", str(train), "--test", str(test), *cache, capsys=capsys)
    assert list(told) == ["local"]
    local = told["local"]
    assert local["examples"] == 3
    assert local["intent_accuracy"] == pytest.approx(2 / 3, abs=1e-4)
    assert local["confusion"] == {"musik": {"licht": 1}}
    assert local["exact_match"] <= local["intent_accuracy"]
    assert 0 <= local["entity_f1"] <= 1
    assert 0 < local["ms_p50"] <= local["ms_p95"]
    assert 20 < local["memory_mb"] < 200
    assert local["train_seconds"] > 0
    both = measured("--train", str(train), str(half), "--test", str(test), str(test), *cache, capsys=capsys)
    assert both["local"]["examples"] == 6


def test_clumsy_sentences_are_harder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    train = tmp_path / "train.yml"
    train.write_text(TRAIN, encoding="utf-8")
    said = ("--train", str(train), "--test", str(train), "--cache", str(tmp_path / "cache"))
    clean = measured(*said, capsys=capsys)["local"]
    folded = measured(*said, "--fold-umlauts", capsys=capsys)["local"]
    noisy = measured(*said, "--noise", "0.9", capsys=capsys)["local"]
    assert clean["intent_accuracy"] == 1.0
    assert folded["intent_accuracy"] == 1.0
    assert noisy["exact_match"] < clean["exact_match"]
