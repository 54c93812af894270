"""Whoever looks on at the demo's square hears of everything: each event has a sentence, or a reason to have none."""

from __future__ import annotations

import importlib
import pkgutil

import domain
from bots.demo.square.sentences import SILENT, TOLD
from domain.events import Event


def test_every_event_has_a_sentence_for_onlookers_or_is_silent_for_a_reason() -> None:
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        if module.name.endswith(".events"):
            importlib.import_module(module.name)
    there = {name for name, kind in Event.kinds.items() if kind.__module__.startswith("domain.")}
    told = {kind.__name__ for kind in (*TOLD, *SILENT)}
    assert there - told == set(), "add a sentence in bots/demo/square/sentences.py and bots/texts/de/square.ftl"
    assert told - there == set()
    assert not set(TOLD) & set(SILENT)
    assert all(SILENT.values())
