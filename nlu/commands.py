"""The command line of understanding: parse a sentence, train, validate, evaluate and score.

`add_arguments` and `run` are for a parent command; alone it is `python -m nlu.commands`.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, TypeAlias

from nlu import scoring
from nlu.engines import ENGINES, ENVIRONMENT, Engine
from nlu.evaluation import Report, evaluate
from nlu.local_parser import LocalParser
from nlu.noise import with_typing_errors, with_umlauts_written_out
from nlu.rasa.environment import RasaUnavailable, ready_python
from nlu.rasa.project import EPOCHS, Lessons
from nlu.rasa.project import load_or_train as load_or_train_rasa
from nlu.rasa.server import serving
from nlu.result import Expects, ParseContext, ParseResult, Vocabulary
from nlu.training import load_or_train
from nlu.training_data import Example, TrainingDataError, load
from nlu.validation import FEWEST_EXAMPLES, problems
from nlu.vocabulary_file import read_vocabulary

DATA = Path(__file__).resolve().parent / "data"
CACHE = Path("var/nlu")
_EMPTY = Vocabulary(version="empty")
# Measuring must give the same figures on every day.
EXAMPLE_DAY = date(2026, 3, 4)
NOISE_SEED = 7


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_arguments(parser: argparse.ArgumentParser) -> Commands:
    """Adds all subcommands that need no county; hands them back for more of the caller's."""
    commands = parser.add_subparsers(dest="nlu_command", required=True)
    parse = commands.add_parser("parse", help="show the meaning of a sentence")
    parse.add_argument("text", nargs="+", help="the sentence; words are joined with spaces")
    parse.add_argument(
        "--today", type=date.fromisoformat, default=None, help="the day on which it is said (YYYY-MM-DD)"
    )
    parse.add_argument("--role", action="append", default=[], help="a role of the sender; may be repeated")
    parse.add_argument(
        "--expects", type=Expects, choices=list(Expects), default=Expects.NOTHING, help="the open question"
    )
    parse.add_argument("--json", action="store_true", help="everything, as JSON")
    train = commands.add_parser("train", help="train now and keep the model")
    validate = commands.add_parser("validate", help="check the training data")
    validate.add_argument("--fewest", type=int, default=FEWEST_EXAMPLES, help="examples an intent needs")
    measure = commands.add_parser("evaluate", help="learn from one set of sentences, measure on another one")
    _add_measure_arguments(measure)
    scoring.add_commands(commands)
    for command in (parse, train, validate):
        command.add_argument("--data", type=Path, default=DATA, help="training data: folder or file")
    rasa = commands.add_parser("rasa", help="teach Rasa in its own environment, and serve it on loopback")
    rasa.add_argument("--port", type=int, default=5005, help="where it listens")
    rasa.add_argument("--epochs", type=int, default=EPOCHS, help="how often it goes over the sentences")
    rasa.add_argument("--data", type=Path, default=DATA, help="training data: folder or file")
    for command in (parse, train, measure, rasa):
        command.add_argument("--cache", type=Path, default=CACHE, help="folder for trained models")
    for command in (parse, measure, rasa):
        command.add_argument(
            "--vocabulary", type=Path, default=None, help="vocabulary as JSON (nlu/vocabulary_file.py)"
        )
    return commands


def _add_measure_arguments(measure: argparse.ArgumentParser) -> None:
    measure.add_argument(
        "--train", type=Path, nargs="+", metavar="FILE", default=[DATA], help="files or folders in Rasa's format"
    )
    measure.add_argument("--test", type=Path, nargs="+", metavar="FILE", required=True, help="the same to measure on")
    measure.add_argument("--engine", choices=[*ENGINES, "both"], default="local", help="which parser")
    measure.add_argument(
        "--noise", type=float, default=0.0, metavar="SHARE", help="letters to be mistyped, such as 0.08"
    )
    measure.add_argument("--fold-umlauts", action="store_true", help="write ae, oe, ue and ss in the test sentences")
    measure.add_argument("--role", action="append", default=[], help="a role of all senders; may be repeated")
    measure.add_argument("--show", type=int, default=0, metavar="N", help="show the first N misunderstood sentences")
    measure.add_argument("--json", action="store_true", help="the figures as JSON")


def run(args: argparse.Namespace, *, vocabulary: Vocabulary | None = None) -> int:
    """Runs the chosen subcommand; the exit code is 0 for good news."""
    if "scoring_command" in args:
        return scoring.run(args)
    actions = {"parse": _parse, "train": _train, "validate": _validate, "evaluate": _evaluate, "rasa": _rasa}
    try:
        return actions[args.nlu_command](args, vocabulary)
    except (TrainingDataError, RasaUnavailable) as error:
        _say(str(error))
        return 2


def _vocabulary(args: argparse.Namespace, vocabulary: Vocabulary | None) -> Vocabulary:
    return read_vocabulary(args.vocabulary) if args.vocabulary else vocabulary or _EMPTY


def _parser(args: argparse.Namespace, vocabulary: Vocabulary | None) -> LocalParser:
    return LocalParser(load_or_train(args.data, args.cache, progress=_note), _vocabulary(args, vocabulary))


def _parse(args: argparse.Namespace, vocabulary: Vocabulary | None) -> int:
    today = args.today
    if today is None:
        # A sentence typed at a terminal is said today; inside the service the day always comes from the caller.
        today = date.today()  # noqa: DTZ011
    context = ParseContext(today=today, roles=frozenset(args.role), expects=args.expects)
    result = _parser(args, vocabulary).parse(" ".join(args.text), context)
    if args.json:
        _say(json.dumps(as_json(result), ensure_ascii=False, indent=2))
    else:
        _say("\n".join(_described(result)))
    return 0


def _described(result: ParseResult, indent: str = "") -> list[str]:
    """A result in a few readable lines."""
    ranking = ", ".join(f"{one.name} {one.confidence:.2f}" for one in result.ranking[:3])
    lines = [f"{indent}{result.intent.name} ({ranking}){' unsure' if result.unsure else ''}"]
    for item in result.items:
        amount = " ".join(str(part) for part in (item.amount, item.unit) if part is not None)
        keys = ", ".join(f"{one.key} {one.match} {one.score:.2f}" for one in item.candidates[:3])
        lines.append(
            f"{indent}  item {item.text!r} {amount or '-'} -> {keys or 'unknown'}{' decisive' if item.decisive else ''}"
        )
    lines += [f"{indent}  {one.name} {one.text!r}{f' = {one.value}' if one.value else ''}" for one in result.entities]
    lines += [f"{indent}  day {one.first} to {one.last}" for one in result.days]
    lines += [f"{indent}  time {one.first:%H:%M} to {one.last:%H:%M}" for one in result.times]
    lines += [f"{indent}  place {', '.join(one.keys)}" for one in result.places]
    lines += [f"{indent}  group {', '.join(one.keys)}" for one in result.groups]
    for part in result.parts:
        lines += [f"{indent}  and also:", *_described(part, indent + "    ")]
    return lines


def as_json(value: Any) -> Any:
    """A result as plain JSON values."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [as_json(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal) or hasattr(value, "isoformat"):
        return str(value)
    return value


def _train(args: argparse.Namespace, _vocabulary: Vocabulary | None) -> int:
    model = load_or_train(args.data, args.cache, progress=_note)
    _say(f"{len(model.labels)} intents, {len(model.entities)} entities, {len(model.columns)} features")
    return 0


def _validate(args: argparse.Namespace, _vocabulary: Vocabulary | None) -> int:
    found = problems(args.data, fewest=args.fewest)
    _say("\n".join(found) if found else f"{len(load(args.data).examples)} examples, nothing to complain about")
    return 1 if found else 0


def _evaluate(args: argparse.Namespace, vocabulary: Vocabulary | None) -> int:
    examples = _test_sentences(args)
    situation = ParseContext(today=EXAMPLE_DAY, roles=frozenset(args.role))
    measured: dict[str, dict[str, Any]] = {}
    for name in ENGINES if args.engine == "both" else (args.engine,):
        with ENGINES[name](args.train, args.cache, _vocabulary(args, vocabulary), _note) as engine:
            report = evaluate(engine.parser, examples, context=lambda _example: situation)
            measured[name] = _figures(engine, report, [example.text for example in examples])
        if not args.json:
            _tell(name, report, measured[name], args.show)
    if args.json:
        _say(json.dumps(measured, ensure_ascii=False, indent=2))
    return 0


def _test_sentences(args: argparse.Namespace) -> list[Example]:
    """The test sentences, as clumsy as is asked for."""
    examples = load(*args.test).examples
    if args.fold_umlauts:
        examples = [with_umlauts_written_out(example) for example in examples]
    return [with_typing_errors(example, args.noise, NOISE_SEED) for example in examples] if args.noise else examples


def _figures(engine: Engine, report: Report, texts: list[str]) -> dict[str, Any]:
    return {
        "examples": report.examples,
        "intent_accuracy": round(report.intent_accuracy, 4),
        "intent_macro_f1": round(report.intent_macro_f1, 4),
        "entity_f1": round(report.entity_f1, 4),
        "entity_precision": round(report.entity_precision, 4),
        "entity_recall": round(report.entity_recall, 4),
        "exact_match": round(report.exact_match, 4),
        "confusion": report.confusion(),
        "ms_p50": round(report.ms_p50, 3),
        "ms_p95": round(report.ms_p95, 3),
        "memory_mb": round(engine.memory_mb(texts), 1),
        "train_seconds": engine.train_seconds,
    }


def _tell(name: str, report: Report, figures: dict[str, Any], show: int) -> None:
    _say(f"{name}\n{report.summary()}")
    _say(f"memory {figures['memory_mb']} MB, training {figures['train_seconds']} s")
    for wanted, got, text in report.confusions[:show]:
        _say(f"  {wanted} taken for {got}: {text}")


def _rasa(args: argparse.Namespace, vocabulary: Vocabulary | None) -> int:
    python = ready_python(ENVIRONMENT, _note)
    lessons = Lessons([args.data], _vocabulary(args, vocabulary), args.epochs)
    model = load_or_train_rasa(python, lessons, args.cache, _note)
    try:
        with serving(python, model.file, port=args.port) as server:
            _say(f"Rasa answers on {server.url}. Ctrl+C ends it.")
            server.wait()
    except KeyboardInterrupt:
        pass
    return 0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _note(text: str) -> None:
    sys.stderr.write(text + "\n")


def main(arguments: list[str] | None = None) -> int:
    """The command line of `nlu` alone."""
    parser = argparse.ArgumentParser(prog="python -m nlu.commands", description="Understanding German messages")
    add_arguments(parser)
    return run(parser.parse_args(arguments))


if __name__ == "__main__":
    sys.exit(main())
