"""How well a parser understands: intents, entities, baskets and latency, for any parser and any test file."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from nlu.result import Entity, ParseContext, Parser, ParseResult, Unit
from nlu.training_data import Example

_FIXED_DAY = date(2026, 3, 4)


@dataclass(frozen=True, slots=True)
class ExpectedItem:
    """One thing a basket test expects; `product` is a key that must come first, or empty."""

    text: str
    amount: Decimal | None = None
    unit: Unit | None = None
    product: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean of one label."""

    label: str
    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of an evaluation: shares from 0 to 1, entities by exact span, times in milliseconds a message.

    `exact_match` is the share of messages whose intent and entities are all right; `confusions` are intent wanted,
    intent found and text of each one that is not.
    """

    examples: int
    intent_accuracy: float
    intent_macro_f1: float
    entity_f1: float
    entity_precision: float
    entity_recall: float
    exact_match: float
    ms_p50: float
    ms_p95: float
    intents: tuple[Score, ...] = ()
    entities: tuple[Score, ...] = ()
    confusions: tuple[tuple[str, str, str], ...] = field(default=())

    def confusion(self) -> dict[str, dict[str, int]]:
        """Which intent was taken for which other one how often."""
        counted: dict[str, dict[str, int]] = {}
        for wanted, got, _text in self.confusions:
            row = counted.setdefault(wanted, {})
            row[got] = row.get(got, 0) + 1
        return counted

    def summary(self) -> str:
        """The figures in a few lines, worst intents first."""
        worst = sorted((one for one in self.intents if one.support), key=lambda one: one.f1)[:10]
        lines = [
            f"examples          {self.examples}",
            f"intent accuracy   {self.intent_accuracy:.4f}",
            f"intent macro-F1   {self.intent_macro_f1:.4f}",
            f"entity F1         {self.entity_f1:.4f}"
            f" (precision {self.entity_precision:.4f}, recall {self.entity_recall:.4f})",
            f"exact match       {self.exact_match:.4f}",
            f"latency           p50 {self.ms_p50:.2f} ms, p95 {self.ms_p95:.2f} ms",
            "weakest intents:",
            *(f"  {one.label:24} F1 {one.f1:.3f} of {one.support}" for one in worst),
        ]
        return "\n".join(lines)


def evaluate(
    parser: Parser,
    examples: Sequence[Example],
    *,
    context: Callable[[Example], ParseContext] | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Report:
    """Runs a parser over marked sentences; `context` may give each its own (default: nothing known)."""
    context_of = context or (lambda _example: ParseContext(today=_FIXED_DAY))
    results: list[ParseResult] = []
    latencies: list[float] = []
    for example in examples:
        situation = context_of(example)
        began = clock()
        results.append(parser.parse(example.text, situation))
        latencies.append((clock() - began) * 1000)
    intents = _scores([example.intent for example in examples], [result.intent.name for result in results])
    entities = _entity_scores([example.entities for example in examples], [result.entities for result in results])
    total = _pooled(entities)
    right = [example.intent == result.intent.name for example, result in zip(examples, results, strict=True)]
    whole = [
        fine and _spans(example.entities) == _spans(result.entities)
        for fine, example, result in zip(right, examples, results, strict=True)
    ]
    used = [score.f1 for score in intents if score.support]
    return Report(
        examples=len(examples),
        intent_accuracy=_share(right),
        intent_macro_f1=sum(used) / len(used) if used else 0.0,
        entity_f1=total.f1,
        entity_precision=total.precision,
        entity_recall=total.recall,
        exact_match=_share(whole),
        ms_p50=percentile(latencies, 0.5),
        ms_p95=percentile(latencies, 0.95),
        intents=tuple(intents),
        entities=tuple(score for score, _, _, _ in entities),
        confusions=tuple(
            (example.intent, result.intent.name, example.text)
            for fine, example, result in zip(right, examples, results, strict=True)
            if not fine
        ),
    )


def items_match(expected: Sequence[ExpectedItem], result: ParseResult) -> bool:
    """True if the items are exactly the expected ones: words, amount, unit, and product where one is named."""
    if len(expected) != len(result.items):
        return False
    for wish, item in zip(expected, result.items, strict=True):
        first = item.candidates[0].key if item.candidates else ""
        if wish.text.lower() != item.text.lower() or wish.amount != item.amount or wish.unit != item.unit:
            return False
        if wish.product and wish.product != first:
            return False
    return True


def items_exact(
    parser: Parser, cases: Iterable[tuple[str, Sequence[ExpectedItem]]], context: ParseContext
) -> tuple[float, list[str]]:
    """The share of messages whose whole basket is right, and the messages where it is not."""
    wrong: list[str] = []
    count = 0
    for text, expected in cases:
        count += 1
        if not items_match(expected, parser.parse(text, context)):
            wrong.append(text)
    return (1 - len(wrong) / count if count else 0.0), wrong


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of all values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0


def _score(label: str, hits: int, claimed: int, present: int) -> Score:
    precision = hits / claimed if claimed else 0.0
    recall = hits / present if present else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(label, precision, recall, f1, present)


def _scores(expected: Sequence[str], found: Sequence[str]) -> list[Score]:
    present, claimed = Counter(expected), Counter(found)
    hits = Counter(want for want, got in zip(expected, found, strict=True) if want == got)
    return [_score(label, hits[label], claimed[label], present[label]) for label in sorted({*present, *claimed})]


def _spans(entities: Sequence[Entity]) -> set[tuple[str, int, int]]:
    return {(one.name, one.start, one.end) for one in entities}


def _entity_scores(
    expected: Sequence[Sequence[Entity]], found: Sequence[Sequence[Entity]]
) -> list[tuple[Score, int, int, int]]:
    hits: Counter[str] = Counter()
    claimed: Counter[str] = Counter()
    present: Counter[str] = Counter()
    for want, got in zip(expected, found, strict=True):
        wanted, given = _spans(want), _spans(got)
        present.update(name for name, _, _ in wanted)
        claimed.update(name for name, _, _ in given)
        hits.update(name for name, _, _ in wanted & given)
    return [
        (_score(name, hits[name], claimed[name], present[name]), hits[name], claimed[name], present[name])
        for name in sorted({*present, *claimed})
    ]


def _pooled(scores: Sequence[tuple[Score, int, int, int]]) -> Score:
    return _score("all", sum(row[1] for row in scores), sum(row[2] for row in scores), sum(row[3] for row in scores))
