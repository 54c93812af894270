"""Scores baskets: the result of `nlu baskets` against messages whose right answer somebody has written down.

A line of an expected file is {"id", "text", "given_basket"?, "expect"} or, where more than one answer is right,
{…, "expect_any": [answer, …]}. An answer is {"items", "ask", "unknown", "intent"}:

- an item is {"sku", "packs" | "grams"}; an amount may be a range: {"from": 540, "to": 559};
- a question is {"about", "accept"}: `about` is "product", "quantity" or a list of both, and every candidate that is
  offered must be in `accept`. "text_contains", "packs" and "grams" are compared where they are given;
- "unknown" are the words that must be named back; "intent" is one name or a list.

A file in Rasa's format counts, too: its `out_of_scope` examples are foreign requests, which must lead to nothing.
On the command line it is `dorfbote nlu score` and `messages`; alone `python -m nlu.scoring`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

Entry = dict[str, Any]
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

FOREIGN = "out_of_scope"
# Meanings that order, cancel or book although they put nothing into the basket.
ACTING = frozenset({"book_service", "cancel_order", "checkout", "reorder", "withdraw_contract"})
MOST_CANDIDATES = 3
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


class ScoringError(ValueError):
    """The expected answers and the result do not belong together, or one of them cannot be read."""


@dataclass(frozen=True)
class Verdict:
    """What one answer is worth. None where the expected line says nothing about it."""

    id: str
    basket_right: bool | None
    wrong_items: tuple[Entry, ...]
    needless_questions: tuple[Entry, ...]
    dropped: bool
    intent_right: bool
    foreign_acted: bool | None


@dataclass(frozen=True)
class Share:
    """How often something held."""

    count: int
    of: int

    @property
    def percent(self) -> float:
        """0 where there was nothing to count."""
        return round(100 * self.count / self.of, 1) if self.of else 0.0


@dataclass(frozen=True)
class Figures:
    """The shares of all messages together."""

    baskets_right: Share
    wrong_item_silently: Share
    no_needless_question: Share
    dropped_silently: Share
    intents_right: Share
    foreign_acted: Share


def judge(expected: Entry, found: Entry) -> Verdict:
    """Compares one result with the answers that are right; the kindest reading counts."""
    answers: list[Entry] = expected.get("expect_any") or [expected["expect"]]
    intents = [_listed(answer["intent"]) for answer in answers]
    foreign = intents[0][0] == FOREIGN
    acted = found["intent"] in ACTING or _plain(found["items"]) != _plain(expected.get("given_basket", []))
    scored = "items" in answers[0]
    return Verdict(
        id=expected["id"],
        basket_right=any(_fits(answer, found) for answer in answers) if scored else None,
        wrong_items=tuple(_wrong_items(answers, found)) if scored else (),
        needless_questions=tuple(_needless_questions(answers, found)) if scored else (),
        dropped=scored and all(_dropped(answer, found) for answer in answers),
        intent_right=any(found["intent"] in names for names in intents),
        foreign_acted=acted if foreign else None,
    )


def judge_all(expected: Sequence[Entry], results: Iterable[Entry]) -> list[Verdict]:
    """One verdict for each expected line; the results may come in any order, but none may be missing."""
    found = {result["id"]: result for result in results}
    missing = [line["id"] for line in expected if line["id"] not in found]
    if missing:
        raise ScoringError(f"no result for {', '.join(missing[:5])}" + (" …" if len(missing) > 5 else ""))
    return [judge(line, found[line["id"]]) for line in expected]


def figures(verdicts: Sequence[Verdict]) -> Figures:
    """The figures that the bars are set for."""
    baskets = [verdict for verdict in verdicts if verdict.basket_right is not None]
    foreign = [verdict for verdict in verdicts if verdict.foreign_acted is not None]

    def share(among: Sequence[Verdict], holds: Callable[[Verdict], object]) -> Share:
        return Share(sum(1 for verdict in among if holds(verdict)), len(among))

    return Figures(
        baskets_right=share(baskets, lambda verdict: verdict.basket_right),
        wrong_item_silently=share(baskets, lambda verdict: verdict.wrong_items),
        no_needless_question=share(baskets, lambda verdict: not verdict.needless_questions),
        dropped_silently=share(baskets, lambda verdict: verdict.dropped),
        intents_right=share(verdicts, lambda verdict: verdict.intent_right),
        foreign_acted=share(foreign, lambda verdict: verdict.foreign_acted),
    )


def read_expected(paths: Iterable[Path]) -> list[Entry]:
    """The lines of all files, in order: JSON lines as they are, foreign requests from files in Rasa's format."""
    lines: list[Entry] = []
    for path in paths:
        lines += _foreign(path) if path.suffix in {".yml", ".yaml"} else read_lines(path.read_text(encoding="utf-8"))
    ids = [line["id"] for line in lines]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise ScoringError(f"used twice: {', '.join(twice[:5])}")
    return lines


def read_lines(text: str) -> list[Entry]:
    """JSON lines; empty ones are passed over."""
    # Not splitlines(): a message may hold a line separator of Unicode.
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def message(expected: Entry) -> Entry:
    """What `nlu baskets` may see of an expected line."""
    return {key: expected[key] for key in ("id", "text", "given_basket") if key in expected}


def _foreign(path: Path) -> Iterator[Entry]:
    for section in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
        if section.get("intent") != FOREIGN:
            continue
        for number, line in enumerate(section["examples"].splitlines(), start=1):
            yield {
                "id": f"{path.stem}-{number}",
                "text": line.removeprefix("-").strip(),
                "expect": {"intent": FOREIGN},
            }


def _fits(answer: Entry, found: Entry) -> bool:
    return (
        _pair_up(answer["items"], found["items"], _item_fits)
        and _pair_up(answer["ask"], found["ask"], _question_fits)
        and _pair_up(answer["unknown"], found["unknown"], _words_fit)
    )


def _pair_up(wanted: Sequence[Any], found: Sequence[Any], fits: Callable[[Any, Any], bool]) -> bool:
    """Whether each wanted thing has a found thing of its own, and none is left over."""
    if len(wanted) != len(found):
        return False
    if not wanted:
        return True
    return any(
        fits(wanted[0], one) and _pair_up(wanted[1:], [*found[:place], *found[place + 1 :]], fits)
        for place, one in enumerate(found)
    )


def _item_fits(wanted: Entry, found: Entry) -> bool:
    amounts = [key for key in ("packs", "grams") if key in wanted]
    return bool(wanted["sku"] == found["sku"]) and all(
        key in found and _amount_fits(wanted[key], found[key]) for key in amounts
    )


def _question_fits(wanted: Entry, found: Entry) -> bool:
    candidates = found["candidates"]
    return (
        found["about"] in _listed(wanted["about"])
        and 0 < len(candidates) <= MOST_CANDIDATES
        and all(sku in wanted["accept"] for sku in candidates)
        and _folded(wanted.get("text_contains", "")) in _folded(found.get("text", ""))
        and all(_amount_fits(wanted[key], found[key]) for key in ("packs", "grams") if key in wanted and key in found)
    )


def _words_fit(wanted: str, found: str) -> bool:
    """The words may come back with an article or amount, or shortened to their core."""
    ours, theirs = _folded(wanted), _folded(found).strip()
    return bool(theirs) and (ours in theirs or theirs in ours)


def _amount_fits(wanted: Any, found: Any) -> bool:
    if isinstance(wanted, dict):
        return bool(wanted["from"] <= found <= wanted["to"])
    return bool(wanted == found)


def _wrong_items(answers: Sequence[Entry], found: Entry) -> Iterator[Entry]:
    """Items that no right answer holds with this amount."""
    for item in found["items"]:
        if not any(_item_fits(wanted, item) for answer in answers for wanted in answer["items"]):
            yield item


def _needless_questions(answers: Sequence[Entry], found: Entry) -> Iterator[Entry]:
    """Questions about goods that no right answer asks about; a clumsy one about the right goods is not needless."""
    asked = {sku for answer in answers for question in answer["ask"] for sku in question["accept"]}
    for question in found["ask"]:
        if asked.isdisjoint(question["candidates"]):
            yield question


def _dropped(answer: Entry, found: Entry) -> bool:
    """Whether something wanted is neither in the basket nor asked about."""
    known = {item["sku"] for item in found["items"]}
    known.update(sku for question in found["ask"] for sku in question["candidates"])
    return any(item["sku"] not in known for item in answer["items"]) or any(
        known.isdisjoint(question["accept"]) for question in answer["ask"]
    )


def _plain(items: Iterable[Entry]) -> list[tuple[str, Any, Any]]:
    return sorted((item["sku"], item.get("packs", 0), item.get("grams", 0)) for item in items)


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _folded(text: str) -> str:
    return text.casefold().translate(_UMLAUTS)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the subcommands `messages` and `score`."""
    add_commands(parser.add_subparsers(required=True))


def add_commands(commands: Commands) -> None:
    """The same beside other subcommands; `run` tells them apart by `scoring_command`."""
    messages = commands.add_parser("messages", help="write what `nlu baskets` may see, as JSON lines")
    score = commands.add_parser("score", help="compare a result of `nlu baskets` with the expected answers")
    score.add_argument("--result", type=Path, required=True, help="JSON lines as `nlu baskets` writes them")
    score.add_argument("--show", type=int, default=0, metavar="N", help="show the first N messages that went wrong")
    score.add_argument("--json", action="store_true", help="the figures as JSON")
    for name, command in (("messages", messages), ("score", score)):
        command.set_defaults(scoring_command=name)
        command.add_argument("expected", type=Path, nargs="+", help="JSON lines, or YAML in Rasa's format")


def run(arguments: argparse.Namespace) -> int:
    """Runs what `add_arguments` has read; a number for the shell."""
    try:
        expected = read_expected(arguments.expected)
        if arguments.scoring_command == "messages":
            sys.stdout.writelines(json.dumps(message(line), ensure_ascii=False) + "\n" for line in expected)
            return 0
        results = read_lines(arguments.result.read_text(encoding="utf-8"))
        verdicts = judge_all(expected, results)
    except (ScoringError, OSError, json.JSONDecodeError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if arguments.json:
        sys.stdout.write(json.dumps(_as_json(figures(verdicts)), indent=2) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _table(figures(verdicts)))
        sys.stdout.writelines(f"{line}\n" for line in _wrong(expected, results, verdicts, arguments.show))
    return 0


def _as_json(all_figures: Figures) -> Entry:
    return {
        name: {"count": share.count, "of": share.of, "percent": share.percent}
        for name, share in vars(all_figures).items()
    }


def _table(all_figures: Figures) -> Iterator[str]:
    for words, share in (
        ("baskets exactly right or rightly asked back", all_figures.baskets_right),
        ("a wrong item or amount put in silently", all_figures.wrong_item_silently),
        ("no needless question", all_figures.no_needless_question),
        ("something wanted dropped silently", all_figures.dropped_silently),
        ("intents right", all_figures.intents_right),
        ("foreign requests that ordered, cancelled or booked", all_figures.foreign_acted),
    ):
        yield f"{words:<52} {share.count:>4} of {share.of:<4} {share.percent:>6.1f} %"


def _wrong(
    expected: Sequence[Entry], results: Sequence[Entry], verdicts: Sequence[Verdict], most: int
) -> Iterator[str]:
    found = {result["id"]: result for result in results}
    failed = [
        (line, verdict)
        for line, verdict in zip(expected, verdicts, strict=True)
        if verdict.basket_right is False or not verdict.intent_right or verdict.foreign_acted
    ]
    for line, verdict in failed[:most]:
        faults = {
            "basket": verdict.basket_right is False,
            "wrong item": verdict.wrong_items,
            "needless question": verdict.needless_questions,
            "dropped": verdict.dropped,
            "intent": not verdict.intent_right,
            "foreign": verdict.foreign_acted,
        }
        yield f"\n{line['id']}  {line['text']}"
        yield f"  wrong:    {', '.join(name for name, holds in faults.items() if holds)}"
        yield f"  expected: {json.dumps(line.get('expect_any') or line['expect'], ensure_ascii=False)}"
        yield f"  found:    {json.dumps(found[line['id']], ensure_ascii=False)}"


def main() -> int:
    """The command line of this module."""
    parser = argparse.ArgumentParser(prog="python -m nlu.scoring", description=(__doc__ or "").partition("\n")[0])
    add_arguments(parser)
    return run(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
