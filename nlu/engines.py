"""The parsers that can be measured side by side: each learns from the same files and answers the same sentences."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nlu.child import run_module
from nlu.local_parser import LocalParser
from nlu.rasa import project as rasa
from nlu.rasa.environment import ready_python
from nlu.rasa.server import serving
from nlu.result import Parser, Vocabulary
from nlu.training import load_or_train, model_file
from nlu.vocabulary_file import write_vocabulary

Progress = Callable[[str], None]
ENVIRONMENT = Path(".venv-rasa")
_LONGEST_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Engine:
    """A parser that has learned. `train_seconds` is what learning took on the machine it was done on.

    `memory_mb` tells the memory of a process that does nothing but answer these sentences.
    """

    name: str
    parser: Parser
    train_seconds: float
    memory_mb: Callable[[Sequence[str]], float]


@contextmanager
def local_engine(train: Sequence[Path], cache: Path, vocabulary: Vocabulary, progress: Progress) -> Iterator[Engine]:
    """The parser of this package, learned from files or folders in Rasa's format."""
    model = load_or_train(train, cache, progress=progress)
    file = model_file(train, cache)
    yield Engine(
        name="local",
        parser=LocalParser(model, vocabulary),
        train_seconds=model.train_seconds,
        memory_mb=lambda sentences: _footprint(file, vocabulary, sentences),
    )


@contextmanager
def rasa_engine(train: Sequence[Path], cache: Path, vocabulary: Vocabulary, progress: Progress) -> Iterator[Engine]:
    """Rasa with the pipeline of `nlu/rasa/config.yml`, as a server of its own. Raises `RasaUnavailable`."""
    python = ready_python(ENVIRONMENT, progress)
    model = rasa.load_or_train(python, rasa.Lessons(train, vocabulary), cache, progress)
    with serving(python, model.file) as server:
        yield Engine(
            name="rasa",
            parser=server,
            train_seconds=model.train_seconds,
            memory_mb=lambda _sentences: server.memory_mb(),
        )


ENGINES = {"local": local_engine, "rasa": rasa_engine}


def _footprint(model: Path, vocabulary: Vocabulary, sentences: Sequence[str]) -> float:
    """The most memory that a process of its own has held, in MB, when it has answered all sentences."""
    with tempfile.TemporaryDirectory() as folder:
        words, texts = Path(folder) / "vocabulary.json", Path(folder) / "sentences.json"
        write_vocabulary(vocabulary, words)
        texts.write_text(json.dumps(list(sentences)), encoding="utf-8")
        return float(run_module("nlu.footprint", model, words, texts, seconds=_LONGEST_SECONDS))
